//! A list as a file: CSV for programs and XLSX for people, with the filters in force and the day it is of.

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
use web::{Lang, Problem, Visit};

/// A list about to be written.
pub struct Table {
    /// Name of the file without its ending, ASCII.
    pub name: &'static str,
    /// Title over an XLSX table.
    pub title: String,
    /// Machine names of the columns, for CSV, and their headings, for XLSX.
    pub columns: Vec<(&'static str, &'static str)>,
    /// The rows; every value is text.
    pub rows: Vec<Vec<String>>,
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// True when a list is asked for as a file.
pub fn is_asked(format: &str) -> bool {
    matches!(format, "csv" | "xlsx")
}

/// Writes the table in the wanted format.
///
/// # Errors
/// A defect of the writer.
pub fn answer(table: Table, format: &str, visit: &Visit, now: Timestamp) -> Result<Response, Problem> {
    let (bytes, mime, ending) = match format {
        "xlsx" => (workbook(&table, visit, now)?, XLSX, "xlsx"),
        _ => (written_csv(&table)?, "text/csv; charset=utf-8", "csv"),
    };
    let disposition = format!("attachment; filename=\"{}.{ending}\"", table.name);
    Ok(([(header::CONTENT_TYPE, mime.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}

fn written_csv(table: &Table) -> Result<Vec<u8>, Problem> {
    let mut writer = csv::Writer::new(Vec::new(), true).map_err(Problem::defect)?;
    writer.row(table.columns.iter().map(|(name, _)| *name)).map_err(Problem::defect)?;
    for row in &table.rows {
        writer.row(row).map_err(Problem::defect)?;
    }
    writer.finish().map_err(Problem::defect)
}

fn workbook(table: &Table, visit: &Visit, now: Timestamp) -> Result<Vec<u8>, Problem> {
    let language = match visit.lang {
        Lang::Th => Language::Thai,
        Lang::En => Language::English,
    };
    let cells = |row: &Vec<String>| row.iter().cloned().map(Cell::Text).collect();
    let sheet = Sheet {
        name: table.title.clone(),
        above: vec![table.title.clone(), web::text::T(visit.lang).as_of(visit.lang.moment(now))],
        demo: visit.demonstration,
        columns: table.columns.iter().map(|(_, heading)| (*heading).into()).collect(),
        rows: table.rows.iter().map(cells).collect(),
    };
    let date = Some(thai::date::bangkok_date(now));
    Workbook { language, sheets: vec![sheet], date }.write().map_err(Problem::defect)
}

/// A stored instant as it stands in a file: day and time in Thailand, ISO 8601; empty when there is none.
pub fn moment(stored: Option<&str>) -> String {
    let at = stored.and_then(|stored| db::instant(stored).ok());
    at.map(|at| format!("{} {}", thai::date::bangkok_date(at), thai::date::bangkok_time_hm(at))).unwrap_or_default()
}
