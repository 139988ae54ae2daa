//! One's personal access tokens: made, shown once, ended. A token is made by a person who is signed in, never by a
//! program that holds another token.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use web::{
    Actor, App, Page, Problem, Visit,
    account::token::{self, NewToken},
    components::Choice,
    form::{Errors, Fields},
    render,
};

use crate::{text::T, words};

/// The longest name of a token, in characters.
const LONGEST: usize = 80;
/// Days that are offered.
const DAYS: [i64; 4] = [7, 30, 90, token::LONGEST_DAYS];

#[derive(Template)]
#[template(path = "developers/tokens.html")]
struct Tokens {
    page: Page,
    t: T,
    lines: Vec<Line>,
    purpose: String,
    days: Vec<Choice>,
    errors: Errors,
    made: Option<String>,
}

struct Line {
    id: String,
    name: String,
    created: String,
    expires: String,
}

/// What the form shows again.
#[derive(Default)]
struct Shown {
    name: String,
    days: String,
    errors: Errors,
    made: Option<String>,
}

/// The person behind a browser; a program with a token is refused.
fn person(visit: &Visit) -> Result<&Actor, Problem> {
    let actor = visit.signed()?;
    if actor.session_id.is_none() { Err(Problem::Forbidden) } else { Ok(actor) }
}

pub(super) async fn list(visit: Visit, State(app): State<App>) -> Result<Response, Problem> {
    shown(&visit, &app, Shown { days: "90".into(), ..Shown::default() }).await
}

async fn shown(visit: &Visit, app: &App, what: Shown) -> Result<Response, Problem> {
    let (id, now, lang) = (person(visit)?.account_id.clone(), app.clock.now(), visit.lang);
    let t = T(lang);
    let tokens = app.db.read(move |tx| token::list(tx, &id, now)).await?;
    let line = |token: token::Listed| Line {
        created: words::moment(lang, Some(&token.created_at)),
        expires: words::moment(lang, Some(&token.expires_at)),
        id: token.id,
        name: token.name,
    };
    let w = web::text::T(lang);
    let mut page = visit.page(t.tokens_title()).crumb("/account", w.account()).at(t.tokens_title());
    page.error_title = !what.errors.is_empty();
    let status = if what.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let days = DAYS.map(|days| (days.to_string(), t.token_days(lang.number(days))));
    let body = Tokens {
        page,
        t,
        lines: tokens.into_iter().map(line).collect(),
        purpose: what.name,
        days: Choice::of(days, &what.days),
        errors: what.errors,
        made: what.made,
    };
    Ok((status, render(&body)?).into_response())
}

pub(super) async fn create(visit: Visit, State(app): State<App>, fields: Fields) -> Result<Response, Problem> {
    let (account_id, t, now) = (person(&visit)?.account_id.clone(), T(visit.lang), app.clock.now());
    let (name, typed_days) = (fields.text("name"), fields.text("days"));
    let mut errors = Errors::new();
    match name.chars().count() {
        0 => errors.add("name", t.token_name_needed()),
        n if n > LONGEST => errors.add("name", t.too_long(LONGEST)),
        _ => {}
    }
    let days = typed_days.parse::<i64>().ok().filter(|days| DAYS.contains(days));
    if days.is_none() {
        errors.add("days", t.token_days_needed());
    }
    if let (true, Some(days)) = (errors.is_empty(), days) {
        let of = name.clone();
        let new =
            move |tx: &mut db::Tx<'_>| token::create(tx, &NewToken { account_id: &account_id, name: &of, days }, now);
        match app.db.write(new).await? {
            Some(made) => {
                return shown(&visit, &app, Shown { days: "90".into(), made: Some(made), ..Shown::default() }).await;
            }
            None => errors.add("name", t.token_too_many(token::MOST)),
        }
    }
    shown(&visit, &app, Shown { name, days: typed_days, errors, made: None }).await
}

pub(super) async fn revoke(visit: Visit, State(app): State<App>, Path(id): Path<String>) -> Result<Redirect, Problem> {
    let (account_id, now) = (person(&visit)?.account_id.clone(), app.clock.now());
    if !app.db.write(move |tx| token::revoke(tx, &account_id, &id, now)).await? {
        return Err(Problem::NotFound);
    }
    Ok(Redirect::to("/account/tokens"))
}
