//! Days in Asia/Bangkok and Buddhist fiscal years, which start on 1 October.

use jiff::{
    Timestamp,
    civil::Date,
    tz::{Offset, TimeZone},
};

/// Bangkok is seven hours ahead of UTC all year.
const BANGKOK: Offset = jiff::tz::offset(7);

/// Years between the Gregorian and the Buddhist count.
const BUDDHIST_ERA: i32 = 543;

/// The day in Bangkok on which the instant falls.
pub fn day_of(instant: Timestamp) -> Date {
    BANGKOK.to_datetime(instant).date()
}

/// The first instant of the day in Bangkok; `None` outside the range of instants.
pub fn start_of(day: Date) -> Option<Timestamp> {
    TimeZone::fixed(BANGKOK).to_timestamp(day.at(0, 0, 0, 0)).ok()
}

/// The last instant, to the nanosecond, of the day in Bangkok: what "as of" a date means.
pub fn end_of(day: Date) -> Option<Timestamp> {
    TimeZone::fixed(BANGKOK).to_timestamp(day.at(23, 59, 59, 999_999_999)).ok()
}

/// The Buddhist fiscal year in which the day lies: 1 October 2562 to 30 September 2563 is 2563.
pub fn fiscal_year(day: Date) -> i32 {
    let after_september = i32::from(day.month() >= 10);
    i32::from(day.year()) + BUDDHIST_ERA + after_september
}

/// The first day of the Buddhist fiscal year, 1 October; `None` for a year outside the calendar.
pub fn fiscal_year_start(fiscal_year: i32) -> Option<Date> {
    date(fiscal_year.checked_sub(BUDDHIST_ERA + 1)?, 10, 1)
}

/// The last day of the Buddhist fiscal year, 30 September; `None` for a year outside the calendar.
pub fn fiscal_year_end(fiscal_year: i32) -> Option<Date> {
    date(fiscal_year.checked_sub(BUDDHIST_ERA)?, 9, 30)
}

fn date(year: i32, month: i8, day: i8) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_fiscal_year_runs_from_october_to_september() {
        for (day, year) in [
            (date(2019, 9, 30), 2562),
            (date(2019, 10, 1), 2563),
            (date(2020, 8, 31), 2563),
            (date(2020, 9, 30), 2563),
            (date(2020, 10, 1), 2564),
        ] {
            assert_eq!(fiscal_year(day), year, "{day}");
        }
        assert_eq!(fiscal_year_start(2563), Some(date(2019, 10, 1)));
        assert_eq!(fiscal_year_end(2563), Some(date(2020, 9, 30)));
        assert_eq!(fiscal_year_start(i32::MIN), None);
        assert_eq!(fiscal_year_end(i32::MAX), None);
    }

    #[test]
    fn a_day_in_bangkok_starts_seven_hours_before_the_day_in_greenwich() {
        let day = date(2020, 8, 31);
        assert_eq!(start_of(day).map(|t| t.to_string()).as_deref(), Some("2020-08-30T17:00:00Z"));
        assert_eq!(end_of(day).map(|t| t.to_string()).as_deref(), Some("2020-08-31T16:59:59.999999999Z"));
        assert_eq!(start_of(day).map(day_of), Some(day));
        assert_eq!(end_of(day).map(day_of), Some(day));
    }

    proptest::proptest! {
        #[test]
        fn every_day_lies_in_its_fiscal_year(days in 0i64..200_000) {
            let day = date(1900, 1, 1).saturating_add(jiff::Span::new().days(days));
            let year = fiscal_year(day);
            proptest::prop_assert!(fiscal_year_start(year).is_some_and(|start| start <= day));
            proptest::prop_assert!(fiscal_year_end(year).is_some_and(|end| day <= end));
        }
    }
}
