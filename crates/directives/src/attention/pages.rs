//! The page of what needs chasing.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use db::Scope;
use directive::follow::Attention;
use serde::Deserialize;
use web::{
    App, Granted, Lang, Page, Problem, Visit,
    components::Choice,
    form::{Errors, Fields},
    render,
};

use super::commands::{self, why};
use crate::{
    dated::AsOf,
    following::view::{ItemView, share_words},
    paper::{items, store},
    text::T,
    words,
};

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    why: String,
    as_of: String,
    done: String,
    n: String,
}

struct Line {
    item: ItemView,
    paper: String,
    reasons: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "attention/list.html")]
struct ListPage {
    page: Page,
    t: T,
    as_of: AsOf,
    reasons: Vec<Choice>,
    lines: Vec<Line>,
    count: String,
    days: String,
    errors: Errors,
}

const REASONS: [&str; 6] =
    ["overdue", "silent", "nobody_acts", "done_but_not_all", "done_without_evidence", "went_back"];

fn reason(lang: Lang, found: &Attention) -> (&'static str, String) {
    let words = words::why(lang, why(found));
    let more = match found {
        Attention::Silent { since } => lang.short_date(thai::date::bangkok_date(*since)),
        Attention::DoneButNotAll { counted, .. } => share_words(lang, counted.n, counted.d).unwrap_or_default(),
        Attention::WentBack { from, to, .. } => {
            format!("{}/{} → {}/{}", lang.number(from.n), lang.number(from.d), lang.number(to.n), lang.number(to.d))
        }
        _ => String::new(),
    };
    let kind = if matches!(found, Attention::Overdue | Attention::NobodyActs) { "bad" } else { "warn" };
    (kind, if more.is_empty() { words.to_owned() } else { format!("{words}: {more}") })
}

pub(super) async fn list(
    visit: Visit,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    shown(&visit, &app, &asked, Errors::new()).await
}

async fn shown(visit: &Visit, app: &App, asked: &Asked, errors: Errors) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let as_of = AsOf::read(&asked.as_of, lang, app.clock.now());
    let (at, wanted) = (as_of.at, asked.why.clone());
    let read = app.db.read(move |tx| {
        let (mut chased, told) = commands::all(tx, at)?;
        chased.retain(|one| wanted.is_empty() || one.why.iter().any(|found| why(found) == wanted));
        let ids: Vec<String> = chased.iter().map(|one| one.item.id.clone()).collect();
        let mut bodies = Vec::new();
        for some in ids.chunks(400) {
            bodies.extend(items::bodies(tx, some)?);
        }
        let mut titles: HashMap<String, String> = HashMap::new();
        for one in &chased {
            if !titles.contains_key(&one.item.directive_id) {
                let paper = store::one(tx, &one.item.directive_id)?.map(|paper| paper.title).unwrap_or_default();
                titles.insert(one.item.directive_id.clone(), paper);
            }
        }
        let line = |one: &commands::Chased| Line {
            item: ItemView::of(&one.item, &bodies, &told, &Scope::nation(), lang, at),
            paper: titles.get(&one.item.directive_id).cloned().unwrap_or_default(),
            reasons: one.why.iter().map(|found| reason(lang, found)).collect(),
        };
        let lines: Vec<Line> = chased.iter().map(line).collect();
        Ok::<_, db::Error>((lines, commands::rhythm(tx)?))
    });
    let (lines, rhythm) = read.await?;
    let mut page = visit.page(t.attention()).crumb("/directives", t.directives()).at(t.attention());
    page = match asked.done.as_str() {
        "reminded" => page.with_notice("ok", t.done_reminded(asked.n.parse::<u32>().unwrap_or_default())),
        "rhythm" => page.with_notice("ok", t.done_rhythm()),
        _ => page,
    };
    let body = ListPage {
        page,
        t,
        as_of,
        reasons: Choice::of(REASONS.map(|code| (code, words::why(lang, code))), &asked.why),
        count: lang.number(lines.len() as u64),
        lines,
        days: rhythm.periodic_days.map(|days| days.to_string()).unwrap_or_default(),
        errors,
    };
    Ok(render(&body)?.into_response())
}

pub(super) async fn remind(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    fields: Fields,
) -> Result<Response, Problem> {
    let chosen: Vec<String> = fields.all("chosen").map(str::to_owned).collect();
    if chosen.is_empty() {
        return Err(Problem::BadRequest(T(visit.lang).choose_items().into()));
    }
    let (by, now) = (granted.actor.account_id, app.clock.now());
    let queued = app.db.write(move |tx| commands::remind(tx, &chosen, &by, now)).await;
    let queued = queued.map_err(|refused| refused.problem(visit.lang))?;
    Ok(Redirect::to(&format!("/directive-attention?done=reminded&n={queued}")).into_response())
}

pub(super) async fn rhythm(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    fields: Fields,
) -> Result<Response, Problem> {
    let typed = thai::digits::to_arabic(&fields.text("days"));
    let days = if typed.is_empty() { Ok(None) } else { typed.parse::<u16>().map(Some) };
    let Ok(days) = days.map(|days| days.filter(|days| *days > 0)) else {
        let mut errors = Errors::new();
        errors.add("days", T(visit.lang).not_a_count(&typed));
        let page = shown(&visit, &app, &Asked::default(), errors).await?;
        return Ok((axum::http::StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let (by, now) = (granted.actor.account_id, app.clock.now());
    app.db.write(move |tx| commands::set_rhythm(tx, days, &by, now)).await?;
    Ok(Redirect::to("/directive-attention?done=rhythm").into_response())
}
