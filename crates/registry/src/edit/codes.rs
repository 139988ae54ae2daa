//! Codes that other schemes give an organisation (budget, schools, hospitals, local administration): each is unique in
//! its scheme, and the search finds the organisation by it.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use db::{Tx, params};
use jiff::Timestamp;
use web::{
    App, Granted, Page, Problem, Visit,
    form::{Errors, Fields},
    render,
};

use crate::{
    change::tell,
    list::query::encoded,
    organisation::{
        Organisation,
        commands::{self, By},
        field,
        pages::crumbs,
        store,
    },
    text::T,
};

#[derive(Template)]
#[template(path = "edit/codes.html")]
struct Codes {
    page: Page,
    t: T,
    href: String,
    name: String,
    codes: Vec<(String, String)>,
    scheme: String,
    other: String,
    errors: Errors,
}

/// Who changed an organisation last, and when, as the audit trail has it.
pub(super) fn last_change(tx: &mut Tx<'_>, id: &str) -> db::Result<Option<(String, Timestamp)>> {
    let sql = "SELECT coalesce(a.name, e.actor), e.at FROM audit_event e LEFT JOIN account a ON a.id = e.actor \
               WHERE e.chain = $1 AND e.subject_kind = 'organisation' ORDER BY e.seq DESC LIMIT 1";
    tx.row_opt(sql, params![id], |row| Ok((row.get(0)?, db::instant(&row.get::<String>(1)?)?)))
}

/// `GET /organisations/{code}/codes`.
pub async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    shown(&visit, &granted, &app, &code, &Fields::default(), Errors::new()).await
}

/// `POST /organisations/{code}/codes`.
pub async fn add(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(code): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let mut errors = Errors::new();
    let mut read = |name: &str| {
        let value = field::needed(fields.raw(name), field::CODE_MOST);
        value.map_err(|reason| errors.add(name, reason.words(visit.lang))).unwrap_or_default()
    };
    let (scheme, other) = (read("scheme"), read("other"));
    if !errors.is_empty() {
        return shown(&visit, &granted, &app, &code, &fields, errors).await;
    }
    let (by, of) = (by(&granted, &app), code.clone());
    match app.db.write(move |tx| commands::add_code(tx, &of, &scheme, &other, &by)).await {
        Ok(()) => Ok(back(&code)),
        Err(refusal) => {
            tell(visit.lang, refusal, &mut errors)?;
            shown(&visit, &granted, &app, &code, &fields, errors).await
        }
    }
}

/// `POST /organisations/{code}/codes/remove`.
pub async fn remove(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(code): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (scheme, other) = (fields.raw("scheme").to_owned(), fields.raw("other").to_owned());
    let (by, of) = (by(&granted, &app), code.clone());
    match app.db.write(move |tx| commands::remove_code(tx, &of, &scheme, &other, &by)).await {
        Ok(()) => Ok(back(&code)),
        Err(refusal) => {
            let mut errors = Errors::new();
            tell(visit.lang, refusal, &mut errors)?;
            shown(&visit, &granted, &app, &code, &fields, errors).await
        }
    }
}

fn by(granted: &Granted, app: &App) -> By {
    By { account: granted.actor.account_id.clone(), scope: granted.scope.clone(), now: app.clock.now() }
}

fn back(code: &str) -> Response {
    Redirect::to(&format!("/organisations/{}/codes", encoded(code))).into_response()
}

async fn shown(
    visit: &Visit,
    granted: &Granted,
    app: &App,
    code: &str,
    fields: &Fields,
    errors: Errors,
) -> Result<Response, Problem> {
    let (t, lang, scope, asked) = (T(visit.lang), visit.lang, granted.scope.clone(), code.to_owned());
    let found = app
        .db
        .read(move |tx| {
            let Some(of) = store::find(tx, &scope, &asked)? else { return Ok(None) };
            let (above, codes) = (store::ancestors(tx, &of)?, store::other_codes(tx, &of.id)?);
            Ok::<Option<(Organisation, Vec<store::Named>, Vec<(String, String)>)>, db::Error>(Some((of, above, codes)))
        })
        .await?;
    let (of, above, codes) = found.ok_or(Problem::NotFound)?;
    let mut page = visit.page(t.codes_title());
    page.crumbs = crumbs(t, lang, &above, &of);
    page.error_title = !errors.is_empty();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = Codes {
        page,
        t,
        href: format!("/organisations/{}", encoded(&of.code)),
        name: lang.name(&of.details.name_th, &of.details.name_en).to_owned(),
        codes,
        scheme: fields.raw("scheme").to_owned(),
        other: fields.raw("other").to_owned(),
        errors,
    };
    Ok((status, render(&body)?).into_response())
}
