//! Situations that plans prepare for: all of them, and where one of them is prepared for and where not.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use web::{App, Granted, Page, Problem, Visit, render};

use super::{
    Tab,
    groups::{self, no_round, unread_day},
    panels::{self, ShareRow},
    tabs,
    view::{Asked, View, YearChoice},
};
use crate::{
    download::{self, Sheet},
    readiness::{Dimension, Refused, hazard, hazard_shares, share, source},
    report::{count, fraction, hazard_name},
    text::T,
};

#[derive(Template)]
#[template(path = "national/hazards.html")]
struct Hazards {
    page: Page,
    t: T,
    view: View,
    path: String,
    tabs: Vec<Tab>,
    years: Vec<YearChoice>,
    heading: String,
    submitted: String,
    submitted_href: String,
    rows: Vec<ShareRow>,
    csv: String,
    xlsx: String,
    count: String,
}

pub(super) async fn all(
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
        let submitted = source.total(tx, None)?.submitted;
        let shares = hazard_shares(source.hazards(tx, None, None)?.get(""), submitted);
        Ok::<_, Refused>((view, submitted, shares))
    });
    let (view, submitted, shares) = match made.await {
        Ok(made) => made,
        Err(Refused::NoRound { year }) => return no_round(&visit, &granted, year),
        Err(Refused::Day(day)) => return unread_day(&visit, *day),
        Err(refused) => return Err(refused.problem(lang)),
    };
    let (t, path) = (T(lang), "/readiness/hazards");
    let rows = panels::hazards(&view, &shares, None);
    if !asked.format.is_empty() {
        let mut sorted: Vec<_> = shares.iter().collect();
        sorted.sort_by_key(|hazard| (!hazard::is_listed(&hazard.code), std::cmp::Reverse(hazard.plans.n)));
        let columns = [t.column_code(), t.column_hazard(), t.column_plans(), t.column_of_plans(), t.column_percent()];
        let sheet = Sheet {
            name: format!("readiness-hazards-{}-{}", view.year, view.as_of),
            title: t.heading_hazards().to_owned(),
            columns: columns.map(str::to_owned).into(),
            rows: sorted
                .into_iter()
                .map(|hazard| {
                    let name = hazard_name(lang, &hazard.code);
                    let plans = hazard.plans;
                    vec![hazard.code.as_str().into(), name.into(), count(plans.n), count(plans.d), fraction(plans)]
                })
                .collect(),
        };
        return download::sheet(&visit, &app, &view, sheet, &asked.format);
    }
    let heading = format!("{} {}", t.heading_hazards(), t.in_year(view.year));
    let page = Hazards {
        page: view.page(&visit, &heading).at(t.tab_hazards()),
        tabs: tabs(&view, path),
        years: view.choices(),
        submitted: lang.number(submitted),
        submitted_href: view.href("/readiness/list", &[("status", "submitted")]),
        csv: view.href(path, &[("format", "csv")]),
        xlsx: view.href(path, &[("format", "xlsx")]),
        count: lang.number(rows.len()),
        path: path.to_owned(),
        t,
        heading,
        rows,
        view,
    };
    Ok(render(&page)?.into_response())
}

#[derive(Template)]
#[template(path = "national/hazard.html")]
struct Hazard {
    page: Page,
    t: T,
    view: View,
    path: String,
    tabs: Vec<Tab>,
    years: Vec<YearChoice>,
    heading: String,
    name: String,
    whole: ShareRow,
    tables: Vec<Table>,
}

/// Where a situation is prepared for, by one dimension.
struct Table {
    title: &'static str,
    singular: &'static str,
    rows: Vec<ShareRow>,
}

pub(super) async fn one(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    if code != hazard::OWN && !hazard::is_listed(&code) {
        return Err(Problem::NotFound);
    }
    let (lang, today, scope) = (visit.lang, app.clock.today(), granted.scope.clone());
    let asked_for = code.clone();
    let made = app.db.read(move |tx| {
        let view = View::of(tx, &asked, lang, today)?;
        let source = source::open(tx, view.year, view.as_of, &scope)?;
        let counts = source.total(tx, None)?;
        let plans = hazard::plans(source.hazards(tx, None, None)?.get(""), &asked_for);
        let mut tables = Vec::new();
        for by in [Dimension::Kind, Dimension::Ministry, Dimension::Province] {
            tables.push(Table {
                title: by.plural(lang),
                singular: by.singular(lang),
                rows: rows(tx, &view, &source, by, &asked_for)?,
            });
        }
        Ok::<_, Refused>((view, counts, plans, tables))
    });
    let (view, counts, plans, tables) = match made.await {
        Ok(made) => made,
        Err(Refused::NoRound { year }) => return no_round(&visit, &granted, year),
        Err(Refused::Day(day)) => return unread_day(&visit, *day),
        Err(refused) => return Err(refused.problem(lang)),
    };
    let (t, name) = (T(lang), hazard_name(lang, &code));
    let whole = share(plans, counts.submitted);
    let lists =
        [view.href("/readiness/list", &[("hazard", &code)]), view.href("/readiness/list", &[("status", "submitted")])];
    let path = format!("/readiness/hazards/{}", panels::slug(&code));
    let heading = t.heading_hazard(&name, view.year);
    let page = Hazard {
        page: view.page(&visit, &heading).crumb(view.href("/readiness/hazards", &[]), t.tab_hazards()).at(&name),
        tabs: tabs(&view, "/readiness/hazards"),
        years: view.choices(),
        whole: panels::row(&view, name.clone(), String::new(), whole, lists),
        t,
        path,
        heading,
        name,
        tables,
        view,
    };
    Ok(render(&page)?.into_response())
}

fn rows(
    tx: &mut db::Tx<'_>,
    view: &View,
    source: &source::Source,
    by: Dimension,
    named: &str,
) -> db::Result<Vec<ShareRow>> {
    let counts = source.counts(tx, Some(by), None)?;
    let hazards = source.hazards(tx, Some(by), None)?;
    let mut rows = Vec::new();
    for (code, counts) in counts.iter().filter(|(_, counts)| counts.submitted > 0) {
        let plans = hazard::plans(hazards.get(code), named);
        let value = if code.is_empty() { "none" } else { code };
        let group = view.href(&format!("/readiness/{}/{}", groups::path(by), panels::slug(code)), &[]);
        let lists = [
            view.href("/readiness/list", &[("hazard", named), (by.code(), value)]),
            view.href("/readiness/list", &[("status", "submitted"), (by.code(), value)]),
        ];
        rows.push(panels::row(view, by.name(tx, code, view.lang)?, group, share(plans, counts.submitted), lists));
    }
    rows.sort_by_key(|row| (row.share.hundredths(), std::cmp::Reverse(row.share.d)));
    Ok(rows)
}
