//! The review queue and its decisions for programs: the same commands as the pages.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{
    Action, App, Granted, Problem, Visit,
    api::Part,
    json,
    once::{Answer, Once},
};

use super::{
    commands,
    store::{self, Waiting},
    waiting,
};
use crate::listing::Filters;

/// What is documented here.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(list, send_back, approve),
    components(schemas(ReviewList, ReviewBody, ReasonBody, ReturnBody, ApprovalBody))
)]
pub struct Documentation;

/// A part of the queue.
#[derive(Serialize, ToSchema)]
pub struct ReviewList {
    /// The versions, the longest waiting first.
    items: Vec<ReviewBody>,
    /// Where the next part begins; null at the end.
    next: Option<String>,
}

/// One version that waits for review.
#[derive(Serialize, ToSchema)]
pub struct ReviewBody {
    version_id: String,
    plan_id: String,
    reference: String,
    /// Register code of the organisation.
    organisation: String,
    fiscal_year: i32,
    kind: String,
    version: i64,
    submitted_at: String,
    days_waiting: u32,
    /// `high`, `medium`, `low` or `routine`.
    risk: &'static str,
    score: u32,
    reasons: Vec<ReasonBody>,
    /// Differences from the version compared with; null without one.
    changes: Option<i64>,
    unchanged_renewal: bool,
    may_return: bool,
    may_approve: bool,
}

/// One reason to look, with its data and points.
#[derive(Serialize, ToSchema)]
pub struct ReasonBody {
    /// The reason as an object with its code under `reason`.
    #[schema(value_type = Object)]
    reason: serde_json::Value,
    points: u32,
}

/// A return.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnBody {
    /// Why; what the agency reads.
    reason: String,
}

/// An acceptance.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovalBody {
    /// A note to the agency.
    #[serde(default)]
    note: String,
}

impl ReviewBody {
    fn of(row: Waiting, actor: &web::Actor, today: jiff::civil::Date) -> Option<Self> {
        let (facts, verdict) = waiting::judged(&row.facts, row.submitted_day, today)?;
        let may = commands::reviewer(actor, &row.path);
        let may = may.may_review && !may.own_organisation;
        let reason = |(reason, points): &(continuity::review::Reason, u32)| ReasonBody {
            reason: serde_json::to_value(reason).unwrap_or_default(),
            points: *points,
        };
        Some(ReviewBody {
            version_id: row.version_id,
            plan_id: row.plan_id,
            reference: row.reference,
            organisation: row.code,
            fiscal_year: row.fiscal_year,
            kind: row.kind,
            version: row.number,
            submitted_at: row.submitted_at,
            days_waiting: facts.days_waiting,
            risk: verdict.class.code(),
            score: verdict.score,
            reasons: verdict.reasons.iter().map(reason).collect(),
            changes: row.changes,
            unchanged_renewal: facts.unchanged_renewal,
            may_return: may,
            may_approve: may,
        })
    }
}

/// The versions that wait for review within reach, the longest waiting first.
#[utoipa::path(get, path = "/api/v1/reviews", tag = "reviews",
    params(("year" = Option<String>, Query), ("ministry" = Option<String>, Query), ("province" = Option<String>, Query),
        ("kind" = Option<String>, Query), ("risk" = Option<String>, Query), ("after" = Option<String>, Query, description = "`next` of the page before"),
        ("limit" = Option<u32>, Query, description = "rows, 1 to 200; 50 unless given")),
    responses((status = 200, body = ReviewList)))]
pub(super) async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(filters): Query<Filters>,
    Query(part): Query<Part>,
) -> Result<Json<ReviewList>, Problem> {
    let (today, size) = (app.clock.today(), part.size());
    let cleared = granted.actor.scope(Action::ViewClassified);
    let mut condition = store::queue_where(&filters, &granted.scope, cleared.as_ref(), today);
    if let Some((at, id)) = part.after.split_once('~') {
        condition.after("w.submitted_at", "w.version_id", at, id);
    } else if !part.after.is_empty() {
        return Err(web::api::no_cursor(visit.lang));
    }
    let found = app.db.read(move |tx| store::queue(tx, &condition, "waiting", (0, size as u64 + 1), today)).await?;
    let more = found.len() > size;
    let last = found.get(size - 1).filter(|_| more).map(|row| format!("{}~{}", row.submitted_at, row.version_id));
    let items = found.into_iter().take(size).filter_map(|row| ReviewBody::of(row, &granted.actor, today)).collect();
    Ok(Json(ReviewList { items, next: last }))
}

/// Returns a version with a reason.
#[utoipa::path(post, path = "/api/v1/reviews/{version}/return", tag = "reviews", request_body = ReturnBody,
    params(("version" = String, Path)),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn send_back(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(version): Path<String>,
    once: Once,
    bytes: Bytes,
) -> Result<Answer, Problem> {
    let ReturnBody { reason } = json::read(&bytes, visit.lang)?;
    let reason = thai::normalise::clean(&reason);
    let (actor, now) = (granted.actor, app.clock.now());
    let command =
        move |tx: &mut db::Tx<'_>| commands::send_back(tx, &version, &reason, &actor, now).map(|_| Answer::done());
    once.write(&app, command, |refused| refused.problem(visit.lang)).await
}

/// Accepts a version.
#[utoipa::path(post, path = "/api/v1/reviews/{version}/approval", tag = "reviews", request_body = ApprovalBody,
    params(("version" = String, Path)),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
pub(super) async fn approve(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(version): Path<String>,
    once: Once,
    bytes: Bytes,
) -> Result<Answer, Problem> {
    let ApprovalBody { note } =
        if bytes.is_empty() { ApprovalBody { note: String::new() } } else { json::read(&bytes, visit.lang)? };
    let note = thai::normalise::clean(&note);
    let (actor, now) = (granted.actor, app.clock.now());
    let command =
        move |tx: &mut db::Tx<'_>| commands::approve(tx, &version, &note, false, &actor, now).map(|_| Answer::done());
    once.write(&app, command, |refused| refused.problem(visit.lang)).await
}
