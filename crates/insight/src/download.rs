//! Files of what a page shows: the same rows, in the same order, with the day they hold for.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use documents::{
    csv::Writer,
    xlsx::{Cell, Column, Workbook},
};
use web::{App, Granted, Problem, Visit};

use crate::{
    national::view::{Asked, View},
    readiness::{self, Dimension, Refused},
    report::{self, language},
    text::T,
};

/// A table to be downloaded.
pub(crate) struct Sheet {
    /// Name of the file without its ending.
    pub name: String,
    /// First line of the workbook.
    pub title: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

/// The table in the format asked for: CSV, or else XLSX.
pub(crate) fn sheet(visit: &Visit, app: &App, view: &View, sheet: Sheet, format: &str) -> Result<Response, Problem> {
    if format == "csv" {
        return csv(sheet);
    }
    let t = T(view.lang);
    let page = documents::xlsx::Sheet {
        name: sheet.title.clone(),
        above: vec![format!("{} {}", sheet.title, t.in_year(view.year)), t.as_of_day(view.day())],
        demo: visit.demonstration,
        columns: sheet.columns.into_iter().map(Column::from).collect(),
        rows: sheet.rows,
    };
    let book = Workbook { language: language(view.lang), sheets: vec![page], date: Some(app.clock.today()) };
    let bytes = book.write().map_err(Problem::defect)?;
    Ok(file(bytes, XLSX, &format!("{}.xlsx", sheet.name)))
}

/// Media type of a workbook.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Media type of CSV.
pub(crate) const CSV: &str = "text/csv; charset=utf-8";

fn csv(sheet: Sheet) -> Result<Response, Problem> {
    let mut writer = Writer::new(Vec::new(), true).map_err(Problem::defect)?;
    writer.row(&sheet.columns).map_err(Problem::defect)?;
    for row in &sheet.rows {
        writer.row(row.iter().map(plain)).map_err(Problem::defect)?;
    }
    Ok(file(writer.finish().map_err(Problem::defect)?, CSV, &format!("{}.csv", sheet.name)))
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Int(count) => count.to_string(),
        Cell::Decimal(value, places) => format!("{value:.*}", usize::from(*places)),
        Cell::Percent(share) => format!("{:.2}", share * 100.0),
        Cell::Date(date) => date.to_string(),
        Cell::Bool(value) => value.to_string(),
    }
}

/// A file as an answer; its name is ASCII.
pub(crate) fn file(bytes: Vec<u8>, mime: &'static str, name: &str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// The contract's figures as a file.
pub(crate) async fn report(
    visit: Visit,
    granted: Granted,
    app: App,
    asked: Asked,
    by: Option<Dimension>,
) -> Result<Response, Problem> {
    let (lang, today, scope) = (visit.lang, app.clock.today(), granted.scope);
    let question = asked.clone();
    let made = app.db.read(move |tx| {
        let view = View::of(tx, &question, lang, today)?;
        readiness::report(tx, view.year, view.as_of, by, &scope)
    });
    let made = made.await.map_err(|refused: Refused| refused.problem(lang))?;
    let name = format!("readiness-{}-{}", made.fiscal_year, made.as_of);
    if asked.format == "csv" {
        let bytes = report::readiness_csv(&made).map_err(Problem::defect)?;
        return Ok(file(bytes, CSV, &format!("{name}.csv")));
    }
    let bytes = report::readiness_xlsx(&made, lang, today, visit.demonstration).map_err(Problem::defect)?;
    Ok(file(bytes, XLSX, &format!("{name}.xlsx")))
}
