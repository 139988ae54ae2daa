//! SQL of submissions: dates of the round, the head's approval, requests for it, withdrawals.

use continuity::round::{Extension, RoundDates, Window};
use db::{Result, Tx, params};
use jiff::{Timestamp, civil::Date};

use super::commands::Approval;

/// When the plan is due, and what the round takes today.
#[derive(Clone, Copy, Debug)]
pub struct Dates {
    /// Due and closing day of this organisation, extensions counted; none without a round.
    pub dates: Option<RoundDates>,
    /// What is taken today.
    pub window: Window,
    /// The day on which the round was opened; none without a round.
    pub opened: Option<Date>,
}

/// The dates of the year's round for an organisation, its extensions counted.
pub fn dates(tx: &mut Tx<'_>, organisation_id: &str, fiscal_year: i32, now: Timestamp) -> Result<Dates> {
    let sql = "SELECT id, due_on, closes_on, opened_at FROM round WHERE fiscal_year = $1";
    let round = tx.row_opt(sql, params![fiscal_year], |row| {
        Ok((row.get::<String>(0)?, row.get::<String>(1)?, row.get::<String>(2)?, row.get::<String>(3)?))
    })?;
    let Some((id, due, closes, opened)) = round else {
        return Ok(Dates { dates: None, window: Window::NotOpen, opened: None });
    };
    let sql = "SELECT due_on, granted_at, revoked_at FROM extension WHERE round_id = $1 AND organisation_id = $2";
    let extensions = tx.rows(sql, params![id, organisation_id], |row| {
        let revoked_at = row.get::<Option<String>>(2)?.map(|at| db::instant(&at)).transpose()?;
        let (until, granted_at) = (db::date(&row.get::<String>(0)?)?, db::instant(&row.get::<String>(1)?)?);
        Ok(Extension { until, granted_at, revoked_at })
    })?;
    let dates = RoundDates { due: db::date(&due)?, closes: db::date(&closes)? }.extended(&extensions, now);
    let opened = thai::date::bangkok_date(db::instant(&opened)?);
    let window = dates.window(Some(opened), thai::date::bangkok_date(now));
    Ok(Dates { dates: Some(dates), window, opened: Some(opened) })
}

/// Writes who approved a version.
pub fn insert_approval(tx: &mut Tx<'_>, version_id: &str, approval: &Approval, by: &str, at: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO head_approval (version_id, approver_name, approver_position, approved_on, document_number, \
         account_id, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![
            version_id,
            &approval.name,
            &approval.position,
            approval.approved_on,
            &approval.document_number,
            &approval.account_id,
            at,
            by
        ],
    )?;
    Ok(())
}

/// As what an account approved last, so that it need not be typed again.
pub fn last_position(tx: &mut Tx<'_>, account_id: &str) -> Result<Option<String>> {
    let sql = "SELECT approver_position FROM head_approval WHERE account_id = $1 ORDER BY recorded_at DESC LIMIT 1";
    tx.row_opt(sql, params![account_id], |row| row.get(0))
}

/// The head's approval of a version: name, position, day, document number.
pub fn approval(tx: &mut Tx<'_>, version_id: &str) -> Result<Option<(String, String, Date, String)>> {
    let sql = "SELECT approver_name, approver_position, approved_on, document_number FROM head_approval \
               WHERE version_id = $1";
    tx.row_opt(sql, params![version_id], |row| {
        Ok((row.get(0)?, row.get(1)?, db::date(&row.get::<String>(2)?)?, row.get(3)?))
    })
}

/// Asks the head to approve the draft as it stands.
pub fn ask(tx: &mut Tx<'_>, plan_id: &str, content_hash: &str, by: &str, at: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO approval_request (plan_id, content_hash, requested_at, requested_by) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (plan_id) DO UPDATE SET content_hash = excluded.content_hash, \
         requested_at = excluded.requested_at, requested_by = excluded.requested_by",
        params![plan_id, content_hash, at, by],
    )?;
    Ok(())
}

/// When the head was asked and by whom, while that is open and the draft is still the one that was asked about.
pub fn asked(tx: &mut Tx<'_>, plan_id: &str) -> Result<Option<(Timestamp, String)>> {
    let sql = "SELECT r.requested_at, coalesce(a.name, r.requested_by) FROM approval_request r \
               JOIN plan p ON p.id = r.plan_id AND p.content_hash = r.content_hash LEFT JOIN account a ON a.id = r.requested_by WHERE r.plan_id = $1";
    tx.row_opt(sql, params![plan_id], |row| Ok((db::instant(&row.get::<String>(0)?)?, row.get(1)?)))
}

/// The request is answered.
pub fn answered(tx: &mut Tx<'_>, plan_id: &str) -> Result<()> {
    tx.execute("DELETE FROM approval_request WHERE plan_id = $1", params![plan_id])?;
    Ok(())
}

/// True when the organisation has a head with an account that can approve.
pub fn has_head(tx: &mut Tx<'_>, organisation_id: &str) -> Result<bool> {
    let sql = "SELECT count(*) FROM account_grant g JOIN account a ON a.id = g.account_id \
               WHERE g.organisation_id = $1 AND g.role = 'head' AND a.disabled_at IS NULL";
    Ok(tx.count(sql, params![organisation_id])? > 0)
}

/// The head asks for changes instead of approving.
pub fn insert_head_return(tx: &mut Tx<'_>, plan_id: &str, reason: &str, by: &str, at: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO head_return (plan_id, returned_at, returned_by, reason) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (plan_id) DO UPDATE SET returned_at = excluded.returned_at, \
         returned_by = excluded.returned_by, reason = excluded.reason",
        params![plan_id, at, by, reason],
    )?;
    Ok(())
}

/// Who of the heads asked for changes, when and why, until the draft is asked about or sent again.
pub fn head_return(tx: &mut Tx<'_>, plan_id: &str) -> Result<Option<(String, Timestamp, String)>> {
    let sql = "SELECT coalesce(a.name, h.returned_by), h.returned_at, h.reason FROM head_return h \
               LEFT JOIN account a ON a.id = h.returned_by WHERE h.plan_id = $1";
    tx.row_opt(sql, params![plan_id], |row| Ok((row.get(0)?, db::instant(&row.get::<String>(1)?)?, row.get(2)?)))
}

/// What the head asked for is done.
pub fn head_return_settled(tx: &mut Tx<'_>, plan_id: &str) -> Result<()> {
    tx.execute("DELETE FROM head_return WHERE plan_id = $1", params![plan_id])?;
    Ok(())
}

/// Takes a version back.
pub fn insert_withdrawal(tx: &mut Tx<'_>, version_id: &str, reason: &str, by: &str, at: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO withdrawal (version_id, withdrawn_at, withdrawn_by, reason) VALUES ($1, $2, $3, $4)",
        params![version_id, at, by, reason],
    )?;
    Ok(())
}
