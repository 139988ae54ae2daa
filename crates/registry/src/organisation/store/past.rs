//! What an organisation was, and what became of it: history rows and successions. Rows are only ever added.

use db::{Result, Tx, params};
use jiff::{Timestamp, civil::Date};

use super::{Named, named};

/// Says that one organisation continues the work of another.
pub fn succeed(tx: &mut Tx<'_>, predecessor: &str, successor: &str, change: &str, on: Date) -> Result<()> {
    tx.execute(
        "INSERT INTO organisation_succession (predecessor_id, successor_id, change, effective_on) \
         VALUES ($1, $2, $3, $4) ON CONFLICT (predecessor_id, successor_id) DO NOTHING",
        params![predecessor, successor, change, on],
    )?;
    Ok(())
}

/// A row of the history about to be written.
pub struct History<'a> {
    /// Whose.
    pub organisation_id: &'a str,
    /// From which day on; `None` for ever since.
    pub effective_on: Option<Date>,
    /// `created`, `imported`, `corrected`, `renamed`, `moved`, `merged`, `split`, `closed`.
    pub change: &'a str,
    /// Thai name from then on.
    pub name_th: &'a str,
    /// English name from then on.
    pub name_en: &'a str,
    /// Kind from then on.
    pub kind: &'a str,
    /// Code of the parent from then on; empty at the top.
    pub parent_code: &'a str,
    /// Why, or by which law or order.
    pub reason: &'a str,
}

/// Writes a row of the history.
pub fn record(tx: &mut Tx<'_>, history: &History<'_>, by: &str, at: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO organisation_history (id, organisation_id, effective_on, change, name_th, name_en, kind, \
         parent_code, reason, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        params![
            db::new_id(),
            history.organisation_id,
            history.effective_on,
            history.change,
            history.name_th,
            history.name_en,
            history.kind,
            history.parent_code,
            history.reason,
            at,
            by
        ],
    )?;
    Ok(())
}

/// A row of the history as read.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// From which day on; `None` for ever since.
    pub effective_on: Option<Date>,
    /// Which change.
    pub change: String,
    /// Thai name from then on.
    pub name_th: String,
    /// English name from then on.
    pub name_en: String,
    /// Kind from then on.
    pub kind: String,
    /// Code of the parent from then on; empty at the top.
    pub parent_code: String,
    /// Why.
    pub reason: String,
    /// When it was written down.
    pub recorded_at: Timestamp,
    /// Name of the person who did, or what else did.
    pub recorded_by: String,
}

/// The history, newest first.
pub fn history(tx: &mut Tx<'_>, id: &str) -> Result<Vec<Recorded>> {
    tx.rows(
        "SELECT h.effective_on, h.change, h.name_th, h.name_en, h.kind, h.parent_code, h.reason, h.recorded_at, \
         coalesce(a.name, h.recorded_by) FROM organisation_history h LEFT JOIN account a ON a.id = h.recorded_by \
         WHERE h.organisation_id = $1 ORDER BY coalesce(h.effective_on, '') DESC, h.recorded_at DESC, h.id DESC",
        params![id],
        |row| {
            Ok(Recorded {
                effective_on: row.get::<Option<String>>(0)?.as_deref().map(db::date).transpose()?,
                change: row.get(1)?,
                name_th: row.get(2)?,
                name_en: row.get(3)?,
                kind: row.get(4)?,
                parent_code: row.get(5)?,
                reason: row.get(6)?,
                recorded_at: db::instant(&row.get::<String>(7)?)?,
                recorded_by: row.get(8)?,
            })
        },
    )
}

/// One end of a succession.
#[derive(Clone, Debug)]
pub struct Succession {
    /// The other organisation.
    pub other: Named,
    /// `merged` or `split`.
    pub change: String,
    /// From which day on.
    pub effective_on: Date,
}

/// Those that continue this one's work.
pub fn successors(tx: &mut Tx<'_>, id: &str) -> Result<Vec<Succession>> {
    succession(tx, id, "successor_id", "predecessor_id")
}

/// Those whose work this one continues.
pub fn predecessors(tx: &mut Tx<'_>, id: &str) -> Result<Vec<Succession>> {
    succession(tx, id, "predecessor_id", "successor_id")
}

fn succession(tx: &mut Tx<'_>, id: &str, other: &str, own: &str) -> Result<Vec<Succession>> {
    let sql = format!(
        "SELECT o.code, o.name_th, o.name_en, o.path, s.change, s.effective_on FROM organisation_succession s \
         JOIN organisation o ON o.id = s.{other} WHERE s.{own} = $1 ORDER BY s.effective_on, o.sort_key, o.id"
    );
    tx.rows(&sql, params![id], |row| {
        Ok(Succession { other: named(row)?, change: row.get(4)?, effective_on: db::date(&row.get::<String>(5)?)? })
    })
}
