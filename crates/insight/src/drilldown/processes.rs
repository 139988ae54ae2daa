//! The list of critical processes behind a number: of the plans in effect, organisation by organisation.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use continuity::Duration;
use db::{Scope, Tx};
use documents::xlsx::Cell;
use web::{Action, App, Granted, Lang, Page, Problem, Visit, components::Pager, render};

use super::{
    page::{self, Applied, Filters, Found},
    question,
    store::{self, Line, Process},
};
use crate::{
    download::{self, Sheet},
    national::{
        Tab,
        groups::{no_round, unread_day},
        tabs,
        view::View,
    },
    readiness::{Refused, source},
    text::T,
};

const PATH: &str = "/readiness/processes";

#[derive(Template)]
#[template(path = "drilldown/processes.html")]
struct Processes {
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

/// One process as shown.
struct Row {
    name: String,
    organisation: String,
    href: String,
    impact: String,
    rto: String,
    mtpd: String,
    over: bool,
    e_services: String,
    digital: bool,
}

/// An organisation with those of its processes that are asked for.
type Of = (Line, Vec<Process>);

pub(super) async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(mut query): Query<question::Query>,
) -> Result<Response, Problem> {
    let (lang, today, reach) = (visit.lang, app.clock.today(), granted.scope.clone());
    let cleared = granted.actor.scope(Action::ViewClassified).unwrap_or_else(|| Scope::of([]));
    // Only organisations that have such a process are walked through.
    query.processes = match (query.rto.as_str(), query.e_service.as_str()) {
        ("over_mtpd", _) => "rto_over_mtpd",
        (_, "yes") => "with_e_service",
        (_, "no") => "without_e_service",
        _ => "any",
    }
    .to_owned();
    let (asked, sight) = (query.clone(), cleared.clone());
    let made = app.db.read(move |tx| {
        let mut found = page::find(tx, &asked, lang, today, &reach, &sight, false)?;
        let (of, seen) = walk(tx, &asked, &found.lines)?;
        found.more = found.more || seen < found.lines.len();
        found.lines.truncate(seen);
        let total = total(tx, &asked, &found, &reach, &sight)?;
        let shown = question::Query { processes: String::new(), ..asked };
        let applied = page::applied(tx, &found.view, &shown, PATH)?;
        Ok::<_, Refused>((found, of, total, applied))
    });
    let (found, of, total, applied) = match made.await {
        Ok(made) => made,
        Err(Refused::NoRound { year }) => return no_round(&visit, &granted, year),
        Err(Refused::Day(day)) => return unread_day(&visit, *day),
        Err(refused) => return Err(refused.problem(lang)),
    };
    let query = question::Query { processes: String::new(), ..query };
    if !query.format.is_empty() {
        return file(&visit, &app, &found, &of, &query);
    }
    let t = T(lang);
    let rows: Vec<Row> =
        of.iter().flat_map(|(line, processes)| processes.iter().map(|process| row(lang, line, process))).collect();
    let download = |format| {
        let mut pairs = query.pairs();
        pairs.push(("format", format));
        found.view.href(PATH, &pairs)
    };
    let shown = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let page = Processes {
        page: found.view.page(&visit, t.processes_heading()).at(t.processes_heading()),
        heading: t.processes_heading(),
        tabs: tabs(&found.view, PATH),
        filters: page::filters(lang, &query),
        pager: page::pager(&found, &query, PATH, shown, total),
        csv: download("csv"),
        xlsx: download("xlsx"),
        count: lang.number(total),
        hidden: !cleared.is_nation(),
        path: PATH.to_owned(),
        t,
        view: found.view,
        query,
        applied,
        rows,
    };
    Ok(render(&page)?.into_response())
}

/// Reads the processes of the organisations until a page is full, and says how many organisations that took. A page
/// ends with an organisation's last process.
fn walk(tx: &mut Tx<'_>, query: &question::Query, lines: &[Line]) -> db::Result<(Vec<Of>, usize)> {
    let most = if query.format.is_empty() { query.size() } else { usize::MAX };
    let (mut of, mut rows, mut seen) = (Vec::new(), 0, 0);
    for line in lines {
        if rows >= most {
            break;
        }
        seen += 1;
        let Some(version) = &line.version_id else { continue };
        let processes = store::processes(tx, version, query)?;
        rows += processes.len();
        of.push((line.clone(), processes));
    }
    Ok((of, seen))
}

fn total(
    tx: &mut Tx<'_>,
    query: &question::Query,
    found: &Found,
    reach: &Scope,
    cleared: &Scope,
) -> Result<i64, Refused> {
    let source = source::open(tx, found.view.year, found.view.as_of, reach)?;
    let Some(past) = source.past() else {
        return Ok(store::count_processes(tx, found.view.year, query, reach, cleared)?);
    };
    let lines = super::past::lines(tx, found.view.year, past, query, cleared)?;
    let mut total = 0;
    for line in &lines {
        total += match (query.rto.as_str(), query.e_service.as_str(), &line.version_id) {
            (_, _, None) => 0,
            ("", "", _) => line.process_count,
            ("over_mtpd", "", _) => line.rto_over_mtpd,
            ("", "yes", _) => line.with_e_service,
            ("", "no", _) => line.process_count - line.with_e_service,
            (_, _, Some(version)) => i64::try_from(store::processes(tx, version, query)?.len()).unwrap_or(i64::MAX),
        };
    }
    Ok(total)
}

fn minutes(lang: Lang, minutes: i64) -> String {
    lang.duration(Duration::minutes(u64::try_from(minutes).unwrap_or_default()))
}

fn row(lang: Lang, line: &Line, process: &Process) -> Row {
    Row {
        name: process.name.clone(),
        organisation: lang.name(&line.name_th, &line.name_en).to_owned(),
        href: format!("/organisations/{}", crate::national::view::escaped(&line.code)),
        impact: lang.label(reference::List::impacts(), &process.impact).to_owned(),
        rto: minutes(lang, process.rto_minutes),
        mtpd: process.mtpd_minutes.map_or_else(|| T(lang).nothing().to_owned(), |mtpd| minutes(lang, mtpd)),
        over: process.mtpd_minutes.is_some_and(|mtpd| process.rto_minutes > mtpd),
        e_services: lang.number(process.e_services),
        digital: process.e_services > 0,
    }
}

fn file(visit: &Visit, app: &App, found: &Found, of: &[Of], query: &question::Query) -> Result<Response, Problem> {
    let (lang, t) = (found.view.lang, T(found.view.lang));
    let columns = [
        t.column_code(),
        t.column_organisation(),
        t.column_number(),
        t.column_process(),
        t.column_impact(),
        t.column_rto_minutes(),
        t.column_mtpd_minutes(),
        t.column_e_services(),
    ];
    let cells = |line: &Line, process: &Process| -> Vec<Cell> {
        vec![
            line.code.as_str().into(),
            lang.name(&line.name_th, &line.name_en).into(),
            Cell::Int(process.position),
            process.name.as_str().into(),
            lang.label(reference::List::impacts(), &process.impact).into(),
            Cell::Int(process.rto_minutes),
            process.mtpd_minutes.into(),
            Cell::Int(process.e_services),
        ]
    };
    let rows = of.iter().flat_map(|(line, processes)| processes.iter().map(move |process| cells(line, process)));
    let sheet = Sheet {
        name: format!("readiness-processes-{}-{}", found.view.year, found.view.as_of),
        title: t.processes_heading().to_owned(),
        columns: columns.map(str::to_owned).into(),
        rows: rows.collect(),
    };
    download::sheet(visit, app, &found.view, sheet, &query.format)
}
