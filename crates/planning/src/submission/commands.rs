//! Asking the head, submitting, taking back: each one transaction with its audit event.

use continuity::{
    plan::PlanKind,
    review::{Actor, Refusal, SubmitFacts, may_submit, may_withdraw},
    round::{Standing, Window},
};
use db::{Change, Tx, audit};
use jiff::{Timestamp, civil::Date};
use serde_json::json;

use super::{Refused, store};
use crate::plan::{
    PlanReach, PlanRow, checked, standing, store as plans,
    version_store::{self, NewVersion, VersionHead},
};

/// The head of agency's approval of exactly one content.
#[derive(Clone, Debug)]
pub struct Approval {
    /// Who approved.
    pub name: String,
    /// As what.
    pub position: String,
    /// On which day.
    pub approved_on: Date,
    /// Number of the signed paper; empty when approved here.
    pub document_number: String,
    /// The account, when approved here.
    pub account_id: Option<String>,
}

/// What a submission depends on beside the draft.
pub struct Facts {
    /// The plan.
    pub plan: PlanRow,
    /// Its check.
    pub checked: checked::Checked,
    /// Where it stands.
    pub standing: Standing,
    /// The latest version, if there is one.
    pub latest: Option<VersionHead>,
    /// The round's dates for this organisation.
    pub dates: store::Dates,
}

impl Facts {
    /// Reads them; `None` when the plan is out of reach.
    pub fn read(tx: &mut Tx<'_>, reach: &PlanReach, plan_id: &str, now: Timestamp) -> db::Result<Option<Facts>> {
        let Some(plan) = plans::find(tx, reach, plan_id)? else { return Ok(None) };
        let sections = plans::sections(tx, plan_id)?;
        let mut dates = store::dates(tx, &plan.owner.id, plan.fiscal_year, now)?;
        if plan.kind != PlanKind::Main {
            dates.window = Window::Open; // a round asks for main plans only
        }
        Ok(Some(Facts {
            checked: checked::check(tx, &plan, &sections)?,
            standing: standing::standing(tx, plan_id, &plan.created_at, now)?,
            latest: version_store::latest(tx, plan_id)?,
            dates,
            plan,
        }))
    }

    /// The first day on which this year's plan can have been approved: the first of its fiscal year or, if that was
    /// earlier, when its round was opened or the plan begun here. A paper of an earlier day approves something else.
    pub fn earliest_approval(&self) -> Date {
        let begun = db::instant(&self.plan.created_at).map(thai::date::bangkok_date).ok();
        // A fiscal year begins on 1 October of the year before; the Buddhist era is 543 years ahead.
        let gregorian = i16::try_from(self.plan.fiscal_year - 544).unwrap_or(i16::MIN);
        let year_begins = Date::new(gregorian, 10, 1).ok();
        [begun, year_begins, self.dates.opened].into_iter().flatten().min().unwrap_or(Date::MIN)
    }

    /// What stands in the way, with or without the head's approval.
    pub fn refusals(&self, head_approved: bool) -> Vec<Refusal> {
        let changed = self.latest.as_ref().is_none_or(|latest| latest.content_hash != self.plan.content_hash);
        let facts = SubmitFacts { gate: &self.checked.gate, window: self.dates.window, head_approved, changed };
        let actor = Actor { may_submit: true, may_review: false, own_organisation: true };
        let mut refusals = may_submit(actor, &self.standing, &facts).err().unwrap_or_default();
        if !self.checked.unread.is_empty() && !refusals.contains(&Refusal::NotComplete) {
            refusals.push(Refusal::NotComplete);
        }
        refusals
    }

    /// The version that already carries this content and waits for review: a repeat of the same submission.
    fn repeated(&self) -> Option<&VersionHead> {
        let same = |latest: &&VersionHead| latest.content_hash == self.plan.content_hash;
        self.latest.as_ref().filter(|_| self.standing.awaits_review()).filter(same)
    }
}

/// Who acts, when, and under which id the version is stored.
pub struct Act<'a> {
    /// Account.
    pub by: &'a str,
    /// When.
    pub now: Timestamp,
    /// Id of the version, if one is made.
    pub version_id: &'a str,
}

/// Which draft the person or the program saw.
#[derive(Clone, Debug)]
pub enum Seen {
    /// By the hash of its content.
    Content(String),
    /// By its revision.
    Revision(i64),
}

/// Submits the draft with the head's approval, unless it is another one than was seen.
///
/// # Errors
/// [`Refused`] with every reason; nothing is written then.
pub fn submit(
    tx: &mut Tx<'_>,
    reach: &PlanReach,
    plan_id: &str,
    seen: &Seen,
    approval: &Approval,
    act: &Act<'_>,
) -> Result<VersionHead, Refused> {
    let facts = Facts::read(tx, reach, plan_id, act.now)?.ok_or(Refused::NotFound)?;
    if let Some(version) = facts.repeated() {
        return Ok(version.clone());
    }
    if approval.approved_on < facts.earliest_approval() {
        return Err(Refused::ApprovedBefore(facts.earliest_approval()));
    }
    match seen {
        Seen::Content(hash) if facts.plan.content_hash != *hash => return Err(Refused::ChangedSince),
        Seen::Revision(revision) if facts.plan.revision != *revision => {
            return Err(Refused::Revision(facts.plan.revision));
        }
        _ => {}
    }
    let refusals = facts.refusals(true);
    if !refusals.is_empty() {
        return Err(Refused::Rules(refusals));
    }
    let plan = &facts.plan;
    let new = NewVersion {
        id: act.version_id,
        plan_id,
        organisation_id: &plan.owner.id,
        plan: &plan.document,
        submitted_at: act.now,
        submitted_by: act.by,
    };
    let version = version_store::insert_version(tx, &new)?;
    store::insert_approval(tx, &version.id, approval, act.by, act.now)?;
    settle(tx, plan, act)?;
    store::head_return_settled(tx, plan_id)?;
    if approval.account_id.is_some() {
        let arguments = json!({
            "fiscal_year": plan.fiscal_year, "reference": version.reference, "approved_by": approval.name,
        });
        tell(tx, plan, "plan_sent", arguments, &format!("/plans/{plan_id}/versions/{}/receipt", version.number), act)?;
    }
    let detail = json!({
        "reference": version.reference, "version": version.number, "hash": version.content_hash,
        "approved_by": approval.name, "fiscal_year": plan.fiscal_year,
    });
    note(tx, "plan.submitted", plan, act, detail)?;
    announce(tx, plan)?;
    Ok(version)
}

/// Records the head's approval of a version that was not submitted through [`submit`]: a signed paper with an import.
pub fn record_approval(
    tx: &mut Tx<'_>,
    version_id: &str,
    approval: &Approval,
    by: &str,
    at: Timestamp,
) -> db::Result<()> {
    store::insert_approval(tx, version_id, approval, by, at)
}

/// Takes the waiting version back, with a reason.
///
/// # Errors
/// [`Refused`] with every reason.
pub fn withdraw(
    tx: &mut Tx<'_>,
    reach: &PlanReach,
    plan_id: &str,
    number: u32,
    reason: &str,
    act: &Act<'_>,
) -> Result<(), Refused> {
    let facts = Facts::read(tx, reach, plan_id, act.now)?.ok_or(Refused::NotFound)?;
    let actor = Actor { may_submit: true, may_review: false, own_organisation: true };
    let mut refusals = may_withdraw(actor, &facts.standing, number).err().unwrap_or_default();
    match reason.trim().chars().count() {
        0 => refusals.push(Refusal::ReasonMissing),
        long if long > continuity::review::decide::MOST_REASON => refusals.push(Refusal::ReasonTooLong),
        _ => {}
    }
    let Some(version) = facts.latest.as_ref().filter(|latest| refusals.is_empty() && latest.number == number) else {
        return Err(Refused::Rules(refusals));
    };
    store::insert_withdrawal(tx, &version.id, reason.trim(), act.by, act.now)?;
    let detail = json!({"reference": version.reference, "version": number, "reason": reason.trim()});
    note(tx, "plan.withdrawn", &facts.plan, act, detail)?;
    announce(tx, &facts.plan)?;
    Ok(())
}

/// Asks the head of agency to approve and send the draft as it stands.
///
/// # Errors
/// [`Refused`] when it could not be sent even with the approval.
pub fn ask_head(tx: &mut Tx<'_>, reach: &PlanReach, plan_id: &str, act: &Act<'_>) -> Result<(), Refused> {
    let facts = Facts::read(tx, reach, plan_id, act.now)?.ok_or(Refused::NotFound)?;
    let refusals = facts.refusals(true);
    if !refusals.is_empty() {
        return Err(Refused::Rules(refusals));
    }
    let plan = &facts.plan;
    if !store::has_head(tx, &plan.owner.id)? {
        return Err(Refused::NoHead);
    }
    if store::asked(tx, plan_id)?.is_some() {
        return Ok(()); // the button pressed twice asks once
    }
    settle(tx, plan, act)?;
    store::head_return_settled(tx, plan_id)?;
    store::ask(tx, plan_id, &plan.content_hash, act.by, act.now)?;
    note(tx, "plan.approval_asked", plan, act, json!({"hash": plan.content_hash}))?;
    tell(tx, plan, "approval_asked", json!({"fiscal_year": plan.fiscal_year}), &approval_page(plan), act)?;
    Ok(())
}

/// The head asks the coordinator for changes, with a reason, instead of approving.
///
/// # Errors
/// [`Refused`] without a reason, or when a version waits for review.
pub fn head_sends_back(
    tx: &mut Tx<'_>,
    reach: &PlanReach,
    plan_id: &str,
    reason: &str,
    act: &Act<'_>,
) -> Result<(), Refused> {
    let facts = Facts::read(tx, reach, plan_id, act.now)?.ok_or(Refused::NotFound)?;
    let reason = reason.trim();
    let refusals: Vec<Refusal> = [
        (facts.standing.awaits_review(), Refusal::AwaitsReview),
        (reason.is_empty(), Refusal::ReasonMissing),
        (reason.chars().count() > continuity::review::decide::MOST_REASON, Refusal::ReasonTooLong),
    ]
    .into_iter()
    .filter_map(|(applies, refusal)| applies.then_some(refusal))
    .collect();
    if !refusals.is_empty() {
        return Err(Refused::Rules(refusals));
    }
    let plan = &facts.plan;
    settle(tx, plan, act)?;
    store::insert_head_return(tx, plan_id, reason, act.by, act.now)?;
    note(tx, "plan.approval_returned", plan, act, json!({"hash": plan.content_hash, "reason": reason}))?;
    let arguments = json!({"fiscal_year": plan.fiscal_year, "reason": reason});
    tell(tx, plan, "approval_returned", arguments, &format!("/plans/{plan_id}"), act)?;
    Ok(())
}

/// The request to the head is answered, and nobody needs to read of it any more.
fn settle(tx: &mut Tx<'_>, plan: &PlanRow, act: &Act<'_>) -> db::Result<()> {
    store::answered(tx, &plan.id)?;
    web::message::settled(tx, &plan.owner.id, "approval_asked", &approval_page(plan), act.now)
}

fn approval_page(plan: &PlanRow) -> String {
    format!("/plans/{}/approval", plan.id)
}

fn tell(
    tx: &mut Tx<'_>,
    plan: &PlanRow,
    kind: &str,
    arguments: serde_json::Value,
    link: &str,
    act: &Act<'_>,
) -> db::Result<()> {
    let message = web::message::Message { organisation_id: &plan.owner.id, kind, arguments, link, by: act.by };
    web::message::queue(tx, &message, act.now).map(|_| ())
}

fn note(tx: &mut Tx<'_>, action: &str, plan: &PlanRow, act: &Act<'_>, detail: serde_json::Value) -> db::Result<()> {
    audit::append(
        tx,
        &audit::Event {
            at: act.now,
            actor: act.by,
            action,
            subject_kind: "plan",
            subject_id: &plan.id,
            organisation_id: Some(&plan.owner.id),
            detail,
        },
    )
}

fn announce(tx: &mut Tx<'_>, plan: &PlanRow) -> db::Result<()> {
    let organisation_id = plan.owner.id.clone();
    tx.announce(&Change::Standing { organisation_id, fiscal_year: plan.fiscal_year })
}
