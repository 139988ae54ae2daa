//! The acts on an assigned recommendation: agreeing, declining, reporting, judging, answering opinions, the cadence. Each
//! loads the case, lets the rules decide, and writes the event, the audit event and the messages in one transaction.

use continuity::Share;
use db::{Scope, Tx, params};
use directive::follow::{Report, What};
use jiff::Timestamp;
use serde_json::json;
use web::Actor;

use super::{
    commands::{Case, Refused, Told, record},
    store::{self, New, NewEvidence},
};
use crate::words;

/// What an addressee says of an assignment.
#[derive(Clone, Debug)]
pub enum Answer {
    /// It will act.
    Agree,
    /// It is not its task, and why.
    Decline(String),
}

/// A report of an addressee.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// What was done.
    pub text: String,
    /// Done of all, only where something was counted.
    pub counted: Option<Share>,
    /// Its part is done.
    pub done: bool,
    /// What shows it.
    pub evidence: Vec<NewEvidence>,
}

/// What the follower decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// Accepts and closes.
    Close,
    /// Sends the reports back.
    Return,
    /// Opens a closed item again.
    Reopen,
}

impl Judgement {
    /// The judgement with this code: `close`, `return` or `reopen`.
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "close" => Judgement::Close,
            "return" => Judgement::Return,
            "reopen" => Judgement::Reopen,
            _ => return None,
        })
    }
}

/// An addressee agrees or declines; `code` names it when several are within reach.
pub fn answer(
    tx: &mut Tx<'_>,
    id: &str,
    (scope, code): (&Scope, &str),
    answer: &Answer,
    by: &str,
    now: Timestamp,
) -> Result<(), Refused> {
    let case = Case::load(tx, id)?;
    let acting = case.acting(scope, code, now)?;
    let (what, name, reason) = match answer {
        Answer::Agree => (What::Agreed, "agreed", ""),
        Answer::Decline(reason) => (What::Declined { reason: reason.clone() }, "declined", reason.as_str()),
    };
    case.decide(&acting.code, what, now)?;
    let organisation = Some(acting.organisation_id.as_str());
    let new = New { what: name, by_code: &acting.code, organisation_id: organisation, reason, ..New::default() };
    store::add(tx, id, &new, by, now)?;
    record(tx, &format!("directive.{name}"), &case, organisation, (by, now), json!({"reason": reason}))?;
    Ok(())
}

/// An addressee reports.
pub fn progress(
    tx: &mut Tx<'_>,
    id: &str,
    (scope, code): (&Scope, &str),
    progress: &Progress,
    by: &str,
    now: Timestamp,
) -> Result<(), Refused> {
    let case = Case::load(tx, id)?;
    let acting = case.acting(scope, code, now)?;
    if progress.text.is_empty() {
        return Err(Refused::Blank("text"));
    }
    let report =
        Report { counted: progress.counted, evidence: u32::try_from(progress.evidence.len()).unwrap_or(u32::MAX) };
    let (what, name) = if progress.done { (What::Done(report), "done") } else { (What::Progress(report), "progress") };
    case.decide(&acting.code, what, now)?;
    let organisation = Some(acting.organisation_id.as_str());
    let new = New {
        what: name,
        by_code: &acting.code,
        organisation_id: organisation,
        text: &progress.text,
        counted: progress.counted,
        evidence: progress.evidence.len(),
        ..New::default()
    };
    let event = store::add(tx, id, &new, by, now)?;
    store::keep(tx, &event, &progress.evidence)?;
    let detail = json!({
        "done": progress.done, "evidence": progress.evidence.len(),
        "n": progress.counted.map(|share| share.n), "d": progress.counted.map(|share| share.d),
    });
    record(tx, "directive.reported", &case, organisation, (by, now), detail)?;
    Ok(())
}

/// The follower judges; never whoever is told to act.
pub fn judge(
    tx: &mut Tx<'_>,
    id: &str,
    judgement: Judgement,
    reason: &str,
    actor: &Actor,
    now: Timestamp,
) -> Result<(), Refused> {
    let case = Case::load(tx, id)?;
    let (by_code, reason) = (case.judging(actor, now), reason.to_owned());
    let (what, name) = match judgement {
        Judgement::Close => (What::Closed { reason: reason.clone() }, "closed"),
        Judgement::Return => (What::SentBack { reason: reason.clone() }, "sent_back"),
        Judgement::Reopen => (What::Reopened { reason: reason.clone() }, "reopened"),
    };
    case.decide(&by_code, what, now)?;
    let new = New { what: name, by_code: &by_code, reason: &reason, ..New::default() };
    store::add(tx, id, &new, &actor.account_id, now)?;
    let by = (actor.account_id.as_str(), now);
    for told in case.told(now) {
        Told::queue(tx, &case, &told.organisation_id, ("directive_judged", name, &reason), by)?;
    }
    record(tx, &format!("directive.{name}"), &case, None, by, json!({"reason": reason}))?;
    Ok(())
}

/// The follower sets how often to report from now on.
pub fn set_cadence(tx: &mut Tx<'_>, id: &str, cadence: &str, by: &str, now: Timestamp) -> Result<(), Refused> {
    let case = Case::load(tx, id)?;
    if words::cadence_of(cadence).is_none() {
        return Err(Refused::Blank("cadence"));
    }
    let before = case.all.cadence(&case.item, now);
    if before == cadence {
        return Ok(());
    }
    let new = New { what: "cadence", by_code: store::NATION, text: cadence, ..New::default() };
    store::add(tx, id, &new, by, now)?;
    record(tx, "directive.cadence_set", &case, None, (by, now), json!({"from": before, "to": cadence}))?;
    Ok(())
}

/// The follower answers an opinion; gives the id of its paper.
pub fn answer_opinion(tx: &mut Tx<'_>, id: &str, answer: &str, by: &str, now: Timestamp) -> Result<String, Refused> {
    let sql = "SELECT o.directive_id FROM directive_opinion o JOIN directive d ON d.id = o.directive_id \
               WHERE o.id = $1 AND o.decision = 'accepted' AND d.confirmed_at IS NOT NULL";
    let directive: String = tx.row_opt(sql, params![id], |row| row.get(0))?.ok_or(Refused::NotFound)?;
    if answer.is_empty() {
        return Err(Refused::Blank("answer"));
    }
    let sql = "UPDATE directive_opinion SET answer = $2, answered_at = $3, answered_by = $4 WHERE id = $1";
    tx.execute(sql, params![id, answer, now, by])?;
    let detail = json!({"opinion": id, "answer": answer});
    crate::paper::commands::record(tx, "directive.opinion_answered", &directive, by, now, detail)?;
    Ok(directive)
}
