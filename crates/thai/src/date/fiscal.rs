//! A fiscal year as people type it. Storage and machine interfaces hold the Buddhist year.

use super::BUDDHIST_OFFSET;
use crate::digits;

/// Buddhist fiscal years that the system knows.
pub const FISCAL_YEARS: std::ops::RangeInclusive<i32> = 2500..=2700;

/// Four digits below this are a Gregorian year.
const FIRST_BUDDHIST: i32 = 2400;

/// Reads a fiscal year and gives the Buddhist one: `2570`, `๒๕๗๐`, `70` (of the century 2500) and `2027` (Gregorian) are
/// one year. `None` for anything else, and for years outside of [`FISCAL_YEARS`].
pub fn parse_fiscal_year(text: &str) -> Option<i32> {
    let digits: String = text.trim().chars().map(digits::as_ascii_digit).collect::<Option<_>>()?;
    let written: i32 = digits.parse().ok()?;
    let year = match digits.len() {
        2 => 2500 + written,
        4 if written < FIRST_BUDDHIST => written + BUDDHIST_OFFSET,
        4 => written,
        _ => return None,
    };
    FISCAL_YEARS.contains(&year).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_fiscal_year_is_read_in_either_calendar_short_and_in_thai_digits() {
        for text in ["2570", "๒๕๗๐", "70", "๗๐", "2027", " 2570 ", "２５７０"] {
            assert_eq!(parse_fiscal_year(text), Some(2570), "{text}");
        }
    }

    #[test]
    fn what_is_no_fiscal_year_is_not_guessed() {
        for text in ["", "x", "7", "570", "25700", "-2570", "2,570", "2570.", "1956", "2158", "2399", "2400", "2701"] {
            assert_eq!(parse_fiscal_year(text), None, "{text}");
        }
        assert_eq!(["1957", "2157"].map(parse_fiscal_year), [Some(2500), Some(2700)]);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_fail(text in "\\PC{0,12}") {
            parse_fiscal_year(&text);
        }

        #[test]
        fn both_calendars_name_one_year(year in FISCAL_YEARS) {
            prop_assert_eq!(parse_fiscal_year(&year.to_string()), Some(year));
            prop_assert_eq!(parse_fiscal_year(&(year - BUDDHIST_OFFSET).to_string()), Some(year));
        }
    }
}
