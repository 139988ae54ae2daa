//! What needs chasing at an instant: overdue, silent, and reports that contradict themselves.

use super::status::{Status, standing};
use super::{Event, What, until};
use crate::paper::Cadence;
use continuity::Share;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use thai::date::end_exclusive_of_bangkok_day;

/// How many days may pass between two reports, for each cadence. "From time to time" is what the office sets it to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// Days for [`Cadence::Periodic`]; `None` never makes anyone silent.
    pub periodic_days: Option<u16>,
    /// Days of grace after the period.
    pub grace_days: u16,
}

impl Rhythm {
    fn days(self, cadence: Cadence) -> Option<u16> {
        Some(match cadence {
            Cadence::Periodic => return self.periodic_days,
            Cadence::Daily => 1,
            Cadence::Weekly => 7,
            Cadence::Monthly => 31,
            Cadence::Quarterly => 92,
            Cadence::HalfYearly => 184,
            Cadence::Annual => 366,
        })
    }
}

/// Why a recommendation is to be chased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attention {
    /// Its day has passed and it is not reported done.
    Overdue,
    /// No report within the cadence; the instant at which it became silent.
    Silent {
        /// Since when.
        since: Timestamp,
    },
    /// Every lead declines.
    NobodyActs,
    /// Reported done, or closed, while less than all is counted.
    DoneButNotAll {
        /// Who reports it.
        by: String,
        /// What it counts.
        counted: Share,
    },
    /// Reported done without a piece of evidence.
    DoneWithoutEvidence {
        /// Who reports it.
        by: String,
    },
    /// The count went down while the whole stayed.
    WentBack {
        /// Who reports it.
        by: String,
        /// The count before.
        from: Share,
        /// The count now.
        to: Share,
    },
}

/// What needs chasing at an instant. A closed item is neither overdue nor silent; its contradictions stay.
pub fn attention(history: &[Event], cadence: Cadence, rhythm: Rhythm, at: Timestamp) -> Vec<Attention> {
    let now = standing(history, at);
    let mut found = Vec::new();
    if let Some(assignment) = now.assignment.as_ref().filter(|_| now.status < Status::ReportedDone) {
        if assignment.due.is_some_and(|due| end_exclusive_of_bangkok_day(due) <= at) {
            found.push(Attention::Overdue);
        }
        if !assignment.lead.is_empty() && assignment.lead.iter().all(|lead| now.declined.contains(lead)) {
            found.push(Attention::NobodyActs);
        }
        let owed = now.owed_since.max(now.last_report.filter(|report| Some(*report) >= now.owed_since));
        let days = rhythm.days(cadence).map(|days| i64::from(days) + i64::from(rhythm.grace_days));
        let since =
            owed.zip(days).and_then(|(owed, days)| owed.checked_add(SignedDuration::from_hours(24 * days)).ok());
        if let Some(since) = since.filter(|since| *since < at) {
            found.push(Attention::Silent { since });
        }
    }
    found.extend(contradictions(history, at));
    found
}

/// The contradictions of each body's latest report.
fn contradictions(history: &[Event], at: Timestamp) -> Vec<Attention> {
    let mut counts: BTreeMap<&str, Share> = BTreeMap::new();
    let mut found: BTreeMap<&str, Vec<Attention>> = BTreeMap::new();
    for event in until(history, at) {
        let (report, done) = match &event.what {
            What::Progress(report) => (report, false),
            What::Done(report) => (report, true),
            _ => continue,
        };
        let by = || event.by.clone();
        let mut said = Vec::new();
        if let Some(counted) = report.counted {
            if done && counted.n < counted.d {
                said.push(Attention::DoneButNotAll { by: by(), counted });
            }
            let before =
                counts.insert(&event.by, counted).filter(|before| before.d == counted.d && before.n > counted.n);
            said.extend(before.map(|from| Attention::WentBack { by: by(), from, to: counted }));
        } else if let Some(counted) = counts.get(event.by.as_str()).filter(|counted| done && counted.n < counted.d) {
            said.push(Attention::DoneButNotAll { by: by(), counted: *counted });
        }
        if done && report.evidence == 0 {
            said.push(Attention::DoneWithoutEvidence { by: by() });
        }
        found.insert(&event.by, said);
    }
    found.into_values().flatten().collect()
}
