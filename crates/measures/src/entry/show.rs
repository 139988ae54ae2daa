//! One entry: what it says, who copied it, its history; whom to ask only when somebody who may see it wants to, which is
//! written down. Withdrawing it and putting it back.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use db::Scope;
use serde::Deserialize;
use web::{
    Action, App, Granted, Lang, Page, Problem, Visit,
    form::{Errors, Fields},
    render,
};

use super::{
    Entry,
    commands::{self, May, Refused},
    fields::{self, Fact},
    history::{self, Event},
    list,
    reach::Reach,
    store::{self, Revision},
};
use crate::{
    adoption::view::{self as copying, Copying, Reporting},
    ledger::{self, Ledger},
    text::T,
};

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    done: String,
}

#[derive(Template)]
#[template(path = "entry/show.html")]
struct ShowPage {
    page: Page,
    t: T,
    here: String,
    title: String,
    owner: String,
    owner_code: String,
    kind_label: &'static str,
    kind: String,
    state: String,
    look: &'static str,
    year: i32,
    classification: String,
    is_open: bool,
    counted: String,
    facts: Vec<Fact>,
    saved: String,
    withdrawn: Option<String>,
    history: Vec<Event>,
    copying: Option<Copying>,
    may_write: bool,
    may_reveal: bool,
    values: Fields,
    errors: Errors,
}

/// Everything that the page needs from the database.
pub(crate) struct Loaded {
    pub entry: Entry,
    revisions: Vec<Revision>,
    bodies: Vec<(String, String)>,
    copies: Vec<crate::adoption::store::Recorded>,
    reporting: Reporting,
}

/// Reads an entry within reach with all that its page shows; `fields` holds what was typed about a copy.
pub(crate) async fn load(
    app: &App,
    ledger: &'static Ledger,
    id: String,
    (granted, fields): (&Granted, &Fields),
    lang: Lang,
) -> Result<Loaded, Problem> {
    let (reach, write) = (seeing(granted), granted.actor.scope(Action::WriteMeasure));
    let (query, chosen) = (fields.text("copier_search"), fields.text("copier"));
    let read = app.db.read(move |tx| {
        let Some(entry) = store::find(tx, ledger, &id, &reach)? else { return Ok(None) };
        let revisions = store::revisions(tx, &entry)?;
        let mut bodies = Vec::new();
        for code in fields::named(ledger, &entry.draft) {
            let name = store::organisation(tx, &code)?.map(|found| found.name(lang).to_owned());
            bodies.push((code.clone(), name.unwrap_or(code)));
        }
        let (mut copies, mut reporting) = (Vec::new(), Reporting::default());
        if ledger.copied {
            copies = crate::adoption::store::of(tx, &entry.id)?;
            reporting = Reporting {
                somewhere: write.is_some(),
                only: write.as_ref().map(|write| store::only(tx, write)).transpose()?.flatten(),
                chosen: store::organisation(tx, &chosen)?,
                found: store::organisations(tx, &query, lang)?,
                query,
            };
        }
        Ok::<_, db::Error>(Some(Loaded { entry, revisions, bodies, copies, reporting }))
    });
    read.await?.ok_or(Problem::NotFound)
}

pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((ledger, id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let ledger = ledger::find(&ledger).ok_or(Problem::NotFound)?;
    let fields = Fields::default();
    let loaded = load(&app, ledger, id, (&granted, &fields), visit.lang).await?;
    shown(&visit, &granted, ledger, loaded, (&asked.done, false), (fields, Errors::new()))
}

/// The page; again with what was typed and what is wrong with it.
pub(crate) fn shown(
    visit: &Visit,
    granted: &Granted,
    ledger: &'static Ledger,
    loaded: Loaded,
    (done, revealed): (&str, bool),
    (values, errors): (Fields, Errors),
) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let Loaded { entry, revisions, bodies, copies, reporting } = loaded;
    let draft = &entry.draft;
    let may = |action: Action| granted.actor.may(action, &entry.owner.path);
    let personal = ledger.fields.iter().any(|field| field.personal && !draft.value(field.name).is_empty());
    let named = |code: &str| {
        bodies.iter().find(|(known, _)| known == code).map_or_else(|| code.to_owned(), |(_, name)| name.clone())
    };
    let path = format!("/measures/{}", ledger.code);
    let (state, look) = list::state(ledger, &draft.state, lang);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = ShowPage {
        page: framed(visit, ledger, &entry, done, &errors),
        t,
        here: format!("{path}/{}", entry.id),
        title: draft.title.clone(),
        owner: entry.owner.name(lang).to_owned(),
        owner_code: entry.owner.code.clone(),
        kind_label: (ledger.kind)(&t),
        kind: ledger.kind_label(&draft.kind, lang).to_owned(),
        state,
        look,
        year: lang.fiscal_year(draft.fiscal_year),
        classification: lang.label(reference::List::classifications(), &draft.classification).to_owned(),
        is_open: draft.is_open(),
        counted: fields::counted(ledger, &entry, lang),
        facts: fields::facts(ledger, draft, lang, revealed, &named),
        saved: t.saved_by(lang.moment(entry.saved_at), &entry.saved_by),
        withdrawn: entry.withdrawn.as_ref().map(|withdrawn| withdrawn.reason.clone()),
        history: history::events(ledger, &entry, &revisions, lang),
        copying: ledger.copied.then(|| copying::of(&entry, &copies, reporting, values.raw("step"), lang)),
        may_write: may(Action::WriteMeasure),
        may_reveal: personal && !revealed && may(Action::ViewPersonal),
        values,
        errors,
    };
    Ok((status, render(&body)?).into_response())
}

fn framed(visit: &Visit, ledger: &Ledger, entry: &Entry, done: &str, errors: &Errors) -> Page {
    let t = T(visit.lang);
    let name = (ledger.name)(&t);
    let mut page = visit.page(entry.draft.title.clone()).crumb("/measures", t.measures());
    page = page.crumb(format!("/measures/{}", ledger.code), name).at(&entry.draft.title);
    page.error_title = !errors.is_empty();
    match done {
        "added" => page.with_notice("ok", t.done_added()),
        "saved" => page.with_notice("ok", t.done_saved()),
        "withdrawn" => page.with_notice("ok", t.done_withdrawn()),
        "put_back" => page.with_notice("ok", t.done_put_back()),
        "copied" => page.with_notice("ok", t.done_copied()),
        _ => page,
    }
}

/// `POST …/withdrawal`: withdraws the entry, or with `act=put_back` puts it back.
pub(super) async fn withdraw(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((ledger, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let ledger = ledger::find(&ledger).ok_or(Problem::NotFound)?;
    let back = fields.raw("act") == "put_back";
    let (see, write) = (seeing(&granted), granted.scope.clone());
    let (by, now, reason) = (granted.actor.account_id.clone(), app.clock.now(), fields.text("reason"));
    let entry = id.clone();
    let done = app.db.write(move |tx| {
        commands::withdraw(tx, ledger, (&entry, back), &reason, &May { see: &see, write: &write }, (&by, now))
    });
    match done.await {
        Ok(()) => {
            let done = if back { "put_back" } else { "withdrawn" };
            Ok(Redirect::to(&format!("/measures/{}/{id}?done={done}", ledger.code)).into_response())
        }
        Err(why @ (Refused::NoReason | Refused::Known(_))) => {
            let mut errors = Errors::new();
            errors.add("reason", why.words(visit.lang));
            let loaded = load(&app, ledger, id, (&granted, &Fields::default()), visit.lang).await?;
            shown(&visit, &granted, ledger, loaded, ("", false), (fields, errors))
        }
        Err(why) => Err(why.problem(visit.lang)),
    }
}

/// How far somebody sees who came to write.
pub(crate) fn seeing(granted: &Granted) -> Reach {
    let view = granted.actor.scope(Action::ViewMeasure).unwrap_or_else(|| Scope::of([]));
    Reach::of(&granted.actor, &view)
}

/// `POST …/contact`: shows whom to ask to somebody who may see it, once that is written down.
pub(super) async fn reveal(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((ledger, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let ledger = ledger::find(&ledger).ok_or(Problem::NotFound)?;
    let loaded = load(&app, ledger, id, (&granted, &Fields::default()), visit.lang).await?;
    if !granted.actor.may(Action::ViewPersonal, &loaded.entry.owner.path) {
        return Err(Problem::Forbidden);
    }
    let (entry, by, now) = (loaded.entry.clone(), granted.actor.account_id.clone(), app.clock.now());
    app.db.write(move |tx| commands::revealed(tx, ledger, &entry, (&by, now))).await?;
    shown(&visit, &granted, ledger, loaded, ("", true), (Fields::default(), Errors::new()))
}
