//! A step of a letter's way: checked, signed, annotated, acknowledged or sent back, by the officer whose turn it is or by
//! whoever acts in that place that day. What was signed on paper is recorded by the desk, and says so.

use db::{Scope, Tx};
use jiff::Timestamp;
use serde_json::json;

use super::{
    commands::note,
    store,
    ways::{self, NewAct, Ways},
};
use crate::{
    office::{commands::By, store as offices},
    reach::Reach,
    refused::Refused,
    rules::{
        delegation::{Capacity, Delegation, signature},
        order::{Attempt, Outcome, Refusal, decide, turn},
    },
};

/// What is to be done.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Which step; the one whose turn it is without one.
    pub step: String,
    /// Which officer acts; the position of the account that may, without one.
    pub officer: String,
    /// How it is to end.
    pub outcome: Outcome,
    /// What is written with it.
    pub words: String,
    /// When it was done on paper; now, in the system, without.
    pub on_paper: Option<Timestamp>,
}

/// Does the step; `desk` is where the person may record what was done on paper.
pub fn act(
    tx: &mut Tx<'_>,
    reach: &Reach,
    id: &str,
    wanted: &Wanted,
    desk: Option<&Scope>,
    by: &By,
) -> Result<(), Refused> {
    let letter = store::one(tx, id, reach)?.ok_or(Refused::NotFound)?;
    let may_record = desk.is_some_and(|scope| scope.reaches(&letter.path));
    let ways = Ways::load(tx, &letter)?;
    let steps = ways.current(&letter);
    let next = turn(steps, &ways.acts).ok_or(Refusal::Finished)?.clone();
    let here = offices::officers(tx, &letter.organisation_id)?;
    let delegations: Vec<Delegation> =
        offices::delegations(tx, &letter.organisation_id)?.into_iter().map(|given| given.delegation).collect();
    let at = wanted.on_paper.unwrap_or(by.now);
    if letter.received.as_ref().is_some_and(|receipt| receipt.at > at) {
        return Err(Refusal::BeforeLast.into());
    }
    // In the system one acts by one's own account; what is on paper the desk records.
    let own = |officer: &&offices::Officer| officer.account_id.as_deref() == Some(by.account.as_str());
    let on_paper = wanted.on_paper.is_some();
    let mut may: Vec<&offices::Officer> =
        here.iter().filter(|officer| !officer.has_left && ((on_paper && may_record) || own(officer))).collect();
    if !wanted.officer.is_empty() {
        may.retain(|officer| officer.id == wanted.officer);
    } else if on_paper {
        may.retain(|officer| officer.id == next.holder);
    }
    let step = if wanted.step.is_empty() { next.id.as_str() } else { wanted.step.as_str() };
    let mut refused = Refusal::NotEntitled;
    let mut taken = None;
    for officer in may {
        let attempt = Attempt { step, person: &officer.id, outcome: wanted.outcome, words: &wanted.words, at };
        match decide(steps, &ways.acts, &delegations, &attempt, by.now) {
            Ok(capacity) => {
                taken = Some((officer, capacity));
                break;
            }
            // Of several positions the reason that says most is told.
            Err(Refusal::NotEntitled) => {}
            Err(why) => refused = why,
        }
    }
    let Some((officer, capacity)) = taken else { return Err(refused.into()) };
    let holder = here.iter().find(|officer| officer.id == next.holder);
    let principal = holder.map(|holder| holder.position.as_str()).unwrap_or_default();
    let (kind, delegation) = match &capacity {
        Capacity::Own => (None, None),
        Capacity::By(delegation) => (Some(delegation.kind), Some(delegation.id.as_str())),
    };
    let lines = signature(&officer.position, kind, principal);
    let act = NewAct {
        step: &next.id,
        outcome: wanted.outcome,
        words: &wanted.words,
        officer: &officer.id,
        delegation,
        name: &officer.name,
        signature: &lines,
        at,
        on_paper,
    };
    ways::done(tx, &act, &by.account, by.now)?;
    ways::refresh(tx, id)?;
    let action = match (wanted.outcome, next.task) {
        (Outcome::Returned, _) => "letter.sent_back",
        (Outcome::Done, crate::rules::order::Task::Sign) => "letter.signed",
        (Outcome::Done, crate::rules::order::Task::Check) => "letter.checked",
        (Outcome::Done, crate::rules::order::Task::Direct) => "letter.annotated",
        (Outcome::Done, crate::rules::order::Task::Acknowledge) => "letter.acknowledged",
    };
    let detail = json!({
        "officer": officer.name, "signature": lines, "at": at.to_string(), "on_paper": on_paper, "delegation": delegation,
    });
    note(tx, action, &letter, by, detail)
}
