//! Reporting on a copy: the practice within reach, the organisation for which one writes, the rule, the event, the audit
//! event and the message to whom the practice belongs, in one transaction.

use db::{Scope, Tx};
use jiff::Timestamp;
use serde_json::json;
use web::{Lang, Problem, form::Errors, message::Message};

use super::{
    rule::{Event, Refusal, Step, decide},
    store,
};
use crate::{
    entry::{
        commands::{self as entries, Refused},
        reach::Reach,
        read::is_link,
        store as entry_store,
    },
    ledger::Ledger,
    text::T,
};

/// Characters of a result, and of a link.
const RESULT: usize = 20_000;
const LINK: usize = 500;

/// What an organisation says.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Its code.
    pub organisation: String,
    /// Code of a [`Step`].
    pub step: String,
    /// What came of it, or why it was given up.
    pub result: String,
    /// Address of what shows it; may be empty.
    pub link: String,
}

/// Why a report was refused.
#[derive(Debug)]
pub enum Stop {
    /// There is no such practice within reach.
    NotFound,
    /// The rule of copying does not allow it.
    Rule(Refusal),
    /// The organisation is none for which this person writes.
    Organisation(Refused),
    /// No step has this code.
    NoStep,
    /// This is no address.
    NoLink,
    /// The result is too long.
    TooLong,
    /// The database refused; a defect or an outage.
    Database(db::Error),
}

impl From<db::Error> for Stop {
    fn from(problem: db::Error) -> Self {
        Stop::Database(problem)
    }
}

impl Stop {
    /// Which field of a form it is about.
    pub const fn field(&self) -> &'static str {
        match self {
            Stop::Rule(Refusal::NoResult | Refusal::NoReason) | Stop::TooLong => "result",
            Stop::Organisation(_) | Stop::Rule(Refusal::Own) => "copier",
            Stop::NoLink => "link",
            _ => "step",
        }
    }

    /// The reason in words.
    pub fn words(&self, lang: Lang) -> String {
        let t = T(lang);
        match self {
            Stop::Rule(why) => refusal(t, *why).to_owned(),
            Stop::Organisation(why) => why.words(lang),
            Stop::NoStep => t.choose_one().into(),
            Stop::NoLink => t.not_a_link().into(),
            Stop::TooLong => t.too_long(RESULT),
            Stop::NotFound | Stop::Database(_) => String::new(),
        }
    }

    /// The answer to a program.
    pub fn problem(self, lang: Lang) -> Problem {
        match self {
            Stop::NotFound => Problem::NotFound,
            Stop::Database(problem) => problem.into(),
            Stop::Rule(
                why @ (Refusal::Backwards | Refusal::NotBegun | Refusal::Repeated | Refusal::Withdrawn | Refusal::Own),
            ) => Problem::Conflict(refusal(T(lang), why).to_owned()),
            other => {
                let mut errors = Errors::new();
                errors.add(other.field(), other.words(lang));
                Problem::Invalid(errors)
            }
        }
    }
}

fn refusal(t: T, why: Refusal) -> &'static str {
    match why {
        Refusal::Own => t.copy_own(),
        Refusal::Withdrawn => t.copy_withdrawn(),
        Refusal::Backwards => t.copy_backwards(),
        Refusal::NotBegun => t.copy_not_begun(),
        Refusal::NoResult => t.copy_no_result(),
        Refusal::NoReason => t.copy_no_reason(),
        Refusal::Repeated => t.copy_repeated(),
    }
}

/// An organisation reports on a copy; gives the step.
///
/// # Errors
/// [`Stop`]; nothing is written then.
pub fn report(
    tx: &mut Tx<'_>,
    (ledger, id, see): (&'static Ledger, &str, &Reach),
    said: &Said,
    write: &Scope,
    (by, now): (&str, Timestamp),
) -> Result<Step, Stop> {
    let entry = entry_store::find(tx, ledger, id, see)?.ok_or(Stop::NotFound)?;
    let copier = entries::owner(tx, &said.organisation, write).map_err(|why| match why {
        Refused::Database(problem) => Stop::Database(problem),
        other => Stop::Organisation(other),
    })?;
    let step = Step::from_code(&said.step).ok_or(Stop::NoStep)?;
    if said.result.chars().count() > RESULT {
        return Err(Stop::TooLong);
    }
    if !said.link.is_empty() && (!is_link(&said.link) || said.link.len() > LINK) {
        return Err(Stop::NoLink);
    }
    let before = store::of(tx, id)?;
    let event = Event { at: now, by: copier.id.clone(), step, result: said.result.clone() };
    decide(&entry.owner.id, entry.withdrawn.is_some(), &store::events(&before), &event).map_err(Stop::Rule)?;
    store::add(tx, id, &event, &said.link, by)?;
    let detail = json!({"ledger": ledger.code, "title": entry.draft.title, "step": step.code()});
    entries::record(tx, "measure.copied", (id, &copier.id), (by, now), detail)?;
    let arguments = json!({
        "title": entry.draft.title, "organisation": copier.name_th, "step": step.code(), "result": said.result,
    });
    let link = format!("/measures/{}/{id}", ledger.code);
    let message = Message { organisation_id: &entry.owner.id, kind: "practice_copied", arguments, link: &link, by };
    web::message::queue(tx, &message, now)?;
    Ok(step)
}
