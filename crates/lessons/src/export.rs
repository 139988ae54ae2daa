//! Lessons for the command line: the answers of a year as a table.

use db::{Scope, Tx};
use documents::xlsx::Cell;
use jiff::Timestamp;
use serde_json::{Map, Value};
use web::Lang;

use crate::{
    Refused,
    collection::store as collections,
    download::{self, Table},
    result::{records, store},
    words,
};

/// Formats of the export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON document a line.
    Ndjson,
    /// CSV.
    Csv,
    /// XLSX.
    Xlsx,
}

/// Every answer of a year that counts at an instant, of departments and of provinces: a row for each.
///
/// # Errors
/// The year was not collected; the database's.
pub fn answers(
    tx: &mut Tx<'_>,
    fiscal_year: i32,
    format: Format,
    demonstration: bool,
    at: Timestamp,
) -> Result<Vec<u8>, Refused> {
    let mut whole: Option<Table> = None;
    for part in ["departments", "provinces"] {
        let Some(collection) = collections::of_year(tx, fiscal_year, part)? else { continue };
        let found = store::found(tx, (&collection.id, &[]), &Scope::nation(), at)?;
        let mut table = records::everything(&collection, &found, Lang::Th);
        table.columns.insert(0, ("part".to_owned(), words::part(Lang::Th, part).to_owned()));
        table.rows.iter_mut().for_each(|row| row.insert(0, part.into()));
        match &mut whole {
            Some(whole) => whole.rows.extend(table.rows),
            None => whole = Some(table),
        }
    }
    let whole = whole.ok_or(Refused::NotFound)?;
    let code = match format {
        Format::Ndjson => return Ok(lines(&whole)),
        Format::Csv => "csv",
        Format::Xlsx => "xlsx",
    };
    download::bytes(&whole, code, Lang::Th, demonstration, at).map_err(|_| Refused::Blank("format"))
}

fn lines(table: &Table) -> Vec<u8> {
    let mut out = Vec::new();
    for row in &table.rows {
        let member = |((name, _), cell): (&(String, String), &Cell)| {
            let value = match cell {
                Cell::Int(n) => Value::from(*n),
                Cell::Text(text) => Value::from(text.as_str()),
                _ => Value::Null,
            };
            (name.clone(), value)
        };
        let object: Map<String, Value> = table.columns.iter().zip(row).map(member).collect();
        out.extend_from_slice(Value::Object(object).to_string().as_bytes());
        out.push(b'\n');
    }
    out
}
