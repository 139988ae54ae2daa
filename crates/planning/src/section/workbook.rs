//! A section's table as a workbook, and the same workbook back. A workbook with a row that can't be read changes
//! nothing: every error is told with its row.

use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use continuity::plan::Section;
use documents::{
    table::{Limits, TableError},
    xlsx::{Cell, Column as Heading, Sheet, Workbook},
};
use serde_json::json;
use web::{
    Action, App, Granted, Lang, Problem, Visit,
    form::{Errors, Fields},
    plan_words::PlanWords,
};

use super::{
    columns,
    commands::{Outcome, Save, save},
    edit, read,
    sheet::Kind,
    table,
};
use crate::{
    plan::{PlanReach, PlanRow, personal, store},
    text::T,
};

/// Rows of a section's workbook; a plan with more is no plan.
const MOST_ROWS: u32 = 5_000;

/// A mark that a tick is read back from.
const TICK: &str = "✓";

pub(super) async fn download(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((id, section)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let section = Section::from_code(&section).filter(|section| *section != Section::Scope).ok_or(Problem::NotFound)?;
    let reach = PlanReach::of(&granted.actor, &granted.scope);
    let plan = app.db.read(move |tx| store::find(tx, &reach, &id)).await?.ok_or(Problem::NotFound)?;
    let mut document = plan.document.clone();
    if !granted.actor.may(Action::ViewPersonal, &plan.owner.path) {
        document = document.masked();
    } else if document.has_personal_in(section) {
        let what = json!({"section": section.code(), "file": "xlsx"});
        personal::written_down(&app, &granted, &plan.id, &plan.owner, what).await?;
    }
    let t = T(visit.lang);
    let title = super::title(section, plan.form(), PlanWords::new(visit.lang));
    let plain = table::plain(section, plan.form(), &document, t);
    let sheet = Sheet {
        name: title.clone(),
        above: vec![title, format!("{} · {}", plan.owner.name_th, plan.document.title.th)],
        demo: visit.demonstration,
        columns: plain.headings.into_iter().map(Heading::from).collect(),
        rows: plain.rows.into_iter().map(|row| row.into_iter().map(Cell::from).collect()).collect(),
    };
    let language = match visit.lang {
        Lang::Th => documents::report::Language::Thai,
        Lang::En => documents::report::Language::English,
    };
    let workbook = Workbook { language, sheets: vec![sheet], date: Some(app.clock.today()) };
    let bytes = workbook.write().map_err(Problem::defect)?;
    let name = format!("attachment; filename=\"{}-{}-{}.xlsx\"", plan.owner.code, plan.fiscal_year, section.code());
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], bytes).into_response())
}

pub(super) async fn upload(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((id, section)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let section = Section::from_code(&section).filter(|section| *section != Section::Scope).ok_or(Problem::NotFound)?;
    let t = T(visit.lang);
    let reach = PlanReach::of(&granted.actor, &granted.scope);
    let (find, wanted) = (reach.clone(), id.clone());
    let plan = app.db.read(move |tx| store::find(tx, &find, &wanted)).await?.ok_or(Problem::NotFound)?;
    let refuse =
        |errors: Errors| edit::refused(visit.clone(), granted.clone(), app.clone(), id.clone(), section, errors);
    let Some(file) = fields.file("file") else {
        let mut errors = Errors::new();
        errors.add("file", t.upload_no_file());
        return refuse(errors).await;
    };
    let rows = match rows_of(section, &plan, &file.bytes, &file.filename, t) {
        Ok(rows) => rows,
        Err(errors) => return refuse(errors).await,
    };
    let reading = read(section, plan.form(), &plan.document, &rows, t);
    if !reading.errors.is_empty() {
        return refuse(by_row(section, &plan, &reading.errors, t)).await;
    }
    let save_it = Save {
        plan_id: id.clone(),
        section,
        revision: Some(web_revision(&fields)?),
        at: app.clock.now(),
        actor: granted.actor.clone(),
        reach,
    };
    let outcome = app
        .db
        .write(move |tx| {
            save(tx, &save_it, &|plan: &PlanRow| {
                let reading = read(section, plan.form(), &plan.document, &rows, t);
                (reading.plan, reading.unread)
            })
        })
        .await?;
    let page = format!("/plans/{id}/sections/{}", section.code());
    Ok(match outcome {
        Outcome::Saved { .. } => Redirect::to(&format!("{page}?uploaded=1")).into_response(),
        Outcome::Clash => Redirect::to(&format!("{page}/clash")).into_response(),
        Outcome::Locked => (StatusCode::CONFLICT, Problem::Conflict(t.plan_locked().into())).into_response(),
    })
}

/// The revision that a form names in its hidden field.
pub(super) fn web_revision(fields: &Fields) -> Result<i64, Problem> {
    let text = fields.raw("etag").trim().trim_matches('"');
    text.parse().map_err(|_| Problem::RevisionNeeded)
}

/// The workbook's rows as if they had been typed into the form, numbered as the spreadsheet shows them.
fn rows_of(section: Section, plan: &PlanRow, bytes: &[u8], filename: &str, t: T) -> Result<Fields, Errors> {
    let told = |words: String| {
        let mut errors = Errors::new();
        errors.add("file", words);
        errors
    };
    let limits = Limits { rows: MOST_ROWS, bytes: 16 << 20, expanded: 64 << 20, ..Limits::default() };
    let rows = documents::table::read(bytes, filename, &limits).map_err(|problem| told(table_words(&problem, t)))?;
    let columns = columns(section, plan.form(), &plan.document, t);
    let needed: Vec<&str> =
        columns.iter().filter(|column| column.on_page).map(|c| c.heading.as_str()).take(2).collect();
    let records = rows.records(&needed).map_err(|problem| told(table_words(&problem, t)))?;
    let mut pairs = Vec::new();
    for record in records.iter() {
        for column in columns.iter().filter(|column| records.has(&column.heading)) {
            let value = record.get(&column.heading);
            let value = if column.kind == Kind::Tick && value == TICK { "true" } else { value };
            pairs.push((super::sheet::field(record.row(), &column.key), value.to_owned()));
            if matches!(column.key.as_str(), "id" | "code") {
                pairs.push((super::sheet::field(record.row(), "id"), value.to_owned()));
            }
        }
    }
    Ok(Fields::of(pairs))
}

fn table_words(problem: &TableError, t: T) -> String {
    match problem {
        TableError::Empty => t.upload_empty().into(),
        TableError::NoHeader { missing } => t.upload_no_header(missing.join(", ")),
        other => t.upload_unreadable(other),
    }
}

/// Errors told with the row of the spreadsheet and the heading of the column.
fn by_row(section: Section, plan: &PlanRow, errors: &Errors, t: T) -> Errors {
    let columns = columns(section, plan.form(), &plan.document, t);
    let mut told = Errors::new();
    for refused in &errors.list {
        let rest = refused.field.strip_prefix("rows[").and_then(|rest| rest.split_once("]."));
        let words = rest.map_or_else(
            || refused.message.clone(),
            |(row, key)| {
                let heading = columns.iter().find(|column| column.key == key).map_or(key, |column| &column.heading);
                t.upload_row(row, heading, &refused.message)
            },
        );
        told.add("file", words);
    }
    told
}
