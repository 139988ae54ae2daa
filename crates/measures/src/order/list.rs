//! Orders of provinces: those in force on any day, found by words, province, kind and year, and as a file.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use documents::xlsx::Cell;
use jiff::civil::Date;
use serde::Deserialize;
use web::{Action, App, Granted, Lang, Page, Problem, Visit, components::Choice, render};

use super::{
    commands::KINDS,
    rule::{Order, Orders, Standing},
    store::{self, Kept},
    words,
};
use crate::{
    dated::{Typed, encoded},
    download::{self, Format, Table},
    entry::{list as entries, read},
    text::T,
};

/// Orders on a page.
pub(super) const SIZE: usize = 50;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub q: String,
    pub province: String,
    pub kind: String,
    /// Year of issue, of either calendar.
    pub year: String,
    /// The day of which it is asked where the orders stand; today.
    pub on: String,
    pub standing: String,
    /// Id of the order before the page.
    pub after: String,
    pub format: String,
}

impl Asked {
    fn address(&self, changed: &[(&str, &str)]) -> String {
        let own = [
            ("q", &self.q),
            ("province", &self.province),
            ("kind", &self.kind),
            ("year", &self.year),
            ("on", &self.on),
            ("standing", &self.standing),
        ];
        let kept = own.iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
        let all = kept.map(|(name, value)| (*name, value.as_str())).chain(changed.iter().copied());
        let query: Vec<String> = all
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        if query.is_empty() { "/area-orders".to_owned() } else { format!("/area-orders?{}", query.join("&")) }
    }

    fn finds(&self, kept: &Kept, words: &[String], year: Option<i32>) -> bool {
        let name = thai::normalise::fold(&kept.owner.name_th);
        let has = |word: &String| kept.search_text.contains(word.as_str()) || name.contains(word.as_str());
        words.iter().all(has)
            && (self.province.is_empty() || kept.province == self.province)
            && (self.kind.is_empty() || kept.order.kind == self.kind)
            && year.is_none_or(|year| thai::date::buddhist_year(kept.order.issued) == year)
    }
}

/// The orders that are asked for, each with where it stands on the day, those issued last first.
pub(super) fn found(all: Vec<Kept>, asked: &Asked, day: Date) -> Vec<(Kept, Standing)> {
    let rules: Vec<Order> = all.iter().map(|kept| kept.order.clone()).collect();
    let orders = Orders::of(&rules);
    let folded = thai::normalise::fold(&asked.q);
    let words: Vec<String> = folded.split_whitespace().take(8).map(str::to_owned).collect();
    // A year that can't be read finds nothing rather than everything.
    let year = (!asked.year.is_empty()).then(|| read::year(&asked.year).unwrap_or(-1));
    let wanted = all.into_iter().filter(|kept| asked.finds(kept, &words, year));
    let stands = wanted.filter_map(|kept| orders.standing(&kept.order.id, day).map(|standing| (kept, standing)));
    stands.filter(|(_, standing)| asked.standing.is_empty() || words::code(standing) == asked.standing).collect()
}

struct Line {
    href: String,
    title: String,
    number: String,
    province: String,
    kind: &'static str,
    issued: String,
    force: String,
    look: &'static str,
    standing: &'static str,
    amended: String,
}

impl Line {
    /// `on` is the day as it was asked for; the page of the order is of the same day.
    fn of((kept, standing): &(Kept, Standing), on: &str, lang: Lang) -> Self {
        let t = T(lang);
        let (look, word) = words::standing(t, words::code(standing));
        Line {
            href: match on {
                "" => format!("/area-orders/{}", kept.order.id),
                on => format!("/area-orders/{}?on={}", kept.order.id, encoded(on)),
            },
            title: kept.title.clone(),
            number: kept.order.number.clone(),
            province: kept.owner.name(lang).to_owned(),
            kind: words::kind(t, &kept.order.kind),
            issued: lang.short_date(kept.order.issued),
            force: force(&kept.order, lang),
            look,
            standing: word,
            amended: match standing {
                Standing::InForce(by) if !by.is_empty() => t.amended_by_n(lang.number(by.len() as u64)),
                _ => String::new(),
            },
        }
    }
}

/// From when to when an order says that it is in force.
pub(super) fn force(order: &Order, lang: Lang) -> String {
    let t = T(lang);
    match order.to {
        Some(to) => t.from_to(lang.short_date(order.from), lang.short_date(to)),
        None => t.from_on(lang.short_date(order.from)),
    }
}

#[derive(Template)]
#[template(path = "order/list.html")]
struct ListPage {
    page: Page,
    t: T,
    asked: Asked,
    on: Typed,
    kinds: Vec<Choice>,
    years: Vec<Choice>,
    provinces: Vec<Choice>,
    standings: Vec<Choice>,
    lines: Vec<Line>,
    count: String,
    day: String,
    csv: String,
    xlsx: String,
    next: String,
    may_issue: bool,
}

pub(super) async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (lang, t, now) = (visit.lang, T(visit.lang), app.clock.now());
    let format = Format::read(&asked.format)?;
    let on = Typed::read(&asked.on, lang);
    let day = on.date.unwrap_or_else(|| app.clock.today());
    let issue = granted.actor.scope(Action::IssueOrder);
    let read = app.db.read(move |tx| {
        let may = match issue {
            Some(scope) => !store::issuers(tx, &scope)?.is_empty(),
            None => false,
        };
        Ok::<_, db::Error>((store::all(tx, None)?, may))
    });
    let (all, may_issue) = read.await?;
    let mut years: Vec<i32> = all.iter().map(|kept| thai::date::buddhist_year(kept.order.issued)).collect();
    years.dedup();
    let found = found(all, &asked, day);
    if let Some(format) = format {
        return download::answer(&table(&found, lang), format, lang, visit.demonstration, now);
    }
    let start = found.iter().position(|(kept, _)| kept.order.id == asked.after).map_or(0, |at| at + 1);
    let part = found.get(start..).unwrap_or_default();
    let next = part.get(SIZE - 1).filter(|_| part.len() > SIZE);
    let body = ListPage {
        page: visit.page(t.orders()).crumb("/measures", t.measures()).at(t.orders()),
        kinds: Choice::of(KINDS.map(|kind| (kind, words::kind(t, kind))), &asked.kind),
        years: Choice::of(
            years.iter().map(|year| (year.to_string(), lang.fiscal_year(*year).to_string())),
            &asked.year,
        ),
        provinces: entries::provinces(lang, &asked.province),
        standings: Choice::of(words::STANDINGS.map(|code| (code, words::standing(t, code).1)), &asked.standing),
        lines: part.iter().take(SIZE).map(|one| Line::of(one, &asked.on, lang)).collect(),
        count: lang.number(found.len() as u64),
        day: lang.date(day),
        csv: asked.address(&[("format", "csv")]),
        xlsx: asked.address(&[("format", "xlsx")]),
        next: next.map(|(kept, _)| asked.address(&[("after", kept.order.id.as_str())])).unwrap_or_default(),
        may_issue,
        t,
        asked,
        on,
    };
    Ok(render(&body)?.into_response())
}

fn table(found: &[(Kept, Standing)], lang: Lang) -> Table {
    let t = T(lang);
    let columns = [
        ("id", t.column_id()),
        ("province", t.column_organisation()),
        ("province_name", t.province()),
        ("kind", t.order_kind()),
        ("number", t.order_number()),
        ("title", t.order_title()),
        ("issued_on", t.order_issued()),
        ("in_force_from", t.from_day()),
        ("in_force_to", t.to_day()),
        ("standing", t.state()),
    ];
    let row = |(kept, standing): &(Kept, Standing)| {
        vec![
            Cell::from(kept.order.id.as_str()),
            Cell::from(kept.owner.code.as_str()),
            Cell::from(kept.owner.name(lang)),
            Cell::from(words::kind(t, &kept.order.kind)),
            Cell::from(kept.order.number.as_str()),
            Cell::from(kept.title.as_str()),
            Cell::Date(kept.order.issued),
            Cell::Date(kept.order.from),
            kept.order.to.map_or(Cell::Blank, Cell::Date),
            Cell::from(words::standing(t, words::code(standing)).1),
        ]
    };
    Table {
        name: "area-orders".to_owned(),
        title: t.orders().to_owned(),
        columns: columns.map(|(name, heading)| (name.to_owned(), heading.to_owned())).to_vec(),
        rows: found.iter().map(row).collect(),
    }
}
