//! What every act on a recommendation shares: the case as it stands, who acts, why it is refused, the event with its
//! audit event and messages in one transaction.

use db::{Scope, Tx, audit};
use directive::follow::{Event, Refusal, What, decide};
use jiff::Timestamp;
use serde_json::json;
use web::{Actor, Lang, Problem, form::Errors};

use super::store::{self, Addressee, Histories, NATION};
use crate::{
    paper::{
        items::{self, Recommendation},
        store::Directive,
    },
    text::T,
    words,
};

/// Why an act was refused.
#[derive(Clone, Debug)]
pub enum Refused {
    /// There is no such item within reach.
    NotFound,
    /// The rules of following do not allow it.
    Rule(Refusal),
    /// Codes that the register does not have on that day.
    Unknown(Vec<String>),
    /// The field is blank.
    Blank(&'static str),
    /// The database refused; a defect or an outage.
    Database(db::Error),
}

impl From<db::Error> for Refused {
    fn from(problem: db::Error) -> Self {
        Refused::Database(problem)
    }
}

impl From<Refusal> for Refused {
    fn from(why: Refusal) -> Self {
        Refused::Rule(why)
    }
}

impl Refused {
    /// Which field of a form it is about.
    pub const fn field(&self) -> &'static str {
        match self {
            Refused::Rule(Refusal::NoReason) => "reason",
            Refused::Rule(Refusal::ImpossibleCount) => "n",
            Refused::Rule(Refusal::NoLead | Refusal::LeadAndWith) | Refused::Unknown(_) => "lead",
            Refused::Blank(field) => field,
            _ => "act",
        }
    }

    /// The reason in words.
    pub fn words(&self, lang: Lang) -> String {
        let t = T(lang);
        match self {
            Refused::Rule(why) => words::refusal(lang, *why).to_owned(),
            Refused::Unknown(codes) => t.refused_unknown_codes(codes.join(", ")),
            Refused::Blank(_) => t.refused_blank().to_owned(),
            Refused::NotFound | Refused::Database(_) => String::new(),
        }
    }

    /// The answer to a program, and to a person where no form can show it.
    pub fn problem(self, lang: Lang) -> Problem {
        match self {
            Refused::NotFound => Problem::NotFound,
            Refused::Database(problem) => problem.into(),
            Refused::Unknown(_) | Refused::Blank(_) | Refused::Rule(Refusal::NoReason | Refusal::ImpossibleCount) => {
                let mut errors = Errors::new();
                errors.add(self.field(), self.words(lang));
                Problem::Invalid(errors)
            }
            Refused::Rule(why) => Problem::Conflict(words::refusal(lang, why).to_owned()),
        }
    }
}

/// A recommendation of a confirmed paper with everything that happened to it.
pub(crate) struct Case {
    pub item: Recommendation,
    pub directive: Directive,
    pub all: Histories,
}

impl Case {
    /// The case of this id, if it is followed.
    pub(crate) fn load(tx: &mut Tx<'_>, id: &str) -> Result<Self, Refused> {
        let item = items::one(tx, id)?.filter(|item| item.decision == "accepted").ok_or(Refused::NotFound)?;
        let directive = crate::paper::commands::found(tx, &item.directive_id, false)?.ok_or(Refused::NotFound)?;
        let all = store::histories(tx, std::slice::from_ref(&item))?;
        Ok(Case { item, directive, all })
    }

    /// Whether this may happen now.
    pub(crate) fn decide(&self, by: &str, what: What, now: Timestamp) -> Result<(), Refused> {
        let event = Event { at: now, by: by.to_owned(), what };
        Ok(decide(&self.all.of(&self.item.id), &event)?)
    }

    /// Who is told to act now.
    pub(crate) fn told(&self, now: Timestamp) -> &[Addressee] {
        self.all.told(&self.item.id, now)
    }

    /// The addressee that a person acts for: the named one, or the only one within reach.
    pub(crate) fn acting(&self, scope: &Scope, code: &str, now: Timestamp) -> Result<Addressee, Refused> {
        let reached = |told: &&Addressee| scope.reaches(&told.path) && (code.is_empty() || told.code == code);
        match self.told(now).iter().find(reached) {
            Some(found) => Ok(found.clone()),
            None => Err(Refused::NotFound),
        }
    }

    /// The code under which a follower acts: one's own organisation's when that is told to act, so that the rules see it.
    pub(crate) fn judging(&self, actor: &Actor, now: Timestamp) -> String {
        let held = |told: &&Addressee| {
            actor.grants.iter().any(|grant| grant.over.as_ref().is_some_and(|(id, _)| *id == told.organisation_id))
        };
        self.told(now).iter().find(held).map_or_else(|| NATION.to_owned(), |told| told.code.clone())
    }
}

/// Writes the audit event of an act; of an organisation's own act in its own chain.
pub(crate) fn record(
    tx: &mut Tx<'_>,
    action: &str,
    case: &Case,
    organisation: Option<&str>,
    (by, now): (&str, Timestamp),
    mut detail: serde_json::Value,
) -> db::Result<()> {
    if let Some(detail) = detail.as_object_mut() {
        detail.insert("directive".to_owned(), json!(case.directive.id));
        detail.insert("number".to_owned(), json!(case.item.number));
    }
    let event = audit::Event {
        at: now,
        actor: by,
        action,
        subject_kind: "recommendation",
        subject_id: &case.item.id,
        organisation_id: organisation,
        detail,
    };
    audit::append(tx, &event)
}

/// A message to organisations about a recommendation.
pub struct Told;

impl Told {
    /// Queues the message in the transaction of its cause.
    pub(crate) fn queue(
        tx: &mut Tx<'_>,
        case: &Case,
        organisation: &str,
        (kind, why, reason): (&str, &str, &str),
        (by, now): (&str, Timestamp),
    ) -> db::Result<String> {
        let link = format!("/recommendations/{}", case.item.id);
        let arguments = json!({
            "title": case.directive.title,
            "number": case.item.number,
            "text": words::beginning(&case.item.text, 300),
            "why": why,
            "reason": reason,
        });
        let message = web::message::Message { organisation_id: organisation, kind, arguments, link: &link, by };
        web::message::queue(tx, &message, now)
    }
}
