//! The tables of ministries, provinces, kinds and regions: every group with its counts, sorted as asked, with the map
//! beside the provinces; and the page before any round is opened.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use documents::{chart::Palette, xlsx::Cell};
use web::{Action, App, Granted, Page, Problem, Visit, components::LegendItem, render};

use super::{
    Tab,
    panels::{self, ShareRow},
    tabs,
    view::{Asked, View, YearChoice},
};
use crate::{
    download::{self, Sheet},
    readiness::{Dimension, Refused, share, source},
    report::{count, fraction},
    standing::Counts,
    text::T,
};

/// The last part of the address of a dimension's pages.
pub(crate) const fn path(by: Dimension) -> &'static str {
    match by {
        Dimension::Ministry => "ministries",
        Dimension::Province => "provinces",
        Dimension::Kind => "kinds",
        Dimension::Region => "regions",
    }
}

#[derive(Template)]
#[template(path = "national/groups.html")]
struct Groups {
    page: Page,
    t: T,
    view: View,
    path: String,
    tabs: Vec<Tab>,
    years: Vec<YearChoice>,
    heading: String,
    rows: Vec<GroupRow>,
    total: GroupRow,
    map: Option<(String, Vec<LegendItem>)>,
    sorts: Vec<Sort>,
    csv: String,
    xlsx: String,
    count: String,
}

/// One group with everything that is counted of it.
struct GroupRow {
    code: String,
    submitted: ShareRow,
    approved: panels::Linked,
    on_time: panels::Linked,
    returned: panels::Linked,
    outstanding: panels::Linked,
    counts: Counts,
}

/// A heading that sorts.
pub(super) struct Sort {
    pub label: &'static str,
    pub href: String,
    pub order: &'static str,
    pub class: &'static str,
}

pub(super) async fn ministries(
    v: Visit,
    g: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    shown(v, g, app, asked, Dimension::Ministry).await
}

pub(super) async fn provinces(
    v: Visit,
    g: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    shown(v, g, app, asked, Dimension::Province).await
}

pub(super) async fn kinds(
    v: Visit,
    g: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    shown(v, g, app, asked, Dimension::Kind).await
}

pub(super) async fn regions(
    v: Visit,
    g: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    shown(v, g, app, asked, Dimension::Region).await
}

async fn shown(visit: Visit, granted: Granted, app: App, asked: Asked, by: Dimension) -> Result<Response, Problem> {
    let (lang, today, scope) = (visit.lang, app.clock.today(), granted.scope.clone());
    let question = asked.clone();
    let made = app.db.read(move |tx| {
        let view = View::of(tx, &question, lang, today)?;
        let source = source::open(tx, view.year, view.as_of, &scope)?;
        let groups = source.counts(tx, Some(by), None)?;
        let map = (by == Dimension::Province).then(|| panels::map(&view, &groups, Palette::Classes));
        let rows = panels::group_rows(tx, &view, by, &groups)?;
        let rows = rows.into_iter().filter_map(|(code, row)| {
            let counts = *groups.get(&code)?;
            Some(group_row(&view, Some((by, &code)), row, counts))
        });
        Ok::<_, Refused>((view.clone(), rows.collect::<Vec<_>>(), map))
    });
    let (view, mut rows, map) = match made.await {
        Ok(made) => made,
        Err(Refused::NoRound { year }) => return no_round(&visit, &granted, year),
        Err(Refused::Day(day)) => return unread_day(&visit, *day),
        Err(refused) => return Err(refused.problem(lang)),
    };
    let counts: Counts = rows.iter().map(|row| row.counts).sum();
    sort(&mut rows, &asked);
    if !asked.format.is_empty() {
        return download(&visit, &app, &view, by, &rows, &asked.format);
    }
    let t = T(lang);
    let submitted = share(counts.submitted, counts.roster);
    let all = panels::row(
        &view,
        t.total().to_owned(),
        String::new(),
        submitted,
        [view.href("/readiness/list", &[("status", "submitted")]), view.href("/readiness/list", &[])],
    );
    let path = format!("/readiness/{}", path(by));
    let heading = format!("{} {}", t.heading_groups(by.plural(lang)), t.in_year(view.year));
    let download =
        |format: &str| view.href(&path, &[("sort", &asked.sort), ("order", &asked.order), ("format", format)]);
    let page = Groups {
        page: view.page(&visit, &heading).at(by.plural(lang)),
        tabs: tabs(&view, &path),
        years: view.choices(),
        total: group_row(&view, None, all, counts),
        sorts: sorts(&view, &path, by, &asked),
        csv: download("csv"),
        xlsx: download("xlsx"),
        count: lang.number(rows.len()),
        t,
        path,
        heading,
        rows,
        map,
        view,
    };
    Ok(render(&page)?.into_response())
}

fn group_row(view: &View, group: Option<(Dimension, &str)>, submitted: ShareRow, counts: Counts) -> GroupRow {
    let linked = |n: i64, name: &str, value: &str| {
        let mut pairs = vec![(name, value)];
        if let Some((by, code)) = group {
            pairs.push((by.code(), if code.is_empty() { "none" } else { code }));
        }
        panels::Linked { number: view.lang.number(n), href: view.href("/readiness/list", &pairs) }
    };
    GroupRow {
        code: group.map_or_else(String::new, |(_, code)| code.to_owned()),
        approved: linked(counts.approved, "status", "approved"),
        on_time: linked(counts.on_time, "on_time", "yes"),
        returned: linked(counts.returned, "status", "returned"),
        outstanding: linked(counts.outstanding(), "status", "outstanding"),
        submitted,
        counts,
    }
}

fn sort(rows: &mut [GroupRow], asked: &Asked) {
    match asked.sort.as_str() {
        "name" => rows.sort_by_cached_key(|row| thai::collate::sort_key(&row.submitted.name)),
        "roster" => rows.sort_by_key(|row| row.counts.roster),
        "submitted" => rows.sort_by_key(|row| row.counts.submitted),
        "approved" => rows.sort_by_key(|row| row.counts.approved),
        "on_time" => rows.sort_by_key(|row| row.counts.on_time),
        "returned" => rows.sort_by_key(|row| row.counts.returned),
        "outstanding" => rows.sort_by_key(|row| row.counts.outstanding()),
        "percent" => rows.sort_by_key(|row| row.submitted.share.hundredths()),
        _ => {}
    }
    if asked.order == "desc" {
        rows.reverse();
    }
}

fn sorts(view: &View, path: &str, by: Dimension, asked: &Asked) -> Vec<Sort> {
    let t = T(view.lang);
    let columns = [
        ("name", by.singular(view.lang), ""),
        ("roster", t.column_roster(), "n"),
        ("submitted", t.column_submitted(), "n"),
        ("percent", t.column_percent(), "n"),
        ("approved", t.column_approved(), "n"),
        ("on_time", t.column_on_time(), "n"),
        ("returned", t.column_returned(), "n"),
        ("outstanding", t.column_outstanding(), "n"),
    ];
    let of = |(code, label, class): (&'static str, &'static str, &'static str)| {
        let (order, next) = match (asked.sort == code, asked.order.as_str()) {
            (true, "desc") => ("descending", "asc"),
            (true, _) => ("ascending", "desc"),
            (false, _) => ("", if code == "name" { "asc" } else { "desc" }),
        };
        Sort { label, href: view.href(path, &[("sort", code), ("order", next)]), order, class }
    };
    // Beside the map there is room for fewer; the downloads have them all.
    let beside_map = by == Dimension::Province;
    columns.into_iter().filter(|(code, ..)| !(beside_map && ["on_time", "returned"].contains(code))).map(of).collect()
}

fn download(
    visit: &Visit,
    app: &App,
    view: &View,
    by: Dimension,
    rows: &[GroupRow],
    format: &str,
) -> Result<Response, Problem> {
    let t = T(view.lang);
    let columns = vec![
        t.column_code(),
        by.singular(view.lang),
        t.column_roster(),
        t.column_submitted(),
        t.column_percent(),
        t.column_approved(),
        t.column_on_time(),
        t.column_returned(),
        t.column_drafting(),
        t.column_not_started(),
    ];
    let cells = |row: &GroupRow| -> Vec<Cell> {
        let c = &row.counts;
        let mut cells = vec![row.code.as_str().into(), row.submitted.name.as_str().into()];
        cells.extend([c.roster, c.submitted].map(|n| count(crate::readiness::whole(n))));
        cells.push(fraction(row.submitted.share));
        cells.extend(
            [c.approved, c.on_time, c.returned, c.drafting, c.not_started()].map(|n| count(crate::readiness::whole(n))),
        );
        cells
    };
    let sheet = Sheet {
        name: format!("readiness-{}-{}-{}", path(by), view.year, view.as_of),
        title: t.heading_groups(by.plural(view.lang)),
        columns: columns.into_iter().map(str::to_owned).collect(),
        rows: rows.iter().map(cells).collect(),
    };
    download::sheet(visit, app, view, sheet, format)
}

#[derive(Template)]
#[template(path = "national/no_round.html")]
struct NoRound {
    page: Page,
    t: T,
    words: String,
    open: Option<&'static str>,
}

/// There is nothing to count before a round is opened.
pub(crate) fn no_round(visit: &Visit, granted: &Granted, year: i32) -> Result<Response, Problem> {
    let t = T(visit.lang);
    let open = granted.actor.may_somewhere(Action::ManageRound).then_some("/rounds/new");
    let words = t.no_round(year);
    let page = NoRound { page: visit.page(t.readiness()).at(t.readiness()), t, words, open };
    Ok((StatusCode::OK, render(&page)?).into_response())
}

#[derive(Template)]
#[template(path = "national/unread_day.html")]
struct UnreadDay {
    page: Page,
    t: T,
    tabs: Vec<Tab>,
    path: String,
    years: Vec<YearChoice>,
    view: View,
}

/// A day that can't be read or has not come: the question is shown again with what is wrong, and no figures, since those
/// of another day would pass for what was asked.
pub(crate) fn unread_day(visit: &Visit, day: crate::readiness::UnreadDay) -> Result<Response, Problem> {
    let t = T(visit.lang);
    let path = visit.here.split('?').next().unwrap_or_default().to_owned();
    let crate::readiness::UnreadDay { year, years, typed, words } = day;
    let view = View {
        lang: visit.lang,
        year,
        as_of: jiff::civil::Date::ZERO, // not shown, and in no address: the view is not dated
        dated: false,
        typed,
        date_error: words,
        years,
    };
    let page = view.page(visit, t.readiness()).at(t.readiness());
    let body = UnreadDay { page, t, tabs: tabs(&view, &path), years: view.choices(), path, view };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&body)?).into_response())
}
