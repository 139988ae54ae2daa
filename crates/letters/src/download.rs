//! A list as a file: CSV for programs and XLSX for people, with the day it is of.

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
pub struct Table {
    /// Name of the file without its ending, ASCII.
    pub name: String,
    /// Title over an XLSX table.
    pub title: String,
    /// Machine names of the columns, for CSV, and their headings, for XLSX.
    pub columns: Vec<(&'static str, &'static str)>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// Writes the table in the wanted format.
///
/// # Errors
/// A format other than `csv` and `xlsx`; a defect of the writer.
pub fn answer(
    table: Table,
    format: &str,
    lang: Lang,
    demonstration: bool,
    now: Timestamp,
) -> Result<Response, Problem> {
    let (bytes, mime) = match format {
        "csv" => (written_csv(&table)?, "text/csv; charset=utf-8"),
        "xlsx" => (
            written_xlsx(&table, lang, demonstration, now)?,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        other => return Err(Problem::BadRequest(other.to_owned())),
    };
    let disposition = format!("attachment; filename=\"{}.{format}\"", table.name);
    Ok(([(header::CONTENT_TYPE, mime.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}

fn written_csv(table: &Table) -> Result<Vec<u8>, Problem> {
    let mut writer = csv::Writer::new(Vec::new(), true).map_err(Problem::defect)?;
    writer.row(table.columns.iter().map(|(name, _)| *name)).map_err(Problem::defect)?;
    for row in &table.rows {
        writer.row(row.iter().map(text)).map_err(Problem::defect)?;
    }
    writer.finish().map_err(Problem::defect)
}

/// Machine formats hold ISO dates and plain numbers.
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
        columns: table.columns.iter().map(|(_, heading)| (*heading).into()).collect(),
        rows: table.rows.clone(),
    };
    let date = Some(thai::date::bangkok_date(now));
    Workbook { language, sheets: vec![sheet], date }.write().map_err(Problem::defect)
}

/// An official paper as a file to keep.
pub fn file(bytes: Vec<u8>, mime: &str, name: &str) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, mime.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
}
