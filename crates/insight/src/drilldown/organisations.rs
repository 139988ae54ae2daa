//! The list of organisations behind a number.

use std::collections::{HashMap, hash_map::Entry};

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use db::Scope;
use documents::xlsx::Cell;
use web::{Action, App, Granted, Lang, Page, Problem, Visit, components::Pager, render};

use super::{
    page::{self, Applied, Filters, Found},
    question,
    store::{self, Line},
};
use crate::{
    download::{self, Sheet},
    national::{
        Tab,
        groups::{no_round, unread_day},
        tabs,
        view::View,
    },
    readiness::{Dimension, Refused},
    text::T,
};

const PATH: &str = "/readiness/list";

#[derive(Template)]
#[template(path = "drilldown/organisations.html")]
struct List {
    page: Page,
    t: T,
    view: View,
    path: String,
    tabs: Vec<Tab>,
    heading: &'static str,
    query: question::Query,
    filters: Filters,
    applied: Vec<Applied>,
    rows: Vec<Row>,
    pager: Pager,
    csv: String,
    xlsx: String,
    count: String,
    hidden: bool,
}

/// One organisation as shown.
struct Row {
    name: String,
    href: String,
    under: String,
    status: &'static str,
    status_kind: &'static str,
    submitted: String,
    on_time: Option<bool>,
    /// Number of processes, with RTO over MTPD, with an e-service; none when the plan is classified.
    processes: Option<[String; 3]>,
    plan: Option<String>,
}

pub(super) async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(query): Query<question::Query>,
) -> Result<Response, Problem> {
    let (lang, today) = (visit.lang, app.clock.today());
    let reach = granted.scope.clone();
    let cleared = granted.actor.scope(Action::ViewClassified).unwrap_or_else(|| Scope::of([]));
    let readable = granted.actor.scope(Action::ViewPlan).unwrap_or_else(|| Scope::of([]));
    let (asked, sight) = (query.clone(), cleared.clone());
    let made = app.db.read(move |tx| {
        let found = page::find(tx, &asked, lang, today, &reach, &sight, true)?;
        let names = places(tx, &found.lines, lang)?;
        let applied = page::applied(tx, &found.view, &asked, PATH)?;
        let mut plans = HashMap::new();
        if asked.format.is_empty() {
            for line in &found.lines {
                let seen = readable.reaches(&line.path) && (!line.classified || sight.reaches(&line.path));
                if let Some(version) = line.version_id.as_ref().filter(|_| seen)
                    && let Some(plan) = plan(tx, line, version)?
                {
                    plans.insert(version.clone(), plan);
                }
            }
        }
        Ok::<_, Refused>((found, names, applied, plans))
    });
    let (found, names, applied, plans) = match made.await {
        Ok(made) => made,
        Err(Refused::NoRound { year }) => return no_round(&visit, &granted, year),
        Err(Refused::Day(day)) => return unread_day(&visit, *day),
        Err(refused) => return Err(refused.problem(lang)),
    };
    let sees = Sees { names, plans, cleared };
    if !query.format.is_empty() {
        return file(&visit, &app, &found, &sees, &query);
    }
    let page = page_of(&visit, found, &sees, query, applied);
    Ok(render(&page)?.into_response())
}

/// The plan of a line, known with it or, in the past, looked for.
fn plan(tx: &mut db::Tx<'_>, line: &Line, version: &str) -> db::Result<Option<String>> {
    line.plan_id.clone().map_or_else(|| store::plan_of(tx, version), |plan| Ok(Some(plan)))
}

/// What is known beside the rows.
struct Sees {
    names: HashMap<(Dimension, String), String>,
    plans: HashMap<String, String>,
    cleared: Scope,
}

impl Sees {
    fn content_of(&self, line: &Line) -> bool {
        !line.classified || self.cleared.reaches(&line.path)
    }

    fn place(&self, by: Dimension, code: &str) -> String {
        if code.is_empty() {
            return String::new();
        }
        self.names.get(&(by, code.to_owned())).cloned().unwrap_or_default()
    }
}

/// The names of the ministries, provinces and kinds of the rows.
fn places(tx: &mut db::Tx<'_>, lines: &[Line], lang: Lang) -> db::Result<HashMap<(Dimension, String), String>> {
    let mut names = HashMap::new();
    for line in lines {
        let codes = [
            (Dimension::Ministry, &line.ministry_code),
            (Dimension::Province, &line.province_code),
            (Dimension::Kind, &line.kind),
        ];
        for (by, code) in codes {
            let key = (by, code.clone());
            if let Entry::Vacant(vacant) = names.entry(key) {
                vacant.insert(by.name(tx, code, lang)?);
            }
        }
    }
    Ok(names)
}

fn page_of(visit: &Visit, found: Found, sees: &Sees, query: question::Query, applied: Vec<Applied>) -> List {
    let lang = found.view.lang;
    let t = T(lang);
    let shown = i64::try_from(found.lines.len()).unwrap_or(i64::MAX);
    let download = |format| {
        let mut pairs = query.pairs();
        pairs.push(("format", format));
        found.view.href(PATH, &pairs)
    };
    let heading = if query.status.is_empty() { t.list_heading() } else { page::status_words(lang, &query.status) };
    List {
        page: found.view.page(visit, heading).at(heading),
        tabs: tabs(&found.view, PATH),
        filters: page::filters(lang, &query),
        rows: found.lines.iter().map(|line| row(lang, line, sees)).collect(),
        pager: page::pager(&found, &query, PATH, shown, found.total),
        csv: download("csv"),
        xlsx: download("xlsx"),
        count: lang.number(found.total),
        hidden: query.is_about_content() && !sees.cleared.is_nation(),
        path: PATH.to_owned(),
        t,
        view: found.view,
        heading,
        query,
        applied,
    }
}

fn row(lang: Lang, line: &Line, sees: &Sees) -> Row {
    let t = T(lang);
    let moment = |text: &Option<String>| {
        text.as_deref().and_then(|text| db::instant(text).ok()).map(|at| lang.short_date(thai::date::bangkok_date(at)))
    };
    let (status, status_kind) = state(lang, &line.status);
    let under = [
        sees.place(Dimension::Kind, &line.kind),
        sees.place(Dimension::Province, &line.province_code),
        sees.place(Dimension::Ministry, &line.ministry_code),
    ];
    let under: Vec<String> = under.into_iter().filter(|name| !name.is_empty()).collect();
    let number = |n: i64| lang.number(n);
    Row {
        name: lang.name(&line.name_th, &line.name_en).to_owned(),
        href: format!("/organisations/{}", crate::national::view::escaped(&line.code)),
        under: under.join(" · "),
        status,
        status_kind,
        submitted: moment(&line.latest_submitted_at).unwrap_or_else(|| t.nothing().to_owned()),
        on_time: line.version_id.as_ref().map(|_| line.on_time),
        processes: (line.version_id.is_some() && sees.content_of(line))
            .then(|| [number(line.process_count), number(line.rto_over_mtpd), number(line.with_e_service)]),
        plan: line.version_id.as_ref().and_then(|version| sees.plans.get(version)).map(|plan| format!("/plans/{plan}")),
    }
}

/// A state of `standing` in words, with its look.
fn state(lang: Lang, status: &str) -> (&'static str, &'static str) {
    let t = T(lang);
    match status {
        "drafting" => (t.status_drafting(), "go"),
        "submitted" => (t.status_awaiting(), "go"),
        "returned" => (t.status_returned(), "warn"),
        "approved" => (t.status_approved(), "ok"),
        _ => (t.status_not_started(), "off"),
    }
}

fn file(visit: &Visit, app: &App, found: &Found, sees: &Sees, query: &question::Query) -> Result<Response, Problem> {
    let (lang, t) = (found.view.lang, T(found.view.lang));
    let columns = [
        t.column_code(),
        t.column_organisation(),
        t.kind(),
        t.ministry(),
        t.province(),
        t.column_status(),
        t.column_first_submitted(),
        t.column_latest_submitted(),
        t.column_on_time(),
        t.column_processes(),
        t.column_over_mtpd(),
        t.column_e_service(),
    ];
    let day = |text: &Option<String>| -> Cell {
        text.as_deref().and_then(|text| db::instant(text).ok()).map(thai::date::bangkok_date).into()
    };
    let cells = |line: &Line| -> Vec<Cell> {
        let counted =
            |n: i64| if line.version_id.is_some() && sees.content_of(line) { Cell::Int(n) } else { Cell::Blank };
        vec![
            line.code.as_str().into(),
            lang.name(&line.name_th, &line.name_en).into(),
            sees.place(Dimension::Kind, &line.kind).into(),
            sees.place(Dimension::Ministry, &line.ministry_code).into(),
            sees.place(Dimension::Province, &line.province_code).into(),
            state(lang, &line.status).0.into(),
            day(&line.first_submitted_at),
            day(&line.latest_submitted_at),
            line.version_id.as_ref().map(|_| if line.on_time { t.yes() } else { t.no() }).into(),
            counted(line.process_count),
            counted(line.rto_over_mtpd),
            counted(line.with_e_service),
        ]
    };
    let sheet = Sheet {
        name: format!("readiness-list-{}-{}", found.view.year, found.view.as_of),
        title: t.list_heading().to_owned(),
        columns: columns.map(str::to_owned).into(),
        rows: found.lines.iter().map(cells).collect(),
    };
    download::sheet(visit, app, &found.view, sheet, &query.format)
}
