//! Reading a date as a person types it: Thai or Arabic digits, Thai or English months, Buddhist or
//! Gregorian years (official-document conventions 3.3: a two-digit year is a Buddhist one).
//!
//! A date is never guessed: a year that fits neither calendar is refused, and an ISO date with a
//! Buddhist year, which a machine would take for a day 543 years ahead, is refused with the date
//! that was most likely meant. Words such as "tomorrow" are not dates here.

use super::BUDDHIST_OFFSET;
use super::wording::{era_of, is_lead_in, is_separator, letters, month_then_era, trailing_era, without_ordinal};
use crate::normalise::fold;
use jiff::civil::Date;
use std::fmt;

/// Years without an era mark in this range are Buddhist (1857 to 2157).
const BUDDHIST_YEARS: std::ops::RangeInclusive<i32> = 2400..=2700;
/// Years without an era mark in this range are Gregorian.
const GREGORIAN_YEARS: std::ops::RangeInclusive<i32> = 1800..=2200;

/// The calendar that a year was written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calendar {
    /// พ.ศ., 543 years ahead of the Gregorian year.
    Buddhist,
    /// ค.ศ.
    Gregorian,
}

/// A date that was read, with how its year was understood so that a form can show it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParsedDate {
    /// The day, in the Gregorian calendar as stored.
    pub date: Date,
    /// The calendar the year was taken to be in.
    pub calendar: Calendar,
    /// Whether the year had two digits and the century was supplied here.
    pub short_year: bool,
}

/// Why a text is not a date, with what a message needs to say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateError {
    /// Nothing but blanks.
    Empty,
    /// Not in the shape of a date at all.
    NotADate,
    /// A word stands where the month should be and is none.
    UnknownMonth {
        /// The word as compared, lower case and without blanks or full stops.
        word: String,
    },
    /// The month is a number other than 1 to 12.
    MonthOutOfRange {
        /// The number written.
        month: u32,
    },
    /// The month has no such day, for example 31 June or 29 February of a common year.
    DayOutOfRange {
        /// The number written.
        day: u32,
        /// The month, 1 to 12.
        month: u32,
        /// The Gregorian year.
        year: i32,
    },
    /// The year as written fits neither calendar.
    YearOutOfRange {
        /// The number written.
        year: u32,
    },
    /// A two-digit year beside an English month could be of either calendar.
    AmbiguousYear {
        /// The number written.
        year: u32,
    },
    /// An ISO date whose year is a Buddhist one, 543 years off.
    BuddhistInIso {
        /// The year written.
        year: i32,
        /// The Gregorian date that was most likely meant.
        suggested: Date,
    },
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "no date given"),
            Self::NotADate => write!(f, "not a date"),
            Self::UnknownMonth { word } => write!(f, "{word:?} is not a month"),
            Self::MonthOutOfRange { month } => write!(f, "there is no month {month}"),
            Self::DayOutOfRange { day, month, year } => {
                write!(f, "month {month} of {year} has no day {day}")
            }
            Self::YearOutOfRange { year } => write!(f, "year {year} is in neither calendar"),
            Self::AmbiguousYear { year } => write!(f, "year {year:02} could be of either calendar"),
            Self::BuddhistInIso { year, suggested } => {
                write!(f, "{year} is a Buddhist year in an ISO date, meant is probably {suggested}")
            }
        }
    }
}

impl std::error::Error for DateError {}

/// Reads a date typed by a person.
///
/// `31/8/2563`, `31-8-63`, `31.8.2563`, `๓๑ ส.ค. ๒๕๖๓`, `31 สิงหาคม พ.ศ. 2563`,
/// `วันที่ 31 เดือนสิงหาคม 2563`, `31 Aug 2020`, `August 31, 2020`, `2020-08-31`, `2563/8/31`. Day
/// comes before month when both are numbers. `2563-08-31` is [`DateError::BuddhistInIso`].
///
/// # Errors
/// See [`DateError`].
pub fn parse_date(text: &str) -> Result<ParsedDate, DateError> {
    let folded = fold(text);
    if folded.is_empty() {
        return Err(DateError::Empty);
    }
    let parts = Parts::read(&folded)?;
    match parts.numbers.as_slice() {
        [year, month, day] if year.digits == 4 => {
            if parts.is_iso_shaped() {
                return iso_from(year.value, month.value, day.value).map(gregorian);
            }
            parts.only_separators()?;
            finish(*year, month.value, day.value, None, false)
        }
        [day, month, year] => {
            parts.only_separators_before_year()?;
            let era = parts.era_around_year(2)?;
            finish(*year, month.value, day.value, era, false)
        }
        [day, year] => parts.with_named_month(*day, *year),
        _ => Err(DateError::NotADate),
    }
}

/// Reads a date of a machine interface: exactly `YYYY-MM-DD`, Gregorian, ASCII digits.
///
/// # Errors
/// [`DateError::BuddhistInIso`] for a year of 2400 to 2700; see [`DateError`] for the others.
pub fn parse_iso_date(text: &str) -> Result<Date, DateError> {
    if text.is_empty() {
        return Err(DateError::Empty);
    }
    let mut fields = text.split('-');
    let (Some(year), Some(month), Some(day), None) = (fields.next(), fields.next(), fields.next(), fields.next())
    else {
        return Err(DateError::NotADate);
    };
    let number = |field: &str, digits: usize| match field.len() == digits && field.bytes().all(|b| b.is_ascii_digit()) {
        true => field.parse::<u32>().map_err(|_| DateError::NotADate),
        false => Err(DateError::NotADate),
    };
    iso_from(number(year, 4)?, number(month, 2)?, number(day, 2)?)
}

fn iso_from(year: u32, month: u32, day: u32) -> Result<Date, DateError> {
    let written = i32::try_from(year).map_err(|_| DateError::YearOutOfRange { year })?;
    if BUDDHIST_YEARS.contains(&written) {
        let suggested = to_date(written - BUDDHIST_OFFSET, month, day)?;
        return Err(DateError::BuddhistInIso { year: written, suggested });
    }
    to_date(written, month, day)
}

fn gregorian(date: Date) -> ParsedDate {
    ParsedDate { date, calendar: Calendar::Gregorian, short_year: false }
}

/// A run of digits and how many there were: `63` and `0063` are not the same year.
#[derive(Debug, Clone, Copy)]
struct Number {
    value: u32,
    digits: usize,
}

/// A folded text taken apart into its numbers and the text around them: one more gap than numbers.
struct Parts<'a> {
    numbers: Vec<Number>,
    gaps: Vec<&'a str>,
}

impl<'a> Parts<'a> {
    fn read(folded: &'a str) -> Result<Self, DateError> {
        let mut numbers = Vec::new();
        let mut gaps = Vec::new();
        let mut rest = folded;
        loop {
            let start = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
            let (gap, from_number) = rest.split_at(start);
            gaps.push(gap);
            if from_number.is_empty() {
                return Ok(Self { numbers, gaps });
            }
            let end = from_number.find(|c: char| !c.is_ascii_digit()).unwrap_or(from_number.len());
            let (digits, after) = from_number.split_at(end);
            // More than four digits or three numbers is no date; stopping also bounds the work.
            if digits.len() > 4 || numbers.len() == 3 {
                return Err(DateError::NotADate);
            }
            let value = digits.parse().map_err(|_| DateError::NotADate)?;
            numbers.push(Number { value, digits: digits.len() });
            rest = after;
        }
    }

    fn gap(&self, at: usize) -> &'a str {
        self.gaps.get(at).copied().unwrap_or_default()
    }

    fn is_iso_shaped(&self) -> bool {
        self.gaps.as_slice() == ["", "-", "-", ""]
    }

    fn only_separators(&self) -> Result<(), DateError> {
        match self.gaps.as_slice() {
            [before, first, second, after] if is_lead_in(before) && is_separator(first, second) && after.is_empty() => {
                Ok(())
            }
            _ => Err(DateError::NotADate),
        }
    }

    /// `31/8/2563`, with room for an era before or after the year.
    fn only_separators_before_year(&self) -> Result<(), DateError> {
        let second = self.gap(2);
        let separator_end = second.find(|c: char| c.is_alphabetic()).unwrap_or(second.len());
        let (separator, _) = second.split_at(separator_end);
        match is_lead_in(self.gap(0)) && is_separator(self.gap(1), separator) {
            true => Ok(()),
            false => Err(DateError::NotADate),
        }
    }

    /// The era written before the year (in the gap at `before`) or after it, if any.
    fn era_around_year(&self, before: usize) -> Result<Option<Calendar>, DateError> {
        let words = [letters(self.gap(before))?, letters(self.gap(before + 1))?];
        let mut era = None;
        for word in words.iter().filter(|word| !word.is_empty()) {
            era = Some(era_of(word).ok_or(DateError::NotADate)?);
        }
        Ok(era)
    }

    /// Two numbers and a month in words, before or after the day.
    fn with_named_month(&self, day: Number, year: Number) -> Result<ParsedDate, DateError> {
        let before = self.gap(0);
        let between = letters(self.gap(1))?;
        let after = letters(self.gap(2))?;
        let (month, era_before, english) = if is_lead_in(before) {
            month_then_era(without_ordinal(&between))?
        } else {
            let (month, rest, english) = month_then_era(&letters(before)?)?;
            match rest.is_none() && english {
                true => (month, trailing_era(without_ordinal(&between))?, english),
                false => return Err(DateError::NotADate),
            }
        };
        let era = match after.as_str() {
            "" => era_before,
            word => Some(era_of(word).ok_or(DateError::NotADate)?),
        };
        if day.digits > 2 {
            return Err(DateError::NotADate);
        }
        finish(year, month, day.value, era, english)
    }
}

fn finish(
    year: Number,
    month: u32,
    day: u32,
    era: Option<Calendar>,
    english_month: bool,
) -> Result<ParsedDate, DateError> {
    let out_of_range = DateError::YearOutOfRange { year: year.value };
    let written = i32::try_from(year.value).map_err(|_| out_of_range.clone())?;
    let short_year = year.digits == 2;
    let calendar = match era {
        Some(era) => era,
        None if short_year && english_month => {
            return Err(DateError::AmbiguousYear { year: year.value });
        }
        None if short_year || BUDDHIST_YEARS.contains(&written) => Calendar::Buddhist,
        None if GREGORIAN_YEARS.contains(&written) => Calendar::Gregorian,
        None => return Err(out_of_range),
    };
    let full = match (short_year, calendar) {
        (true, Calendar::Buddhist) => written + 2500,
        (true, Calendar::Gregorian) => written + 2000,
        (false, _) => written,
    };
    let gregorian_year = match calendar {
        Calendar::Buddhist => full - BUDDHIST_OFFSET,
        Calendar::Gregorian => full,
    };
    if !GREGORIAN_YEARS.contains(&gregorian_year) {
        return Err(out_of_range);
    }
    let date = to_date(gregorian_year, month, day)?;
    Ok(ParsedDate { date, calendar, short_year })
}

fn to_date(year: i32, month: u32, day: u32) -> Result<Date, DateError> {
    if !(1..=12).contains(&month) {
        return Err(DateError::MonthOutOfRange { month });
    }
    let no_day = || DateError::DayOutOfRange { day, month, year };
    let fields = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
    let (Ok(year), Ok(month), Ok(day)) = fields else {
        return Err(no_day());
    };
    Date::new(year, month, day).map_err(|_| no_day())
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
