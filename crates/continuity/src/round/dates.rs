//! The two dates of a round: due (on time until then) and closing (nothing is taken afterwards), and extensions.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;

use super::day::{day_of, fiscal_year_end, fiscal_year_start};
use crate::codes::codes;

/// When a round is due and when it closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoundDates {
    /// Last day on which a submission is on time.
    pub due: Date,
    /// Last day on which a submission is taken; never before `due`.
    pub closes: Date,
}

/// More time for one organisation. It is listed for ever; revoking it keeps the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extension {
    /// The new due day.
    pub until: Date,
    /// When it was granted.
    pub granted_at: Timestamp,
    /// When it was revoked, if it was.
    pub revoked_at: Option<Timestamp>,
}

codes! {
    /// What a round takes at an instant.
    Window {
        /// Not opened yet.
        NotOpen = "not_open",
        /// Open, and a submission is on time.
        Open = "open",
        /// Open, and a submission is late.
        Late = "late",
        /// Closed.
        Closed = "closed",
    }
}

/// How far away a day is, as people say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "deadline", content = "days")]
pub enum Deadline {
    /// So many days are left, at least 1.
    In(u32),
    /// It is today.
    Today,
    /// So many days ago, at least 1.
    Overdue(u32),
}

/// True when the organisation's first submission of the year came at or before the end of the due day in Bangkok.
pub fn on_time(first_submitted: Timestamp, due: Date) -> bool {
    day_of(first_submitted) <= due
}

/// Days from `today` to `day`: 0 on the day, negative afterwards.
pub fn days_until(day: Date, today: Date) -> i64 {
    day.duration_since(today).as_hours() / 24
}

impl Deadline {
    /// How far `day` is from `today`.
    pub fn of(day: Date, today: Date) -> Self {
        let days = days_until(day, today);
        let count = u32::try_from(days.unsigned_abs()).unwrap_or(u32::MAX);
        match days {
            0 => Deadline::Today,
            1.. => Deadline::In(count),
            _ => Deadline::Overdue(count),
        }
    }
}

/// Dates that no round can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatesRefused {
    /// It would close before it is due.
    ClosesBeforeDue,
    /// It would be due more than a year before the fiscal year begins or after it ends: a slip of 543 years, or the
    /// wrong round.
    DueFarFromYear,
}

impl RoundDates {
    /// Dates of the round of the Buddhist `fiscal_year`. A round may be due up to one year before its fiscal year,
    /// when plans are made in advance, and up to one year after it.
    ///
    /// # Errors
    /// [`DatesRefused`] with the first thing that is wrong.
    pub fn new(fiscal_year: i32, due: Date, closes: Date) -> Result<Self, DatesRefused> {
        if closes < due {
            return Err(DatesRefused::ClosesBeforeDue);
        }
        let first = fiscal_year_start(fiscal_year.saturating_sub(1)).ok_or(DatesRefused::DueFarFromYear)?;
        let last = fiscal_year_end(fiscal_year.saturating_add(1)).ok_or(DatesRefused::DueFarFromYear)?;
        if due < first || due > last {
            return Err(DatesRefused::DueFarFromYear);
        }
        Ok(RoundDates { due, closes })
    }

    /// The dates that hold for an organisation with these extensions at an instant: the latest extension in force
    /// moves the due day, and the closing day with it when it lies beyond; it never takes time away.
    pub fn extended(self, extensions: &[Extension], at: Timestamp) -> RoundDates {
        let in_force = extensions.iter().filter(|e| e.is_in_force(at)).map(|e| e.until).max();
        match in_force {
            Some(until) if until > self.due => RoundDates { due: until, closes: self.closes.max(until) },
            _ => self,
        }
    }

    /// What the round takes on a day. `opened` is the day on which it was opened.
    pub fn window(self, opened: Option<Date>, today: Date) -> Window {
        match opened {
            None => Window::NotOpen,
            Some(opened) if today < opened => Window::NotOpen,
            Some(_) if today <= self.due => Window::Open,
            Some(_) if today <= self.closes => Window::Late,
            Some(_) => Window::Closed,
        }
    }
}

impl Extension {
    /// True when it was granted by that instant and not revoked by then.
    pub fn is_in_force(&self, at: Timestamp) -> bool {
        self.granted_at <= at && self.revoked_at.is_none_or(|revoked| at < revoked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn instant(text: &str) -> Timestamp {
        text.parse().unwrap_or_else(|_| unreachable!("{text}"))
    }

    const DATES: RoundDates = RoundDates { due: date(2020, 8, 31), closes: date(2020, 9, 30) };

    #[test]
    fn the_whole_due_day_in_bangkok_is_on_time() {
        assert!(on_time(instant("2020-08-31T16:59:59.999999999Z"), DATES.due));
        assert!(!on_time(instant("2020-08-31T17:00:00Z"), DATES.due));
    }

    #[test]
    fn days_are_counted_across_months_and_leap_years() {
        for (day, today, days) in [
            (date(2020, 8, 31), date(2020, 8, 19), 12),
            (date(2020, 8, 31), date(2020, 8, 31), 0),
            (date(2020, 8, 31), date(2020, 9, 3), -3),
            (date(2020, 3, 1), date(2020, 2, 28), 2),
            (date(2021, 3, 1), date(2021, 2, 28), 1),
            (date(9999, 12, 31), date(1, 1, 1), 3_652_058),
        ] {
            assert_eq!(days_until(day, today), days, "{today} to {day}");
        }
        assert_eq!(Deadline::of(DATES.due, date(2020, 8, 30)), Deadline::In(1));
        assert_eq!(Deadline::of(DATES.due, date(2020, 8, 31)), Deadline::Today);
        assert_eq!(Deadline::of(DATES.due, date(2020, 9, 3)), Deadline::Overdue(3));
    }

    #[test]
    fn a_round_is_open_then_late_then_closed() {
        let opened = Some(date(2020, 4, 1));
        for (today, window) in [
            (date(2020, 3, 31), Window::NotOpen),
            (date(2020, 4, 1), Window::Open),
            (date(2020, 8, 31), Window::Open),
            (date(2020, 9, 1), Window::Late),
            (date(2020, 9, 30), Window::Late),
            (date(2020, 10, 1), Window::Closed),
        ] {
            assert_eq!(DATES.window(opened, today), window, "{today}");
        }
        assert_eq!(DATES.window(None, date(2020, 8, 1)), Window::NotOpen);
    }

    #[test]
    fn an_extension_moves_the_due_day_until_it_is_revoked() {
        let extension = Extension {
            until: date(2020, 10, 15),
            granted_at: instant("2020-08-01T00:00:00Z"),
            revoked_at: Some(instant("2020-08-20T00:00:00Z")),
        };
        let moved = RoundDates { due: date(2020, 10, 15), closes: date(2020, 10, 15) };
        assert_eq!(DATES.extended(&[extension], instant("2020-07-31T00:00:00Z")), DATES);
        assert_eq!(DATES.extended(&[extension], instant("2020-08-10T00:00:00Z")), moved);
        assert_eq!(DATES.extended(&[extension], instant("2020-08-20T00:00:00Z")), DATES);
    }

    #[test]
    fn an_extension_never_takes_time_away() {
        let granted_at = instant("2020-08-01T00:00:00Z");
        let earlier = Extension { until: date(2020, 8, 15), granted_at, revoked_at: None };
        assert_eq!(DATES.extended(&[earlier], granted_at), DATES);
    }

    #[test]
    fn dates_of_the_wrong_year_or_order_are_refused() {
        assert_eq!(RoundDates::new(2563, DATES.due, DATES.closes), Ok(DATES));
        let backwards = RoundDates::new(2563, DATES.closes, DATES.due);
        assert_eq!(backwards, Err(DatesRefused::ClosesBeforeDue));
        let buddhist = RoundDates::new(2563, date(2563, 8, 31), date(2563, 9, 30));
        assert_eq!(buddhist, Err(DatesRefused::DueFarFromYear));
        let in_advance = RoundDates::new(2563, date(2019, 8, 31), date(2019, 9, 30));
        assert!(in_advance.is_ok());
        let early = RoundDates::new(2563, date(2018, 9, 30), date(2018, 9, 30));
        assert_eq!(early, Err(DatesRefused::DueFarFromYear));
    }
}
