//! The people of an organisation as a page.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use reference::List;
use web::{
    App, Granted, Page, Problem, Role, Visit,
    account::store::{Person, people},
    components::Choice,
    form::{Errors, Fields},
    render,
};

use super::{
    commands::{self, By, Invited, Refusal},
    rule,
};
use crate::{
    list::query::encoded,
    organisation::{Organisation, field, pages::crumbs, store},
    text::T,
};

/// Most characters of a sign-in name.
const LOGIN_MOST: usize = 120;

#[derive(Template)]
#[template(path = "people/list.html")]
struct PeoplePage {
    page: Page,
    t: T,
    href: String,
    name: String,
    people: Vec<Line>,
    roles: Vec<Choice>,
    login: String,
    person: String,
    link: Option<(String, String)>,
    errors: Errors,
}

struct Line {
    href: String,
    name: String,
    login: String,
    state: &'static str,
    tag: &'static str,
    disabled: bool,
    yourself: bool,
    roles: Vec<Choice>,
}

/// What a page shows beside the list.
#[derive(Default)]
struct Beside {
    fields: Fields,
    errors: Errors,
    link: Option<(String, String)>,
    notice: Option<String>,
}

fn by(granted: &Granted, app: &App) -> By {
    By { actor: granted.actor.clone(), scope: granted.scope.clone(), now: app.clock.now() }
}

/// `GET /organisations/{code}/people`.
pub async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    shown(&visit, &granted, &app, &code, Beside::default()).await
}

/// `POST /organisations/{code}/people`.
pub async fn invite(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(code): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let t = T(visit.lang);
    let mut errors = Errors::new();
    let mut read = |name: &str, most: usize| {
        let value = field::needed(fields.raw(name), most);
        value.map_err(|reason| errors.add(name, reason.words(visit.lang))).unwrap_or_default()
    };
    let (login, name) = (read("login", LOGIN_MOST), read("person", field::NAME_MOST));
    if login.chars().any(char::is_whitespace) {
        errors.add("login", t.login_without_blanks());
    }
    let role = Role::from_code(fields.raw("role"));
    if role.is_none() {
        errors.add("role", t.reason_missing());
    }
    let Some(role) = role.filter(|_| errors.is_empty()) else {
        return shown(&visit, &granted, &app, &code, Beside { fields, errors, ..Beside::default() }).await;
    };
    let (of, who, by, given) = (code.clone(), (login.clone(), name), by(&granted, &app), fields);
    let done = app.db.write(move |tx| commands::invite(tx, &of, (&who.0, &who.1, role), &by)).await;
    let beside = match done {
        Ok(Invited::Link(token)) => Beside { link: Some((login, address(&app, &token))), ..Beside::default() },
        Ok(Invited::Known) => Beside { notice: Some(t.invited_known(&login)), ..Beside::default() },
        Err(refusal) => Beside { errors: refused(t, refusal)?, fields: given, ..Beside::default() },
    };
    shown(&visit, &granted, &app, &code, beside).await
}

fn address(app: &App, token: &str) -> String {
    format!("{}/invitations/{token}", app.settings.base_url)
}

fn refused(t: T, refusal: Refusal) -> Result<Errors, Problem> {
    let mut errors = Errors::new();
    match refusal {
        Refusal::NotFound => return Err(Problem::NotFound),
        Refusal::Database(error) => return Err(error.into()),
        Refusal::RoleNotYours => errors.add("role", t.role_not_yours()),
        Refusal::Yourself => errors.add("login", t.person_yourself()),
        Refusal::NotYours => errors.add("login", t.person_not_yours()),
        Refusal::Disabled => errors.add("login", t.person_is_disabled()),
    }
    Ok(errors)
}

fn role(fields: &Fields) -> Result<Role, Problem> {
    Role::from_code(fields.raw("role")).ok_or(Problem::BadRequest("role".into()))
}

/// `POST /organisations/{code}/people/{account}/roles`.
pub async fn grant(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((code, account)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (role, by, of) = (role(&fields)?, by(&granted, &app), code.clone());
    let done = app.db.write(move |tx| commands::grant(tx, &of, &account, role, &by)).await;
    answered(&visit, &granted, &app, &code, done, T(visit.lang).role_given()).await
}

/// `POST /organisations/{code}/people/{account}/roles/remove`.
pub async fn revoke(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((code, account)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (role, by, of) = (role(&fields)?, by(&granted, &app), code.clone());
    let done = app.db.write(move |tx| commands::revoke(tx, &of, &account, role, &by)).await;
    answered(&visit, &granted, &app, &code, done, T(visit.lang).role_taken()).await
}

/// `POST /organisations/{code}/people/{account}/disabled`.
pub async fn disable(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((code, account)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let disabled = fields.raw("disabled") != "false";
    let (by, of, t) = (by(&granted, &app), code.clone(), T(visit.lang));
    let done = app.db.write(move |tx| commands::disable(tx, &of, &account, disabled, &by)).await;
    let words = if disabled { t.person_now_disabled() } else { t.person_now_enabled() };
    answered(&visit, &granted, &app, &code, done, words).await
}

/// `POST /organisations/{code}/people/{account}/invitation`.
pub async fn renew(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((code, account)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (by, of) = (by(&granted, &app), code.clone());
    let done = app.db.write(move |tx| commands::renew(tx, &of, &account, &by)).await;
    let beside = match done {
        Ok((login, token)) => Beside { link: Some((login, address(&app, &token))), ..Beside::default() },
        Err(refusal) => Beside { errors: refused(T(visit.lang), refusal)?, ..Beside::default() },
    };
    shown(&visit, &granted, &app, &code, beside).await
}

async fn answered(
    visit: &Visit,
    granted: &Granted,
    app: &App,
    code: &str,
    done: Result<(), Refusal>,
    words: &str,
) -> Result<Response, Problem> {
    let beside = match done {
        Ok(()) => Beside { notice: Some(words.to_owned()), ..Beside::default() },
        Err(refusal) => Beside { errors: refused(T(visit.lang), refusal)?, ..Beside::default() },
    };
    shown(visit, granted, app, code, beside).await
}

async fn shown(visit: &Visit, granted: &Granted, app: &App, code: &str, beside: Beside) -> Result<Response, Problem> {
    let (t, lang, scope, asked) = (T(visit.lang), visit.lang, granted.scope.clone(), code.to_owned());
    let found = app
        .db
        .read(move |tx| {
            let Some(of) = store::find(tx, &scope, &asked)? else { return Ok(None) };
            let above = store::ancestors(tx, &of)?;
            let people = people(tx, &scope, Some(&of.id), 200)?;
            Ok::<Option<(Organisation, Vec<store::Named>, Vec<Person>)>, db::Error>(Some((of, above, people)))
        })
        .await?;
    let (of, above, people) = found.ok_or(Problem::NotFound)?;
    let name = lang.name(&of.details.name_th, &of.details.name_en).to_owned();
    let mut page = visit.page(format!("{}: {name}", t.people()));
    page.crumbs = crumbs(t, lang, &above, &of);
    page.error_title = !beside.errors.is_empty();
    if let Some(words) = beside.notice {
        page = page.with_notice("ok", words);
    }
    let roles = rule::grantable(&granted.actor);
    let choices = roles.iter().map(|role| (role.code(), lang.label(List::roles(), role.code())));
    let status = if beside.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let href = format!("/organisations/{}", encoded(&of.code));
    let body = PeoplePage {
        people: lines(t, lang, &href, &granted.actor.account_id, people),
        href,
        name,
        roles: Choice::of(choices, beside.fields.raw("role")),
        login: beside.fields.raw("login").to_owned(),
        person: beside.fields.raw("person").to_owned(),
        link: beside.link,
        errors: beside.errors,
        t,
        page,
    };
    // A link is a secret: it is in no browser's store.
    Ok((status, [(header::CACHE_CONTROL, "no-store")], render(&body)?).into_response())
}

/// One line a person, with all roles over this organisation.
fn lines(t: T, lang: web::Lang, href: &str, own: &str, people: Vec<Person>) -> Vec<Line> {
    let mut lines: Vec<(String, Line)> = Vec::new();
    for person in people {
        let role = Choice::new(&person.role, lang.label(List::roles(), &person.role));
        if let Some((_, line)) = lines.iter_mut().find(|(id, _)| *id == person.account_id) {
            line.roles.push(role);
            continue;
        }
        let (tag, state) = if person.disabled {
            ("off", t.person_disabled())
        } else if person.invited {
            ("warn", t.person_invited())
        } else {
            ("ok", t.person_active())
        };
        let line = Line {
            href: format!("{href}/people/{}", person.account_id),
            name: person.name,
            login: person.login,
            state,
            tag,
            disabled: person.disabled,
            yourself: person.account_id == own,
            roles: vec![role],
        };
        lines.push((person.account_id, line));
    }
    lines.into_iter().map(|(_, line)| line).collect()
}
