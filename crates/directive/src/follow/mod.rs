//! What has become of a recommendation, at any instant, from its history alone (mission A19, D1 L49, D2 L33).
//!
//! Agreed and done are separate. Who is told to act never closes its own item; closing and reopening need a reason. A
//! percentage exists only where something was counted. The papers give no dates: how often to report is a setting.

mod attention;
mod decide;
mod status;

pub use attention::{Attention, Rhythm, attention};
pub use decide::{Refusal, decide};
pub use status::{Standing, Status, standing};

use continuity::Share;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Who was told to act, and when to report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// Codes of those who lead.
    pub lead: Vec<String>,
    /// Codes of those who act with them.
    pub with: Vec<String>,
    /// By when; most papers state none.
    pub due: Option<Date>,
}

impl Assignment {
    /// True for those who are told to act, in either part.
    pub fn addresses(&self, code: &str) -> bool {
        self.lead.iter().chain(&self.with).any(|held| held == code)
    }
}

/// What a report says was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Counted: done of all. None where nothing can be counted; then there is no percentage.
    pub counted: Option<Share>,
    /// How many pieces of evidence come with it.
    pub evidence: u32,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A person confirmed the draft beside the original text.
    Confirmed,
    /// Assigned, or assigned anew.
    Assigned(Assignment),
    /// An addressee agrees to act.
    Agreed,
    /// An addressee says that it is not its task.
    Declined {
        /// Why.
        reason: String,
    },
    /// An addressee reports progress.
    Progress(Report),
    /// An addressee reports that its part is done.
    Done(Report),
    /// The follower is not satisfied with a report.
    SentBack {
        /// Why.
        reason: String,
    },
    /// The follower accepts and closes.
    Closed {
        /// Why.
        reason: String,
    },
    /// The follower opens it again.
    Reopened {
        /// Why.
        reason: String,
    },
}

/// One event of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// Code of the organisation that acted.
    pub by: String,
    /// What.
    pub what: What,
}

/// A reason with a word in it.
fn is_reason(reason: &str) -> bool {
    !thai::normalise::fold(reason).is_empty()
}

/// The events up to an instant, in the order they happened; those of one instant stay in the order given.
fn until(history: &[Event], at: Timestamp) -> Vec<&Event> {
    let mut events: Vec<&Event> = history.iter().filter(|event| event.at <= at).collect();
    events.sort_by_key(|event| event.at);
    events
}

#[cfg(test)]
mod tests;
