//! Where each organisation of a round stands, and the counters over cells, kept in the transaction of the write that
//! changes them (contracts, `report readiness`). The rules are `continuity::round`'s; here they are only applied to the
//! history, after one write or to a whole year. It must never let the kept figures differ from the history.

pub(crate) mod counts;
pub(crate) mod row;
pub(crate) mod store;
#[cfg(test)]
mod tests;
mod verify;

use std::collections::HashMap;

use db::{Change, Result, Tx};
use jiff::Timestamp;

pub use counts::Counts;
use row::Row;
pub use verify::verify;

/// Hears of every change from which figures are kept.
pub fn listener(tx: &mut Tx<'_>, change: &Change) -> Result<()> {
    match change {
        Change::Standing { organisation_id, fiscal_year } => recompute(tx, *fiscal_year, organisation_id),
        Change::Roster { fiscal_year } => rebuild(tx, *fiscal_year),
    }
}

/// Judges one organisation again and adds the difference to the counters. Whoever is not on a roster is not counted.
fn recompute(tx: &mut Tx<'_>, year: i32, organisation: &str) -> Result<()> {
    let Some(round) = store::round(tx, year)? else { return Ok(()) };
    let Some(member) = store::one_member(tx, &round, organisation)? else { return Ok(()) };
    let facts = store::facts(tx, year, &round, organisation)?;
    let new = Row::judge(member, &facts, round.dates, Timestamp::MAX);
    let old = store::kept_row(tx, year, organisation)?;
    if old.as_ref() == Some(&new) {
        return Ok(());
    }
    match &old {
        Some(old) => store::update_row(tx, year, old, &new)?,
        None => store::insert_rows(tx, year, std::slice::from_ref(&new))?,
    }
    count_change(tx, year, old.as_ref(), &new)
}

fn count_change(tx: &mut Tx<'_>, year: i32, old: Option<&Row>, new: &Row) -> Result<()> {
    let cell = &new.member.cell;
    let stayed = old.filter(|old| old.member.cell == *cell);
    if let Some(left) = old.filter(|_| stayed.is_none()) {
        store::add_to_cell(tx, year, &left.member.cell, &(Counts::default() - Counts::of_row(left)))?;
    }
    let before = stayed.map(Counts::of_row).unwrap_or_default();
    store::add_to_cell(tx, year, cell, &(Counts::of_row(new) - before))?;
    let version = |row: Option<&Row>| row.and_then(|row| row.version_id.clone());
    if stayed.is_none() || version(old) != new.version_id {
        if let Some((old, version)) = old.zip(version(old)) {
            store::add_hazards(tx, year, &old.member.cell, &version, -1)?;
        }
        if let Some(version) = &new.version_id {
            store::add_hazards(tx, year, cell, version, 1)?;
        }
    }
    let day = |row: &Row| row.first_submitted_on().map(|day| (day, row.member.cell.province_code.clone()));
    let (before, after) = (old.and_then(day), day(new));
    if before != after {
        if let Some((day, province)) = before {
            store::add_to_day(tx, year, day, &province, -1)?;
        }
        if let Some((day, province)) = after {
            store::add_to_day(tx, year, day, &province, 1)?;
        }
    }
    Ok(())
}

/// Every organisation of a year as it stands after everything that happened so far; none without a round.
pub(crate) fn judged(tx: &mut Tx<'_>, year: i32, round: &store::Round) -> Result<Vec<Row>> {
    let members = store::members(tx, round, store::FOREVER)?;
    let mut facts = store::all_facts(tx, year, round)?;
    let judge = |(member, _): (row::Member, String)| {
        let facts = facts.remove(&member.organisation_id).unwrap_or_default();
        Row::judge(member, &facts, round.dates, Timestamp::MAX)
    };
    Ok(members.into_iter().map(judge).collect())
}

/// Makes everything that is kept of a year anew from the history. Only rows that differ are written.
pub fn rebuild(tx: &mut Tx<'_>, year: i32) -> Result<()> {
    store::clear_counters(tx, year)?;
    let kept = store::kept_rows(tx, year)?;
    let mut kept: HashMap<String, Row> =
        kept.into_iter().map(|row| (row.member.organisation_id.clone(), row)).collect();
    let round = store::round(tx, year)?;
    let right = round.as_ref().map(|round| judged(tx, year, round)).transpose()?.unwrap_or_default();
    let mut missing = Vec::new();
    for row in right {
        match kept.remove(&row.member.organisation_id) {
            Some(old) if old == row => {}
            Some(old) => store::update_row(tx, year, &old, &row)?,
            None => missing.push(row),
        }
    }
    kept.keys().try_for_each(|organisation| store::delete_row(tx, year, organisation))?;
    // In the order of names the index by name grows at its end.
    missing.sort_by(|a, b| a.member.sort_key.cmp(&b.member.sort_key));
    store::insert_rows(tx, year, &missing)?;
    let Some(round) = round else { return Ok(()) };
    store::count_cells(tx, year)?;
    store::mark(tx, year, &round)
}
