//! The status of a recommendation at an instant.

use super::{Assignment, Event, Report, What, is_reason, until};
use continuity::Share;
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;

/// Where a recommendation stands. Later is further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Read, not confirmed by a person.
    Draft,
    /// Confirmed, not assigned.
    Confirmed,
    /// Assigned; not every lead has agreed.
    Assigned,
    /// Every lead has agreed; nothing is reported.
    Agreed,
    /// A report came.
    InProgress,
    /// Every lead reports its part done; the follower has not judged.
    ReportedDone,
    /// Accepted by the follower.
    Closed,
}

/// What one lead said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Said {
    agreed: bool,
    declined: bool,
    reported: bool,
    done: bool,
    counted: Option<Share>,
}

/// The status with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Where it stands.
    pub status: Status,
    /// Who acts; none before it is assigned.
    pub assignment: Option<Assignment>,
    /// Leads and others who say that it is not their task.
    pub declined: Vec<String>,
    /// The counts of the leads' latest reports taken together; only when every lead has counted.
    pub counted: Option<Share>,
    /// It was closed before and opened again.
    pub reopened: bool,
    /// When the last report of an addressee came.
    pub last_report: Option<Timestamp>,
    /// Since when addressees have to report: the last assignment or reopening.
    pub owed_since: Option<Timestamp>,
}

/// The standing at an instant, from the events up to it. A history that breaks the rules still has a standing: an event
/// that could not happen changes nothing.
pub fn standing(history: &[Event], at: Timestamp) -> Standing {
    let mut now = Progress::default();
    for event in until(history, at) {
        now.take(event);
    }
    now.standing()
}

#[derive(Default)]
struct Progress {
    confirmed: bool,
    assignment: Option<Assignment>,
    said: BTreeMap<String, Said>,
    closed: bool,
    reopened: bool,
    last_report: Option<Timestamp>,
    owed_since: Option<Timestamp>,
}

impl Progress {
    fn take(&mut self, event: &Event) {
        let addressed = self.assignment.as_ref().is_some_and(|assignment| assignment.addresses(&event.by));
        match &event.what {
            What::Confirmed => self.confirmed = true,
            What::Assigned(assignment) if self.confirmed && !self.closed => {
                self.said.retain(|code, _| assignment.addresses(code));
                self.assignment = Some(assignment.clone());
                self.owed_since = Some(event.at);
            }
            What::Agreed if addressed && !self.closed => {
                let said = self.said.entry(event.by.clone()).or_default();
                (said.agreed, said.declined) = (true, false);
            }
            What::Declined { .. } if addressed && !self.closed => {
                let said = self.said.entry(event.by.clone()).or_default();
                (said.agreed, said.declined) = (false, true);
            }
            What::Progress(report) if addressed && !self.closed => self.report(event, report, false),
            What::Done(report) if addressed && !self.closed => self.report(event, report, true),
            What::SentBack { reason } if !addressed && is_reason(reason) => {
                self.said.values_mut().for_each(|said| said.done = false)
            }
            What::Closed { reason } if !addressed && self.assignment.is_some() && is_reason(reason) => {
                self.closed = true
            }
            What::Reopened { reason } if !addressed && self.closed && is_reason(reason) => {
                self.closed = false;
                self.reopened = true;
                self.owed_since = Some(event.at);
                self.said.values_mut().for_each(|said| said.done = false);
            }
            _ => {}
        }
    }

    fn report(&mut self, event: &Event, report: &Report, done: bool) {
        let said = self.said.entry(event.by.clone()).or_default();
        // Who reports has taken it up, whether or not it ever said so.
        (said.reported, said.agreed, said.declined, said.done) = (true, true, false, done);
        said.counted = report.counted;
        self.last_report = Some(event.at);
    }

    fn leads(&self) -> impl Iterator<Item = Said> + '_ {
        let leads = self.assignment.iter().flat_map(|assignment| &assignment.lead);
        leads.map(|code| self.said.get(code).copied().unwrap_or_default())
    }

    fn standing(self) -> Standing {
        let any_lead = self.leads().next().is_some();
        let status = match &self.assignment {
            None if self.confirmed => Status::Confirmed,
            None => Status::Draft,
            Some(_) if self.closed => Status::Closed,
            Some(_) if any_lead && self.leads().all(|said| said.done) => Status::ReportedDone,
            Some(_) if self.leads().any(|said| said.reported) => Status::InProgress,
            Some(_) if any_lead && self.leads().all(|said| said.agreed) => Status::Agreed,
            Some(_) => Status::Assigned,
        };
        let counted = self.leads().map(|said| said.counted).collect::<Option<Vec<Share>>>();
        Standing {
            status,
            declined: self.said.iter().filter(|(_, said)| said.declined).map(|(code, _)| code.clone()).collect(),
            counted: counted.filter(|shares| !shares.is_empty()).map(|shares| shares.into_iter().sum()),
            assignment: self.assignment,
            reopened: self.reopened,
            last_report: self.last_report,
            owed_since: self.owed_since,
        }
    }
}
