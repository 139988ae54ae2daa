//! Two years of one part held against each other: the rosters, the questions, and the figures of every choice that both
//! years ask, each with whether it may be compared and why not.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use continuity::Share;
use db::{Scope, Tx};
use questionnaire::{
    compare::{Comparable, Pair, compare},
    form::Found,
};
use serde::Deserialize;
use web::{App, Granted, Lang, Page, Problem, Visit, components::Choice, render};

use super::store::{self, Counted};
use crate::{
    collection::{
        roster::Unit,
        share_words,
        store::{self as collections, Collection},
    },
    text::T,
    words,
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    part: String,
    from: String,
    to: String,
}

/// A year with its figures and its roster.
struct Year {
    collection: Collection,
    counted: Counted,
    units: Vec<Unit>,
}

/// A choice in two years.
struct FigureView {
    label: String,
    old: String,
    old_href: String,
    new: String,
    new_href: String,
    change: String,
}

/// A question in two years.
struct PairView {
    label: String,
    /// What the older year called it, when that differs.
    before: String,
    kind: &'static str,
    comparable: &'static str,
    differences: Vec<String>,
    explained: String,
    figures: Vec<FigureView>,
}

struct RosterView {
    told: String,
    changes: Vec<String>,
}

#[derive(Template)]
#[template(path = "result/compare.html")]
struct ComparePage {
    page: Page,
    t: T,
    parts: Vec<Choice>,
    from: Vec<Choice>,
    to: Vec<Choice>,
    /// Headings of the two years.
    years: Option<(String, String)>,
    /// Years that still collect.
    open: Vec<String>,
    roster: Option<RosterView>,
    groups: Vec<(&'static str, Vec<PairView>)>,
}

/// The two years that are asked for; the two newest without a choice.
fn chosen(all: &[Collection], asked: &Asked) -> Option<(String, String)> {
    let named = |text: &str| thai::date::parse_fiscal_year(text);
    let of = |year: Option<i32>| all.iter().find(|one| Some(one.fiscal_year) == year);
    // A year that still collects is compared only when it is asked for.
    let whole: Vec<&Collection> = all.iter().filter(|one| one.closed_at.is_some()).collect();
    let usual = if whole.len() > 1 { whole } else { all.iter().collect() };
    let new = of(named(&asked.to)).or(usual.first().copied())?;
    let before = || usual.iter().copied().find(|one| one.fiscal_year < new.fiscal_year);
    let old = of(named(&asked.from)).or_else(before)?;
    (old.fiscal_year < new.fiscal_year).then(|| (old.id.clone(), new.id.clone()))
}

pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (lang, t, now) = (visit.lang, T(visit.lang), app.clock.now());
    let part = if asked.part == "provinces" { "provinces" } else { "departments" };
    let (scope, wanted) = (granted.scope, asked.clone());
    let read = app.db.read(move |tx| {
        let mut all: Vec<Collection> = collections::all(tx)?.into_iter().filter(|one| one.part == part).collect();
        if !scope.is_nation() {
            let mut reached = Vec::new();
            for one in all {
                if !collections::members(tx, &one.id, &scope)?.is_empty() {
                    reached.push(one);
                }
            }
            all = reached;
        }
        let years = match chosen(&all, &wanted) {
            Some((old, new)) => Some((year(tx, &old, &scope, now)?, year(tx, &new, &scope, now)?)),
            None => None,
        };
        Ok::<_, db::Error>((all, years, scope.is_nation()))
    });
    let (all, years, nation) = read.await?;
    let years = match years {
        Some((Some(old), Some(new))) => Some((old, new)),
        _ => None,
    };
    let offered = |chosen: Option<i32>| {
        let pairs = all.iter().map(|one| (one.fiscal_year.to_string(), lang.fiscal_year(one.fiscal_year).to_string()));
        Choice::of(pairs, &chosen.map(|year| year.to_string()).unwrap_or_default())
    };
    let body = ComparePage {
        page: visit.page(t.comparison()).crumb("/lessons", t.lessons()).at(t.comparison()),
        t,
        parts: Choice::of(["departments", "provinces"].map(|code| (code, words::part(lang, code))), part),
        from: offered(years.as_ref().map(|(old, _)| old.collection.fiscal_year)),
        to: offered(years.as_ref().map(|(_, new)| new.collection.fiscal_year)),
        // Which units came and went is told to those who see all of them.
        roster: years.as_ref().filter(|_| nation).map(|(old, new)| roster(old, new, lang)),
        groups: years.as_ref().map(|(old, new)| groups(old, new, lang)).unwrap_or_default(),
        open: years
            .iter()
            .flat_map(|(old, new)| [&old.collection, &new.collection])
            .filter(|one| one.closed_at.is_none())
            .map(|one| t.still_open(one.fiscal_year))
            .collect(),
        years: years.map(|(old, new)| (t.units_in(old.collection.fiscal_year), t.units_in(new.collection.fiscal_year))),
    };
    Ok(render(&body)?.into_response())
}

fn year(tx: &mut Tx<'_>, id: &str, scope: &Scope, now: jiff::Timestamp) -> db::Result<Option<Year>> {
    let Some(collection) = collections::one(tx, id)? else { return Ok(None) };
    let counted = store::counted(tx, id, scope, now)?;
    let units = collections::units(tx, &collection)?;
    Ok(Some(Year { collection, counted, units }))
}

/// How the roster changed.
fn roster(old: &Year, new: &Year, lang: Lang) -> RosterView {
    let t = T(lang);
    let members = |year: &Year| year.units.iter().map(|unit| unit.members.len()).sum::<usize>();
    let name = |unit: &Unit| lang.name(&unit.name_th, &unit.name_en).to_owned();
    let has = |year: &Year, code: &str| year.units.iter().any(|unit| unit.code == code);
    let mut changes = Vec::new();
    changes.extend(new.units.iter().filter(|unit| !has(old, &unit.code)).map(|unit| t.unit_came(name(unit))));
    changes.extend(old.units.iter().filter(|unit| !has(new, &unit.code)).map(|unit| t.unit_went(name(unit))));
    let place = |year: &Year| -> BTreeMap<String, (String, String)> {
        let of = |unit: &Unit| {
            let (code, name) = (unit.code.clone(), name(unit));
            unit.members.iter().map(move |member| (member.clone(), (code.clone(), name.clone()))).collect::<Vec<_>>()
        };
        year.units.iter().flat_map(of).collect()
    };
    let (before, after) = (place(old), place(new));
    let moved = before.iter().filter_map(|(member, (code, from))| {
        let (now, to) = after.get(member)?;
        (now != code).then(|| (from.clone(), to.clone()))
    });
    let mut moves: BTreeMap<(String, String), usize> = BTreeMap::new();
    moved.for_each(|of| *moves.entry(of).or_default() += 1);
    changes.extend(moves.into_iter().map(|((from, to), n)| t.members_moved(lang.number(n), from, to)));
    let gone = before.keys().filter(|member| !after.contains_key(*member)).count();
    let come = after.keys().filter(|member| !before.contains_key(*member)).count();
    if gone + come > 0 {
        changes.push(t.members_came_and_went(lang.number(come), lang.number(gone)));
    }
    RosterView {
        told: t.roster_told(
            lang.number(old.units.len()),
            lang.number(members(old)),
            lang.number(new.units.len()),
            lang.number(members(new)),
        ),
        changes,
    }
}

/// The questions by what became of them: changed, the same, only in the newer, only in the older.
fn groups(old: &Year, new: &Year, lang: Lang) -> Vec<(&'static str, Vec<PairView>)> {
    let t = T(lang);
    let pairs = compare(&old.collection.form, &new.collection.form);
    let shown: Vec<&Pair<'_>> = pairs.iter().filter(|pair| answers(pair)).collect();
    let of = |fits: fn(&Pair<'_>) -> bool| {
        shown.iter().filter(|pair| fits(pair)).map(|pair| view(pair, old, new, lang)).collect::<Vec<_>>()
    };
    [
        (t.questions_changed(), of(|pair| pair.old.is_some() && pair.new.is_some() && !pair.differences.is_empty())),
        (t.questions_same(), of(|pair| pair.old.is_some() && pair.new.is_some() && pair.differences.is_empty())),
        (t.questions_new(), of(|pair| pair.old.is_none())),
        (t.questions_gone(), of(|pair| pair.new.is_none())),
    ]
    .into_iter()
    .filter(|(_, pairs)| !pairs.is_empty())
    .collect()
}

fn answers(pair: &Pair<'_>) -> bool {
    pair.new.or(pair.old).is_some_and(|found| found.question.kind != questionnaire::Kind::Note)
}

fn view(pair: &Pair<'_>, old: &Year, new: &Year, lang: Lang) -> PairView {
    let label = |found: &Found<'_>| words::label(lang, &found.question.label).to_owned();
    let (kind, comparable) = words::comparable(lang, pair.comparable());
    let now = pair.new.as_ref().or(pair.old.as_ref()).map(label).unwrap_or_default();
    let before = pair.old.as_ref().map(label).filter(|before| *before != now).unwrap_or_default();
    PairView {
        label: now,
        before,
        kind,
        comparable,
        differences: pair.differences.iter().map(|difference| words::difference(lang, difference)).collect(),
        explained: words::label(lang, &pair.explained).to_owned(),
        figures: figures(pair, old, new, lang),
    }
}

/// The choices that both years have, with both figures, and the change where it may be told.
fn figures(pair: &Pair<'_>, old: &Year, new: &Year, lang: Lang) -> Vec<FigureView> {
    let (Some(a), Some(b)) = (&pair.old, &pair.new) else { return Vec::new() };
    if pair.comparable() == Comparable::No {
        return Vec::new();
    }
    let href = |year: &Year, question: &str, value: &str| {
        let (question, value) = (words::encoded(question), words::encoded(value));
        format!("/lessons/collections/{}/answers?question={question}&value={value}", year.collection.id)
    };
    let of = |choice: &questionnaire::Choice| {
        let share = |year: &Year, question: &str| {
            Share::new(year.counted.of(question, &choice.value).units, year.counted.base.units)
        };
        let known = old.collection.form.choice(a.question, &choice.value).is_some();
        let (before, after) = (share(old, &a.question.name), share(new, &b.question.name));
        FigureView {
            label: words::label(lang, &choice.label).to_owned(),
            old: if known { share_words(lang, before) } else { String::new() },
            old_href: href(old, &a.question.name, &choice.value),
            new: share_words(lang, after),
            new_href: href(new, &b.question.name, &choice.value),
            change: if known { points(before, after, lang) } else { String::new() },
        }
    };
    new.collection.form.choices_of(b.question).iter().map(of).collect()
}

/// The change in percentage points, from the rounded shares that are shown.
fn points(before: Share, after: Share, lang: Lang) -> String {
    let (Some(a), Some(b)) = (before.hundredths(), after.hundredths()) else { return String::new() };
    let (sign, by) = if b >= a { ("+", b - a) } else { ("−", a - b) };
    T(lang).points(format!("{sign}{}.{:02}", by / 100, by % 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_in_points_of_the_shares_that_are_shown() {
        assert!(points(Share::new(15, 38), Share::new(22, 39), Lang::En).starts_with("+16.94"));
        assert!(points(Share::new(22, 39), Share::new(15, 38), Lang::En).starts_with("−16.94"));
        assert_eq!(points(Share::new(0, 0), Share::new(1, 2), Lang::En), "");
    }
}
