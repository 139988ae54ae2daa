//! The check page, and the acts behind its buttons.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use continuity::plan::{Finding, Section, completeness::SectionState};
use web::{
    Action, App, Granted, Page, Problem, Visit,
    form::{Errors, Fields},
    plan_words::PlanWords,
    render,
};

use super::{
    Refused,
    commands::{self, Act, Approval, Facts, Seen},
    form::Typed,
    store,
    text::T,
};
use crate::{
    plan::{PlanReach, PlanRow},
    section,
    text::T as Words,
};

/// One section in the list of answers.
pub(super) struct SectionLine {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) kind: &'static str,
    pub(super) state: String,
}

/// One thing to mend or to know, with the way to its field.
pub(super) struct FindingLine {
    pub(super) href: String,
    pub(super) section: String,
    pub(super) words: String,
}

/// What both pages show of a plan.
pub(super) struct Summary {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) organisation: String,
    pub(super) year: i32,
    pub(super) hash: String,
    pub(super) sections: Vec<SectionLine>,
    pub(super) problems: Vec<FindingLine>,
    pub(super) warnings: Vec<FindingLine>,
    pub(super) refusals: Vec<&'static str>,
    /// Due and closing day in words, and whether it would be late now.
    pub(super) due: Option<(String, String, bool)>,
    pub(super) figures: Vec<(String, &'static str)>,
    pub(super) asked: Option<(String, String)>,
    /// That the head asked for changes, and why.
    pub(super) sent_back: Option<(String, String)>,
    /// Reference of the version that waits for review, and its receipt.
    pub(super) waits: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "submission/check.html")]
struct Check {
    page: Page,
    t: T,
    summary: Summary,
    typed: Typed,
    errors: Errors,
    can_ask: bool,
    is_head: bool,
    /// The organisation has a head with an account.
    has_head: bool,
    /// What was understood of the day of approval, when it could be read.
    understood: String,
    /// The page of the organisation, where a supervisor invites people.
    organisation_href: String,
}

#[derive(Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    done: String,
}

pub(super) async fn check(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let mut body = checked(&visit, &granted, &app, &id, Typed::default(), Errors::new()).await?;
    if asked.done == "asked" && body.summary.asked.is_some() {
        body.page = body.page.with_notice("ok", body.t.done_asked());
    }
    Ok(render(&body)?.into_response())
}

/// What the pages are made from.
pub(super) struct Read {
    pub(super) facts: Facts,
    asked: Option<(jiff::Timestamp, String)>,
    sent_back: Option<(String, jiff::Timestamp, String)>,
    has_head: bool,
}

pub(super) async fn facts(app: &App, granted: &Granted, id: &str) -> Result<Read, Problem> {
    let (reach, id, now) = (PlanReach::of(&granted.actor, &granted.scope), id.to_owned(), app.clock.now());
    let read = app.db.read(move |tx| {
        let Some(facts) = Facts::read(tx, &reach, &id, now)? else { return Err(Problem::NotFound) };
        let has_head = store::has_head(tx, &facts.plan.owner.id)?;
        Ok(Read { asked: store::asked(tx, &id)?, sent_back: store::head_return(tx, &id)?, has_head, facts })
    });
    read.await
}

async fn shown(
    visit: &Visit,
    granted: &Granted,
    app: &App,
    id: String,
    typed: Typed,
    errors: Errors,
) -> Result<Response, Problem> {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = checked(visit, granted, app, &id, typed, errors).await?;
    Ok((status, render(&body)?).into_response())
}

async fn checked(
    visit: &Visit,
    granted: &Granted,
    app: &App,
    id: &str,
    typed: Typed,
    errors: Errors,
) -> Result<Check, Problem> {
    let read = facts(app, granted, id).await?;
    let (t, plan) = (T(visit.lang), &read.facts.plan);
    let may = |action| granted.actor.may(action, &plan.owner.path);
    let mut page = framed(visit, plan, t.check_title());
    page.error_title = !errors.is_empty();
    let day = thai::date::parse_date(&typed.approved_on).ok();
    Ok(Check {
        page,
        t,
        can_ask: may(Action::EditPlan),
        is_head: may(Action::ApprovePlan),
        has_head: read.has_head,
        understood: day.map(|parsed| visit.lang.date(parsed.date)).unwrap_or_default(),
        organisation_href: format!("/organisations/{}", section::encoded(&plan.owner.code)),
        summary: summary(visit, &read),
        typed,
        errors,
    })
}

pub(super) fn framed(visit: &Visit, plan: &PlanRow, title: &str) -> Page {
    let t = Words(visit.lang);
    let name = visit.lang.name(&plan.owner.name_th, &plan.owner.name_en).to_owned();
    visit.page(title).crumb("/plans", t.plans()).crumb(format!("/plans/{}", plan.id), name).at(title)
}

pub(super) fn summary(visit: &Visit, read: &Read) -> Summary {
    let facts = &read.facts;
    let (lang, plan) = (visit.lang, &facts.plan);
    let (words, own) = (PlanWords::new(lang), T(lang));
    let href = |section: Section| format!("/plans/{}/sections/{}", plan.id, section.code());
    let name = |section: Section| section::title(section, plan.form(), words);
    let line = |finding: &Finding| FindingLine {
        href: section::address_of(plan, finding.section, &finding.place),
        section: name(finding.section),
        words: words.issue(&finding.what),
    };
    let mut problems: Vec<FindingLine> = facts
        .checked
        .gate
        .blank
        .iter()
        .map(|blank| FindingLine { href: href(*blank), section: name(*blank), words: own.section_blank().to_owned() })
        .collect();
    problems.extend(facts.checked.gate.problems.iter().map(line));
    problems.extend(facts.checked.unread.iter().map(|(section, unread)| FindingLine {
        href: format!("{}#f-{}", href(*section), unread.field),
        section: name(*section),
        words: own.value_unread(&unread.value),
    }));
    let warnings = facts.checked.findings.iter().filter(|finding| !finding.is_problem()).map(line).collect();
    let sections = facts
        .checked
        .states
        .iter()
        .map(|(section, state)| SectionLine {
            href: href(*section),
            name: name(*section),
            kind: state_kind(*state),
            state: state_words(visit, *state, facts.checked.count_in(*section)),
        })
        .collect();
    let today = thai::date::bangkok_date;
    let due = facts.dates.dates.map(|dates| {
        let late = facts.dates.window == continuity::round::Window::Late;
        (lang.date(dates.due), lang.date(dates.closes), late)
    });
    let document = &plan.document;
    Summary {
        id: plan.id.clone(),
        title: words.text(&document.title).to_owned(),
        organisation: lang.name(&plan.owner.name_th, &plan.owner.name_en).to_owned(),
        year: plan.fiscal_year,
        hash: plan.content_hash.clone(),
        sections,
        problems,
        warnings,
        refusals: facts.refusals(true).into_iter().map(|refusal| super::refused::words(own, refusal)).collect(),
        due,
        figures: vec![
            (lang.number(document.processes.len()), own.figure_processes()),
            (shortest(visit, document), own.figure_shortest()),
            (lang.number(document.hazards.len()), own.figure_hazards()),
            (lang.number(document.team.len()), own.figure_people()),
        ],
        asked: read.asked.as_ref().map(|(at, by)| (lang.date(today(*at)), by.clone())),
        waits: facts.latest.as_ref().filter(|_| facts.standing.awaits_review()).map(|version| {
            (version.reference.clone(), format!("/plans/{}/versions/{}/receipt", plan.id, version.number))
        }),
        sent_back: read
            .sent_back
            .as_ref()
            .map(|(who, at, reason)| (own.head_sent_back(who, lang.date(today(*at))), reason.clone())),
    }
}

fn shortest(visit: &Visit, document: &continuity::plan::Plan) -> String {
    let shortest = document.processes.iter().filter_map(|process| process.rto).min();
    shortest.map_or_else(|| "–".to_owned(), |rto| visit.lang.duration(rto))
}

fn state_kind(state: SectionState) -> &'static str {
    match state {
        SectionState::Complete => "ok",
        SectionState::InProgress => "go",
        SectionState::HasProblem => "bad",
        SectionState::Blank | SectionState::Optional | SectionState::NotApplicable => "off",
    }
}

fn state_words(visit: &Visit, state: SectionState, problems: usize) -> String {
    let t = web::text::T(visit.lang);
    match state {
        SectionState::Complete => t.status_complete().into(),
        SectionState::InProgress => t.status_in_progress().into(),
        SectionState::HasProblem => t.status_has_problem(problems),
        SectionState::Blank => t.status_not_started().into(),
        SectionState::NotApplicable => t.status_not_applicable().into(),
        SectionState::Optional => Words(visit.lang).section_optional().into(),
    }
}

pub(super) async fn submit(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let typed = Typed::of(&fields);
    let approval = match typed.read(visit.lang, app.clock.today()) {
        Ok(approval) => approval,
        Err(errors) => return shown(&visit, &granted, &app, id, typed, errors).await,
    };
    match send(&app, &granted, &id, fields.raw("seen"), approval).await {
        Ok(sent) => Ok(Redirect::to(&sent.receipt(&id)).into_response()),
        Err(refused @ Refused::ApprovedBefore(_)) => {
            let mut errors = Errors::new();
            refused.words(visit.lang).into_iter().for_each(|words| errors.add("approved_on", words));
            shown(&visit, &granted, &app, id, typed, errors).await
        }
        Err(refused @ (Refused::Rules(_) | Refused::ChangedSince | Refused::Revision(_))) => {
            let mut errors = Errors::new();
            refused.words(visit.lang).into_iter().for_each(|words| errors.add("submit", words));
            shown(&visit, &granted, &app, id, typed, errors).await
        }
        Err(refused) => Err(refused.problem(visit.lang)),
    }
}

/// What was sent, or had been sent before.
pub(super) struct Sent {
    number: u32,
    again: bool,
}

impl Sent {
    pub(super) fn receipt(&self, id: &str) -> String {
        format!("/plans/{id}/versions/{}/receipt{}", self.number, if self.again { "?again=1" } else { "" })
    }
}

pub(super) async fn send(
    app: &App,
    granted: &Granted,
    id: &str,
    seen: &str,
    approval: Approval,
) -> Result<Sent, Refused> {
    let reach = PlanReach::of(&granted.actor, &granted.scope);
    let (by, id, seen) = (granted.actor.account_id.clone(), id.to_owned(), Seen::Content(seen.to_owned()));
    let (now, version_id) = (app.clock.now(), db::new_id());
    let new = version_id.clone();
    let version = app.db.write(move |tx| {
        commands::submit(tx, &reach, &id, &seen, &approval, &Act { by: &by, now, version_id: &version_id })
    });
    let version = version.await?;
    Ok(Sent { number: version.number, again: version.id != new })
}

pub(super) async fn ask_head(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (reach, now) = (PlanReach::of(&granted.actor, &granted.scope), app.clock.now());
    let (by, asked) = (granted.actor.account_id.clone(), id.clone());
    let done = app.db.write(move |tx| commands::ask_head(tx, &reach, &asked, &Act { by: &by, now, version_id: "" }));
    done.await.map_err(|refused| refused.problem(visit.lang))?;
    Ok(Redirect::to(&format!("/plans/{id}/check?done=asked")).into_response())
}

pub(super) async fn withdraw(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (reach, now) = (PlanReach::of(&granted.actor, &granted.scope), app.clock.now());
    let (by, plan_id, reason) = (granted.actor.account_id.clone(), id.clone(), fields.text("reason"));
    let number: u32 = fields.raw("version").parse().map_err(|_| Problem::BadRequest("version".into()))?;
    let done = app.db.write(move |tx| {
        commands::withdraw(tx, &reach, &plan_id, number, &reason, &Act { by: &by, now, version_id: "" })
    });
    match done.await {
        Ok(()) => Ok(Redirect::to(&format!("/plans/{id}?done=withdrawn")).into_response()),
        Err(Refused::Rules(_)) if fields.text("reason").is_empty() => {
            Ok(Redirect::to(&format!("/plans/{id}/versions/{number}/receipt?reason=missing#withdraw")).into_response())
        }
        Err(refused) => Err(refused.problem(visit.lang)),
    }
}
