//! The plan of one's own organisation on the home page: where it is, until when, and the next step for whoever looks.

use continuity::{
    plan::{
        Section, check,
        completeness::{self, SectionState},
        template::Template,
    },
    round::{Event, EventKind, Standing, Window},
};
use db::{Result, Tx};
use jiff::{Timestamp, civil::Date};
use web::{Action, Actor, Lang};

use super::{
    own_store::{self, Organisation, Plan, Round, Version},
    stage::{self, Deadline, Stage},
};
use crate::{
    text::T,
    words::{self, address},
};

/// What the database knows of one organisation's plan of the year.
pub struct Own {
    organisation: Organisation,
    year: i32,
    /// The round's dates for it, when it owes a plan.
    deadline: Option<Deadline>,
    stage: Stage,
    plan: Option<Plan>,
    /// Sections done, and of how many.
    done: (usize, usize),
    /// The version in effect.
    version: Option<Version>,
    /// The version sent last was taken back.
    withdrawn: bool,
    writes: bool,
    approves: bool,
    /// Coordinators and heads.
    people: (i64, i64),
}

/// The plan of the year of every organisation for which this person writes or approves.
pub fn read(tx: &mut Tx<'_>, actor: &Actor, round: Option<&Round>, now: Timestamp, today: Date) -> Result<Vec<Own>> {
    let mut all: Vec<Own> = Vec::new();
    for (id, path) in actor.grants.iter().filter_map(|grant| grant.over.as_ref()) {
        let (writes, approves) = (actor.may(Action::EditPlan, path), actor.may(Action::ApprovePlan, path));
        if !(writes || approves) || all.iter().any(|own| own.organisation.id == *id) {
            continue;
        }
        if let Some(organisation) = own_store::organisation(tx, id)? {
            all.push(of(tx, organisation, round, (writes, approves), now, today)?);
        }
    }
    Ok(all)
}

fn of(
    tx: &mut Tx<'_>,
    organisation: Organisation,
    round: Option<&Round>,
    (writes, approves): (bool, bool),
    now: Timestamp,
    today: Date,
) -> Result<Own> {
    let year = round.map_or_else(|| continuity::round::day::fiscal_year(today), |round| round.year);
    let deadline = match round {
        Some(round) if own_store::owes(tx, &round.id, &organisation.id, today)? => {
            let extensions = own_store::extensions(tx, &round.id, &organisation.id)?;
            Some(stage::deadline(round.dates, &extensions, now, today))
        }
        _ => None,
    };
    let plan = own_store::main_plan(tx, &organisation.id, year)?;
    let (mut versions, mut done) = (Vec::new(), (0, Section::ALL.len()));
    if let Some(plan) = &plan {
        versions = own_store::versions(tx, &plan.id)?;
        done = progress(&plan.document, plan.form(), &own_store::unread_sections(tx, &plan.id)?);
    }
    let begun = plan.as_ref().map(|plan| Event { at: plan.created_at, version: 0, what: EventKind::Started });
    let events: Vec<Event> = versions.iter().flat_map(Version::events).chain(begun).collect();
    let standing = Standing::at(&events, now);
    let requested = plan.as_ref().is_some_and(|plan| plan.requested.is_some());
    let withdrawn = versions.first().is_some_and(|newest| newest.withdrawn_at.is_some());
    let version = versions.into_iter().find(|version| Some(version.number) == standing.in_effect);
    let people = own_store::people(tx, &organisation.id)?;
    let stage = stage::stage(plan.is_some(), &standing, requested);
    Ok(Own { organisation, year, deadline, stage, plan, done, version, withdrawn, writes, approves, people })
}

/// How many sections of a draft are done, and of how many. A section with a value that nobody could read is not.
fn progress(document: &str, form: &Template, unread: &[String]) -> (usize, usize) {
    let Ok(plan) = serde_json::from_str::<continuity::plan::Plan>(document) else { return (0, Section::ALL.len()) };
    let context = check::CheckContext { template: form.clone(), ..check::CheckContext::default() };
    let states = completeness::completeness(&plan, &check::check(&plan, &context), form);
    let read = |section: &Section| !unread.iter().any(|code| code == section.code());
    let states: Vec<_> = states.into_iter().filter(|(_, state)| *state != SectionState::Optional).collect();
    let done = states.iter().filter(|(section, state)| state.is_done() && read(section)).count();
    (done, states.len())
}

/// A link with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Where it leads.
    pub href: String,
    /// What it does.
    pub label: String,
}

/// The plan in words.
pub struct OwnView {
    /// Organisation's name.
    pub organisation: String,
    /// Its page.
    pub organisation_href: String,
    /// Title with the year.
    pub title: String,
    /// `ok`, `go`, `warn`, `bad` or `off`.
    pub kind: &'static str,
    /// Where the plan is.
    pub word: String,
    /// Until when, in words; empty when nothing is owed.
    pub due: String,
    /// Which mark the date gets.
    pub due_kind: &'static str,
    /// What happens next.
    pub what: String,
    /// Why it was returned.
    pub reason: Option<String>,
    /// That the head asked for changes instead of approving, and why.
    pub of_head: Option<(String, String)>,
    /// Sections done, of how many, and the same in words.
    pub progress: Option<(usize, usize, String)>,
    /// Saved when, by whom.
    pub saved: String,
    /// The next step.
    pub first: Step,
    /// Other steps.
    pub others: Vec<Step>,
    /// Reference of the version in effect, and its receipt.
    pub receipt: Option<Step>,
    /// What the organisation lacks before it can send.
    pub lacks: Option<String>,
}

impl Own {
    /// Id of the organisation.
    pub fn organisation_id(&self) -> &str {
        &self.organisation.id
    }

    /// In words.
    pub fn view(&self, lang: Lang, today: Date) -> OwnView {
        let t = T(lang);
        let (kind, word) = self.tag(lang);
        let (due, due_kind) = self.due(lang, today);
        let writing = matches!(self.stage, Stage::Drafting | Stage::Returned) && self.plan.is_some();
        let (done, of) = self.done;
        let saved =
            self.plan.as_ref().filter(|_| writing).map_or_else(String::new, |plan| {
                t.own_saved(words::moment(lang, Some(&plan.saved_at)), &plan.saved_by)
            });
        let returned = self.version.as_ref().and_then(|version| version.returned.as_ref());
        let of_head = self.plan.as_ref().and_then(|plan| plan.sent_back.as_ref()).filter(|_| writing);
        OwnView {
            organisation: lang.name(&self.organisation.name_th, &self.organisation.name_en).to_owned(),
            organisation_href: format!("/organisations/{}", self.organisation.code),
            title: t.own_title(self.year),
            kind,
            word,
            due,
            due_kind,
            what: self.next(lang),
            reason: returned.filter(|_| self.stage == Stage::Returned).map(|(_, reason)| reason.clone()),
            of_head: of_head.map(|(who, reason)| (t.head_sent_back(who), reason.clone())),
            progress: writing.then(|| (done, of, t.own_sections(done, of))),
            saved,
            first: self.first_step(t),
            others: self.other_steps(t),
            receipt: self.receipt(),
            lacks: self.lacks(t),
        }
    }

    fn tag(&self, lang: Lang) -> (&'static str, String) {
        let (t, w) = (T(lang), web::text::T(lang));
        let late = self.deadline.is_some_and(|deadline| deadline.window != Window::Open);
        let (kind, word) = match self.stage {
            Stage::NotStarted => (if late { "bad" } else { "off" }, w.status_not_started()),
            Stage::Drafting | Stage::Returned if self.withdrawn => {
                (if late { "bad" } else { "go" }, t.stage_withdrawn())
            }
            Stage::Drafting => (if late { "bad" } else { "go" }, t.drafting()),
            Stage::WithHead => ("go", t.stage_with_head()),
            Stage::Submitted => ("go", w.status_under_review()),
            Stage::Returned => ("warn", w.status_returned()),
            Stage::Approved => ("ok", w.status_accepted()),
        };
        (kind, word.to_owned())
    }

    fn due(&self, lang: Lang, today: Date) -> (String, &'static str) {
        let t = T(lang);
        let Some(deadline) = self.deadline.filter(|_| !matches!(self.stage, Stage::Submitted | Stage::Approved)) else {
            return (if self.deadline.is_none() { t.own_not_owed().to_owned() } else { String::new() }, "off");
        };
        let (due, closes) = (lang.date(deadline.due), lang.date(deadline.closes));
        match deadline.window {
            Window::Open | Window::NotOpen => {
                let near = continuity::round::days_until(deadline.due, today) <= 14;
                (t.own_due(due, lang.days_until(deadline.due, today)), if near { "warn" } else { "off" })
            }
            Window::Late => (t.own_late(due, lang.days_until(deadline.due, today), closes), "bad"),
            Window::Closed => (t.own_closed(closes), "bad"),
        }
    }

    fn next(&self, lang: Lang) -> String {
        let t = T(lang);
        let at = |of: fn(&Version) -> Option<Timestamp>| {
            self.version.as_ref().and_then(of).map(|at| lang.moment(at)).unwrap_or_default()
        };
        match (self.stage, self.approves && !self.writes) {
            (Stage::NotStarted, false) => t.next_start().to_owned(),
            (Stage::NotStarted, true) => t.next_start_head().to_owned(),
            (Stage::Drafting | Stage::Returned, false) if self.withdrawn => t.next_withdrawn().to_owned(),
            (Stage::Drafting, false) => t.next_write().to_owned(),
            (Stage::Drafting, true) => t.next_write_head().to_owned(),
            (Stage::WithHead, false) => t.next_with_head().to_owned(),
            (Stage::WithHead, true) => self.requested(lang),
            (Stage::Returned, _) => {
                let open = self.version.as_ref().map_or(0, |version| version.open_remarks);
                if open > 0 { t.next_returned_remarks(lang.number(open)) } else { t.next_returned().to_owned() }
            }
            (Stage::Submitted, _) => t.next_submitted(at(|version| Some(version.submitted_at))),
            (Stage::Approved, _) => t.next_approved(at(|version| version.approved_at)),
        }
    }

    /// The reference that people cite, with the way to its receipt, once a version is sent.
    fn receipt(&self) -> Option<Step> {
        let (plan, version) = (self.plan.as_ref()?, self.version.as_ref()?);
        let sent = matches!(self.stage, Stage::Submitted | Stage::Approved);
        sent.then(|| Step {
            href: format!("/plans/{}/versions/{}/receipt", plan.id, version.number),
            label: version.reference.clone(),
        })
    }

    fn requested(&self, lang: Lang) -> String {
        let requested = self.plan.as_ref().and_then(|plan| plan.requested.as_ref());
        requested.map(|(at, who)| T(lang).next_approve(who, words::moment(lang, Some(at)))).unwrap_or_default()
    }

    fn first_step(&self, t: T) -> Step {
        let label = match (self.stage, self.writes) {
            (Stage::NotStarted, true) => t.step_start(),
            (Stage::NotStarted, false) => t.step_plans(),
            (Stage::Drafting, true) => t.step_write(),
            (Stage::WithHead, _) if self.approves => t.step_approve(),
            (Stage::Returned, true) => t.step_mend(),
            _ => t.step_read(),
        };
        let asked = self.stage == Stage::WithHead && self.approves;
        let start = [("year", self.year.to_string()), ("organisation", self.organisation.id.clone())];
        let href = match &self.plan {
            Some(plan) if asked => format!("/plans/{}/approval", plan.id),
            Some(plan) => format!("/plans/{}", plan.id),
            None if self.writes => {
                address("/plans/new", &start.each_ref().map(|(name, value)| (*name, value.as_str())))
            }
            None => address("/plans", &[("year", &self.year.to_string())]),
        };
        Step { href, label: label.to_owned() }
    }

    fn other_steps(&self, t: T) -> Vec<Step> {
        let step = |href: String, label: &str| Step { href, label: label.to_owned() };
        let mut steps = Vec::new();
        if self.stage == Stage::NotStarted && self.writes {
            steps.push(step("/models".into(), t.step_models()));
        }
        if let Some(plan) = self.plan.as_ref().filter(|_| self.approves && self.stage != Stage::WithHead) {
            steps.push(step(format!("/plans/{}/sections/{}", plan.id, Section::Team.code()), t.step_team()));
        }
        steps
    }

    fn lacks(&self, t: T) -> Option<String> {
        let settled = matches!(self.stage, Stage::Submitted | Stage::Approved);
        match self.people {
            _ if settled => None,
            (0, _) => Some(t.lacks_coordinator().to_owned()),
            (_, 0) => Some(t.lacks_head().to_owned()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use continuity::plan::{Plan, PlanKind, Text};

    #[test]
    fn an_empty_draft_has_no_section_done_and_a_reason_makes_one() {
        let mut plan = Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน"));
        let written = |plan: &Plan| serde_json::to_string(plan).unwrap();
        assert_eq!(progress(&written(&plan), &Template::default(), &[]), (0, Section::ALL.len()));
        plan.not_applicable.push(continuity::plan::NotApplicable {
            section: "resources".into(),
            reason: "ใช้ทรัพยากรของจังหวัดทั้งหมดตามข้อตกลง".into(),
        });
        assert_eq!(progress(&written(&plan), &Template::default(), &[]).0, 1);
        assert_eq!(progress(&written(&plan), &Template::default(), &["resources".into()]).0, 0);
        assert_eq!(progress("not a plan", &Template::default(), &[]), (0, Section::ALL.len()));
    }
}
