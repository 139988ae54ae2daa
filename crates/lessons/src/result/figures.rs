//! The figures printed in the report of lessons beside those counted from records: which counts can give what is
//! printed, what the records give, and the way to them (mission 1.6). 61.10 over 39 stays printed as it is: no count
//! gives it, and none is put in its place.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use continuity::{
    Share,
    figures::{self, FigureCheck},
};
use db::{Scope, Tx};
use documents::xlsx::Cell;
use jiff::Timestamp;
use serde::Deserialize;
use web::{App, Granted, Lang, Page, Problem, Visit, render};

use super::store;
use crate::{
    collection::{share_words, store as collections},
    dated::AsOf,
    download::{self, Table},
    questionnaires::{Printed, printed as built_in_printed, store::key},
    text::T,
    words,
};

/// The memo of 20 April 2565 that relays the cabinet of 19 April 2565.
const CABINET: jiff::civil::Date = jiff::civil::date(2022, 4, 19);

/// A printed figure with what the records give.
#[derive(Clone, Debug)]
pub struct Line {
    /// What is printed.
    pub printed: &'static Printed,
    /// What the arithmetic says of the printed percentage; nothing where only a count is printed.
    pub check: Option<FigureCheck>,
    /// Counts that give it, or the two beside it when none does.
    pub counts: Vec<(u64, u64)>,
    /// What the records give; nothing when that year was not collected.
    pub computed: Option<Share>,
    /// Id and questionnaire of the collection that it is counted from.
    pub collection: Option<(String, String)>,
}

impl Line {
    /// Whether the records give what is printed.
    pub fn agrees(&self) -> Option<bool> {
        let computed = self.computed?;
        Some(match &self.printed.percent {
            Some(percent) => computed.percent().is_some_and(|own| own == *percent || own == format!("{percent}.00")),
            None => self.printed.n == Some(computed.n),
        })
    }
}

/// Judges a printed percentage by the counts that the paper gives.
fn judged(printed: &Printed) -> (Option<FigureCheck>, Vec<(u64, u64)>) {
    let Some(percent) = &printed.percent else { return (None, Vec::new()) };
    let whole = printed.d.or(printed.over);
    let Ok(judged) = figures::check(percent, printed.n, whole, figures::DEFAULT_LARGEST) else {
        return (None, Vec::new());
    };
    let counts = match (judged.check, whole) {
        (FigureCheck::Impossible, Some(d)) => {
            let hundredths: u64 = percent.replace('.', "").parse().unwrap_or_default();
            let below = hundredths.saturating_mul(d) / 10_000;
            vec![(below, d), (below + 1, d)]
        }
        _ => judged.fits,
    };
    (Some(judged.check), counts)
}

/// Every printed figure with what the records give at an instant.
///
/// # Errors
/// The database's.
pub fn lines(tx: &mut Tx<'_>, at: Timestamp) -> db::Result<Vec<Line>> {
    let mut all = Vec::new();
    for printed in built_in_printed() {
        let (check, counts) = judged(printed);
        let mut line = Line { printed, check, counts, computed: None, collection: None };
        if let Some(collection) = collections::of_year(tx, printed.year, &printed.part)? {
            let counted = store::counted(tx, &collection.id, &Scope::nation(), at)?;
            let chosen = counted.of(&printed.question, &printed.value);
            line.computed = Some(match (printed.question.is_empty(), printed.by.as_str()) {
                (true, _) => Share::new(counted.base.organisations_answered, counted.base.organisations),
                (false, "organisations") => Share::new(chosen.organisations, counted.base.organisations),
                _ => Share::new(chosen.units, counted.base.units),
            });
            line.collection = Some((collection.id, key(&collection.form)));
        }
        all.push(line);
    }
    Ok(all)
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    as_of: String,
    format: String,
}

struct Row {
    label: String,
    clause: String,
    year: i32,
    printed: String,
    check: &'static str,
    kind: &'static str,
    why: String,
    counts: String,
    computed: String,
    href: String,
    agrees: &'static str,
    agrees_kind: &'static str,
}

#[derive(Template)]
#[template(path = "result/figures.html")]
struct FiguresPage {
    page: Page,
    t: T,
    as_of: AsOf,
    rows: Vec<Row>,
    count: String,
    csv: String,
    xlsx: String,
    nation: bool,
}

pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (lang, t, now) = (visit.lang, T(visit.lang), app.clock.now());
    let as_of = AsOf::read(&asked.as_of, lang, now);
    let at = as_of.at;
    let nation = granted.scope.is_nation();
    let mut lines = app.db.read(move |tx| lines(tx, at)).await?;
    if !nation {
        // What an organisation may see of itself is no answer to figures of the nation.
        lines.iter_mut().for_each(|line| (line.computed, line.collection) = (None, None));
    }
    let rows: Vec<Row> = lines.iter().map(|line| row(line, &as_of, lang)).collect();
    if !asked.format.is_empty() {
        let table = table(&lines, &rows, lang);
        return download::answer(table, &asked.format, lang, visit.demonstration, now);
    }
    let with = |format: &str| match as_of.typed.text.as_str() {
        "" => format!("/lessons/figures?format={format}"),
        day => format!("/lessons/figures?format={format}&as_of={}", words::encoded(day)),
    };
    let body = FiguresPage {
        page: visit.page(t.printed_heading()).crumb("/lessons", t.lessons()).at(t.printed_heading()),
        t,
        count: lang.number(rows.len()),
        csv: with("csv"),
        xlsx: with("xlsx"),
        as_of,
        rows,
        nation,
    };
    Ok(render(&body)?.into_response())
}

fn row(line: &Line, as_of: &AsOf, lang: Lang) -> Row {
    let (t, printed) = (T(lang), line.printed);
    let count = |(n, d): &(u64, u64)| share_words(lang, Share::new(*n, *d));
    let (check, kind, why) = match line.check {
        Some(FigureCheck::Exact) => (t.check_exact(), "ok", t.check_exact_why().to_owned()),
        Some(FigureCheck::Truncated) => (t.check_truncated(), "warn", t.check_truncated_why().to_owned()),
        Some(FigureCheck::Impossible) => {
            let whole = lang.number(printed.d.or(printed.over).unwrap_or_default());
            (t.check_impossible(), "bad", t.check_impossible_why(whole, printed.percent.as_deref().unwrap_or_default()))
        }
        Some(FigureCheck::NoDenominator) => (t.check_no_denominator(), "off", String::new()),
        None => (t.check_count(), "off", String::new()),
    };
    let (agrees_kind, agrees) = match line.agrees() {
        Some(true) => ("ok", t.agrees()),
        Some(false) => ("warn", t.differs()),
        None if printed.register == "relief" => ("off", t.kept_in_relief()),
        None => ("off", t.not_collected()),
    };
    Row {
        label: words::label(lang, &printed.label).to_owned(),
        clause: printed.clause.clone(),
        year: printed.year,
        printed: printed_words(printed, lang),
        counts: line.counts.iter().map(count).collect::<Vec<_>>().join(" · "),
        computed: match line.computed {
            Some(share) => share_words(lang, share),
            None if printed.register == "relief" => t.see_register().to_owned(),
            None => String::new(),
        },
        href: href(line, as_of),
        check,
        kind,
        why,
        agrees,
        agrees_kind,
    }
}

fn printed_words(printed: &Printed, lang: Lang) -> String {
    let t = T(lang);
    match (&printed.percent, printed.n, printed.d) {
        (Some(percent), Some(n), Some(d)) => t.printed_with_counts(percent, lang.number(n), lang.number(d)),
        (Some(percent), ..) => t.printed_percent(percent),
        (None, Some(n), _) => lang.number(n),
        _ => String::new(),
    }
}

/// The way to the records.
fn href(line: &Line, as_of: &AsOf) -> String {
    let day = match as_of.typed.text.as_str() {
        "" => String::new(),
        text => format!("&as_of={}", words::encoded(text)),
    };
    match (&line.collection, line.printed.register.as_str()) {
        (Some((id, _)), _) if line.printed.question.is_empty() => {
            format!("/lessons/collections/{id}/members?status=handed_in")
        }
        (Some((id, _)), _) => {
            let (question, value) = (&line.printed.question, &line.printed.value);
            format!("/lessons/collections/{id}/answers?question={question}&value={value}{day}")
        }
        (None, "relief") => "/measures/relief/summary?year=2564".to_owned(),
        _ => String::new(),
    }
}

fn table(lines: &[Line], rows: &[Row], lang: Lang) -> Table {
    let t = T(lang);
    let columns = [
        ("id", t.column_id()),
        ("clause", t.clause()),
        ("year", t.fiscal_year()),
        ("figure", t.figure()),
        ("printed_percent", t.printed_value()),
        ("printed_n", t.printed_n()),
        ("printed_d", t.printed_d()),
        ("check", t.check_column()),
        ("counts", t.counts_that_fit()),
        ("computed_n", t.computed_n()),
        ("computed_d", t.computed_d()),
        ("computed_percent", t.computed_percent()),
        ("cabinet", t.cabinet_date()),
    ];
    let number = |n: Option<u64>| Cell::from(n.and_then(|n| i64::try_from(n).ok()));
    let cells = |(line, row): (&Line, &Row)| -> Vec<Cell> {
        let printed = line.printed;
        vec![
            printed.id.as_str().into(),
            printed.clause.as_str().into(),
            Cell::Int(printed.year.into()),
            row.label.as_str().into(),
            printed.percent.as_deref().unwrap_or_default().into(),
            number(printed.n),
            number(printed.d),
            line.check.map_or("", FigureCheck::code).into(),
            row.counts.as_str().into(),
            number(line.computed.map(|share| share.n)),
            number(line.computed.map(|share| share.d)),
            line.computed.and_then(Share::percent).unwrap_or_default().into(),
            Cell::Date(CABINET),
        ]
    };
    Table {
        name: "lessons-printed-2565".to_owned(),
        title: t.printed_heading().to_owned(),
        columns: columns.map(|(name, heading)| (name.to_owned(), heading.to_owned())).to_vec(),
        rows: lines.iter().zip(rows).map(cells).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_printed_share_is_judged_and_61_10_is_impossible_over_39() {
        let judged = |id: &str| judged(built_in_printed().iter().find(|printed| printed.id == id).unwrap());
        for (id, n, d) in [
            ("service_affected_2564", 22, 39),
            ("service_affected_2563", 15, 38),
            ("law_changed_2564", 11, 39),
            ("law_changed_2563", 3, 38),
            ("work_online_2564", 38, 39),
            ("innovation_2564", 25, 39),
            ("relief", 90, 103),
        ] {
            assert_eq!(judged(id), (Some(FigureCheck::Exact), vec![(n, d)]), "{id}");
        }
        assert_eq!(judged("eservice_2564"), (Some(FigureCheck::Impossible), vec![(23, 39), (24, 39)]));
        assert_eq!(judged("wfh_2563").0, Some(FigureCheck::Exact));
        assert_eq!(judged("reporters_provinces"), (None, Vec::new()));
    }
}
