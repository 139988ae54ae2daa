//! The check page, the head's page, and the acts behind their buttons.

use askama::Template;
use axum::{
    extract::{Path, State},
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
struct SectionLine {
    href: String,
    name: String,
    kind: &'static str,
    state: String,
}

/// One thing to mend or to know, with the way to its field.
struct FindingLine {
    href: String,
    section: String,
    words: String,
}

/// What both pages show of a plan.
struct Summary {
    id: String,
    title: String,
    organisation: String,
    year: i32,
    hash: String,
    sections: Vec<SectionLine>,
    problems: Vec<FindingLine>,
    warnings: Vec<FindingLine>,
    refusals: Vec<&'static str>,
    /// Due and closing day in words, and whether it would be late now.
    due: Option<(String, String, bool)>,
    figures: Vec<(String, &'static str)>,
    asked: Option<(String, String)>,
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
}

#[derive(Template)]
#[template(path = "submission/approval.html")]
struct ApprovalPage {
    page: Page,
    t: T,
    summary: Summary,
    name: String,
    position: String,
    errors: Errors,
    people: Vec<(String, String, String)>,
}

pub(super) async fn check(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    shown(&visit, &granted, &app, id, Typed::default(), Errors::new()).await
}

async fn facts(app: &App, granted: &Granted, id: &str) -> Result<(Facts, Option<(jiff::Timestamp, String)>), Problem> {
    let (reach, id, now) = (PlanReach::of(&granted.actor, &granted.scope), id.to_owned(), app.clock.now());
    let read = app.db.read(move |tx| {
        let facts = Facts::read(tx, &reach, &id, now)?;
        Ok::<_, db::Error>((facts, store::asked(tx, &id)?))
    });
    let (facts, asked) = read.await?;
    Ok((facts.ok_or(Problem::NotFound)?, asked))
}

async fn shown(
    visit: &Visit,
    granted: &Granted,
    app: &App,
    id: String,
    typed: Typed,
    errors: Errors,
) -> Result<Response, Problem> {
    let (facts, asked) = facts(app, granted, &id).await?;
    let t = T(visit.lang);
    let may = |action| granted.actor.may(action, &facts.plan.owner.path);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut page = framed(visit, &facts.plan, t.check_title());
    page.error_title = !errors.is_empty();
    let body = Check {
        page,
        t,
        can_ask: may(Action::EditPlan),
        is_head: may(Action::ApprovePlan),
        summary: summary(visit, &facts, asked),
        typed,
        errors,
    };
    Ok((status, render(&body)?).into_response())
}

fn framed(visit: &Visit, plan: &PlanRow, title: &str) -> Page {
    let t = Words(visit.lang);
    let name = visit.lang.name(&plan.owner.name_th, &plan.owner.name_en).to_owned();
    visit.page(title).crumb("/plans", t.plans()).crumb(format!("/plans/{}", plan.id), name).at(title)
}

fn summary(visit: &Visit, facts: &Facts, asked: Option<(jiff::Timestamp, String)>) -> Summary {
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
        asked: asked.map(|(at, by)| (lang.date(today(at)), by)),
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
        Ok(number) => Ok(Redirect::to(&format!("/plans/{id}/versions/{number}/receipt")).into_response()),
        Err(refused @ (Refused::Rules(_) | Refused::ChangedSince | Refused::Revision(_))) => {
            let mut errors = Errors::new();
            refused.words(visit.lang).into_iter().for_each(|words| errors.add("submit", words));
            shown(&visit, &granted, &app, id, typed, errors).await
        }
        Err(refused) => Err(refused.problem(visit.lang)),
    }
}

async fn send(app: &App, granted: &Granted, id: &str, seen: &str, approval: Approval) -> Result<u32, Refused> {
    let reach = PlanReach::of(&granted.actor, &granted.scope);
    let (by, id, seen) = (granted.actor.account_id.clone(), id.to_owned(), Seen::Content(seen.to_owned()));
    let (now, version_id) = (app.clock.now(), db::new_id());
    let version = app.db.write(move |tx| {
        commands::submit(tx, &reach, &id, &seen, &approval, &Act { by: &by, now, version_id: &version_id })
    });
    Ok(version.await?.number)
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
    Ok(Redirect::to(&format!("/plans/{id}/check")).into_response())
}

pub(super) async fn approval(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let account = granted.actor.account_id.clone();
    let position = app.db.read(move |tx| store::last_position(tx, &account)).await?;
    approval_shown(&visit, &granted, &app, &id, position.unwrap_or_default(), Errors::new()).await
}

async fn approval_shown(
    visit: &Visit,
    granted: &Granted,
    app: &App,
    id: &str,
    position: String,
    errors: Errors,
) -> Result<Response, Problem> {
    let (facts, asked) = facts(app, granted, id).await?;
    let t = T(visit.lang);
    let of_team = facts.plan.document.team.iter().find(|person| person.name.trim() == granted.actor.name.trim());
    let position = match of_team.and_then(|person| person.position.clone()) {
        Some(known) if position.is_empty() && errors.is_empty() => known,
        _ => position,
    };
    let people = facts.plan.document.team.iter().take(12).map(|person| {
        let role = visit.lang.label(reference::List::team_roles(), person.role.code()).to_owned();
        (person.name.clone(), role, person.position.clone().unwrap_or_default())
    });
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut page = framed(visit, &facts.plan, t.approval_title());
    page.error_title = !errors.is_empty();
    let body = ApprovalPage {
        page,
        t,
        people: people.collect(),
        summary: summary(visit, &facts, asked),
        name: granted.actor.name.clone(),
        position,
        errors,
    };
    Ok((status, render(&body)?).into_response())
}

pub(super) async fn approve(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let position = fields.text("approver_position");
    let mut errors = Errors::new();
    if position.is_empty() || position.chars().count() > 200 {
        errors.add("approver_position", T(visit.lang).needed());
        return approval_shown(&visit, &granted, &app, &id, position, errors).await;
    }
    let approval = Approval {
        name: granted.actor.name.clone(),
        position: position.clone(),
        approved_on: app.clock.today(),
        document_number: String::new(),
        account_id: Some(granted.actor.account_id.clone()),
    };
    match send(&app, &granted, &id, fields.raw("seen"), approval).await {
        Ok(number) => Ok(Redirect::to(&format!("/plans/{id}/versions/{number}/receipt")).into_response()),
        Err(refused @ (Refused::Rules(_) | Refused::ChangedSince)) => {
            refused.words(visit.lang).into_iter().for_each(|words| errors.add("submit", words));
            approval_shown(&visit, &granted, &app, &id, position, errors).await
        }
        Err(refused) => Err(refused.problem(visit.lang)),
    }
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
        Ok(()) => Ok(Redirect::to(&format!("/plans/{id}")).into_response()),
        Err(Refused::Rules(_)) if fields.text("reason").is_empty() => {
            Ok(Redirect::to(&format!("/plans/{id}/versions/{number}/receipt?reason=missing#withdraw")).into_response())
        }
        Err(refused) => Err(refused.problem(visit.lang)),
    }
}
