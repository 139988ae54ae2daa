//! Who has answered and who has not; reminders to those who have not; the list as a file.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use documents::xlsx::Cell;
use serde::Deserialize;
use web::{Action, App, Granted, Lang, Page, Problem, Visit, components::Choice, form::Fields, render};

use super::{
    commands::{self, Whom},
    pages::{CollectionView, loaded, tabs},
    store::Member,
};
use crate::{
    download::{self, Table},
    text::T,
    words,
};

/// Organisations shown on the page; a file has all.
const SHOWN: usize = 1_000;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    status: String,
    unit: String,
    format: String,
}

impl Asked {
    fn fits(&self, member: &Member) -> bool {
        let standing = member.standing();
        let status = match self.status.as_str() {
            "" => true,
            "owing" => member.owes(),
            wanted => standing == wanted,
        };
        let text = thai::normalise::fold(&format!(
            "{} {} {} {} {}",
            member.code, member.name_th, member.name_en, member.unit_th, member.unit_en
        ));
        let found = thai::normalise::fold(&self.q).split_whitespace().all(|word| text.contains(word));
        status && found && (self.unit.is_empty() || member.unit == self.unit)
    }

    fn with(&self, id: &str, format: &str) -> String {
        let pairs = [("q", &self.q), ("status", &self.status), ("unit", &self.unit)];
        let mut out = vec![format!("format={format}")];
        out.extend(pairs.iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| format!("{k}={}", words::encoded(v))));
        format!("/lessons/collections/{id}/members?{}", out.join("&"))
    }
}

struct Line {
    code: String,
    name: String,
    unit: String,
    standing_kind: &'static str,
    standing: &'static str,
    when: String,
    reminded: String,
    owes: bool,
}

fn line(member: &Member, lang: Lang) -> Line {
    let (standing_kind, standing) = words::standing(lang, member.standing());
    let when = match member.standing() {
        "handed_in" => member.handed_at,
        "returned" => member.returned_at,
        _ => member.saved_at,
    };
    Line {
        code: member.code.clone(),
        name: lang.name(&member.name_th, &member.name_en).to_owned(),
        unit: lang.name(&member.unit_th, &member.unit_en).to_owned(),
        standing_kind,
        standing,
        when: when.map(|at| lang.moment(at)).unwrap_or_default(),
        reminded: member.reminded_at.map(|at| lang.moment(at)).unwrap_or_default(),
        owes: member.owes(),
    }
}

#[derive(Template)]
#[template(path = "collection/members.html")]
struct MembersPage {
    page: Page,
    t: T,
    view: CollectionView,
    tabs: Vec<(String, &'static str, bool)>,
    asked: Asked,
    statuses: Vec<Choice>,
    units: Vec<Choice>,
    lines: Vec<Line>,
    count: String,
    as_of: String,
    csv: String,
    xlsx: String,
    may_remind: bool,
}

pub(super) async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (lang, t, now) = (visit.lang, T(visit.lang), app.clock.now());
    let (collection, members) = loaded(&app, id, granted.scope.clone()).await?;
    let found: Vec<&Member> = members.iter().filter(|member| asked.fits(member)).collect();
    if !asked.format.is_empty() {
        let name = format!("lessons-{}-{}-members", collection.fiscal_year, collection.part);
        return download::answer(table(&found, name, lang), &asked.format, lang, visit.demonstration, now);
    }
    let view = CollectionView::of(&collection, lang);
    let states = ["owing", "not_started", "drafting", "returned", "handed_in"];
    let state = |code: &str| if code == "owing" { t.owing() } else { words::standing(lang, code).1 };
    let mut units: Vec<(String, String)> = Vec::new();
    for member in &members {
        if units.last().is_none_or(|(code, _)| *code != member.unit) {
            units.push((member.unit.clone(), lang.name(&member.unit_th, &member.unit_en).to_owned()));
        }
    }
    let body = MembersPage {
        page: view.framed(&visit, t.tab_members()),
        t,
        tabs: tabs(&view.id, lang, 1),
        statuses: Choice::of(states.map(|code| (code, state(code))), &asked.status),
        units: Choice::of(units, &asked.unit),
        lines: found.iter().take(SHOWN).map(|member| line(member, lang)).collect(),
        count: lang.number(found.len()),
        as_of: lang.moment(now),
        csv: asked.with(&view.id, "csv"),
        xlsx: asked.with(&view.id, "xlsx"),
        may_remind: granted.actor.may_somewhere(Action::CollectLessons) && collection.closed_at.is_none(),
        asked,
        view,
    };
    Ok(render(&body)?.into_response())
}

fn table(found: &[&Member], name: String, lang: Lang) -> Table {
    let t = T(lang);
    let day = |at: Option<jiff::Timestamp>| at.map(thai::date::bangkok_date).map_or(Cell::Blank, Cell::Date);
    let row = |member: &&Member| -> Vec<Cell> {
        vec![
            member.unit.as_str().into(),
            lang.name(&member.unit_th, &member.unit_en).into(),
            member.code.as_str().into(),
            lang.name(&member.name_th, &member.name_en).into(),
            member.standing().into(),
            member.reference.as_deref().unwrap_or_default().into(),
            day(member.handed_at),
            day(member.returned_at),
            day(member.reminded_at),
        ]
    };
    Table {
        name,
        title: t.tab_members().to_owned(),
        columns: [
            ("unit", t.unit_code()),
            ("unit_name", t.unit()),
            ("code", t.organisation_code()),
            ("name", t.organisation()),
            ("standing", t.state()),
            ("reference", t.reference()),
            ("handed_in_on", t.handed_in_on()),
            ("returned_on", t.returned_on()),
            ("reminded_on", t.last_reminded()),
        ]
        .map(|(name, heading)| (name.to_owned(), heading.to_owned()))
        .to_vec(),
        rows: found.iter().map(row).collect(),
    }
}

pub(super) async fn remind(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let whom = match fields.raw("act") {
        "all" => Whom::All,
        _ => Whom::Chosen(fields.all("chosen").map(str::to_owned).collect()),
    };
    let (by, now, of) = (granted.actor.account_id, app.clock.now(), id.clone());
    let queued = app.db.write(move |tx| commands::remind(tx, &of, &whom, &by, now)).await;
    let queued = queued.map_err(|refused| refused.problem(visit.lang))?;
    Ok(Redirect::to(&format!("/lessons/collections/{id}?done=reminded&n={queued}")).into_response())
}
