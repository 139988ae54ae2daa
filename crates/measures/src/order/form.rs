//! The form of a new order. What it does to earlier ones is chosen from those of the same province; there is no form that
//! changes an order.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use web::{
    App, Granted, Lang, Page, Problem, Visit,
    components::Choice,
    form::{Errors, Fields},
    render,
};

use super::{
    commands::{self, KINDS, New, Stop},
    rule::{Effect, What},
    show::short,
    store::{self, Kept},
    words,
};
use crate::{dated::Typed, entry::Owner, text::T};

/// Effects that a form has room for.
const EFFECTS: usize = 4;
/// Characters of a line and of the text.
const LINE: usize = 500;
const TEXT: usize = 100_000;

/// What the address asks for: an order that is to be amended, extended, repealed or corrected.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    what: String,
    target: String,
}

/// A row of the form: what is done to which order.
struct Row {
    n: usize,
    what: Vec<Choice>,
    target: Vec<Choice>,
    clauses: String,
    error: String,
}

#[derive(Template)]
#[template(path = "order/new.html")]
struct NewPage {
    page: Page,
    t: T,
    provinces: Vec<Choice>,
    only: Option<(String, String)>,
    kinds: Vec<Choice>,
    values: Fields,
    issued: Typed,
    from: Typed,
    to: Typed,
    rows: Vec<Row>,
    errors: Errors,
}

/// The provinces for which a person issues orders, and their orders.
struct Loaded {
    issuers: Vec<Owner>,
    known: Vec<Kept>,
}

async fn load(app: &App, granted: &Granted) -> Result<Loaded, Problem> {
    let scope = granted.scope.clone();
    let read = app.db.read(move |tx| {
        let issuers = store::issuers(tx, &scope)?;
        let mut known = Vec::new();
        for area in &issuers {
            known.extend(store::all(tx, Some(&area.id))?);
        }
        Ok::<_, db::Error>(Loaded { issuers, known })
    });
    let loaded = read.await?;
    // Only a province orders; whoever writes for another organisation has nothing to do here.
    if loaded.issuers.is_empty() { Err(Problem::Forbidden) } else { Ok(loaded) }
}

pub(super) async fn blank(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let loaded = load(&app, &granted).await?;
    let mut pairs =
        vec![("effects[0].what".to_owned(), asked.what), ("effects[0].target".to_owned(), asked.target.clone())];
    // A correction begins with the words that were entered wrongly.
    if pairs[0].1 == What::Corrects.code()
        && let Some(kept) = loaded.known.iter().find(|kept| kept.order.id == asked.target)
    {
        let id = asked.target.clone();
        if let Some((_, words)) = app.db.read(move |tx| store::words(tx, &id)).await? {
            let lang = visit.lang;
            let to = kept.order.to.map(|day| lang.date(day)).unwrap_or_default();
            let own = [
                ("kind", kept.order.kind.clone()),
                ("number", kept.order.number.clone()),
                ("title", kept.title.clone()),
                ("basis", words.basis),
                ("text", words.text),
                ("issued", lang.date(kept.order.issued)),
                ("from", lang.date(kept.order.from)),
                ("to", to),
            ];
            pairs.extend(own.map(|(name, value)| (name.to_owned(), value)));
        }
    }
    shown(&visit, &loaded, Fields::of(pairs), Errors::new())
}

fn shown(visit: &Visit, loaded: &Loaded, values: Fields, errors: Errors) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut page = visit.page(t.new_order()).crumb("/measures", t.measures()).crumb("/area-orders", t.orders());
    page = page.at(t.new_order());
    page.error_title = !errors.is_empty();
    let day = |name: &str| {
        let typed = Typed::read(values.raw(name), lang);
        Typed { error: errors.of(name).to_owned(), ..typed }
    };
    let named = |owner: &Owner| (owner.code.clone(), owner.name(lang).to_owned());
    let body = NewPage {
        t,
        only: match loaded.issuers.as_slice() {
            [only] => Some(named(only)),
            _ => None,
        },
        provinces: Choice::of(loaded.issuers.iter().map(named), &values.text("province")),
        kinds: Choice::of(KINDS.map(|kind| (kind, words::kind(t, kind))), &values.text("kind")),
        issued: day("issued"),
        from: day("from"),
        to: day("to"),
        rows: (0..EFFECTS).map(|n| row(n, loaded, &values, &errors, lang)).collect(),
        page,
        values,
        errors,
    };
    Ok((status, render(&body)?).into_response())
}

fn row(n: usize, loaded: &Loaded, values: &Fields, errors: &Errors, lang: Lang) -> Row {
    let t = T(lang);
    let name = |of: &str| format!("effects[{n}].{of}");
    let orders = loaded.known.iter().map(|kept| (kept.order.id.clone(), short(kept, lang)));
    Row {
        n,
        what: Choice::of(What::ALL.map(|what| (what.code(), words::what(t, what))), values.raw(&name("what"))),
        target: Choice::of(orders, values.raw(&name("target"))),
        clauses: values.text(&name("clauses")),
        error: errors.of(&name("target")).to_owned(),
    }
}

/// Reads what was typed, or says all that is wrong with it.
fn read(fields: &Fields, only: Option<&Owner>, lang: Lang, errors: &mut Errors) -> Option<New> {
    let t = T(lang);
    let mut day = |name: &str, needed: bool| {
        let typed = Typed::read(fields.raw(name), lang);
        match (&typed.error, typed.date) {
            (error, _) if !error.is_empty() => errors.add(name, error.clone()),
            (_, None) if needed => errors.add(name, t.needed()),
            _ => {}
        }
        typed.date
    };
    let (issued, from, to) = (day("issued", true), day("from", true), day("to", false));
    let kind = fields.text("kind");
    if !KINDS.contains(&kind.as_str()) {
        errors.add("kind", t.choose_one());
    }
    let mut text = |name: &str, most: usize| {
        let text = fields.text(name);
        if text.chars().count() > most {
            errors.add(name, t.too_long(most));
        }
        text
    };
    let (number, title, basis) = (text("number", LINE), text("title", LINE), text("basis", TEXT));
    let words = text("text", TEXT);
    let mut effects = Vec::new();
    for (n, row) in fields.numbered_rows("effects").into_iter().take(EFFECTS) {
        match (What::from_code(&row.text("what")), row.text("target")) {
            (_, target) if target.is_empty() => {}
            (None, _) => errors.add(format!("effects[{n}].target"), t.choose_what()),
            (Some(what), target) => {
                effects.push(Effect { target, what, clauses: row.text("clauses").chars().take(LINE).collect() })
            }
        }
    }
    let province = only.map_or_else(|| fields.text("province"), |only| only.code.clone());
    let (issued, from) = issued.zip(from).filter(|_| errors.is_empty())?;
    Some(New { province, kind, number, title, basis, text: words, issued, from, to, effects })
}

pub(super) async fn submit(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    fields: Fields,
) -> Result<Response, Problem> {
    let loaded = load(&app, &granted).await?;
    let only = match loaded.issuers.as_slice() {
        [only] => Some(only),
        _ => None,
    };
    let mut errors = Errors::new();
    let Some(new) = read(&fields, only, visit.lang, &mut errors) else {
        return shown(&visit, &loaded, fields, errors);
    };
    let (scope, by, now) = (granted.scope.clone(), granted.actor.account_id.clone(), app.clock.now());
    match app.db.write(move |tx| commands::record(tx, &new, &scope, (&by, now))).await {
        Ok(id) => Ok(Redirect::to(&format!("/area-orders/{id}?done=recorded")).into_response()),
        Err(Stop::Database(problem)) => Err(problem.into()),
        Err(Stop::NotYours) => {
            errors.add("province", T(visit.lang).choose_one());
            shown(&visit, &loaded, fields, errors)
        }
        Err(Stop::Rules(all)) => shown(&visit, &loaded, fields, words::refused(&all, visit.lang)),
    }
}
