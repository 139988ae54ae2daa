//! An invitation is taken up once, with the first password.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;

use super::{account::new_password, pages, words::T};
use crate::{
    App, Page, Problem, Visit,
    account::{commands, password, store},
    form::{Errors, Fields},
    render,
};

#[derive(Template)]
#[template(path = "sign_in/invitation.html")]
struct Invitation {
    page: Page,
    t: T,
    token: String,
    account: Option<store::Account>,
    errors: Errors,
    least: usize,
}

pub(super) async fn form(visit: Visit, State(app): State<App>, Path(token): Path<String>) -> Result<Response, Problem> {
    shown(&visit, &app, token, Errors::new()).await
}

async fn shown(visit: &Visit, app: &App, token: String, errors: Errors) -> Result<Response, Problem> {
    let now = app.clock.now();
    let asked = token.clone();
    let account = app.db.read(move |tx| commands::invited(tx, &asked, now)).await?;
    let t = T(visit.lang);
    let status = match (&account, errors.is_empty()) {
        (None, _) => StatusCode::GONE,
        (Some(_), false) => StatusCode::UNPROCESSABLE_ENTITY,
        (Some(_), true) => StatusCode::OK,
    };
    let mut page = visit.page(t.invitation_title());
    page.error_title = !errors.is_empty();
    let body = Invitation { page, t, token, account, errors, least: password::LEAST };
    Ok((status, render(&body)?).into_response())
}

pub(super) async fn take_up(
    visit: Visit,
    State(app): State<App>,
    Path(token): Path<String>,
    jar: CookieJar,
    fields: Fields,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    if let Err(seconds) = app.throttle.attempt("", &visit.address) {
        return Err(Problem::TooMany(seconds));
    }
    let asked = token.clone();
    let Some(account) = app.db.read(move |tx| commands::invited(tx, &asked, now)).await? else {
        return shown(&visit, &app, token, Errors::new()).await;
    };
    let hash = match new_password(T(visit.lang), &fields, &account.login).await? {
        Ok(hash) => hash,
        Err(errors) => return shown(&visit, &app, token, errors).await,
    };
    let used = token.clone();
    if !app.db.write(move |tx| commands::take_up(tx, &used, &hash, now)).await? {
        return shown(&visit, &app, token, Errors::new()).await;
    }
    let session = pages::begin(&app, &visit, &account.id).await?;
    Ok((jar.add(pages::cookie(&app, session)), Redirect::to("/home")).into_response())
}
