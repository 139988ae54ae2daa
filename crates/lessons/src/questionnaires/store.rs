//! All statements about questionnaires that are kept.

use db::{Result, Row, Tx, params};
use jiff::Timestamp;
use questionnaire::Questionnaire;

use super::built_in;

/// A version of a questionnaire.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Id; empty for one that the program brings and no collection uses yet.
    pub id: String,
    /// The form.
    pub form: Questionnaire,
    /// `built_in`, or the name of the file that it was read from.
    pub source: String,
    /// When it was kept.
    pub made_at: Option<Timestamp>,
    /// By whom.
    pub made_by: String,
}

/// How a version is named in addresses: `lessons-departments.2564`.
pub fn key(form: &Questionnaire) -> String {
    format!("{}.{}", form.code, form.version)
}

const COLUMNS: &str = "q.id, q.document, q.source, q.made_at, coalesce(a.name, q.made_by)";

pub(crate) fn form(text: &str) -> Result<Questionnaire> {
    serde_json::from_str(text).map_err(|problem| db::Error::Column { column: 1, message: problem.to_string() })
}

fn read(row: &Row<'_>) -> Result<Kept> {
    Ok(Kept {
        id: row.get(0)?,
        form: form(&row.get::<String>(1)?)?,
        source: row.get(2)?,
        made_at: Some(db::instant(&row.get::<String>(3)?)?),
        made_by: row.get(4)?,
    })
}

/// Every version, kept or brought, by code and then the newest first.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Kept>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM lesson_questionnaire q LEFT JOIN account a ON a.id = q.made_by ORDER BY q.code, q.version"
    );
    let mut all = tx.rows(&sql, &[], read)?;
    for form in built_in() {
        if !all.iter().any(|kept| key(&kept.form) == key(form)) {
            all.push(brought(form));
        }
    }
    all.sort_by(|a, b| (&a.form.code, &b.form.version).cmp(&(&b.form.code, &a.form.version)));
    Ok(all)
}

fn brought(form: &Questionnaire) -> Kept {
    Kept { id: String::new(), form: form.clone(), source: "built_in".into(), made_at: None, made_by: String::new() }
}

/// The version with this key.
pub fn find(tx: &mut Tx<'_>, wanted: &str) -> Result<Option<Kept>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM lesson_questionnaire q LEFT JOIN account a ON a.id = q.made_by \
         WHERE q.code || '.' || q.version = $1"
    );
    let kept = tx.row_opt(&sql, params![wanted], read)?;
    Ok(kept.or_else(|| built_in().iter().find(|form| key(form) == wanted).map(brought)))
}

/// Writes a version and gives its id.
pub(super) fn add(
    tx: &mut Tx<'_>,
    form: &Questionnaire,
    (document, hash): (&str, &str),
    source: &str,
    (by, now): (&str, Timestamp),
) -> Result<String> {
    let id = db::new_id();
    tx.execute(
        "INSERT INTO lesson_questionnaire (id, code, version, title_th, title_en, document, document_hash, source, \
         made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        params![&id, &form.code, &form.version, &form.title.th, &form.title.en, document, hash, source, now, by],
    )?;
    Ok(id)
}

/// Id and hash of the version with this code and version.
pub(super) fn known(tx: &mut Tx<'_>, form: &Questionnaire) -> Result<Option<(String, String)>> {
    let sql = "SELECT id, document_hash FROM lesson_questionnaire WHERE code = $1 AND version = $2";
    tx.row_opt(sql, params![&form.code, &form.version], |row| Ok((row.get(0)?, row.get(1)?)))
}
