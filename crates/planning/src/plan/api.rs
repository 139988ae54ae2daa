//! Plans for programs: the list, a whole draft with its tag, starting one. The same commands as the pages.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use continuity::plan::PlanKind;
use serde::{Deserialize, Serialize};
use thai::date::FISCAL_YEARS;
use utoipa::ToSchema;
use web::{
    Action, App, Granted, Problem, Visit, conditional,
    form::Errors,
    once::{Answer, Once},
};

use super::{
    PlanReach, PlanRow,
    commands::{self, From, Replace, Replaced, Start, Started},
    list::{self, Filter},
    store,
};
use crate::{exchange, section, text::T};

/// A plan in the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Summary {
    id: String,
    organisation: String,
    fiscal_year: i32,
    kind: &'static str,
    title: String,
    classification: &'static str,
    /// `drafting`, `submitted`, `returned` or `approved`.
    state: String,
    version: Option<i64>,
    reference: Option<String>,
    submitted_at: Option<String>,
    saved_at: String,
}

/// A page of the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanList {
    items: Vec<Summary>,
    /// Give it as `after` for the next page; absent on the last one.
    next: Option<String>,
}

/// A plan to start.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPlan {
    /// Register code.
    organisation: String,
    /// Buddhist fiscal year, 2500 to 2700.
    fiscal_year: i32,
    /// `main`, `scenario`, `it_contingency` or `sector`.
    kind: String,
    /// `blank`, `last_year`, or the code of a model.
    from: String,
    /// The usual title when absent.
    #[serde(default)]
    title: Option<String>,
}

/// A plan that was started.
#[derive(Debug, Serialize, ToSchema)]
pub struct StartedPlan {
    id: String,
}

/// Lists plans, 50 at a time.
#[utoipa::path(get, path = "/api/v1/plans", tag = "plans",
    params(("year" = Option<String>, Query), ("kind" = Option<String>, Query), ("q" = Option<String>, Query),
        ("state" = Option<String>, Query), ("after" = Option<String>, Query, description = "cursor of the page before")),
    responses((status = 200, body = PlanList)))]
pub async fn list(
    granted: Granted,
    State(app): State<App>,
    Query(filter): Query<Filter>,
) -> Result<Json<PlanList>, Problem> {
    let reach = PlanReach::of(&granted.actor, &granted.scope);
    let mut rows = app.db.read(move |tx| list::rows(tx, &filter, &reach, list::PAGE + 1)).await?;
    let more = rows.len() > list::PAGE;
    rows.truncate(list::PAGE);
    let next = rows.last().filter(|_| more).map(|last| last.cursor.clone());
    let summary = |line: list::Line| Summary {
        id: line.id,
        organisation: line.code,
        fiscal_year: line.fiscal_year,
        kind: line.kind.code(),
        title: line.title,
        classification: line.classification.code(),
        state: line.state,
        version: line.version,
        reference: line.reference,
        submitted_at: line.submitted_at,
        saved_at: line.saved_at,
    };
    Ok(Json(PlanList { items: rows.into_iter().map(summary).collect(), next }))
}

/// The draft of a plan. Telephones and e-mail are masked for those who may not see personal data.
#[utoipa::path(get, path = "/api/v1/plans/{id}", tag = "plans",
    params(("id" = String, Path, description = "Id of the plan")),
    responses((status = 200, description = "The plan: an exchange document with the members that only a draft has; ETag names its revision"),
        (status = 404, description = "No such plan, or out of reach")))]
pub async fn get(granted: Granted, State(app): State<App>, Path(id): Path<String>) -> Result<Response, Problem> {
    let reach = PlanReach::of(&granted.actor, &granted.scope);
    let plan = app.db.read(move |tx| store::find(tx, &reach, &id)).await?.ok_or(Problem::NotFound)?;
    let masked = !granted.actor.may(Action::ViewPersonal, &plan.owner.path);
    let tag = conditional::tag(plan.revision);
    Ok(([(header::ETAG, tag)], Json(shown(plan, masked))).into_response())
}

fn shown(plan: PlanRow, masked: bool) -> continuity::plan::Plan {
    let mut document = plan.document;
    if masked {
        for member in &mut document.team {
            member.phone = member.phone.as_deref().map(section::mask);
            member.email = member.email.as_deref().map(section::mask);
        }
    }
    document
}

/// Replaces the whole draft. Needs If-Match with the ETag that was read.
#[utoipa::path(put, path = "/api/v1/plans/{id}", tag = "plans",
    params(("id" = String, Path, description = "Id of the plan")),
    request_body(content = String, description = "The plan as GET gives it", content_type = "application/json"),
    responses((status = 204, description = "Replaced; ETag names the new revision"),
        (status = 409, description = "A version waits for review"), (status = 412, description = "Somebody saved in between"),
        (status = 422, description = "Every violation with its place"), (status = 428, description = "If-Match is missing")))]
pub async fn put(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let t = T(visit.lang);
    let revision = conditional::if_match(&headers)?;
    let plan = exchange::parse_draft(&body).map_err(|violations| invalid(&violations, t))?;
    let replace = Replace {
        id,
        revision,
        plan,
        at: app.clock.now(),
        reach: PlanReach::of(&granted.actor, &granted.scope),
        actor: granted.actor,
    };
    match app.db.write(move |tx| commands::replace(tx, &replace)).await? {
        Replaced::Done(revision) => {
            Ok((StatusCode::NO_CONTENT, [(header::ETAG, conditional::tag(revision))]).into_response())
        }
        Replaced::Changed(revision) => Err(Problem::Changed(conditional::tag(revision))),
        Replaced::Locked => Err(Problem::Conflict(t.plan_locked().into())),
        Replaced::OtherPlan => Err(refused("organisation", t.other_plan())),
    }
}

fn invalid(violations: &[exchange::Violation], t: T) -> Problem {
    let mut errors = Errors::new();
    for violation in violations {
        errors.add(violation.field.clone(), violation.words(t));
    }
    Problem::Invalid(errors)
}

fn refused(field: &str, words: impl Into<String>) -> Problem {
    let mut errors = Errors::new();
    errors.add(field, words);
    Problem::Invalid(errors)
}

/// Starts a plan.
#[utoipa::path(post, path = "/api/v1/plans", tag = "plans", request_body = NewPlan,
    responses((status = 201, body = StartedPlan), (status = 404, description = "No such organisation, or out of reach"),
        (status = 409, description = "The organisation has this plan"),
        (status = 422, description = "Values that are refused, field by field")))]
pub async fn start(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    once: Once,
    body: Bytes,
) -> Result<Answer, Problem> {
    let t = T(visit.lang);
    let new: NewPlan = serde_json::from_slice(&body).map_err(|problem| Problem::BadRequest(problem.to_string()))?;
    let kind = PlanKind::from_code(&new.kind).ok_or_else(|| refused("kind", t.kind_needed()))?;
    let from = From::parse(&new.from).ok_or_else(|| refused("from", t.from_needed()))?;
    if !FISCAL_YEARS.contains(&new.fiscal_year) {
        return Err(refused("fiscal_year", t.year_needed(FISCAL_YEARS.start(), FISCAL_YEARS.end())));
    }
    let (at, id) = (app.clock.now(), db::new_id());
    let command = move |tx: &mut db::Tx<'_>| {
        let Some((organisation_id, _)) = store::organisation_by_code(tx, &new.organisation)? else {
            return Err(Problem::NotFound);
        };
        let start = Start {
            id: id.clone(),
            organisation_id,
            fiscal_year: new.fiscal_year,
            kind,
            title: new.title.as_deref().map(thai::normalise::clean).filter(|title| !title.is_empty()),
            from,
            at,
            actor: granted.actor.clone(),
            scope: granted.scope.clone(),
        };
        match commands::start(tx, &start)? {
            Started::New(id) => Ok(Answer::created(format!("/api/v1/plans/{id}"), &StartedPlan { id })),
            Started::There(id) => Err(Problem::Conflict(t.plan_there_api(id))),
            Started::NothingBefore => Err(refused("from", t.nothing_before())),
        }
    };
    once.write(&app, command, |problem| problem).await
}

/// What this slice adds to the OpenAPI document.
#[derive(utoipa::OpenApi)]
#[openapi(paths(list, get, put, start), components(schemas(Summary, PlanList, NewPlan, StartedPlan)))]
pub struct Document;
