//! The figures of the second paper that entries can give again (mission 1.6 and D): as printed, as counted now, and what
//! the arithmetic says of both. What was printed is never changed to fit.

mod store;
mod units;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use continuity::{
    Share,
    figures::{DEFAULT_LARGEST, FigureCheck, check},
};
use documents::xlsx::Cell;
use serde::Deserialize;
use web::{Access, Action, App, Granted, Lang, Page, Problem, Routes, Visit, render};

use crate::{
    download::{self, Format, Table},
    entry::{fields::share_words, reach::Reach},
    ledger::Word,
    text::T,
};

#[cfg(test)]
pub(crate) use store::counted;

/// The routes of this slice.
pub(crate) fn routes() -> Routes {
    Routes::new().get("/measures/printed", Access::May(Action::ViewMeasure), show)
}

/// What is counted for a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// Processes with relief done, of all.
    Relief,
    /// Departments that let people work from home, of all that the paper counts.
    Homework,
    /// Reporting units with an innovation in use, of all.
    Innovation,
}

/// A figure as the paper prints it.
pub(crate) struct Figure {
    pub of: Of,
    /// Buddhist fiscal year.
    pub year: i32,
    /// Paragraph of the paper.
    pub paragraph: &'static str,
    pub label: Word,
    /// The percentage in the paper's digits, Arabic.
    pub printed: &'static str,
    /// Count and whole where the paper gives them.
    pub n: Option<u64>,
    pub d: Option<u64>,
    /// What the count leaves out, in the paper's words.
    pub note: Word,
    /// Query of the list behind the count.
    pub list: &'static str,
}

/// Of the memo of 20 April 2565 that relays the cabinet of 19 April 2565.
pub(crate) static FIGURES: [Figure; 4] = [
    Figure {
        of: Of::Relief,
        year: 2564,
        paragraph: "2.1",
        label: T::figure_relief,
        printed: "87.38",
        n: Some(90),
        d: Some(103),
        note: T::figure_relief_note,
        list: "/measures/relief/summary?year=2564",
    },
    Figure {
        of: Of::Homework,
        year: 2563,
        paragraph: "4.3",
        label: T::figure_homework,
        printed: "100",
        n: None,
        d: None,
        note: T::figure_homework_note,
        list: "/measures/homework?year=2563",
    },
    Figure {
        of: Of::Homework,
        year: 2564,
        paragraph: "4.3",
        label: T::figure_homework,
        printed: "100",
        n: None,
        d: None,
        note: T::figure_homework_note,
        list: "/measures/homework?year=2564",
    },
    Figure {
        of: Of::Innovation,
        year: 2564,
        paragraph: "4.5",
        label: T::figure_innovation,
        printed: "64.10",
        n: Some(25),
        d: Some(39),
        note: T::figure_innovation_note,
        list: "/measures/practice?year=2564&kind=innovation",
    },
];

/// How what is counted agrees with what is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// The count gives the printed figure, and the printed count where there is one.
    Same,
    /// It gives another one.
    Differs,
    /// There is nothing to count.
    Nothing,
}

/// Compares a printed figure with a count.
pub(crate) fn agreement(figure: &Figure, counted: Share) -> Agreement {
    let printed_counts = figure.n.zip(figure.d);
    if counted.n == 0 || counted.d == 0 {
        return Agreement::Nothing;
    }
    let judged = check(figure.printed, Some(counted.n), Some(counted.d), DEFAULT_LARGEST);
    let gives = judged.is_ok_and(|judged| matches!(judged.check, FigureCheck::Exact | FigureCheck::Truncated));
    let same_counts = printed_counts.is_none_or(|counts| counts == (counted.n, counted.d));
    if gives && same_counts { Agreement::Same } else { Agreement::Differs }
}

struct Line {
    label: &'static str,
    note: &'static str,
    paragraph: &'static str,
    year: i32,
    printed: String,
    printed_counts: String,
    verdict: &'static str,
    verdict_look: &'static str,
    counted: String,
    agreement: &'static str,
    agreement_look: &'static str,
    list: &'static str,
}

impl Line {
    fn of(figure: &Figure, counted: Share, lang: Lang) -> Self {
        let t = T(lang);
        let (verdict_look, verdict) = verdict(figure, t);
        let (agreement_look, agreement) = match agreement(figure, counted) {
            Agreement::Same => ("ok", t.agrees()),
            Agreement::Differs => ("warn", t.differs()),
            Agreement::Nothing => ("off", t.nothing_counted()),
        };
        let counts = figure.n.zip(figure.d);
        Line {
            label: (figure.label)(&t),
            note: (figure.note)(&t),
            paragraph: figure.paragraph,
            year: lang.fiscal_year(figure.year),
            printed: format!("{}%", figure.printed),
            printed_counts: counts.map(|(n, d)| t.done_of(lang.number(n), lang.number(d))).unwrap_or_default(),
            verdict,
            verdict_look,
            counted: share_words(lang, counted.n, counted.d).unwrap_or_default(),
            agreement,
            agreement_look,
            list: figure.list,
        }
    }
}

/// What the arithmetic says of the figure as printed.
fn verdict(figure: &Figure, t: T) -> (&'static str, &'static str) {
    match check(figure.printed, figure.n, figure.d, DEFAULT_LARGEST).map(|judged| judged.check) {
        Ok(FigureCheck::Exact) => ("ok", t.verdict_exact()),
        Ok(FigureCheck::Truncated) => ("warn", t.verdict_truncated()),
        Ok(FigureCheck::NoDenominator) => ("off", t.verdict_no_whole()),
        Ok(FigureCheck::Impossible) | Err(_) => ("bad", t.verdict_impossible()),
    }
}

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    format: String,
}

#[derive(Template)]
#[template(path = "printed/show.html")]
struct PrintedPage {
    page: Page,
    t: T,
    lines: Vec<Line>,
    count: String,
    as_of: String,
    everywhere: bool,
}

async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (lang, t, now) = (visit.lang, T(visit.lang), app.clock.now());
    let format = Format::read(&asked.format)?;
    let reach = Reach::of(&granted.actor, &granted.scope);
    let everywhere = granted.scope.is_nation();
    let counted = app.db.read(move |tx| {
        FIGURES.iter().map(|figure| store::counted(tx, figure.of, figure.year, &reach)).collect::<db::Result<Vec<_>>>()
    });
    let counted = counted.await?;
    let pairs = || FIGURES.iter().zip(&counted);
    if let Some(format) = format {
        return download::answer(&table(pairs(), lang), format, lang, visit.demonstration, now);
    }
    let lines: Vec<Line> = pairs().map(|(figure, share)| Line::of(figure, *share, lang)).collect();
    let page = visit.page(t.printed()).crumb("/measures", t.measures()).at(t.printed());
    let count = lang.number(lines.len() as u64);
    Ok(render(&PrintedPage { page, t, lines, count, as_of: lang.moment(now), everywhere })?.into_response())
}

fn table<'a>(pairs: impl Iterator<Item = (&'a Figure, &'a Share)>, lang: Lang) -> Table {
    let t = T(lang);
    let columns = [
        ("paragraph", t.paragraph()),
        ("figure", t.figure()),
        ("fiscal_year", t.fiscal_year()),
        ("printed_percent", t.printed_percent()),
        ("printed_n", t.printed_n()),
        ("printed_d", t.printed_d()),
        ("n", t.done_n()),
        ("d", t.all_n()),
        ("percent", t.percent()),
        ("agreement", t.agreement()),
    ];
    let count = |count: Option<u64>| count.map_or(Cell::Blank, download::int);
    let row = |(figure, counted): (&Figure, &Share)| {
        vec![
            Cell::from(figure.paragraph),
            Cell::from((figure.label)(&t)),
            Cell::from(lang.fiscal_year(figure.year).to_string()),
            Cell::from(figure.printed),
            count(figure.n),
            count(figure.d),
            download::int(counted.n),
            download::int(counted.d),
            download::share(counted.n, counted.d),
            Cell::from(Line::of(figure, *counted, lang).agreement),
        ]
    };
    Table {
        name: "measures-printed".to_owned(),
        title: t.printed().to_owned(),
        columns: columns.map(|(name, heading)| (name.to_owned(), heading.to_owned())).to_vec(),
        rows: pairs.map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_count_agrees_another_differs_and_none_is_nothing() {
        let relief = &FIGURES[0];
        assert_eq!(agreement(relief, Share::new(90, 103)), Agreement::Same);
        assert_eq!(agreement(relief, Share::new(180, 206)), Agreement::Differs, "the same percentage of another count");
        assert_eq!(agreement(relief, Share::new(89, 103)), Agreement::Differs);
        assert_eq!(agreement(relief, Share::new(0, 0)), Agreement::Nothing);
        assert_eq!(agreement(&FIGURES[1], Share::new(153, 153)), Agreement::Same);
        assert_eq!(agreement(&FIGURES[1], Share::new(152, 153)), Agreement::Differs);
    }

    #[test]
    fn what_the_paper_counts_itself_is_exact() {
        for figure in FIGURES.iter().filter(|figure| figure.d.is_some()) {
            let judged = check(figure.printed, figure.n, figure.d, DEFAULT_LARGEST).unwrap();
            assert_eq!(judged.check, FigureCheck::Exact, "{}", figure.printed);
        }
    }
}
