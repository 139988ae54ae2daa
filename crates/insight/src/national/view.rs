//! What is asked of a readiness page: which year, the end of which day; and addresses that keep both.

use jiff::civil::Date;
use serde::Deserialize;
use web::{Lang, Page, Visit};

use crate::{
    readiness::{Refused, UnreadDay, source},
    text::T,
};

/// The part of a query string that every readiness page takes.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    /// A fiscal year as people write it.
    #[serde(default)]
    pub year: String,
    /// A date as people write it.
    #[serde(default)]
    pub as_of: String,
    /// `csv`, `xlsx`; empty for a page.
    #[serde(default)]
    pub format: String,
    /// Column to sort by.
    #[serde(default)]
    pub sort: String,
    /// `asc` or `desc`.
    #[serde(default)]
    pub order: String,
}

/// A year to choose.
pub(crate) struct YearChoice {
    pub value: i32,
    pub current: bool,
}

/// Year and day of a page, understood.
#[derive(Clone, Debug)]
pub(crate) struct View {
    pub lang: Lang,
    pub year: i32,
    pub as_of: Date,
    /// True when a day was asked for; otherwise it is today.
    pub dated: bool,
    /// What was typed into the date field.
    pub typed: String,
    /// Why it was not understood; empty otherwise.
    pub date_error: String,
    pub years: Vec<i32>,
}

impl View {
    fn unread(self) -> UnreadDay {
        UnreadDay { year: self.year, years: self.years, typed: self.typed, words: self.date_error }
    }

    /// Understands what was asked, within the years that have a round.
    ///
    /// # Errors
    /// [`Refused::Day`] for a day that can't be read or has not come: other figures than those asked for are not shown.
    pub fn of(tx: &mut db::Tx<'_>, asked: &Asked, lang: Lang, today: Date) -> Result<View, Refused> {
        let years = source::years(tx)?;
        let newest = years.first().copied().ok_or(Refused::NoRound { year: thai::date::fiscal_year(today) })?;
        let year = thai::date::parse_fiscal_year(&asked.year).unwrap_or(newest);
        let (date, date_error) = match asked.as_of.trim() {
            "" => (None, String::new()),
            typed => match thai::date::parse_date(typed) {
                Ok(read) if read.date <= today => (Some(read.date), String::new()),
                Ok(read) => (None, T(lang).date_in_future(lang.date(read.date))),
                Err(problem) => (None, web::day::unread(lang, typed, &problem)),
            },
        };
        let typed = date.map_or_else(|| asked.as_of.clone(), |date| lang.date(date));
        let view = View { lang, year, as_of: date.unwrap_or(today), dated: date.is_some(), typed, date_error, years };
        if view.date_error.is_empty() { Ok(view) } else { Err(Refused::Day(Box::new(view.unread()))) }
    }

    /// An address that keeps year and day, with more pairs; empty values are left out.
    pub fn href(&self, path: &str, pairs: &[(&str, &str)]) -> String {
        let (year, day) = (self.year.to_string(), self.as_of.to_string());
        let mut all = vec![("year", year.as_str())];
        if self.dated {
            all.push(("as_of", day.as_str()));
        }
        all.extend(pairs);
        address(path, &all)
    }

    /// `31 สิงหาคม 2563`.
    pub fn day(&self) -> String {
        self.lang.date(self.as_of)
    }

    /// The years to choose between, when there is a choice.
    pub fn choices(&self) -> Vec<YearChoice> {
        if self.years.len() < 2 {
            return Vec::new();
        }
        let choice = |year: &i32| YearChoice { value: *year, current: *year == self.year };
        self.years.iter().map(choice).collect()
    }

    /// The frame of a page below the national one.
    pub fn page(&self, visit: &Visit, title: &str) -> Page {
        let page = visit.page(title);
        let page = page.crumb(self.href("/readiness", &[]), T(self.lang).crumb());
        if self.date_error.is_empty() { page } else { page.with_errors() }
    }
}

/// A path with a query string; pairs without a value are left out.
pub(crate) fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut out = path.to_owned();
    for (index, (name, value)) in pairs.iter().filter(|(_, value)| !value.is_empty()).enumerate() {
        out.push(if index == 0 { '?' } else { '&' });
        out.push_str(name);
        out.push('=');
        out.push_str(&escaped(value));
    }
    out
}

/// A piece of an address.
pub(crate) fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_thai_and_leaves_out_what_is_blank() {
        assert_eq!(address("/a", &[("x", ""), ("q", "กา b"), ("y", "1")]), "/a?q=%E0%B8%81%E0%B8%B2%20b&y=1");
        assert_eq!(address("/a", &[]), "/a");
    }
}
