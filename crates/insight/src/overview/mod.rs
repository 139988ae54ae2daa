//! From mission to digital service: which critical processes of the plans in effect have a digital channel and can be
//! recovered in time, by kind and ministry (cabinet paper of 8 Dec 2563, 2.1 and 2.2.1). Counts only; the processes
//! themselves are in the list behind each number.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use db::Tx;
use documents::xlsx::Cell;
use web::{Access, Action, App, Granted, Page, Problem, Routes, Visit, render};

use crate::{
    download::{self, Sheet},
    national::{
        Tab,
        groups::{no_round, unread_day},
        panels::{self, Linked, ShareRow, Top},
        tabs,
        view::{Asked, View, YearChoice},
    },
    readiness::{Dimension, Refused, dimension::Group, share, source, whole},
    report::{count, fraction},
    standing::Counts,
    text::T,
};

const PATH: &str = "/readiness/overview";

/// The page.
pub(crate) fn routes() -> Routes {
    Routes::new().get(PATH, Access::May(Action::ViewReadiness), show)
}

#[derive(Template)]
#[template(path = "overview/index.html")]
struct Overview {
    page: Page,
    t: T,
    view: View,
    path: String,
    tabs: Vec<Tab>,
    years: Vec<YearChoice>,
    heading: String,
    top: Top,
    without: Linked,
    within: Linked,
    within_percent: String,
    tables: Vec<Table>,
    csv: String,
    xlsx: String,
    count: String,
}

/// Processes by one dimension.
struct Table {
    title: &'static str,
    singular: &'static str,
    rows: Vec<Line>,
}

struct Line {
    by: &'static str,
    code: String,
    digital: ShareRow,
    over: Linked,
    counts: Counts,
}

async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (lang, today, scope) = (visit.lang, app.clock.today(), granted.scope.clone());
    let question = asked.clone();
    let made = app.db.read(move |tx| {
        let view = View::of(tx, &question, lang, today)?;
        let source = source::open(tx, view.year, view.as_of, &scope)?;
        let counts = source.total(tx, None)?;
        let mut tables = Vec::new();
        for by in [Dimension::Kind, Dimension::Ministry, Dimension::Province] {
            tables.push(Table {
                title: by.plural(lang),
                singular: by.singular(lang),
                rows: lines(tx, &view, &source, by)?,
            });
        }
        Ok::<_, Refused>((view, counts, tables))
    });
    let (view, counts, tables) = match made.await {
        Ok(made) => made,
        Err(Refused::NoRound { year }) => return no_round(&visit, &granted, year),
        Err(Refused::Day(day)) => return unread_day(&visit, *day),
        Err(refused) => return Err(refused.problem(lang)),
    };
    if !asked.format.is_empty() {
        return file(&visit, &app, &view, &tables, &asked.format);
    }
    let t = T(lang);
    let list = |name: &str, value: &str, n: i64| Linked {
        number: lang.number(n),
        href: view.href("/readiness/processes", &[(name, value)]),
    };
    let in_time = counts.process_count - counts.rto_over_mtpd;
    let heading = format!("{} {}", t.overview_heading(), t.in_year(view.year));
    let download = |format: &str| view.href(PATH, &[("format", format)]);
    let page = Overview {
        page: view.page(&visit, &heading).at(t.tab_mission()),
        tabs: tabs(&view, PATH),
        years: view.choices(),
        top: Top::of(&view, &counts, None),
        without: list("e_service", "no", counts.process_count - counts.with_e_service),
        within: list("rto", "within_mtpd", in_time),
        within_percent: panels::percent(share(in_time, counts.process_count)),
        csv: download("csv"),
        xlsx: download("xlsx"),
        count: lang.number(tables.iter().map(|table| table.rows.len()).sum::<usize>()),
        path: PATH.to_owned(),
        t,
        heading,
        tables,
        view,
    };
    Ok(render(&page)?.into_response())
}

/// The groups that have processes, those with the lowest digital share first.
fn lines(tx: &mut Tx<'_>, view: &View, source: &source::Source, by: Dimension) -> db::Result<Vec<Line>> {
    let groups = source.counts(tx, Some(by), None)?;
    let mut lines = Vec::new();
    for (code, counts) in groups.into_iter().filter(|(_, counts)| counts.process_count > 0) {
        let group: Group = (by, code);
        let top = Top::of(view, &counts, Some(&group));
        let (_, code) = group;
        let digital = share(counts.with_e_service, counts.process_count);
        let page = format!("/readiness/{}/{}", crate::national::groups::path(by), panels::slug(&code));
        let name = by.name(tx, &code, view.lang)?;
        lines.push(Line {
            by: by.code(),
            digital: panels::row(view, name, view.href(&page, &[]), digital, [top.digital_n.href, top.processes.href]),
            over: top.over_mtpd,
            code,
            counts,
        });
    }
    lines.sort_by_key(|line| (line.digital.share.hundredths(), std::cmp::Reverse(line.digital.share.d)));
    Ok(lines)
}

fn file(visit: &Visit, app: &App, view: &View, tables: &[Table], format: &str) -> Result<Response, Problem> {
    let t = T(view.lang);
    let columns = [
        t.column_by(),
        t.column_code(),
        t.column_name(),
        t.column_plans(),
        t.column_processes(),
        t.column_e_service(),
        t.column_percent(),
        t.column_over_mtpd(),
    ];
    let cells = |line: &Line| -> Vec<Cell> {
        let c = &line.counts;
        vec![
            line.by.into(),
            line.code.as_str().into(),
            line.digital.name.as_str().into(),
            count(whole(c.submitted)),
            count(whole(c.process_count)),
            count(whole(c.with_e_service)),
            fraction(line.digital.share),
            count(whole(c.rto_over_mtpd)),
        ]
    };
    let sheet = Sheet {
        name: format!("readiness-overview-{}-{}", view.year, view.as_of),
        title: t.overview_heading().to_owned(),
        columns: columns.map(str::to_owned).into(),
        rows: tables.iter().flat_map(|table| table.rows.iter().map(cells)).collect(),
    };
    download::sheet(visit, app, view, sheet, format)
}
