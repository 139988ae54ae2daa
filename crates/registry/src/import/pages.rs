//! The import as a page: choose a file, see what it would do or every row that is wrong, confirm.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use web::{
    App, Crumb, Granted, Lang, Page, Problem, Visit,
    form::{Errors, Fields},
    render,
};

use super::{Options, Report, upload};
use crate::text::T;

/// Row errors shown at once; the rest is counted.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "import/form.html")]
struct Form {
    page: Page,
    t: T,
    columns: [(&'static str, &'static str, bool); 10],
    errors: Errors,
}

#[derive(Template)]
#[template(path = "import/result.html")]
struct Outcome {
    page: Page,
    t: T,
    filename: String,
    created: String,
    updated: String,
    unchanged: String,
    refused: String,
    is_refused: bool,
    changes_nothing: bool,
    /// Id of the kept file while it waits for the confirmation.
    waiting: Option<String>,
    rows: Vec<(String, String, String)>,
    more: String,
    /// Code, name, what is done and the columns that change, of the first.
    changes: Vec<(String, String, &'static str, String)>,
    more_changes: String,
}

/// `GET /organisations/import`.
pub async fn form(visit: Visit) -> Result<Response, Problem> {
    shown(&visit, Errors::new())
}

fn framed(visit: &Visit) -> Page {
    let t = T(visit.lang);
    let mut page = visit.page(t.import_title());
    page.crumbs = vec![
        Crumb { href: Some("/organisations".into()), label: t.list_title().to_owned() },
        Crumb { href: None, label: t.import_title().to_owned() },
    ];
    page
}

fn shown(visit: &Visit, errors: Errors) -> Result<Response, Problem> {
    let t = T(visit.lang);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut page = framed(visit);
    page.error_title = !errors.is_empty();
    let columns = [
        ("code", t.column_code(), true),
        ("name_th", t.column_name_th(), true),
        ("kind", t.column_kind(), true),
        ("name_en", t.column_name_en(), false),
        ("parent_code", t.column_parent_code(), false),
        ("ministry_code", t.column_ministry_code(), false),
        ("province_code", t.column_province_code(), false),
        ("district_code", t.column_district_code(), false),
        ("obliged", t.column_obliged(), false),
        ("provenance", t.column_provenance(), false),
    ];
    Ok((status, render(&Form { page, t, columns, errors })?).into_response())
}

/// `POST /organisations/import`: judges the file and keeps it for the confirmation.
pub async fn preview(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    fields: Fields,
) -> Result<Response, Problem> {
    let Some(file) = fields.file("file").cloned() else {
        let mut errors = Errors::new();
        errors.add("file", T(visit.lang).import_choose_file());
        return shown(&visit, errors);
    };
    // The import reads and compares the whole register, so that it is only for those who reach all of it.
    if !granted.scope.is_nation() {
        return Err(Problem::Forbidden);
    }
    let now = app.clock.now();
    let filename: String = file.filename.chars().filter(|c| !c.is_control()).take(200).collect();
    let report = run(&app, file.bytes.to_vec(), &filename, &granted.actor.account_id, true, now).await?;
    let waiting = if report.errors.is_empty() && report.created + report.updated > 0 {
        let (account, name) = (granted.actor.account_id.clone(), filename.clone());
        Some(app.db.write(move |tx| upload::keep(tx, &account, &name, &file.bytes, now)).await?)
    } else {
        None
    };
    answer(&visit, &report, filename, waiting)
}

/// `POST /organisations/import/{id}`: applies the file that was judged.
pub async fn apply(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    if !granted.scope.is_nation() {
        return Err(Problem::Forbidden);
    }
    let (account, asked) = (granted.actor.account_id.clone(), id.clone());
    let kept = app.db.read(move |tx| upload::kept(tx, &account, &asked)).await?;
    let (filename, bytes) = kept.ok_or(Problem::NotFound)?;
    let report = run(&app, bytes, &filename, &granted.actor.account_id, false, app.clock.now()).await?;
    app.db.write(move |tx| upload::forget(tx, &id)).await?;
    answer(&visit, &report, filename, None)
}

async fn run(
    app: &App,
    bytes: Vec<u8>,
    filename: &str,
    by: &str,
    dry_run: bool,
    now: Timestamp,
) -> Result<Report, Problem> {
    let (db, filename, by) = (app.db.clone(), filename.to_owned(), by.to_owned());
    let work = move || {
        let options = Options { dry_run, by: &by, now };
        super::register(&db, &bytes, &filename, options, &mut |_, _| {})
    };
    Ok(tokio::task::spawn_blocking(work).await.map_err(Problem::defect)??)
}

fn answer(visit: &Visit, report: &Report, filename: String, waiting: Option<String>) -> Result<Response, Problem> {
    let (t, lang) = (T(visit.lang), visit.lang);
    let is_refused = !report.errors.is_empty();
    let changes_nothing = !is_refused && report.created + report.updated == 0;
    let mut page = framed(visit);
    page.error_title = is_refused;
    if !is_refused && waiting.is_none() && !changes_nothing {
        page = page.with_notice("ok", t.import_applied());
    }
    let hidden = report.errors.len().saturating_sub(SHOWN);
    let all = report.created + report.updated;
    let unnamed = all.saturating_sub(report.changes.len());
    let does = |change: &super::Change| {
        let does = if change.columns.is_empty() { t.import_does_create() } else { t.import_does_update() };
        (change.code.clone(), change.name_th.clone(), does, change.columns.join(", "))
    };
    let body = Outcome {
        changes: report.changes.iter().map(does).collect(),
        more_changes: if unnamed > 0 { t.import_more_changes(number(lang, unnamed)) } else { String::new() },
        page,
        t,
        filename,
        created: number(lang, report.created),
        updated: number(lang, report.updated),
        unchanged: number(lang, report.unchanged),
        refused: number(lang, report.refused),
        is_refused,
        changes_nothing,
        waiting,
        rows: report
            .errors
            .iter()
            .take(SHOWN)
            .map(|error| (error.row.to_string(), error.field.clone(), error.reason.words(lang)))
            .collect(),
        more: if hidden > 0 { t.import_more_errors(number(lang, hidden)) } else { String::new() },
    };
    let status = if is_refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, render(&body)?).into_response())
}

fn number(lang: Lang, count: usize) -> String {
    lang.number(count as u64)
}
