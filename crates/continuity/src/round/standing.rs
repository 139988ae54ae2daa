//! Where one organisation's main plan of one fiscal year stood at an instant, from the history of its versions.
//!
//! Contracts, `report readiness`: submitted when some version was submitted at or before the instant and not
//! withdrawn by it; a returned plan still counts as submitted, and as returned until it is submitted again; approved
//! when some version was approved and not withdrawn. Only the history decides: any past instant can be asked.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::codes::codes;

codes! {
    /// What happened to a version of a plan.
    EventKind {
        /// Work on it began.
        Started = "started",
        /// It was handed in.
        Submitted = "submitted",
        /// It was sent back for correction.
        Returned = "returned",
        /// It was accepted.
        Approved = "approved",
        /// Its own organisation took it back.
        Withdrawn = "withdrawn",
    }
}

/// One event in the life of one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// When it happened.
    pub at: Timestamp,
    /// Number of the version, from 1.
    pub version: u32,
    /// What happened.
    pub what: EventKind,
}

codes! {
    /// Where an organisation's plan stands.
    StandingState {
        /// Nothing was begun.
        NotStarted = "not_started",
        /// Begun, and no version is submitted.
        Drafting = "drafting",
        /// The latest submitted version waits for review.
        Submitted = "submitted",
        /// The latest submitted version was returned and not submitted again.
        Returned = "returned",
        /// The latest submitted version was approved.
        Approved = "approved",
    }
}

/// Where the plan stood at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// State of the latest submitted version, or how far the draft is.
    pub state: StandingState,
    /// First submission of the year that was not withdrawn: what "on time" judges.
    pub first_submitted: Option<Timestamp>,
    /// The latest submitted version not withdrawn: the one from which hazard and process figures come.
    pub in_effect: Option<u32>,
    /// When that version was submitted: since when it waits, while `state` is submitted.
    pub last_submitted: Option<Timestamp>,
    /// The latest approved version not withdrawn; it may be older than `in_effect`.
    pub approved: Option<u32>,
}

/// What is known of one version once its events up to the instant are read.
#[derive(Clone, Copy, Default)]
struct Version {
    submitted: Option<Timestamp>,
    decision: Option<EventKind>,
    approved: bool,
    withdrawn: bool,
}

impl Standing {
    /// Before anything happened.
    pub const NOT_STARTED: Standing = Standing {
        state: StandingState::NotStarted,
        first_submitted: None,
        in_effect: None,
        last_submitted: None,
        approved: None,
    };

    /// The standing at `instant`. Events may come in any order and from any table; those after the instant do not
    /// count. Events of one instant are read in the order of a life: started, submitted, returned, approved,
    /// withdrawn.
    pub fn at(events: &[Event], instant: Timestamp) -> Standing {
        let mut past: Vec<&Event> = events.iter().filter(|e| e.at <= instant).collect();
        past.sort_by_key(|e| (e.at, e.version, e.what));
        let mut versions: BTreeMap<u32, Version> = BTreeMap::new();
        for event in &past {
            versions.entry(event.version).or_default().read(event);
        }
        if past.is_empty() {
            return Standing::NOT_STARTED;
        }
        Standing::of(&versions)
    }

    fn of(versions: &BTreeMap<u32, Version>) -> Standing {
        let in_force =
            || versions.iter().filter(|(_, v)| !v.withdrawn).filter_map(|(number, v)| Some((v.submitted?, *number, v)));
        let Some((last_submitted, number, latest)) = in_force().max_by_key(|(at, number, _)| (*at, *number)) else {
            return Standing { state: StandingState::Drafting, ..Standing::NOT_STARTED };
        };
        let state = match latest.decision {
            Some(EventKind::Returned) => StandingState::Returned,
            Some(EventKind::Approved) => StandingState::Approved,
            _ => StandingState::Submitted,
        };
        Standing {
            state,
            first_submitted: in_force().map(|(at, _, _)| at).min(),
            in_effect: Some(number),
            last_submitted: Some(last_submitted),
            approved: in_force().filter(|(_, _, v)| v.approved).max_by_key(|(at, n, _)| (*at, *n)).map(|(_, n, _)| n),
        }
    }

    /// True when the organisation counts as having submitted.
    pub const fn is_submitted(&self) -> bool {
        self.in_effect.is_some()
    }

    /// True when the organisation counts as having an approved plan.
    pub const fn is_approved(&self) -> bool {
        self.approved.is_some()
    }

    /// True when the plan was returned and is still to be submitted again.
    pub const fn is_returned(&self) -> bool {
        matches!(self.state, StandingState::Returned)
    }

    /// True when a version waits for a reviewer.
    pub const fn awaits_review(&self) -> bool {
        matches!(self.state, StandingState::Submitted)
    }
}

impl Version {
    fn read(&mut self, event: &Event) {
        match event.what {
            EventKind::Started => {}
            EventKind::Submitted => {
                self.submitted = Some(self.submitted.map_or(event.at, |first| first.min(event.at)));
                self.withdrawn = false;
                self.decision = None;
            }
            EventKind::Returned => self.decision = Some(EventKind::Returned),
            EventKind::Approved => {
                self.decision = Some(EventKind::Approved);
                self.approved = true;
            }
            EventKind::Withdrawn => {
                // Taken back is as if never handed in: neither its date nor its approval counts.
                *self = Version { withdrawn: true, ..Version::default() };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use EventKind::{Approved, Returned, Started, Submitted, Withdrawn};

    fn day(day: i64) -> Timestamp {
        Timestamp::from_second(1_590_000_000 + day * 86_400).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn history(events: &[(i64, u32, EventKind)]) -> Vec<Event> {
        events.iter().map(|(d, version, what)| Event { at: day(*d), version: *version, what: *what }).collect()
    }

    fn states(events: &[(i64, u32, EventKind)], days: std::ops::RangeInclusive<i64>) -> Vec<StandingState> {
        let events = history(events);
        days.map(|d| Standing::at(&events, day(d)).state).collect()
    }

    #[test]
    fn a_plan_goes_from_nothing_to_approved() {
        use StandingState::*;
        let life = [(1, 1, Started), (2, 1, EventKind::Submitted), (3, 1, EventKind::Approved)];
        assert_eq!(states(&life, 0..=4), [NotStarted, Drafting, Submitted, Approved, Approved]);
    }

    #[test]
    fn a_returned_plan_still_counts_as_submitted_until_and_after_it_comes_again() {
        let events = history(&[(1, 1, Submitted), (2, 1, Returned), (4, 2, Submitted), (5, 2, Approved)]);
        let returned = Standing::at(&events, day(3));
        assert!(returned.is_returned() && returned.is_submitted());
        assert_eq!(returned.in_effect, Some(1));
        let again = Standing::at(&events, day(4));
        assert!(again.awaits_review() && !again.is_returned());
        assert_eq!(
            (again.in_effect, again.first_submitted, again.last_submitted),
            (Some(2), Some(day(1)), Some(day(4)))
        );
        assert_eq!(Standing::at(&events, day(5)).approved, Some(2));
    }

    #[test]
    fn a_withdrawn_version_counted_until_it_was_withdrawn() {
        let events = history(&[(1, 1, Submitted), (3, 1, Withdrawn)]);
        assert!(Standing::at(&events, day(2)).is_submitted());
        let after = Standing::at(&events, day(3));
        assert_eq!(after, Standing { state: StandingState::Drafting, ..Standing::NOT_STARTED });
    }

    #[test]
    fn an_older_version_takes_effect_again_when_the_newer_is_withdrawn() {
        let events = history(&[(1, 1, Submitted), (2, 1, Returned), (3, 2, Submitted), (4, 2, Withdrawn)]);
        let standing = Standing::at(&events, day(4));
        assert_eq!((standing.state, standing.in_effect), (StandingState::Returned, Some(1)));
    }

    #[test]
    fn a_withdrawn_submission_does_not_make_a_later_one_on_time() {
        let events = history(&[(1, 1, Submitted), (2, 1, Withdrawn), (9, 2, Submitted)]);
        assert_eq!(Standing::at(&events, day(9)).first_submitted, Some(day(9)));
    }

    #[test]
    fn an_approved_plan_stays_approved_while_its_update_waits() {
        let events = history(&[(1, 1, Submitted), (2, 1, Approved), (5, 2, Submitted)]);
        let standing = Standing::at(&events, day(5));
        assert_eq!(
            (standing.state, standing.approved, standing.in_effect),
            (StandingState::Submitted, Some(1), Some(2))
        );
    }

    #[test]
    fn submission_and_approval_of_one_instant_are_read_in_the_order_of_a_life() {
        let events = history(&[(1, 1, Approved), (1, 1, Submitted), (1, 1, Started)]);
        assert_eq!(Standing::at(&events, day(1)).state, StandingState::Approved);
    }

    #[test]
    fn an_event_exactly_at_the_instant_counts() {
        let events = history(&[(1, 1, Submitted)]);
        let before = Timestamp::from_nanosecond(day(1).as_nanosecond() - 1).unwrap_or(Timestamp::MIN);
        assert!(Standing::at(&events, day(1)).is_submitted());
        assert!(!Standing::at(&events, before).is_submitted());
    }

    proptest::proptest! {
        #[test]
        fn the_order_in_which_events_are_given_does_not_matter(
            events in proptest::collection::vec((0i64..20, 1u32..4, 0usize..5), 0..20), day_asked in 0i64..20,
        ) {
            let forwards: Vec<Event> = events
                .iter()
                .map(|(d, version, kind)| Event { at: day(*d), version: *version, what: EventKind::ALL[*kind] })
                .collect();
            let backwards: Vec<Event> = forwards.iter().rev().copied().collect();
            let standing = Standing::at(&forwards, day(day_asked));
            proptest::prop_assert_eq!(standing, Standing::at(&backwards, day(day_asked)));
            proptest::prop_assert!(standing.is_submitted() || !standing.is_approved());
            proptest::prop_assert_eq!(standing.is_submitted(), standing.first_submitted.is_some());
        }
    }
}
