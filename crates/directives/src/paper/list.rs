//! The list of papers with what became of each, as of any day.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use db::Tx;
use directive::follow::{Status, standing};
use jiff::Timestamp;
use serde::Deserialize;
use web::{Action, App, Granted, Lang, Page, Problem, Visit, components::Choice, render};

use super::{
    export, items,
    store::{self, Directive},
};
use crate::{
    dated::{AsOf, Typed},
    download,
    following::store::histories,
    text::T,
};

/// Papers on a page.
const SIZE: usize = 50;
/// Papers that are looked through when only some states are wanted, and that a file has.
const MOST: usize = 2_000;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    status: String,
    from: String,
    to: String,
    as_of: String,
    after: String,
    format: String,
}

/// A paper and how many of its accepted recommendations stand where at an instant.
pub(crate) struct Counted {
    pub directive: Directive,
    /// In the order of [`crate::words::STATUSES`].
    pub counts: Vec<(Status, usize)>,
    pub total: usize,
    pub closed: usize,
}

impl Counted {
    /// `draft`, `open` or `closed`.
    pub(crate) fn state(&self, at: Timestamp) -> &'static str {
        match self.directive.confirmed_at {
            Some(confirmed) if confirmed <= at && self.total > 0 && self.closed == self.total => "closed",
            Some(confirmed) if confirmed <= at => "open",
            _ => "draft",
        }
    }
}

/// Counts the recommendations of papers by where they stand.
pub(crate) fn counted(tx: &mut Tx<'_>, papers: Vec<Directive>, at: Timestamp) -> db::Result<Vec<Counted>> {
    let ids: Vec<String> = papers.iter().map(|paper| paper.id.clone()).collect();
    let mut all = Vec::new();
    for some in ids.chunks(400) {
        all.extend(items::recommendations(tx, some)?.into_iter().filter(|item| item.decision != "rejected"));
    }
    let told = histories(tx, &all)?;
    let stands: Vec<(&str, Status)> =
        all.iter().map(|item| (item.directive_id.as_str(), standing(&told.of(&item.id), at).status)).collect();
    let of = |directive: Directive| {
        let own: Vec<Status> = stands.iter().filter(|(id, _)| *id == directive.id).map(|(_, status)| *status).collect();
        let count = |status: Status| own.iter().filter(|held| **held == status).count();
        Counted {
            counts: crate::words::STATUSES
                .map(|status| (status, count(status)))
                .into_iter()
                .filter(|c| c.1 > 0)
                .collect(),
            total: own.len(),
            closed: count(Status::Closed),
            directive,
        }
    };
    Ok(papers.into_iter().map(of).collect())
}

struct Line {
    id: String,
    title: String,
    number: String,
    date: String,
    state: &'static str,
    state_kind: &'static str,
    progress: String,
    counts: Vec<(&'static str, &'static str, String)>,
}

impl Line {
    fn of(counted: &Counted, lang: Lang, at: Timestamp) -> Self {
        let (t, paper) = (T(lang), &counted.directive);
        let (state_kind, state) = match counted.state(at) {
            "closed" => ("ok", t.paper_closed()),
            "open" => ("go", t.paper_open()),
            _ => ("off", t.paper_draft()),
        };
        let count = |(status, n): &(Status, usize)| {
            (crate::words::status_kind(*status), crate::words::status(lang, *status), lang.number(*n as u64))
        };
        Line {
            id: paper.id.clone(),
            title: if paper.title.is_empty() { t.no_title().to_owned() } else { paper.title.clone() },
            number: paper.document_number.clone(),
            date: paper.cabinet_date.map(|day| lang.short_date(day)).unwrap_or_default(),
            state,
            state_kind,
            progress: t.closed_of(lang.number(counted.closed as u64), lang.number(counted.total as u64)),
            counts: counted.counts.iter().map(count).collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "paper/list.html")]
struct ListPage {
    page: Page,
    t: T,
    asked: Asked,
    from: Typed,
    to: Typed,
    as_of: AsOf,
    statuses: Vec<Choice>,
    lines: Vec<Line>,
    count: String,
    next: String,
    csv: String,
    xlsx: String,
    may_follow: bool,
}

impl Asked {
    fn with(&self, more: &str) -> String {
        let pairs =
            [("q", &self.q), ("status", &self.status), ("from", &self.from), ("to", &self.to), ("as_of", &self.as_of)];
        let mut out: Vec<String> =
            pairs.iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| format!("{k}={}", encoded(v))).collect();
        out.push(more.to_owned());
        format!("/directives?{}", out.join("&"))
    }
}

/// A value as it stands in an address.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

pub(super) async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (lang, t, now) = (visit.lang, T(visit.lang), app.clock.now());
    let as_of = AsOf::read(&asked.as_of, lang, now);
    let (from, to) = (Typed::read(&asked.from, lang), Typed::read(&asked.to, lang));
    let may_follow = granted.actor.may_somewhere(Action::FollowDirective);
    let wanted = store::Asked {
        q: asked.q.clone(),
        from: from.date,
        to: to.date,
        drafts: may_follow,
        until: (as_of.at < now).then_some(as_of.at),
        after: asked.after.clone(),
    };
    let most = if asked.status.is_empty() && asked.format.is_empty() { SIZE + 1 } else { MOST };
    let at = as_of.at;
    let found = app
        .db
        .read(move |tx| {
            let papers = store::list(tx, &wanted, most)?;
            counted(tx, papers, at)
        })
        .await?;
    let mut found: Vec<Counted> =
        found.into_iter().filter(|one| asked.status.is_empty() || one.state(at) == asked.status).collect();
    if !asked.format.is_empty() {
        let table = export::papers(&found, lang, at);
        return download::answer(table, &asked.format, lang, visit.demonstration, now);
    }
    let more = most == SIZE + 1 && found.len() > SIZE;
    found.truncate(if most == MOST { MOST } else { SIZE });
    let next = found
        .last()
        .filter(|_| more)
        .map(|last| asked.with(&format!("after={}", encoded(&store::key(&last.directive)))));
    let states = [("draft", t.paper_draft()), ("open", t.paper_open()), ("closed", t.paper_closed())];
    let body = ListPage {
        page: visit.page(t.directives()).at(t.directives()),
        statuses: Choice::of(states, &asked.status),
        lines: found.iter().map(|one| Line::of(one, lang, at)).collect(),
        count: lang.number(found.len() as u64),
        next: next.unwrap_or_default(),
        csv: asked.with("format=csv"),
        xlsx: asked.with("format=xlsx"),
        t,
        asked,
        from,
        to,
        as_of,
        may_follow,
    };
    Ok(render(&body)?.into_response())
}
