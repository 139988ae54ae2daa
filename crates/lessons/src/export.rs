//! Lessons for the command line: the answers of a year as a table, a questionnaire from a file.

use db::{Scope, Tx};
use jiff::Timestamp;
use web::{Lang, Problem};

use crate::{
    Refused,
    collection::store as collections,
    download,
    result::{records, store},
};

/// Every answer of a year that counts now: a row for each.
///
/// # Errors
/// The year was not collected; a format other than `csv` and `xlsx`; the database's.
pub fn answers(
    tx: &mut Tx<'_>,
    (fiscal_year, part): (i32, &str),
    format: &str,
    demonstration: bool,
    now: Timestamp,
) -> Result<Vec<u8>, Refused> {
    let collection = collections::of_year(tx, fiscal_year, part)?.ok_or(Refused::NotFound)?;
    let found = store::found(tx, (&collection.id, &[]), &Scope::nation(), now)?;
    let table = records::everything(&collection, &found, Lang::Th);
    let written: Result<Vec<u8>, Problem> = download::bytes(&table, format, Lang::Th, demonstration, now);
    written.map_err(|_| Refused::Blank("format"))
}
