//! Why a row of an XLSForm is not taken, and what was left out of one that is.

use crate::{expression, fault::What};

/// A row that is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// `survey`, `choices` or `settings`.
    pub sheet: &'static str,
    /// The row as a spreadsheet shows it; 1 for the sheet as a whole.
    pub row: u32,
    /// Why.
    pub why: Refused,
}

/// Why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The sheet is not there.
    NoSheet,
    /// The sheet lacks a column.
    NoColumn(&'static str),
    /// A type that is not in the subset.
    Type(String),
    /// A column that changes what is asked and is not in the subset.
    Column {
        /// Its heading.
        column: String,
        /// What stands in it.
        text: String,
    },
    /// An expression that is not in the subset.
    Expression {
        /// `relevant` or `constraint`.
        column: &'static str,
        /// Why.
        why: expression::Refused,
    },
    /// `required` is neither yes nor no.
    Required(String),
    /// `step` is none of the chain.
    Step(String),
    /// An end without its beginning.
    EndWithoutBegin,
    /// A beginning without its end.
    NotEnded(String),
    /// A repeat in a repeat.
    RepeatInRepeat,
    /// Groups stand too deep in each other.
    TooDeep,
    /// More rows than a form may have.
    TooManyRows,
    /// What every form must hold.
    Fault(What),
}

/// Something that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// `survey`, `choices` or `settings`.
    pub sheet: &'static str,
    /// The row.
    pub row: u32,
    /// What.
    pub what: Omitted,
}

/// What was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Omitted {
    /// A row that records what the server records by itself: `start`, `end`, `today`, `username`.
    Metadata(String),
    /// A column that changes nothing of what is asked.
    Column(String),
    /// A look that is not drawn.
    Appearance(String),
    /// Words in a language that is not offered.
    Language(String),
}
