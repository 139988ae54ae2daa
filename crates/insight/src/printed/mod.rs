//! The figures printed in the cabinet paper of 8 December 2563 beside those computed from plans: which can be exact and
//! which can't, and why (mission 1.6). Denominators that would explain the printed table are shown as hints, never used.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use continuity::{
    Share,
    figures::{self, FigureCheck, Rounding},
};
use documents::xlsx::Cell;
use jiff::civil::{Date, date};
use web::{Access, Action, App, Granted, Lang, Page, Problem, Routes, Visit, render};

use crate::{
    download::{self, Sheet},
    national::{
        Tab,
        groups::no_round,
        panels::percent,
        tabs,
        view::{Asked, View},
    },
    readiness::{Refused, report},
    report::{fraction, hazard_name},
    text::T,
};

const PATH: &str = "/readiness/printed";
/// The fiscal year and the day of the paper's figures.
const YEAR: i32 = 2563;
const DAY: Date = date(2020, 8, 31);
/// Plans made and organisations obliged, as printed in 2.1 of the paper.
const MADE: (u64, u64) = (3616, 8281);
const MADE_PERCENT: &str = "43.66";
/// The table of situations in 2.1, as printed, in its order.
const PRINTED: [(&str, &str); 8] = [
    ("pandemic", "96.97"),
    ("fire", "98.10"),
    ("flood", "95.33"),
    ("civil_unrest", "84.97"),
    ("power_outage", "60.33"),
    ("terrorism", "34.71"),
    ("earthquake", "31.24"),
    ("cyber", "25.90"),
];

/// The page.
pub(crate) fn routes() -> Routes {
    Routes::new().get(PATH, Access::May(Action::ViewReadiness), show)
}

#[derive(Template)]
#[template(path = "printed/index.html")]
struct Printed {
    page: Page,
    t: T,
    tabs: Vec<Tab>,
    as_of: String,
    computed: bool,
    rows: Vec<Row>,
    hints: Vec<String>,
    csv: String,
    xlsx: String,
    count: String,
}

/// One printed figure beside the computed one.
struct Row {
    label: String,
    printed: &'static str,
    /// Counts over the printed whole that give the printed figure, or the two beside it.
    counts: String,
    check: &'static str,
    kind: &'static str,
    why: String,
    computed: Option<Share>,
    computed_text: String,
    /// True when the computed percentage is the printed one.
    same: bool,
}

async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (lang, today, scope) = (visit.lang, app.clock.today(), granted.scope.clone());
    let nation = scope.is_nation();
    let made = app.db.read(move |tx| {
        let view = View::of(tx, &Asked::default(), lang, today)?;
        let computed = match report(tx, YEAR, DAY, None, &scope) {
            Ok(report) => Some(report),
            Err(Refused::NoRound { .. }) => None,
            Err(refused) => return Err(refused),
        };
        Ok::<_, Refused>((view, computed))
    });
    let (view, computed) = match made.await {
        Ok(made) => made,
        Err(Refused::NoRound { year }) => return no_round(&visit, &granted, year),
        Err(refused) => return Err(refused.problem(lang)),
    };
    // Figures of a part of the nation are no answer to figures of the nation.
    let computed = computed.filter(|_| nation);
    let hazard = |code: &str| computed.as_ref()?.hazards.iter().find(|hazard| hazard.code == code).map(|h| h.plans);
    let t = T(lang);
    let first = row(
        lang,
        t.printed_made().to_owned(),
        MADE_PERCENT,
        Some(MADE.0),
        MADE.1,
        computed.as_ref().map(|c| c.submitted),
    );
    let hazards =
        PRINTED.map(|(code, printed)| row(lang, hazard_name(lang, code), printed, None, MADE.0, hazard(code)));
    let rows: Vec<Row> = std::iter::once(first).chain(hazards).collect();
    if !asked.format.is_empty() {
        return file(&visit, &app, View { year: YEAR, as_of: DAY, ..view }, &rows, &asked.format);
    }
    let page = Printed {
        page: view.page(&visit, t.printed_heading()).at(t.tab_printed()),
        tabs: tabs(&view, PATH),
        as_of: lang.date(DAY),
        computed: computed.is_some(),
        hints: hints(lang),
        csv: view.href(PATH, &[("format", "csv")]),
        xlsx: view.href(PATH, &[("format", "xlsx")]),
        count: lang.number(rows.len()),
        t,
        rows,
    };
    Ok(render(&page)?.into_response())
}

fn row(lang: Lang, label: String, printed: &'static str, n: Option<u64>, d: u64, computed: Option<Share>) -> Row {
    let t = T(lang);
    // The figures are constants of this file and are all percentages.
    let judged = figures::check(printed, n, Some(d), figures::DEFAULT_LARGEST).ok();
    let check = judged.as_ref().map_or(FigureCheck::Impossible, |judged| judged.check);
    let fits = judged.map(|judged| judged.fits).unwrap_or_default();
    let shown = |n: u64| t.n_of_d(lang.number(n), lang.number(d), percent(Share::new(n, d)));
    let counts: Vec<String> = match check {
        FigureCheck::Impossible => beside(printed, d).map(shown).into(),
        _ => fits.iter().map(|(n, _)| shown(*n)).collect(),
    };
    let (check, kind, why) = match check {
        FigureCheck::Exact => (t.check_exact(), "ok", t.why_exact().to_owned()),
        FigureCheck::Truncated => (t.check_truncated(), "warn", t.why_truncated(printed)),
        _ => (t.check_impossible(), "bad", t.why_impossible(lang.number(d), printed)),
    };
    let same = computed.and_then(Share::percent).is_some_and(|percent| percent == printed);
    let computed_text = computed
        .map(|share| t.n_of_d(lang.number(share.n), lang.number(share.d), percent(share)))
        .unwrap_or_else(|| t.nothing().to_owned());
    Row { label, printed, counts: counts.join(" · "), check, kind, why, computed, computed_text, same }
}

/// The counts below and above a printed figure that none gives.
fn beside(printed: &str, d: u64) -> [u64; 2] {
    let hundredths: u64 = printed.replace('.', "").parse().unwrap_or_default();
    let below = hundredths * d / 10_000;
    [below, below + 1]
}

/// The only denominators up to 3,616 that give the whole table, by each rounding.
fn hints(lang: Lang) -> Vec<String> {
    let t = T(lang);
    let rows = PRINTED.map(|(_, printed)| (printed, None));
    let found = |rounding| figures::together(&rows, MADE.0, rounding).unwrap_or_default();
    let words = |all: Vec<u64>| all.into_iter().map(|d| lang.number(d)).collect::<Vec<_>>().join(", ");
    vec![t.hint_rounded(words(found(Rounding::HalfUp))), t.hint_truncated(words(found(Rounding::Truncation)))]
}

fn file(visit: &Visit, app: &App, view: View, rows: &[Row], format: &str) -> Result<Response, Problem> {
    let t = T(view.lang);
    let columns = [
        t.column_figure(),
        t.column_printed(),
        t.column_check(),
        t.column_counts(),
        t.column_why(),
        t.column_computed_n(),
        t.column_computed_d(),
        t.column_computed_percent(),
    ];
    let cells = |row: &Row| -> Vec<Cell> {
        let of = |pick: fn(Share) -> u64| row.computed.map(pick).and_then(|n| i64::try_from(n).ok()).into();
        vec![
            row.label.as_str().into(),
            row.printed.into(),
            row.check.into(),
            row.counts.as_str().into(),
            row.why.as_str().into(),
            of(|share| share.n),
            of(|share| share.d),
            row.computed.map_or(Cell::Blank, fraction),
        ]
    };
    let sheet = Sheet {
        name: format!("printed-figures-{}", view.as_of),
        title: t.printed_heading().to_owned(),
        columns: columns.map(str::to_owned).into(),
        rows: rows.iter().map(cells).collect(),
    };
    download::sheet(visit, app, &view, sheet, format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_of_plans_is_truncated_and_two_denominators_are_hints() {
        let made = row(Lang::En, String::new(), MADE_PERCENT, Some(MADE.0), MADE.1, Some(Share::new(3616, 8281)));
        assert_eq!((made.kind, made.same, made.computed_text.contains("43.67")), ("warn", false, true));
        let fire = row(Lang::Th, String::new(), "98.10", None, MADE.0, None);
        assert!(fire.why.contains("ใดจาก 3,616 ให้ค่า 98.10"), "{}", fire.why);
        let hints = hints(Lang::En);
        assert!(hints[0].contains("3,166") && hints[1].contains("3,540"), "{hints:?}");
    }

    #[test]
    fn a_share_that_no_count_over_3616_gives_names_the_two_beside_it() {
        let kinds: Vec<&str> =
            PRINTED.iter().map(|(_, printed)| row(Lang::En, String::new(), printed, None, MADE.0, None).kind).collect();
        assert!(kinds.contains(&"bad"), "{kinds:?}");
        let [below, above] = beside("98.10", MADE.0);
        assert!(
            Share::new(below, MADE.0).hundredths() < Some(9810) && Share::new(above, MADE.0).hundredths() > Some(9810)
        );
    }
}
