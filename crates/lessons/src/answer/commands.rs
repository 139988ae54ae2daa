//! Saving, handing in, handing back: load, decide, write, audit, one transaction each.

use db::{Scope, Tx, audit};
use jiff::Timestamp;
use questionnaire::{
    Answers, Item, Questionnaire, Section,
    examine::{asked_only, examine},
};
use serde_json::json;
use web::message;

use super::store::{self, Draft, Handing};
use crate::{
    Refused,
    collection::{
        commands::tell,
        store::{self as collections, Collection, Member},
    },
};

/// Who writes the answers of whom.
#[derive(Clone, Debug)]
pub struct Who {
    /// Id of the collection.
    pub collection: String,
    /// Code of the organisation.
    pub code: String,
    /// How far the person may answer.
    pub scope: Scope,
    /// Account.
    pub by: String,
    /// When.
    pub now: Timestamp,
}

/// The answers of an organisation with all that happened to them.
pub(crate) struct Case {
    pub collection: Collection,
    pub member: Member,
    pub draft: Option<Draft>,
    pub handings: Vec<Handing>,
}

impl Case {
    /// The case of an organisation within reach.
    pub(crate) fn load(tx: &mut Tx<'_>, collection: &str, code: &str, scope: &Scope) -> Result<Self, Refused> {
        let member = collections::member_of(tx, collection, code, scope)?.ok_or(Refused::NotFound)?;
        let collection = collections::one(tx, collection)?.ok_or(Refused::NotFound)?;
        let draft = store::draft(tx, &collection.id, &member.organisation_id)?;
        let handings = match &draft {
            Some(draft) => store::handings(tx, &draft.id)?,
            None => Vec::new(),
        };
        Ok(Case { collection, member, draft, handings })
    }

    /// What counts: the newest handing, unless it was handed back.
    pub(crate) fn current(&self) -> Option<&Handing> {
        self.handings.last().filter(|handing| handing.returned.is_none())
    }

    /// True when it can be written.
    pub(crate) fn is_open(&self) -> bool {
        self.collection.closed_at.is_none() && self.current().is_none()
    }

    /// The answers as they are being written.
    pub(crate) fn document(&self) -> Answers {
        self.draft.as_ref().map(|draft| draft.document.clone()).unwrap_or_default()
    }

    fn writable(&self) -> Result<(), Refused> {
        if self.collection.closed_at.is_some() {
            return Err(Refused::Closed);
        }
        if self.current().is_some() { Err(Refused::HandedIn) } else { Ok(()) }
    }

    fn revision(&self, section: &str) -> i64 {
        let of = |draft: &Draft| draft.sections.get(section).map(|section| section.revision);
        self.draft.as_ref().and_then(of).unwrap_or_default()
    }

    fn record(
        &self,
        tx: &mut Tx<'_>,
        action: &str,
        (by, now): (&str, Timestamp),
        mut detail: serde_json::Value,
    ) -> db::Result<()> {
        if let Some(detail) = detail.as_object_mut() {
            detail.insert("fiscal_year".to_owned(), json!(self.collection.fiscal_year));
        }
        let event = audit::Event {
            at: now,
            actor: by,
            action,
            subject_kind: "lesson_collection",
            subject_id: &self.collection.id,
            organisation_id: Some(&self.member.organisation_id),
            detail,
        };
        audit::append(tx, &event)
    }
}

/// What came of a save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Stored; the revision that the next save must name.
    At(i64),
    /// Somebody else saved in between; what was typed is kept.
    Clash,
}

/// The answers with one section taken from another text.
pub(crate) fn replaced(now: &Answers, section: &Section, from: &Answers) -> Answers {
    let mut answers = now.clone();
    for item in &section.items {
        match item {
            Item::Question(question) => {
                let value = from.value(&question.name).cloned();
                answers.set(&question.name, value.unwrap_or_else(|| questionnaire::Value::One(String::new())));
            }
            Item::Repeat(repeat) => answers.set_rows(&repeat.name, from.rows(&repeat.name).to_vec()),
        }
    }
    answers
}

/// Saves a section of the answers; a save that changes nothing writes nothing. `revision` is the one that the words began
/// from; without it whatever there is, is replaced.
///
/// # Errors
/// Out of reach, closed, handed in already.
pub fn save(
    tx: &mut Tx<'_>,
    who: &Who,
    section: &str,
    revision: Option<i64>,
    answers: &Answers,
) -> Result<Saved, Refused> {
    let case = Case::load(tx, &who.collection, &who.code, &who.scope)?;
    case.writable()?;
    let of = case.collection.form.section(section).ok_or(Refused::NotFound)?;
    let (before, stored) = (case.document(), case.revision(section));
    let document = replaced(&before, of, answers);
    if document == before {
        return Ok(Saved::At(stored));
    }
    let draft = store::begin(tx, &case.collection.id, &case.member.organisation_id, who.now)?;
    if revision.is_some_and(|revision| revision != stored) {
        store::keep_clash(tx, (&draft, section, &who.by), &document, who.now)?;
        return Ok(Saved::Clash);
    }
    store::write(tx, &draft, &document, (section, stored + 1), (&who.by, who.now))?;
    let detail = json!({"section": section, "revision": stored + 1});
    case.record(tx, "lesson.saved", (&who.by, who.now), detail)?;
    Ok(Saved::At(stored + 1))
}

/// Saves every section that differs, for programs; `revision` is that of the draft as a whole.
///
/// # Errors
/// As [`save`]; the whole is refused when somebody saved in between, and the newest revision is given.
pub fn save_all(
    tx: &mut Tx<'_>,
    who: &Who,
    revision: Option<i64>,
    answers: &Answers,
) -> Result<Result<i64, i64>, Refused> {
    let case = Case::load(tx, &who.collection, &who.code, &who.scope)?;
    case.writable()?;
    let now = case.draft.as_ref().map(Draft::revision).unwrap_or_default();
    if revision.is_some_and(|revision| revision != now) {
        return Ok(Err(now));
    }
    let before = case.document();
    let mut document = before.clone();
    let mut changed: Vec<(&str, i64)> = Vec::new();
    for section in &case.collection.form.sections {
        let after = replaced(&document, section, answers);
        if after != document {
            changed.push((&section.name, case.revision(&section.name) + 1));
            document = after;
        }
    }
    if changed.is_empty() {
        return Ok(Ok(now));
    }
    let draft = store::begin(tx, &case.collection.id, &case.member.organisation_id, who.now)?;
    for (section, revision) in &changed {
        store::write(tx, &draft, &document, (section, *revision), (&who.by, who.now))?;
    }
    let sections: Vec<&str> = changed.iter().map(|(section, _)| *section).collect();
    case.record(tx, "lesson.saved", (&who.by, who.now), json!({"sections": sections}))?;
    Ok(Ok(now + i64::try_from(changed.len()).unwrap_or_default()))
}

/// What was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handed {
    /// Its number, from 1.
    pub number: i64,
    /// Its reference number.
    pub reference: String,
}

/// Hands in what is written, when nothing is missing and nothing can't be right.
///
/// # Errors
/// Out of reach, closed, handed in already; [`Refused::Wrong`] with every problem.
pub fn hand_in(tx: &mut Tx<'_>, who: &Who) -> Result<Handed, Refused> {
    let case = Case::load(tx, &who.collection, &who.code, &who.scope)?;
    case.writable()?;
    let (form, today): (&Questionnaire, _) = (&case.collection.form, thai::date::bangkok_date(who.now));
    let document = asked_only(form, &case.document(), today);
    let examined = examine(form, &case.document(), today);
    if !examined.problems.is_empty() {
        return Err(Refused::Wrong(examined.problems));
    }
    let records = examine(form, &document, today).records;
    let draft = store::begin(tx, &case.collection.id, &case.member.organisation_id, who.now)?;
    let number = case.handings.last().map_or(0, |last| last.number) + 1;
    let reference = reference(tx, case.collection.fiscal_year)?;
    store::hand(tx, &draft, (number, &reference), &document, &records, (&who.by, who.now))?;
    let link = format!("/lessons/collections/{}/organisations/{}", case.collection.id, case.member.code);
    for kind in ["lesson_opened", "lesson_reminder", "lesson_returned"] {
        message::settled(tx, &case.member.organisation_id, kind, &link, who.now)?;
    }
    let detail = json!({"number": number, "reference": reference, "answers": records.len()});
    case.record(tx, "lesson.handed_in", (&who.by, who.now), detail)?;
    Ok(Handed { number, reference })
}

/// A reference number that nothing has: `LL-2564-0C41D2AF`.
fn reference(tx: &mut Tx<'_>, fiscal_year: i32) -> db::Result<String> {
    loop {
        let id = db::new_id();
        let last: String = id.chars().rev().filter(|c| *c != '-').take(8).collect();
        let reference = format!("LL-{fiscal_year}-{}", last.to_uppercase());
        if store::is_free(tx, &reference)? {
            return Ok(reference);
        }
    }
}

/// Hands back what an organisation handed in, so that it can be written again; the reason is told to it.
///
/// # Errors
/// Out of reach, closed, nothing handed in, no reason.
pub fn return_to(tx: &mut Tx<'_>, who: &Who, reason: &str) -> Result<(), Refused> {
    let case = Case::load(tx, &who.collection, &who.code, &who.scope)?;
    if case.collection.closed_at.is_some() {
        return Err(Refused::Closed);
    }
    let current = case.current().ok_or(Refused::NothingHandedIn)?;
    if reason.is_empty() {
        return Err(Refused::Blank("reason"));
    }
    store::give_back(tx, &current.id, reason, (&who.by, who.now))?;
    let of = (case.collection.id.as_str(), case.collection.fiscal_year, case.collection.due_on);
    tell(tx, "lesson_returned", of, &case.member, reason, (&who.by, who.now))?;
    let detail = json!({"number": current.number, "reference": current.reference, "reason": reason});
    case.record(tx, "lesson.returned", (&who.by, who.now), detail)?;
    Ok(())
}
