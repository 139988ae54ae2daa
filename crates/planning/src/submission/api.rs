//! Submission for programs: the same commands.

use axum::{
    Json,
    extract::{Path, State},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{
    App, Granted, Problem, Visit,
    once::{Answer, Once},
};

use super::commands::{self, Act, Approval};
use crate::plan::PlanReach;

/// A submission.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSubmission {
    /// SHA-256 of the content that is submitted, as the plan's document shows it.
    content_hash: String,
    /// Name of the head of agency who approved.
    approver_name: String,
    /// Position of the head of agency.
    approver_position: String,
    /// Day of the approval, ISO 8601.
    #[schema(value_type = String, format = Date)]
    approved_on: Date,
    /// Number of the signed paper.
    #[serde(default)]
    document_number: String,
}

/// What was submitted.
#[derive(Debug, Serialize, ToSchema)]
pub struct Submission {
    version_id: String,
    version: u32,
    reference: String,
    content_hash: String,
    submitted_at: String,
}

/// A withdrawal.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWithdrawal {
    /// Number of the version that waits.
    version: u32,
    /// Why.
    reason: String,
}

/// Submits a plan; a repeat gives the same version.
#[utoipa::path(post, path = "/api/v1/plans/{id}/submission", tag = "plans", request_body = NewSubmission,
    params(("id" = String, Path, description = "Id of the plan")),
    responses((status = 201, body = Submission), (status = 409, description = "The rules refuse it")))]
pub async fn submit(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    once: Once,
    Json(new): Json<NewSubmission>,
) -> Result<Answer, Problem> {
    let (reach, now, version_id) = (PlanReach::of(&granted.actor, &granted.scope), app.clock.now(), db::new_id());
    let by = granted.actor.account_id;
    let approval = Approval {
        name: thai::normalise::clean(&new.approver_name),
        position: thai::normalise::clean(&new.approver_position),
        approved_on: new.approved_on,
        document_number: new.document_number,
        account_id: None,
    };
    let command = move |tx: &mut db::Tx<'_>| {
        let act = Act { by: &by, now, version_id: &version_id };
        let version = commands::submit(tx, &reach, &id, &new.content_hash, &approval, &act)?;
        let body = Submission {
            version_id: version.id,
            version: version.number,
            reference: version.reference,
            content_hash: version.content_hash,
            submitted_at: version.submitted_at,
        };
        Ok(Answer::created(format!("/api/v1/plans/{id}/versions/{}", body.version), &body))
    };
    once.write(&app, command, |refused: super::Refused| refused.problem(visit.lang)).await
}

/// Takes a version that waits for review back.
#[utoipa::path(post, path = "/api/v1/plans/{id}/withdrawal", tag = "plans", request_body = NewWithdrawal,
    params(("id" = String, Path, description = "Id of the plan")),
    responses((status = 204), (status = 409, description = "The rules refuse it")))]
pub async fn withdraw(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    once: Once,
    Json(new): Json<NewWithdrawal>,
) -> Result<Answer, Problem> {
    let (reach, now) = (PlanReach::of(&granted.actor, &granted.scope), app.clock.now());
    let by = granted.actor.account_id;
    let command = move |tx: &mut db::Tx<'_>| {
        commands::withdraw(tx, &reach, &id, new.version, &new.reason, &Act { by: &by, now, version_id: "" })?;
        Ok(Answer::done())
    };
    once.write(&app, command, |refused: super::Refused| refused.problem(visit.lang)).await
}

/// The programming interface of this slice.
#[derive(utoipa::OpenApi)]
#[openapi(paths(submit, withdraw), components(schemas(NewSubmission, Submission, NewWithdrawal)))]
pub struct Document;
