//! Reading the register and plans from files.

use std::{
    fs::File,
    io::{BufRead, BufReader, Cursor},
    path::{Path, PathBuf},
};

use db::Tx;
use documents::table::{self, Limits, TableError};
use jiff::Timestamp;
use planning::exchange::{self, As, export::DOCUMENT};
use serde_json::json;
use web::Lang;

use super::{BY, Context, put_json, read};
use crate::{
    Outcome,
    arguments::{Become, Import},
    progress,
};

/// Warnings told one by one; beyond, only how many.
const MOST_WARNINGS: usize = 50;

pub(super) fn run(context: &Context, what: Import) -> Result<(), Outcome> {
    match what {
        Import::Register { file, dry_run } => register(context, &file, dry_run),
        Import::Questionnaire { file, dry_run } => questionnaire(context, &file, dry_run),
        Import::Directive { file, dry_run } => directive(context, &file, dry_run),
        Import::Measures { ledger, file, dry_run } => measures(context, &ledger, &file, dry_run),
        Import::Plans { file, become_, at, dry_run } => plans(context, &file, become_, at.as_deref(), dry_run),
    }
}

fn register(context: &Context, file: &Path, dry_run: bool) -> Result<(), Outcome> {
    let bytes = read(file)?;
    let db = context.open()?;
    let bar = progress::bar(0, "organisations");
    let mut tell = |done: usize, total: usize| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    };
    let options = registry::import::Options { dry_run, by: BY, now: context.now };
    let report = registry::import::register(&db, &bytes, &file.to_string_lossy(), options, &mut tell)?;
    bar.finish_and_clear();
    put_json(&json!({
        "created": report.created, "updated": report.updated, "unchanged": report.unchanged, "refused": report.refused,
        "dry_run": dry_run,
    }))?;
    if report.errors.is_empty() {
        return Ok(());
    }
    let line = |e: &registry::import::RowError| {
        format!("{}:{}: {}: {}", file.display(), e.row, e.field, e.reason.words(Lang::En))
    };
    let mut lines: Vec<String> = report.errors.iter().map(line).collect();
    lines.push(format!("{} rows refused; nothing of the file was applied", report.refused));
    Err(Outcome::Refused(lines))
}

/// Reads an XLSForm into a version of a questionnaire; prints what it holds.
fn questionnaire(context: &Context, file: &Path, dry_run: bool) -> Result<(), Outcome> {
    let (bytes, name) = (read(file)?, file.file_name().unwrap_or_default().to_string_lossy().into_owned());
    let refused = |refused: lessons::Refused| match refused {
        lessons::Refused::Database(problem) => problem.into(),
        other => {
            let rows = other.rows(Lang::En).into_iter();
            Outcome::Refused(rows.map(|(row, of, why)| format!("{}:{row}: {of}: {why}", file.display())).collect())
        }
    };
    let prepared = lessons::questionnaires::prepare(&bytes, &name).map_err(refused)?;
    let form = prepared.form.clone();
    for left in prepared.left_out_words(Lang::En) {
        eprintln!("warning: {}: {left}", file.display());
    }
    let (now, kept) = (context.now, prepared.form);
    let held = match dry_run {
        true => None,
        false => Some(
            context
                .open()?
                .write_now(move |tx| lessons::questionnaires::keep(tx, &kept, &name, BY, now))
                .map_err(refused)?,
        ),
    };
    put_json(&json!({
        "code": form.code, "version": form.version, "sections": form.sections.len(),
        "questions": form.questions().count(), "known": held.as_ref().map(|held| held.known),
    }))
}

/// Prints what was read, by the contract; without `--dry-run` it is kept as a draft too.
fn directive(context: &Context, file: &Path, dry_run: bool) -> Result<(), Outcome> {
    let bytes = read(file)?;
    let refused = |refused: directives::paper::Refused| match refused {
        directives::paper::Refused::Database(problem) => problem.into(),
        other => Outcome::refused(format!("{}: {}", file.display(), other.words(Lang::En))),
    };
    let db = context.open()?;
    let prepared = db.read_now(|tx| directives::paper::prepare(tx, &bytes)).map_err(refused)?;
    put_json(&prepared.paper)?;
    for warning in prepared.paper.warnings.iter().take(MOST_WARNINGS) {
        eprintln!("warning: {}: {warning}", file.display());
    }
    if dry_run {
        return Ok(());
    }
    let (name, now) = (file.file_name().unwrap_or_default().to_string_lossy().into_owned(), context.now);
    let kept = db.write_now(move |tx| directives::paper::read(tx, &prepared, (&bytes, &name), BY, now));
    let kept = kept.map_err(refused)?;
    let words =
        if kept.known { "was read before, nothing is changed" } else { "waits as a draft for its confirmation" };
    eprintln!("{}: {words} (/directives/{}/confirm)", file.display(), kept.id);
    Ok(())
}

/// Entries of a ledger; with one wrong row nothing is applied.
fn measures(context: &Context, ledger: &str, file: &Path, dry_run: bool) -> Result<(), Outcome> {
    let bytes = read(file)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (db, code, now) = (context.open()?, ledger.to_owned(), context.now);
    let run = move |tx: &mut Tx<'_>| measures::import::file(tx, &code, (&bytes, &name), dry_run, (BY, now));
    let report = if dry_run { db.read_now(run)? } else { db.write_now(run)? };
    let codes = measures::ledger::ALL.map(|ledger| ledger.code).join(", ");
    let report = report.ok_or_else(|| Outcome::Usage(format!("{ledger}: no such register; there are {codes}")))?;
    put_json(&json!({
        "created": report.created, "updated": report.updated, "unchanged": report.unchanged, "refused": report.refused(),
        "dry_run": dry_run,
    }))?;
    if report.errors.is_empty() {
        return Ok(());
    }
    let line =
        |e: &measures::import::RowError| format!("{}:{}: {}: {}", file.display(), e.row.max(1), e.field, e.reason);
    let mut lines: Vec<String> = report.errors.iter().map(line).collect();
    lines.push(format!("{} rows refused; nothing of the file was applied", report.refused()));
    Err(Outcome::Refused(lines))
}

fn plans(context: &Context, file: &PathBuf, become_: Become, at: Option<&str>, dry_run: bool) -> Result<(), Outcome> {
    let at = at.map_or(Ok(context.now), instant)?;
    let as_ = match become_ {
        Become::Draft => As::Draft,
        Become::Submitted => As::Submitted,
        Become::Approved => As::Approved,
    };
    let opened = File::open(file).map_err(|problem| Outcome::unread(file, &problem))?;
    let (reader, size): (Box<dyn BufRead>, u64) = if is_table(file) {
        let lines = documents_of(file)?;
        let size = lines.len() as u64;
        (Box::new(Cursor::new(lines)), size)
    } else {
        let size = opened.metadata().map_or(0, |metadata| metadata.len());
        (Box::new(BufReader::with_capacity(1 << 18, opened)), size)
    };
    let db = context.open()?;
    let options = exchange::Options { as_, at, now: context.now, dry_run, by: BY.to_owned(), lang: Lang::En };
    let bar = progress::bytes(size, "plans");
    let report = exchange::import(&db, reader, &options, approve, |progress| bar.set_position(progress.bytes));
    let report = report.map_err(|problem| Outcome::Failed(format!("{}: {problem}", file.display())))?;
    bar.finish_and_clear();
    put_json(&report)?;
    let line = |e: &exchange::Entry| format!("{}:{}: {}: {}", file.display(), e.line, e.field, e.reason);
    for warning in report.warnings.iter().take(MOST_WARNINGS) {
        eprintln!("warning: {}", line(warning));
    }
    if report.warnings.len() > MOST_WARNINGS {
        eprintln!("warning: {} more of the same kind", report.warnings.len() - MOST_WARNINGS);
    }
    if report.refused == 0 { Ok(()) } else { Err(Outcome::Refused(report.errors.iter().map(line).collect())) }
}

/// True for a table of `export plans` instead of one document a line.
fn is_table(file: &Path) -> bool {
    let ending = file.extension().map(|ending| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ending == "csv" || ending == "xlsx")
}

/// The documents in the columns of a table as lines, each on the line of its row, so that what is refused is told at
/// the row that a spreadsheet shows. A row without a document is a draft that the export left out, and a blank line.
fn documents_of(file: &Path) -> Result<Vec<u8>, Outcome> {
    let refused = |problem: TableError| Outcome::refused(format!("{}:1: document: {problem}", file.display()));
    let limits = Limits { bytes: 1 << 30, expanded: 2 << 30, ..Limits::default() };
    let rows = table::read(&read(file)?, &file.to_string_lossy(), &limits).map_err(refused)?;
    let records = rows.records(&DOCUMENT[..1]).map_err(refused)?;
    let (mut lines, mut at) = (Vec::new(), 1);
    for record in records.iter() {
        while at < record.row() {
            lines.push(b'\n');
            at += 1;
        }
        for column in DOCUMENT {
            lines.extend_from_slice(record.get(column).as_bytes());
        }
    }
    Ok(lines)
}

/// The approval of an imported version belongs to oversight.
fn approve(tx: &mut Tx<'_>, approved: &exchange::Approved<'_>) -> db::Result<()> {
    oversight::review::commands::approve_imported(tx, approved.version_id, approved.at, approved.by).map(|_| ())
}

/// A date (the start of that day in Bangkok) or an RFC 3339 instant.
fn instant(text: &str) -> Result<Timestamp, Outcome> {
    if text.contains('T') || text.contains('t') {
        let read: Result<Timestamp, _> = text.parse();
        let year = text.get(..4).and_then(|year| year.parse::<i32>().ok());
        return match (read, year) {
            (Ok(_), Some(year @ 2400..=2700)) => {
                Err(Outcome::Usage(format!("--at {text}: {year} looks like a Buddhist year; write {}", year - 543)))
            }
            (Ok(at), _) => Ok(at),
            (Err(problem), _) => Err(Outcome::Usage(format!("--at {text}: {problem}"))),
        };
    }
    super::date("--at", text).map(thai::date::start_of_bangkok_day)
}

#[cfg(test)]
mod tests {
    use super::instant;

    #[test]
    fn a_date_is_the_start_of_that_day_in_bangkok_and_an_instant_is_itself() {
        assert_eq!(instant("2020-08-31").unwrap().to_string(), "2020-08-30T17:00:00Z");
        assert_eq!(instant("2020-08-31T23:59:59+07:00").unwrap().to_string(), "2020-08-31T16:59:59Z");
        for wrong in ["2563-08-31", "2563-08-31T00:00:00Z", "31/8/2563", "yesterday", "2020-08-31T25:00:00Z"] {
            assert!(instant(wrong).is_err(), "{wrong}");
        }
    }
}
