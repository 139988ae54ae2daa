//! Buddhist and Gregorian dates as people write them, and the fiscal year.
//!
//! Storage and machine interfaces hold ISO 8601 Gregorian dates; only display and input know the
//! Buddhist era (Gregorian year + 543). The fiscal year runs from 1 October to 30 September and is
//! named by its later Buddhist year (official-document conventions 3.3). A day is a day in
//! Bangkok, at a fixed +07:00. Nothing here reads a clock.

mod fiscal;
mod parse;
mod wording;

pub use fiscal::{FISCAL_YEARS, parse_fiscal_year};
pub use jiff::civil::Date;
pub use parse::{Calendar, DateError, ParsedDate, parse_date, parse_iso_date};

use crate::digits;
use jiff::Timestamp;
use jiff::tz::Offset;

/// Buddhist era minus Gregorian year.
pub const BUDDHIST_OFFSET: i32 = 543;

/// Asia/Bangkok, which has had no change of offset since 1920.
const BANGKOK: Offset = Offset::constant(7);

/// Full Thai month names, January first.
pub const MONTHS_TH: [&str; 12] = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
];

/// Thai month abbreviations with their full stops, January first.
pub const MONTHS_ABBR_TH: [&str; 12] =
    ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];

/// Full English month names, January first.
pub const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// English month abbreviations, January first.
pub const MONTHS_ABBR_EN: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The Thai name of month 1 to 12, `None` for any other number.
pub fn month_name_th(month: i8) -> Option<&'static str> {
    month_of(&MONTHS_TH, month)
}

/// The Thai abbreviation of month 1 to 12, `None` for any other number.
pub fn month_abbr_th(month: i8) -> Option<&'static str> {
    month_of(&MONTHS_ABBR_TH, month)
}

/// The Buddhist year of a date: 2563 for any day of 2020.
pub fn buddhist_year(date: Date) -> i32 {
    i32::from(date.year()) + BUDDHIST_OFFSET
}

/// `31 สิงหาคม 2563`
pub fn long_th(date: Date) -> String {
    written(date, &MONTHS_TH, buddhist_year(date))
}

/// `๓๑ สิงหาคม ๒๕๖๓`, as printed in official letters.
pub fn long_th_digits(date: Date) -> String {
    digits::to_thai(&long_th(date))
}

/// `31 ส.ค. 2563`
pub fn short_th(date: Date) -> String {
    written(date, &MONTHS_ABBR_TH, buddhist_year(date))
}

/// `31 August 2020`
pub fn long_en(date: Date) -> String {
    written(date, &MONTHS_EN, i32::from(date.year()))
}

/// `31 Aug 2020`
pub fn short_en(date: Date) -> String {
    written(date, &MONTHS_ABBR_EN, i32::from(date.year()))
}

/// The Buddhist fiscal year that a day falls in: 1 October 2019 opens fiscal year 2563.
pub fn fiscal_year(date: Date) -> i32 {
    buddhist_year(date) + i32::from(date.month() >= 10)
}

/// The quarter of the fiscal year, 1 (October to December) to 4 (July to September).
pub fn fiscal_quarter(date: Date) -> i8 {
    (date.month() + 2) % 12 / 3 + 1
}

/// 1 October that opens a Buddhist fiscal year; a year out of the calendar gives its nearest end.
pub fn fiscal_year_start(fiscal_year: i32) -> Date {
    day_of(fiscal_year.saturating_sub(BUDDHIST_OFFSET + 1), 10, 1)
}

/// 30 September that closes a Buddhist fiscal year; out of the calendar as for the start.
pub fn fiscal_year_end(fiscal_year: i32) -> Date {
    day_of(fiscal_year.saturating_sub(BUDDHIST_OFFSET), 9, 30)
}

/// The day in Bangkok at an instant.
pub fn bangkok_date(at: Timestamp) -> Date {
    BANGKOK.to_datetime(at).date()
}

/// The time in Bangkok at an instant, to the minute: `14:32`.
pub fn bangkok_time_hm(at: Timestamp) -> String {
    let time = BANGKOK.to_datetime(at).time();
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// Midnight in Bangkok at which a day begins; the ends of the calendar give its ends.
pub fn start_of_bangkok_day(date: Date) -> Timestamp {
    let before_everything = if date.year() < 0 { Timestamp::MIN } else { Timestamp::MAX };
    BANGKOK.to_timestamp(date.at(0, 0, 0, 0)).unwrap_or(before_everything)
}

/// The first instant after a day in Bangkok, for half-open ranges: `at < end` is "by that day".
pub fn end_exclusive_of_bangkok_day(date: Date) -> Timestamp {
    match date.tomorrow() {
        Ok(next) => start_of_bangkok_day(next),
        Err(_) => Timestamp::MAX,
    }
}

fn written(date: Date, months: &'static [&'static str; 12], year: i32) -> String {
    let month = month_of(months, date.month()).unwrap_or_default();
    format!("{} {month} {year}", date.day())
}

fn month_of(months: &'static [&'static str; 12], month: i8) -> Option<&'static str> {
    let index = usize::try_from(month).ok()?.checked_sub(1)?;
    months.get(index).copied()
}

fn day_of(year: i32, month: i8, day: i8) -> Date {
    let nearest_end = if year < 0 { Date::MIN } else { Date::MAX };
    i16::try_from(year).ok().and_then(|year| Date::new(year, month, day).ok()).unwrap_or(nearest_end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn a_date_is_written_in_each_form() {
        let due = date(2020, 8, 31);
        assert_eq!(long_th(due), "31 สิงหาคม 2563");
        assert_eq!(long_th_digits(due), "๓๑ สิงหาคม ๒๕๖๓");
        assert_eq!(short_th(due), "31 ส.ค. 2563");
        assert_eq!(long_en(due), "31 August 2020");
        assert_eq!(short_en(due), "31 Aug 2020");
        assert_eq!(month_name_th(11), Some("พฤศจิกายน"));
        assert_eq!(month_abbr_th(4), Some("เม.ย."));
        assert_eq!(month_name_th(0), None);
        assert_eq!(month_abbr_th(13), None);
        assert_eq!(month_name_th(i8::MIN), None);
    }

    #[test]
    fn the_fiscal_year_opens_on_1_october() {
        assert_eq!(fiscal_year(date(2019, 9, 30)), 2562);
        assert_eq!(fiscal_year(date(2019, 10, 1)), 2563);
        assert_eq!(fiscal_year(date(2020, 9, 30)), 2563);
        assert_eq!(fiscal_year(date(2021, 10, 1)), 2565);
        assert_eq!(fiscal_year_start(2565), date(2021, 10, 1));
        assert_eq!(fiscal_year_end(2565), date(2022, 9, 30));
        for (month, quarter) in [(10, 1), (12, 1), (1, 2), (3, 2), (4, 3), (6, 3), (7, 4), (9, 4)] {
            assert_eq!(fiscal_quarter(date(2020, month, 1)), quarter);
        }
    }

    #[test]
    fn a_fiscal_year_out_of_the_calendar_gives_its_nearest_end() {
        assert_eq!(fiscal_year_start(i32::MAX), Date::MAX);
        assert_eq!(fiscal_year_end(i32::MIN), Date::MIN);
    }

    #[test]
    fn a_day_in_bangkok_begins_at_17_00_the_day_before_in_utc() {
        let day = date(2020, 8, 31);
        let start: Timestamp = "2020-08-30T17:00:00Z".parse().unwrap();
        let end: Timestamp = "2020-08-31T17:00:00Z".parse().unwrap();
        assert_eq!(start_of_bangkok_day(day), start);
        assert_eq!(end_exclusive_of_bangkok_day(day), end);
        assert_eq!(bangkok_date(start), day);
        assert_eq!(bangkok_date(end), date(2020, 9, 1));
        let afternoon: Timestamp = "2020-08-31T07:32:59Z".parse().unwrap();
        assert_eq!(bangkok_time_hm(afternoon), "14:32");
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_panic() {
        assert_eq!(end_exclusive_of_bangkok_day(Date::MAX), Timestamp::MAX);
        assert_eq!(start_of_bangkok_day(Date::MIN), Timestamp::MIN);
        bangkok_date(Timestamp::MIN);
        bangkok_time_hm(Timestamp::MAX);
        long_th(Date::MIN);
    }

    proptest! {
        #[test]
        fn every_day_lies_inside_its_fiscal_year(days in -400_000i32..400_000) {
            let day = date(2020, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            let year = fiscal_year(day);
            prop_assert!(fiscal_year_start(year) <= day && day <= fiscal_year_end(year));
            prop_assert_eq!(fiscal_year_end(year).tomorrow().unwrap(), fiscal_year_start(year + 1));
            prop_assert_eq!(bangkok_date(start_of_bangkok_day(day)), day);
        }
    }
}
