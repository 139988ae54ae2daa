//! The import as a page: choose a file, see what it would do or every row that is wrong, confirm.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use web::{
    App, Granted, Lang, Page, Problem, Visit,
    form::{Errors, Fields},
    render,
};

use super::{By, Report, rows, run, store};
use crate::{
    entry::show,
    ledger::{self, Ledger},
    text::T,
};

/// Row errors shown at once; the rest is counted.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "import/form.html")]
struct FormPage {
    page: Page,
    t: T,
    path: String,
    name: &'static str,
    columns: Vec<(&'static str, &'static str, bool)>,
    kinds: Vec<(&'static str, &'static str)>,
    states: Vec<(&'static str, &'static str)>,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "import/result.html")]
struct ResultPage {
    page: Page,
    t: T,
    path: String,
    filename: String,
    refused: String,
    is_refused: bool,
    created: String,
    updated: String,
    unchanged: String,
    rows: Vec<(String, String, String)>,
    more: String,
    changes: Vec<(String, String, String, &'static str)>,
    /// Id of the kept file while it waits for the confirmation.
    waiting: Option<String>,
}

fn framed(visit: &Visit, ledger: &Ledger) -> (Page, String) {
    let t = T(visit.lang);
    let path = format!("/measures/{}", ledger.code);
    let page = visit.page(t.import()).crumb("/measures", t.measures()).crumb(path.clone(), (ledger.name)(&t));
    (page.at(t.import()), path)
}

pub(super) async fn form(visit: Visit, Path(ledger): Path<String>) -> Result<Response, Problem> {
    let ledger = ledger::find(&ledger).ok_or(Problem::NotFound)?;
    shown(&visit, ledger, Errors::new())
}

fn shown(visit: &Visit, ledger: &'static Ledger, errors: Errors) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let (mut page, path) = framed(visit, ledger);
    page.error_title = !errors.is_empty();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let needed = |name: &str| {
        ["organisation", "fiscal_year", "title", "kind", "state"].contains(&name)
            || ledger.field(name).is_some_and(|field| field.needed)
    };
    let columns = rows::columns(ledger, lang).into_iter();
    let body = FormPage {
        page,
        t,
        path,
        name: (ledger.name)(&t),
        columns: columns.map(|(name, heading)| (name, heading, needed(name))).collect(),
        kinds: ledger.kinds.iter().map(|kind| (kind.code, (kind.label)(&t))).collect(),
        states: ledger.states.iter().map(|state| (state.code, (state.label)(&t))).collect(),
        errors,
    };
    Ok((status, render(&body)?).into_response())
}

/// `POST …/import`: judges the file and keeps it for the confirmation.
pub(super) async fn preview(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(ledger): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let ledger = ledger::find(&ledger).ok_or(Problem::NotFound)?;
    let Some(file) = fields.file("file").cloned() else {
        let mut errors = Errors::new();
        errors.add("file", T(visit.lang).choose_file());
        return shown(&visit, ledger, errors);
    };
    let filename: String = file.filename.chars().filter(|c| !c.is_control()).take(200).collect();
    let (see, write, now) = (show::seeing(&granted), granted.scope.clone(), app.clock.now());
    let (account, name, bytes, lang) =
        (granted.actor.account_id.clone(), filename.clone(), file.bytes.clone(), visit.lang);
    let judged = app.db.read(move |tx| {
        let by = By { account: &account, write: &write, see: &see, now, lang };
        run(tx, ledger, (&bytes, &name), true, &by)
    });
    let report = judged.await?;
    let waiting = if report.errors.is_empty() && report.created + report.updated > 0 {
        let (account, name) = (granted.actor.account_id.clone(), filename.clone());
        let kept = app.db.write(move |tx| store::keep(tx, (&account, ledger.code), (&name, &file.bytes), now));
        Some(kept.await?)
    } else {
        None
    };
    result(&visit, ledger, &report, filename, waiting)
}

/// `POST …/import/{id}`: applies the file that was judged.
pub(super) async fn apply(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((ledger, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let ledger = ledger::find(&ledger).ok_or(Problem::NotFound)?;
    let (see, write, now) = (show::seeing(&granted), granted.scope.clone(), app.clock.now());
    let (account, lang) = (granted.actor.account_id.clone(), visit.lang);
    let applied = app.db.write(move |tx| {
        let Some((filename, bytes)) = store::kept(tx, (&account, ledger.code), &id)? else { return Ok(None) };
        let by = By { account: &account, write: &write, see: &see, now, lang };
        let report = run(tx, ledger, (&bytes, &filename), false, &by)?;
        store::forget(tx, &id)?;
        Ok::<_, db::Error>(Some((filename, report)))
    });
    let (filename, report) = applied.await?.ok_or(Problem::NotFound)?;
    if report.errors.is_empty() {
        return Ok(Redirect::to(&format!("/measures/{}?sort=newest&done=imported", ledger.code)).into_response());
    }
    result(&visit, ledger, &report, filename, None)
}

fn result(
    visit: &Visit,
    ledger: &Ledger,
    report: &Report,
    filename: String,
    waiting: Option<String>,
) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let is_refused = !report.errors.is_empty();
    let (mut page, path) = framed(visit, ledger);
    page.error_title = is_refused;
    let number = |count: usize| Lang::number(lang, count as u64);
    let row = |row: u32| if row == 0 { String::new() } else { row.to_string() };
    let hidden = report.errors.len().saturating_sub(SHOWN);
    let shown = report.errors.iter().take(SHOWN);
    let does = |new: bool| if new { t.import_creates() } else { t.import_updates() };
    let changes = report.changes.iter();
    let body = ResultPage {
        page,
        t,
        path,
        filename,
        refused: number(report.refused()),
        is_refused,
        created: number(report.created),
        updated: number(report.updated),
        unchanged: number(report.unchanged),
        rows: shown.map(|error| (row(error.row), error.field.clone(), error.reason.clone())).collect(),
        more: if hidden > 0 { t.more_errors(number(hidden)) } else { String::new() },
        changes: changes.map(|(at, code, title, new)| (row(*at), code.clone(), title.clone(), does(*new))).collect(),
        waiting,
    };
    let status = if is_refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, render(&body)?).into_response())
}
