//! The two decisions of a reviewer: return with a reason, or accept. Each names the version it was taken on.

use continuity::{
    review::{self, Actor},
    round::Standing,
};
use db::{Change, Tx, audit, params};
use jiff::Timestamp;
use serde_json::json;
use web::{
    Action,
    message::{self, Message},
};

use super::{
    refused::Refused,
    store::{self, Version},
    waiting::{self, Past},
};

/// A version about to be decided on, and where its plan stands.
pub(super) struct Case {
    pub(super) version: Version,
    pub(super) standing: Standing,
    pub(super) actor: Actor,
}

/// Loads a version within reach of the one who acts.
pub(super) fn load(tx: &mut Tx<'_>, version_id: &str, actor: &web::Actor) -> Result<Case, Refused> {
    let scope = actor.scope(Action::ViewReview).ok_or(Refused::NotFound)?;
    let cleared = actor.scope(Action::ViewClassified);
    let version = store::version(tx, version_id, &scope, cleared.as_ref())?.ok_or(Refused::NotFound)?;
    let history = waiting::history(tx, &version.organisation_id, version.fiscal_year)?;
    let of_plan: Vec<&Past> = history.iter().filter(|past| past.plan_id == version.plan_id).collect();
    let standing = waiting::standing(&of_plan);
    let actor = reviewer(actor, &version.path);
    Ok(Case { version, standing, actor })
}

/// What matters of the person for a plan of the organisation with this path. Who holds any role over exactly this
/// organisation belongs to it.
pub(super) fn reviewer(actor: &web::Actor, path: &str) -> Actor {
    Actor {
        may_submit: actor.may(Action::SubmitPlan, path),
        may_review: actor.may(Action::ReviewPlan, path),
        own_organisation: actor.grants.iter().any(|grant| grant.over.as_ref().is_some_and(|(_, own)| own == path)),
    }
}

/// Returns a version with a reason: the plan opens again, and its people are told.
///
/// # Errors
/// Every rule that forbids it, see [`continuity::review::may_return`].
pub fn send_back(
    tx: &mut Tx<'_>,
    version_id: &str,
    reason: &str,
    actor: &web::Actor,
    now: Timestamp,
) -> Result<(), Refused> {
    let Case { version, standing, actor: reviewer } = load(tx, version_id, actor)?;
    let reason = reason.trim();
    review::may_return(reviewer, &standing, version.number, reason)?;
    tx.execute(
        "INSERT INTO review_return (id, version_id, returned_at, returned_by, reason) VALUES ($1, $2, $3, $4, $5)",
        params![db::new_id(), &version.id, now, &actor.account_id, reason],
    )?;
    let remarks = tx.count("SELECT count(*) FROM remark WHERE version_id = $1", params![&version.id])?;
    record(tx, "plan.returned", &version, &actor.account_id, now, json!({"reason": reason, "remarks": remarks}))?;
    tell(tx, "plan_returned", &version, json!({"reason": reason, "remarks": remarks}), &actor.account_id, now)?;
    announce(tx, &version)
}

/// Accepts a version. In bulk only an unchanged renewal of an approved plan is accepted.
///
/// # Errors
/// Every rule that forbids it, see [`continuity::review::may_approve`].
pub fn approve(
    tx: &mut Tx<'_>,
    version_id: &str,
    note: &str,
    in_bulk: bool,
    actor: &web::Actor,
    now: Timestamp,
) -> Result<(), Refused> {
    let Case { version, standing, actor: reviewer } = load(tx, version_id, actor)?;
    review::may_approve(reviewer, &standing, version.number)?;
    if in_bulk && !store::is_routine(tx, &version.id)? {
        return Err(Refused::NotRoutine);
    }
    let note = note.trim();
    if note.chars().count() > review::decide::MOST_REASON {
        return Err(Refused::TooLong);
    }
    insert_approval(tx, &version.id, (&actor.account_id, now), note, in_bulk)?;
    record(tx, "plan.approved", &version, &actor.account_id, now, json!({"note": note, "in_bulk": in_bulk}))?;
    tell(tx, "plan_approved", &version, json!({"note": note}), &actor.account_id, now)?;
    announce(tx, &version)
}

/// Records the approval of an imported version as it happened at an instant; gives false when it was recorded before.
/// Tells nobody and announces nothing: the import does, once the whole plan is written.
pub fn approve_imported(tx: &mut Tx<'_>, version_id: &str, at: Timestamp, by: &str) -> db::Result<bool> {
    let known = tx.count("SELECT count(*) FROM review_approval WHERE version_id = $1", params![version_id])?;
    let nation = db::Scope::nation();
    let Some(version) = store::version(tx, version_id, &nation, Some(&nation))? else { return Ok(false) };
    if known > 0 {
        return Ok(false);
    }
    insert_approval(tx, version_id, (by, at), "", false)?;
    record(tx, "plan.approved", &version, by, at, json!({"imported": true}))?;
    Ok(true)
}

fn insert_approval(
    tx: &mut Tx<'_>,
    version_id: &str,
    (by, at): (&str, Timestamp),
    note: &str,
    in_bulk: bool,
) -> db::Result<()> {
    tx.execute(
        "INSERT INTO review_approval (version_id, approved_at, approved_by, note, in_bulk) VALUES ($1, $2, $3, $4, $5)",
        params![version_id, at, by, note, in_bulk],
    )?;
    Ok(())
}

fn announce(tx: &mut Tx<'_>, version: &Version) -> Result<(), Refused> {
    let organisation_id = version.organisation_id.clone();
    Ok(tx.announce(&Change::Standing { organisation_id, fiscal_year: version.fiscal_year })?)
}

/// What every event about a version says, and what this one adds.
fn detail(version: &Version, more: serde_json::Value) -> serde_json::Value {
    let mut detail = json!({
        "fiscal_year": version.fiscal_year,
        "version": version.number,
        "reference": version.reference,
        "title": version.title,
    });
    if let (Some(detail), serde_json::Value::Object(more)) = (detail.as_object_mut(), more) {
        detail.extend(more);
    }
    detail
}

pub(super) fn record(
    tx: &mut Tx<'_>,
    action: &str,
    version: &Version,
    by: &str,
    at: Timestamp,
    more: serde_json::Value,
) -> db::Result<()> {
    audit::append(
        tx,
        &audit::Event {
            at,
            actor: by,
            action,
            subject_kind: "plan",
            subject_id: &version.plan_id,
            organisation_id: Some(&version.organisation_id),
            detail: detail(version, more),
        },
    )
}

fn tell(
    tx: &mut Tx<'_>,
    kind: &str,
    version: &Version,
    more: serde_json::Value,
    by: &str,
    at: Timestamp,
) -> db::Result<()> {
    let link = format!("/plans/{}", version.plan_id);
    let message =
        Message { organisation_id: &version.organisation_id, kind, arguments: detail(version, more), link: &link, by };
    message::queue(tx, &message, at).map(|_| ())
}
