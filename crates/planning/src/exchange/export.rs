//! Exporting plans: exchange documents one a line, or one row a plan as CSV and XLSX.
//!
//! What is exported as documents imports again and changes nothing. A draft in which the format's own required members
//! are still missing is no exchange document; it is left out and counted.

use std::io::{self, Write};

use continuity::plan::Plan;
use db::{Db, Row, Tx, Value};
use documents::{
    csv,
    xlsx::{Cell, Column, Sheet, Workbook},
};

use crate::{plan::content, text::T};

/// Which plans.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Of one Buddhist fiscal year; all without.
    pub fiscal_year: Option<i32>,
    /// Only those handed in, or only those that are still drafts; both without.
    pub state: Option<State>,
}

/// How far an exported plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The latest version that was not withdrawn.
    Submitted,
    /// Nothing was handed in.
    Draft,
}

/// In which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Exchange documents, one a line.
    Ndjson,
    /// One row a plan.
    Csv,
    /// One row a plan.
    Xlsx,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Plans.
    pub written: u64,
    /// Drafts that are no exchange documents yet.
    pub incomplete: u64,
}

/// Why an export stopped.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The file can't be written.
    #[error("{0}")]
    Unwritable(#[from] io::Error),
    /// The table can't be made.
    #[error("{0}")]
    Table(String),
    /// The database refused.
    #[error("{0}")]
    Database(#[from] db::Error),
}

/// The columns of the table, as machines know them.
pub const COLUMNS: [&str; 15] = [
    "organisation",
    "organisation_name",
    "organisation_kind",
    "fiscal_year",
    "kind",
    "title",
    "classification",
    "state",
    "version",
    "reference",
    "submitted_at",
    "processes",
    "rto_over_mtpd",
    "with_e_service",
    "saved_at",
];

/// The columns that hold the exchange document, one after the other: a cell of a workbook holds 32,767 characters, so a
/// long document goes on in the next. What an import reads; the other columns are for people.
pub const DOCUMENT: [&str; 8] =
    ["document", "document_2", "document_3", "document_4", "document_5", "document_6", "document_7", "document_8"];

/// Characters of a cell of the document.
const CELL: usize = 16_000;

fn columns() -> impl Iterator<Item = &'static str> {
    COLUMNS.into_iter().chain(DOCUMENT)
}

const SELECT: &str = "SELECT o.code, o.name_th, o.kind, p.fiscal_year, p.kind, coalesce(v.title, p.title), \
     coalesce(v.classification, p.classification), v.number, v.reference, v.submitted_at, \
     v.process_count, v.rto_over_mtpd, v.with_e_service, p.saved_at, coalesce(v.document, p.document), a.version_id \
     FROM plan p JOIN organisation o ON o.id = p.organisation_id \
     LEFT JOIN plan_version v ON v.id = (SELECT x.id FROM plan_version x LEFT JOIN withdrawal w ON w.version_id = x.id \
     WHERE x.plan_id = p.id AND w.version_id IS NULL ORDER BY x.submitted_at DESC, x.number DESC LIMIT 1) \
     LEFT JOIN review_approval a ON a.version_id = v.id";

/// Writes plans in the order of years, organisation codes and kinds, streaming. Blocks: for jobs and the command line.
///
/// # Errors
/// [`Stopped`] when the database fails or the target takes no more.
pub fn export(db: &Db, wanted: &Wanted, format: Format, to: impl Write) -> Result<Exported, Stopped> {
    match format {
        Format::Ndjson => ndjson(db, wanted, to),
        Format::Csv => table_csv(db, wanted, to),
        Format::Xlsx => table_xlsx(db, wanted, to),
    }
}

fn each(tx: &mut Tx<'_>, wanted: &Wanted, each: impl FnMut(&Row<'_>) -> Result<(), Stopped>) -> Result<(), Stopped> {
    let mut params: Vec<Value> = Vec::new();
    let mut conditions = vec!["TRUE".to_owned()];
    if let Some(year) = wanted.fiscal_year {
        params.push(year.into());
        conditions.push(format!("p.fiscal_year = ${}", params.len()));
    }
    match wanted.state {
        Some(State::Submitted) => conditions.push("v.id IS NOT NULL".into()),
        Some(State::Draft) => conditions.push("v.id IS NULL".into()),
        None => {}
    }
    let sql = format!("{SELECT} WHERE {} ORDER BY p.fiscal_year, o.code, p.kind, p.label", conditions.join(" AND "));
    tx.each(&sql, &params, each)
}

fn ndjson(db: &Db, wanted: &Wanted, mut to: impl Write) -> Result<Exported, Stopped> {
    let mut exported = Exported::default();
    db.read_now(|tx| {
        each(tx, wanted, |row| {
            let Some(line) = exchanged(row)? else {
                exported.incomplete += 1;
                return Ok(());
            };
            to.write_all(line.as_bytes())?;
            to.write_all(b"\n")?;
            exported.written += 1;
            Ok(())
        })
    })?;
    to.flush()?;
    Ok(exported)
}

/// True when every member that the format requires is there; all others are optional in a draft as well.
fn is_exchangeable(plan: &Plan) -> bool {
    plan.processes.iter().all(|process| process.impact.is_some() && process.rto.is_some())
}

fn cells(row: &Row<'_>) -> Result<Vec<Cell>, Stopped> {
    let text =
        |column: usize| Ok::<Cell, db::Error>(Cell::from(row.get::<Option<String>>(column)?.unwrap_or_default()));
    let count = |column: usize| Ok::<Cell, db::Error>(Cell::from(row.get::<Option<i64>>(column)?));
    let approved = row.get::<Option<String>>(15)?.is_some();
    let state = match row.get::<Option<i64>>(7)? {
        Some(_) if approved => "approved",
        Some(_) => "submitted",
        None => "draft",
    };
    let mut cells = vec![
        text(0)?,
        text(1)?,
        text(2)?,
        // A year is a name, not a quantity: no thousands separator.
        Cell::Text(row.get::<i64>(3)?.to_string()),
        text(4)?,
        text(5)?,
        text(6)?,
        Cell::from(state),
        count(7)?,
        text(8)?,
        text(9)?,
        count(10)?,
        count(11)?,
        count(12)?,
        text(13)?,
    ];
    let document = exchanged(row)?.unwrap_or_default();
    let mut rest = document.as_str();
    for _ in 0..DOCUMENT.len() {
        let cut = cut(rest);
        cells.push(Cell::from(rest.get(..cut).unwrap_or_default()));
        rest = rest.get(cut..).unwrap_or_default();
    }
    Ok(cells)
}

/// Where the first cell of a text ends: between two letters or digits, because blanks at the edge of a cell are lost when
/// it is read, and a cell that begins with `=` is a formula.
fn cut(text: &str) -> usize {
    let mut last = 0;
    let mut before = ' ';
    for (count, (at, next)) in text.char_indices().enumerate() {
        if count == CELL {
            return if last > 0 { last } else { at };
        }
        if before.is_ascii_alphanumeric() && next.is_ascii_alphanumeric() || is_thai(before) && is_thai(next) {
            last = at;
        }
        before = next;
    }
    text.len()
}

/// A Thai consonant.
const fn is_thai(letter: char) -> bool {
    matches!(letter, 'ก'..='ฮ')
}

/// The exchange document of a row; `None` while a draft lacks what the format needs.
fn exchanged(row: &Row<'_>) -> Result<Option<String>, Stopped> {
    let plan = content::read(&row.get::<String>(14)?)?;
    if !is_exchangeable(&plan) {
        return Ok(None);
    }
    let text = serde_json::to_string(&plan.for_exchange());
    text.map(Some).map_err(|problem| Stopped::Table(problem.to_string()))
}

fn table_csv(db: &Db, wanted: &Wanted, to: impl Write) -> Result<Exported, Stopped> {
    let failed = |problem: csv::WriteError| Stopped::Table(problem.to_string());
    let mut writer = csv::Writer::new(to, true).map_err(failed)?;
    writer.row(columns()).map_err(failed)?;
    let mut exported = Exported::default();
    db.read_now(|tx| {
        each(tx, wanted, |row| {
            exported.written += 1;
            writer.row(cells(row)?.iter().map(plain)).map_err(failed)
        })
    })?;
    writer.finish().map_err(failed)?;
    Ok(exported)
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Int(count) => count.to_string(),
        _ => String::new(),
    }
}

fn table_xlsx(db: &Db, wanted: &Wanted, mut to: impl Write) -> Result<Exported, Stopped> {
    let mut rows = Vec::new();
    db.read_now(|tx| {
        each(tx, wanted, |row| {
            rows.push(cells(row)?);
            Ok(())
        })
    })?;
    let exported = Exported { written: rows.len() as u64, incomplete: 0 };
    let columns = columns().map(Column::from).collect();
    let sheet = Sheet { name: T(web::Lang::Th).plans().to_owned(), columns, rows, ..Sheet::default() };
    let bytes = Workbook { sheets: vec![sheet], ..Workbook::default() }.write();
    to.write_all(&bytes.map_err(|problem| Stopped::Table(problem.to_string()))?)?;
    to.flush()?;
    Ok(exported)
}
