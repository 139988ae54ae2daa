//! The form of an entry, blank or of what is kept. What is wrong stands beside each field with what was typed; when
//! somebody else saved in between, both are shown and nothing is overwritten.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use db::Scope;
use web::{
    Action, App, Granted, Page, Problem, Visit,
    components::Choice,
    form::{Errors, Fields},
    render,
};

use super::{
    Draft, Entry, Owner, both,
    commands::{self, May, Refused},
    fields::{self, Asked},
    read, show, store,
};
use crate::{
    ledger::{self, Ledger},
    text::T,
};

#[derive(Template)]
#[template(path = "entry/edit.html")]
struct EditPage {
    page: Page,
    t: T,
    action: String,
    back: String,
    heading: String,
    title_label: &'static str,
    kind_label: &'static str,
    state_label: &'static str,
    /// Fixed organisation, or none yet: then one is searched for.
    owner: Option<(String, String)>,
    chosen: (String, String),
    found: Vec<Choice>,
    query: String,
    values: Fields,
    kinds: Vec<Choice>,
    states: Vec<Choice>,
    classifications: Vec<Choice>,
    counted: Option<(&'static str, &'static str, bool)>,
    own: Vec<Asked>,
    revision: i64,
    errors: Errors,
}

/// What a form is about: a new entry of this organisation if there is only one to choose, or a kept one.
enum About {
    New(Option<Owner>),
    Kept(Box<Entry>),
}

/// The one organisation for which a person writes, if there is no choice.
async fn only(app: &App, write: &Scope) -> Result<Option<Owner>, Problem> {
    let write = write.clone();
    Ok(app.db.read(move |tx| store::only(tx, &write)).await?)
}

pub(super) async fn blank(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(ledger): Path<String>,
) -> Result<Response, Problem> {
    let ledger = ledger::find(&ledger).ok_or(Problem::NotFound)?;
    let year = thai::date::fiscal_year(app.clock.today());
    let fields = Fields::of([("fiscal_year", visit.lang.fiscal_year(year).to_string())]);
    let about = About::New(only(&app, &granted.scope).await?);
    shown(&visit, &app, ledger, about, (fields, Errors::new())).await
}

pub(super) async fn form(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((ledger, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let ledger = ledger::find(&ledger).ok_or(Problem::NotFound)?;
    let entry = own(&visit, &granted, &app, ledger, id).await?;
    let sees_personal = granted.actor.may(Action::ViewPersonal, &entry.owner.path);
    let values = values(ledger, &entry.draft, visit.lang, sees_personal);
    shown(&visit, &app, ledger, About::Kept(Box::new(entry)), (values, Errors::new())).await
}

async fn own(
    visit: &Visit,
    granted: &Granted,
    app: &App,
    ledger: &'static Ledger,
    id: String,
) -> Result<Entry, Problem> {
    let (see, write) = (show::seeing(granted), granted.scope.clone());
    let read = app.db.read(move |tx| commands::own(tx, ledger, &id, &May { see: &see, write: &write }));
    read.await.map_err(|refused: Refused| refused.problem(visit.lang))
}

/// A draft as the form has it.
fn values(ledger: &Ledger, draft: &Draft, lang: web::Lang, personal: bool) -> Fields {
    let count = |count: Option<u64>| count.map(|count| count.to_string()).unwrap_or_default();
    let common = [
        ("organisation", draft.organisation.clone()),
        ("fiscal_year", lang.fiscal_year(draft.fiscal_year).to_string()),
        ("title", draft.title.clone()),
        ("kind", draft.kind.clone()),
        ("state", draft.state.clone()),
        ("classification", draft.classification.clone()),
        ("n", count(draft.n)),
        ("d", count(draft.d)),
    ];
    let own = ledger.fields.iter().filter(|field| personal || !field.personal);
    let own = own.map(|field| (field.name, fields::begun(ledger, draft, field.name, lang)));
    Fields::of(common.into_iter().chain(own))
}

async fn shown(
    visit: &Visit,
    app: &App,
    ledger: &'static Ledger,
    about: About,
    (values, errors): (Fields, Errors),
) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let asked: Vec<String> =
        ledger.fields.iter().map(|field| values.text(field.name)).chain([values.text("organisation")]).collect();
    let searched = values.text("search");
    let query = if searched.is_empty() { String::new() } else { values.text(&format!("{searched}_search")) };
    let words = query.clone();
    let read = app.db.read(move |tx| {
        let mut names = Vec::new();
        for code in asked.into_iter().filter(|code| !code.is_empty() && code.len() <= 40) {
            if let Some(found) = store::organisation(tx, &code)? {
                names.push((code, found.name(lang).to_owned()));
            }
        }
        Ok::<_, db::Error>((names, store::organisations(tx, &words, lang)?))
    });
    let (names, found) = read.await?;
    let named =
        |code: &str| names.iter().find(|(known, _)| known == code).map(|(_, name)| name.clone()).unwrap_or_default();
    let mut own = fields::asked(ledger, lang, &errors, &|name| values.raw(name).to_owned(), &named);
    for field in own.iter_mut().filter(|field| field.name == searched) {
        (field.found, field.query) = (found.clone(), query.clone());
    }
    let path = format!("/measures/{}", ledger.code);
    let (action, back, owner, revision) = match &about {
        About::New(owner) => (path.clone(), path.clone(), owner.as_ref(), 0),
        About::Kept(entry) => {
            let here = format!("{path}/{}", entry.id);
            (here.clone(), here, Some(&entry.owner), entry.revision)
        }
    };
    let heading = match &about {
        About::New(_) => t.new_entry().to_owned(),
        About::Kept(entry) => entry.draft.title.clone(),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut page = visit.page(heading.clone()).crumb("/measures", t.measures());
    page = page.crumb(path, (ledger.name)(&t)).at(heading.clone());
    page.error_title = !errors.is_empty();
    let classification = values.text("classification");
    let chosen_class = if classification.is_empty() { super::OPEN } else { classification.as_str() };
    let classes = reference::List::classifications().entries().iter();
    let code = values.text("organisation");
    let searches_owner = searched == "organisation";
    let body = EditPage {
        page,
        t,
        action,
        back,
        heading,
        title_label: (ledger.title)(&t),
        kind_label: (ledger.kind)(&t),
        state_label: (ledger.state)(&t),
        owner: owner.map(|owner| (owner.code.clone(), owner.name(lang).to_owned())),
        chosen: (code.clone(), named(&code)),
        found: if searches_owner { found } else { Vec::new() },
        query: if searches_owner { query } else { String::new() },
        kinds: Choice::of(ledger.kinds.iter().map(|kind| (kind.code, (kind.label)(&t))), &values.text("kind")),
        states: Choice::of(ledger.states.iter().map(|state| (state.code, (state.label)(&t))), &values.text("state")),
        classifications: Choice::of(classes.map(|one| (one.code.as_str(), lang.pick(&one.th, &one.en))), chosen_class),
        counted: ledger.counted.as_ref().map(|counted| ((counted.n)(&t), (counted.d)(&t), counted.needed)),
        own,
        revision,
        values,
        errors,
    };
    Ok((status, render(&body)?).into_response())
}

/// The value of a form's field; a personal one that was not shown and stays blank is as it was.
fn raw<'a>(ledger: &'static Ledger, fields: &'a Fields, personal: bool) -> impl Fn(&str) -> Option<String> + 'a {
    move |name| {
        let hidden = !personal && ledger.field(name).is_some_and(|field| field.personal);
        let given = fields.has(name) && !(hidden && fields.raw(name).trim().is_empty());
        given.then(|| fields.raw(name).to_owned())
    }
}

pub(super) async fn create(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(ledger): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let ledger = ledger::find(&ledger).ok_or(Problem::NotFound)?;
    let owner = only(&app, &granted.scope).await?;
    if fields.has("search") {
        return shown(&visit, &app, ledger, About::New(owner), (fields, Errors::new())).await;
    }
    let mut errors = Errors::new();
    let draft = read::draft(ledger, &raw(ledger, &fields, true), None, visit.lang, &mut errors);
    if !errors.is_empty() {
        return shown(&visit, &app, ledger, About::New(owner), (fields, errors)).await;
    }
    let (write, by, now) = (granted.scope.clone(), granted.actor.account_id.clone(), app.clock.now());
    match app.db.write(move |tx| commands::add(tx, ledger, &draft, &write, (&by, now))).await {
        Ok(id) => Ok(Redirect::to(&format!("/measures/{}/{id}?done=added", ledger.code)).into_response()),
        Err(Refused::Database(problem)) => Err(problem.into()),
        Err(why) => {
            errors.add(why.field(), why.words(visit.lang));
            shown(&visit, &app, ledger, About::New(owner), (fields, errors)).await
        }
    }
}

pub(super) async fn save(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((ledger, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let ledger = ledger::find(&ledger).ok_or(Problem::NotFound)?;
    let entry = own(&visit, &granted, &app, ledger, id.clone()).await?;
    let personal = granted.actor.may(Action::ViewPersonal, &entry.owner.path);
    if fields.has("search") {
        return shown(&visit, &app, ledger, About::Kept(Box::new(entry)), (fields, Errors::new())).await;
    }
    let mut errors = Errors::new();
    let draft = read::draft(ledger, &raw(ledger, &fields, personal), Some(&entry.draft), visit.lang, &mut errors);
    let draft = Draft { organisation: entry.owner.code.clone(), ..draft };
    if !errors.is_empty() {
        return shown(&visit, &app, ledger, About::Kept(Box::new(entry)), (fields, errors)).await;
    }
    let began: i64 = fields.raw("revision").parse().unwrap_or(0);
    let (see, write) = (show::seeing(&granted), granted.scope.clone());
    let (by, now, reason, asked) = (granted.actor.account_id.clone(), app.clock.now(), fields.text("why"), id.clone());
    let mine = draft.clone();
    let saved = app.db.write(move |tx| {
        commands::save(tx, ledger, (&asked, began), (&draft, &reason), &May { see: &see, write: &write }, (&by, now))
    });
    match saved.await {
        Ok(_) => Ok(Redirect::to(&format!("/measures/{}/{id}?done=saved", ledger.code)).into_response()),
        Err(Refused::Changed(_)) => {
            let entry = own(&visit, &granted, &app, ledger, id).await?;
            both::page(&visit, ledger, &entry, &mine, &fields)
        }
        Err(why @ (Refused::Database(_) | Refused::NotFound | Refused::Withdrawn)) => Err(why.problem(visit.lang)),
        Err(why) => {
            errors.add(why.field(), why.words(visit.lang));
            shown(&visit, &app, ledger, About::Kept(Box::new(entry)), (fields, errors)).await
        }
    }
}
