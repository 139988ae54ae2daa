//! Following for programs: the same acts and rules as the pages.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
};
use continuity::Share;
use directive::{
    follow::standing,
    obligation::{Rule, Rules},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{
    App, Granted, Problem, Visit,
    once::{Answer, Once},
};

use super::{
    acts::{self, Judgement, Progress},
    assign::{self as assigning, Wanted},
    commands::{Case, Refused},
    mine,
    store::NewEvidence,
};
use crate::{dated::AsOf, paper::api::parsed, words::code};

/// What is documented here.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(assignments, show, assign, progress, judge),
    components(schemas(AssignmentBody, CaseBody, EventBody, AssignBody, AssignedBody, ProgressBody, JudgementBody))
)]
pub struct Documentation;

/// What an organisation within reach is told to do.
#[derive(Serialize, ToSchema)]
pub struct AssignmentBody {
    recommendation: String,
    directive: String,
    number: String,
    text: String,
    status: String,
}

/// A recommendation with what became of it.
#[derive(Serialize, ToSchema)]
pub struct CaseBody {
    id: String,
    directive: String,
    number: String,
    text: String,
    /// Line of the paper.
    line: usize,
    /// `draft`, `confirmed`, `assigned`, `agreed`, `in_progress`, `reported_done` or `closed`.
    status: String,
    cadence: String,
    /// Codes within reach of those who lead and of those with them.
    lead: Vec<String>,
    with: Vec<String>,
    /// Counted together, only when every lead has counted.
    n: Option<u64>,
    d: Option<u64>,
    events: Vec<EventBody>,
}

/// Something that happened.
#[derive(Serialize, ToSchema)]
pub struct EventBody {
    at: String,
    what: String,
    /// Code of the organisation, or `nation`.
    by: String,
    text: String,
    reason: String,
    n: Option<u64>,
    d: Option<u64>,
    evidence: u32,
}

/// Who is to act.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignBody {
    /// Codes of those who lead.
    #[serde(default)]
    lead: Vec<String>,
    /// Codes of those who act with them.
    #[serde(default)]
    with: Vec<String>,
    /// Rules whose organisations lead too: `{"rule": "kinds", "of": ["department"]}`, also `all`, `ministries`,
    /// `provinces`, `below`.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    rules: Vec<Rule>,
    /// The day of the register; today without it.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    on: Option<jiff::civil::Date>,
    /// By when, only where somebody said so.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    due: Option<jiff::civil::Date>,
}

/// Who was told to act.
#[derive(Serialize, ToSchema)]
pub struct AssignedBody {
    lead: Vec<String>,
    with: Vec<String>,
}

/// A report of an addressee.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgressBody {
    /// Code of the organisation, when the account reaches several.
    #[serde(default)]
    organisation: String,
    /// What was done.
    text: String,
    /// Done of all, only where something was counted.
    #[serde(default)]
    n: Option<u64>,
    #[serde(default)]
    d: Option<u64>,
    /// Its part is done.
    #[serde(default)]
    done: bool,
    /// Addresses of what shows it.
    #[serde(default)]
    links: Vec<String>,
}

/// A judgement of the follower.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JudgementBody {
    /// `close`, `return` or `reopen`.
    act: String,
    reason: String,
}

/// What the address asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Wants {
    as_of: String,
}

/// What the organisations within reach are told to do, the newest 500.
#[utoipa::path(get, path = "/api/v1/assignments", tag = "directives",
    params(("as_of" = Option<String>, Query)), responses((status = 200, body = [AssignmentBody])))]
pub(super) async fn assignments(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(wants): Query<Wants>,
) -> Result<Json<Vec<AssignmentBody>>, Problem> {
    let at = AsOf::read(&wants.as_of, visit.lang, app.clock.now()).at;
    let (lang, scope) = (visit.lang, granted.scope);
    let lines = app.db.read(move |tx| mine::lines(tx, &scope, lang, at)).await?;
    let body = |line: mine::Line| AssignmentBody {
        status: code(&line.item.standing),
        recommendation: line.item.id,
        directive: line.paper_id,
        number: line.item.number,
        text: line.item.text,
    };
    Ok(Json(lines.into_iter().map(body).collect()))
}

/// One recommendation as of any day.
#[utoipa::path(get, path = "/api/v1/recommendations/{id}", tag = "directives",
    params(("id" = String, Path), ("as_of" = Option<String>, Query)),
    responses((status = 200, body = CaseBody), (status = 404)))]
pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(wants): Query<Wants>,
) -> Result<Json<CaseBody>, Problem> {
    let at = AsOf::read(&wants.as_of, visit.lang, app.clock.now()).at;
    let case = app.db.read(move |tx| Case::load(tx, &id)).await.map_err(|refused| refused.problem(visit.lang))?;
    let now = standing(&case.all.of(&case.item.id), at);
    let told = |part: &str| {
        let all = case.all.told(&case.item.id, at).iter();
        let own = all.filter(|told| told.part == part && granted.scope.reaches(&told.path));
        own.map(|told| told.code.clone()).collect()
    };
    let events = case.all.events.get(&case.item.id).into_iter().flatten();
    let seen = events
        .filter(|event| event.at <= at && (event.organisation_id.is_none() || granted.scope.reaches(&event.path)));
    Ok(Json(CaseBody {
        lead: told("lead"),
        with: told("with"),
        cadence: case.all.cadence(&case.item, at),
        status: code(&now.status),
        n: now.counted.map(|share| share.n),
        d: now.counted.map(|share| share.d),
        events: seen
            .map(|event| EventBody {
                at: event.at.to_string(),
                what: event.what.clone(),
                by: event.by_code.clone(),
                text: event.text.clone(),
                reason: event.reason.clone(),
                n: event.counted.map(|share| share.n),
                d: event.counted.map(|share| share.d),
                evidence: event.evidence,
            })
            .collect(),
        id: case.item.id,
        directive: case.item.directive_id,
        number: case.item.number,
        text: case.item.text,
        line: case.item.line,
    }))
}

/// Assigns a recommendation, or assigns it anew.
#[utoipa::path(post, path = "/api/v1/recommendations/{id}/assignment", tag = "directives",
    params(("id" = String, Path)), request_body = AssignBody,
    responses((status = 201, body = AssignedBody), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn assign(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    once: Once,
    bytes: Bytes,
) -> Result<Answer, Problem> {
    let body: AssignBody = parsed(&bytes)?;
    let bodies = |codes: Vec<String>| if codes.is_empty() { Vec::new() } else { vec![Rule::Bodies(codes)] };
    let mut lead = Rules { include: body.rules, except: Vec::new() };
    lead.include.extend(bodies(body.lead));
    let with = Rules { include: bodies(body.with), except: Vec::new() };
    let wanted = Wanted { lead, with, on: body.on.unwrap_or_else(|| app.clock.today()), due: body.due };
    let (by, now) = (granted.actor.account_id, app.clock.now());
    let command = move |tx: &mut db::Tx<'_>| {
        let assigned = assigning::assign(tx, &id, &wanted, &by, now)?;
        let body = AssignedBody { lead: assigned.lead, with: assigned.with };
        Ok(Answer::created(format!("/api/v1/recommendations/{id}"), &body))
    };
    once.write(&app, command, |refused: Refused| refused.problem(visit.lang)).await
}

/// An addressee reports.
#[utoipa::path(post, path = "/api/v1/recommendations/{id}/progress", tag = "directives",
    params(("id" = String, Path)), request_body = ProgressBody,
    responses((status = 204), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn progress(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    once: Once,
    bytes: Bytes,
) -> Result<Answer, Problem> {
    let body: ProgressBody = parsed(&bytes)?;
    let link = |text: String| NewEvidence { kind: "link", text, filename: String::new(), content: None };
    let safe = |link: &String| link.starts_with("https://") || link.starts_with("http://");
    let report = Progress {
        text: thai::normalise::clean(&body.text),
        counted: body.n.zip(body.d).map(|(n, d)| Share::new(n, d)),
        done: body.done,
        evidence: body.links.into_iter().filter(safe).take(20).map(link).collect(),
    };
    let (scope, by, now) = (granted.scope, granted.actor.account_id, app.clock.now());
    let command = move |tx: &mut db::Tx<'_>| {
        acts::progress(tx, &id, (&scope, &body.organisation), &report, &by, now).map(|()| Answer::done())
    };
    once.write(&app, command, |refused: Refused| refused.problem(visit.lang)).await
}

/// The follower judges.
#[utoipa::path(post, path = "/api/v1/recommendations/{id}/judgement", tag = "directives",
    params(("id" = String, Path)), request_body = JudgementBody,
    responses((status = 204), (status = 400), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn judge(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    once: Once,
    bytes: Bytes,
) -> Result<Answer, Problem> {
    let JudgementBody { act, reason } = parsed(&bytes)?;
    let judgement = Judgement::from_code(&act).ok_or(Problem::BadRequest(act))?;
    let (actor, now) = (granted.actor, app.clock.now());
    let command =
        move |tx: &mut db::Tx<'_>| acts::judge(tx, &id, judgement, &reason, &actor, now).map(|()| Answer::done());
    once.write(&app, command, |refused: Refused| refused.problem(visit.lang)).await
}
