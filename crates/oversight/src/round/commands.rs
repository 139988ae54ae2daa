//! Opening a round and changing its dates, each in one transaction with its audit event.

use db::{Change, Tx, audit, params};
use jiff::{Timestamp, civil::Date};
use serde_json::json;

use super::{
    freeze,
    refused::{self, Refused},
    store,
};

/// Who is on the roster of a new round.
#[derive(Clone, Debug)]
pub enum Roster {
    /// Every organisation of the register with an obligation that is not closed.
    Obliged,
    /// These register codes, each with its row in the file it came from.
    Codes(Vec<(u32, String)>),
}

/// A round that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Its id.
    pub round_id: String,
    /// Organisations on its roster.
    pub roster: u64,
}

/// Opens the round of a Buddhist fiscal year and freezes its roster.
///
/// # Errors
/// A second round of the year, dates that can't be, an empty roster, refused rows of a list: nothing is kept then.
pub fn open(
    tx: &mut Tx<'_>,
    fiscal_year: i32,
    due: Date,
    closes: Date,
    roster: Roster,
    by: &str,
    now: Timestamp,
) -> Result<Opened, Refused> {
    let dates = refused::dates(fiscal_year, due, closes)?;
    if store::by_year(tx, fiscal_year)?.is_some() {
        return Err(Refused::AlreadyOpen(fiscal_year));
    }
    let (round_id, today) = (db::new_id(), thai::date::bangkok_date(now));
    tx.execute(
        "INSERT INTO round (id, fiscal_year, due_on, closes_on, opened_at, opened_by, revision) \
         VALUES ($1, $2, $3, $4, $5, $6, 1)",
        params![&round_id, fiscal_year, dates.due, dates.closes, now, by],
    )?;
    let from_list = matches!(roster, Roster::Codes(_));
    let frozen = match roster {
        Roster::Obliged => freeze::obliged(tx, &round_id, today)?,
        Roster::Codes(codes) => {
            let ids = freeze::resolve(&freeze::by_code(tx, today)?, &codes, |_| None)?;
            freeze::these(tx, &round_id, &ids, None, "")?
        }
    };
    if frozen == 0 {
        return Err(Refused::EmptyRoster);
    }
    let detail = json!({
        "fiscal_year": fiscal_year, "due": due.to_string(), "closes": closes.to_string(),
        "roster": frozen, "from_list": from_list,
    });
    record(tx, "round.opened", &round_id, by, now, detail)?;
    tx.announce(&Change::Roster { fiscal_year })?;
    Ok(Opened { round_id, roster: frozen })
}

/// Changes both dates of a round, from the revision that the editor saw.
///
/// # Errors
/// [`Refused::Changed`] when somebody else changed the round since; dates that can't be.
pub fn change_dates(
    tx: &mut Tx<'_>,
    fiscal_year: i32,
    revision: i64,
    (due, closes): (Date, Date),
    by: &str,
    now: Timestamp,
) -> Result<(), Refused> {
    let dates = refused::dates(fiscal_year, due, closes)?;
    let round = store::by_year(tx, fiscal_year)?.ok_or(Refused::NoRound(fiscal_year))?;
    if round.revision != revision {
        return Err(Refused::Changed(round.revision));
    }
    if (round.due_on, round.closes_on) == (dates.due, dates.closes) {
        return Ok(());
    }
    tx.execute(
        "UPDATE round SET due_on = $2, closes_on = $3, revision = revision + 1 WHERE id = $1",
        params![&round.id, dates.due, dates.closes],
    )?;
    let detail = json!({
        "from": {"due": round.due_on.to_string(), "closes": round.closes_on.to_string()},
        "to": {"due": dates.due.to_string(), "closes": dates.closes.to_string()},
    });
    record(tx, "round.dates_changed", &round.id, by, now, detail)?;
    tx.announce(&Change::Roster { fiscal_year })?;
    Ok(())
}

/// An event about a round as a whole belongs to the nation's chain.
pub(crate) fn record(
    tx: &mut Tx<'_>,
    action: &str,
    round_id: &str,
    by: &str,
    now: Timestamp,
    detail: serde_json::Value,
) -> db::Result<()> {
    audit::append(
        tx,
        &audit::Event {
            at: now,
            actor: by,
            action,
            subject_kind: "round",
            subject_id: round_id,
            organisation_id: None,
            detail,
        },
    )
}
