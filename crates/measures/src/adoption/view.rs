//! Who copied a practice, with what result, and the form for one's own organisation, as the page of the practice shows it.

use web::{Lang, components::Choice};

use super::{
    rule::{Step, standing},
    store::{self, Recorded},
};
use crate::{
    entry::{Entry, Owner},
    text::T,
};

/// One organisation that copied.
pub(crate) struct CopyView {
    pub code: String,
    pub name: String,
    pub step: &'static str,
    pub look: &'static str,
    pub result: String,
    pub link: String,
    pub at: String,
    /// What it said before, the newest first.
    pub before: Vec<String>,
}

/// The part of a practice's page about copies.
pub(crate) struct Copying {
    pub copies: Vec<CopyView>,
    pub steps: Vec<Choice>,
    /// Code of the one organisation for which this person reports; empty when it is to be searched for.
    pub copier: String,
    /// What was chosen in the search: code and name.
    pub chosen: (String, String),
    pub found: Vec<Choice>,
    pub query: String,
    /// True when this person may report for some organisation that may copy it.
    pub may: bool,
}

/// For whom a person may report, and what was searched for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reporting {
    /// There is an organisation for which this person writes.
    pub somewhere: bool,
    /// The only one.
    pub only: Option<Owner>,
    pub chosen: Option<Owner>,
    pub found: Vec<Choice>,
    pub query: String,
}

/// The word of a step.
pub(crate) fn step(t: T, step: Step) -> &'static str {
    match step {
        Step::Interested => t.step_interested(),
        Step::Trying => t.step_trying(),
        Step::Adopted => t.step_adopted(),
        Step::Stopped => t.step_stopped(),
    }
}

const fn look(step: Step) -> &'static str {
    match step {
        Step::Interested => "off",
        Step::Trying => "go",
        Step::Adopted => "ok",
        Step::Stopped => "warn",
    }
}

/// Of a practice, for this person. `chosen_step` is what was typed before.
pub(crate) fn of(entry: &Entry, recorded: &[Recorded], reporting: Reporting, chosen_step: &str, lang: Lang) -> Copying {
    let t = T(lang);
    let events = store::events(recorded);
    let mut copies: Vec<CopyView> = standing(&events, store::FOREVER)
        .into_keys()
        .filter_map(|by| {
            let mut own = recorded.iter().rev().filter(|one| one.event.by == by);
            let newest = own.next()?;
            let line = |one: &Recorded| {
                let words = format!("{} · {} {}", lang.moment(one.event.at), step(t, one.event.step), one.event.result);
                words.trim().to_owned()
            };
            Some(CopyView {
                code: newest.owner.code.clone(),
                name: newest.owner.name(lang).to_owned(),
                step: step(t, newest.event.step),
                look: look(newest.event.step),
                result: newest.event.result.clone(),
                link: newest.link.clone(),
                at: t.saved_by(lang.moment(newest.event.at), &newest.recorded_by),
                before: own.map(line).collect(),
            })
        })
        .collect();
    copies.sort_by(|a, b| thai::collate::cmp(&a.name, &b.name));
    let is_owner = reporting.only.as_ref().is_some_and(|only| only.id == entry.owner.id);
    let named = |owner: Owner| (owner.code.clone(), owner.name(lang).to_owned());
    Copying {
        copies,
        steps: Choice::of(Step::ALL.map(|one| (one.code(), step(t, one))), chosen_step),
        copier: reporting.only.map(|only| only.code).unwrap_or_default(),
        chosen: reporting.chosen.map(named).unwrap_or_default(),
        found: reporting.found,
        query: reporting.query,
        may: reporting.somewhere && !is_owner && entry.withdrawn.is_none(),
    }
}
