//! One account, and making one. A link of an invitation is shown once, in the answer to the form that made it, and
//! stands in no address.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use web::{
    App, Granted, Lang, Page, Problem, Visit,
    components::Choice,
    form::{Errors, Fields},
    render,
};

use super::{
    commands::{self, Person, Refused, RoleChange},
    form::{self, Over, TypedRole},
    list,
    store::{self, Account, Organisation, Role},
};
use crate::{text::T, words};

const FOUND: u32 = 20;

/// What the fields of a role are drawn from.
struct RoleFields {
    roles: Vec<Choice>,
    chosen: String,
    chosen_label: String,
    found: Vec<Choice>,
    search: String,
}

impl RoleFields {
    fn of(lang: Lang, typed: &TypedRole, chosen: Option<&Organisation>, found: Vec<Organisation>) -> Self {
        let t = T(lang);
        let role = |role: &web::Role| {
            let hint = match form::over(*role) {
                Over::Organisation => t.role_over_organisation(),
                Over::Nation => t.role_over_nation(),
                Over::Either => t.role_over_either(),
            };
            let choice = Choice::new(role.code(), words::role(lang, role.code())).with_hint(hint);
            choice.chosen(role.code() == typed.role)
        };
        RoleFields {
            roles: web::Role::ALL.iter().map(role).collect(),
            chosen: chosen.map(|(_, code, _, _)| code.clone()).unwrap_or_default(),
            chosen_label: chosen.map(|(_, _, th, en)| lang.name(th, en).to_owned()).unwrap_or_default(),
            found: found.into_iter().map(|organisation| choice(lang, organisation)).collect(),
            search: typed.search.clone(),
        }
    }
}

fn choice(lang: Lang, (_, code, th, en): Organisation) -> Choice {
    Choice::new(code.clone(), lang.name(&th, &en)).with_hint(code)
}

#[derive(Template)]
#[template(path = "admin/accounts/new.html")]
struct New {
    page: Page,
    t: T,
    login: String,
    person: String,
    role: RoleFields,
    errors: Errors,
}

/// The form of a new account.
pub async fn new_form(visit: Visit) -> Result<Response, Problem> {
    let role = RoleFields::of(visit.lang, &TypedRole::default(), None, Vec::new());
    new_page(&visit, (String::new(), String::new()), role, Errors::new())
}

fn new_page(
    visit: &Visit,
    (login, person): (String, String),
    role: RoleFields,
    errors: Errors,
) -> Result<Response, Problem> {
    let t = T(visit.lang);
    let page = visit.page(t.account_new()).crumb("/admin", web::text::T(visit.lang).nav_admin());
    let mut page = page.crumb("/admin/accounts", t.admin_accounts()).at(t.account_new());
    page.error_title = !errors.is_empty();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, render(&New { page, t, login, person, role, errors })?).into_response())
}

/// The typed role with what the register knows of it.
async fn looked_up(app: &App, typed: &TypedRole) -> Result<(Option<Organisation>, Vec<Organisation>), Problem> {
    let (code, search) = (typed.organisation.clone(), typed.search.clone());
    let read =
        move |tx: &mut db::Tx<'_>| Ok::<_, db::Error>((store::by_code(tx, &code)?, store::found(tx, &search, FOUND)?));
    Ok(app.db.read(read).await?)
}

/// Makes an account and shows its invitation.
pub async fn create(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    fields: Fields,
) -> Result<Response, Problem> {
    let t = T(visit.lang);
    let typed = TypedRole::of(&fields);
    let (chosen, found) = looked_up(&app, &typed).await?;
    let mut errors = Errors::new();
    let (login, name) = form::person(t, &fields, &mut errors);
    let role = form::role(t, &typed, chosen.as_ref(), &mut errors);
    let names = (login.clone(), name.clone());
    // Pressing "search" in the form asks for organisations to choose from; nothing is judged yet.
    if fields.has("search") {
        return new_page(&visit, names, RoleFields::of(visit.lang, &typed, chosen.as_ref(), found), Errors::new());
    }
    if let (true, Some((role, organisation_id))) = (errors.is_empty(), role) {
        let person = Person { login, name, role, organisation_id };
        let (by, now) = (granted.actor.account_id, app.clock.now());
        match app.db.write(move |tx| commands::create(tx, &person, &by, now)).await {
            Ok((id, token)) => return shown(&visit, &app, &id, Shown { token: Some(token), ..Shown::default() }).await,
            Err(Refused::Taken) => errors.add("login", t.login_taken()),
            Err(refused) => return Err(problem(t, refused)),
        }
    }
    new_page(&visit, names, RoleFields::of(visit.lang, &typed, chosen.as_ref(), found), errors)
}

fn problem(t: T, refused: Refused) -> Problem {
    match refused {
        Refused::NotFound => Problem::NotFound,
        Refused::Taken => Problem::Conflict(t.login_taken().to_owned()),
        Refused::Oneself => Problem::Conflict(t.not_oneself().to_owned()),
        Refused::Closed => Problem::Conflict(t.account_is_closed().to_owned()),
        Refused::Database(problem) => problem.into(),
    }
}

#[derive(Template)]
#[template(path = "admin/accounts/show.html")]
struct Show {
    page: Page,
    t: T,
    account: Account,
    mark: &'static str,
    state: &'static str,
    created: String,
    seen: String,
    sessions: String,
    oneself: bool,
    held: Vec<Held>,
    role: RoleFields,
    errors: Errors,
    link: Option<String>,
    link_days: i64,
}

struct Held {
    role: String,
    code: String,
    over: String,
    over_code: String,
    since: String,
    by: String,
}

/// What a page shows beside the account itself.
#[derive(Default)]
struct Shown {
    typed: TypedRole,
    chosen: Option<Organisation>,
    found: Vec<Organisation>,
    errors: Errors,
    token: Option<String>,
}

/// One account.
pub async fn show(visit: Visit, State(app): State<App>, Path(id): Path<String>) -> Result<Response, Problem> {
    shown(&visit, &app, &id, Shown::default()).await
}

async fn shown(visit: &Visit, app: &App, id: &str, what: Shown) -> Result<Response, Problem> {
    let (t, lang, now, asked) = (T(visit.lang), visit.lang, app.clock.now(), id.to_owned());
    let (account, roles, sessions) = app
        .db
        .read(move |tx| {
            let account = store::by_id(tx, &asked)?;
            Ok::<_, db::Error>((account, store::roles(tx, &[&asked])?, store::sessions(tx, &asked, now)?))
        })
        .await?;
    let account = account.ok_or(Problem::NotFound)?;
    let page = visit.page(account.name.clone()).crumb("/admin", web::text::T(lang).nav_admin());
    let mut page = page.crumb("/admin/accounts", t.admin_accounts()).at(account.name.clone());
    page.error_title = !what.errors.is_empty();
    let status = if what.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let (mark, state) = list::state(t, list::state_of(&account));
    let body = Show {
        page,
        t,
        mark,
        state,
        created: words::moment(lang, Some(&account.created_at)),
        seen: words::moment(lang, account.seen_at.as_deref()),
        sessions: lang.number(sessions),
        oneself: visit.actor.as_ref().is_some_and(|actor| actor.account_id == account.id),
        held: roles.into_iter().map(|role| held(lang, role)).collect(),
        role: RoleFields::of(lang, &what.typed, what.chosen.as_ref(), what.found),
        errors: what.errors,
        link: what.token.map(|token| format!("{}/invitations/{token}", app.settings.base_url)),
        link_days: web::account::commands::INVITATION.as_hours() / 24,
        account,
    };
    Ok((status, render(&body)?).into_response())
}

fn held(lang: Lang, role: Role) -> Held {
    Held {
        role: words::role(lang, &role.role),
        over: list::over(lang, role.over.as_ref()),
        over_code: role.over.map(|(_, code, _, _)| code).unwrap_or_default(),
        since: words::moment(lang, Some(&role.granted_at)),
        by: role.granted_by,
        code: role.role,
    }
}

/// Makes a new invitation and shows its link.
pub async fn invite(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (by, now, of) = (granted.actor.account_id, app.clock.now(), id.clone());
    let token = app.db.write(move |tx| commands::invite(tx, &of, &by, now)).await;
    let token = token.map_err(|refused| problem(T(visit.lang), refused))?;
    shown(&visit, &app, &id, Shown { token: Some(token), ..Shown::default() }).await
}

/// Gives a role.
pub async fn grant(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let t = T(visit.lang);
    let typed = TypedRole::of(&fields);
    let (chosen, found) = looked_up(&app, &typed).await?;
    let mut errors = Errors::new();
    let role = form::role(t, &typed, chosen.as_ref(), &mut errors);
    if fields.has("search") {
        return shown(&visit, &app, &id, Shown { typed, chosen, found, ..Shown::default() }).await;
    }
    let Some((role, organisation_id)) = role else {
        return shown(&visit, &app, &id, Shown { typed, chosen, found, errors, token: None }).await;
    };
    change(&visit, granted, &app, id, RoleChange { role, organisation_id, remove: false }).await
}

/// Takes a role away.
pub async fn revoke(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let role = web::Role::from_code(fields.raw("role")).ok_or(Problem::NotFound)?;
    let (of, code) = (id.clone(), fields.text("organisation"));
    // Among the roles that are held, so that one over an organisation that was closed since can be taken away too.
    let held = app.db.read(move |tx| store::roles(tx, &[&of])).await?;
    let over = |held: &Role| held.over.as_ref().map_or("", |(_, code, _, _)| code.as_str()) == code;
    let held = held.into_iter().find(|held| held.role == role.code() && over(held)).ok_or(Problem::NotFound)?;
    let organisation_id = held.over.map(|(id, _, _, _)| id);
    change(&visit, granted, &app, id, RoleChange { role, organisation_id, remove: true }).await
}

async fn change(
    visit: &Visit,
    granted: Granted,
    app: &App,
    id: String,
    change: RoleChange,
) -> Result<Response, Problem> {
    let (by, now, of) = (granted.actor.account_id, app.clock.now(), id.clone());
    let done = app.db.write(move |tx| commands::change_role(tx, &of, &change, &by, now)).await;
    done.map_err(|refused| problem(T(visit.lang), refused))?;
    Ok(Redirect::to(&format!("/admin/accounts/{id}")).into_response())
}

/// Closes an account.
pub async fn close(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Redirect, Problem> {
    set_closed(visit, granted, app, id, true).await
}

/// Opens a closed account again.
pub async fn reopen(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Redirect, Problem> {
    set_closed(visit, granted, app, id, false).await
}

async fn set_closed(visit: Visit, granted: Granted, app: App, id: String, closed: bool) -> Result<Redirect, Problem> {
    let (by, now, of) = (granted.actor.account_id, app.clock.now(), id.clone());
    let done = app.db.write(move |tx| commands::set_closed(tx, &of, closed, &by, now)).await;
    done.map_err(|refused| problem(T(visit.lang), refused))?;
    Ok(Redirect::to(&format!("/admin/accounts/{id}")))
}

#[derive(Template)]
#[template(path = "admin/accounts/_organisations.html")]
struct Results {
    page: Page,
    field: &'static str,
    found: Vec<Choice>,
    query: String,
}

/// Results of a search for an organisation, as a fragment of a form.
pub async fn organisations(
    visit: Visit,
    State(app): State<App>,
    Query(query): Query<std::collections::HashMap<String, String>>,
) -> Result<Html<String>, Problem> {
    let query = query.get("q").cloned().unwrap_or_default();
    let part = query.clone();
    let found = app.db.read(move |tx| store::found(tx, &part, FOUND)).await?;
    let found = found.into_iter().map(|organisation| choice(visit.lang, organisation)).collect();
    render(&Results { page: visit.page(""), field: "organisation", found, query })
}
