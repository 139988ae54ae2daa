//! What the organisations within reach are told to do, and where each stands: the page of an addressed organisation.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use db::{Scope, Tx};
use directive::follow::Status;
use jiff::Timestamp;
use serde::Deserialize;
use web::{App, Granted, Lang, Page, Problem, Visit, components::Choice, render};

use super::{
    store::{self, histories},
    view::ItemView,
};
use crate::{
    dated::AsOf,
    paper::{
        items::{self, Recommendation},
        store as papers,
    },
    text::T,
    words::{self, code},
};

/// Recommendations that are shown.
const MOST: usize = 500;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub status: String,
    pub as_of: String,
}

/// A recommendation with its paper's title.
pub(super) struct Line {
    pub item: ItemView,
    pub paper: String,
    pub paper_id: String,
}

#[derive(Template)]
#[template(path = "following/mine.html")]
struct MinePage {
    page: Page,
    t: T,
    as_of: AsOf,
    statuses: Vec<Choice>,
    lines: Vec<Line>,
    count: String,
}

/// The recommendations that address an organisation within reach, the newest first.
pub(super) fn lines(tx: &mut Tx<'_>, scope: &Scope, lang: Lang, at: Timestamp) -> db::Result<Vec<Line>> {
    let mut found: Vec<Recommendation> = Vec::new();
    for id in store::addressed(tx, scope, MOST)? {
        found.extend(items::one(tx, &id)?);
    }
    let ids: Vec<String> = found.iter().map(|item| item.id.clone()).collect();
    let (bodies, told) = (items::bodies(tx, &ids)?, histories(tx, &found)?);
    let mut lines = Vec::with_capacity(found.len());
    for item in &found {
        let paper = papers::one(tx, &item.directive_id)?.map(|paper| paper.title).unwrap_or_default();
        let view = ItemView::of(item, &bodies, &told, scope, lang, at);
        lines.push(Line { item: view, paper, paper_id: item.directive_id.clone() });
    }
    Ok(lines)
}

pub(super) async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let as_of = AsOf::read(&asked.as_of, lang, app.clock.now());
    let (scope, at) = (granted.scope, as_of.at);
    let mut lines = app.db.read(move |tx| lines(tx, &scope, lang, at)).await?;
    lines.retain(|line| line.item.standing > Status::Confirmed);
    lines.retain(|line| asked.status.is_empty() || code(&line.item.standing) == asked.status);
    let states = words::STATUSES.into_iter().filter(|status| *status > Status::Confirmed);
    let states: Vec<(String, &str)> = states.map(|status| (code(&status), words::status(lang, status))).collect();
    let body = MinePage {
        page: visit.page(t.assignments()).at(t.assignments()),
        t,
        as_of,
        statuses: Choice::of(states, &asked.status),
        count: lang.number(lines.len() as u64),
        lines,
    };
    Ok(render(&body)?.into_response())
}
