//! Why a command of this area had no effect, and how that is told to a person and to a program.

use documents::table::TableError;
use questionnaire::{Problem as Wrong, xlsform::Refusal};
use web::{Lang, Problem, form::Errors};

use crate::{text::T, words};

/// Why.
#[derive(Clone, Debug)]
pub enum Refused {
    /// There is no such thing within reach.
    NotFound,
    /// The collection is closed.
    Closed,
    /// It was handed in and not handed back, so it can't be changed.
    HandedIn,
    /// Nothing is handed in that could be handed back.
    NothingHandedIn,
    /// The year has a collection of this part already.
    Taken(i32),
    /// The field is blank.
    Blank(&'static str),
    /// No fiscal year can be read.
    Year(String),
    /// There is no such questionnaire.
    NoQuestionnaire(String),
    /// Another questionnaire has this code and version.
    Version(String),
    /// The workbook is no questionnaire.
    Form(Vec<Refusal>),
    /// The file can't be read as a table.
    File(TableError),
    /// Rows of a roster that can't be taken: row and code.
    Roster(Vec<(u32, String)>),
    /// Nobody would be on the roster.
    EmptyRoster,
    /// What is missing or can't be right in what would be handed in.
    Wrong(Vec<Wrong>),
    /// The database refused; a defect or an outage.
    Database(db::Error),
}

impl From<db::Error> for Refused {
    fn from(problem: db::Error) -> Self {
        Refused::Database(problem)
    }
}

impl Refused {
    /// Which field of a form it is about.
    pub const fn field(&self) -> &'static str {
        match self {
            Refused::Taken(_) | Refused::Year(_) => "fiscal_year",
            Refused::NoQuestionnaire(_) => "questionnaire",
            Refused::Version(_) | Refused::Form(_) | Refused::File(_) => "file",
            Refused::Roster(_) => "roster_file",
            Refused::EmptyRoster => "roster",
            Refused::Blank(field) => field,
            _ => "act",
        }
    }

    /// The reasons in words, one a line.
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        let t = T(lang);
        match self {
            Refused::Form(all) => all.iter().map(|refusal| words::refusal(lang, refusal)).collect(),
            Refused::Roster(all) => all.iter().map(|(row, code)| t.refused_roster_row(row, code)).collect(),
            other => vec![other.words(lang)],
        }
    }

    /// Row, sheet or field, and reason of everything that is refused, as the command line tells it; row 1 is the whole.
    pub fn rows(&self, lang: Lang) -> Vec<(u32, String, String)> {
        match self {
            Refused::Form(all) => {
                let row = |one: &Refusal| (one.row, one.sheet.to_owned(), words::refused(lang, &one.why));
                all.iter().map(row).collect()
            }
            other => vec![(1, other.field().to_owned(), other.words(lang))],
        }
    }

    /// The reason in words.
    pub fn words(&self, lang: Lang) -> String {
        let t = T(lang);
        match self {
            Refused::Closed => t.refused_closed().to_owned(),
            Refused::HandedIn => t.refused_handed_in().to_owned(),
            Refused::NothingHandedIn => t.refused_nothing_handed_in().to_owned(),
            Refused::Taken(year) => t.refused_taken(year),
            Refused::Blank(_) => t.refused_blank().to_owned(),
            Refused::Year(text) => t.refused_year(text),
            Refused::NoQuestionnaire(key) => t.refused_no_questionnaire(key),
            Refused::Version(key) => t.refused_version(key),
            Refused::Form(all) => t.refused_form(all.len()),
            Refused::File(problem) => words::file(lang, problem),
            Refused::Roster(all) => t.refused_roster(all.len()),
            Refused::EmptyRoster => t.refused_empty_roster().to_owned(),
            Refused::Wrong(all) => t.refused_wrong(all.len()),
            Refused::NotFound | Refused::Database(_) => String::new(),
        }
    }

    /// Every line as an error at its field.
    pub fn errors(&self, lang: Lang) -> Errors {
        let mut errors = Errors::new();
        for line in self.lines(lang) {
            errors.add(self.field(), line);
        }
        errors
    }

    /// The answer to a program, and to a person where no form can show it.
    pub fn problem(self, lang: Lang) -> Problem {
        match self {
            Refused::NotFound => Problem::NotFound,
            Refused::Database(problem) => problem.into(),
            Refused::Closed | Refused::HandedIn | Refused::NothingHandedIn | Refused::Taken(_) => {
                Problem::Conflict(self.words(lang))
            }
            Refused::Wrong(all) => {
                let mut errors = Errors::new();
                for wrong in &all {
                    errors.add(wrong.place.field(), words::why(lang, wrong.why));
                }
                Problem::Invalid(errors)
            }
            other => Problem::Invalid(other.errors(lang)),
        }
    }
}
