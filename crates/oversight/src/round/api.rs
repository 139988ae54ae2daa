//! Rounds for programs: the same commands and queries as the pages.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{
    App, Granted, Problem, Visit,
    api::Part,
    json,
    once::{Answer, Once},
};

use super::{
    Roster, commands, extensions as granting,
    pages::round_of,
    store::{self, Counts, Round},
};
use crate::listing::Filters;

/// What is documented here.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(list, open, show, extensions, grant, revoke),
    components(schemas(
        RoundList,
        ExtensionList,
        RoundBody,
        CountsBody,
        OpenBody,
        OpenedBody,
        ExtensionBody,
        GrantBody,
        GrantedBody
    ))
)]
pub struct Documentation;

/// A round.
#[derive(Serialize, ToSchema)]
pub struct RoundBody {
    /// Buddhist fiscal year.
    fiscal_year: i32,
    /// Last day on time, ISO 8601.
    due: String,
    /// Last day taken.
    closes: String,
    /// When it was opened, RFC 3339.
    opened_at: String,
    /// What an edit must name.
    revision: i64,
    /// Where the organisations within reach stand.
    counts: CountsBody,
}

/// How many organisations within reach stand where, now.
#[derive(Serialize, ToSchema)]
pub struct CountsBody {
    roster: i64,
    not_started: i64,
    drafting: i64,
    /// Count as having submitted, whatever became of it.
    submitted: i64,
    /// Of these, waiting for review.
    waiting: i64,
    returned: i64,
    approved: i64,
    on_time: i64,
    extensions: i64,
}

impl RoundBody {
    fn of(round: &Round, counts: &Counts) -> Self {
        RoundBody {
            fiscal_year: round.fiscal_year,
            due: round.due_on.to_string(),
            closes: round.closes_on.to_string(),
            opened_at: round.opened_at.clone(),
            revision: round.revision,
            counts: CountsBody {
                roster: counts.roster,
                not_started: counts.not_started(),
                drafting: counts.drafting,
                submitted: counts.sent,
                waiting: counts.waiting,
                returned: counts.returned,
                approved: counts.approved,
                on_time: counts.on_time,
                extensions: counts.extensions,
            },
        }
    }
}

/// A round to be opened.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenBody {
    /// Buddhist fiscal year.
    fiscal_year: i32,
    /// Last day on time, ISO 8601 Gregorian.
    #[schema(value_type = String, format = Date)]
    due: jiff::civil::Date,
    /// Last day taken.
    #[schema(value_type = String, format = Date)]
    closes: jiff::civil::Date,
    /// Register codes of the roster; absent for every obliged organisation.
    #[serde(default)]
    roster: Option<Vec<String>>,
}

/// A round that was opened.
#[derive(Serialize, ToSchema)]
pub struct OpenedBody {
    /// Its id.
    round_id: String,
    /// Organisations on its roster.
    roster: u64,
}

/// An extension.
#[derive(Serialize, ToSchema)]
pub struct ExtensionBody {
    id: String,
    /// Register code of the organisation.
    organisation: String,
    /// The day it is due.
    due: String,
    reason: String,
    granted_at: String,
    revoked_at: Option<String>,
}

/// Extensions to be granted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantBody {
    /// Register codes.
    organisations: Vec<String>,
    /// The new due day.
    #[schema(value_type = String, format = Date)]
    due: jiff::civil::Date,
    reason: String,
}

/// Extensions that were granted.
#[derive(Serialize, ToSchema)]
pub struct GrantedBody {
    /// Their ids, in the order of the organisations.
    extensions: Vec<String>,
}

/// A part of the rounds.
#[derive(Serialize, ToSchema)]
pub struct RoundList {
    /// The newest first.
    items: Vec<RoundBody>,
    /// Give it as `after` for the next page; null on the last one.
    next: Option<String>,
}

/// A part of a round's extensions.
#[derive(Serialize, ToSchema)]
pub struct ExtensionList {
    /// Those in force first.
    items: Vec<ExtensionBody>,
    /// Give it as `after` for the next page; null on the last one.
    next: Option<String>,
}

/// The rounds, the newest first, a page at a time.
#[utoipa::path(get, path = "/api/v1/rounds", tag = "rounds",
    params(("after" = Option<String>, Query, description = "`next` of the page before"),
        ("limit" = Option<u32>, Query, description = "rows, 1 to 200; 50 unless given")),
    responses((status = 200, body = RoundList)))]
pub(super) async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(part): Query<Part>,
) -> Result<Json<RoundList>, Problem> {
    let before = match part.after.as_str() {
        "" => i32::MAX,
        year => year.parse().map_err(|_| web::api::no_cursor(visit.lang))?,
    };
    let size = part.size();
    let (scope, today) = (granted.scope, app.clock.today());
    let items = app
        .db
        .read(move |tx| {
            let mut bodies = Vec::new();
            let rounds = store::all(tx)?;
            for round in rounds.into_iter().filter(|round| round.fiscal_year < before).take(size + 1) {
                bodies.push(RoundBody::of(&round, &store::counts(tx, &round, &scope, today)?));
            }
            Ok::<_, db::Error>(bodies)
        })
        .await?;
    let (items, more) = paged(items, size);
    let next = items.last().filter(|_| more).map(|last| last.fiscal_year.to_string());
    Ok(Json(RoundList { items, next }))
}

/// A page of what was read with one row more, and whether there is more.
fn paged<T>(mut items: Vec<T>, size: usize) -> (Vec<T>, bool) {
    let more = items.len() > size;
    items.truncate(size);
    (items, more)
}

/// Opens a round and freezes its roster.
#[utoipa::path(post, path = "/api/v1/rounds", tag = "rounds", request_body = OpenBody,
    responses((status = 201, body = OpenedBody), (status = 409), (status = 422)))]
pub(super) async fn open(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    once: Once,
    bytes: Bytes,
) -> Result<Answer, Problem> {
    let OpenBody { fiscal_year, due, closes, roster } = json::read(&bytes, visit.lang)?;
    let roster = roster.map_or(Roster::Obliged, |codes| Roster::Codes((1..).zip(codes).collect()));
    let (by, now) = (granted.actor.account_id, app.clock.now());
    let command = move |tx: &mut db::Tx<'_>| {
        let opened = commands::open(tx, fiscal_year, due, closes, roster.clone(), &by, now)?;
        let body = OpenedBody { round_id: opened.round_id, roster: opened.roster };
        Ok(Answer::created(format!("/api/v1/rounds/{fiscal_year}"), &body))
    };
    once.write(&app, command, |refused: super::Refused| refused.problem(visit.lang)).await
}

/// One round.
#[utoipa::path(get, path = "/api/v1/rounds/{year}", tag = "rounds", params(("year" = i32, Path)),
    responses((status = 200, body = RoundBody), (status = 404)))]
pub(super) async fn show(granted: Granted, State(app): State<App>, Path(year): Path<i32>) -> Result<Response, Problem> {
    let (round, today) = round_of(&app, year).await?;
    let (scope, found) = (granted.scope, round.clone());
    let counts = app.db.read(move |tx| store::counts(tx, &found, &scope, today)).await?;
    let tag = [(header::ETAG, web::conditional::tag(round.revision))];
    Ok((tag, Json(RoundBody::of(&round, &counts))).into_response())
}

/// The extensions of a round, those in force first, a page at a time.
#[utoipa::path(get, path = "/api/v1/rounds/{year}/extensions", tag = "rounds",
    params(("year" = i32, Path), ("status" = Option<String>, Query),
        ("after" = Option<String>, Query, description = "`next` of the page before"),
        ("limit" = Option<u32>, Query, description = "rows, 1 to 200; 50 unless given")),
    responses((status = 200, body = ExtensionList), (status = 404)))]
pub(super) async fn extensions(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(year): Path<i32>,
    Query(filters): Query<Filters>,
    Query(part): Query<Part>,
) -> Result<Json<ExtensionList>, Problem> {
    let size = part.size();
    let begin: u64 = match part.after.as_str() {
        "" if filters.page.is_empty() => 0,
        "" => filters.window().0, // the former way, by the number of a page
        after => after.parse().map_err(|_| web::api::no_cursor(visit.lang))?,
    };
    let (round, _) = round_of(&app, year).await?;
    let window = (begin, size as u64 + 1);
    let (_, found) = app.db.read(move |tx| store::extensions(tx, &round.id, &granted.scope, &filters, window)).await?;
    let body = |extension: store::Extension| ExtensionBody {
        id: extension.id,
        organisation: extension.code,
        due: extension.due_on,
        reason: extension.reason,
        granted_at: extension.granted_at,
        revoked_at: extension.revoked_at,
    };
    let (items, more) = paged(found.into_iter().map(body).collect(), size);
    let next = more.then(|| (begin + size as u64).to_string());
    Ok(Json(ExtensionList { items, next }))
}

/// Grants extensions: to all of the organisations or to none.
#[utoipa::path(post, path = "/api/v1/rounds/{year}/extensions", tag = "rounds", request_body = GrantBody,
    params(("year" = i32, Path)), responses((status = 201, body = GrantedBody), (status = 404), (status = 422)))]
pub(super) async fn grant(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(year): Path<i32>,
    once: Once,
    bytes: Bytes,
) -> Result<Answer, Problem> {
    let GrantBody { organisations, due, reason } = json::read(&bytes, visit.lang)?;
    let (by, now) = (granted.actor.account_id, app.clock.now());
    let command = move |tx: &mut db::Tx<'_>| {
        let codes: Vec<(u32, String)> = (1..).zip(organisations.iter().cloned()).collect();
        let known = super::freeze::by_code(tx, thai::date::bangkok_date(now))?;
        let ids = super::freeze::resolve(&known, &codes, |_| None)?;
        let extensions = granting::grant(tx, year, &ids, (due, &reason), &by, now)?;
        Ok(Answer::created("", &GrantedBody { extensions }))
    };
    once.write(&app, command, |refused: super::Refused| refused.problem(visit.lang)).await
}

/// Revokes an extension; it stays on record.
#[utoipa::path(post, path = "/api/v1/extensions/{id}/revocation", tag = "rounds", params(("id" = String, Path)),
    responses((status = 204), (status = 404)))]
pub(super) async fn revoke(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    once: Once,
) -> Result<Answer, Problem> {
    let (scope, by, now) = (granted.scope, granted.actor.account_id, app.clock.now());
    let command = move |tx: &mut db::Tx<'_>| granting::revoke(tx, &id, &scope, &by, now).map(|_| Answer::done());
    once.write(&app, command, |refused: super::Refused| refused.problem(visit.lang)).await
}
