//! The head's page: the whole plan in one look, then the two answers: approve and send, or back to the coordinator.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use web::{
    App, Granted, Page, Problem, Visit,
    form::{Errors, Fields},
    render,
};

use super::{
    Refused,
    commands::{self, Act, Approval},
    pages::{Summary, facts, framed, send, summary},
    store,
    text::T,
};
use crate::plan::PlanReach;

#[derive(Template)]
#[template(path = "submission/approval.html")]
struct ApprovalPage {
    page: Page,
    t: T,
    summary: Summary,
    name: String,
    position: String,
    reason: String,
    errors: Errors,
    people: Vec<(String, String, String)>,
}

pub(super) async fn approval(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let account = granted.actor.account_id.clone();
    let position = app.db.read(move |tx| store::last_position(tx, &account)).await?;
    let filled = Filled { position: position.unwrap_or_default(), ..Filled::default() };
    approval_shown(&visit, &granted, &app, &id, filled, Errors::new()).await
}

async fn approval_shown(
    visit: &Visit,
    granted: &Granted,
    app: &App,
    id: &str,
    Filled { position, reason }: Filled,
    errors: Errors,
) -> Result<Response, Problem> {
    let read = facts(app, granted, id).await?;
    let (t, facts) = (T(visit.lang), &read.facts);
    let of_team = facts.plan.document.team.iter().find(|person| person.name.trim() == granted.actor.name.trim());
    let position = match of_team.and_then(|person| person.position.clone()) {
        Some(known) if position.is_empty() && errors.of("approver_position").is_empty() => known,
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
        summary: summary(visit, &read),
        name: granted.actor.name.clone(),
        position,
        reason,
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
        let filled = Filled { position, ..Filled::default() };
        return approval_shown(&visit, &granted, &app, &id, filled, errors).await;
    }
    let approval = Approval {
        name: granted.actor.name.clone(),
        position: position.clone(),
        approved_on: app.clock.today(),
        document_number: String::new(),
        account_id: Some(granted.actor.account_id.clone()),
    };
    match send(&app, &granted, &id, fields.raw("seen"), approval).await {
        Ok(sent) => Ok(Redirect::to(&sent.receipt(&id)).into_response()),
        Err(refused @ (Refused::Rules(_) | Refused::ChangedSince)) => {
            refused.words(visit.lang).into_iter().for_each(|words| errors.add("submit", words));
            let filled = Filled { position, ..Filled::default() };
            approval_shown(&visit, &granted, &app, &id, filled, errors).await
        }
        Err(refused) => Err(refused.problem(visit.lang)),
    }
}

pub(super) async fn head_sends_back(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (reach, now) = (PlanReach::of(&granted.actor, &granted.scope), app.clock.now());
    let (by, plan_id, reason) = (granted.actor.account_id.clone(), id.clone(), fields.text("reason"));
    let why = reason.clone();
    let done = app
        .db
        .write(move |tx| commands::head_sends_back(tx, &reach, &plan_id, &why, &Act { by: &by, now, version_id: "" }));
    match done.await {
        Ok(()) => Ok(Redirect::to(&format!("/plans/{id}?done=sent_back")).into_response()),
        Err(refused @ Refused::Rules(_)) => {
            let mut errors = Errors::new();
            refused.words(visit.lang).into_iter().for_each(|words| errors.add("reason", words));
            approval_shown(&visit, &granted, &app, &id, Filled { reason, ..Filled::default() }, errors).await
        }
        Err(refused) => Err(refused.problem(visit.lang)),
    }
}

/// What was written on the head's page.
#[derive(Default)]
struct Filled {
    position: String,
    reason: String,
}
