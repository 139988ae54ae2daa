//! The register from a file (contracts, `import register`): CSV or XLSX in any usual encoding, one organisation a row,
//! matched by `code`. Every row is judged and every fault told with its row; if one row is refused, nothing of the
//! file is applied. Importing what was exported changes nothing.

pub mod pages;
mod plan;
mod read;
mod store;
mod upload;

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    time::Duration,
};

use db::{Db, Tx, audit};
use jiff::Timestamp;
use serde_json::json;

pub use crate::organisation::Reason;
use plan::Plan;
use read::Batch;

/// The columns, in the order in which they are exported; a file may have them in any order.
pub const COLUMNS: [&str; 10] = [
    "code",
    "name_th",
    "name_en",
    "kind",
    "parent_code",
    "ministry_code",
    "province_code",
    "district_code",
    "obliged",
    "provenance",
];

/// Columns without which a row says nothing. Of the others, one that is missing leaves an organisation as it is; a new
/// one is then obliged, and blank in the rest.
pub const REQUIRED: [&str; 3] = ["code", "name_th", "kind"];

/// How to import.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// Only say what would happen.
    pub dry_run: bool,
    /// Account id, or `command line`, for the history and the audit trail.
    pub by: &'a str,
    /// When.
    pub now: Timestamp,
}

/// One fault of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// The row as a spreadsheet shows it; the header is usually row 1.
    pub row: u32,
    /// Name of the column; empty when the whole file is meant.
    pub field: String,
    /// What is wrong.
    pub reason: Reason,
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Organisations made.
    pub created: usize,
    /// Organisations changed.
    pub updated: usize,
    /// Rows that say what the register already says.
    pub unchanged: usize,
    /// Rows refused; when there are any, nothing was applied and the other counts are 0.
    pub refused: usize,
    /// Every fault, by row.
    pub errors: Vec<RowError>,
    /// The first of those that are made or changed.
    pub changes: Vec<Change>,
}

/// Most changes that a report names.
pub const NAMED: usize = 50;

/// One organisation that an import makes or changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its code.
    pub code: String,
    /// Its Thai name, as it will be.
    pub name_th: String,
    /// The columns that change; empty for a new one.
    pub columns: Vec<&'static str>,
}

impl Report {
    fn refusal(mut errors: Vec<RowError>) -> Self {
        errors.sort_by_key(|error| (error.row, position(&error.field)));
        let mut rows: Vec<u32> = errors.iter().map(|error| error.row).collect();
        rows.dedup();
        Report { refused: rows.len(), errors, ..Report::default() }
    }

    fn of(plan: &Plan) -> Self {
        Report {
            created: plan.created.len(),
            updated: plan.updated.len(),
            unchanged: plan.unchanged,
            changes: plan.created.iter().chain(&plan.updated).take(NAMED).map(Change::of).collect(),
            ..Report::default()
        }
    }
}

impl Change {
    fn of(wanted: &plan::Wanted) -> Self {
        let name_th = wanted.details.name_th.clone();
        Change { code: wanted.code.clone(), name_th, columns: wanted.changed.clone() }
    }
}

fn position(field: &str) -> usize {
    COLUMNS.iter().position(|column| *column == field).unwrap_or(COLUMNS.len())
}

/// Imports a file in one transaction and reports it; `progress` is told how many of how many changes are written.
/// Blocks: for jobs, the command line and `spawn_blocking`.
///
/// # Errors
/// Only the database's. A file that is refused is a [`Report`] with errors.
pub fn register(
    db: &Db,
    bytes: &[u8],
    filename: &str,
    options: Options<'_>,
    progress: &mut dyn FnMut(usize, usize),
) -> db::Result<Report> {
    let batch = match read::batch(bytes, filename) {
        Ok(batch) => batch,
        Err(errors) => return Ok(Report::refusal(errors)),
    };
    if options.dry_run {
        return db.read_now(|tx| {
            judged(tx, &batch).map(|judged| judged.map_or_else(Report::refusal, |plan| Report::of(&plan)))
        });
    }
    let (done, total) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (counted, all) = (Arc::clone(&done), Arc::clone(&total));
    let (by, filename, now) = (options.by.to_owned(), filename.to_owned(), options.now);
    let write = move || {
        db.write_now(move |tx| {
            let plan = match judged(tx, &batch)? {
                Ok(plan) => plan,
                Err(errors) => return Ok(Report::refusal(errors)),
            };
            all.store(plan.created.len() + plan.updated.len(), Ordering::Relaxed);
            counted.store(0, Ordering::Relaxed);
            store::apply(tx, &plan, &by, now, &counted)?;
            note(tx, &Report::of(&plan), &filename, &by, now)?;
            Ok(Report::of(&plan))
        })
    };
    watched(write, &mut || progress(done.load(Ordering::Relaxed), total.load(Ordering::Relaxed)))
}

/// Runs `work` on a thread of its own and calls `look` a few times a second until it is done, and once after.
fn watched(work: impl FnOnce() -> db::Result<Report> + Send, look: &mut dyn FnMut()) -> db::Result<Report> {
    std::thread::scope(|scope| {
        let (working, ended) = mpsc::channel::<()>();
        let worker = scope.spawn(move || {
            let report = work();
            drop(working);
            report
        });
        while ended.recv_timeout(Duration::from_millis(100)) == Err(mpsc::RecvTimeoutError::Timeout) {
            look();
        }
        let report = worker.join().map_err(|_| db::Error::Panicked("the import".into()))?;
        look();
        report
    })
}

fn judged(tx: &mut Tx<'_>, batch: &Batch) -> db::Result<Result<Plan, Vec<RowError>>> {
    let known = store::known(tx)?;
    Ok(plan::plan(batch, &known, &mut db::new_id))
}

fn note(tx: &mut Tx<'_>, report: &Report, filename: &str, by: &str, now: Timestamp) -> db::Result<()> {
    let counts = json!({
        "file": filename,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
    });
    let event = audit::Event {
        at: now,
        actor: by,
        action: "register.imported",
        subject_kind: "register",
        subject_id: audit::NATION,
        organisation_id: None,
        detail: counts,
    };
    audit::append(tx, &event)
}

#[cfg(test)]
mod tests;
