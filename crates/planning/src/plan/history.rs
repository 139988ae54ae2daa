//! What happened to a plan: submissions, withdrawals, returns with their remarks, approvals. The tables of a review
//! belong to `oversight` and are only read here.

use continuity::plan::{Place, Section};
use db::{Result, Tx, params};

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A version was handed in.
    Submitted {
        /// What it is cited by.
        reference: String,
    },
    /// It was taken back.
    Withdrawn {
        /// Why.
        reason: String,
    },
    /// It was returned.
    Returned {
        /// Why.
        reason: String,
    },
    /// It was approved.
    Approved {
        /// What the reviewer said; may be empty.
        note: String,
    },
    /// A reviewer's remark on a field.
    Remark {
        /// Section.
        section: Section,
        /// Place in it.
        place: Option<Place>,
        /// What was said.
        text: String,
        /// The answer, once there is one.
        answer: Option<String>,
    },
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When, as stored.
    pub at: String,
    /// Name of who did it.
    pub by: String,
    /// Number of the version.
    pub version: i64,
    /// What.
    pub what: What,
}

/// Everything that happened to the versions of a plan, the newest first.
pub fn history(tx: &mut Tx<'_>, plan_id: &str) -> Result<Vec<Entry>> {
    let mut all = submissions(tx, plan_id)?;
    all.extend(acts(tx, plan_id, "withdrawal", "withdrawn", "reason", |reason| What::Withdrawn { reason })?);
    all.extend(acts(tx, plan_id, "review_return", "returned", "reason", |reason| What::Returned { reason })?);
    all.extend(acts(tx, plan_id, "review_approval", "approved", "note", |note| What::Approved { note })?);
    all.extend(remarks(tx, plan_id)?);
    all.sort_by(|a, b| b.at.cmp(&a.at));
    Ok(all)
}

fn submissions(tx: &mut Tx<'_>, plan_id: &str) -> Result<Vec<Entry>> {
    let sql = "SELECT v.submitted_at, coalesce(a.name, v.submitted_by), v.number, v.reference FROM plan_version v \
               LEFT JOIN account a ON a.id = v.submitted_by WHERE v.plan_id = $1";
    tx.rows(sql, params![plan_id], |row| {
        Ok(Entry {
            at: row.get(0)?,
            by: row.get(1)?,
            version: row.get(2)?,
            what: What::Submitted { reference: row.get(3)? },
        })
    })
}

fn acts(
    tx: &mut Tx<'_>,
    plan_id: &str,
    table: &str,
    verb: &str,
    words: &str,
    make: impl Fn(String) -> What,
) -> Result<Vec<Entry>> {
    let sql = format!(
        "SELECT x.{verb}_at, coalesce(a.name, x.{verb}_by), v.number, x.{words} FROM {table} x \
         JOIN plan_version v ON v.id = x.version_id LEFT JOIN account a ON a.id = x.{verb}_by WHERE v.plan_id = $1"
    );
    tx.rows(&sql, params![plan_id], |row| {
        Ok(Entry { at: row.get(0)?, by: row.get(1)?, version: row.get(2)?, what: make(row.get(3)?) })
    })
}

fn remarks(tx: &mut Tx<'_>, plan_id: &str) -> Result<Vec<Entry>> {
    let sql = "SELECT r.made_at, coalesce(a.name, r.made_by), v.number, r.section, r.place, r.text, r.answer, r.row_id FROM remark r \
               JOIN plan_version v ON v.id = r.version_id LEFT JOIN account a ON a.id = r.made_by WHERE v.plan_id = $1";
    let rows = tx.rows(sql, params![plan_id], |row| {
        // A remark on a section that this program does not know stays in the review; it leads nowhere here.
        let Some(section) = Section::from_code(&row.get::<String>(3)?) else { return Ok(None) };
        let place = Place::of_anchor(section, &row.get::<String>(4)?, &row.get::<String>(7)?);
        let what = What::Remark { section, place, text: row.get(5)?, answer: row.get(6)? };
        Ok(Some(Entry { at: row.get(0)?, by: row.get(1)?, version: row.get(2)?, what }))
    })?;
    Ok(rows.into_iter().flatten().collect())
}
