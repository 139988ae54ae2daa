//! Receiving a letter that came from outside: what is written into the register, with the number given at once.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use web::{
    Action, App, Granted, Page, Problem, Visit,
    components::Choice,
    form::{Errors, Fields},
    render,
};

use super::{
    commands::{self, Came},
    edit::by,
    form::written,
};
use crate::{
    dated::{Typed, moment, time_of},
    office::store as offices,
    reach::Reach,
    rules::Form,
    text::T,
    words,
};

#[derive(Template)]
#[template(path = "letter/receive.html")]
struct ReceivePage {
    page: Page,
    t: T,
    values: Fields,
    dated: Typed,
    day: Typed,
    time: String,
    forms: Vec<Choice>,
    urgencies: Vec<Choice>,
    secrecies: Vec<Choice>,
    organisations: Vec<Choice>,
    errors: Errors,
}

async fn shown(
    (visit, granted, app): (&Visit, &Granted, &App),
    values: Fields,
    (dated, day, time): (Typed, Typed, String),
    errors: Errors,
) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let scope = granted.scope.clone();
    let all = app.db.read(move |tx| offices::own(tx, &scope)).await?;
    let own = all.first().ok_or(Problem::NotFound)?;
    let cleared = granted.actor.may(Action::ViewClassified, &own.path);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut page = visit.page(t.receive_letter()).crumb("/letters", t.letters()).at(t.receive_letter());
    page.error_title = !errors.is_empty();
    let form = if values.has("form") { values.text("form") } else { Form::External.code().to_owned() };
    let secrecy = if values.has("secrecy") { values.text("secrecy") } else { "none".to_owned() };
    let body = ReceivePage {
        page,
        t,
        dated,
        day,
        time,
        forms: Choice::of(Form::ALL.iter().map(|form| (form.code(), words::form(lang, *form))), &form),
        urgencies: words::urgencies(lang, values.raw("urgency")),
        secrecies: words::secrecies(lang, &secrecy, cleared),
        organisations: Choice::of(
            all.iter().map(|one| (one.code.clone(), lang.name(&one.name_th, &one.name_en).to_owned())),
            values.raw("organisation"),
        ),
        values,
        errors,
    };
    Ok((status, render(&body)?).into_response())
}

pub(super) async fn form(visit: Visit, granted: Granted, State(app): State<App>) -> Result<Response, Problem> {
    let now = app.clock.now();
    let today = Typed::of(app.clock.today(), visit.lang);
    let times = (Typed::default(), today, time_of(now));
    shown((&visit, &granted, &app), Fields::default(), times, Errors::new()).await
}

/// A file that came with a form: its name without what no name has, and its bytes.
pub(crate) fn upload(fields: &Fields) -> Option<(String, Vec<u8>)> {
    let file = fields.file("file")?;
    let name: String =
        file.filename.chars().filter(|c| !c.is_control() && !matches!(c, '/' | '\\')).take(200).collect();
    Some((if name.is_empty() { "letter".to_owned() } else { name }, file.bytes.to_vec()))
}

pub(super) async fn register(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (lang, now) = (visit.lang, app.clock.now());
    let mut errors = Errors::new();
    let (dated, day) = (Typed::read(fields.raw("dated"), lang), Typed::read(fields.raw("day"), lang));
    let time = fields.text("time");
    dated.tell("dated", &mut errors);
    let at = moment((&day, &time), ("day", "time"), (lang, now), &mut errors);
    let words = written(&fields, lang, &mut errors);
    let came = Came {
        written: words,
        number: fields.text("number"),
        dated: dated.date,
        sender: fields.text("sender"),
        desk: fields.text("desk"),
        at: Some(at),
        file: upload(&fields),
    };
    let times = (dated, day, time);
    if !errors.is_empty() {
        return shown((&visit, &granted, &app), fields, times, errors).await;
    }
    let (reach, by, code) = (Reach::of(&granted), by(&visit, &granted, &app), fields.text("organisation"));
    match app.db.write(move |tx| commands::register(tx, &reach, &code, &came, &by)).await {
        Ok(id) => Ok(Redirect::to(&format!("/letters/{id}?done=received")).into_response()),
        Err(why) => shown((&visit, &granted, &app), fields, times, why.told(lang)?).await,
    }
}
