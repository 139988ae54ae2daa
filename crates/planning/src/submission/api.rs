//! Submission for programs: the check, submitting, taking back; the same commands as the pages.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{
    App, Granted, Problem, Visit, conditional,
    form::Errors,
    json::{self, Member},
    once::{Answer, Once},
    plan_words::PlanWords,
};

use super::{
    commands::{self, Act, Approval, Facts, Seen},
    form::Typed,
    refused,
    text::T,
};
use crate::{plan::PlanReach, section};

/// A submission.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSubmission {
    /// `content_hash` of the check: exactly this content is submitted. If-Match may stand for it.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    content_hash: Member<String>,
    /// Name of the head of agency who approved.
    #[serde(default)]
    #[schema(value_type = String)]
    approver_name: Member<String>,
    /// Position of the head of agency.
    #[serde(default)]
    #[schema(value_type = String)]
    approver_position: Member<String>,
    /// Day of the approval, ISO 8601; not after today.
    #[serde(default)]
    #[schema(value_type = String, format = Date)]
    approved_on: Member<String>,
    /// Number of the signed paper.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    document_number: Member<String>,
}

impl NewSubmission {
    /// What was seen, and the approval; or everything that is wrong.
    fn checked(self, headers: &HeaderMap, visit: &Visit, app: &App) -> Result<(Seen, Approval), Problem> {
        let (lang, mut errors) = (visit.lang, Errors::new());
        let clean = |text: String| thai::normalise::clean(&text);
        let hash = self.content_hash.optional("content_hash", &mut errors, lang);
        let typed = Typed {
            name: self.approver_name.needed("approver_name", &mut errors, lang).map(clean).unwrap_or_default(),
            position: self
                .approver_position
                .needed("approver_position", &mut errors, lang)
                .map(clean)
                .unwrap_or_default(),
            approved_on: self.approved_on.needed("approved_on", &mut errors, lang).map(clean).unwrap_or_default(),
            document_number: self
                .document_number
                .optional("document_number", &mut errors, lang)
                .map(clean)
                .unwrap_or_default(),
        };
        let approval = match typed.read(lang, app.clock.today()) {
            Ok(approval) if errors.is_empty() => approval,
            Ok(_) => return Err(Problem::Invalid(errors)),
            Err(found) => {
                // What is missing or of another type is empty in the form's eyes too: told once.
                for refused in found.list {
                    if errors.of(&refused.field).is_empty() {
                        errors.add(refused.field, refused.message);
                    }
                }
                return Err(Problem::Invalid(errors));
            }
        };
        let seen = match hash {
            Some(hash) => Seen::Content(hash),
            None => Seen::Revision(conditional::if_match(headers)?),
        };
        Ok((seen, approval))
    }
}

/// What stands in the way of a submission, and what else was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct Check {
    /// SHA-256 of the draft's content; give it with the submission.
    content_hash: String,
    /// True when the draft may be submitted now, given the head's approval.
    may_submit: bool,
    /// Why it may not, in the language of Accept-Language.
    refusals: Vec<String>,
    /// What was found in the draft, in the order of its sections.
    findings: Vec<CheckFinding>,
    /// The round's due day for this organisation, ISO 8601; null without a round.
    due: Option<String>,
    /// The round's last day.
    closes: Option<String>,
}

/// One thing to mend or to know.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckFinding {
    /// Code of the section.
    section: &'static str,
    /// True when it blocks the submission.
    blocking: bool,
    /// What it is, in the language of Accept-Language.
    reason: String,
    /// Where a person mends it.
    href: String,
}

impl Check {
    fn of(facts: &Facts, visit: &Visit) -> Self {
        let (plan, words, t) = (&facts.plan, PlanWords::new(visit.lang), T(visit.lang));
        let page = |section: continuity::plan::Section| format!("/plans/{}/sections/{}", plan.id, section.code());
        let mut findings: Vec<CheckFinding> = Vec::new();
        findings.extend(facts.checked.gate.blank.iter().map(|blank| CheckFinding {
            section: blank.code(),
            blocking: true,
            reason: t.section_blank().to_owned(),
            href: page(*blank),
        }));
        findings.extend(facts.checked.unread.iter().map(|(of, unread)| CheckFinding {
            section: of.code(),
            blocking: true,
            reason: t.value_unread(&unread.value),
            href: format!("{}#f-{}", page(*of), unread.field),
        }));
        findings.extend(facts.checked.findings.iter().map(|finding| CheckFinding {
            section: finding.section.code(),
            blocking: finding.is_problem(),
            reason: words.issue(&finding.what),
            href: section::address_of(plan, finding.section, &finding.place),
        }));
        let refusals = facts.refusals(true);
        Check {
            content_hash: plan.content_hash.clone(),
            may_submit: refusals.is_empty(),
            refusals: refusals.into_iter().map(|refusal| refused::words(t, refusal).to_owned()).collect(),
            findings,
            due: facts.dates.dates.map(|dates| dates.due.to_string()),
            closes: facts.dates.dates.map(|dates| dates.closes.to_string()),
        }
    }
}

/// The check before a submission: what blocks it, what else was found, and the hash of the content.
#[utoipa::path(get, path = "/api/v1/plans/{id}/check", tag = "plans",
    params(("id" = String, Path, description = "Id of the plan")),
    responses((status = 200, body = Check, description = "The check; ETag names the draft's revision"), (status = 404)))]
pub async fn check(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (reach, now) = (PlanReach::of(&granted.actor, &granted.scope), app.clock.now());
    let facts = app.db.read(move |tx| Facts::read(tx, &reach, &id, now)).await?.ok_or(Problem::NotFound)?;
    let tag = conditional::tag(facts.plan.revision);
    Ok(([(header::ETAG, tag)], Json(Check::of(&facts, &visit))).into_response())
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

/// Submits the draft that was seen, named by `content_hash` or by If-Match; a repeat gives the same version.
#[utoipa::path(post, path = "/api/v1/plans/{id}/submission", tag = "plans", request_body = NewSubmission,
    params(("id" = String, Path, description = "Id of the plan"),
        ("If-Match" = Option<String>, Header, description = "ETag of the check or of the plan; not needed with content_hash")),
    responses((status = 201, body = Submission), (status = 404), (status = 409, description = "The rules refuse it, or the content is another one"),
        (status = 412), (status = 422), (status = 428, description = "Neither content_hash nor If-Match")))]
pub async fn submit(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    once: Once,
    body: Bytes,
) -> Result<Answer, Problem> {
    let new: NewSubmission = json::read(&body, visit.lang)?;
    let (seen, approval) = new.checked(&headers, &visit, &app)?;
    let (reach, now, version_id) = (PlanReach::of(&granted.actor, &granted.scope), app.clock.now(), db::new_id());
    let by = granted.actor.account_id;
    let command = move |tx: &mut db::Tx<'_>| {
        let act = Act { by: &by, now, version_id: &version_id };
        let version = commands::submit(tx, &reach, &id, &seen, &approval, &act)?;
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
    body: Bytes,
) -> Result<Answer, Problem> {
    let new: NewWithdrawal = json::read(&body, visit.lang)?;
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
#[openapi(
    paths(check, submit, withdraw),
    components(schemas(Check, CheckFinding, NewSubmission, Submission, NewWithdrawal))
)]
pub struct Document;
