//! The page of messages.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use documents::xlsx::Cell;
use web::{App, Granted, Lang, Page, Problem, Visit, components::Pager, form::Choice, render};

use super::{
    store::{self, Message},
    words::{KINDS, Words, kind, words},
};
use crate::{
    download::{self, Table},
    listing::{self, Filters},
    text::T,
    words as codes,
};

/// One message in words, in both languages.
struct MessageView {
    id: String,
    new: bool,
    code: String,
    name: String,
    kind: &'static str,
    state: String,
    words: Words,
    other: Words,
    at: String,
    by: String,
}

impl MessageView {
    fn of(message: &Message, lang: Lang) -> Self {
        let other = if lang == Lang::Th { Lang::En } else { Lang::Th };
        let arguments = serde_json::from_str(&message.arguments).unwrap_or_default();
        MessageView {
            id: message.id.clone(),
            new: !message.read,
            code: message.code.clone(),
            name: lang.name(&message.name_th, &message.name_en).to_owned(),
            kind: kind(lang, &message.kind),
            state: codes::status(lang, &message.state),
            words: words(lang, &message.kind, &arguments),
            other: words(other, &message.kind, &arguments),
            at: codes::moment(lang, Some(&message.created_at)),
            by: message.created_by.clone(),
        }
    }
}

#[derive(Template)]
#[template(path = "outbox/list.html")]
struct OutboxPage {
    page: Page,
    t: T,
    filters: Filters,
    ministries: Vec<Choice>,
    provinces: Vec<Choice>,
    kinds: Vec<Choice>,
    states: Vec<Choice>,
    /// Messages to the person's own organisations that are not read.
    unread: i64,
    other_lang: &'static str,
    messages: Vec<MessageView>,
    total: String,
    as_of: String,
    pager: Pager,
    csv: String,
    xlsx: String,
}

pub(super) async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(filters): Query<Filters>,
) -> Result<Response, Problem> {
    let (asked, scope) = (filters.clone(), granted.scope);
    let (total, found) = app.db.read(move |tx| store::list(tx, &asked, &scope, asked.window())).await?;
    let (lang, t, now) = (visit.lang, T(visit.lang), app.clock.now());
    if filters.is_download() {
        return download::answer(table(&found, lang), &filters.format, lang, visit.demonstration, now);
    }
    let body = OutboxPage {
        page: told(visit.page(t.messages()).at(t.messages()), t, &filters),
        t,
        ministries: listing::ministries(lang, &filters.ministry),
        provinces: listing::provinces(lang, &filters.province),
        kinds: KINDS.iter().map(|code| Choice::new(*code, kind(lang, code), *code == filters.kind)).collect(),
        states: vec![Choice::new(store::UNREAD, t.message_unread(), filters.status == store::UNREAD)],
        unread: visit.unread,
        other_lang: if lang == Lang::Th { "en" } else { "th" },
        messages: found.iter().map(|message| MessageView::of(message, lang)).collect(),
        total: lang.number(total),
        as_of: lang.moment(now),
        pager: filters.pager(lang, total, "/messages"),
        csv: format!("/messages{}", filters.with(&[("format", "csv")])),
        xlsx: format!("/messages{}", filters.with(&[("format", "xlsx")])),
        filters,
    };
    Ok(render(&body)?.into_response())
}

/// What was just done.
fn told(page: Page, t: T, filters: &Filters) -> Page {
    if filters.done == "read" { page.with_notice("ok", t.messages_read()) } else { page }
}

/// Opens a message: it is read, and leads on to what it is about.
pub(super) async fn open(
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Redirect, Problem> {
    let (scope, account, now) = (granted.scope, granted.actor.account_id, app.clock.now());
    let link = app
        .db
        .write(move |tx| {
            let link = store::link(tx, &id, &scope)?;
            if link.is_some() {
                web::message::opened(tx, &id, &account, now)?;
            }
            Ok::<_, db::Error>(link)
        })
        .await?
        .ok_or(Problem::NotFound)?;
    // Only addresses of this server are followed.
    let own = link.starts_with('/') && !link.starts_with("//");
    Ok(Redirect::to(if own { &link } else { "/messages" }))
}

/// All messages to one's own organisations are read.
pub(super) async fn read_all(granted: Granted, State(app): State<App>) -> Result<Redirect, Problem> {
    let (account, now) = (granted.actor.account_id, app.clock.now());
    app.db.write(move |tx| web::message::all_read(tx, &account, now)).await?;
    Ok(Redirect::to("/messages?done=read"))
}

fn table(found: &[Message], lang: Lang) -> Table {
    let t = T(lang);
    let row = |message: &Message| -> Vec<Cell> {
        let arguments = serde_json::from_str(&message.arguments).unwrap_or_default();
        let said = words(lang, &message.kind, &arguments);
        vec![
            message.code.as_str().into(),
            message.name_th.as_str().into(),
            message.kind.as_str().into(),
            message.state.as_str().into(),
            said.subject.into(),
            said.body.into(),
            message.link.as_str().into(),
            download::moment(Some(&message.created_at)),
            message.created_by.as_str().into(),
        ]
    };
    Table {
        name: "messages".into(),
        title: t.messages().into(),
        filters: Vec::new(),
        columns: vec![
            ("code", t.code()),
            ("name_th", t.name_th()),
            ("kind", t.message_kind()),
            ("state", t.state()),
            ("subject", t.subject()),
            ("body", t.content()),
            ("link", t.link()),
            ("created_at", t.created()),
            ("created_by", t.created_by()),
        ],
        rows: found.iter().map(row).collect(),
    }
}
