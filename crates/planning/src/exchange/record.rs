//! Storing one read document: as a draft, or as the version that was handed in at an instant.
//!
//! Each document is one audited command. It may run twice (a chunk is repeated when PostgreSQL asks for it), so ids are
//! made by the caller.

use continuity::plan::Plan;
use db::{Change, Tx, audit};
use jiff::Timestamp;
use serde_json::json;

use crate::plan::{PlanRow, commands, content, store, version_store};

/// As what a document is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    /// The working draft.
    Draft,
    /// Handed in at the instant.
    Submitted,
    /// Handed in and approved at the instant.
    Approved,
}

/// A version that an import records as approved; the row belongs to `oversight`, which is told.
#[derive(Clone, Copy, Debug)]
pub struct Approved<'a> {
    /// Id of the version.
    pub version_id: &'a str,
    /// When.
    pub at: Timestamp,
    /// Account, or `command line`.
    pub by: &'a str,
}

/// Writes the approval of a version in the transaction of its import.
pub type OnApproved = fn(&mut Tx<'_>, &Approved<'_>) -> db::Result<()>;

/// How and when a document is recorded, and by whom.
#[derive(Clone, Debug)]
pub struct Recording {
    /// As what.
    pub as_: As,
    /// When it happened.
    pub at: Timestamp,
    /// When it is imported; what the audit trail says.
    pub now: Timestamp,
    /// Account, or `command line`.
    pub by: String,
    /// Who writes approvals.
    pub on_approved: OnApproved,
}

/// A document with the ids that its rows will have.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The plan.
    pub plan: Plan,
    /// Hash of its exchange document.
    pub hash: String,
    /// Id of the plan, if it is new.
    pub plan_id: String,
    /// Id of the version, if one is made.
    pub version_id: String,
}

impl Prepared {
    /// Gives a read document its ids and hash.
    pub fn new(plan: Plan) -> Self {
        Prepared { hash: content::hash(&plan), plan, plan_id: db::new_id(), version_id: db::new_id() }
    }
}

/// What became of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// The plan is new.
    Created,
    /// The plan was there and has a new draft or version.
    Updated,
    /// Everything was there already.
    Unchanged,
    /// As [`Recorded::Updated`], and the draft was kept because it has words that nobody handed in.
    UpdatedBesideDraft,
    /// No organisation has the code.
    UnknownOrganisation,
}

/// Records one document.
pub fn record(tx: &mut Tx<'_>, new: &Prepared, how: &Recording) -> db::Result<Recorded> {
    let Some((organisation_id, kind)) = store::organisation_by_code(tx, &new.plan.organisation)? else {
        return Ok(Recorded::UnknownOrganisation);
    };
    let key = store::Key {
        organisation_id: organisation_id.clone(),
        fiscal_year: new.plan.fiscal_year,
        kind: new.plan.kind,
        label: store::label(&new.plan),
    };
    let known = store::by_key(tx, &key)?;
    let outcome = match (&known, how.as_) {
        (Some(known), As::Draft) => update_draft(tx, known, new, how)?,
        (Some(known), As::Submitted | As::Approved) => add_version(tx, known, new, how)?,
        (None, _) => {
            let first = store::NewPlan {
                id: &new.plan_id,
                organisation_id: &organisation_id,
                organisation_kind: &kind,
                model: None,
                plan: &new.plan,
                content_hash: &new.hash,
                at: how.at,
                by: &how.by,
            };
            store::insert(tx, &first)?;
            if how.as_ != As::Draft {
                submit(tx, &new.plan_id, &organisation_id, new, how)?;
            }
            Recorded::Created
        }
    };
    if outcome != Recorded::Unchanged {
        let plan_id = known.as_ref().map_or(new.plan_id.as_str(), |known| known.id.as_str());
        tell(tx, plan_id, &organisation_id, new, how)?;
    }
    Ok(outcome)
}

fn update_draft(tx: &mut Tx<'_>, known: &PlanRow, new: &Prepared, how: &Recording) -> db::Result<Recorded> {
    if known.content_hash == new.hash {
        return Ok(Recorded::Unchanged);
    }
    store::begun_by(tx, &known.id, how.at)?;
    let after = with_course(&known.document, &new.plan);
    commands::replace_draft(tx, &known.id, (&known.document, &after), how.at, &how.by)?;
    Ok(Recorded::Updated)
}

fn add_version(tx: &mut Tx<'_>, known: &PlanRow, new: &Prepared, how: &Recording) -> db::Result<Recorded> {
    let in_effect = version_store::in_effect_at(tx, &known.id, how.at)?;
    if let Some(version) = in_effect.filter(|version| version.content_hash == new.hash) {
        if how.as_ != As::Approved || is_approved(tx, &version.id)? {
            return Ok(Recorded::Unchanged);
        }
        (how.on_approved)(tx, &Approved { version_id: &version.id, at: how.at, by: &how.by })?;
        return Ok(Recorded::Updated);
    }
    let latest = version_store::latest(tx, &known.id)?;
    let handed_in = latest.as_ref().is_some_and(|latest| latest.content_hash == known.content_hash);
    let is_latest = latest.is_none_or(|latest| latest.submitted_at <= db::stamp(how.at));
    store::begun_by(tx, &known.id, how.at)?;
    submit(tx, &known.id, &known.owner.id, new, how)?;
    if !is_latest || known.content_hash == new.hash {
        return Ok(Recorded::Updated);
    }
    if !handed_in {
        return Ok(Recorded::UpdatedBesideDraft);
    }
    let after = with_course(&known.document, &new.plan);
    commands::replace_draft(tx, &known.id, (&known.document, &after), how.at, &how.by)?;
    Ok(Recorded::Updated)
}

fn submit(tx: &mut Tx<'_>, plan_id: &str, organisation_id: &str, new: &Prepared, how: &Recording) -> db::Result<()> {
    let version = version_store::NewVersion {
        id: &new.version_id,
        plan_id,
        organisation_id,
        plan: &new.plan,
        submitted_at: how.at,
        submitted_by: &how.by,
    };
    version_store::insert_version(tx, &version)?;
    if how.as_ == As::Approved {
        (how.on_approved)(tx, &Approved { version_id: &new.version_id, at: how.at, by: &how.by })?;
    }
    Ok(())
}

fn is_approved(tx: &mut Tx<'_>, version_id: &str) -> db::Result<bool> {
    let approvals = "SELECT count(*) FROM review_approval WHERE version_id = $1";
    Ok(tx.count(approvals, db::params![version_id])? > 0)
}

fn tell(tx: &mut Tx<'_>, plan_id: &str, organisation_id: &str, new: &Prepared, how: &Recording) -> db::Result<()> {
    let action = match how.as_ {
        As::Draft => "plan.imported",
        As::Submitted => "plan.imported_as_submitted",
        As::Approved => "plan.imported_as_approved",
    };
    let detail = json!({"fiscal_year": new.plan.fiscal_year, "kind": new.plan.kind.code(), "content_hash": new.hash});
    audit::append(
        tx,
        &audit::Event {
            at: how.now,
            actor: &how.by,
            action,
            subject_kind: "plan",
            subject_id: plan_id,
            organisation_id: Some(organisation_id),
            detail,
        },
    )?;
    let organisation_id = organisation_id.to_owned();
    tx.announce(&Change::Standing { organisation_id, fiscal_year: new.plan.fiscal_year })
}

/// The document with the members that only a draft has, taken from the draft that it replaces, for processes whose RTO
/// is still the same.
fn with_course(draft: &Plan, new: &Plan) -> Plan {
    let mut plan = new.clone();
    for process in &mut plan.processes {
        let before = draft.processes.iter().find(|known| known.id == process.id && known.rto == process.rto);
        if let Some(before) = before {
            process.impact_over_time = before.impact_over_time.clone();
            process.rto_reason = before.rto_reason.clone();
        }
    }
    plan
}
