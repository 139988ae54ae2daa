//! What a person should look at, each with its line. The words here are for the command line; pages word the kinds
//! in their own language.

use serde::{Serialize, Serializer};
use std::fmt;

/// Why a line needs a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The first words of the next page at the foot of this one; left out.
    CatchLine,
    /// A number in the middle of a line was taken as the beginning of a clause.
    GluedHeading,
    /// A clause has no heading of its own in the text.
    MissingHeading,
    /// A clause number comes twice.
    RepeatedNumber,
    /// A date that no calendar has, or that cannot be read.
    UnreadableDate,
    /// The day of the cabinet's meeting is not stated.
    NoCabinetDate,
    /// The day of the meeting was taken from a resolution that the text only refers to.
    UnsureCabinetDate,
    /// No title.
    NoTitle,
    /// The end of a name was guessed.
    GuessedName,
    /// A misprint was read as a known name.
    Misprint,
    /// An order without a body.
    NoLead,
    /// A body is told to report to itself.
    ReportsToItself,
    /// An order is told as already given.
    ToldAsDone,
    /// The memo's own proposal, not the cabinet's.
    OfTheMemo,
    /// The counts give the figure only with decimals cut off.
    Truncated,
    /// No counts give the figure.
    Impossible,
    /// Figures of one table and the counts of the text.
    Together,
    /// An increase that can be read as "to" or "by".
    Ambiguous,
    /// Worded as an increase, but the counts give a share.
    ShareNotIncrease,
    /// A target of 100 per cent "or more".
    OverAHundred,
    /// A percentage that is no number.
    NotAFigure,
    /// The text is longer than is read.
    TooLong,
    /// The text holds more than one paper.
    AnotherSubject,
}

/// A warning of the reader.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// The line, from 1.
    pub line: usize,
    /// Why.
    pub kind: Kind,
    /// The words of the paper, or counts, that it is about.
    pub about: String,
}

impl Warning {
    /// A warning at a line; the words are cut to a readable length.
    pub fn new(line: usize, kind: Kind, about: &str) -> Self {
        Self { line, kind, about: about.chars().take(240).collect() }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, kind, about } = self;
        write!(f, "line {line}: ")?;
        match kind {
            Kind::CatchLine => write!(f, "\"{about}\" repeats the first words of the next page and is left out"),
            Kind::GluedHeading => write!(f, "clause {about} begins in the middle of a line"),
            Kind::MissingHeading => write!(f, "clause {about} has no heading in the text"),
            Kind::RepeatedNumber => write!(f, "the number {about} comes more than once"),
            Kind::UnreadableDate => write!(f, "\"{about}\" is not a readable date"),
            Kind::NoCabinetDate => write!(f, "the date of the cabinet's meeting is not stated"),
            Kind::UnsureCabinetDate => {
                write!(f, "the date of the cabinet's meeting is taken from \"{about}\": please confirm")
            }
            Kind::NoTitle => write!(f, "no subject (เรื่อง) was found; the first line is taken as the title"),
            Kind::GuessedName => write!(f, "\"{about}\" is not a known body; where its name ends was guessed"),
            Kind::Misprint => write!(f, "{about}"),
            Kind::NoLead => write!(f, "no body is named for \"{about}\""),
            Kind::ReportsToItself => write!(f, "{about} is told to report to itself"),
            Kind::ToldAsDone => write!(f, "\"{about}\" tells of an order already given: a new one or an old one?"),
            Kind::OfTheMemo => write!(f, "\"{about}\" is the memo's own proposal"),
            Kind::Truncated => write!(f, "{about} is cut off, not rounded"),
            Kind::Impossible => write!(f, "{about}"),
            Kind::Together => write!(f, "{about}"),
            Kind::Ambiguous => write!(f, "{about}"),
            Kind::ShareNotIncrease => write!(f, "{about} is worded as an increase, but the counts give it as a share"),
            Kind::OverAHundred => write!(f, "\"{about}\" can only be 100 per cent"),
            Kind::NotAFigure => write!(f, "\"{about}\" is not a percentage"),
            Kind::TooLong => write!(f, "the text is longer than is read; the rest was left out"),
            Kind::AnotherSubject => write!(f, "another subject begins: \"{about}\"; read one paper at a time"),
        }
    }
}

impl Serialize for Warning {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
