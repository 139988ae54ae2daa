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
use web::{Lang, Problem};

/// A list about to be written.
pub struct Table {
    /// Name of the file without its ending, ASCII.
    pub name: String,
    /// Title over an XLSX table.
    pub title: String,
    /// Machine names of the columns, for CSV, and their headings, for XLSX.
    pub columns: Vec<(&'static str, &'static str)>,
    /// The filters in force in words, `label: value`; nothing for a whole list. An XLSX file says them under its title.
    pub filters: Vec<String>,
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

/// What stands above the table: title, filters, day.
fn above(table: &Table, lang: Lang, now: Timestamp) -> Vec<String> {
    let filters = (!table.filters.is_empty()).then(|| table.filters.join(" · "));
    std::iter::once(table.title.clone()).chain(filters).chain([web::text::T(lang).as_of(lang.moment(now))]).collect()
}

fn written_xlsx(table: &Table, lang: Lang, demo: bool, now: Timestamp) -> Result<Vec<u8>, Problem> {
    let language = match lang {
        Lang::Th => Language::Thai,
        Lang::En => Language::English,
    };
    let sheet = Sheet {
        name: table.title.clone(),
        above: above(table, lang, now),
        demo,
        columns: table.columns.iter().map(|(_, heading)| (*heading).into()).collect(),
        rows: table.rows.clone(),
    };
    let date = Some(thai::date::bangkok_date(now));
    Workbook { language, sheets: vec![sheet], date }.write().map_err(Problem::defect)
}

/// A stored instant as the day and time in Thailand, ISO 8601.
pub fn moment(stored: Option<&str>) -> Cell {
    let at = stored.and_then(|stored| db::instant(stored).ok());
    at.map_or(Cell::Blank, |at| {
        Cell::Text(format!("{} {}", thai::date::bangkok_date(at), thai::date::bangkok_time_hm(at)))
    })
}

/// A stored date.
pub fn day(stored: Option<&str>) -> Cell {
    stored.and_then(|stored| db::date(stored).ok()).map_or(Cell::Blank, Cell::Date)
}
