//! The rows of a table of printed figures, as people write them: Thai digits, thousands separators, `43.66 %`.

use documents::table::{self, Limits, Line, TableError};
use web::Lang;

use crate::text::T;

/// One row as read.
pub(super) struct ReadRow {
    pub number: u32,
    pub label: String,
    pub percent: String,
    pub n: Option<u64>,
    pub d: Option<u64>,
}

/// Why a file was refused, row by row; a file that is no table has one error at row 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowErrors {
    /// In the order of the rows.
    pub errors: Vec<RowError>,
}

/// One refused cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// The row as a spreadsheet shows it; 0 for the file.
    pub row: u32,
    /// `label`, `percent`, `n` or `d`; `file` for the file.
    pub field: &'static str,
    /// Why.
    pub reason: Reason,
}

/// Why a cell was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The file itself.
    Table(TableError),
    /// The header names no such column.
    NoColumn(&'static str),
    /// The file has no row.
    Empty,
    /// A row without a percentage.
    NoPercentage,
    /// Not a non-negative decimal number.
    NotAPercentage(String),
    /// Not a whole number of at most 15 digits.
    NotACount(String),
}

impl Reason {
    /// In the user's words.
    pub fn words(&self, lang: Lang) -> String {
        let t = T(lang);
        match self {
            Reason::Table(problem) => t.figures_file(problem),
            Reason::NoColumn(name) => t.figures_no_column(name),
            Reason::Empty => t.figures_empty().to_owned(),
            Reason::NoPercentage => t.figures_no_percentage().to_owned(),
            Reason::NotAPercentage(text) => t.figures_not_a_percentage(text),
            Reason::NotACount(text) => t.figures_not_a_count(text),
        }
    }
}

/// Where each value stands in a row.
struct Columns {
    label: usize,
    percent: usize,
    n: Option<usize>,
    d: Option<usize>,
}

const LABEL: &[&str] = &["label", "รายการ", "ชื่อ"];
const PERCENT: &[&str] = &["percent", "%", "ร้อยละ"];
const COUNT: &[&str] = &["n", "จำนวน"];
const WHOLE: &[&str] = &["d", "จำนวนทั้งหมด", "ทั้งหมด"];

impl Columns {
    /// Without a header the columns stand in the order of the contract.
    const USUAL: Columns = Columns { label: 0, percent: 1, n: Some(2), d: Some(3) };

    /// Of the first row: its columns when it is a header, and the needed ones that a header lacks. A first row with a
    /// digit in it and none of the names is no header.
    fn of(line: &Line) -> Result<Option<Self>, Vec<RowError>> {
        let find = |names: &[&str]| {
            line.cells.iter().position(|cell| {
                let folded = thai::normalise::fold(cell.trim_start_matches('\u{FEFF}'));
                names.contains(&folded.trim())
            })
        };
        let (label, percent, n, d) = (find(LABEL), find(PERCENT), find(COUNT), find(WHOLE));
        let digits = line.cells.iter().any(|cell| thai::digits::to_arabic(cell).contains(|c: char| c.is_ascii_digit()));
        if [label, percent, n, d].iter().all(Option::is_none) && digits {
            return Ok(None);
        }
        let missing = |name| RowError { row: line.number, field: name, reason: Reason::NoColumn(name) };
        match (label, percent) {
            (Some(label), Some(percent)) => Ok(Some(Columns { label, percent, n, d })),
            (None, None) => Err(vec![missing("percent"), missing("label")]),
            (None, Some(_)) => Err(vec![missing("label")]),
            (Some(_), None) => Err(vec![missing("percent")]),
        }
    }
}

pub(super) fn rows(bytes: &[u8], filename: &str) -> Result<Vec<ReadRow>, RowErrors> {
    let limits = Limits { columns: 256, ..Limits::default() };
    let read = table::read(bytes, filename, &limits).map_err(|problem| RowErrors {
        errors: vec![RowError { row: 0, field: "file", reason: Reason::Table(problem) }],
    })?;
    let mut lines = read.lines.iter().peekable();
    let Some(first) = lines.peek() else {
        return Err(RowErrors { errors: vec![RowError { row: 0, field: "file", reason: Reason::Empty }] });
    };
    let header = Columns::of(first).map_err(|errors| RowErrors { errors })?;
    if header.is_some() {
        lines.next();
    }
    let columns = header.unwrap_or(Columns::USUAL);
    let (mut rows, mut errors) = (Vec::new(), Vec::new());
    for line in lines {
        match row(line, &columns) {
            Ok(row) => rows.push(row),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(rows) } else { Err(RowErrors { errors }) }
}

fn row(line: &Line, columns: &Columns) -> Result<ReadRow, RowError> {
    let refused = |field, reason| RowError { row: line.number, field, reason };
    let percent = thai::digits::to_arabic(line.cell(columns.percent));
    let percent = percent.trim().trim_end_matches(['%', '％']).trim_end().to_owned();
    if percent.is_empty() {
        return Err(refused("percent", Reason::NoPercentage));
    }
    let count = |column: Option<usize>, field| match column.map_or("", |column| line.cell(column)) {
        "" => Ok(None),
        text => count(text).map(Some).ok_or_else(|| refused(field, Reason::NotACount(text.to_owned()))),
    };
    Ok(ReadRow {
        number: line.number,
        label: documents::csv::unguard(line.cell(columns.label)).to_owned(),
        percent,
        n: count(columns.n, "n")?,
        d: count(columns.d, "d")?,
    })
}

/// A whole number of at most 15 digits, with or without separators of thousands.
fn count(text: &str) -> Option<u64> {
    let digits = thai::digits::to_arabic(text).replace([',', ' '], "");
    let plain = (1..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}
