//! What other areas have written about an organisation and its page shows: what it owes by round, and its plans. Read
//! only: rounds and rosters are oversight's, plans are planning's, standings are insight's.

use db::{Result, Tx, params};
use jiff::civil::Date;

/// What an organisation owes in one round.
#[derive(Clone, Debug)]
pub struct Obligation {
    /// Buddhist fiscal year.
    pub fiscal_year: i32,
    /// Last day on which a plan is on time, extensions counted.
    pub due_on: Date,
    /// Whether that is an extension.
    pub extended: bool,
    /// `not_started`, `drafting`, `submitted`, `returned`, `approved`.
    pub status: String,
    /// Whether it was taken off the roster.
    pub removed: bool,
}

/// What it owes, newest round first.
pub fn obligations(tx: &mut Tx<'_>, id: &str) -> Result<Vec<Obligation>> {
    tx.rows(
        "SELECT r.fiscal_year, r.due_on, coalesce((SELECT max(e.due_on) FROM extension e WHERE e.round_id = r.id \
         AND e.organisation_id = ro.organisation_id AND e.revoked_at IS NULL), ''), \
         coalesce(s.status, 'not_started'), ro.removed_on IS NOT NULL \
         FROM roster ro JOIN round r ON r.id = ro.round_id \
         LEFT JOIN standing s ON s.fiscal_year = r.fiscal_year AND s.organisation_id = ro.organisation_id \
         WHERE ro.organisation_id = $1 ORDER BY r.fiscal_year DESC",
        params![id],
        |row| {
            let (due, extension): (String, String) = (row.get(1)?, row.get(2)?);
            let extended = extension > due;
            Ok(Obligation {
                fiscal_year: row.get(0)?,
                due_on: db::date(if extended { &extension } else { &due })?,
                extended,
                status: row.get(3)?,
                removed: row.get(4)?,
            })
        },
    )
}

/// One plan.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Id.
    pub id: String,
    /// Buddhist fiscal year.
    pub fiscal_year: i32,
    /// Code of `reference/plan_kinds.csv`.
    pub kind: String,
    /// Title.
    pub title: String,
    /// Number of the newest version; 0 before the first submission.
    pub version: i64,
    /// Reference of the newest version; empty before.
    pub reference: String,
}

/// The plans, newest first; those that are classified only for who may read them.
pub fn plans(tx: &mut Tx<'_>, id: &str, classified: bool) -> Result<Vec<Plan>> {
    tx.rows(
        "SELECT p.id, p.fiscal_year, p.kind, p.title, coalesce(v.number, 0), coalesce(v.reference, '') FROM plan p \
         LEFT JOIN plan_version v ON v.plan_id = p.id \
         AND v.number = (SELECT max(w.number) FROM plan_version w WHERE w.plan_id = p.id) \
         WHERE p.organisation_id = $1 AND (p.classification = 'none' OR $2 = 1) \
         ORDER BY p.fiscal_year DESC, p.kind, p.label LIMIT 100",
        params![id, i64::from(classified)],
        |row| {
            Ok(Plan {
                id: row.get(0)?,
                fiscal_year: row.get(1)?,
                kind: row.get(2)?,
                title: row.get(3)?,
                version: row.get(4)?,
                reference: row.get(5)?,
            })
        },
    )
}
