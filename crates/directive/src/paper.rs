//! What was read of a paper, as `import directive` prints it (contracts). Keys of ours beside the contract's: `to_line`,
//! `bodies`, `lead_names`, `with_codes`, `unsure` and others; all are additions.

use crate::bodies::groups::Group;
use crate::warning::Warning;
use continuity::figures::FigureCheck;
use jiff::civil::Date;
use serde::Serialize;

/// A paper, as a draft that a person confirms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paper {
    /// The subject (เรื่อง) as printed.
    pub title: String,
    /// Of a memo, the subject of the cabinet paper that it relays.
    pub subject: Option<String>,
    /// The day of the cabinet's meeting.
    pub cabinet_date: Option<Date>,
    /// Who relays the decision: department and unit of the memo, the larger first. None for the cabinet paper itself.
    pub relayed_by: Option<String>,
    /// The number of the memo or letter in ASCII digits without a stray full stop: `กษ 0606/253`.
    pub document_number: Option<String>,
    /// The same in Thai digits, as it would be cited: `กษ ๐๖๐๖/๒๕๓`.
    pub document_number_th: Option<String>,
    /// Its urgency as stamped.
    pub urgency: Option<String>,
    /// The day of the memo or letter.
    pub document_date: Option<Date>,
    /// Numbered clauses.
    pub clauses: Vec<Clause>,
    /// What somebody is told to do.
    pub recommendations: Vec<Recommendation>,
    /// Opinions and suggestions with whose they are.
    pub opinions: Vec<Opinion>,
    /// Reported shares and changes.
    pub figures: Vec<Figure>,
    /// Every date, once, in the order of the text.
    pub dates: Vec<Date>,
    /// What a person should look at.
    pub warnings: Vec<Warning>,
}

/// A numbered clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Clause {
    /// In ASCII digits: `3.1`; below it in brackets: `3.1(2)`.
    pub number: String,
    /// Its first paragraph.
    pub text: String,
    /// Where it begins.
    pub line: usize,
    /// The last line before the next clause.
    pub to_line: usize,
}

/// Something that somebody is told to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recommendation {
    /// The number of the clause it stands in.
    pub number: Option<String>,
    /// The unnumbered heading right above it.
    pub heading: Option<String>,
    /// The order as printed.
    pub text: String,
    /// Who is told to act: the full name where the text itself defines the abbreviation, else as printed.
    pub lead: Vec<String>,
    /// Who acts with them.
    pub with: Vec<String>,
    /// The same bodies by the names of the table of abbreviations and misprints.
    pub lead_names: Vec<String>,
    /// As `lead_names`.
    pub with_names: Vec<String>,
    /// Register codes of leads that the register knows.
    pub lead_codes: Vec<String>,
    /// Register codes of those who act with them.
    pub with_codes: Vec<String>,
    /// Every body of it with its part.
    pub bodies: Vec<Part>,
    /// How often to report.
    pub cadence: Cadence,
    /// The text says how often; otherwise the cadence is the default.
    pub cadence_stated: bool,
    /// The day by which it must be done, only where the text states one.
    pub due: Option<Date>,
    /// A stretch of time within which it must be done, as printed: `ภายใน 60 วัน`.
    pub within: Option<String>,
    /// Where it begins.
    pub line: usize,
    /// Its last line.
    pub to_line: usize,
    /// What a person should confirm.
    pub unsure: Vec<Unsure>,
}

/// What the reader is not sure of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unsure {
    /// Who acts.
    Lead,
    /// Where a name ends.
    Name,
    /// Whether it is an order of this paper.
    Order,
    /// Whether the cabinet or the memo says it.
    Origin,
    /// Which clause it belongs to.
    Clause,
    /// What the figure counts.
    Meaning,
}

/// The part of a body in a recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Told to act.
    Lead,
    /// Acts with them.
    With,
    /// Only named in the text of the item: D1 L44 tells what กรมการแพทย์ is already doing.
    Mentioned,
}

/// A body in a recommendation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// As printed.
    pub printed: String,
    /// What the table says it means, else as printed.
    pub name: String,
    /// Its code, where the register knows it.
    pub code: Option<String>,
    /// Its part.
    pub role: Role,
    /// Named only as an example (เช่น).
    pub such_as: bool,
    /// A group instead of one body.
    pub group: Option<Group>,
    /// Not known: where the name ends was guessed.
    pub unsure: bool,
}

/// How often to report. The papers give no dates; only what a text states differs from the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cadence {
    /// From time to time (เป็นระยะ): the default.
    Periodic,
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every month.
    Monthly,
    /// Every quarter.
    Quarterly,
    /// Twice a year.
    HalfYearly,
    /// Every year.
    Annual,
}

/// What kind of remark another body made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OpinionKind {
    /// ความเห็น
    Opinion,
    /// ข้อเสนอแนะ
    Suggestion,
}

/// An opinion or a suggestion. Its words are seldom in the paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Opinion {
    /// Whose, as printed.
    pub body: String,
    /// What the table says the name means.
    pub name: String,
    /// Its code, where the register knows it.
    pub code: Option<String>,
    /// Opinion or suggestion.
    pub kind: OpinionKind,
    /// Its words, where the paper has them.
    pub text: Option<String>,
    /// Where.
    pub line: usize,
    /// The recommendation it is attached to, by its place in the list from 0.
    pub recommendation: Option<usize>,
}

/// What a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// A reported share.
    Share,
    /// A share to be reached, or a limit; nothing was counted.
    Target,
    /// A rate of growth or decline against another time.
    Growth,
    /// A change of a count that can be read in two ways.
    Change,
}

/// A reported figure, as printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// The words before it.
    pub label: String,
    /// As printed, in ASCII digits.
    pub printed: String,
    /// The count, where the text gives it.
    pub n: Option<u64>,
    /// The whole, where the text gives it.
    pub d: Option<u64>,
    /// What the arithmetic says.
    pub check: FigureCheck,
    /// The denominators that would give it, smallest first, at most 20.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fits: Vec<u64>,
    /// How many more denominators would.
    #[serde(skip_serializing_if = "is_zero")]
    pub fits_left_off: u64,
    /// The largest denominator that was tried, where the text gives the whole it must lie in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub largest: Option<u64>,
    /// What it is.
    pub kind: FigureKind,
    /// Where.
    pub line: usize,
    /// What a person should confirm.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unsure: Vec<Unsure>,
}

fn is_zero(n: &u64) -> bool {
    *n == 0
}
