//! The page on which a draft is confirmed: its items on one side, the lines of the paper on the other.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use web::{App, Granted, Lang, Page, Problem, Visit, form::Fields, render};

use super::commands::{self, Refused};
use crate::{
    figure::FigureView,
    paper::{
        items::{self, Body, Recommendation},
        show::{OpinionView, PaperView},
        store,
    },
    text::T,
    words,
};

/// What the address asks for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: String,
    n: String,
}

/// A body in words.
struct BodyView {
    role: &'static str,
    name: String,
    /// As printed, where that differs.
    printed: String,
    code: String,
    kind: &'static str,
    state: &'static str,
}

impl BodyView {
    fn of(body: &Body, lang: Lang) -> Self {
        let t = T(lang);
        let (kind, state) = match (body.code.is_empty(), body.group.is_empty()) {
            (false, _) => ("ok", t.body_known()),
            (true, false) => ("go", t.body_group()),
            (true, true) => ("warn", t.body_unknown()),
        };
        BodyView {
            role: match body.role.as_str() {
                "lead" => t.lead(),
                "with" => t.with(),
                _ => t.mentioned(),
            },
            name: body.name.clone(),
            printed: if body.printed == body.name { String::new() } else { body.printed.clone() },
            code: body.code.clone(),
            kind,
            state,
        }
    }
}

/// A recommendation of a draft in words.
struct DraftView {
    id: String,
    number: String,
    heading: String,
    text: String,
    edited: bool,
    line: usize,
    to_line: usize,
    cadence: &'static str,
    due: String,
    unsure: Vec<&'static str>,
    decision: &'static str,
    decision_kind: &'static str,
    bodies: Vec<BodyView>,
}

/// A decision in words with its tag.
pub(crate) fn decided(lang: Lang, decision: &str) -> (&'static str, &'static str) {
    let t = T(lang);
    match decision {
        "accepted" => ("ok", t.accepted()),
        "rejected" => ("off", t.rejected()),
        _ => ("warn", t.not_decided()),
    }
}

impl DraftView {
    fn of(item: &Recommendation, bodies: &[Body], lang: Lang) -> Self {
        let (decision_kind, decision) = decided(lang, &item.decision);
        DraftView {
            id: item.id.clone(),
            number: item.number.clone(),
            heading: item.heading.clone(),
            text: item.text.clone(),
            edited: item.text != item.printed,
            line: item.line,
            to_line: item.to_line,
            cadence: words::cadence(lang, &item.cadence),
            due: item.due_on.map(|day| lang.date(day)).unwrap_or_default(),
            unsure: item.unsure.iter().map(|code| words::unsure(lang, code)).collect(),
            decision,
            decision_kind,
            bodies: bodies.iter().filter(|b| b.recommendation_id == item.id).map(|b| BodyView::of(b, lang)).collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "confirmation/show.html")]
struct ConfirmPage {
    page: Page,
    t: T,
    paper: PaperView,
    lines: Vec<String>,
    items: Vec<DraftView>,
    opinions: Vec<(OpinionView, &'static str, &'static str)>,
    figures: Vec<FigureView>,
    warnings: Vec<(usize, String)>,
    open: String,
    refused: String,
}

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    shown(&visit, &app, id, &asked, None).await
}

async fn shown(visit: &Visit, app: &App, id: String, asked: &Asked, why: Option<Refused>) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let address = format!("/directives/{id}");
    let read = app.db.read(move |tx| {
        let Some(paper) = store::one(tx, &id)? else { return Ok(None) };
        let items = items::recommendations(tx, std::slice::from_ref(&id))?;
        let ids: Vec<String> = items.iter().map(|item| item.id.clone()).collect();
        let bodies = items::bodies(tx, &ids)?;
        let (opinions, figures) = (items::opinions(tx, &id)?, items::figures(tx, &id)?);
        Ok::<_, db::Error>(Some((paper, items, bodies, opinions, figures, store::text(tx, &id)?.unwrap_or_default())))
    });
    let (paper, items, bodies, opinions, figures, text) = read.await?.ok_or(Problem::NotFound)?;
    if paper.confirmed_at.is_some() && why.is_none() {
        return Ok(Redirect::to(&address).into_response());
    }
    let open = items.iter().filter(|item| item.decision.is_empty() && !item.unsure.is_empty()).count();
    let mut page = visit.page(t.confirm_paper()).crumb("/directives", t.directives()).at(t.confirm_paper());
    page = match asked.done.as_str() {
        "read" => page.with_notice("ok", t.done_read()),
        "known" => page.with_notice("warn", t.done_known()),
        "decided" => page.with_notice("ok", t.done_decided(asked.n.parse::<u32>().unwrap_or_default())),
        "corrected" => page.with_notice("ok", t.done_corrected()),
        _ => page,
    };
    let status = if why.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let told = |opinion: &items::Opinion| {
        let (kind, decision) = decided(lang, &opinion.decision);
        (OpinionView::of(opinion, lang), kind, decision)
    };
    let body = ConfirmPage {
        page,
        t,
        paper: PaperView::of(&paper, lang),
        lines: text.lines().map(str::to_owned).collect(),
        items: items.iter().map(|item| DraftView::of(item, &bodies, lang)).collect(),
        opinions: opinions.iter().map(told).collect(),
        figures: figures.iter().map(|figure| FigureView::of(figure, lang)).collect(),
        warnings: paper.warnings.iter().map(|(line, kind, about)| (*line, words::warning(lang, kind, about))).collect(),
        open: if open > 0 { t.still_open(lang.number(open as u64)) } else { String::new() },
        refused: why.map(|why| why.words(lang)).unwrap_or_default(),
    };
    Ok((status, render(&body)?).into_response())
}

pub(super) async fn decide(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    // A button beside one item names it: `accept:r:ID`.
    let (act, chosen) = match fields.raw("act").split_once(':') {
        Some((act, one)) => (act.to_owned(), vec![one.to_owned()]),
        None => (fields.raw("act").to_owned(), fields.all("chosen").map(str::to_owned).collect()),
    };
    if chosen.is_empty() || !["accept", "reject"].contains(&act.as_str()) {
        return Err(Problem::BadRequest(T(visit.lang).choose_items().into()));
    }
    let (by, now, paper) = (granted.actor.account_id, app.clock.now(), id.clone());
    let done = app.db.write(move |tx| commands::decide(tx, &paper, &chosen, act == "accept", &by, now)).await;
    let done = done.map_err(|refused| refused.problem(visit.lang))?;
    Ok(Redirect::to(&format!("/directives/{id}/confirm?done=decided&n={done}")).into_response())
}

pub(super) async fn confirm(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (by, now, paper) = (granted.actor.account_id, app.clock.now(), id.clone());
    match app.db.write(move |tx| commands::confirm(tx, &paper, &by, now)).await {
        Ok(()) => Ok(Redirect::to(&format!("/directives/{id}?done=confirmed")).into_response()),
        Err(why @ (Refused::Undecided(_) | Refused::Nothing)) => {
            shown(&visit, &app, id, &Asked::default(), Some(why)).await
        }
        Err(other) => Err(other.problem(visit.lang)),
    }
}
