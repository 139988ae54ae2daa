//! Where this year's plan of one organisation is, as its own people see it, and until when it may be sent. Pure: the
//! rules are `continuity::round`; here they are put together with the request to the head.

use continuity::round::{Extension, RoundDates, Standing, StandingState, Window};
use jiff::{Timestamp, civil::Date};

/// Where the plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nothing is written.
    NotStarted,
    /// It is being written.
    Drafting,
    /// The head was asked to approve it as it stands.
    WithHead,
    /// It waits for a reviewer.
    Submitted,
    /// It was returned and not sent again.
    Returned,
    /// It was accepted.
    Approved,
}

/// Where the plan is, from the history of its versions and a request to the head that is still of the draft as it
/// stands. A version that waits for review or was accepted outranks an old request.
pub fn stage(exists: bool, standing: &Standing, requested: bool) -> Stage {
    match standing.state {
        StandingState::Submitted => Stage::Submitted,
        StandingState::Approved => Stage::Approved,
        _ if exists && requested => Stage::WithHead,
        StandingState::Returned => Stage::Returned,
        _ if exists => Stage::Drafting,
        _ => Stage::NotStarted,
    }
}

/// The dates that hold for one organisation today, and what the round takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// Last day on time, extensions in force included.
    pub due: Date,
    /// Last day at all.
    pub closes: Date,
    /// What the round takes today.
    pub window: Window,
}

/// The dates of a round for an organisation with these extensions.
pub fn deadline(dates: RoundDates, extensions: &[Extension], now: Timestamp, today: Date) -> Deadline {
    let dates = dates.extended(extensions, now);
    // A round that is read from the database was opened.
    Deadline { due: dates.due, closes: dates.closes, window: dates.window(Some(Date::MIN), today) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(state: StandingState) -> Standing {
        Standing { state, ..Standing::NOT_STARTED }
    }

    #[test]
    fn a_plan_goes_from_nothing_to_the_head_and_to_review() {
        use StandingState as S;
        assert_eq!(stage(false, &at(S::NotStarted), false), Stage::NotStarted);
        assert_eq!(stage(true, &at(S::Drafting), false), Stage::Drafting);
        assert_eq!(stage(true, &at(S::Drafting), true), Stage::WithHead);
        assert_eq!(stage(true, &at(S::Submitted), true), Stage::Submitted);
        assert_eq!(stage(true, &at(S::Returned), false), Stage::Returned);
        assert_eq!(stage(true, &at(S::Returned), true), Stage::WithHead);
        assert_eq!(stage(true, &at(S::Approved), true), Stage::Approved);
    }

    #[test]
    fn an_extension_moves_the_due_day_of_its_organisation() {
        let dates = RoundDates { due: date(2020, 8, 31), closes: date(2020, 9, 30) };
        let (today, granted_at) = (date(2020, 9, 2), Timestamp::UNIX_EPOCH);
        let now: Timestamp = "2020-09-02T03:00:00Z".parse().unwrap();
        assert_eq!(deadline(dates, &[], now, today).window, Window::Late);
        let more = Extension { until: date(2020, 9, 15), granted_at, revoked_at: None };
        let extended = deadline(dates, &[more], now, today);
        assert_eq!((extended.due, extended.window), (date(2020, 9, 15), Window::Open));
    }
}
