//! A new paper: its text pasted, or its file.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use web::{
    App, Granted, Page, Problem, Visit,
    form::{Errors, Fields},
    render,
};

use super::commands::{self, Refused};
use crate::text::T;

#[derive(Template)]
#[template(path = "paper/new.html")]
struct NewPage {
    page: Page,
    t: T,
    errors: Errors,
    text: String,
}

pub(super) async fn form(visit: Visit) -> Result<Response, Problem> {
    shown(&visit, Errors::new(), String::new())
}

fn shown(visit: &Visit, errors: Errors, text: String) -> Result<Response, Problem> {
    let t = T(visit.lang);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut page = visit.page(t.new_paper()).crumb("/directives", t.directives()).at(t.new_paper());
    page.error_title = !errors.is_empty();
    Ok((status, render(&NewPage { page, t, errors, text })?).into_response())
}

pub(super) async fn create(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    fields: Fields,
) -> Result<Response, Problem> {
    let t = T(visit.lang);
    let pasted = fields.raw("text").to_owned();
    let (bytes, filename) = match fields.file("file") {
        Some(file) => (file.bytes.to_vec(), file.filename.chars().filter(|c| !c.is_control()).take(200).collect()),
        None if !pasted.trim().is_empty() => (pasted.clone().into_bytes(), String::new()),
        None => {
            let mut errors = Errors::new();
            errors.add("text", t.paste_or_choose());
            return shown(&visit, errors, pasted);
        }
    };
    let field = if filename == String::new() { "text" } else { "file" };
    match kept(&app, bytes, filename, granted.actor.account_id).await {
        Ok(read) => {
            let done = if read.known { "known" } else { "read" };
            Ok(Redirect::to(&format!("/directives/{}/confirm?done={done}", read.id)).into_response())
        }
        Err(Refused::Unreadable(why)) => {
            let mut errors = Errors::new();
            errors.add(field, why.words(visit.lang));
            shown(&visit, errors, pasted)
        }
        Err(Refused::Database(problem)) => Err(problem.into()),
    }
}

/// Reads and keeps a paper off the threads that answer.
pub(super) async fn kept(app: &App, bytes: Vec<u8>, filename: String, by: String) -> Result<commands::Read, Refused> {
    let now = app.clock.now();
    let read = bytes.clone();
    let prepared = app.db.read(move |tx| commands::prepare(tx, &read)).await?;
    app.db.write(move |tx| commands::read(tx, &prepared, (&bytes, &filename), &by, now)).await
}
