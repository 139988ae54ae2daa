//! What both lists share: one page of organisations from today's rows or the past, the filters offered and those in
//! force, the way to the next and the previous page.

use db::{Scope, Tx};
use web::{
    Lang,
    components::{Choice, Pager},
};

use super::{
    past,
    question::{Query, STATUSES},
    store::{self, Line},
};
use crate::{
    national::view::View,
    readiness::hazard::OWN,
    readiness::{Dimension, Refused, source},
    report::hazard_name,
    text::T,
};

/// One page of organisations.
pub(super) struct Found {
    pub view: View,
    pub lines: Vec<Line>,
    pub total: i64,
    /// Rows before the page.
    pub at: i64,
    pub more: bool,
}

/// Finds a page, or everything for a file. The year's figures and the list come from the same state. Only a list of
/// organisations is `counted`; one of processes has another length.
pub(super) fn find(
    tx: &mut Tx<'_>,
    query: &Query,
    lang: Lang,
    today: jiff::civil::Date,
    reach: &Scope,
    cleared: &Scope,
    counted: bool,
) -> Result<Found, Refused> {
    let view = View::of(tx, &query.asked(), lang, today)?;
    let source = source::open(tx, view.year, view.as_of, reach)?;
    let whole = !query.format.is_empty();
    let size = if whole { usize::MAX >> 1 } else { query.size() };
    if let Some(past) = source.past() {
        let lines = past::lines(tx, view.year, past, query, cleared)?;
        return Ok(of_past(view, query, lines, size));
    }
    let reach = source.scope();
    let total = if counted { store::count(tx, view.year, query, &reach, cleared)? } else { 0 };
    let mut lines = store::page(tx, view.year, query, &reach, cleared, size + 1)?;
    let backwards = query.after.is_empty() && !query.before.is_empty();
    let beyond = lines.len() > size;
    if beyond && backwards {
        lines.remove(0);
    } else {
        lines.truncate(size);
    }
    let at = at(query, size, beyond);
    let more = if backwards { true } else { beyond };
    Ok(Found { view, lines, total, at, more })
}

/// How many rows stand before the page, as far as the address tells.
fn at(query: &Query, size: usize, beyond: bool) -> i64 {
    let known = query.at.parse::<i64>().unwrap_or(0).clamp(0, 10_000_000);
    if query.after.is_empty() && !query.before.is_empty() {
        let size = i64::try_from(size).unwrap_or(i64::MAX);
        return if beyond { known.saturating_sub(size).max(0) } else { 0 };
    }
    if query.after.is_empty() { 0 } else { known }
}

fn of_past(view: View, query: &Query, lines: Vec<Line>, size: usize) -> Found {
    let total = lines.len();
    let place = |id: &str| lines.iter().position(|line| line.organisation_id == id);
    let start = if !query.after.is_empty() {
        place(&query.after).map_or(0, |index| index + 1)
    } else if !query.before.is_empty() {
        place(&query.before).unwrap_or(0).saturating_sub(size)
    } else {
        0
    };
    let lines: Vec<Line> = lines.into_iter().skip(start).take(size).collect();
    let more = start + lines.len() < total;
    let signed = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Found { view, lines, total: signed(total), at: signed(start), more }
}

/// The way to the pages beside this one. `shown` rows of `total`, the first of them number `at + 1`.
pub(super) fn pager(found: &Found, query: &Query, path: &str, shown: i64, total: i64) -> Pager {
    let lang = found.view.lang;
    let (first, last) = (found.lines.first(), found.lines.last());
    let step = |side: &str, line: Option<&Line>, at: i64| {
        let at = at.to_string();
        let mut pairs = query.pairs();
        pairs.push((side, line.map_or("", |line| line.organisation_id.as_str())));
        pairs.push(("at", &at));
        pairs.push(("size", &query.size));
        found.view.href(path, &pairs)
    };
    Pager {
        from: lang.number(if shown == 0 { 0 } else { found.at + 1 }),
        to: lang.number(found.at + shown),
        total: lang.number(total),
        previous: (found.at > 0).then(|| step("before", first, found.at)),
        next: found.more.then(|| step("after", last, found.at + shown)),
        numbers: Vec::new(),
    }
}

/// A filter in force, with the address without it.
pub(super) struct Applied {
    pub label: String,
    pub href: String,
}

/// The filters in force.
pub(super) fn applied(tx: &mut Tx<'_>, view: &View, query: &Query, path: &str) -> db::Result<Vec<Applied>> {
    let pairs = query.pairs();
    let mut all = Vec::with_capacity(pairs.len());
    for (name, value) in &pairs {
        let rest: Vec<(&str, &str)> = pairs.iter().filter(|(other, _)| other != name).copied().collect();
        all.push(Applied { label: words(tx, view.lang, name, value)?, href: view.href(path, &rest) });
    }
    Ok(all)
}

/// A filter in words.
fn words(tx: &mut Tx<'_>, lang: Lang, name: &str, value: &str) -> db::Result<String> {
    let t = T(lang);
    if let Some(dimension) = Dimension::from_code(name) {
        let code = if value == "none" { "" } else { value };
        return Ok(format!("{}: {}", dimension.singular(lang), dimension.name(tx, code, lang)?));
    }
    Ok(match (name, value) {
        ("status", status) => status_words(lang, status).to_owned(),
        ("on_time", "yes") => t.filter_on_time().to_owned(),
        ("on_time", _) => t.filter_late().to_owned(),
        ("hazard", code) => t.filter_hazard(hazard_name(lang, code)),
        ("processes", "rto_over_mtpd") | ("rto", "over_mtpd") => t.filter_over_mtpd().to_owned(),
        ("rto", _) => t.filter_within_mtpd().to_owned(),
        ("processes", "with_e_service") | ("e_service", "yes") => t.filter_with_e_service().to_owned(),
        ("processes", "without_e_service") | ("e_service", _) => t.filter_without_e_service().to_owned(),
        ("processes", _) => t.filter_with_processes().to_owned(),
        (_, text) => format!("“{text}”"),
    })
}

/// A status to filter by, in words.
pub(super) fn status_words(lang: Lang, status: &str) -> &'static str {
    let t = T(lang);
    match status {
        "submitted" => t.status_submitted(),
        "awaiting" => t.status_awaiting(),
        "returned" => t.status_returned(),
        "approved" => t.status_approved(),
        "outstanding" => t.status_outstanding(),
        "drafting" => t.status_drafting(),
        "not_started" => t.status_not_started(),
        _ => t.status_any(),
    }
}

/// The choices of the filter form.
pub(super) struct Filters {
    pub statuses: Vec<Choice>,
    pub hazards: Vec<Choice>,
    pub ministries: Vec<Choice>,
    pub provinces: Vec<Choice>,
    pub kinds: Vec<Choice>,
}

pub(super) fn filters(lang: Lang, query: &Query) -> Filters {
    let (t, list) = (T(lang), |list: &'static reference::List| list.entries().iter());
    let none = |label: &str| ("none".to_owned(), label.to_owned());
    let named = |entry: &reference::Entry| (entry.code.clone(), lang.pick(&entry.th, &entry.en).to_owned());
    let ministries =
        reference::ministries().iter().map(|m| (m.code.clone(), lang.pick(&m.name_th, &m.name_en).to_owned()));
    let mut provinces: Vec<(String, String)> =
        reference::provinces().iter().map(|p| (p.code.clone(), lang.pick(&p.name_th, &p.name_en).to_owned())).collect();
    provinces.sort_by_cached_key(|(_, name)| thai::collate::sort_key(name));
    Filters {
        statuses: Choice::of(STATUSES.map(|status| (status, status_words(lang, status))), &query.status),
        hazards: Choice::of(
            list(reference::List::hazards()).map(named).chain([(OWN.to_owned(), t.own_hazards().to_owned())]),
            &query.hazard,
        ),
        ministries: Choice::of(ministries.chain([none(t.no_ministry())]), &query.ministry),
        provinces: Choice::of(provinces.into_iter().chain([none(t.no_province())]), &query.province),
        kinds: Choice::of(list(reference::List::kinds()).map(named), &query.kind),
    }
}
