//! The forms of a letter's page: its way, a step, its number, its receipt, its dispatch. A refusal shows the page again
//! with what was typed.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use web::{
    Action, App, Granted, Problem, Visit,
    form::{Errors, Fields},
};

use super::{
    acts::{self, Wanted},
    commands,
    edit::by,
    show::again,
};
use crate::{
    circular::commands as sending,
    dated::{Typed, moment},
    reach::Reach,
    refused::Refused,
    rules::order::{Outcome, Task},
    words::lines,
};

fn to(id: &str, done: &str) -> Response {
    Redirect::to(&format!("/letters/{id}?done={done}")).into_response()
}

/// The page again, or the way on.
async fn answered(
    at: (&Visit, &Granted, &App),
    id: String,
    fields: Fields,
    made: Result<String, Refused>,
) -> Result<Response, Problem> {
    match made {
        Ok(done) => Ok(to(&id, &done)),
        Err(why) => again(at, id, fields, why.told(at.0.lang)?).await,
    }
}

pub(super) async fn way(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let rows = fields.rows("steps");
    let step = |row: &Fields| {
        let officer = row.text("officer");
        (!officer.is_empty()).then(|| Some((officer, Task::from_code(row.raw("task"))?))).flatten()
    };
    let steps: Vec<(String, Task)> = rows.iter().filter_map(step).collect();
    let (reach, by, letter) = (Reach::of(&granted), by(&visit, &granted, &app), id.clone());
    let made = app.db.write(move |tx| commands::set_way(tx, &reach, &letter, &steps, &by)).await;
    let made = made.map(|()| "submitted".to_owned());
    answered((&visit, &granted, &app), id, fields, made).await
}

pub(super) async fn act(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (lang, now) = (visit.lang, app.clock.now());
    let mut errors = Errors::new();
    let on_paper = fields.has("paper").then(|| {
        let day = Typed::read(fields.raw("day"), lang);
        moment((&day, fields.raw("time")), ("day", "time"), (lang, now), &mut errors)
    });
    if !errors.is_empty() {
        return again((&visit, &granted, &app), id, fields, errors).await;
    }
    let wanted = Wanted {
        step: String::new(),
        officer: fields.text("officer"),
        outcome: if fields.raw("act") == "return" { Outcome::Returned } else { Outcome::Done },
        words: lines(fields.raw("words")).join("\n"),
        on_paper,
    };
    let (reach, by, letter) = (Reach::of(&granted), by(&visit, &granted, &app), id.clone());
    let desk = granted.actor.scope(Action::KeepLetter);
    let made = app.db.write(move |tx| acts::act(tx, &reach, &letter, &wanted, desk.as_ref(), &by)).await;
    answered((&visit, &granted, &app), id, fields, made.map(|()| "acted".to_owned())).await
}

pub(super) async fn issue(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let dated = Typed::read(fields.raw("dated"), visit.lang);
    let mut errors = Errors::new();
    dated.tell("dated", &mut errors);
    if !errors.is_empty() {
        return again((&visit, &granted, &app), id, fields, errors).await;
    }
    let day = dated.date.unwrap_or_else(|| app.clock.today());
    let (reach, by, letter) = (Reach::of(&granted), by(&visit, &granted, &app), id.clone());
    let made = app.db.write(move |tx| commands::issue(tx, &reach, &letter, day, &by)).await;
    answered((&visit, &granted, &app), id, fields, made.map(|_| "numbered".to_owned())).await
}

pub(super) async fn receive(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let mut errors = Errors::new();
    let day = Typed::read(fields.raw("day"), visit.lang);
    let at = moment((&day, fields.raw("time")), ("day", "time"), (visit.lang, app.clock.now()), &mut errors);
    if !errors.is_empty() {
        return again((&visit, &granted, &app), id, fields, errors).await;
    }
    let (reach, by, letter, desk) = (Reach::of(&granted), by(&visit, &granted, &app), id.clone(), fields.text("desk"));
    let made = app.db.write(move |tx| commands::receive(tx, &reach, &letter, (&desk, at), &by)).await;
    answered((&visit, &granted, &app), id, fields, made.map(|()| "received".to_owned())).await
}

pub(super) async fn dispatch(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let mut errors = Errors::new();
    let due = Typed::read(fields.raw("due"), visit.lang);
    due.tell("due", &mut errors);
    if !errors.is_empty() {
        return again((&visit, &granted, &app), id, fields, errors).await;
    }
    let (reach, by, letter) = (Reach::of(&granted), by(&visit, &granted, &app), id.clone());
    let made = if fields.raw("act") == "remind" {
        let made = app.db.write(move |tx| sending::remind(tx, &reach, &letter, None, &by)).await;
        made.map(|n| format!("reminded&n={n}"))
    } else {
        let (codes, day) = (sending::codes(fields.raw("organisations")), due.date);
        let made = app.db.write(move |tx| sending::dispatch(tx, &reach, &letter, &codes, day, &by)).await;
        made.map(|n| format!("sent&n={n}"))
    };
    answered((&visit, &granted, &app), id, fields, made).await
}
