//! One paper: its clauses, its recommendations with what became of them as of any day, its opinions.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use web::{Action, App, Granted, Lang, Page, Problem, Visit, render};

use super::{
    commands::found,
    items::{self, Opinion},
    store::{self, Clause, Directive},
};
use crate::{
    dated::AsOf,
    download,
    following::{
        store::histories,
        view::{self, ItemView},
    },
    text::T,
};

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    as_of: String,
    done: String,
}

/// A paper in words.
pub(crate) struct PaperView {
    pub id: String,
    pub title: String,
    pub subject: String,
    pub cabinet: String,
    pub number: String,
    pub dated: String,
    pub relayed: String,
    pub urgency: String,
    pub filename: String,
    pub read: String,
    pub confirmed: String,
}

impl PaperView {
    pub(crate) fn of(paper: &Directive, lang: Lang) -> Self {
        let t = T(lang);
        PaperView {
            id: paper.id.clone(),
            title: if paper.title.is_empty() { t.no_title().to_owned() } else { paper.title.clone() },
            subject: paper.subject.clone(),
            cabinet: paper.cabinet_date.map_or_else(|| t.no_date().to_owned(), |day| lang.date(day)),
            number: paper.document_number.clone(),
            dated: paper.document_date.map(|day| lang.date(day)).unwrap_or_default(),
            relayed: paper.relayed_by.clone(),
            urgency: paper.urgency.clone(),
            filename: paper.filename.clone(),
            read: t.by_at(&paper.imported_by, lang.moment(paper.imported_at)),
            confirmed: paper
                .confirmed_at
                .map(|at| t.by_at(paper.confirmed_by.clone().unwrap_or_default(), lang.moment(at)))
                .unwrap_or_default(),
        }
    }
}

/// An opinion in words.
pub(crate) struct OpinionView {
    pub id: String,
    pub body: String,
    pub kind: &'static str,
    pub text: String,
    pub line: usize,
    pub answer: String,
    pub answered: String,
}

impl OpinionView {
    pub(crate) fn of(opinion: &Opinion, lang: Lang) -> Self {
        let t = T(lang);
        OpinionView {
            id: opinion.id.clone(),
            body: opinion.name.clone(),
            kind: if opinion.kind == "suggestion" { t.suggestion() } else { t.opinion() },
            text: opinion.text.clone(),
            line: opinion.line,
            answer: opinion.answer.clone(),
            answered: opinion.answered_at.map(|at| lang.moment(at)).unwrap_or_default(),
        }
    }
}

#[derive(Template)]
#[template(path = "paper/show.html")]
struct ShowPage {
    page: Page,
    t: T,
    paper: PaperView,
    draft: bool,
    as_of: AsOf,
    groups: Vec<(String, String, Vec<ItemView>)>,
    opinions: Vec<OpinionView>,
    figures: usize,
    may_follow: bool,
}

pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (lang, t, now) = (visit.lang, T(visit.lang), app.clock.now());
    let as_of = AsOf::read(&asked.as_of, lang, now);
    let may_follow = granted.actor.may_somewhere(Action::FollowDirective);
    let (at, scope) = (as_of.at, granted.scope);
    let read = app.db.read(move |tx| {
        let Some(paper) = found(tx, &id, may_follow)? else { return Ok(None) };
        let all = items::recommendations(tx, std::slice::from_ref(&paper.id))?;
        let all: Vec<_> = all.into_iter().filter(|item| item.decision != "rejected").collect();
        let ids: Vec<String> = all.iter().map(|item| item.id.clone()).collect();
        let bodies = items::bodies(tx, &ids)?;
        let told = histories(tx, &all)?;
        let views: Vec<ItemView> =
            all.iter().map(|item| ItemView::of(item, &bodies, &told, &scope, lang, at)).collect();
        let opinions = items::opinions(tx, &paper.id)?;
        let figures = items::figures(tx, &paper.id)?.len();
        let clauses = store::clauses(tx, &paper.id)?;
        Ok::<_, db::Error>(Some((paper, views, opinions, figures, clauses)))
    });
    let (paper, views, opinions, figures, clauses) = read.await?.ok_or(Problem::NotFound)?;
    let draft = paper.confirmed_at.is_none();
    if draft && asked.done.is_empty() {
        return Ok(Redirect::to(&format!("/directives/{}/confirm", paper.id)).into_response());
    }
    let mut page = visit.page(PaperView::of(&paper, lang).title).crumb("/directives", t.directives()).at(t.paper());
    if asked.done == "confirmed" {
        page = page.with_notice("ok", t.done_confirmed());
    }
    let body = ShowPage {
        page,
        t,
        paper: PaperView::of(&paper, lang),
        draft,
        as_of,
        groups: grouped(views, &clauses),
        opinions: opinions.iter().filter(|o| o.decision != "rejected").map(|o| OpinionView::of(o, lang)).collect(),
        figures,
        may_follow,
    };
    Ok(render(&body)?.into_response())
}

/// Recommendations under the clause that they stand in, in the order of the paper.
fn grouped(views: Vec<ItemView>, clauses: &[Clause]) -> Vec<(String, String, Vec<ItemView>)> {
    let texts: HashMap<&str, &str> =
        clauses.iter().rev().map(|clause| (clause.number.as_str(), clause.text.as_str())).collect();
    let mut groups: Vec<(String, String, Vec<ItemView>)> = Vec::new();
    for item in views {
        match groups.last_mut().filter(|(number, ..)| *number == item.number) {
            Some((.., items)) => items.push(item),
            None => {
                let text = texts.get(item.number.as_str()).map(|text| view::short(text, 160)).unwrap_or_default();
                groups.push((item.number.clone(), text, vec![item]));
            }
        }
    }
    groups
}

pub(super) async fn original(State(app): State<App>, Path(id): Path<String>) -> Result<Response, Problem> {
    let (name, bytes) = app.db.read(move |tx| store::original(tx, &id)).await?.ok_or(Problem::NotFound)?;
    let name: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' }).collect();
    let name = if name.is_empty() { "paper.txt".to_owned() } else { name };
    Ok(download::file(bytes, "application/octet-stream", &name))
}
