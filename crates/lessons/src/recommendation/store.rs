//! All statements about recommendations and what they rest on.

use db::{Result, Row, Tx, params};
use jiff::Timestamp;

use crate::collection::store::moment;

/// A recommendation.
#[derive(Clone, Debug)]
pub(super) struct Recommendation {
    pub id: String,
    pub fiscal_year: i32,
    pub heading: String,
    pub text: String,
    pub bodies: String,
    pub written_at: Timestamp,
    pub written_by: String,
    pub withdrawn_at: Option<Timestamp>,
    /// How many answers it rests on.
    pub basis: u64,
}

const COLUMNS: &str = "r.id, r.fiscal_year, r.heading, r.text, r.bodies, r.written_at, coalesce(a.name, r.written_by), \
    r.withdrawn_at, (SELECT count(*) FROM lesson_basis b WHERE b.recommendation_id = r.id) \
    FROM lesson_recommendation r LEFT JOIN account a ON a.id = r.written_by";

fn read(row: &Row<'_>) -> Result<Recommendation> {
    Ok(Recommendation {
        id: row.get(0)?,
        fiscal_year: row.get(1)?,
        heading: row.get(2)?,
        text: row.get(3)?,
        bodies: row.get(4)?,
        written_at: db::instant(&row.get::<String>(5)?)?,
        written_by: row.get(6)?,
        withdrawn_at: moment(row, 7)?,
        basis: row.get(8)?,
    })
}

/// Every recommendation that stands, the newest year first.
pub(super) fn all(tx: &mut Tx<'_>) -> Result<Vec<Recommendation>> {
    let sql = format!("SELECT {COLUMNS} WHERE r.withdrawn_at IS NULL ORDER BY r.fiscal_year DESC, r.id");
    tx.rows(&sql, &[], read)
}

/// One recommendation, withdrawn or not.
pub(super) fn one(tx: &mut Tx<'_>, id: &str) -> Result<Option<Recommendation>> {
    tx.row_opt(&format!("SELECT {COLUMNS} WHERE r.id = $1"), params![id], read)
}

/// An answer that a recommendation rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// Id of what was handed in.
    pub handing: String,
    /// The question.
    pub question: String,
    /// The row of its repeat, from 0.
    pub row: u64,
}

impl Basis {
    /// Reads `handing:question:row`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ':');
        let (handing, question, row) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Basis { handing: handing.to_owned(), question: question.to_owned(), row: row.parse().ok()? })
    }

    /// As it is read again.
    pub fn text(&self) -> String {
        format!("{}:{}:{}", self.handing, self.question, self.row)
    }
}

/// An answer with whose it is.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub basis: Basis,
    pub collection: String,
    pub code: String,
    pub name_th: String,
    pub name_en: String,
    pub path: String,
    pub values: Vec<String>,
}

/// The answer that a basis names, when there is one.
pub(super) fn told(tx: &mut Tx<'_>, basis: &Basis) -> Result<Option<Told>> {
    let sql =
        "SELECT value FROM lesson_answer WHERE handing_id = $1 AND question = $2 AND row_number = $3 ORDER BY position";
    let values = tx.rows(sql, params![&basis.handing, &basis.question, basis.row], |row| row.get::<String>(0))?;
    if values.is_empty() {
        return Ok(None);
    }
    let sql = "SELECT d.collection_id, o.code, o.name_th, o.name_en, o.path FROM lesson_handing h \
               JOIN lesson_draft d ON d.id = h.draft_id JOIN organisation o ON o.id = d.organisation_id WHERE h.id = $1";
    tx.row_opt(sql, params![&basis.handing], |row| {
        Ok(Told {
            basis: basis.clone(),
            collection: row.get(0)?,
            code: row.get(1)?,
            name_th: row.get(2)?,
            name_en: row.get(3)?,
            path: row.get(4)?,
            values: values.clone(),
        })
    })
}

/// What a recommendation rests on.
pub(super) fn basis(tx: &mut Tx<'_>, id: &str) -> Result<Vec<Basis>> {
    let sql = "SELECT handing_id, question, row_number FROM lesson_basis WHERE recommendation_id = $1 \
               ORDER BY handing_id, question, row_number";
    tx.rows(sql, params![id], |row| Ok(Basis { handing: row.get(0)?, question: row.get(1)?, row: row.get(2)? }))
}

/// Writes a recommendation and what it rests on.
pub(super) fn add(
    tx: &mut Tx<'_>,
    (fiscal_year, heading, text, bodies): (i32, &str, &str, &str),
    basis: &[Basis],
    (by, now): (&str, Timestamp),
) -> Result<String> {
    let id = db::new_id();
    tx.execute(
        "INSERT INTO lesson_recommendation (id, fiscal_year, heading, text, bodies, written_at, written_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![&id, fiscal_year, heading, text, bodies, now, by],
    )?;
    for one in basis {
        tx.execute(
            "INSERT INTO lesson_basis (recommendation_id, handing_id, question, row_number) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (recommendation_id, handing_id, question, row_number) DO NOTHING",
            params![&id, &one.handing, &one.question, one.row],
        )?;
    }
    Ok(id)
}

/// Withdraws a recommendation.
pub(super) fn withdraw(tx: &mut Tx<'_>, id: &str, (by, now): (&str, Timestamp)) -> Result<()> {
    let sql = "UPDATE lesson_recommendation SET withdrawn_at = $2, withdrawn_by = $3 WHERE id = $1";
    tx.execute(sql, params![id, now, by])?;
    Ok(())
}
