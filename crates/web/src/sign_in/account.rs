//! One's own account: roles, where one is signed in, the password.

use askama::Template;
use axum::{
    extract::{self, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use serde::Deserialize;

use super::{pages, words::T};
use crate::{
    App, Page, Problem, Visit,
    account::{self, commands, password, session, store},
    form::{Errors, Fields},
    render,
};

#[derive(Template)]
#[template(path = "sign_in/account.html")]
struct Account {
    page: Page,
    t: T,
    login: String,
    roles: Vec<RoleLine>,
    sessions: Vec<SessionLine>,
    errors: Errors,
    least: usize,
}

struct RoleLine {
    role: String,
    over: String,
}

struct SessionLine {
    id: String,
    device: String,
    address: String,
    since: String,
    seen: String,
    this: bool,
}

#[derive(Deserialize)]
pub(super) struct Query {
    #[serde(default)]
    done: String,
}

pub(super) async fn page(
    visit: Visit,
    State(app): State<App>,
    extract::Query(query): extract::Query<Query>,
) -> Result<Response, Problem> {
    shown(&visit, &app, Errors::new(), &query.done).await
}

async fn shown(visit: &Visit, app: &App, errors: Errors, done: &str) -> Result<Response, Problem> {
    let actor = visit.signed()?.clone();
    let (id, now) = (actor.account_id.clone(), app.clock.now());
    let (account, listed, people) = app
        .db
        .read(move |tx| {
            let sql = "SELECT g.role, coalesce(o.name_th, ''), coalesce(o.name_en, '') FROM account_grant g \
                       LEFT JOIN organisation o ON o.id = g.organisation_id WHERE g.account_id = $1 ORDER BY g.granted_at, g.id";
            let people = tx.rows(sql, db::params![&id], |row| {
                Ok((row.get::<String>(0)?, row.get::<String>(1)?, row.get::<String>(2)?))
            })?;
            Ok::<_, db::Error>((store::by_id(tx, &id)?, session::list(tx, &id, now)?, people))
        })
        .await?;
    let (t, lang) = (T(visit.lang), visit.lang);
    let role = |(role, th, en): (String, String, String)| RoleLine {
        role: lang.label(reference::List::roles(), &role).to_owned(),
        over: if th.is_empty() { t.whole_nation().to_owned() } else { lang.name(&th, &en).to_owned() },
    };
    let moment = |text: &str| db::instant(text).map(|at| lang.moment(at)).unwrap_or_default();
    let line = |listed: session::Listed| SessionLine {
        this: actor.session_id.as_deref() == Some(listed.id.as_str()),
        since: moment(&listed.created_at),
        seen: moment(&listed.seen_at),
        id: listed.id,
        device: account::device::named(&listed.device)
            .map_or(listed.device, |(browser, system)| t.session_device_named(browser, system)),
        address: listed.address,
    };
    let mut page = visit.page(t.account_title());
    page.error_title = !errors.is_empty();
    page = match done {
        "ended" => page.with_notice("ok", t.session_ended()),
        "others" => page.with_notice("ok", t.session_others_ended()),
        _ => page,
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = Account {
        page,
        t,
        login: account.map(|account| account.login).unwrap_or_default(),
        roles: people.into_iter().map(role).collect(),
        sessions: listed.into_iter().map(line).collect(),
        errors,
        least: password::LEAST,
    };
    Ok((status, render(&body)?).into_response())
}

pub(super) async fn change_password(visit: Visit, State(app): State<App>, fields: Fields) -> Result<Response, Problem> {
    let actor = visit.signed()?.clone();
    if let Err(seconds) = app.throttle.attempt(&actor.account_id, &visit.address) {
        return Err(Problem::TooMany(seconds));
    }
    let id = actor.account_id.clone();
    let account = app.db.read(move |tx| store::by_id(tx, &id)).await?.ok_or(Problem::NotFound)?;
    let t = T(visit.lang);
    if pages::verified(&app, &account.login, fields.raw("current").to_owned()).await?.is_none() {
        let mut errors = Errors::new();
        errors.add("current", t.password_wrong());
        return shown(&visit, &app, errors, "").await;
    }
    let hash = match new_password(t, &fields, &account.login).await? {
        Ok(hash) => hash,
        Err(errors) => return shown(&visit, &app, errors, "").await,
    };
    let now = app.clock.now();
    app.db.write(move |tx| commands::change_password(tx, &account.id, &hash, &account.id, now)).await?;
    Ok(Redirect::to("/sign-in?back=/account").into_response())
}

/// The hash of a new password that was typed twice, or what is wrong with it.
pub(super) async fn new_password(t: T, fields: &Fields, login: &str) -> Result<Result<String, Errors>, Problem> {
    let (new, again) = (fields.raw("password").to_owned(), fields.raw("again"));
    let mut errors = Errors::new();
    match password::check(&new, login) {
        Err(password::Refused::TooShort) => errors.add("password", t.password_short(password::LEAST)),
        Err(password::Refused::TooLong) => errors.add("password", t.password_long(password::MOST)),
        Err(password::Refused::TooCommon) => errors.add("password", t.password_common()),
        Ok(()) if new != again => errors.add("again", t.password_differs()),
        Ok(()) => {}
    }
    if !errors.is_empty() {
        return Ok(Err(errors));
    }
    let hash = tokio::task::spawn_blocking(move || password::hash(&new)).await.map_err(Problem::defect)?;
    Ok(Ok(hash?))
}

pub(super) async fn end_session(
    visit: Visit,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Redirect, Problem> {
    let actor = visit.signed()?.clone();
    app.db.write(move |tx| session::end(tx, &actor.account_id, Some(&id))).await?;
    Ok(Redirect::to("/account?done=ended"))
}

pub(super) async fn end_other_sessions(visit: Visit, State(app): State<App>) -> Result<Redirect, Problem> {
    let actor = visit.signed()?.clone();
    let kept = actor.session_id.unwrap_or_default();
    app.db.write(move |tx| session::end_others(tx, &actor.account_id, &kept)).await?;
    Ok(Redirect::to("/account?done=others"))
}
