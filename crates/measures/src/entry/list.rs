//! The list of a ledger: found by words and filters, counted by state with a link behind each count, and as a file.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use web::{Action, App, Granted, Lang, Page, Problem, Visit, components::Choice, render};

use super::{
    Entry, fields, files,
    reach::Reach,
    read,
    store::{self, Counts, Filter, NONE, Order, WITHDRAWN},
};
use crate::{
    dated::encoded,
    download::{self, Format},
    ledger::{self, Ledger, Part},
    text::T,
};

/// Entries on a page, and in a file.
pub(crate) const SIZE: usize = 50;
const MOST: usize = 50_000;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub q: String,
    pub kind: String,
    pub state: String,
    pub year: String,
    pub ministry: String,
    pub province: String,
    /// Code of an organisation: its own entries.
    pub organisation: String,
    /// Code of an organisation: its entries and those of all below it.
    pub under: String,
    /// `newest`, or by title.
    pub sort: String,
    /// Id of the entry before the page.
    pub after: String,
    pub format: String,
    /// By what a summary groups.
    pub by: String,
    /// What was just done.
    pub done: String,
}

impl Asked {
    /// The address of another view of this list: with these values changed, from its beginning.
    pub(crate) fn address(&self, path: &str, changed: &[(&str, &str)]) -> String {
        let own = [
            ("q", &self.q),
            ("kind", &self.kind),
            ("state", &self.state),
            ("year", &self.year),
            ("ministry", &self.ministry),
            ("province", &self.province),
            ("organisation", &self.organisation),
            ("under", &self.under),
            ("sort", &self.sort),
        ];
        let kept = own.iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
        let kept = kept.map(|(name, value)| (*name, value.as_str()));
        let all = kept.chain(changed.iter().copied()).filter(|(_, value)| !value.is_empty());
        let query: Vec<String> = all.map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
    }

    /// What is looked for; an organisation that is not there has nothing below it.
    pub(crate) fn filter(&self, tx: &mut db::Tx<'_>) -> db::Result<(Filter, String)> {
        let mut named = String::new();
        let mut path = |tx: &mut db::Tx<'_>, code: &str| -> db::Result<Option<String>> {
            if code.is_empty() {
                return Ok(None);
            }
            let found = store::organisation(tx, code)?;
            named = found.as_ref().map(|found| found.name_th.clone()).unwrap_or_default();
            Ok(Some(found.map_or_else(|| "-/".to_owned(), |found| found.path)))
        };
        path(tx, &self.organisation)?;
        let under = path(tx, &self.under)?;
        let filter = Filter {
            q: self.q.clone(),
            kind: self.kind.clone(),
            state: self.state.clone(),
            // A year that can't be read finds nothing rather than everything.
            year: (!self.year.is_empty()).then(|| read::year(&self.year).unwrap_or(-1)),
            ministry: self.ministry.clone(),
            province: self.province.clone(),
            organisation: self.organisation.clone(),
            under,
        };
        Ok((filter, named))
    }

    pub(crate) fn order(&self) -> Order {
        if self.sort == "newest" { Order::Newest } else { Order::Title }
    }
}

struct Line {
    id: String,
    title: String,
    owner: String,
    kind: String,
    state: String,
    look: &'static str,
    year: i32,
    counted: String,
    copies: String,
}

impl Line {
    fn of(ledger: &Ledger, entry: &Entry, lang: Lang) -> Self {
        let draft = &entry.draft;
        let (state, look) = match &entry.withdrawn {
            Some(_) => (T(lang).withdrawn().to_owned(), "off"),
            None => state(ledger, &draft.state, lang),
        };
        Line {
            id: entry.id.clone(),
            title: draft.title.clone(),
            owner: entry.owner.name(lang).to_owned(),
            kind: ledger.kind_label(&draft.kind, lang).to_owned(),
            state,
            look,
            year: lang.fiscal_year(draft.fiscal_year),
            counted: fields::counted(ledger, entry, lang),
            copies: if entry.copies > 0 { T(lang).copied_by(lang.number(entry.copies)) } else { String::new() },
        }
    }
}

/// A state in words, and its look.
pub(crate) fn state(ledger: &Ledger, code: &str, lang: Lang) -> (String, &'static str) {
    (ledger.state_label(code, lang).to_owned(), ledger.state(code).map_or("off", |state| state.look))
}

/// One number over the list with the address of what it counts.
struct Number {
    label: String,
    value: String,
    href: String,
    look: &'static str,
    current: bool,
}

/// The share of a ledger in words: done of what counts.
pub(crate) fn share(ledger: &Ledger, counts: &Counts) -> continuity::Share {
    let of = |part: Part| -> u64 {
        let states = ledger.states.iter().filter(|state| state.part == part);
        states.filter_map(|state| counts.states.get(state.code)).sum()
    };
    let done = of(Part::Done);
    continuity::Share::new(done, done + of(Part::Open))
}

#[derive(Template)]
#[template(path = "entry/list.html")]
struct ListPage {
    page: Page,
    t: T,
    path: String,
    name: &'static str,
    under: &'static str,
    title: &'static str,
    kind: &'static str,
    state: &'static str,
    counted: Option<&'static str>,
    copied: bool,
    asked: Asked,
    kinds: Vec<Choice>,
    states: Vec<Choice>,
    years: Vec<Choice>,
    ministries: Vec<Choice>,
    provinces: Vec<Choice>,
    sorts: Vec<Choice>,
    applied: Vec<(String, String)>,
    numbers: Vec<Number>,
    share_label: &'static str,
    share: String,
    sum: String,
    lines: Vec<Line>,
    count: String,
    as_of: String,
    csv: String,
    xlsx: String,
    next: String,
    may_write: bool,
}

pub(super) async fn list(
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
    let wanted = asked.clone();
    let most = if format.is_some() { MOST } else { SIZE + 1 };
    let read = app.db.read(move |tx| {
        let (filter, named) = wanted.filter(tx)?;
        let after = if format.is_some() { "" } else { wanted.after.as_str() };
        let entries = store::list(tx, (ledger, &filter, &reach), (wanted.order(), after), most)?;
        Ok::<_, db::Error>((entries, store::counts(tx, ledger, &filter, &reach)?, store::years(tx, ledger)?, named))
    });
    let (mut entries, counts, years, named) = read.await?;
    if let Some(format) = format {
        let table = files::table(ledger, &entries, lang, format == Format::Xlsx);
        return download::answer(&table, format, lang, visit.demonstration, now);
    }
    let more = entries.len() > SIZE;
    entries.truncate(SIZE);
    let path = format!("/measures/{}", ledger.code);
    let next = entries.last().filter(|_| more).map(|last| asked.address(&path, &[("after", last.id.as_str())]));
    let body = made(&visit, ledger, asked, (&entries, &counts, &years, &named), path, next.unwrap_or_default());
    let body =
        ListPage { as_of: lang.moment(now), may_write: granted.actor.may_somewhere(Action::WriteMeasure), ..body };
    Ok(render(&body)?.into_response())
}

fn made(
    visit: &Visit,
    ledger: &'static Ledger,
    asked: Asked,
    (entries, counts, years, named): (&[Entry], &Counts, &[i32], &str),
    path: String,
    next: String,
) -> ListPage {
    let (lang, t) = (visit.lang, T(visit.lang));
    let name = (ledger.name)(&t);
    let mut page = visit.page(name).crumb("/measures", t.measures()).at(name);
    if asked.done == "imported" {
        page = page.with_notice("ok", t.done_imported());
    }
    let found = match asked.state.as_str() {
        "" => counts.total(),
        WITHDRAWN => counts.total(),
        state => counts.states.get(state).copied().unwrap_or_default(),
    };
    let share = share(ledger, counts);
    let withdrawn = (WITHDRAWN, t.withdrawn());
    let states = ledger.states.iter().map(|state| (state.code, (state.label)(&t))).chain([withdrawn]);
    ListPage {
        page,
        t,
        name,
        under: (ledger.under)(&t),
        title: (ledger.title)(&t),
        kind: (ledger.kind)(&t),
        state: (ledger.state)(&t),
        counted: ledger.counted.as_ref().map(|counted| (counted.n)(&t)),
        copied: ledger.copied,
        kinds: Choice::of(ledger.kinds.iter().map(|kind| (kind.code, (kind.label)(&t))), &asked.kind),
        states: Choice::of(states, &asked.state),
        years: Choice::of(
            years.iter().map(|year| (year.to_string(), lang.fiscal_year(*year).to_string())),
            &asked.year,
        ),
        ministries: ministries(lang, &asked.ministry),
        provinces: provinces(lang, &asked.province),
        sorts: Choice::of([("", t.by_title()), ("newest", t.by_newest())], &asked.sort),
        applied: applied(&asked, &path, named, t),
        numbers: numbers(ledger, &asked, &path, counts, lang),
        share_label: (ledger.share)(&t),
        share: fields::share_words(lang, share.n, share.d).unwrap_or_default(),
        sum: ledger.counted.as_ref().and_then(|_| fields::share_words(lang, counts.n, counts.d)).unwrap_or_default(),
        lines: entries.iter().map(|entry| Line::of(ledger, entry, lang)).collect(),
        count: lang.number(found),
        as_of: String::new(),
        csv: asked.address(&path, &[("format", "csv")]),
        xlsx: asked.address(&path, &[("format", "xlsx")]),
        next,
        may_write: false,
        path,
        asked,
    }
}

/// The filters that no field of the form shows, each with the address without it.
fn applied(asked: &Asked, path: &str, named: &str, t: T) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (filter, label, code) in
        [("organisation", t.organisation(), &asked.organisation), ("under", t.with_all_below(), &asked.under)]
    {
        if !code.is_empty() {
            let name = if named.is_empty() { code.as_str() } else { named };
            all.push((format!("{label}: {name}"), asked.address(path, &[(filter, "")])));
        }
    }
    if asked.ministry == NONE {
        all.push((t.no_ministry().to_owned(), asked.address(path, &[("ministry", "")])));
    }
    if asked.province == NONE {
        all.push((t.no_province().to_owned(), asked.address(path, &[("province", "")])));
    }
    all
}

fn numbers(ledger: &Ledger, asked: &Asked, path: &str, counts: &Counts, lang: Lang) -> Vec<Number> {
    let t = T(lang);
    let of = |state: &crate::ledger::State| Number {
        label: (state.label)(&t).to_owned(),
        value: lang.number(counts.states.get(state.code).copied().unwrap_or_default()),
        href: asked.address(path, &[("state", state.code)]),
        look: state.look,
        current: asked.state == state.code,
    };
    ledger.states.iter().map(of).collect()
}

/// Ministries to choose from.
pub(crate) fn ministries(lang: Lang, chosen: &str) -> Vec<Choice> {
    let all = reference::ministries().iter();
    Choice::of(all.map(|one| (one.code.clone(), lang.name(&one.name_th, &one.name_en).to_owned())), chosen)
}

/// Provinces to choose from.
pub(crate) fn provinces(lang: Lang, chosen: &str) -> Vec<Choice> {
    let all = reference::provinces().iter();
    Choice::of(all.map(|one| (one.code.clone(), lang.name(&one.name_th, &one.name_en).to_owned())), chosen)
}
