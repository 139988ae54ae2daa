//! Correcting one recommendation of a draft: its words, how often to report, and which organisation each name is.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use web::{
    App, Granted, Page, Problem, Visit,
    components::Choice,
    form::{Errors, Fields},
    render,
};

use super::commands::{self, Correction, Refused};
use crate::{
    dated::Typed,
    following::search::{self, names},
    paper::{
        items::{self, Body, Recommendation},
        store,
    },
    text::T,
    words,
};

/// One body of the form.
struct BodyForm {
    /// Name of its picker.
    field: String,
    role_field: String,
    label: String,
    roles: Vec<Choice>,
    code: String,
    name: String,
    found: Vec<Choice>,
    query: String,
}

#[derive(Template)]
#[template(path = "confirmation/edit.html")]
struct EditPage {
    page: Page,
    t: T,
    id: String,
    directive: String,
    printed: String,
    line: usize,
    heading: String,
    text: String,
    cadences: Vec<Choice>,
    due: Typed,
    bodies: Vec<BodyForm>,
    errors: Errors,
}

/// What stands in the form: the item's own values, or what was typed.
struct Values {
    heading: String,
    text: String,
    cadence: String,
    due: Typed,
    bodies: Vec<(String, String, String)>,
    search: String,
    query: String,
}

impl Values {
    fn of(item: &Recommendation, bodies: &[Body], visit: &Visit) -> Self {
        let due = item.due_on.map(|day| visit.lang.date(day)).unwrap_or_default();
        Values {
            heading: item.heading.clone(),
            text: item.text.clone(),
            cadence: item.cadence.clone(),
            due: Typed::read(&due, visit.lang),
            bodies: bodies.iter().map(|body| (body.id.clone(), body.role.clone(), body.code.clone())).collect(),
            search: String::new(),
            query: String::new(),
        }
    }

    fn typed(fields: &Fields, bodies: &[Body], visit: &Visit) -> Self {
        let body = |(n, body): (usize, &Body)| {
            (body.id.clone(), fields.text(&format!("role_{n}")), fields.text(&format!("body_{n}")))
        };
        let search = fields.text("search");
        Values {
            heading: fields.text("heading"),
            text: fields.text("text"),
            cadence: fields.text("cadence"),
            due: Typed::read(fields.raw("due"), visit.lang),
            bodies: bodies.iter().enumerate().map(body).collect(),
            query: fields.text(&format!("{search}_search")),
            search,
        }
    }
}

pub(super) async fn form(visit: Visit, State(app): State<App>, Path(id): Path<String>) -> Result<Response, Problem> {
    let (item, bodies) = loaded(&app, id).await?;
    let values = Values::of(&item, &bodies, &visit);
    shown(&visit, &app, (item, bodies), values, Errors::new()).await
}

async fn loaded(app: &App, id: String) -> Result<(Recommendation, Vec<Body>), Problem> {
    let read = app.db.read(move |tx| {
        let Some(item) = items::one(tx, &id)? else { return Ok(None) };
        let draft = store::one(tx, &item.directive_id)?.is_some_and(|paper| paper.confirmed_at.is_none());
        let bodies = items::bodies(tx, std::slice::from_ref(&id))?;
        Ok::<_, db::Error>(draft.then_some((item, bodies)))
    });
    read.await?.ok_or(Problem::NotFound)
}

async fn shown(
    visit: &Visit,
    app: &App,
    (item, bodies): (Recommendation, Vec<Body>),
    values: Values,
    errors: Errors,
) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let codes: Vec<String> = values.bodies.iter().map(|(_, _, code)| code.clone()).collect();
    let query = values.query.clone();
    let (known, found): (HashMap<String, String>, Vec<Choice>) =
        app.db.read(move |tx| Ok::<_, db::Error>((names(tx, &codes, lang)?, search::found(tx, &query, lang)?))).await?;
    let roles = [("lead", t.lead()), ("with", t.with()), ("mentioned", t.mentioned())];
    let one = |(n, body): (usize, &Body)| {
        let (role, code) =
            values.bodies.get(n).map(|(_, role, code)| (role.as_str(), code.as_str())).unwrap_or_default();
        let field = format!("body_{n}");
        let searched = values.search == field;
        BodyForm {
            role_field: format!("role_{n}"),
            label: body.printed.clone(),
            roles: Choice::of(roles, if role.is_empty() { &body.role } else { role }),
            code: code.to_owned(),
            name: known.get(code).cloned().unwrap_or_default(),
            found: if searched { found.clone() } else { Vec::new() },
            query: if searched { values.query.clone() } else { String::new() },
            field,
        }
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let confirm = format!("/directives/{}/confirm", item.directive_id);
    let mut page = visit.page(t.correct_item()).crumb("/directives", t.directives());
    page = page.crumb(confirm, t.confirm_paper()).at(t.correct_item());
    page.error_title = !errors.is_empty();
    let body = EditPage {
        page,
        t,
        bodies: bodies.iter().enumerate().map(one).collect(),
        id: item.id,
        directive: item.directive_id,
        printed: item.printed,
        line: item.line,
        heading: values.heading,
        text: values.text,
        cadences: Choice::of(words::CADENCES.map(|(code, _)| (code, words::cadence(lang, code))), &values.cadence),
        due: values.due,
        errors,
    };
    Ok((status, render(&body)?).into_response())
}

pub(super) async fn save(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (item, bodies) = loaded(&app, id.clone()).await?;
    let values = Values::typed(&fields, &bodies, &visit);
    let mut errors = Errors::new();
    if fields.has("search") {
        return shown(&visit, &app, (item, bodies), values, errors).await;
    }
    if !values.due.error.is_empty() {
        errors.add("due", values.due.error.clone());
        return shown(&visit, &app, (item, bodies), values, errors).await;
    }
    let correction = Correction {
        heading: values.heading.clone(),
        text: values.text.clone(),
        cadence: values.cadence.clone(),
        due: values.due.date,
        bodies: values.bodies.clone(),
    };
    let (by, now) = (granted.actor.account_id, app.clock.now());
    match app.db.write(move |tx| commands::correct(tx, &id, &correction, &by, now)).await {
        Ok(paper) => Ok(Redirect::to(&format!("/directives/{paper}/confirm?done=corrected")).into_response()),
        Err(Refused::Blank(field)) => {
            errors.add(field, Refused::Blank(field).words(visit.lang));
            shown(&visit, &app, (item, bodies), values, errors).await
        }
        Err(other) => Err(other.problem(visit.lang)),
    }
}
