//! Additions to and removals from a frozen roster, each with its day and reason: what the roster was on an earlier
//! day stays what it was.

use std::collections::HashMap;

use db::{Change, Tx, audit, params};
use jiff::{Timestamp, civil::Date};
use serde_json::json;

use super::{
    freeze,
    refused::{self, Refused, RowReason, RowRefused},
    store::{self, Round},
};

/// Where an organisation is on a roster.
struct Entry {
    removed: bool,
}

fn entries(tx: &mut Tx<'_>, round_id: &str) -> db::Result<HashMap<String, Entry>> {
    let mut entries = HashMap::new();
    let sql = "SELECT organisation_id, removed_on IS NOT NULL FROM roster WHERE round_id = $1";
    tx.each::<db::Error>(sql, params![round_id], |row| {
        entries.insert(row.get(0)?, Entry { removed: row.get(1)? });
        Ok(())
    })?;
    Ok(entries)
}

/// A change of a roster takes effect between the beginning of the fiscal year and a year from now.
fn day_of_change(round: &Round, on: Date, now: Timestamp) -> Result<(), Refused> {
    refused::not_buddhist("on", on)?;
    let from = thai::date::fiscal_year_start(round.fiscal_year);
    let to = thai::date::bangkok_date(now).saturating_add(jiff::Span::new().years(1));
    if on < from || on > to { Err(Refused::DateOutside { field: "on", from, to }) } else { Ok(()) }
}

/// Puts organisations on the roster from a day on. One that had been removed is taken back as if it never left.
///
/// # Errors
/// Unknown, closed or repeated codes and those on the roster already, all rows at once; nothing is kept then.
pub fn add(
    tx: &mut Tx<'_>,
    fiscal_year: i32,
    codes: &[(u32, String)],
    (on, reason): (Date, &str),
    by: &str,
    now: Timestamp,
) -> Result<u64, Refused> {
    let round = store::by_year(tx, fiscal_year)?.ok_or(Refused::NoRound(fiscal_year))?;
    day_of_change(&round, on, now)?;
    refused::reason("reason", reason)?;
    if codes.is_empty() {
        return Err(Refused::Blank("codes"));
    }
    let (known, entries) = (freeze::by_code(tx, thai::date::bangkok_date(now))?, entries(tx, &round.id)?);
    let on_roster = |id: &str| entries.get(id).filter(|entry| !entry.removed).map(|_| RowReason::OnRoster);
    let ids = freeze::resolve(&known, codes, on_roster)?;
    let (back, new): (Vec<String>, Vec<String>) = ids.into_iter().partition(|id| entries.contains_key(id));
    for id in &back {
        tx.execute(
            "UPDATE roster SET removed_on = NULL, reason = $3 WHERE round_id = $1 AND organisation_id = $2",
            params![&round.id, id, reason],
        )?;
    }
    freeze::these(tx, &round.id, &new, Some(on), reason)?;
    for id in back.iter().chain(&new) {
        record(tx, "roster.added", &round, id, (on, reason), (by, now))?;
    }
    tx.announce(&Change::Roster { fiscal_year })?;
    Ok((back.len() + new.len()) as u64)
}

/// Takes organisations off the roster from a day on.
///
/// # Errors
/// Organisations that are not on the roster; nothing is kept then.
pub fn remove(
    tx: &mut Tx<'_>,
    fiscal_year: i32,
    ids: &[String],
    (on, reason): (Date, &str),
    by: &str,
    now: Timestamp,
) -> Result<u64, Refused> {
    let round = store::by_year(tx, fiscal_year)?.ok_or(Refused::NoRound(fiscal_year))?;
    day_of_change(&round, on, now)?;
    refused::reason("reason", reason)?;
    if ids.is_empty() {
        return Err(Refused::Blank("chosen"));
    }
    let entries = entries(tx, &round.id)?;
    let refused: Vec<RowRefused> = (1..)
        .zip(ids)
        .filter(|(_, id)| entries.get(id.as_str()).is_none_or(|entry| entry.removed))
        .map(|(row, id)| RowRefused { row, code: id.clone(), reason: RowReason::NotOnRoster })
        .collect();
    if !refused.is_empty() {
        return Err(Refused::Rows(refused));
    }
    for id in ids {
        tx.execute(
            "UPDATE roster SET removed_on = $3, reason = $4 WHERE round_id = $1 AND organisation_id = $2",
            params![&round.id, id, on, reason],
        )?;
        record(tx, "roster.removed", &round, id, (on, reason), (by, now))?;
    }
    tx.announce(&Change::Roster { fiscal_year })?;
    Ok(ids.len() as u64)
}

fn record(
    tx: &mut Tx<'_>,
    action: &str,
    round: &Round,
    organisation_id: &str,
    (on, reason): (Date, &str),
    (by, at): (&str, Timestamp),
) -> db::Result<()> {
    audit::append(
        tx,
        &audit::Event {
            at,
            actor: by,
            action,
            subject_kind: "round",
            subject_id: &round.id,
            organisation_id: Some(organisation_id),
            detail: json!({"fiscal_year": round.fiscal_year, "on": on.to_string(), "reason": reason}),
        },
    )
}
