//! The pages of meetings: written down with their items, judged item by item, turned into the memo.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use web::{
    Action, App, Granted, Page, Problem, Visit,
    components::Choice,
    form::{Errors, Fields},
    render,
};

use super::{
    commands::{self, Addressed, NewMeeting},
    store::{self, Meeting},
};
use crate::{dated::Typed, letter::edit::by, office::store as offices, reach::Reach, text::T, words::lines};

/// Meetings of the list.
const SIZE: usize = 200;

struct Line {
    id: String,
    body: String,
    held: String,
    organisation: String,
    judged: String,
    kind: &'static str,
    word: &'static str,
}

fn line(meeting: &Meeting, visit: &Visit) -> Line {
    let (lang, t) = (visit.lang, T(visit.lang));
    let (kind, word) = match () {
        () if meeting.letter_id.is_some() => ("ok", t.meeting_turned()),
        () if meeting.items == meeting.judged => ("go", t.meeting_screened()),
        () => ("warn", t.meeting_open()),
    };
    Line {
        id: meeting.id.clone(),
        body: meeting.body.clone(),
        held: lang.date(meeting.held_on),
        organisation: lang.name(&meeting.name_th, &meeting.name_en).to_owned(),
        judged: t.judged_of(lang.number(meeting.judged), lang.number(meeting.items)),
        kind,
        word,
    }
}

#[derive(Template)]
#[template(path = "meeting/list.html")]
struct ListPage {
    page: Page,
    t: T,
    lines: Vec<Line>,
    may_keep: bool,
}

pub(super) async fn list(visit: Visit, granted: Granted, State(app): State<App>) -> Result<Response, Problem> {
    let t = T(visit.lang);
    let scope = granted.scope.clone();
    let found = app.db.read(move |tx| store::list(tx, &scope, SIZE)).await?;
    let body = ListPage {
        page: visit.page(t.meetings()).crumb("/letters", t.letters()).at(t.meetings()),
        t,
        lines: found.iter().map(|meeting| line(meeting, &visit)).collect(),
        may_keep: granted.actor.may_somewhere(Action::KeepLetter),
    };
    Ok(render(&body)?.into_response())
}

#[derive(Template)]
#[template(path = "meeting/new.html")]
struct NewPage {
    page: Page,
    t: T,
    organisations: Vec<Choice>,
    body: String,
    held_on: Typed,
    items: String,
    errors: Errors,
}

pub(super) async fn form(visit: Visit, granted: Granted, State(app): State<App>) -> Result<Response, Problem> {
    let values = (T(visit.lang).cabinet_body().to_owned(), Typed::default(), String::new());
    shown((&visit, &granted, &app), values, Errors::new()).await
}

async fn shown(
    (visit, granted, app): (&Visit, &Granted, &App),
    (body, held_on, items): (String, Typed, String),
    errors: Errors,
) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let scope = granted.scope.clone();
    let all = app.db.read(move |tx| offices::own(tx, &scope)).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut page = visit.page(t.new_meeting()).crumb("/letters", t.letters());
    page = page.crumb("/meetings", t.meetings()).at(t.new_meeting());
    page.error_title = !errors.is_empty();
    let name = |own: &offices::Own| (own.code.clone(), lang.name(&own.name_th, &own.name_en).to_owned());
    let organisations = Choice::of(all.iter().map(name), "");
    Ok((status, render(&NewPage { page, t, organisations, body, held_on, items, errors })?).into_response())
}

pub(super) async fn create(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let mut errors = Errors::new();
    let held_on = Typed::read(fields.raw("held_on"), lang);
    held_on.tell("held_on", &mut errors);
    if held_on.text.is_empty() {
        errors.add("held_on", t.field_needed());
    }
    let items: Vec<String> = lines(fields.raw("items")).iter().map(|line| thai::normalise::clean(line)).collect();
    let values = (fields.text("body"), held_on.clone(), fields.raw("items").to_owned());
    let Some(day) = held_on.date.filter(|_| errors.is_empty()) else {
        return shown((&visit, &granted, &app), values, errors).await;
    };
    let new = NewMeeting { body: fields.text("body"), held_on: day, items };
    let (scope, code, by) = (granted.scope.clone(), fields.text("organisation"), by(&visit, &granted, &app));
    match app.db.write(move |tx| commands::add(tx, &scope, &code, &new, &by)).await {
        Ok(id) => Ok(Redirect::to(&format!("/meetings/{id}")).into_response()),
        Err(why) => shown((&visit, &granted, &app), values, why.told(lang)?).await,
    }
}

struct ItemView {
    number: u32,
    subject: String,
    relevant: bool,
    not_relevant: bool,
    reason: String,
    judged: String,
    error: String,
}

#[derive(Template)]
#[template(path = "meeting/show.html")]
struct ShowPage {
    page: Page,
    t: T,
    line: Line,
    items: Vec<ItemView>,
    letter: String,
    is_whole: bool,
    may_keep: bool,
    units: Vec<Choice>,
    values: Fields,
    errors: Errors,
}

/// What the address asks for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: String,
}

pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    one((&visit, &granted, &app), id, &asked.done, (Fields::default(), Errors::new())).await
}

async fn one(
    (visit, granted, app): (&Visit, &Granted, &App),
    id: String,
    done: &str,
    (values, errors): (Fields, Errors),
) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let reach = Reach::of(granted);
    let read = app.db.read(move |tx| {
        let Some(meeting) = store::one(tx, &id, reach.scope())? else { return Ok(None) };
        let units = offices::units(tx, &meeting.organisation_id)?;
        let items = store::items(tx, &id)?;
        // The memo may have been classified since, and is then there only for who is cleared.
        let letter = match &meeting.letter_id {
            Some(letter) => crate::letter::store::one(tx, letter, &reach)?.map(|letter| letter.id),
            None => None,
        };
        Ok::<_, db::Error>(Some((meeting, items, units, letter)))
    });
    let (meeting, kept, units, letter) = read.await?.ok_or(Problem::NotFound)?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = format!("{} · {}", meeting.body, lang.date(meeting.held_on));
    let mut page = visit.page(title).crumb("/letters", t.letters()).crumb("/meetings", t.meetings()).at(t.meeting());
    page.error_title = !errors.is_empty();
    if done == "judged" {
        page = page.with_notice("ok", t.done_judged());
    }
    let view = |kept: &store::Kept| {
        let n = kept.item.number;
        let typed = values.text(&format!("rows[{n}].relevant"));
        let relevant = match typed.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => kept.item.relevant,
        };
        let reason = format!("rows[{n}].reason");
        ItemView {
            number: n,
            subject: kept.item.subject.clone(),
            relevant: relevant == Some(true),
            not_relevant: relevant == Some(false),
            reason: if values.has(&reason) { values.text(&reason) } else { kept.item.reason.clone() },
            judged: kept.judged_at.map(|at| t.by_at(&kept.judged_by, lang.moment(at))).unwrap_or_default(),
            error: errors.of(&reason).to_owned(),
        }
    };
    let body = ShowPage {
        page,
        t,
        line: line(&meeting, visit),
        items: kept.iter().map(view).collect(),
        letter: letter.unwrap_or_default(),
        is_whole: meeting.items == meeting.judged,
        may_keep: granted.actor.may(Action::KeepLetter, &meeting.path) && meeting.letter_id.is_none(),
        units: Choice::of(units.into_iter().map(|unit| (unit.id, unit.name)), values.raw("unit")),
        values,
        errors,
    };
    Ok((status, render(&body)?).into_response())
}

pub(super) async fn judge(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let judgement = |(number, row): (u32, Fields)| {
        let relevant = match row.raw("relevant") {
            "yes" => true,
            "no" => false,
            _ => return None,
        };
        Some((number, relevant, row.text("reason")))
    };
    let judgements: Vec<commands::Judgement> = fields.numbered_rows("rows").into_iter().filter_map(judgement).collect();
    let (scope, by, meeting) = (granted.scope.clone(), by(&visit, &granted, &app), id.clone());
    match app.db.write(move |tx| commands::judge(tx, &scope, &meeting, &judgements, &by)).await {
        Ok(_) => Ok(Redirect::to(&format!("/meetings/{id}?done=judged")).into_response()),
        Err(why) => one((&visit, &granted, &app), id, "", (fields, why.told(visit.lang)?)).await,
    }
}

pub(super) async fn memo(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let to = Addressed { addressee: fields.text("addressee"), unit_id: fields.optional("unit") };
    let (reach, by, meeting) = (Reach::of(&granted), by(&visit, &granted, &app), id.clone());
    match app.db.write(move |tx| commands::memo(tx, &reach, &meeting, &to, &by)).await {
        Ok(letter) => Ok(Redirect::to(&format!("/letters/{letter}?done=drafted")).into_response()),
        Err(why) => one((&visit, &granted, &app), id, "", (fields, why.told(visit.lang)?)).await,
    }
}
