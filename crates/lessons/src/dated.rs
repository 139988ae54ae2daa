//! Dates of forms and addresses: as people write them, with what is wrong in the user's words; and the instant that
//! figures are of.

use jiff::{SignedDuration, Timestamp, civil::Date};
use thai::date::{end_exclusive_of_bangkok_day, parse_date};
use web::Lang;

use crate::text::T;

/// A date as typed, kept for the page, and as understood.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed {
    pub text: String,
    pub understood: String,
    pub date: Option<Date>,
    pub error: String,
}

impl Typed {
    /// Reads what was typed; nothing typed is no date and no error.
    pub(crate) fn read(text: &str, lang: Lang) -> Self {
        let text = text.trim().to_owned();
        if text.is_empty() {
            return Typed::default();
        }
        match parse_date(&text) {
            Ok(read) => Typed { understood: lang.date(read.date), date: Some(read.date), text, error: String::new() },
            Err(_) => Typed { error: T(lang).date_not_read(&text), text, ..Typed::default() },
        }
    }
}

/// The instant that figures are of: the end of a day in Bangkok, or now.
#[derive(Clone, Debug)]
pub(crate) struct AsOf {
    pub typed: Typed,
    pub at: Timestamp,
    /// In words.
    pub words: String,
}

impl AsOf {
    /// Of what the address says; a day that is not over yet is now.
    pub(crate) fn read(text: &str, lang: Lang, now: Timestamp) -> Self {
        let typed = Typed::read(text, lang);
        let end = |day| end_exclusive_of_bangkok_day(day) - SignedDuration::from_millis(1);
        let at = typed.date.map_or(now, end).min(now);
        let words = if at < now { typed.understood.clone() } else { lang.moment(now) };
        AsOf { typed, at, words }
    }
}
