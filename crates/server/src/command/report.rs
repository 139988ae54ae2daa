//! Reports: readiness by the contract, one plan, and the report to the cabinet as official papers.

use std::{fs::File, io::Read, path::Path};

use db::{Db, Scope};
use documents::report::Document;
use insight::readiness::{self, Dimension, Refused};
use jiff::civil::Date;

use super::{Context, as_of, put, put_json};
use crate::{
    Outcome,
    arguments::{Addressed, By, Official, Paper, Report, Table},
};

pub(super) fn run(context: &Context, what: Report) -> Result<(), Outcome> {
    match what {
        Report::Readiness { year, as_of: day, by, format, output } => {
            let day = as_of(context, day.as_deref())?;
            let by = by.map(dimension);
            let db = context.open()?;
            if format == Paper::Json && output.is_none() {
                return put_json(&figures(&db, year, day, by)?);
            }
            put(output.as_deref(), &readiness_paper(context, &db, (year, day, by), format)?)
        }
        Report::Plan { id, format, output } => {
            let document = context.open()?.read_now(|tx| planning::paper::for_cli(tx, &id))?;
            let document = document.ok_or_else(|| Outcome::option("ID", format!("{id}: there is no such plan")))?;
            put(output.as_deref(), &official(&document, format)?)
        }
        Report::Memo { id, file, format, output } => {
            let document = match (id, file) {
                (_, Some(file)) => letter_file(&file)?,
                (id, None) => letter(context, &id.unwrap_or_default())?,
            };
            put(output.as_deref(), &official(&document, format)?)
        }
        Report::FollowUp { to, as_of: day, compared_with, format, output } => {
            let (day, today) = (as_of(context, day.as_deref())?, thai::date::bangkok_date(context.now));
            let compared = compared_with.as_deref().map(|text| super::date("--compared-with", text)).transpose()?;
            let to = match to {
                Addressed::Commission => directives::upward::Addressed::Commission,
                Addressed::Cabinet => directives::upward::Addressed::Cabinet,
            };
            let document = context.open()?.read_now(|tx| {
                let compared = match compared {
                    Some(day) => Some(day),
                    None => directives::upward::last(tx, to, day)?,
                };
                directives::upward::document(tx, directives::upward::Wanted { to, as_of: day, compared }, today)
            })?;
            put(output.as_deref(), &official(&document, format)?)
        }
        Report::Cabinet { year, as_of: day, format, output } => {
            let (day, today) = (as_of(context, day.as_deref())?, thai::date::bangkok_date(context.now));
            let document =
                context.open()?.read_now(|tx| insight::cabinet::document(tx, year, day, today)).map_err(refused)?;
            put(output.as_deref(), &official(&document, format)?)
        }
    }
}

/// A kept letter, by its id or its number.
fn letter(context: &Context, what: &str) -> Result<Document, Outcome> {
    use letters::letter::paper::Found;
    let today = thai::date::bangkok_date(context.now);
    match context.open()?.read_now(|tx| letters::letter::paper::for_cli(tx, what, today))? {
        Found::Paper(document) => Ok(*document),
        Found::Nothing => Err(Outcome::option("ID", format!("{what}: there is no such letter"))),
        Found::Several => {
            Err(Outcome::option("ID", format!("{what}: several letters have this number; name one by its id")))
        }
    }
}

/// Bytes that a letter as JSON may have.
const LETTER_MOST: u64 = 4 * 1_048_576;

/// A letter written as JSON.
fn letter_file(path: &Path) -> Result<Document, Outcome> {
    let named = path.display().to_string();
    let read = |from: &mut dyn Read| {
        let mut text = String::new();
        from.take(LETTER_MOST).read_to_string(&mut text).map(|_| text)
    };
    let text =
        if named == "-" { read(&mut std::io::stdin()) } else { File::open(path).and_then(|mut file| read(&mut file)) };
    let text = text.map_err(|problem| Outcome::option("--file", format!("{named}: {problem}")))?;
    letters::letter::typed::document(&text).map_err(|problem| Outcome::Refused(vec![format!("{named}:{problem}")]))
}

/// Who issues the report: the office that runs the rounds.
const AGENCY: &str = "สำนักงานคณะกรรมการพัฒนาระบบราชการ";

/// Readiness as a table, for `export readiness`.
pub(super) fn readiness_table(context: &Context, year: i32, day: Date, format: Table) -> Result<Vec<u8>, Outcome> {
    let db = context.open()?;
    match format {
        Table::Csv => readiness_paper(context, &db, (year, day, Some(Dimension::Province)), Paper::Csv),
        Table::Xlsx => readiness_paper(context, &db, (year, day, Some(Dimension::Province)), Paper::Xlsx),
        Table::Ndjson => {
            let report = figures(&db, year, day, Some(Dimension::Province))?;
            serde_json::to_vec(&report).map_err(|problem| Outcome::Failed(problem.to_string()))
        }
    }
}

fn figures(db: &Db, year: i32, day: Date, by: Option<Dimension>) -> Result<readiness::ReadinessReport, Outcome> {
    db.read_now(|tx| readiness::report(tx, year, day, by, &Scope::nation())).map_err(refused)
}

fn readiness_paper(
    context: &Context,
    db: &Db,
    (year, day, by): (i32, Date, Option<Dimension>),
    format: Paper,
) -> Result<Vec<u8>, Outcome> {
    let today = thai::date::bangkok_date(context.now);
    let report = figures(db, year, day, by)?;
    let failed = |problem: String| Outcome::Failed(problem);
    match format {
        Paper::Json => serde_json::to_vec_pretty(&report).map_err(|problem| failed(problem.to_string())),
        Paper::Csv => insight::report::readiness_csv(&report).map_err(|problem| failed(problem.to_string())),
        Paper::Xlsx => insight::report::readiness_xlsx(&report, web::Lang::Th, today, is_demonstration(db)?)
            .map_err(|problem| failed(problem.to_string())),
        Paper::Docx | Paper::Pdf => {
            let demonstration = is_demonstration(db)?;
            let document = insight::report::readiness_document(&report, AGENCY, today, demonstration);
            official(&document, if format == Paper::Pdf { Official::Pdf } else { Official::Docx })
        }
    }
}

fn is_demonstration(db: &Db) -> Result<bool, Outcome> {
    let sql = "SELECT count(*) FROM setting WHERE name = 'demonstration' AND value = 'yes'";
    Ok(db.read_now(|tx| tx.count(sql, &[]))? > 0)
}

fn official(document: &Document, format: Official) -> Result<Vec<u8>, Outcome> {
    let made = match format {
        Official::Pdf => documents::pdf::render(document),
        Official::Docx => documents::docx::render(document),
    };
    made.map_err(|problem| Outcome::Failed(problem.to_string()))
}

fn refused(problem: Refused) -> Outcome {
    match problem {
        Refused::Database(problem) => problem.into(),
        other => Outcome::option("--year", other),
    }
}

const fn dimension(by: By) -> Dimension {
    match by {
        By::Ministry => Dimension::Ministry,
        By::Province => Dimension::Province,
        By::Kind => Dimension::Kind,
        By::Region => Dimension::Region,
    }
}
