//! Versions for programs: the list, and one with what it says. Personal data is masked unless the token may see it, and
//! a look at it is written down.

use axum::{
    Json,
    extract::{Path, State},
    response::IntoResponse,
};
use continuity::plan::Plan;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use web::{Action, App, Granted, Problem};

use super::store::{self, Act, VersionLine};
use crate::{
    paper,
    plan::{PlanReach, personal},
};

/// The head of agency's approval.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeadApproval {
    name: String,
    position: String,
    /// Day, ISO 8601.
    approved_on: String,
    document_number: String,
}

/// An act of a review.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewAct {
    /// When, RFC 3339.
    at: String,
    /// Name of whoever did it.
    by: String,
    /// Reason or note.
    words: String,
}

/// A version without its content.
#[derive(Debug, Serialize, ToSchema)]
pub struct Version {
    id: String,
    version: u32,
    reference: String,
    /// SHA-256 of the exchange document in canonical form.
    content_hash: String,
    classification: &'static str,
    submitted_at: String,
    submitted_by: String,
    /// `waiting`, `returned`, `accepted`, `withdrawn` or `superseded`.
    outcome: &'static str,
    head_approval: Option<HeadApproval>,
    returned: Option<ReviewAct>,
    accepted: Option<ReviewAct>,
    withdrawn: Option<ReviewAct>,
}

/// Every version of a plan, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionList {
    items: Vec<Version>,
    /// Always null: a plan's versions are given at once.
    next: Option<String>,
}

/// A version with what it says.
#[derive(Debug, Serialize, ToSchema)]
pub struct WholeVersion {
    #[serde(flatten)]
    version: Version,
    /// True when telephones and e-mail addresses are masked, so that the hash can't be computed from `plan`.
    masked: bool,
    /// The exchange document (`bcp-exchange/1`).
    #[schema(value_type = Object)]
    plan: Plan,
}

impl From<VersionLine> for Version {
    fn from(line: VersionLine) -> Self {
        let act = |act: Act| ReviewAct { at: db::stamp(act.at), by: act.by, words: act.words };
        Version {
            outcome: line.outcome().code(),
            id: line.id,
            version: line.number,
            reference: line.reference,
            content_hash: line.content_hash,
            classification: line.classification.code(),
            submitted_at: db::stamp(line.submitted.at),
            submitted_by: line.submitted.by,
            head_approval: line.head.map(|head| HeadApproval {
                name: head.name,
                position: head.position,
                approved_on: head.on.to_string(),
                document_number: head.document_number,
            }),
            returned: line.returned.map(act),
            accepted: line.accepted.map(act),
            withdrawn: line.withdrawn.map(act),
        }
    }
}

/// The versions of a plan.
#[utoipa::path(get, path = "/api/v1/plans/{id}/versions", tag = "plans",
    params(("id" = String, Path, description = "Id of the plan")),
    responses((status = 200, body = VersionList), (status = 404, description = "No such plan in reach")))]
pub async fn list(
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let reach = PlanReach::of(&granted.actor, &granted.scope);
    let read = app.db.read(move |tx| {
        let known = store::plan(tx, &reach, &id)?.is_some();
        Ok::<_, db::Error>((known, store::all(tx, &reach, &id)?))
    });
    let (known, lines) = read.await?;
    if !known {
        return Err(Problem::NotFound);
    }
    Ok(Json(VersionList { items: lines.into_iter().map(Version::from).collect(), next: None }))
}

/// One version with what it says.
#[utoipa::path(get, path = "/api/v1/plans/{id}/versions/{number}", tag = "plans",
    params(("id" = String, Path, description = "Id of the plan"),
        ("number" = u32, Path, description = "Number of the version")),
    responses((status = 200, body = WholeVersion), (status = 404, description = "No such version in reach")))]
pub async fn show(
    granted: Granted,
    State(app): State<App>,
    Path((id, number)): Path<(String, u32)>,
) -> Result<impl IntoResponse, Problem> {
    let reach = PlanReach::of(&granted.actor, &granted.scope);
    let read = app.db.read(move |tx| {
        let Some(head) = store::plan(tx, &reach, &id)? else { return Ok(None) };
        Ok::<_, db::Error>(store::find(tx, &reach, &id, number)?.map(|(line, plan)| (head, line, plan)))
    });
    let (head, line, plan) = read.await?.ok_or(Problem::NotFound)?;
    let mut plan = plan.for_exchange();
    let personal = plan.has_personal();
    let masked = personal && !granted.actor.may(Action::ViewPersonal, &head.owner.path);
    if masked {
        plan = plan.masked();
    } else if personal {
        personal::written_down(&app, &granted, &head.id, &head.owner, json!({"version": number})).await?;
    }
    Ok(Json(WholeVersion { version: line.into(), masked, plan }))
}

/// The programming interface of this slice and of the papers.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(list, show, paper::pages::draft, paper::pages::version),
    components(schemas(VersionList, Version, WholeVersion, HeadApproval, ReviewAct))
)]
pub struct Document;
