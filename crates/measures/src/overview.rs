//! The first page of the area: every ledger with its numbers, and the orders of provinces; each number leads to its list.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use web::{Access, Action, App, Granted, Page, Problem, Routes, Visit, render};

use crate::{
    entry::{fields, list, reach::Reach, store},
    ledger,
    text::T,
};

/// The routes of this slice.
pub(crate) fn routes() -> Routes {
    Routes::new().get("/measures", Access::May(Action::ViewMeasure), show)
}

struct Card {
    href: String,
    name: &'static str,
    under: &'static str,
    share_label: &'static str,
    share: String,
    count: String,
}

#[derive(Template)]
#[template(path = "overview.html")]
struct OverviewPage {
    page: Page,
    t: T,
    cards: Vec<Card>,
    orders: String,
}

async fn show(visit: Visit, granted: Granted, State(app): State<App>) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let reach = Reach::of(&granted.actor, &granted.scope);
    let read = app.db.read(move |tx| {
        let mut all = Vec::new();
        for ledger in ledger::ALL {
            all.push((ledger, store::counts(tx, ledger, &store::Filter::default(), &reach)?));
        }
        Ok::<_, db::Error>((all, crate::order::store::count(tx)?))
    });
    let (all, orders) = read.await?;
    let cards = all.into_iter().map(|(ledger, counts)| {
        let share = list::share(ledger, &counts);
        Card {
            href: format!("/measures/{}", ledger.code),
            name: (ledger.name)(&t),
            under: (ledger.under)(&t),
            share_label: (ledger.share)(&t),
            share: fields::share_words(lang, share.n, share.d).unwrap_or_default(),
            count: t.entries_n(lang.number(counts.total())),
        }
    });
    let page = visit.page(t.measures()).at(t.measures());
    Ok(render(&OverviewPage { page, t, cards: cards.collect(), orders: t.orders_n(lang.number(orders)) })?
        .into_response())
}
