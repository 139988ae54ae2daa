//! Where each plan stands, as lists filter and count it: one narrow row a plan in `plan_state`, kept in the transaction
//! of every write, so that no list reads past documents. It must never say anything but what the history says.

use db::{Change, Result, Tx, params};
use jiff::Timestamp;

/// What the history of a plan says; the latest version is the one in effect.
const SELECT: &str = "SELECT p.id, p.organisation_id, p.fiscal_year, p.kind, p.classification, \
     CASE WHEN v.id IS NULL THEN 'drafting' WHEN a.version_id IS NOT NULL THEN 'approved' \
     WHEN r.version_id IS NOT NULL THEN 'returned' ELSE 'submitted' END, v.id, p.saved_at FROM plan p \
     LEFT JOIN plan_version v ON v.id = (SELECT x.id FROM plan_version x LEFT JOIN withdrawal w ON w.version_id = x.id \
     WHERE x.plan_id = p.id AND w.version_id IS NULL ORDER BY x.submitted_at DESC, x.number DESC LIMIT 1) \
     LEFT JOIN review_approval a ON a.version_id = v.id LEFT JOIN review_return r ON r.version_id = v.id";

/// Hears of whatever moves a plan from one state to another.
pub fn listener(tx: &mut Tx<'_>, change: &Change) -> Result<()> {
    match change {
        Change::Standing { organisation_id, fiscal_year } => keep(tx, organisation_id, *fiscal_year),
        Change::Roster { .. } => Ok(()), // a roster says who owes a plan, not where one stands
    }
}

/// Makes the rows of an organisation's plans of a year anew.
pub fn keep(tx: &mut Tx<'_>, organisation_id: &str, fiscal_year: i32) -> Result<()> {
    let sql = format!(
        "INSERT INTO plan_state (plan_id, organisation_id, fiscal_year, kind, classification, state, version_id, saved_at) \
         {SELECT} WHERE p.organisation_id = $1 AND p.fiscal_year = $2 ON CONFLICT (plan_id) DO UPDATE SET \
         classification = excluded.classification, state = excluded.state, version_id = excluded.version_id, \
         saved_at = excluded.saved_at"
    );
    tx.execute(&sql, params![organisation_id, fiscal_year])?;
    Ok(())
}

/// A draft was saved: its state is as before.
pub(crate) fn saved(tx: &mut Tx<'_>, plan_id: &str, classification: &str, at: Timestamp) -> Result<()> {
    let sql = "UPDATE plan_state SET classification = $2, saved_at = $3 WHERE plan_id = $1";
    tx.execute(sql, params![plan_id, classification, at])?;
    Ok(())
}

/// How many rows are not what the history says; 0 unless there is a defect.
pub fn astray(tx: &mut Tx<'_>) -> Result<i64> {
    let sql = format!(
        "SELECT (SELECT count(*) FROM plan) - (SELECT count(*) FROM plan_state) + (SELECT count(*) FROM ( \
         {SELECT} EXCEPT SELECT plan_id, organisation_id, fiscal_year, kind, classification, state, version_id, \
         saved_at FROM plan_state) differing)"
    );
    tx.count(&sql, &[])
}
