//! The list of versions, and one version to read or to compare with another.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use continuity::plan::Plan;
use serde::Deserialize;
use web::{Action, App, Granted, Lang, Page, Problem, Visit, form::Choice, plan_words::PlanWords, render};

use super::{
    Outcome,
    compare::{SectionChanges, compare},
    reading::{SectionView, sections},
    store::{self, Act, PlanHead, Remark, VersionLine},
    text::T,
};
use crate::{plan::PlanReach, text::T as Words};

#[derive(Template)]
#[template(path = "version/list.html")]
struct ListPage {
    page: Page,
    t: T,
    plan_id: String,
    under: String,
    rows: Vec<Row>,
    may_submit: bool,
}

struct Row {
    number: u32,
    reference: String,
    submitted: String,
    by: String,
    state: (&'static str, &'static str),
    approver: String,
    hash: String,
}

#[derive(Template)]
#[template(path = "version/show.html")]
struct ShowPage {
    page: Page,
    t: T,
    plan_id: String,
    number: u32,
    title: String,
    under: String,
    state: (&'static str, &'static str),
    facts: Vec<(&'static str, String)>,
    hash: String,
    review: Vec<String>,
    remarks: usize,
    others: Vec<Choice>,
    compared: Option<Compared>,
    sections: Vec<SectionView>,
    may_see_numbers: bool,
}

/// What differs between two versions.
struct Compared {
    from: u32,
    to: u32,
    count: usize,
    sections: Vec<SectionChanges>,
}

pub(super) async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let reach = PlanReach::of(&granted.actor, &granted.scope);
    let read = app.db.read(move |tx| {
        let Some(plan) = store::plan(tx, &reach, &id)? else { return Ok(None) };
        Ok::<_, db::Error>(Some((store::all(tx, &reach, &id)?, plan)))
    });
    let (lines, plan) = read.await?.ok_or(Problem::NotFound)?;
    let (t, lang) = (T(visit.lang), visit.lang);
    let body = ListPage {
        page: framed(&visit, &plan, t.versions_title()).at(t.versions_title()),
        t,
        under: under(lang, &plan),
        rows: lines.iter().map(|line| row(line, lang)).collect(),
        may_submit: granted.actor.may(Action::SubmitPlan, &plan.owner.path),
        plan_id: plan.id,
    };
    Ok(render(&body)?.into_response())
}

fn framed(visit: &Visit, plan: &PlanHead, title: &str) -> Page {
    let name = visit.lang.name(&plan.owner.name_th, &plan.owner.name_en).to_owned();
    visit.page(title).crumb("/plans", Words(visit.lang).plans()).crumb(format!("/plans/{}", plan.id), name)
}

fn under(lang: Lang, plan: &PlanHead) -> String {
    let name = lang.name(&plan.owner.name_th, &plan.owner.name_en);
    format!("{name} · {}", T(lang).in_year(plan.fiscal_year))
}

fn row(line: &VersionLine, lang: Lang) -> Row {
    Row {
        number: line.number,
        reference: line.reference.clone(),
        submitted: lang.moment(line.submitted.at),
        by: who(&line.submitted, lang),
        state: state(line.outcome(), lang),
        approver: line.head.as_ref().map(|head| head.name.clone()).unwrap_or_default(),
        hash: line.content_hash.chars().take(12).collect(),
    }
}

/// The name of whoever did it; an import has none.
fn who(act: &Act, lang: Lang) -> String {
    if act.by == "command line" { T(lang).imported_by().to_owned() } else { act.by.clone() }
}

fn state(outcome: Outcome, lang: Lang) -> (&'static str, &'static str) {
    let t = T(lang);
    match outcome {
        Outcome::Waiting => ("go", t.outcome_waiting()),
        Outcome::Returned => ("warn", t.outcome_returned()),
        Outcome::Accepted => ("ok", t.outcome_accepted()),
        Outcome::Withdrawn => ("off", t.outcome_withdrawn()),
        Outcome::Superseded => ("off", t.outcome_superseded()),
    }
}

/// What an address asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    /// Number of the version to compare with.
    with: String,
}

/// A version with all that its page shows.
struct Loaded {
    head: PlanHead,
    line: VersionLine,
    plan: Plan,
    all: Vec<VersionLine>,
    remarks: Vec<Remark>,
    other: Option<(u32, Plan)>,
}

pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((id, number)): Path<(String, u32)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let reach = PlanReach::of(&granted.actor, &granted.scope);
    let with = with(&asked, visit.lang)?;
    let read = app.db.read(move |tx| load(tx, &reach, &id, number, with));
    let loaded = read.await?.ok_or(Problem::NotFound)?;
    if let (Some(with), None) = (with, &loaded.other) {
        return Err(Problem::BadRequest(T(visit.lang).no_such_version(with)));
    }
    let may_see_numbers = granted.actor.may(Action::ViewPersonal, &loaded.head.owner.path);
    Ok(render(&shown(&visit, loaded, may_see_numbers))?.into_response())
}

fn with(asked: &Asked, lang: Lang) -> Result<Option<u32>, Problem> {
    let typed = thai::digits::to_arabic(asked.with.trim());
    if typed.is_empty() {
        return Ok(None);
    }
    typed.parse().map(Some).map_err(|_| Problem::BadRequest(T(lang).no_such_version(typed)))
}

fn load(
    tx: &mut db::Tx<'_>,
    reach: &PlanReach,
    id: &str,
    number: u32,
    with: Option<u32>,
) -> db::Result<Option<Loaded>> {
    let Some(head) = store::plan(tx, reach, id)? else { return Ok(None) };
    let Some((line, plan)) = store::find(tx, reach, id, number)? else { return Ok(None) };
    let other = match with {
        Some(with) => store::find(tx, reach, id, with)?.map(|(_, plan)| (with, plan)),
        None => None,
    };
    // Until a decision a reviewer's remarks are notes of their own.
    let remarks = if line.is_decided() { store::remarks(tx, &line.id)? } else { Vec::new() };
    Ok(Some(Loaded { all: store::all(tx, reach, id)?, head, line, plan, remarks, other }))
}

fn shown(visit: &Visit, loaded: Loaded, may_see_numbers: bool) -> ShowPage {
    let (t, lang) = (T(visit.lang), visit.lang);
    let (words, Loaded { head, line, plan, all, remarks, other }) = (PlanWords::new(lang), loaded);
    let title = t.version_title(line.number);
    let others = all.iter().filter(|version| version.number != line.number).map(|version| {
        let label = format!("{} · {}", t.version_title(version.number), lang.short_date(day(version)));
        let chosen = other.as_ref().is_some_and(|(number, _)| *number == version.number);
        Choice::new(version.number.to_string(), label, chosen)
    });
    let mut page = framed(visit, &head, &title).crumb(format!("/plans/{}/versions", head.id), t.versions_title());
    page = page.at(title.clone());
    ShowPage {
        page,
        t,
        number: line.number,
        title,
        under: under(lang, &head),
        state: state(line.outcome(), lang),
        facts: facts(&line, words.text(&plan.title), lang),
        review: review(&line, lang),
        remarks: remarks.len(),
        others: others.collect(),
        compared: other.as_ref().map(|(number, other)| compared(line.number, &plan, *number, other, words)),
        sections: sections(line.form(), &plan, &remarks, words),
        hash: line.content_hash,
        plan_id: head.id,
        may_see_numbers,
    }
}

fn day(version: &VersionLine) -> jiff::civil::Date {
    thai::date::bangkok_date(version.submitted.at)
}

/// The older version stands before the newer one, whichever page is open.
fn compared(number: u32, plan: &Plan, with: u32, other: &Plan, words: PlanWords) -> Compared {
    let (from, to, old, new) = if with < number { (with, number, other, plan) } else { (number, with, plan, other) };
    let sections = compare(old, new, words);
    Compared { from, to, count: sections.iter().map(|section| section.changes.len()).sum(), sections }
}

fn facts(line: &VersionLine, title: &str, lang: Lang) -> Vec<(&'static str, String)> {
    let t = T(lang);
    let mut facts = vec![
        (PlanWords::new(lang).field(continuity::plan::Field::Title), title.to_owned()),
        (t.column_reference(), line.reference.clone()),
        (t.column_submitted(), lang.moment(line.submitted.at)),
        (t.column_by(), who(&line.submitted, lang)),
    ];
    let approved = match &line.head {
        None => t.head_none().to_owned(),
        Some(head) => {
            let mut words = t.head_approved_by(&head.name, &head.position, lang.date(head.on));
            if !head.document_number.is_empty() {
                words.push_str(&format!(" · {}", t.head_document(&head.document_number)));
            }
            words
        }
    };
    facts.push((t.head_approved(), approved));
    facts
}

/// What the review said, line by line.
fn review(line: &VersionLine, lang: Lang) -> Vec<String> {
    let t = T(lang);
    let mut lines = Vec::new();
    if let Some(act) = &line.returned {
        lines.push(t.review_returned(lang.moment(act.at), &act.by));
        lines.push(t.reason(&act.words));
    }
    if let Some(act) = &line.accepted {
        lines.push(t.review_accepted(lang.moment(act.at), &act.by));
        lines.extend(Some(&act.words).filter(|note| !note.is_empty()).map(|note| t.note(note)));
    }
    if let Some(act) = &line.withdrawn {
        lines.push(t.review_withdrawn(lang.moment(act.at), &act.by));
        lines.push(t.reason(&act.words));
    }
    match line.outcome() {
        Outcome::Waiting => lines.push(t.review_waiting(lang.moment(line.submitted.at))),
        Outcome::Superseded => lines.push(t.review_superseded().to_owned()),
        Outcome::Returned | Outcome::Accepted | Outcome::Withdrawn => {}
    }
    lines
}
