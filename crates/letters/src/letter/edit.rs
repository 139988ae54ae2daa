//! Writing a draft: a new one, and one that is there.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use db::Scope;
use serde::Deserialize;
use web::{
    Action, App, Granted, Page, Problem, Visit,
    components::Choice,
    form::{Errors, Fields},
    render,
};

use super::{
    commands,
    form::written,
    store::{self, Written},
};
use crate::{
    office::{commands::By, store as offices},
    reach::Reach,
    refused::Refused,
    rules::{
        Form,
        lifecycle::{Wish, allows},
    },
    text::T,
    words,
};

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    form: String,
    organisation: String,
}

#[derive(Template)]
#[template(path = "letter/edit.html")]
struct EditPage {
    page: Page,
    t: T,
    action: String,
    back: String,
    revision: String,
    is_new: bool,
    letter: Written,
    forms: Vec<Choice>,
    urgencies: Vec<Choice>,
    secrecies: Vec<Choice>,
    units: Vec<Choice>,
    organisations: Vec<Choice>,
    errors: Errors,
}

/// What stands about the words: which letter, if it is there, with its revision, and whose.
struct Frame {
    id: String,
    revision: String,
    code: String,
}

async fn shown(
    (visit, granted, app): (&Visit, &Granted, &App),
    frame: Frame,
    letter: Written,
    errors: Errors,
) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let (scope, code): (Scope, String) = (granted.scope.clone(), frame.code.clone());
    let read = app.db.read(move |tx| {
        let all = offices::own(tx, &scope)?;
        let Some(own) = offices::own_one(tx, &scope, &code)? else { return Ok(None) };
        let units = offices::units(tx, &own.id)?;
        Ok::<_, db::Error>(Some((all, own, units)))
    });
    let (all, own, units) = read.await?.ok_or(Problem::NotFound)?;
    let cleared = granted.actor.may(Action::ViewClassified, &own.path);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let is_new = frame.id.is_empty();
    let title = if is_new { t.new_letter() } else { t.edit_letter() };
    let mut page = visit.page(title).crumb("/letters", t.letters()).at(title);
    page.error_title = !errors.is_empty();
    let unit = letter.unit_id.clone().unwrap_or_default();
    let body = EditPage {
        page,
        t,
        action: if is_new { "/letters".to_owned() } else { format!("/letters/{}/edit", frame.id) },
        back: if is_new { "/letters".to_owned() } else { format!("/letters/{}", frame.id) },
        revision: frame.revision,
        is_new,
        forms: Choice::of(Form::ALL.iter().map(|form| (form.code(), words::form(lang, *form))), letter.form.code()),
        urgencies: words::urgencies(lang, letter.urgency.code()),
        secrecies: words::secrecies(lang, letter.secrecy.code(), cleared),
        units: Choice::of(units.into_iter().map(|unit| (unit.id, unit.name)), &unit),
        organisations: Choice::of(
            all.iter().map(|one| (one.code.clone(), lang.name(&one.name_th, &one.name_en).to_owned())),
            &own.code,
        ),
        letter,
        errors,
    };
    Ok((status, render(&body)?).into_response())
}

pub(super) async fn blank(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let form = Form::from_code(&asked.form).unwrap_or(Form::Memo);
    let frame = Frame { id: String::new(), revision: String::new(), code: asked.organisation };
    shown((&visit, &granted, &app), frame, Written { form, ..Written::default() }, Errors::new()).await
}

pub(super) async fn create(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    fields: Fields,
) -> Result<Response, Problem> {
    let mut errors = Errors::new();
    let letter = written(&fields, visit.lang, &mut errors);
    let code = fields.text("organisation");
    let frame = Frame { id: String::new(), revision: String::new(), code: code.clone() };
    if !errors.is_empty() {
        return shown((&visit, &granted, &app), frame, letter, errors).await;
    }
    let (reach, by) = (Reach::of(&granted), by(&visit, &granted, &app));
    let kept = letter.clone();
    let made = app.db.write(move |tx| commands::draft(tx, &reach, &code, &kept, &by)).await;
    match made {
        Ok(id) => Ok(Redirect::to(&format!("/letters/{id}?done=drafted")).into_response()),
        Err(why) => shown((&visit, &granted, &app), frame, letter, why.told(visit.lang)?).await,
    }
}

/// Who acts, when, in which language.
pub(crate) fn by(visit: &Visit, granted: &Granted, app: &App) -> By {
    By { account: granted.actor.account_id.clone(), now: app.clock.now(), lang: visit.lang }
}

pub(super) async fn form(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let reach = Reach::of(&granted);
    let letter = app.db.read(move |tx| store::one(tx, &id, &reach)).await?.ok_or(Problem::NotFound)?;
    if letter.incoming || !allows(letter.state, letter.written.form, Wish::Edit) {
        return Err(Refused::State.problem(visit.lang));
    }
    let frame = Frame { id: letter.id, revision: letter.revision.to_string(), code: letter.code };
    shown((&visit, &granted, &app), frame, letter.written, Errors::new()).await
}

pub(super) async fn save(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let mut errors = Errors::new();
    let letter = written(&fields, visit.lang, &mut errors);
    let (reach, asked) = (Reach::of(&granted), id.clone());
    let kept = app.db.read(move |tx| store::one(tx, &asked, &reach)).await?.ok_or(Problem::NotFound)?;
    let revision = fields.raw("revision").parse().ok();
    let frame = Frame { id: id.clone(), revision: fields.text("revision"), code: kept.code };
    if !errors.is_empty() {
        return shown((&visit, &granted, &app), frame, letter, errors).await;
    }
    let (reach, by, words) = (Reach::of(&granted), by(&visit, &granted, &app), letter.clone());
    let asked = id.clone();
    match app.db.write(move |tx| commands::edit(tx, &reach, (&asked, revision), &words, &by)).await {
        Ok(()) => Ok(Redirect::to(&format!("/letters/{id}?done=saved")).into_response()),
        Err(why) => shown((&visit, &granted, &app), frame, letter, why.told(visit.lang)?).await,
    }
}
