//! More time for some organisations. An extension only ever gives time; revoking one keeps it on record.

use db::{Change, Scope, Tx, audit, params};
use jiff::{Timestamp, civil::Date};
use serde_json::json;
use web::message::{self, Message};

use super::{
    refused::{self, Refused, RowReason, RowRefused},
    store,
};

/// Grants an extension to each of these organisations of the round's roster; gives the ids of the extensions.
///
/// # Errors
/// A date that is no later than the round's, organisations outside the roster or with the same extension already, a
/// blank reason: nothing is kept then.
pub fn grant(
    tx: &mut Tx<'_>,
    fiscal_year: i32,
    ids: &[String],
    (due, reason): (Date, &str),
    by: &str,
    now: Timestamp,
) -> Result<Vec<String>, Refused> {
    refused::not_buddhist("due", due)?;
    let round = store::by_year(tx, fiscal_year)?.ok_or(Refused::NoRound(fiscal_year))?;
    refused::reason("reason", reason)?;
    if ids.is_empty() {
        return Err(Refused::Blank("chosen"));
    }
    let last = continuity::round::day::fiscal_year_end(fiscal_year + 1).unwrap_or(Date::MAX);
    if due <= round.due_on || due > last {
        let from = round.due_on.tomorrow().unwrap_or(round.due_on);
        return Err(Refused::DateOutside { field: "due", from, to: last });
    }
    let mut rows = Vec::new();
    for (row, id) in (1..).zip(ids) {
        if let Some(reason) = refusal(tx, &round.id, id, due, now)? {
            rows.push(RowRefused { row, code: id.clone(), reason });
        }
    }
    if !rows.is_empty() {
        return Err(Refused::Rows(rows));
    }
    let mut granted = Vec::with_capacity(ids.len());
    for id in ids {
        let extension = db::new_id();
        tx.execute(
            "INSERT INTO extension (id, round_id, organisation_id, due_on, reason, granted_at, granted_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            params![&extension, &round.id, id, due, reason, now, by],
        )?;
        let detail = json!({"fiscal_year": fiscal_year, "due": due.to_string(), "reason": reason});
        record(tx, "extension.granted", &extension, id, (by, now), detail)?;
        tx.announce(&Change::Standing { organisation_id: id.clone(), fiscal_year })?;
        tell(tx, "extended", id, (fiscal_year, due), reason, (by, now))?;
        granted.push(extension);
    }
    Ok(granted)
}

fn refusal(tx: &mut Tx<'_>, round_id: &str, id: &str, due: Date, now: Timestamp) -> db::Result<Option<RowReason>> {
    let today = thai::date::bangkok_date(now);
    let on_roster = tx.count(
        "SELECT count(*) FROM roster WHERE round_id = $1 AND organisation_id = $2 AND (removed_on IS NULL OR removed_on > $3)",
        params![round_id, id, today],
    )?;
    if on_roster == 0 {
        return Ok(Some(RowReason::NotOnRoster));
    }
    let latest = tx.row(
        "SELECT max(due_on) FROM extension WHERE round_id = $1 AND organisation_id = $2 AND revoked_at IS NULL",
        params![round_id, id],
        |row| row.get::<Option<String>>(0),
    )?;
    let Some(latest) = latest else { return Ok(None) };
    let latest = db::date(&latest)?;
    Ok(match due {
        same if same == latest => Some(RowReason::SameExtension),
        earlier if earlier < latest => Some(RowReason::NotLater { due: latest }),
        _ => None,
    })
}

/// Revokes an extension in reach; gives the fiscal year of its round.
///
/// # Errors
/// [`Refused::NoExtension`] when there is none in reach, or it was revoked already.
pub fn revoke(tx: &mut Tx<'_>, id: &str, scope: &Scope, by: &str, now: Timestamp) -> Result<i32, Refused> {
    let extension = store::extension_by_id(tx, id, scope)?.ok_or(Refused::NoExtension)?;
    let changed = tx.execute(
        "UPDATE extension SET revoked_at = $2, revoked_by = $3 WHERE id = $1 AND revoked_at IS NULL",
        params![id, now, by],
    )?;
    if changed == 0 {
        return Err(Refused::NoExtension);
    }
    let due = due_after(tx, &extension.organisation_id, extension.fiscal_year)?;
    tell(tx, "extension_revoked", &extension.organisation_id, (extension.fiscal_year, due), "", (by, now))?;
    let detail = json!({"fiscal_year": extension.fiscal_year, "due": extension.due_on});
    record(tx, "extension.revoked", id, &extension.organisation_id, (by, now), detail)?;
    tx.announce(&Change::Standing { organisation_id: extension.organisation_id, fiscal_year: extension.fiscal_year })?;
    Ok(extension.fiscal_year)
}

/// The day on which the plan of an organisation is due, with the extensions that are in force.
fn due_after(tx: &mut Tx<'_>, organisation_id: &str, fiscal_year: i32) -> Result<Date, Refused> {
    let round = store::by_year(tx, fiscal_year)?.ok_or(Refused::NoRound(fiscal_year))?;
    let latest = tx.row(
        "SELECT max(due_on) FROM extension WHERE round_id = $1 AND organisation_id = $2 AND revoked_at IS NULL",
        params![&round.id, organisation_id],
        |row| row.get::<Option<String>>(0),
    )?;
    let latest = latest.as_deref().map(db::date).transpose()?;
    Ok(latest.map_or(round.due_on, |latest| latest.max(round.due_on)))
}

/// Tells the people of the organisation until when they may send.
fn tell(
    tx: &mut Tx<'_>,
    kind: &str,
    organisation_id: &str,
    (fiscal_year, due): (i32, Date),
    reason: &str,
    (by, now): (&str, Timestamp),
) -> db::Result<()> {
    let arguments = json!({"fiscal_year": fiscal_year, "due": due.to_string(), "reason": reason});
    let link = format!("/plans?year={fiscal_year}");
    message::queue(tx, &Message { organisation_id, kind, arguments, link: &link, by }, now).map(|_| ())
}

fn record(
    tx: &mut Tx<'_>,
    action: &str,
    id: &str,
    organisation_id: &str,
    (by, at): (&str, Timestamp),
    detail: serde_json::Value,
) -> db::Result<()> {
    audit::append(
        tx,
        &audit::Event {
            at,
            actor: by,
            action,
            subject_kind: "extension",
            subject_id: id,
            organisation_id: Some(organisation_id),
            detail,
        },
    )
}
