//! Reminders: queued as messages in one transaction, each remembered so that nobody is reminded twice on one day.

use std::collections::HashSet;

use db::{Scope, Tx, params};
use jiff::{Timestamp, civil::Date};
use serde_json::json;
use web::message::{self, Message};

use crate::{
    listing::{DOWNLOAD, Filters},
    round::{Refused, store},
};

/// What came of a call to remind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reminded {
    /// Reminders queued.
    pub queued: usize,
    /// Organisations left out: reminded today already, nothing outstanding any more, or no longer able to send.
    pub left: usize,
}

/// Whom to remind.
#[derive(Clone, Debug)]
pub enum Whom {
    /// These organisations.
    Chosen(Vec<String>),
    /// Everyone under these filters.
    All(Box<Filters>),
}

/// Queues a reminder to each organisation in reach that still has something to send.
///
/// # Errors
/// No round of the year; nobody chosen.
pub fn remind(
    tx: &mut Tx<'_>,
    fiscal_year: i32,
    whom: &Whom,
    scope: &Scope,
    by: &str,
    now: Timestamp,
) -> Result<Reminded, Refused> {
    let round = store::by_year(tx, fiscal_year)?.ok_or(Refused::NoRound(fiscal_year))?;
    let today = thai::date::bangkok_date(now);
    let open = Filters { status: "open".into(), ..Filters::default() };
    let filters = match whom {
        Whom::Chosen(_) => open,
        Whom::All(filters) if filters.status.is_empty() => {
            Filters { status: "outstanding".into(), ..Filters::clone(filters) }
        }
        Whom::All(filters) => Filters::clone(filters),
    };
    let condition = store::members_where(&round, &filters, scope, today);
    let members = store::members(tx, &condition, 0, DOWNLOAD)?;
    let chosen: Option<HashSet<&str>> = match whom {
        Whom::Chosen(ids) => Some(ids.iter().map(String::as_str).collect()),
        Whom::All(_) => None,
    };
    let asked = chosen.as_ref().map_or(members.len(), HashSet::len);
    if asked == 0 {
        return Err(Refused::Blank("chosen"));
    }
    let since = thai::date::start_of_bangkok_day(today);
    let reminded: HashSet<String> = tx
        .rows(
            "SELECT organisation_id FROM reminder WHERE round_id = $1 AND sent_at >= $2",
            params![&round.id, since],
            |row| row.get(0),
        )?
        .into_iter()
        .collect();
    let mut queued = 0;
    for member in
        members.iter().filter(|member| chosen.as_ref().is_none_or(|chosen| chosen.contains(member.id.as_str())))
    {
        let extended = member.extended_to.as_deref().map(db::date).transpose()?;
        let due = round.due_on.max(extended.unwrap_or(round.due_on));
        let open = matches!(member.status.as_str(), "not_started" | "drafting" | "returned");
        if reminded.contains(&member.id) || !open || round.closes_on.max(due) < today {
            continue;
        }
        queue(tx, &round, (&member.id, &member.status), due, (by, now))?;
        queued += 1;
    }
    if queued > 0 {
        let detail = json!({"fiscal_year": fiscal_year, "queued": queued, "left": asked - queued});
        crate::round::record(tx, "reminders.queued", &round.id, by, now, detail)?;
    }
    Ok(Reminded { queued, left: asked - queued })
}

fn queue(
    tx: &mut Tx<'_>,
    round: &store::Round,
    (organisation_id, status): (&str, &str),
    due: Date,
    (by, now): (&str, Timestamp),
) -> db::Result<()> {
    let link = format!("/plans?year={}", round.fiscal_year);
    let arguments = json!({
        "fiscal_year": round.fiscal_year, "due": due.to_string(), "closes": round.closes_on.max(due).to_string(),
        "status": status,
    });
    let message_id =
        message::queue(tx, &Message { organisation_id, kind: "reminder", arguments, link: &link, by }, now)?;
    tx.execute(
        "INSERT INTO reminder (id, round_id, organisation_id, message_id, sent_at, sent_by) VALUES ($1, $2, $3, $4, $5, $6)",
        params![db::new_id(), &round.id, organisation_id, message_id, now, by],
    )?;
    Ok(())
}
