//! Every date of a text: Buddhist and Gregorian years, Thai digits, two-digit years, abbreviated months, ranges of
//! days (`8 - 9 มิถุนายน 2563` is two dates). A date that no calendar has is a warning, never the nearest one.

use crate::text::number::{digit, number_at};
pub use jiff::civil::Date;
use thai::date::{BUDDHIST_OFFSET, MONTHS_ABBR_EN, MONTHS_ABBR_TH, MONTHS_EN, MONTHS_TH};

/// A date in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// Where its words begin.
    pub start: usize,
    /// The byte after its words.
    pub end: usize,
    /// The days: two for a range, more for a list, none when it cannot be read.
    pub days: Vec<Date>,
}

/// The dates of a text, in order.
pub fn dates(text: &str) -> Vec<Dated> {
    let mut found: Vec<Dated> = Vec::new();
    let mut beyond = 0;
    let mut after_digit = false;
    for (at, c) in text.char_indices() {
        let is_digit = digit(c).is_some();
        if is_digit && !after_digit && at >= beyond {
            let dated = numeric(text, at).or_else(|| worded(text, at));
            if let Some(dated) = dated {
                beyond = dated.end;
                found.push(dated);
            }
        }
        after_digit = is_digit;
    }
    found
}

/// Digits at `at` without commas or points: value, how many, the byte after.
fn plain(text: &str, at: usize) -> Option<(u32, usize, usize)> {
    let mut value = 0u32;
    let mut count = 0;
    let mut end = at;
    for c in text.get(at..)?.chars() {
        let Some(next) = digit(c) else { break };
        value = value.checked_mul(10)?.checked_add(next)?;
        count += 1;
        end += c.len_utf8();
        if count > 6 {
            return None;
        }
    }
    (count > 0).then_some((value, count, end))
}

/// `31/08/2563`, `31-8-2020`, `2563-08-31`
fn numeric(text: &str, at: usize) -> Option<Dated> {
    let (first, first_len, end) = plain(text, at)?;
    let sign = text[end..].chars().next().filter(|c| matches!(c, '/' | '-' | '.'))?;
    let (second, second_len, end) = plain(text, end + 1)?;
    let same = text[end..].starts_with(sign);
    let (third, third_len, end) = plain(text, end + 1).filter(|_| same && second_len <= 2)?;
    if text[end..].starts_with(sign) && plain(text, end + 1).is_some() {
        return None;
    }
    let (year, day) = match (first_len, third_len) {
        (4, 1 | 2) if sign != '.' => (first, third),
        (1 | 2, 4) => (third, first),
        (1 | 2, 2) if sign == '/' && third >= 50 => (2500 + third, first),
        _ => return None,
    };
    if !(1900..=2700).contains(&year) {
        return None;
    }
    Some(Dated { start: at, end, days: day_of(year, second, day).into_iter().collect() })
}

/// One or more days, a month in words, a year.
fn worded(text: &str, at: usize) -> Option<Dated> {
    let (first, length, mut end) = plain(text, at)?;
    let mut days = vec![(first, length, None)];
    // `30 มิถุนายน - 2 กรกฎาคม 2563`, `8 - 9 มิถุนายน`, `8, 10 และ 12 มิถุนายน`
    let (month, year, end) = loop {
        if let Some((month, after)) = month_at(text, end) {
            if let Some((year, after)) = year_at(text, after) {
                break (month, year, after);
            }
            let last = days.last_mut()?;
            last.2 = Some(month);
            end = after;
        }
        let from = joint(text, end)?;
        let (day, length, after) = plain(text, from)?;
        days.push((day, length, None));
        end = after;
        if days.len() > 12 {
            return None;
        }
    };
    if days.iter().any(|(_, length, _)| *length > 4) {
        return None;
    }
    let mut read = Vec::new();
    let mut own_month = month;
    for (day, _, stated) in days.iter().rev() {
        own_month = stated.unwrap_or(own_month);
        match day_of(year, own_month, *day) {
            Some(day) => read.insert(0, day),
            None => return Some(Dated { start: at, end, days: Vec::new() }),
        }
    }
    Some(Dated { start: at, end, days: read })
}

/// Past a sign or word between days.
fn joint(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?.trim_start_matches(' ');
    let word =
        ["-", "–", "—", "ถึงวันที่", "ถึง", "และวันที่", "และ", ",", "/"].into_iter().find(|word| rest.starts_with(word))?;
    let after = rest[word.len()..].trim_start_matches(' ');
    let after = after.strip_prefix("และ").map_or(after, |after| after.trim_start_matches(' '));
    Some(text.len() - after.len())
}

/// A month in Thai or English at `at` after blanks.
fn month_at(text: &str, at: usize) -> Option<(u32, usize)> {
    let rest = text.get(at..)?.trim_start_matches([' ', '.']);
    let rest = rest.strip_prefix("เดือน").unwrap_or(rest);
    let from = text.len() - rest.len();
    let by_name =
        |names: &[&str; 12]| names.iter().position(|name| rest.starts_with(name)).map(|at| (at, names[at].len()));
    let found = by_name(&MONTHS_TH)
        .or_else(|| by_name(&MONTHS_EN))
        .or_else(|| by_name(&MONTHS_ABBR_TH))
        .or_else(|| abbreviated(rest))
        .or_else(|| by_name(&MONTHS_ABBR_EN));
    let (month, length) = found?;
    let mut end = from + length;
    if text[end..].starts_with('.') {
        end += 1;
    }
    Some((u32::try_from(month).ok()? + 1, end))
}

/// `เม.ย`, `เมย.`, `เม. ย.`: an abbreviation whose full stops went astray.
fn abbreviated(rest: &str) -> Option<(usize, usize)> {
    let head: String = rest.chars().take(8).collect();
    MONTHS_ABBR_TH.iter().enumerate().find_map(|(month, name)| {
        let letters: Vec<char> = name.chars().filter(|c| *c != '.').collect();
        let mut wanted = letters.iter();
        let mut expected = wanted.next();
        for (at, c) in head.char_indices() {
            match expected {
                None => return Some((month, at)),
                Some(letter) if *letter == c => expected = wanted.next(),
                Some(_) if (c == '.' || c == ' ') && at > 0 => {}
                Some(_) => return None,
            }
        }
        expected.is_none().then_some((month, head.len()))
    })
}

/// A year of four digits, or of two (พ.ศ.), at `at` after blanks and the name of the era.
fn year_at(text: &str, at: usize) -> Option<(u32, usize)> {
    let rest = text.get(at..)?.trim_start_matches([' ', ',']);
    let (rest, christian) = match rest.strip_prefix("ค.ศ.") {
        Some(rest) => (rest, true),
        None => (rest.strip_prefix("พ.ศ.").or_else(|| rest.strip_prefix("พ.ศ")).unwrap_or(rest), false),
    };
    let rest = rest.trim_start_matches(' ');
    let from = text.len() - rest.len();
    let (value, length, end) = plain(text, from)?;
    // 1,500 after a month is an amount.
    if number_at(text, from).is_some_and(|number| number.end != end && !text[end..].starts_with('.')) {
        return None;
    }
    match length {
        4 if (1800..=2800).contains(&value) => Some((value, end)),
        2 if !christian && value >= 40 => Some((2500 + value, end)),
        2 if christian => Some((2000 + value, end)),
        _ => None,
    }
}

/// The day, from a Buddhist year above 2300 or a Gregorian one.
fn day_of(year: u32, month: u32, day: u32) -> Option<Date> {
    let year = i32::try_from(year).ok()?;
    let year = if year > 2300 { year - BUDDHIST_OFFSET } else { year };
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        dates(text).iter().flat_map(|dated| &dated.days).map(ToString::to_string).collect()
    }

    #[test]
    fn dates_are_read_in_every_way_they_are_written() {
        let cases: &[(&str, &[&str])] = &[
            ("วันที่ 8 - 9 มิถุนายน 2563 และ", &["2020-06-08", "2020-06-09"]),
            ("๑๕ กันยายน ๒๕๖๓ และ ๒๐ กรกฎาคม ๒๕๖๔", &["2020-09-15", "2021-07-20"]),
            ("21 เม.ย. 65", &["2022-04-21"]),
            ("- ๒ พ.ค. ๒๕๖๕", &["2022-05-02"]),
            ("30 มิถุนายน - 2 กรกฎาคม 2563", &["2020-06-30", "2020-07-02"]),
            ("วันที่ 8, 10 และ 12 มิถุนายน พ.ศ. 2563", &["2020-06-08", "2020-06-10", "2020-06-12"]),
            (
                "31/08/2563 2020-08-31 31 August 2020 5 Mar 2021",
                &["2020-08-31", "2020-08-31", "2020-08-31", "2021-03-05"],
            ),
            ("1มกราคม2566", &["2023-01-01"]),
            ("๑ มี.ค ๖๗ ๒ เมย. ๖๗", &["2024-03-01", "2024-04-02"]),
            ("ครั้งที่ 1/2565 คำสั่ง ๒๗๕/๒๕๖๕ เดือนมีนาคม 2563 โทร. 02-653-4444", &[]),
            ("๒๗๐ เม.ย. ๖๕", &[]),
            ("31 เมษายน 2563", &[]),
            ("3 กุมภาพันธ์ ค.ศ. 2021", &["2021-02-03"]),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), *expected, "{text}");
        }
        assert_eq!(dates("๒๗๐ เม.ย. ๖๕").len(), 1, "an unreadable date is still seen");
    }
}
