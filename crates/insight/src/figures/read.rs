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

    /// Of a header row; `None` when the row is no header.
    fn of(line: &Line) -> Option<Self> {
        let find =
            |names: &[&str]| line.cells.iter().position(|cell| names.contains(&thai::normalise::fold(cell).trim()));
        Some(Columns { label: find(LABEL)?, percent: find(PERCENT)?, n: find(COUNT), d: find(WHOLE) })
    }
}

pub(super) fn rows(bytes: &[u8], filename: &str) -> Result<Vec<ReadRow>, RowErrors> {
    let limits = Limits { columns: 16, ..Limits::default() };
    let read = table::read(bytes, filename, &limits).map_err(|problem| RowErrors {
        errors: vec![RowError { row: 0, field: "file", reason: Reason::Table(problem) }],
    })?;
    let mut lines = read.lines.iter().peekable();
    let header = lines.peek().and_then(|line| Columns::of(line));
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
