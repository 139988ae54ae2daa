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
    Action, App, Granted, Problem, Visit,
    api::Part,
    conditional,
    form::Errors,
    json::{self, Member},
    once::{Answer, Once},
};

use super::{
    PlanReach,
    commands::{self, From, Replace, Replaced, Start, Started},
    list::{self, Filter},
    personal, store,
};
use crate::{exchange, text::T};

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
    /// Give it as `after` for the next page; null on the last one.
    next: Option<String>,
}

/// A plan to start.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPlan {
    /// Register code.
    #[serde(default)]
    #[schema(value_type = String)]
    organisation: Member<String>,
    /// Buddhist fiscal year, 2500 to 2700.
    #[serde(default)]
    #[schema(value_type = i32)]
    fiscal_year: Member<i32>,
    /// `main`, `scenario`, `it_contingency` or `sector`.
    #[serde(default)]
    #[schema(value_type = String)]
    kind: Member<String>,
    /// `blank`, `last_year`, or the code of a model.
    #[serde(default)]
    #[schema(value_type = String)]
    from: Member<String>,
    /// The usual title when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    title: Member<String>,
}

/// A plan to start whose every value is sound.
struct Wanted {
    organisation: String,
    fiscal_year: i32,
    kind: PlanKind,
    from: From,
    title: Option<String>,
}

impl NewPlan {
    fn checked(self, lang: web::Lang) -> Result<Wanted, Errors> {
        let (t, mut errors) = (T(lang), Errors::new());
        let organisation = self.organisation.needed("organisation", &mut errors, lang);
        let year = self.fiscal_year.needed("fiscal_year", &mut errors, lang);
        let (kind, from) = (self.kind.needed("kind", &mut errors, lang), self.from.needed("from", &mut errors, lang));
        let title = self.title.optional("title", &mut errors, lang);
        let plan_kind = kind.as_deref().and_then(PlanKind::from_code);
        let start = from.as_deref().and_then(From::parse);
        if kind.is_some() && plan_kind.is_none() {
            errors.add("kind", t.kind_needed());
        }
        if from.is_some() && start.is_none() {
            errors.add("from", t.from_needed());
        }
        if year.is_some_and(|year| !FISCAL_YEARS.contains(&year)) {
            errors.add("fiscal_year", t.year_needed(FISCAL_YEARS.start(), FISCAL_YEARS.end()));
        }
        match (organisation, year, plan_kind, start) {
            (Some(organisation), Some(fiscal_year), Some(kind), Some(from)) if errors.is_empty() => Ok(Wanted {
                organisation,
                fiscal_year,
                kind,
                from,
                title: title.as_deref().map(thai::normalise::clean).filter(|title| !title.is_empty()),
            }),
            _ => Err(errors),
        }
    }
}

/// A plan that was started.
#[derive(Debug, Serialize, ToSchema)]
pub struct StartedPlan {
    id: String,
}

/// Lists plans, a page at a time.
#[utoipa::path(get, path = "/api/v1/plans", tag = "plans",
    params(("year" = Option<String>, Query), ("kind" = Option<String>, Query), ("q" = Option<String>, Query),
        ("state" = Option<String>, Query), ("after" = Option<String>, Query, description = "`next` of the page before"),
        ("limit" = Option<u32>, Query, description = "rows, 1 to 200; 50 unless given")),
    responses((status = 200, body = PlanList)))]
pub async fn list(
    granted: Granted,
    State(app): State<App>,
    Query(filter): Query<Filter>,
    Query(part): Query<Part>,
) -> Result<Json<PlanList>, Problem> {
    let size = part.size();
    let reach = PlanReach::of(&granted.actor, &granted.scope);
    let mut rows = app.db.read(move |tx| list::rows(tx, &filter, &reach, size + 1)).await?;
    let more = rows.len() > size;
    rows.truncate(size);
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

/// The draft of a plan. Telephones and e-mail are masked for those who may not see personal data; for the others the
/// look is written down.
#[utoipa::path(get, path = "/api/v1/plans/{id}", tag = "plans",
    params(("id" = String, Path, description = "Id of the plan")),
    responses((status = 200, description = "The plan: an exchange document with the members that only a draft has; ETag names its revision"),
        (status = 404, description = "No such plan, or out of reach")))]
pub async fn get(granted: Granted, State(app): State<App>, Path(id): Path<String>) -> Result<Response, Problem> {
    let reach = PlanReach::of(&granted.actor, &granted.scope);
    let plan = app.db.read(move |tx| store::find(tx, &reach, &id)).await?.ok_or(Problem::NotFound)?;
    let mut document = plan.document;
    if !granted.actor.may(Action::ViewPersonal, &plan.owner.path) {
        document = document.masked();
    } else if document.has_personal() {
        personal::written_down(&app, &granted, &plan.id, &plan.owner, serde_json::json!({"draft": "json"})).await?;
    }
    Ok(([(header::ETAG, conditional::tag(plan.revision))], Json(document)).into_response())
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
    let new = json::read::<NewPlan>(&body, visit.lang)?.checked(visit.lang).map_err(Problem::Invalid)?;
    let (at, id) = (app.clock.now(), db::new_id());
    let command = move |tx: &mut db::Tx<'_>| {
        let Some((organisation_id, _)) = store::organisation_by_code(tx, &new.organisation)? else {
            return Err(Problem::NotFound);
        };
        let start = Start {
            id: id.clone(),
            organisation_id,
            fiscal_year: new.fiscal_year,
            kind: new.kind,
            title: new.title.clone(),
            from: new.from,
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
