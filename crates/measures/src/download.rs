//! A list as a file: CSV with machine names and codes for programs, XLSX with headings and labels for people. Both are
//! read back by the import.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use documents::{
    csv,
    report::Language,
    xlsx::{Cell, Sheet, Workbook},
};
use jiff::Timestamp;
use web::{Lang, Problem};

/// A list about to be written.
pub(crate) struct Table {
    /// Name of the file without its ending, ASCII.
    pub name: String,
    /// Title over an XLSX table.
    pub title: String,
    /// Machine names of the columns, for CSV, and their headings, for XLSX.
    pub columns: Vec<(String, String)>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// The format that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Csv,
    Xlsx,
}

impl Format {
    /// `csv` or `xlsx`; nothing for a page.
    ///
    /// # Errors
    /// Any other format.
    pub(crate) fn read(asked: &str) -> Result<Option<Self>, Problem> {
        match asked {
            "" => Ok(None),
            "csv" => Ok(Some(Format::Csv)),
            "xlsx" => Ok(Some(Format::Xlsx)),
            other => Err(Problem::BadRequest(other.to_owned())),
        }
    }
}

/// Writes the table.
pub(crate) fn answer(
    table: &Table,
    format: Format,
    lang: Lang,
    demonstration: bool,
    now: Timestamp,
) -> Result<Response, Problem> {
    let (bytes, mime, ending) = match format {
        Format::Csv => (written_csv(table)?, "text/csv; charset=utf-8", "csv"),
        Format::Xlsx => (
            written_xlsx(table, lang, demonstration, now)?,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
        ),
    };
    let disposition = format!("attachment; filename=\"{}.{ending}\"", table.name);
    Ok(([(header::CONTENT_TYPE, mime.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}

/// The table as CSV.
pub(crate) fn written_csv(table: &Table) -> Result<Vec<u8>, Problem> {
    let mut writer = csv::Writer::new(Vec::new(), true).map_err(Problem::defect)?;
    writer.row(table.columns.iter().map(|(name, _)| name.as_str())).map_err(Problem::defect)?;
    for row in &table.rows {
        writer.row(row.iter().map(text)).map_err(Problem::defect)?;
    }
    writer.finish().map_err(Problem::defect)
}

/// Machine formats hold ISO days and plain numbers.
fn text(cell: &Cell) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Int(count) => count.to_string(),
        Cell::Decimal(value, places) => format!("{value:.*}", usize::from(*places)),
        Cell::Percent(share) => format!("{:.2}", share * 100.0),
        Cell::Date(date) => date.to_string(),
        Cell::Bool(value) => u8::from(*value).to_string(),
    }
}

fn written_xlsx(table: &Table, lang: Lang, demo: bool, now: Timestamp) -> Result<Vec<u8>, Problem> {
    let language = match lang {
        Lang::Th => Language::Thai,
        Lang::En => Language::English,
    };
    let sheet = Sheet {
        name: table.title.clone(),
        above: vec![table.title.clone(), web::text::T(lang).as_of(lang.moment(now))],
        demo,
        columns: table.columns.iter().map(|(_, heading)| heading.as_str().into()).collect(),
        rows: table.rows.clone(),
    };
    let date = Some(thai::date::bangkok_date(now));
    Workbook { language, sheets: vec![sheet], date }.write().map_err(Problem::defect)
}

/// A share as a fraction for a cell; blank without a whole.
pub(crate) fn share(n: u64, d: u64) -> Cell {
    #[expect(clippy::cast_precision_loss, reason = "counts of this area are far below 2^52")]
    let fraction = || Cell::Percent(n as f64 / d as f64);
    if d == 0 { Cell::Blank } else { fraction() }
}

/// A count for a cell.
pub(crate) fn int(count: u64) -> Cell {
    i64::try_from(count).map_or(Cell::Blank, Cell::Int)
}
