//! All statements about copies.

use db::{Result, Tx, params};
use jiff::Timestamp;

use super::rule::{Event, Step};
use crate::entry::Owner;

/// What an organisation said, as it was written.
#[derive(Clone, Debug)]
pub(crate) struct Recorded {
    pub event: Event,
    pub link: String,
    pub owner: Owner,
    /// Name of the account.
    pub recorded_by: String,
}

/// Everything that was said of a practice, the first first.
pub(crate) fn of(tx: &mut Tx<'_>, entry: &str) -> Result<Vec<Recorded>> {
    let sql = "SELECT o.id, o.code, o.name_th, o.name_en, o.path, c.at, c.step, c.result, c.link, \
               coalesce(a.name, c.recorded_by) FROM measure_copy c JOIN organisation o ON o.id = c.organisation_id \
               LEFT JOIN account a ON a.id = c.recorded_by WHERE c.entry_id = $1 ORDER BY c.at, c.id";
    let read = tx.rows(sql, params![entry], |row| {
        let owner = crate::entry::store::owner(row)?;
        let Some(step) = Step::from_code(&row.get::<String>(6)?) else { return Ok(None) };
        let at = db::instant(&row.get::<String>(5)?)?;
        Ok(Some(Recorded {
            event: Event { at, by: owner.id.clone(), step, result: row.get(7)? },
            link: row.get(8)?,
            owner,
            recorded_by: row.get(9)?,
        }))
    })?;
    Ok(read.into_iter().flatten().collect())
}

/// Writes what an organisation said.
pub(crate) fn add(tx: &mut Tx<'_>, entry: &str, event: &Event, link: &str, by: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO measure_copy (id, entry_id, organisation_id, at, step, result, link, recorded_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![db::new_id(), entry, &event.by, event.at, event.step.code(), &event.result, link, by],
    )?;
    Ok(())
}

/// The copies of a practice, as what each said, for the rule.
pub(crate) fn events(recorded: &[Recorded]) -> Vec<Event> {
    recorded.iter().map(|one| one.event.clone()).collect()
}

/// When nothing later was said.
pub(crate) const FOREVER: Timestamp = Timestamp::MAX;
