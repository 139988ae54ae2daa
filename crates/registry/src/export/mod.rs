//! The register as a file, with the columns of the import: importing it again changes nothing. Closed organisations
//! are not in it, because a file can't say that one is closed.

use db::{Result, Scope, Tx};
use documents::{
    csv,
    report::Language,
    xlsx::{Cell, Column, Sheet, Workbook},
};
use serde_json::json;
use web::Lang;

use crate::{
    import::COLUMNS,
    list::store::{self, Filter, Listed, Order},
    text::T,
};

/// The kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With a byte order mark, so that Excel reads it as UTF-8.
    Csv,
    /// Excel workbook.
    Xlsx,
    /// One JSON object a line.
    Ndjson,
}

impl Format {
    /// The format that an address or a command names.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "csv" => Some(Format::Csv),
            "xlsx" => Some(Format::Xlsx),
            "ndjson" => Some(Format::Ndjson),
            _ => None,
        }
    }

    /// The ending of a file's name.
    pub const fn ending(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Ndjson => "ndjson",
        }
    }

    /// The content type.
    pub const fn mime(self) -> &'static str {
        match self {
            Format::Csv => "text/csv; charset=utf-8",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Ndjson => "application/x-ndjson",
        }
    }
}

/// What a workbook says about itself.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// Language of the sheet's name.
    pub lang: Lang,
    /// Whether the data is the demonstration's.
    pub demonstration: bool,
    /// The day of the export.
    pub today: jiff::civil::Date,
}

/// The organisations that the filter finds in the scope, in this order.
///
/// # Errors
/// The database's, or that the rows do not fit into a workbook (more than a million).
pub fn register(
    tx: &mut Tx<'_>,
    scope: &Scope,
    filter: &Filter,
    order: Order,
    format: Format,
    mark: Mark,
) -> Result<Vec<u8>> {
    match format {
        Format::Csv => as_csv(tx, scope, filter, order),
        Format::Xlsx => as_xlsx(tx, scope, filter, order, mark),
        Format::Ndjson => as_ndjson(tx, scope, filter, order),
    }
}

fn cells(listed: &Listed) -> [&str; 10] {
    let of = &listed.organisation;
    [
        &of.code,
        &of.details.name_th,
        &of.details.name_en,
        &of.details.kind,
        &listed.parent_code,
        &of.details.ministry_code,
        &of.details.province_code,
        &of.details.district_code,
        if of.details.obliged { "1" } else { "0" },
        &of.details.provenance,
    ]
}

fn as_csv(tx: &mut Tx<'_>, scope: &Scope, filter: &Filter, order: Order) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::new(Vec::new(), true).map_err(unwritten)?;
    writer.row(COLUMNS).map_err(unwritten)?;
    store::each(tx, scope, filter, order, |listed| writer.row(cells(&listed)).map_err(unwritten))?;
    writer.finish().map_err(unwritten)
}

fn as_xlsx(tx: &mut Tx<'_>, scope: &Scope, filter: &Filter, order: Order, mark: Mark) -> Result<Vec<u8>> {
    let mut rows = Vec::new();
    store::each(tx, scope, filter, order, |listed| {
        let obliged = Cell::Int(i64::from(listed.organisation.details.obliged));
        let cell = |(column, text): (usize, &str)| if column == 8 { obliged.clone() } else { Cell::from(text) };
        rows.push(cells(&listed).into_iter().enumerate().map(cell).collect());
        Ok(())
    })?;
    let language = match mark.lang {
        Lang::Th => Language::Thai,
        Lang::En => Language::English,
    };
    let sheet = Sheet {
        name: T(mark.lang).sheet_name().to_owned(),
        above: Vec::new(),
        demo: mark.demonstration,
        columns: COLUMNS.into_iter().map(Column::from).collect(),
        rows,
    };
    Workbook { language, sheets: vec![sheet], date: Some(mark.today) }.write().map_err(unwritten)
}

fn as_ndjson(tx: &mut Tx<'_>, scope: &Scope, filter: &Filter, order: Order) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    store::each(tx, scope, filter, order, |listed| {
        let mut line = serde_json::Map::new();
        for (column, text) in COLUMNS.into_iter().zip(cells(&listed)) {
            let value =
                if column == "obliged" { json!(i64::from(listed.organisation.details.obliged)) } else { json!(text) };
            line.insert(column.to_owned(), value);
        }
        out.extend_from_slice(serde_json::Value::Object(line).to_string().as_bytes());
        out.push(b'\n');
        Ok(())
    })?;
    Ok(out)
}

/// The bytes go to memory, so that only a workbook's limits can be meant.
fn unwritten(problem: impl std::fmt::Display) -> db::Error {
    db::Error::Unavailable(problem.to_string())
}
