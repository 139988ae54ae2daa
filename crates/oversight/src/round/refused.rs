//! Why a round, its dates, its roster or an extension is refused, in the user's words in both languages.

use continuity::round::{RoundDates, dates::DatesRefused, day};
use jiff::civil::Date;
use web::{Lang, Problem, form::Errors};

use crate::text::T;

/// Years between the Buddhist and the Gregorian count.
const BUDDHIST_ERA: i16 = 543;
/// Fiscal years that a round can have, Buddhist.
pub const YEARS: std::ops::RangeInclusive<i32> = thai::date::FISCAL_YEARS;

/// Why an act on a round was refused.
#[derive(Clone, Debug)]
pub enum Refused {
    /// There is a round for this year already.
    AlreadyOpen(i32),
    /// There is no round for this year.
    NoRound(i32),
    /// Not a Buddhist fiscal year of [`YEARS`].
    Year(i32),
    /// The date of this field carries a Buddhist year where a Gregorian one is stored.
    BuddhistYear {
        /// `due`, `closes` or `date`.
        field: &'static str,
        /// As given.
        written: Date,
        /// Most likely meant.
        likely: Date,
    },
    /// It would close before it is due.
    ClosesBeforeDue,
    /// The due day is more than a year away from the fiscal year.
    DueOutside {
        /// First day it may be.
        from: Date,
        /// Last day it may be.
        to: Date,
    },
    /// The date of this field is outside the days that make sense for the round.
    DateOutside {
        /// Which field.
        field: &'static str,
        /// First day it may be.
        from: Date,
        /// Last day it may be.
        to: Date,
    },
    /// Nobody would be on the roster.
    EmptyRoster,
    /// Some rows of the list were refused, so nothing was taken.
    Rows(Vec<RowRefused>),
    /// The field is blank.
    Blank(&'static str),
    /// The field is longer than so many characters.
    TooLong(&'static str, usize),
    /// Somebody else changed the round in between; its revision now.
    Changed(i64),
    /// There is no such extension in force.
    NoExtension,
    /// The database refused; a defect or an outage.
    Database(db::Error),
}

/// One refused row of a list of codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowRefused {
    /// Row as a spreadsheet counts; lines of a form count from 1.
    pub row: u32,
    /// What was written there.
    pub code: String,
    /// Why.
    pub reason: RowReason,
}

/// Why a row is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowReason {
    /// The register has no such code.
    Unknown,
    /// The code stands in an earlier row.
    Duplicate {
        /// That row.
        first: u32,
    },
    /// The organisation is closed.
    Closed,
    /// It is on the roster already.
    OnRoster,
    /// It is not on the roster.
    NotOnRoster,
    /// It has the same extension already.
    SameExtension,
    /// An extension takes no time away: the date is not after the day it is due.
    NotLater {
        /// The day it is due now.
        due: Date,
    },
}

impl RowReason {
    /// The reason in words.
    pub fn words(&self, lang: Lang) -> String {
        let t = T(lang);
        match self {
            RowReason::Unknown => t.row_unknown().into(),
            RowReason::Duplicate { first } => t.row_duplicate(first),
            RowReason::Closed => t.row_closed().into(),
            RowReason::OnRoster => t.row_on_roster().into(),
            RowReason::NotOnRoster => t.row_not_on_roster().into(),
            RowReason::SameExtension => t.row_same_extension().into(),
            RowReason::NotLater { due } => t.row_not_later(lang.date(*due)),
        }
    }
}

impl From<db::Error> for Refused {
    fn from(problem: db::Error) -> Self {
        Refused::Database(problem)
    }
}

impl Refused {
    /// Which field of the form, or argument of the command line, it is about.
    pub const fn field(&self) -> &'static str {
        match self {
            Refused::AlreadyOpen(_) | Refused::NoRound(_) | Refused::Year(_) => "year",
            Refused::BuddhistYear { field, .. } | Refused::DateOutside { field, .. } => field,
            Refused::Blank(field) | Refused::TooLong(field, _) => field,
            Refused::ClosesBeforeDue => "closes",
            Refused::DueOutside { .. } => "due",
            Refused::EmptyRoster | Refused::Rows(_) => "codes",
            Refused::Changed(_) => "revision",
            Refused::NoExtension => "extension",
            Refused::Database(_) => "",
        }
    }

    /// The reason in words; of a refused list, how many rows.
    pub fn words(&self, lang: Lang) -> String {
        let t = T(lang);
        match self {
            Refused::AlreadyOpen(year) => t.refused_already_open(year),
            Refused::NoRound(year) => t.refused_no_round(year),
            Refused::Year(_) => t.refused_year(YEARS.start(), YEARS.end()),
            Refused::BuddhistYear { written, likely, .. } => t.refused_buddhist(written, lang.date(*likely), likely),
            Refused::ClosesBeforeDue => t.refused_closes_before_due().into(),
            Refused::DueOutside { from, to } | Refused::DateOutside { from, to, .. } => {
                t.refused_outside(lang.date(*from), lang.date(*to))
            }
            Refused::EmptyRoster => t.refused_empty_roster().into(),
            Refused::Rows(rows) => t.refused_rows(rows.len()),
            Refused::Blank(_) => t.refused_blank().into(),
            Refused::TooLong(_, most) => t.refused_too_long(most),
            Refused::Changed(_) => t.refused_changed().into(),
            Refused::NoExtension => t.refused_no_extension().into(),
            Refused::Database(problem) => problem.to_string(),
        }
    }

    /// The rows refused, if it is about rows.
    pub fn rows(&self) -> &[RowRefused] {
        if let Refused::Rows(rows) = self { rows } else { &[] }
    }

    /// Every reason with its field, a row each where rows were refused.
    pub fn errors(&self, lang: Lang) -> Errors {
        let t = T(lang);
        let mut errors = Errors::new();
        for row in self.rows() {
            errors.add("codes", t.row_words(row.row, &row.code, row.reason.words(lang)));
        }
        if errors.is_empty() {
            errors.add(self.field(), self.words(lang));
        }
        errors
    }

    /// As a problem for programs, and for people who came past the form.
    pub fn problem(self, lang: Lang) -> Problem {
        match self {
            Refused::NoRound(_) | Refused::NoExtension => Problem::NotFound,
            Refused::AlreadyOpen(_) => Problem::Conflict(self.words(lang)),
            Refused::Changed(revision) => Problem::Changed(web::conditional::tag(revision)),
            Refused::Database(problem) => problem.into(),
            other => Problem::Invalid(other.errors(lang)),
        }
    }
}

/// The dates of a round, or why they can't be.
///
/// # Errors
/// A slip of 543 years, a wrong order, a due day far from the fiscal year.
pub fn dates(fiscal_year: i32, due: Date, closes: Date) -> Result<RoundDates, Refused> {
    if !YEARS.contains(&fiscal_year) {
        return Err(Refused::Year(fiscal_year));
    }
    for (field, written) in [("due", due), ("closes", closes)] {
        not_buddhist(field, written)?;
    }
    RoundDates::new(fiscal_year, due, closes).map_err(|why| match why {
        DatesRefused::ClosesBeforeDue => Refused::ClosesBeforeDue,
        DatesRefused::DueFarFromYear => {
            let from = day::fiscal_year_start(fiscal_year - 1).unwrap_or(Date::MIN);
            let to = day::fiscal_year_end(fiscal_year + 1).unwrap_or(Date::MAX);
            Refused::DueOutside { from, to }
        }
    })
}

/// Refuses a date that is 543 years off, and says which was most likely meant.
///
/// # Errors
/// [`Refused::BuddhistYear`].
pub fn not_buddhist(field: &'static str, written: Date) -> Result<(), Refused> {
    if !YEARS.contains(&i32::from(written.year())) {
        return Ok(());
    }
    // 29 February has no counterpart in most years; the day before it is near enough for a hint.
    let year = written.year() - BUDDHIST_ERA;
    let likely = Date::new(year, written.month(), written.day()).or_else(|_| Date::new(year, written.month(), 28));
    Err(Refused::BuddhistYear { field, written, likely: likely.unwrap_or(written) })
}

/// A reason as people must give one: not blank, at most so long.
///
/// # Errors
/// [`Refused::Blank`] or [`Refused::TooLong`].
pub fn reason(field: &'static str, text: &str) -> Result<(), Refused> {
    let most = continuity::review::decide::MOST_REASON;
    match text.trim().chars().count() {
        0 => Err(Refused::Blank(field)),
        long if long > most => Err(Refused::TooLong(field, most)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_date_543_years_off_is_refused_with_the_likely_one() {
        let refused = dates(2563, date(2563, 8, 31), date(2020, 9, 30)).err();
        let Some(Refused::BuddhistYear { field: "due", likely, .. }) = refused else { panic!("{refused:?}") };
        assert_eq!(likely, date(2020, 8, 31));
        let words = not_buddhist("closes", date(2563, 9, 30)).err().map(|why| why.words(Lang::Th)).unwrap_or_default();
        assert!(words.contains("30 กันยายน 2563") && words.contains("2020-09-30"), "{words}");
    }

    #[test]
    fn a_round_closes_on_or_after_the_day_it_is_due_and_lies_near_its_year() {
        assert!(dates(2563, date(2020, 8, 31), date(2020, 8, 31)).is_ok());
        assert!(matches!(dates(2563, date(2020, 8, 31), date(2020, 8, 30)), Err(Refused::ClosesBeforeDue)));
        assert!(matches!(dates(2563, date(2017, 8, 31), date(2020, 8, 30)), Err(Refused::DueOutside { .. })));
        assert!(matches!(dates(2020, date(2020, 8, 31), date(2020, 8, 31)), Err(Refused::Year(2020))));
    }
}
