//! One order: its words, where it stands on any day, what it does to earlier ones and what later ones did to it. It is
//! never edited; the page leads to a new order that amends, extends, repeals or corrects it.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use db::Tx;
use jiff::civil::Date;
use serde::Deserialize;
use web::{Action, App, Granted, Lang, Page, Problem, Visit, render};

use super::{
    list,
    rule::{Order, Orders, Standing, What},
    store::{self, Kept, Words},
    words,
};
use crate::{dated::Typed, text::T};

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    on: String,
    done: String,
}

/// One of the orders to which this one is tied.
struct Tied {
    id: String,
    what: &'static str,
    words: String,
    clauses: String,
}

#[derive(Template)]
#[template(path = "order/show.html")]
struct ShowPage {
    page: Page,
    t: T,
    id: String,
    title: String,
    number: String,
    province: String,
    basis: String,
    text: Vec<String>,
    issued: String,
    force: String,
    retroactive: bool,
    recorded: String,
    hash: String,
    on: Typed,
    day: String,
    look: &'static str,
    standing: &'static str,
    /// The order by which it stands so.
    because: Option<Tied>,
    amended: Vec<Tied>,
    upon: Vec<Tied>,
    by: Vec<Tied>,
    acts: Vec<(&'static str, &'static str)>,
    may_issue: bool,
}

/// An order with all of its province, in the order of the list.
pub(super) struct Loaded {
    pub kept: Kept,
    pub words: Words,
    pub all: Vec<Kept>,
}

/// Reads an order.
pub(super) fn load(tx: &mut Tx<'_>, id: &str) -> db::Result<Option<Loaded>> {
    let Some((area, words)) = store::words(tx, id)? else { return Ok(None) };
    let all = store::all(tx, Some(&area))?;
    let kept = all.iter().find(|kept| kept.order.id == id).cloned();
    Ok(kept.map(|kept| Loaded { kept, words, all }))
}

impl Loaded {
    /// The orders of the province as the rules take them.
    pub(super) fn orders(&self) -> Vec<Order> {
        self.all.iter().map(|kept| kept.order.clone()).collect()
    }

    fn tied(&self, id: &str, what: &'static str, clauses: &str, lang: Lang) -> Tied {
        let found = self.all.iter().find(|kept| kept.order.id == id);
        let words = found.map(|kept| short(kept, lang)).unwrap_or_default();
        Tied { id: id.to_owned(), what, words, clauses: clauses.to_owned() }
    }
}

/// `คำสั่งที่ 12/2564 เรื่อง …`
pub(super) fn short(kept: &Kept, lang: Lang) -> String {
    let t = T(lang);
    t.order_short(words::kind(t, &kept.order.kind), &kept.order.number, &kept.title)
}

pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let lang = visit.lang;
    let on = Typed::read(&asked.on, lang);
    let day = on.date.unwrap_or_else(|| app.clock.today());
    let loaded = app.db.read(move |tx| load(tx, &id)).await?.ok_or(Problem::NotFound)?;
    let may_issue = granted.actor.may(Action::IssueOrder, &loaded.kept.owner.path);
    let body = made(&visit, &loaded, (on, day), &asked.done, may_issue);
    Ok(render(&body)?.into_response())
}

fn made(visit: &Visit, loaded: &Loaded, (on, day): (Typed, Date), done: &str, may_issue: bool) -> ShowPage {
    let (lang, t) = (visit.lang, T(visit.lang));
    let Loaded { kept, words, .. } = loaded;
    let rules = loaded.orders();
    let standing = Orders::of(&rules).standing(&kept.order.id, day).unwrap_or(Standing::Ended);
    let (look, word) = words::standing(t, words::code(&standing));
    let because = match &standing {
        Standing::Repealed(by) => Some(loaded.tied(by, t.done_repeals(), "", lang)),
        Standing::Corrected(by) => Some(loaded.tied(by, t.done_corrects(), "", lang)),
        Standing::InForce(_) => {
            let by = Orders::of(&rules).extended(&kept.order.id, day);
            by.map(|by| loaded.tied(&by.id, t.done_extends(), "", lang))
        }
        _ => None,
    };
    let amended = match &standing {
        Standing::InForce(by) => by.iter().map(|by| loaded.tied(by, t.done_amends(), "", lang)).collect(),
        _ => Vec::new(),
    };
    let upon = kept.order.effects.iter();
    let later = loaded.all.iter().rev().flat_map(|other| other.order.effects.iter().map(move |effect| (other, effect)));
    let later = later.filter(|(_, effect)| effect.target == kept.order.id);
    let mut page = visit.page(kept.title.clone()).crumb("/measures", t.measures()).crumb("/area-orders", t.orders());
    page = page.at(&kept.order.number);
    if done == "recorded" {
        page = page.with_notice("ok", t.done_recorded());
    }
    let acts = match standing {
        Standing::Corrected(_) => Vec::new(),
        Standing::Repealed(_) => vec![What::Corrects],
        _ => What::ALL.to_vec(),
    };
    ShowPage {
        page,
        t,
        id: kept.order.id.clone(),
        title: kept.title.clone(),
        number: t.order_heading(words::kind(t, &kept.order.kind), &kept.order.number),
        province: kept.owner.name(lang).to_owned(),
        basis: words.basis.clone(),
        text: words.text.lines().map(str::to_owned).collect(),
        issued: lang.date(kept.order.issued),
        force: list::force(&kept.order, lang),
        retroactive: kept.order.from < kept.order.issued,
        recorded: t.saved_by(lang.moment(kept.recorded_at), &kept.recorded_by),
        hash: words.hash.clone(),
        day: lang.date(day),
        on,
        look,
        standing: word,
        because,
        amended,
        upon: upon
            .map(|effect| loaded.tied(&effect.target, words::what(t, effect.what), &effect.clauses, lang))
            .collect(),
        by: later
            .map(|(other, effect)| loaded.tied(&other.order.id, words::done(t, effect.what), &effect.clauses, lang))
            .collect(),
        acts: acts.into_iter().map(|what| (what.code(), words::act(t, what))).collect(),
        may_issue,
    }
}
