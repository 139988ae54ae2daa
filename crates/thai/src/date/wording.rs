//! The words of a written date: months and eras in Thai and English, and what may stand around the
//! numbers. Texts arrive folded; a word this module does not know is an error, never passed over.

use super::parse::{Calendar, DateError};
use super::{MONTHS_ABBR_EN, MONTHS_ABBR_TH, MONTHS_EN, MONTHS_TH};

/// Both gaps are the same one of `/ - .`, or both blank.
pub(super) fn is_separator(first: &str, second: &str) -> bool {
    let first = first.trim();
    matches!(first, "" | "/" | "-" | "." | "–") && first == second.trim()
}

/// Words that may come before the day: nothing, `วันที่`, `วันจันทร์ที่`, `ณ วันที่`.
pub(super) fn is_lead_in(text: &str) -> bool {
    let text = text.trim();
    let text = text.strip_prefix("ณ ").unwrap_or(text).trim();
    let Some(inner) = text.strip_prefix("วัน") else {
        return text.is_empty() || text == "ที่";
    };
    let Some(weekday) = inner.strip_suffix("ที่") else {
        return false;
    };
    const WEEKDAYS: [&str; 9] = ["", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "พฤหัส", "ศุกร์", "เสาร์", "อาทิตย์"];
    WEEKDAYS.contains(&weekday.trim())
}

/// The letters of a gap, without the blanks, stops, commas and strokes that may stand among them.
pub(super) fn letters(gap: &str) -> Result<String, DateError> {
    let mut out = String::new();
    for c in gap.chars() {
        let thai = ('\u{0E01}'..='\u{0E4E}').contains(&c);
        match c {
            ' ' | '.' | ',' | '-' | '/' | '–' => {}
            c if thai || c.is_ascii_alphabetic() => out.push(c),
            _ => return Err(DateError::NotADate),
        }
    }
    Ok(out)
}

pub(super) fn without_ordinal(word: &str) -> &str {
    ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_prefix(ending)).unwrap_or(word)
}

/// The month at the start of `word`, the era after it, and whether the month was English.
pub(super) fn month_then_era(word: &str) -> Result<(u32, Option<Calendar>, bool), DateError> {
    let named = word.strip_prefix("เดือน").unwrap_or(word);
    let best = month_spellings()
        .filter(|(spelling, _, _)| named.starts_with(spelling.as_str()))
        .max_by_key(|(spelling, _, _)| spelling.len());
    let unknown = || DateError::UnknownMonth { word: named.to_owned() };
    let (spelling, month, english) = best.ok_or_else(unknown)?;
    let rest = named.strip_prefix(spelling.as_str()).unwrap_or_default();
    match trailing_era(rest) {
        Ok(era) => Ok((month, era, english)),
        Err(_) => Err(unknown()),
    }
}

pub(super) fn trailing_era(word: &str) -> Result<Option<Calendar>, DateError> {
    match word {
        "" => Ok(None),
        word => era_of(word).map(Some).ok_or(DateError::NotADate),
    }
}

pub(super) fn era_of(word: &str) -> Option<Calendar> {
    match word {
        "พศ" | "ปีพศ" | "พุทธศักราช" | "be" => Some(Calendar::Buddhist),
        "คศ" | "ปีคศ" | "คริสต์ศักราช" | "ad" | "ce" => Some(Calendar::Gregorian),
        _ => None,
    }
}

/// Every spelling of every month as [`letters`] leaves it, with its number and whether English.
fn month_spellings() -> impl Iterator<Item = (String, u32, bool)> {
    let numbered = |names: &'static [&'static str; 12], english: bool| {
        names.iter().zip(1u32..).map(move |(name, month)| (name.replace('.', "").to_lowercase(), month, english))
    };
    numbered(&MONTHS_TH, false)
        .chain(numbered(&MONTHS_ABBR_TH, false))
        .chain(numbered(&MONTHS_EN, true))
        .chain(numbered(&MONTHS_ABBR_EN, true))
        .chain([("sept".to_owned(), 9, true)])
}
