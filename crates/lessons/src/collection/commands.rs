//! Opening a collection, reminding, closing; one transaction each.

use std::collections::HashSet;

use db::{Tx, audit};
use jiff::{Timestamp, civil::Date};
use serde_json::json;
use web::message::{self, Message};

use super::{
    roster::{self, Roster},
    store::{self, Collection, Member},
};
use crate::{Refused, questionnaires};

/// What is to be opened.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Fiscal year, Buddhist.
    pub fiscal_year: i32,
    /// `departments` or `provinces`.
    pub part: String,
    /// Key of the questionnaire, such as `lessons-departments.2564`.
    pub questionnaire: String,
    /// Last day on time.
    pub due_on: Date,
    /// Who answers, and for which unit.
    pub roster: Roster,
}

/// What was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Id of the collection.
    pub id: String,
    /// Reporting units.
    pub units: usize,
    /// Organisations that answer.
    pub organisations: usize,
}

/// Opens the collection of a year and tells everybody on its roster.
///
/// # Errors
/// The year has one already, no such questionnaire, nobody on the roster.
pub fn open(tx: &mut Tx<'_>, wanted: &Wanted, by: &str, now: Timestamp) -> Result<Opened, Refused> {
    if !["departments", "provinces"].contains(&wanted.part.as_str()) {
        return Err(Refused::Blank("part"));
    }
    if !(2500..=2700).contains(&wanted.fiscal_year) {
        return Err(Refused::Year(wanted.fiscal_year.to_string()));
    }
    if store::of_year(tx, wanted.fiscal_year, &wanted.part)?.is_some() {
        return Err(Refused::Taken(wanted.fiscal_year));
    }
    let unknown = || Refused::NoQuestionnaire(wanted.questionnaire.clone());
    let form = questionnaires::store::find(tx, &wanted.questionnaire)?.ok_or_else(unknown)?;
    let held = questionnaires::keep(tx, &form.form, &form.source, by, now)?;
    let units = roster::resolve(tx, &wanted.part, &wanted.roster)?;
    let of = (wanted.fiscal_year, wanted.part.as_str(), held.id.as_str());
    let id = store::add(tx, of, wanted.due_on, &units, (by, now))?;
    let organisations = units.iter().map(|unit| unit.members.len()).sum();
    let detail = json!({
        "fiscal_year": wanted.fiscal_year, "part": wanted.part, "questionnaire": wanted.questionnaire,
        "units": units.len(), "organisations": organisations, "due": wanted.due_on.to_string(),
    });
    record(tx, "lesson.opened", &id, (by, now), detail)?;
    let opened = Opened { id, units: units.len(), organisations };
    for member in store::members(tx, &opened.id, &db::Scope::nation())? {
        let collection = (opened.id.as_str(), wanted.fiscal_year, wanted.due_on);
        tell(tx, "lesson_opened", collection, &member, "", (by, now))?;
    }
    Ok(opened)
}

/// A message to an organisation about a collection; leads to its answers.
pub(crate) fn tell(
    tx: &mut Tx<'_>,
    kind: &str,
    (collection, fiscal_year, due): (&str, i32, Date),
    member: &Member,
    reason: &str,
    (by, now): (&str, Timestamp),
) -> db::Result<String> {
    let link = format!("/lessons/collections/{collection}/organisations/{}", member.code);
    let arguments = json!({"fiscal_year": fiscal_year, "due": due.to_string(), "reason": reason});
    let message = Message { organisation_id: &member.organisation_id, kind, arguments, link: &link, by };
    message::queue(tx, &message, now)
}

/// Writes the audit event of an act on a collection.
fn record(
    tx: &mut Tx<'_>,
    action: &str,
    id: &str,
    (by, now): (&str, Timestamp),
    detail: serde_json::Value,
) -> db::Result<()> {
    let event = audit::Event {
        at: now,
        actor: by,
        action,
        subject_kind: "lesson_collection",
        subject_id: id,
        organisation_id: None,
        detail,
    };
    audit::append(tx, &event)
}

/// Whom to remind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// These organisations, by code.
    Chosen(Vec<String>),
    /// Everyone who still owes an answer.
    All,
}

/// Reminds those who still owe an answer, each at most once a day; says how many were reminded.
///
/// # Errors
/// No such collection, or it is closed; nobody chosen.
pub fn remind(tx: &mut Tx<'_>, id: &str, whom: &Whom, by: &str, now: Timestamp) -> Result<usize, Refused> {
    let collection = open_one(tx, id)?;
    if matches!(whom, Whom::Chosen(codes) if codes.is_empty()) {
        return Err(Refused::Blank("chosen"));
    }
    let today = thai::date::start_of_bangkok_day(thai::date::bangkok_date(now));
    let reminded: HashSet<String> = store::reminded_since(tx, id, today)?.into_iter().collect();
    let chosen = |member: &Member| match whom {
        Whom::All => true,
        Whom::Chosen(codes) => codes.contains(&member.code),
    };
    let mut queued = 0;
    for member in store::members(tx, id, &db::Scope::nation())? {
        if !member.owes() || !chosen(&member) || reminded.contains(&member.organisation_id) {
            continue;
        }
        let of = (collection.id.as_str(), collection.fiscal_year, collection.due_on);
        let message = tell(tx, "lesson_reminder", of, &member, "", (by, now))?;
        store::remember(tx, (id, &member.organisation_id), &message, (by, now))?;
        queued += 1;
    }
    if queued > 0 {
        record(tx, "lesson.reminded", id, (by, now), json!({"organisations": queued}))?;
    }
    Ok(queued)
}

/// A collection that is not closed.
pub(crate) fn open_one(tx: &mut Tx<'_>, id: &str) -> Result<Collection, Refused> {
    let collection = store::one(tx, id)?.ok_or(Refused::NotFound)?;
    if collection.closed_at.is_some() { Err(Refused::Closed) } else { Ok(collection) }
}

/// Sets another last day on time of a collection that is open.
///
/// # Errors
/// No such collection, or it is closed.
pub fn set_due(tx: &mut Tx<'_>, id: &str, due: Date, by: &str, now: Timestamp) -> Result<(), Refused> {
    let collection = open_one(tx, id)?;
    if collection.due_on == due {
        return Ok(());
    }
    store::set_due(tx, id, due)?;
    let detail = json!({"from": collection.due_on.to_string(), "to": due.to_string()});
    record(tx, "lesson.due_changed", id, (by, now), detail)?;
    Ok(())
}

/// Closes a collection, so that nothing is written any more, or opens it again.
///
/// # Errors
/// No such collection.
pub fn close(tx: &mut Tx<'_>, id: &str, closed: bool, by: &str, now: Timestamp) -> Result<(), Refused> {
    let collection = store::one(tx, id)?.ok_or(Refused::NotFound)?;
    if collection.closed_at.is_some() == closed {
        return Ok(());
    }
    store::close(tx, id, closed.then_some((now, by)))?;
    let action = if closed { "lesson.closed" } else { "lesson.reopened" };
    record(tx, action, id, (by, now), json!({"fiscal_year": collection.fiscal_year, "part": collection.part}))?;
    Ok(())
}
