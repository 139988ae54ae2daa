//! Letters that were sent to an organisation through the system and wait to be received into its register.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use web::{Action, App, Granted, Lang, Page, Problem, Visit, form::Fields, render};

use super::{
    commands,
    store::{self, Arrived},
};
use crate::{
    letter::{self, edit::by, store as letters},
    reach::Reach,
    rules::Urgency,
    text::T,
    words::{self, lines},
};

/// Letters on a page.
const SIZE: usize = 50;

struct Line {
    id: String,
    subject: String,
    number: String,
    sender: String,
    sent: String,
    due: String,
    late: bool,
    urgency: &'static str,
    secrecy: &'static str,
}

fn line(one: &Arrived, reach: &Reach, lang: Lang, today: jiff::civil::Date) -> Line {
    let urgency = Urgency::from_code(&one.urgency).filter(|urgency| *urgency != Urgency::Ordinary);
    Line {
        id: one.id.clone(),
        subject: reach.words(&one.path, &one.subject),
        number: words::number(lang, &one.number),
        sender: lang.name(&one.sender_th, &one.sender_en).to_owned(),
        sent: lang.moment(one.sent_at),
        due: one
            .due_on
            .map(|day| format!("{} · {}", lang.short_date(day), lang.days_until(day, today)))
            .unwrap_or_default(),
        late: one.due_on.is_some_and(|day| day < today),
        urgency: urgency.map(|urgency| words::urgency(lang, urgency)).unwrap_or_default(),
        secrecy: if one.secrecy.is_classified() { words::secrecy(lang, one.secrecy) } else { "" },
    }
}

#[derive(Template)]
#[template(path = "circular/incoming.html")]
struct ListPage {
    page: Page,
    t: T,
    lines: Vec<Line>,
    next: String,
}

/// What the address asks for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    after: String,
    format: String,
}

pub(super) async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (lang, t, today) = (visit.lang, T(visit.lang), app.clock.today());
    let reach = Reach::of(&granted);
    let within = reach.clone();
    let mut found = app.db.read(move |tx| store::arrivals(tx, &within, &asked.after, SIZE + 1)).await?;
    let more = found.len() > SIZE;
    found.truncate(SIZE);
    let next = found.last().filter(|_| more).map(|last| format!("/incoming-letters?after={}", last.id));
    let body = ListPage {
        page: visit.page(t.incoming()).crumb("/letters", t.letters()).at(t.incoming()),
        t,
        lines: found.iter().map(|one| line(one, &reach, lang, today)).collect(),
        next: next.unwrap_or_default(),
    };
    Ok(render(&body)?.into_response())
}

#[derive(Template)]
#[template(path = "circular/arrived.html")]
struct ShowPage {
    page: Page,
    t: T,
    line: Line,
    to: String,
    body: Vec<String>,
    enclosures: Vec<String>,
    may_receive: bool,
}

pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (lang, t, today) = (visit.lang, T(visit.lang), app.clock.today());
    let reach = Reach::of(&granted);
    let within = reach.clone();
    let read = app.db.read(move |tx| match store::arrival(tx, &id, &within)? {
        Some(arrived) => Ok::<_, db::Error>(letters::any(tx, &arrived.letter_id)?.map(|letter| (arrived, letter))),
        None => Ok(None),
    });
    let (arrived, letter) = read.await?.ok_or(Problem::NotFound)?;
    if let Some(received) = &arrived.received_letter {
        return Ok(Redirect::to(&format!("/letters/{received}")).into_response());
    }
    let mut page = visit.page(t.arrived()).crumb("/letters", t.letters());
    page = page.crumb("/incoming-letters", t.incoming()).at(t.arrived());
    let body = ShowPage {
        page,
        t,
        line: line(&arrived, &reach, lang, today),
        to: format!("{} {}", letter.written.salutation, letter.written.addressee),
        body: lines(&reach.words(&arrived.path, &letter.written.body)),
        enclosures: lines(&letter.written.enclosures),
        may_receive: granted.actor.may(Action::KeepLetter, &arrived.path),
    };
    Ok(render(&body)?.into_response())
}

pub(super) async fn paper(
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (reach, today) = (Reach::of(&granted), app.clock.today());
    let read = app.db.read(move |tx| {
        let Some(arrived) = store::arrival(tx, &id, &reach)? else { return Ok(None) };
        let Some(mut letter) = letters::any(tx, &arrived.letter_id)? else { return Ok(None) };
        // What the sender's own desks did with it is not the receiver's to read.
        letter.received = None;
        let paper = letter::paper::sent_copy(tx, &letter, &arrived.path, &reach, today)?;
        Ok::<_, db::Error>(Some((paper, letter.number)))
    });
    let (paper, number) = read.await?.ok_or(Problem::NotFound)?;
    letter::paper::written(&app, paper, &asked.format, &number).await
}

pub(super) async fn receive(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (reach, by, desk) = (Reach::of(&granted), by(&visit, &granted, &app), fields.text("desk"));
    let received = app.db.write(move |tx| commands::receive(tx, &reach, &id, &desk, &by)).await;
    let received = received.map_err(|refused| refused.problem(visit.lang))?;
    Ok(Redirect::to(&format!("/letters/{received}?done=received")).into_response())
}
