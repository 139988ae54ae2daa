//! A ledger from a file: CSV or XLSX, one entry a row, with the columns of the download; headings, codes and labels of
//! either language are understood. An entry is known by `id`, else by organisation, year, kind and title. Every row is
//! judged and every fault told with its row; with one refused row nothing is applied.

mod pages;
mod rows;
mod store;

use std::collections::{HashMap, HashSet};

use db::{Scope, Tx, audit};
use jiff::Timestamp;
use serde_json::json;
use web::{Access, Action, Lang, Routes, form::Errors};

use crate::{
    entry::{
        Draft,
        commands::{self, May, Refused},
        reach::Reach,
        read, store as entries,
    },
    ledger::{self, Ledger, Shape},
    text::T,
};
pub use rows::{Row, Rows};

/// The routes of this slice.
pub fn routes() -> Routes {
    let write = Access::May(Action::WriteMeasure);
    Routes::new()
        .get("/measures/{ledger}/import", write, pages::form)
        .post("/measures/{ledger}/import", write, pages::preview)
        .post("/measures/{ledger}/import/{id}", write, pages::apply)
}

/// One fault of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// The row as a spreadsheet shows it; 0 for the whole file.
    pub row: u32,
    /// Name of the column.
    pub field: String,
    /// What is wrong, in the language that was asked for.
    pub reason: String,
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Entries made.
    pub created: usize,
    /// Entries changed.
    pub updated: usize,
    /// Rows that say what is kept already.
    pub unchanged: usize,
    /// Every fault, by row; when there is any, nothing was applied.
    pub errors: Vec<RowError>,
    /// Row, organisation and title of the first that are made or changed, and whether it is new.
    pub changes: Vec<(u32, String, String, bool)>,
}

impl Report {
    /// Rows with a fault.
    pub fn refused(&self) -> usize {
        self.errors.iter().map(|error| error.row).collect::<HashSet<_>>().len()
    }
}

/// Changes that a report names.
pub const NAMED: usize = 50;

/// Who imports, for whom, and when.
#[derive(Clone, Debug)]
pub struct By<'a> {
    /// Account id, or `command line`.
    pub account: &'a str,
    /// For which organisations.
    pub write: &'a Scope,
    /// What they see, where more than what they write.
    pub see: &'a Reach,
    /// When.
    pub now: Timestamp,
    /// Language of the faults.
    pub lang: Lang,
}

/// What a row does.
enum Does {
    Create(Draft),
    Update { id: String, revision: i64, draft: Draft },
    Nothing,
}

/// Judges a file, and unless `dry_run` applies it, in the transaction that is given.
///
/// # Errors
/// Only the database's. A file that is refused is a [`Report`] with errors.
pub fn run(
    tx: &mut Tx<'_>,
    ledger: &'static Ledger,
    (bytes, filename): (&[u8], &str),
    dry_run: bool,
    by: &By<'_>,
) -> db::Result<Report> {
    let rows = match rows::read(ledger, bytes, filename, by.lang) {
        Ok(rows) => rows,
        Err(error) => return Ok(Report { errors: vec![error], ..Report::default() }),
    };
    let (mut report, judged) = judged(tx, ledger, &rows, by)?;
    if dry_run || !report.errors.is_empty() {
        return Ok(report);
    }
    for (row, does) in judged {
        let done = match does {
            Does::Nothing => continue,
            Does::Create(draft) => commands::add(tx, ledger, &draft, by.write, (by.account, by.now)).map(|_| ()),
            Does::Update { id, revision, draft } => {
                let may = May { see: by.see, write: by.write };
                let of = (id.as_str(), revision);
                commands::save(tx, ledger, of, (&draft, filename), &may, (by.account, by.now)).map(|_| ())
            }
        };
        match done {
            Ok(()) => {}
            Err(Refused::Database(problem)) => return Err(problem),
            // Judged a moment ago in this transaction, so that only a defect comes here; the rows before are undone by it.
            Err(other) => {
                let words = format!("row {row}: {}", other.words(Lang::En));
                return Err(db::Error::Unavailable(words));
            }
        }
    }
    note(tx, ledger, &report, filename, by)?;
    report.errors.clear();
    Ok(report)
}

fn note(tx: &mut Tx<'_>, ledger: &Ledger, report: &Report, filename: &str, by: &By<'_>) -> db::Result<()> {
    let detail = json!({
        "ledger": ledger.code, "file": filename, "created": report.created, "updated": report.updated,
        "unchanged": report.unchanged,
    });
    let event = audit::Event {
        at: by.now,
        actor: by.account,
        action: "measure.imported",
        subject_kind: "measure",
        subject_id: ledger.code,
        organisation_id: None,
        detail,
    };
    audit::append(tx, &event)
}

type Judged = Vec<(u32, Does)>;

/// What each row does, or everything that is wrong.
fn judged(tx: &mut Tx<'_>, ledger: &'static Ledger, rows: &Rows, by: &By<'_>) -> db::Result<(Report, Judged)> {
    let mut report = Report::default();
    let mut all = Vec::new();
    let mut seen: HashMap<String, u32> = HashMap::new();
    for row in &rows.rows {
        let mut errors = Errors::new();
        let does = one(tx, ledger, row, by, &mut errors)?;
        if let Some(draft) = does.as_ref().and_then(Does::draft) {
            let title = thai::normalise::fold(&draft.title);
            let key = format!("{}\n{}\n{}\n{title}", draft.organisation, draft.fiscal_year, draft.kind);
            if let Some(first) = seen.insert(key, row.number) {
                errors.add("title", T(by.lang).row_repeated(first));
            }
        }
        let fault =
            |refused: web::form::Refused| RowError { row: row.number, field: refused.field, reason: refused.message };
        report.errors.extend(errors.list.into_iter().map(fault));
        let Some(does) = does else { continue };
        match &does {
            Does::Nothing => report.unchanged += 1,
            Does::Create(_) => report.created += 1,
            Does::Update { .. } => report.updated += 1,
        }
        if let Some(draft) = does.draft()
            && report.changes.len() < NAMED
        {
            let new = matches!(does, Does::Create(_));
            report.changes.push((row.number, draft.organisation.clone(), draft.title.clone(), new));
        }
        all.push((row.number, does));
    }
    if !report.errors.is_empty() {
        let errors = std::mem::take(&mut report.errors);
        report = Report { errors, ..Report::default() };
    }
    Ok((report, all))
}

impl Does {
    fn draft(&self) -> Option<&Draft> {
        match self {
            Does::Create(draft) | Does::Update { draft, .. } => Some(draft),
            Does::Nothing => None,
        }
    }
}

/// Judges one row; nothing when it has a fault.
fn one(
    tx: &mut Tx<'_>,
    ledger: &'static Ledger,
    row: &Row,
    by: &By<'_>,
    errors: &mut Errors,
) -> db::Result<Option<Does>> {
    let t = T(by.lang);
    let id = row.value("id").unwrap_or_default();
    let known = if id.is_empty() { None } else { entries::find(tx, ledger, &id, by.see)? };
    if !id.is_empty() && known.is_none() {
        errors.add("id", t.unknown_id());
        return Ok(None);
    }
    let base = known.as_ref().map(|entry| entry.draft.clone());
    let draft = read::draft(ledger, &|name| row.value(name), base.as_ref(), by.lang, errors);
    if !errors.is_empty() {
        return Ok(None);
    }
    let owner = match commands::owner(tx, &draft.organisation, by.write) {
        Ok(owner) => owner,
        Err(Refused::Database(problem)) => return Err(problem),
        Err(why) => {
            errors.add(why.field(), why.words(by.lang));
            return Ok(None);
        }
    };
    for field in ledger.fields.iter().filter(|field| field.shape == Shape::Body) {
        let code = draft.value(field.name);
        if !code.is_empty() && entries::organisation(tx, code)?.is_none() {
            errors.add(field.name, t.unknown_organisation(code));
        }
    }
    if known.as_ref().is_some_and(|known| known.owner.id != owner.id) {
        errors.add("organisation", t.owner_fixed());
    }
    if known.as_ref().is_some_and(|known| known.withdrawn.is_some()) {
        errors.add("id", t.withdrawn_already());
    }
    if !errors.is_empty() {
        return Ok(None);
    }
    // Without an id a row is the entry of the same organisation, year, kind and title, if there is one.
    let known = match known {
        Some(known) => Some(known),
        None => match entries::same(tx, ledger, &owner.id, &draft)? {
            Some(id) => entries::one(tx, ledger, &id)?,
            None => None,
        },
    };
    let Some(known) = known else { return Ok(Some(Does::Create(draft))) };
    // Columns that the file lacks stay as they are also of an entry that was found by its title.
    let draft = read::draft(ledger, &|name| row.value(name), Some(&known.draft), by.lang, errors);
    if draft == known.draft {
        return Ok(Some(Does::Nothing));
    }
    Ok(Some(Does::Update { id: known.id, revision: known.revision, draft }))
}

/// Reads a file for the command line, for the whole nation.
///
/// # Errors
/// The database's, or an unknown ledger as `None`.
pub fn file(
    tx: &mut Tx<'_>,
    code: &str,
    content: (&[u8], &str),
    dry_run: bool,
    (account, now): (&str, Timestamp),
) -> db::Result<Option<Report>> {
    let Some(ledger) = ledger::find(code) else { return Ok(None) };
    let (see, write) = (Reach::everything(), Scope::nation());
    let by = By { account, write: &write, see: &see, now, lang: Lang::En };
    run(tx, ledger, content, dry_run, &by).map(Some)
}
