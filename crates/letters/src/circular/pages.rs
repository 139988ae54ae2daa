//! What the own office sent, to how many, and who has acknowledged: counts that lead to the list, and the list as a file.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use db::Tx;
use documents::xlsx::Cell;
use serde::Deserialize;
use web::{App, Granted, Page, Problem, Visit, components::Choice, form::Fields, render};

use super::{
    commands,
    store::{self, Asked, Recipient},
};
use crate::{
    download::{self, Table},
    letter::{
        self,
        list::{Line, encoded},
        store::{self as letters, Letter},
    },
    office::store::Own,
    reach::Reach,
    text::T,
};

/// Letters, and recipients, on a page.
const SIZE: usize = 50;
/// Recipients in a file; more than any nation has organisations.
const MOST: usize = 250_000;

/// The own office with the reach of its letters alone.
pub(super) fn own(tx: &mut Tx<'_>, reach: &Reach) -> db::Result<Option<(Own, Reach)>> {
    let own = commands::sender(tx, reach.scope())?;
    Ok(own.map(|own| {
        let within = reach.within(&own.path);
        (own, within)
    }))
}

/// One letter that the own office sent.
pub(super) fn sent(tx: &mut Tx<'_>, id: &str, reach: &Reach) -> db::Result<Option<(Letter, Reach)>> {
    let Some((_, within)) = own(tx, reach)? else { return Ok(None) };
    let letter = letters::one(tx, id, &within)?.filter(|letter| letter.sent_at.is_some());
    Ok(letter.map(|letter| (letter, within)))
}

struct Row {
    line: Line,
    all: String,
    acknowledged: String,
    waiting: String,
    due: String,
}

#[derive(Template)]
#[template(path = "circular/list.html")]
struct ListPage {
    page: Page,
    t: T,
    office: String,
    rows: Vec<Row>,
    next: String,
}

/// What the address of the list asks for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    after: String,
    done: String,
}

pub(super) async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let reach = Reach::of(&granted);
    let read = app.db.read(move |tx| {
        let Some((own, within)) = own(tx, &reach)? else { return Ok(None) };
        let found = store::sent_out(tx, &within, &wanted.after, SIZE + 1)?;
        let more = found.len() > SIZE;
        let mut rows = Vec::new();
        let mut last = String::new();
        for (id, all, acknowledged) in found.into_iter().take(SIZE) {
            let Some(letter) = letters::one(tx, &id, &within)? else { continue };
            rows.push(Row {
                line: Line::of(&letter, &within, lang),
                all: lang.number(all),
                acknowledged: lang.number(acknowledged),
                waiting: lang.number(all - acknowledged),
                due: letter.due_on.map(|day| lang.short_date(day)).unwrap_or_default(),
            });
            last = id;
        }
        let next = if more { format!("/circulars?after={last}") } else { String::new() };
        Ok::<_, db::Error>(Some((lang.name(&own.name_th, &own.name_en).to_owned(), rows, next)))
    });
    let found = read.await?;
    let mut page = visit.page(t.circulars()).at(t.circulars());
    if wanted.done == "office" {
        page = page.with_notice("ok", t.done_saved());
    }
    let (office, rows, next) = found.unwrap_or_default();
    Ok(render(&ListPage { page, t, office, rows, next })?.into_response())
}

/// What the address of one asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filters {
    q: String,
    status: String,
    kind: String,
    after: String,
    format: String,
    done: String,
    n: String,
}

impl Filters {
    fn with(&self, id: &str, changes: &[(&str, &str)]) -> String {
        let pairs = [("q", self.q.as_str()), ("status", &self.status), ("kind", &self.kind)];
        let kept = pairs.iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
        let all: Vec<String> = kept
            .chain(changes)
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        format!("/circulars/{id}?{}", all.join("&"))
    }
}

struct Told {
    id: String,
    name: String,
    code: String,
    at: String,
    by: String,
    register: String,
    reminders: String,
    kind: &'static str,
    word: &'static str,
    waits: bool,
}

#[derive(Template)]
#[template(path = "circular/show.html")]
struct ShowPage {
    page: Page,
    t: T,
    line: Line,
    id: String,
    all: String,
    acknowledged: String,
    waiting: String,
    percent: String,
    links: [String; 3],
    due: String,
    is_secret: bool,
    asked: Filters,
    statuses: Vec<Choice>,
    kinds: Vec<Choice>,
    told: Vec<Told>,
    count: String,
    as_of: String,
    next: String,
    csv: String,
    xlsx: String,
}

pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Filters>,
) -> Result<Response, Problem> {
    let (lang, t, now) = (visit.lang, T(visit.lang), app.clock.now());
    let (reach, as_file) = (Reach::of(&granted), !asked.format.is_empty());
    let mut wanted = Asked {
        q: asked.q.clone(),
        status: asked.status.clone(),
        kind: asked.kind.clone(),
        after: asked.after.clone(),
    };
    if as_file {
        wanted.after = String::new();
    }
    let read = app.db.read(move |tx| {
        let Some((letter, within)) = sent(tx, &id, &reach)? else { return Ok(None) };
        let found = store::recipients(tx, &letter.id, &wanted, if as_file { MOST } else { SIZE + 1 })?;
        let counts = store::counts(tx, &letter.id)?;
        let whole = Asked { after: String::new(), ..wanted };
        let listed = store::count(tx, &letter.id, &whole)?;
        Ok::<_, db::Error>(Some((letter, within, (found, listed), counts)))
    });
    let (letter, within, (mut found, listed), (all, acknowledged)) = read.await?.ok_or(Problem::NotFound)?;
    if as_file {
        return download::answer(table(&found, t), &asked.format, lang, visit.demonstration, now);
    }
    let more = found.len() > SIZE;
    found.truncate(SIZE);
    let next = found.last().filter(|_| more).map(|last| asked.with(&letter.id, &[("after", &last.code)]));
    let mut page = visit.page(t.circular());
    page = page.crumb("/circulars", t.circulars()).at(t.circular());
    let n = || asked.n.parse::<u32>().unwrap_or_default();
    page = match asked.done.as_str() {
        "sent" => page.with_notice("ok", t.done_sent(n())),
        "reminded" => page.with_notice("ok", t.done_reminded(n())),
        _ => page,
    };
    let share = continuity::Share::new(u64::try_from(acknowledged).unwrap_or(0), u64::try_from(all).unwrap_or(0));
    let kinds = reference::List::kinds().entries().iter();
    let body = ShowPage {
        page,
        t,
        line: Line::of(&letter, &within, lang),
        all: lang.number(all),
        acknowledged: lang.number(acknowledged),
        waiting: lang.number(all - acknowledged),
        percent: share.percent().map(|percent| format!("{percent}%")).unwrap_or_default(),
        links: ["", "acknowledged", "waiting"].map(|status| Filters::default().with(&letter.id, &[("status", status)])),
        due: letter.due_on.map(|day| lang.short_date(day)).unwrap_or_default(),
        is_secret: letter.written.secrecy.is_classified(),
        statuses: Choice::of([("acknowledged", t.acknowledged()), ("waiting", t.not_acknowledged())], &asked.status),
        kinds: Choice::of(kinds.map(|kind| (kind.code.clone(), lang.pick(&kind.th, &kind.en).to_owned())), &asked.kind),
        told: found.iter().map(|one| told(one, lang)).collect(),
        count: lang.number(listed),
        as_of: lang.moment(now),
        next: next.unwrap_or_default(),
        csv: asked.with(&letter.id, &[("format", "csv")]),
        xlsx: asked.with(&letter.id, &[("format", "xlsx")]),
        id: letter.id,
        asked,
    };
    Ok(render(&body)?.into_response())
}

fn told(one: &Recipient, lang: web::Lang) -> Told {
    let (name, at, kind, word) = one.words(lang);
    Told {
        id: one.id.clone(),
        name,
        code: one.code.clone(),
        at,
        by: one.acknowledged_by.clone(),
        register: one.register.map(|number| lang.number(number)).unwrap_or_default(),
        reminders: if one.reminders > 0 { lang.number(one.reminders) } else { String::new() },
        kind,
        word,
        waits: one.acknowledged_at.is_none(),
    }
}

fn table(all: &[Recipient], t: T) -> Table {
    let row = |one: &Recipient| -> Vec<Cell> {
        vec![
            one.code.as_str().into(),
            one.name_th.as_str().into(),
            one.name_en.as_str().into(),
            one.kind.as_str().into(),
            one.sent_at.to_string().into(),
            one.acknowledged_at.map_or(Cell::Blank, |at| at.to_string().into()),
            one.acknowledged_by.as_str().into(),
            one.register.map_or(Cell::Blank, |number| Cell::Int(number.into())),
            Cell::Int(one.reminders),
        ]
    };
    Table {
        name: "circular".into(),
        title: t.recipients().into(),
        columns: vec![
            ("code", t.column_code()),
            ("name_th", t.organisation()),
            ("name_en", t.column_name_en()),
            ("kind", t.column_kind()),
            ("sent_at", t.sent()),
            ("acknowledged_at", t.acknowledged_when()),
            ("acknowledged_by", t.acknowledged_by()),
            ("register_number", t.column_register()),
            ("reminders", t.reminders()),
        ],
        rows: all.iter().map(row).collect(),
    }
}

/// What the address of a paper asks for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Format {
    format: String,
}

pub(super) async fn paper(
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Format>,
) -> Result<Response, Problem> {
    let (reach, today) = (Reach::of(&granted), app.clock.today());
    let read = app.db.read(move |tx| match sent(tx, &id, &reach)? {
        Some((letter, within)) => {
            let paper = letter::paper::document(tx, &letter, &within, today)?;
            Ok::<_, db::Error>(Some((paper, letter.number)))
        }
        None => Ok(None),
    });
    let (paper, number) = read.await?.ok_or(Problem::NotFound)?;
    letter::paper::written(&app, paper, &asked.format, &number).await
}

pub(super) async fn remind(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let chosen: Option<Vec<String>> =
        (fields.raw("act") != "all").then(|| fields.all("chosen").map(str::to_owned).collect());
    if chosen.as_ref().is_some_and(Vec::is_empty) {
        return Err(Problem::BadRequest(T(visit.lang).choose_recipients().into()));
    }
    let by = crate::office::commands::By {
        account: granted.actor.account_id.clone(),
        now: app.clock.now(),
        lang: visit.lang,
    };
    let (reach, letter) = (Reach::of(&granted), id.clone());
    let told = app.db.write(move |tx| {
        let (_, within) = own(tx, &reach)?.ok_or(crate::refused::Refused::NotFound)?;
        commands::remind(tx, &within, &letter, chosen.as_deref(), &by)
    });
    let told = told.await.map_err(|refused| refused.problem(visit.lang))?;
    Ok(Redirect::to(&format!("/circulars/{id}?status=waiting&done=reminded&n={told}")).into_response())
}
