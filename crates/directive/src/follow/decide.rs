//! May this happen now? The rules of who does what to a recommendation.

use super::status::{Status, standing};
use super::{Event, Report, What, is_reason};

/// Why an event is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Only a confirmed item is assigned.
    NotConfirmed,
    /// It is confirmed already.
    AlreadyConfirmed,
    /// Nobody has been told to act yet.
    NotAssigned,
    /// An assignment needs a lead.
    NoLead,
    /// Nobody can lead and act with at once.
    LeadAndWith,
    /// Only those who are told to act agree, decline and report.
    NotAddressed,
    /// Who is told to act does not judge its own item.
    JudgesItself,
    /// Closing, reopening, sending back and declining need a reason.
    NoReason,
    /// It is closed; reopen it first.
    Closed,
    /// It is not closed.
    NotClosed,
    /// There is no report that could be sent back.
    NothingReported,
    /// More is counted as done than there is, or there is nothing to count.
    ImpossibleCount,
    /// It is earlier than what has already happened.
    BeforeLast,
}

/// Whether `event` may be added to a history.
///
/// # Errors
/// The first rule that it breaks, see [`Refusal`].
pub fn decide(history: &[Event], event: &Event) -> Result<(), Refusal> {
    if history.iter().any(|before| before.at > event.at) {
        return Err(Refusal::BeforeLast);
    }
    let now = standing(history, event.at);
    let closed = now.status == Status::Closed;
    let addressed = now.assignment.as_ref().map(|assignment| assignment.addresses(&event.by));
    match &event.what {
        What::Confirmed => refuse(now.status != Status::Draft, Refusal::AlreadyConfirmed),
        What::Assigned(assignment) => {
            refuse(now.status == Status::Draft, Refusal::NotConfirmed)?;
            refuse(closed, Refusal::Closed)?;
            refuse(assignment.lead.is_empty(), Refusal::NoLead)?;
            refuse(assignment.lead.iter().any(|lead| assignment.with.contains(lead)), Refusal::LeadAndWith)
        }
        What::Agreed => by_addressee(addressed, closed),
        What::Declined { reason } => {
            by_addressee(addressed, closed)?;
            needs(reason)
        }
        What::Progress(report) | What::Done(report) => {
            by_addressee(addressed, closed)?;
            countable(report)
        }
        What::SentBack { reason } => {
            by_follower(addressed)?;
            refuse(closed, Refusal::Closed)?;
            refuse(now.last_report.is_none(), Refusal::NothingReported)?;
            needs(reason)
        }
        What::Closed { reason } => {
            by_follower(addressed)?;
            refuse(closed, Refusal::Closed)?;
            needs(reason)
        }
        What::Reopened { reason } => {
            by_follower(addressed)?;
            refuse(!closed, Refusal::NotClosed)?;
            needs(reason)
        }
    }
}

fn refuse(broken: bool, refusal: Refusal) -> Result<(), Refusal> {
    if broken { Err(refusal) } else { Ok(()) }
}

fn by_addressee(addressed: Option<bool>, closed: bool) -> Result<(), Refusal> {
    match addressed {
        None => Err(Refusal::NotAssigned),
        Some(false) => Err(Refusal::NotAddressed),
        Some(true) => refuse(closed, Refusal::Closed),
    }
}

fn by_follower(addressed: Option<bool>) -> Result<(), Refusal> {
    match addressed {
        None => Err(Refusal::NotAssigned),
        Some(true) => Err(Refusal::JudgesItself),
        Some(false) => Ok(()),
    }
}

fn needs(reason: &str) -> Result<(), Refusal> {
    refuse(!is_reason(reason), Refusal::NoReason)
}

fn countable(report: &Report) -> Result<(), Refusal> {
    refuse(report.counted.is_some_and(|share| share.d == 0 || share.n > share.d), Refusal::ImpossibleCount)
}
