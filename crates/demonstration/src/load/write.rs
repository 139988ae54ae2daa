//! Writes one prepared plan with its versions, reviews and audit events. May run twice: every id and instant comes
//! with the plan.

use continuity::round::day;
use db::{Tx, audit};
use oversight::review::{self, remarks};
use planning::{
    plan::{PlanReach, listed, store, version_store},
    submission::commands as submission,
};
use serde_json::json;

use super::{
    Accounts, Failed,
    prepare::{self, Prepared, PreparedVersion},
};
use crate::nation::Fate;

/// Why a transaction was undone.
#[derive(Debug)]
pub(super) enum Stop {
    /// An area refused.
    Refused(String),
    /// The database.
    Database(db::Error),
}

impl Stop {
    /// What an area said.
    pub fn refused(what: impl std::fmt::Debug) -> Self {
        Stop::Refused(format!("{what:?}"))
    }
}

impl From<db::Error> for Stop {
    fn from(problem: db::Error) -> Self {
        Stop::Database(problem)
    }
}

impl From<Stop> for Failed {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Refused(what) => Failed::Refused(what),
            Stop::Database(problem) => Failed::Database(problem),
        }
    }
}

pub(super) fn plan(tx: &mut Tx<'_>, new: &Prepared, accounts: &Accounts) -> Result<(), Stop> {
    let by = accounts.writer(&new.org.code).unwrap_or(&new.coordinator);
    let row = store::NewPlan {
        id: &new.plan_id,
        organisation_id: &new.organisation_id,
        organisation_kind: new.org.kind.code(),
        model: None,
        plan: &new.document,
        content_hash: &new.content_hash,
        at: new.saved,
        by,
    };
    store::insert(tx, &row)?;
    store::begun_by(tx, &new.plan_id, new.begun)?;
    note(tx, new, "plan.started", (by, new.begun), json!({"fiscal_year": new.document.fiscal_year}))?;
    for version in &new.versions {
        submit(tx, new, version, by)?;
        decide(tx, new, version, (by, accounts))?;
    }
    Ok(listed::keep(tx, &new.organisation_id, new.document.fiscal_year)?)
}

fn submit(tx: &mut Tx<'_>, new: &Prepared, version: &PreparedVersion, by: &str) -> Result<(), Stop> {
    let (at, (name, position)) = (version.submitted, &new.head);
    let row = version_store::NewVersion {
        id: &version.id,
        plan_id: &new.plan_id,
        organisation_id: &new.organisation_id,
        plan: &version.plan,
        submitted_at: at,
        submitted_by: by,
    };
    let head = version_store::insert_version(tx, &row)?;
    let approval = submission::Approval {
        name: name.clone(),
        position: position.clone(),
        approved_on: day::day_of(at),
        document_number: String::new(),
        account_id: None,
    };
    submission::record_approval(tx, &version.id, &approval, by, at)?;
    let detail = json!({
        "reference": head.reference, "version": head.number, "hash": head.content_hash,
        "approved_by": name, "fiscal_year": version.plan.fiscal_year,
    });
    Ok(note(tx, new, "plan.submitted", (by, at), detail)?)
}

fn decide(
    tx: &mut Tx<'_>,
    new: &Prepared,
    version: &PreparedVersion,
    (by, accounts): (&str, &Accounts),
) -> Result<(), Stop> {
    let reviewer = accounts.reviewer(&new.org);
    match version.fate {
        Fate::Waits => {}
        Fate::Approved(at) => {
            review::approve_imported(tx, &version.id, at, &reviewer.account_id)?;
        }
        Fate::Returned { at, what } => {
            let said = prepare::review(what);
            for (place, field, words) in said.remarks {
                // A plan without that row is remarked on as a whole section.
                let section = place.split('-').next().unwrap_or(place);
                let made = remarks::add(tx, &version.id, (place, field, words), reviewer, at);
                if matches!(made, Err(review::Refused::NoPlace)) && !prepare::is_section(place) {
                    remarks::add(tx, &version.id, (section, field, words), reviewer, at).map_err(Stop::refused)?;
                } else {
                    made.map_err(Stop::refused)?;
                }
            }
            review::send_back(tx, &version.id, said.reason, reviewer, at).map_err(Stop::refused)?;
        }
        Fate::Withdrawn(at) => {
            let act = submission::Act { by, now: at, version_id: "" };
            let number = tx.row("SELECT number FROM plan_version WHERE id = $1", db::params![&version.id], |row| {
                row.get::<i64>(0)
            })?;
            let number = u32::try_from(number).unwrap_or(1);
            let reason = "ขอแก้ไขรายชื่อคณะบริหารความต่อเนื่องซึ่งเปลี่ยนแปลงตามคำสั่งแต่งตั้งใหม่";
            submission::withdraw(tx, &PlanReach::everything(), &new.plan_id, number, reason, &act)
                .map_err(Stop::refused)?;
        }
    }
    Ok(())
}

fn note(
    tx: &mut Tx<'_>,
    new: &Prepared,
    action: &str,
    (by, at): (&str, jiff::Timestamp),
    detail: serde_json::Value,
) -> db::Result<()> {
    audit::append(
        tx,
        &audit::Event {
            at,
            actor: by,
            action,
            subject_kind: "plan",
            subject_id: &new.plan_id,
            organisation_id: Some(&new.organisation_id),
            detail,
        },
    )
}
