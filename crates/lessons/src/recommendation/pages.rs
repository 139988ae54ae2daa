//! The recommendations of the years, one with what it rests on, a new one from chosen answers.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use db::{Scope, Tx};
use web::{
    Action, App, Granted, Lang, Page, Problem, Visit,
    form::{Errors, Fields},
    render,
};

use super::{
    commands::{self, Wanted},
    store::{self, Basis, Recommendation, Told},
};
use crate::{Refused, collection::store as collections, text::T, words};

struct Line {
    id: String,
    year: i32,
    heading: String,
    text: String,
    bodies: String,
    basis: String,
    written: String,
}

fn line(found: &Recommendation, lang: Lang) -> Line {
    let t = T(lang);
    Line {
        id: found.id.clone(),
        year: found.fiscal_year,
        heading: found.heading.clone(),
        text: found.text.clone(),
        bodies: found.bodies.clone(),
        basis: lang.number(found.basis),
        written: t.by_at(&found.written_by, lang.moment(found.written_at)),
    }
}

#[derive(Template)]
#[template(path = "recommendation/list.html")]
struct ListPage {
    page: Page,
    t: T,
    lines: Vec<Line>,
    may_collect: bool,
}

pub(super) async fn list(visit: Visit, granted: Granted, State(app): State<App>) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let all = app.db.read(store::all).await?;
    let body = ListPage {
        page: visit.page(t.recommendations()).crumb("/lessons", t.lessons()).at(t.recommendations()),
        t,
        lines: all.iter().map(|found| line(found, lang)).collect(),
        may_collect: granted.actor.may_somewhere(Action::CollectLessons),
    };
    Ok(render(&body)?.into_response())
}

/// An answer that a recommendation rests on, in words.
struct BasisView {
    value: String,
    href: String,
    name: String,
    question: String,
    words: String,
}

/// The answers within reach in words, and how many there are beside them.
fn views(tx: &mut Tx<'_>, all: &[Basis], scope: &Scope, lang: Lang) -> db::Result<(Vec<BasisView>, usize)> {
    let mut views = Vec::new();
    for basis in all {
        let Some(told) = store::told(tx, basis)?.filter(|told: &Told| scope.reaches(&told.path)) else { continue };
        let Some(collection) = collections::one(tx, &told.collection)? else { continue };
        let Some(asked) = collection.form.question(&told.basis.question).map(|found| found.question) else { continue };
        let value = questionnaire::Value::Many(told.values.clone());
        views.push(BasisView {
            value: told.basis.text(),
            href: format!("/lessons/collections/{}/organisations/{}", collection.id, told.code),
            name: lang.name(&told.name_th, &told.name_en).to_owned(),
            question: words::label(lang, &asked.label).to_owned(),
            words: crate::answer::answer_words(&collection.form, asked, &value, lang).join(" · "),
        });
    }
    let left = all.len() - views.len();
    Ok((views, left))
}

#[derive(Template)]
#[template(path = "recommendation/show.html")]
struct ShowPage {
    page: Page,
    t: T,
    line: Line,
    withdrawn: String,
    basis: Vec<BasisView>,
    left: String,
    may_collect: bool,
}

pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (lang, t, scope) = (visit.lang, T(visit.lang), granted.scope.clone());
    let read = app.db.read(move |tx| {
        let Some(found) = store::one(tx, &id)? else { return Ok(None) };
        let basis = store::basis(tx, &id)?;
        let (views, left) = views(tx, &basis, &scope, lang)?;
        Ok::<_, db::Error>(Some((found, views, left)))
    });
    let (found, basis, left) = read.await?.ok_or(Problem::NotFound)?;
    let page = visit.page(found.heading.clone()).crumb("/lessons", t.lessons());
    let body = ShowPage {
        page: page.crumb("/lessons/recommendations", t.recommendations()).at(found.heading.clone()),
        t,
        line: line(&found, lang),
        withdrawn: found.withdrawn_at.map(|at| lang.moment(at)).unwrap_or_default(),
        basis,
        left: if left > 0 { t.basis_left(lang.number(left)) } else { String::new() },
        may_collect: granted.actor.may_somewhere(Action::CollectLessons),
    };
    Ok(render(&body)?.into_response())
}

#[derive(Template)]
#[template(path = "recommendation/new.html")]
struct NewPage {
    page: Page,
    t: T,
    values: Fields,
    year: String,
    basis: Vec<BasisView>,
    errors: Errors,
}

pub(super) async fn form(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    // A name that repeats is not read by the extractor of queries.
    let query = query.unwrap_or_default();
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.replace("%3A", ":").replace("%3a", ":")));
    shown(&visit, &granted, &app, Fields::of(pairs), Errors::new()).await
}

async fn shown(
    visit: &Visit,
    granted: &Granted,
    app: &App,
    values: Fields,
    errors: Errors,
) -> Result<Response, Problem> {
    let (lang, t, scope) = (visit.lang, T(visit.lang), granted.scope.clone());
    let basis: Vec<Basis> = values.all("basis").filter_map(Basis::parse).take(500).collect();
    let (basis, _) = app.db.read(move |tx| views(tx, &basis, &scope, lang)).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = visit.page(t.new_recommendation()).crumb("/lessons", t.lessons());
    let mut page = page.crumb("/lessons/recommendations", t.recommendations()).at(t.new_recommendation());
    page.error_title = !errors.is_empty();
    let year = values.text("year");
    let year = if year.is_empty() { thai::date::fiscal_year(app.clock.today()).to_string() } else { year };
    Ok((status, render(&NewPage { page, t, year, basis, values, errors })?).into_response())
}

pub(super) async fn submit(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    fields: Fields,
) -> Result<Response, Problem> {
    let t = T(visit.lang);
    let typed = fields.text("year");
    let Some(fiscal_year) = thai::date::parse_fiscal_year(&typed) else {
        let mut errors = Errors::new();
        errors.add("year", t.refused_year(&typed));
        return shown(&visit, &granted, &app, fields, errors).await;
    };
    let wanted = Wanted {
        fiscal_year,
        heading: fields.text("heading"),
        text: fields.text("text"),
        bodies: fields.text("bodies"),
        basis: fields.all("basis").map(str::to_owned).collect(),
    };
    let (by, now) = (granted.actor.account_id.clone(), app.clock.now());
    match app.db.write(move |tx| commands::write(tx, &wanted, &by, now)).await {
        Ok(id) => Ok(Redirect::to(&format!("/lessons/recommendations/{id}")).into_response()),
        Err(refused @ Refused::Blank(_)) => {
            let errors = refused.errors(visit.lang);
            shown(&visit, &granted, &app, fields, errors).await
        }
        Err(refused) => Err(refused.problem(visit.lang)),
    }
}

pub(super) async fn withdraw(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (by, now) = (granted.actor.account_id, app.clock.now());
    let done = app.db.write(move |tx| commands::withdraw(tx, &id, &by, now)).await;
    done.map_err(|refused| refused.problem(visit.lang))?;
    Ok(Redirect::to("/lessons/recommendations").into_response())
}
