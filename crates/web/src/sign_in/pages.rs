//! The sign-in form, and out again.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use db::audit;
use serde::Deserialize;
use serde_json::json;

use super::{DEMONSTRATION_PASSWORD, DemonstrationAccount, words::T};
use crate::{
    App, Page, Problem, Visit,
    account::{password, session, store},
    form::{Errors, Fields},
    render,
};

#[derive(Template)]
#[template(path = "sign_in/sign_in.html")]
struct SignIn {
    page: Page,
    t: T,
    login: String,
    back: String,
    errors: Errors,
    demonstration: Vec<DemonstrationLine>,
    demonstration_password: &'static str,
}

struct DemonstrationLine {
    login: String,
    role: String,
    organisation: String,
}

#[derive(Deserialize)]
pub(super) struct Back {
    #[serde(default)]
    back: String,
}

pub(super) async fn form(visit: Visit, State(app): State<App>, Query(query): Query<Back>) -> Result<Response, Problem> {
    if visit.actor.is_some() {
        return Ok(Redirect::to(inside(&query.back)).into_response());
    }
    shown(&visit, &app, String::new(), query.back, Errors::new()).await
}

async fn shown(visit: &Visit, app: &App, login: String, back: String, errors: Errors) -> Result<Response, Problem> {
    let t = T(visit.lang);
    let failed = !errors.is_empty();
    let mut page = visit.page(t.sign_in_title());
    page.error_title = failed;
    let demonstration = if visit.demonstration { demonstration(visit, app).await? } else { Vec::new() };
    let body = SignIn { page, t, login, back, errors, demonstration, demonstration_password: DEMONSTRATION_PASSWORD };
    let status = if failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, render(&body)?).into_response())
}

async fn demonstration(visit: &Visit, app: &App) -> Result<Vec<DemonstrationLine>, Problem> {
    let accounts = super::demonstration_accounts(&app.db).await?;
    let lang = visit.lang;
    let line = |account: DemonstrationAccount| DemonstrationLine {
        role: lang.label(reference::List::roles(), &account.role).to_owned(),
        organisation: lang.name(&account.organisation_th, &account.organisation_en).to_owned(),
        login: account.login,
    };
    Ok(accounts.into_iter().map(line).collect())
}

pub(super) async fn sign_in(
    visit: Visit,
    State(app): State<App>,
    jar: CookieJar,
    fields: Fields,
) -> Result<Response, Problem> {
    let (login, back) = (fields.text("login"), fields.raw("back").to_owned());
    let words = T(visit.lang);
    let mut errors = Errors::new();
    if let Err(seconds) = app.throttle.attempt(&thai::normalise::fold(&login), &visit.address) {
        app.metrics.sign_in("throttled");
        errors.add("login", words.sign_in_wait(seconds));
        let mut response = shown(&visit, &app, login, back, errors).await?;
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        response.headers_mut().insert("retry-after", seconds.into());
        return Ok(response);
    }
    match verified(&app, &login, fields.raw("password").to_owned()).await? {
        Some(account) => {
            let token = begin(&app, &visit, &account.id).await?;
            app.metrics.sign_in("begun");
            let jar = jar.add(cookie(&app, token));
            Ok((jar, Redirect::to(inside(&back))).into_response())
        }
        None => {
            app.metrics.sign_in("refused");
            refused(&app, &visit, &login).await?;
            errors.add("login", words.sign_in_failed());
            shown(&visit, &app, login, back, errors).await
        }
    }
}

/// The account when the password fits and it may be used.
pub(super) async fn verified(app: &App, login: &str, given: String) -> Result<Option<store::Account>, Problem> {
    let login = login.to_owned();
    let account = app.db.read(move |tx| store::by_login(tx, &login)).await?;
    let hash = account.as_ref().and_then(|account| account.password_hash.clone());
    let fits = tokio::task::spawn_blocking(move || password::fits(&given, hash.as_deref())).await;
    let fits = fits.map_err(Problem::defect)?;
    Ok(account.filter(|account| fits && account.disabled_at.is_none()))
}

/// Writes down that somebody tried. Neither the password nor a name that is nobody's is kept: people type the one into
/// the field of the other.
async fn refused(app: &App, visit: &Visit, login: &str) -> Result<(), Problem> {
    let (login, address, now) = (login.to_owned(), visit.address.clone(), app.clock.now());
    app.db
        .write(move |tx| {
            let account = store::by_login(tx, &login)?;
            let id = account.as_ref().map_or("", |account| account.id.as_str());
            let disabled = account.as_ref().is_some_and(|account| account.disabled_at.is_some());
            let event = audit::Event {
                at: now,
                actor: VISITOR,
                action: "session.refused",
                subject_kind: "account",
                subject_id: id,
                organisation_id: None,
                detail: json!({
                    "address": address, "known": account.is_some(), "disabled": disabled,
                    "login": account.as_ref().map(|account| account.login.as_str()),
                }),
            };
            audit::append(tx, &event)
        })
        .await?;
    Ok(())
}

/// Whom the audit trail names for what somebody without an account tried.
const VISITOR: &str = "visitor";

/// Begins a session and writes who signed in from where.
pub(super) async fn begin(app: &App, visit: &Visit, account_id: &str) -> Result<String, Problem> {
    let (id, device, address) = (account_id.to_owned(), visit.device.clone(), visit.address.clone());
    let now = app.clock.now();
    let token = app
        .db
        .write(move |tx| {
            let event = audit::Event {
                at: now,
                actor: &id,
                action: "session.begun",
                subject_kind: "account",
                subject_id: &id,
                organisation_id: None,
                detail: json!({"address": address}),
            };
            audit::append(tx, &event)?;
            session::begin(tx, &id, &device, &address, now)
        })
        .await?;
    Ok(token)
}

pub(super) fn cookie(app: &App, token: String) -> Cookie<'static> {
    Cookie::build((session::cookie_name(app.settings.https), token))
        .path("/")
        .http_only(true)
        .secure(app.settings.https)
        .same_site(SameSite::Lax)
        .build()
}

pub(super) async fn sign_out(visit: Visit, State(app): State<App>, jar: CookieJar) -> Result<Response, Problem> {
    let actor = visit.signed()?.clone();
    app.db
        .write(move |tx| match &actor.session_id {
            Some(id) => session::end(tx, &actor.account_id, Some(id)),
            None => Ok(0),
        })
        .await?;
    let gone = Cookie::build(session::cookie_name(app.settings.https)).path("/").secure(app.settings.https).build();
    Ok((jar.remove(gone), [("clear-site-data", "\"cache\", \"storage\"")], Redirect::to("/")).into_response())
}

/// Only addresses of this server, so that a link can't lead a person elsewhere after sign-in.
pub(super) fn inside(back: &str) -> &str {
    let plain =
        back.starts_with('/') && !back.starts_with("//") && !back.contains('\\') && !back.contains(char::is_control);
    if plain && !back.starts_with("/sign-in") { back } else { "/home" }
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn after_sign_in_one_never_leaves_this_server() {
        assert_eq!(inside("/plans/1?x=2"), "/plans/1?x=2");
        for elsewhere in ["", "https://evil", "//evil", "/\\evil", "javascript:x", "/sign-in?back=/x", "/a\nb"] {
            assert_eq!(inside(elsewhere), "/home", "{elsewhere}");
        }
    }
}
