//! All statements about drafts, clashes, handings and returns.

use std::collections::BTreeMap;

use db::{Result, Row, Tx, params};
use jiff::Timestamp;
use questionnaire::{Answers, Record};

use crate::collection::store::moment;

/// How a section was saved last.
#[derive(Clone, Debug, Default)]
pub struct SectionRow {
    /// How often it was saved.
    pub revision: i64,
    /// When.
    pub saved_at: Option<Timestamp>,
    /// Account that saved it.
    pub saved_account: String,
    /// Its person's name.
    pub saved_by: String,
}

/// What an organisation is writing.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Id.
    pub id: String,
    /// The answers.
    pub document: Answers,
    /// When it was saved last.
    pub saved_at: Timestamp,
    /// How each section was saved last.
    pub sections: BTreeMap<String, SectionRow>,
}

impl Draft {
    /// The revision of the draft as a whole: how often any section was saved.
    pub fn revision(&self) -> i64 {
        self.sections.values().map(|section| section.revision).sum()
    }
}

pub(crate) fn answers(text: &str) -> Result<Answers> {
    serde_json::from_str(text).map_err(|problem| db::Error::Column { column: 1, message: problem.to_string() })
}

/// The draft of an organisation.
pub fn draft(tx: &mut Tx<'_>, collection: &str, organisation: &str) -> Result<Option<Draft>> {
    let sql = "SELECT id, document, saved_at FROM lesson_draft WHERE collection_id = $1 AND organisation_id = $2";
    let read = |row: &Row<'_>| {
        Ok(Draft {
            id: row.get(0)?,
            document: answers(&row.get::<String>(1)?)?,
            saved_at: db::instant(&row.get::<String>(2)?)?,
            sections: BTreeMap::new(),
        })
    };
    let Some(mut draft) = tx.row_opt(sql, params![collection, organisation], read)? else { return Ok(None) };
    let sql = "SELECT s.section, s.revision, s.saved_at, s.saved_by, coalesce(a.name, s.saved_by) \
               FROM lesson_draft_section s LEFT JOIN account a ON a.id = s.saved_by WHERE s.draft_id = $1";
    let rows = tx.rows(sql, params![&draft.id], |row| {
        let section = SectionRow {
            revision: row.get(1)?,
            saved_at: moment(row, 2)?,
            saved_account: row.get(3)?,
            saved_by: row.get(4)?,
        };
        Ok((row.get::<String>(0)?, section))
    })?;
    draft.sections = rows.into_iter().collect();
    Ok(Some(draft))
}

/// Makes an empty draft when there is none, and gives the id of the one that there is.
pub(super) fn begin(tx: &mut Tx<'_>, collection: &str, organisation: &str, now: Timestamp) -> Result<String> {
    tx.execute(
        "INSERT INTO lesson_draft (id, collection_id, organisation_id, document, saved_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (collection_id, organisation_id) DO NOTHING",
        params![db::new_id(), collection, organisation, "{}", now],
    )?;
    let sql = "SELECT id FROM lesson_draft WHERE collection_id = $1 AND organisation_id = $2";
    tx.row(sql, params![collection, organisation], |row| row.get(0))
}

/// Writes a draft and the revision of one section.
pub(super) fn write(
    tx: &mut Tx<'_>,
    draft: &str,
    document: &Answers,
    (section, revision): (&str, i64),
    (by, now): (&str, Timestamp),
) -> Result<()> {
    let document = serde_json::to_string(document).unwrap_or_default();
    tx.execute("UPDATE lesson_draft SET document = $2, saved_at = $3 WHERE id = $1", params![draft, document, now])?;
    tx.execute(
        "INSERT INTO lesson_draft_section (draft_id, section, revision, saved_at, saved_by) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (draft_id, section) DO UPDATE SET revision = excluded.revision, saved_at = excluded.saved_at, \
         saved_by = excluded.saved_by",
        params![draft, section, revision, now, by],
    )?;
    Ok(())
}

/// Keeps what somebody typed while another saved.
pub(super) fn keep_clash(
    tx: &mut Tx<'_>,
    (draft, section, account): (&str, &str, &str),
    document: &Answers,
    now: Timestamp,
) -> Result<()> {
    let document = serde_json::to_string(document).unwrap_or_default();
    tx.execute(
        "INSERT INTO lesson_clash (draft_id, section, account_id, document, kept_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (draft_id, section, account_id) DO UPDATE SET document = excluded.document, kept_at = excluded.kept_at",
        params![draft, section, account, document, now],
    )?;
    Ok(())
}

/// What somebody typed while another saved.
pub(super) fn clash(tx: &mut Tx<'_>, draft: &str, section: &str, account: &str) -> Result<Option<Answers>> {
    let sql = "SELECT document FROM lesson_clash WHERE draft_id = $1 AND section = $2 AND account_id = $3";
    tx.row_opt(sql, params![draft, section, account], |row| answers(&row.get::<String>(0)?))
}

/// Forgets it, once one of the two was chosen.
pub(super) fn drop_clash(tx: &mut Tx<'_>, draft: &str, section: &str, account: &str) -> Result<()> {
    let sql = "DELETE FROM lesson_clash WHERE draft_id = $1 AND section = $2 AND account_id = $3";
    tx.execute(sql, params![draft, section, account])?;
    Ok(())
}

/// Something that was handed in.
#[derive(Clone, Debug)]
pub struct Handing {
    /// Id.
    pub id: String,
    /// Number, from 1.
    pub number: i64,
    /// Reference number.
    pub reference: String,
    /// When.
    pub handed_at: Timestamp,
    /// By whom.
    pub handed_by: String,
    /// When it was handed back, why, and by whom.
    pub returned: Option<(Timestamp, String, String)>,
}

/// What was handed in, the newest last.
pub fn handings(tx: &mut Tx<'_>, draft: &str) -> Result<Vec<Handing>> {
    let sql = "SELECT h.id, h.number, h.reference, h.handed_at, coalesce(a.name, h.handed_by), r.returned_at, \
               coalesce(r.reason, ''), coalesce(b.name, r.returned_by, '') FROM lesson_handing h \
               LEFT JOIN account a ON a.id = h.handed_by LEFT JOIN lesson_return r ON r.handing_id = h.id \
               LEFT JOIN account b ON b.id = r.returned_by WHERE h.draft_id = $1 ORDER BY h.number";
    tx.rows(sql, params![draft], |row| {
        let (reason, by): (String, String) = (row.get(6)?, row.get(7)?);
        Ok(Handing {
            id: row.get(0)?,
            number: row.get(1)?,
            reference: row.get(2)?,
            handed_at: db::instant(&row.get::<String>(3)?)?,
            handed_by: row.get(4)?,
            returned: moment(row, 5)?.map(|at| (at, reason, by)),
        })
    })
}

/// The answers of a handing as they were handed in.
pub fn handed_document(tx: &mut Tx<'_>, handing: &str) -> Result<Option<Answers>> {
    let sql = "SELECT document FROM lesson_handing WHERE id = $1";
    tx.row_opt(sql, params![handing], |row| answers(&row.get::<String>(0)?))
}

/// True when nothing has this reference number.
pub(super) fn is_free(tx: &mut Tx<'_>, reference: &str) -> Result<bool> {
    Ok(tx.count("SELECT count(*) FROM lesson_handing WHERE reference = $1", params![reference])? == 0)
}

/// Writes a handing with its answers.
pub(super) fn hand(
    tx: &mut Tx<'_>,
    draft: &str,
    (number, reference): (i64, &str),
    document: &Answers,
    records: &[Record],
    (by, now): (&str, Timestamp),
) -> Result<String> {
    let id = db::new_id();
    let document = serde_json::to_string(document).unwrap_or_default();
    tx.execute(
        "INSERT INTO lesson_handing (id, draft_id, number, reference, document, handed_at, handed_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![&id, draft, number, reference, document, now, by],
    )?;
    for (part, records) in records.chunks(AT_ONCE).enumerate() {
        let (mut values, mut rows) = (Vec::new(), Vec::new());
        for (at, record) in records.iter().enumerate() {
            let first = values.len() + 1;
            let marks: Vec<String> = (first..first + 6).map(|mark| format!("${mark}")).collect();
            rows.push(format!("({})", marks.join(", ")));
            values.extend_from_slice(params![
                &id,
                part * AT_ONCE + at,
                &record.question,
                record.row,
                &record.value,
                record.is_choice
            ]);
        }
        let rows = rows.join(", ");
        let sql = format!(
            "INSERT INTO lesson_answer (handing_id, position, question, row_number, value, is_choice) VALUES {rows}"
        );
        tx.execute(&sql, &values)?;
    }
    Ok(id)
}

/// Answers written in one statement.
const AT_ONCE: usize = 40;

/// Writes that a handing was handed back.
pub(super) fn give_back(tx: &mut Tx<'_>, handing: &str, reason: &str, (by, now): (&str, Timestamp)) -> Result<()> {
    tx.execute(
        "INSERT INTO lesson_return (handing_id, reason, returned_at, returned_by) VALUES ($1, $2, $3, $4)",
        params![handing, reason, now, by],
    )?;
    Ok(())
}
