//! The share of a ledger by lead body, ministry, province or kind: done of all with the count, each number a link to its
//! list, and the same as a file. This is the table of the second paper's 2.1, made of entries.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use documents::xlsx::Cell;
use web::{Access, Action, App, Granted, Lang, Page, Problem, Routes, Visit, components::Choice, render};

use crate::{
    download::{self, Format, Table},
    entry::{
        fields,
        list::{self, Asked},
        reach::Reach,
        store::{self, Counts, Group, Grouped},
    },
    ledger::{self, Ledger},
    text::T,
};

/// The routes of this slice.
pub(crate) fn routes() -> Routes {
    Routes::new().get("/measures/{ledger}/summary", Access::May(Action::ViewMeasure), show)
}

/// A group of entries: the address of its list, its name, a number for each state, done and all.
struct Row {
    name: String,
    href: String,
    states: Vec<(String, String, &'static str)>,
    share: String,
    done: continuity::Share,
    counts: Counts,
}

#[derive(Template)]
#[template(path = "summary/show.html")]
struct SummaryPage {
    page: Page,
    t: T,
    path: String,
    name: &'static str,
    share_label: &'static str,
    by_label: &'static str,
    groups: Vec<Choice>,
    years: Vec<Choice>,
    kinds: Vec<Choice>,
    ministries: Vec<Choice>,
    kind: &'static str,
    states: Vec<&'static str>,
    counted: Option<&'static str>,
    rows: Vec<(Row, String)>,
    total: (Row, String),
    count: String,
    as_of: String,
    csv: String,
    xlsx: String,
}

fn group(asked: &str) -> Group {
    match asked {
        "ministry" => Group::Ministry,
        "province" => Group::Province,
        "kind" => Group::Kind,
        _ => Group::Organisation,
    }
}

fn name(ledger: &Ledger, group: Group, one: &Grouped, lang: Lang) -> String {
    let t = T(lang);
    match group {
        Group::Organisation => lang.name(&one.name_th, &one.name_en).to_owned(),
        Group::Kind => ledger.kind_label(&one.code, lang).to_owned(),
        Group::Ministry => reference::ministry(&one.code)
            .map_or_else(|| t.no_ministry().to_owned(), |found| lang.name(&found.name_th, &found.name_en).to_owned()),
        Group::Province => reference::province(&one.code)
            .map_or_else(|| t.no_province().to_owned(), |found| lang.name(&found.name_th, &found.name_en).to_owned()),
    }
}

async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(ledger): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let ledger = ledger::find(&ledger).ok_or(Problem::NotFound)?;
    let (lang, now) = (visit.lang, app.clock.now());
    let format = Format::read(&asked.format)?;
    let reach = Reach::of(&granted.actor, &granted.scope);
    // A state would be a part of the share that is counted here.
    let asked = Asked { state: String::new(), ..asked };
    let (wanted, by) = (asked.clone(), group(&asked.by));
    let read = app.db.read(move |tx| {
        let (filter, _) = wanted.filter(tx)?;
        let groups = store::grouped(tx, (ledger, &filter, &reach), by)?;
        Ok::<_, db::Error>((groups, store::years(tx, ledger)?))
    });
    let (groups, years) = read.await?;
    let path = format!("/measures/{}", ledger.code);
    let rows: Vec<Row> = groups.iter().map(|one| row(ledger, (by, one), &asked, &path, lang)).collect();
    let total = total(ledger, &rows, &asked, &path, lang);
    if let Some(format) = format {
        let table = table(ledger, rows.iter().chain([&total]), lang);
        return download::answer(&table, format, lang, visit.demonstration, now);
    }
    let body = made(&visit, ledger, &asked, (rows, total, &years), path);
    Ok(render(&SummaryPage { as_of: lang.moment(now), ..body })?.into_response())
}

fn row(ledger: &Ledger, (by, one): (Group, &Grouped), asked: &Asked, path: &str, lang: Lang) -> Row {
    let filter = match by {
        Group::Organisation => "organisation",
        Group::Ministry => "ministry",
        Group::Province => "province",
        Group::Kind => "kind",
    };
    let code = if one.code.is_empty() { store::NONE } else { one.code.as_str() };
    let narrowed = Some((filter, code));
    counted(ledger, name(ledger, by, one, lang), one.counts.clone(), asked, narrowed, path, lang)
}

fn counted(
    ledger: &Ledger,
    name: String,
    counts: Counts,
    asked: &Asked,
    narrowed: Option<(&str, &str)>,
    path: &str,
    lang: Lang,
) -> Row {
    let with = |state: &str| {
        let changed: Vec<(&str, &str)> = narrowed.into_iter().chain([("state", state)]).collect();
        asked.address(path, &changed)
    };
    let states = ledger.states.iter().map(|state| {
        let n = counts.states.get(state.code).copied().unwrap_or_default();
        (lang.number(n), if n > 0 { with(state.code) } else { String::new() }, (state.label)(&T(lang)))
    });
    let done = list::share(ledger, &counts);
    Row {
        name,
        href: with(""),
        states: states.collect(),
        share: fields::share_words(lang, done.n, done.d).unwrap_or_default(),
        done,
        counts,
    }
}

fn total(ledger: &Ledger, rows: &[Row], asked: &Asked, path: &str, lang: Lang) -> Row {
    let mut counts = Counts::default();
    for row in rows {
        for (state, n) in &row.counts.states {
            *counts.states.entry(state.clone()).or_default() += n;
        }
        counts.n += row.counts.n;
        counts.d += row.counts.d;
    }
    counted(ledger, T(lang).all_together().to_owned(), counts, asked, None, path, lang)
}

fn made(
    visit: &Visit,
    ledger: &'static Ledger,
    asked: &Asked,
    (rows, total, years): (Vec<Row>, Row, &[i32]),
    path: String,
) -> SummaryPage {
    let (lang, t) = (visit.lang, T(visit.lang));
    let by = [
        ("", t.by_organisation()),
        ("ministry", t.ministry()),
        ("province", t.province()),
        ("kind", (ledger.kind)(&t)),
    ];
    let by_label = by.iter().find(|(code, _)| *code == asked.by).map_or(t.by_organisation(), |(_, label)| label);
    let own = format!("{path}/summary");
    let file = |format| asked.address(&own, &[("by", asked.by.as_str()), ("format", format)]);
    let sum = |row: Row| {
        let sum = fields::share_words(lang, row.counts.n, row.counts.d).unwrap_or_default();
        (row, sum)
    };
    let page = visit.page(t.summary()).crumb("/measures", t.measures()).crumb(path.clone(), (ledger.name)(&t));
    SummaryPage {
        page: page.at(t.summary()),
        t,
        name: (ledger.name)(&t),
        share_label: (ledger.share)(&t),
        by_label,
        groups: Choice::of(by, &asked.by),
        years: Choice::of(
            years.iter().map(|year| (year.to_string(), lang.fiscal_year(*year).to_string())),
            &asked.year,
        ),
        kinds: Choice::of(ledger.kinds.iter().map(|kind| (kind.code, (kind.label)(&t))), &asked.kind),
        ministries: list::ministries(lang, &asked.ministry),
        kind: (ledger.kind)(&t),
        states: ledger.states.iter().map(|state| (state.label)(&t)).collect(),
        counted: ledger.counted.as_ref().map(|counted| (counted.n)(&t)),
        count: lang.number(rows.len() as u64),
        csv: file("csv"),
        xlsx: file("xlsx"),
        rows: rows.into_iter().map(sum).collect(),
        total: sum(total),
        as_of: String::new(),
        path,
    }
}

fn table<'a>(ledger: &Ledger, rows: impl Iterator<Item = &'a Row>, lang: Lang) -> Table {
    let t = T(lang);
    let named = |name: &str, heading: &str| (name.to_owned(), heading.to_owned());
    let mut columns = vec![named("group", t.group())];
    columns.extend(ledger.states.iter().map(|state| named(state.code, (state.label)(&t))));
    columns.extend([named("done_n", t.done_n()), named("all_n", t.all_n()), named("percent", t.percent())]);
    if let Some(counted) = &ledger.counted {
        columns.extend([named("n", (counted.n)(&t)), named("d", (counted.d)(&t))]);
    }
    let cells = |row: &Row| {
        let of = |state: &ledger::State| download::int(row.counts.states.get(state.code).copied().unwrap_or_default());
        let mut cells = vec![Cell::from(row.name.as_str())];
        cells.extend(ledger.states.iter().map(of));
        cells.extend([download::int(row.done.n), download::int(row.done.d), download::share(row.done.n, row.done.d)]);
        if ledger.counted.is_some() {
            cells.extend([download::int(row.counts.n), download::int(row.counts.d)]);
        }
        cells
    };
    Table {
        name: format!("measures-{}-summary", ledger.code),
        title: format!("{}: {}", (ledger.name)(&t), t.summary()),
        columns,
        rows: rows.map(cells).collect(),
    }
}
