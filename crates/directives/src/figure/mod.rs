//! Figures with integrity (mission 1.6): every printed share with its count, whole and verdict; a person may say what it
//! counts or means, and what was printed stays. An ambiguous one waits for a person.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use continuity::figures::{DEFAULT_LARGEST, check};
use db::{Tx, params};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;
use web::{
    Access, Action, App, Granted, Lang, Page, Problem, Routes, Visit,
    form::{Errors, Fields},
    render,
};

use crate::{
    confirmation::commands::Refused,
    following::view::share_words,
    paper::{
        commands::{found, record},
        items::{self, Figure},
        show::PaperView,
    },
    text::T,
    words::{self, code},
};

/// The routes of this slice.
pub fn routes() -> Routes {
    let view = Access::May(Action::ViewDirective);
    let follow = Access::May(Action::FollowDirective);
    Routes::new().get("/directives/{id}/figures", view, list).get("/figures/{id}", follow, form).post(
        "/figures/{id}",
        follow,
        save,
    )
}

/// A figure in words.
pub(crate) struct FigureView {
    pub id: String,
    pub label: String,
    pub printed: String,
    pub kind: &'static str,
    pub counted: String,
    pub verdict: &'static str,
    pub verdict_kind: &'static str,
    /// Denominators that would give it.
    pub fits: String,
    pub line: usize,
    pub unsure: Vec<&'static str>,
    pub decision: &'static str,
    pub decision_kind: &'static str,
    /// What a person says of it: count, verdict, meaning, note, who and when.
    pub reading: Option<ReadingView>,
}

/// A person's reading in words.
pub(crate) struct ReadingView {
    pub counted: String,
    pub verdict: &'static str,
    pub verdict_kind: &'static str,
    pub meaning: &'static str,
    pub note: String,
    pub by: String,
}

impl FigureView {
    pub(crate) fn of(figure: &Figure, lang: Lang) -> Self {
        let t = T(lang);
        let (verdict_kind, verdict) = words::verdict(lang, &figure.verdict);
        let (decision_kind, decision) = crate::confirmation::decided(lang, &figure.decision);
        let mut fits: Vec<String> = figure.fits.iter().map(|d| lang.number(*d)).collect();
        if figure.fits_more > 0 {
            fits.push(t.and_others(lang.number(figure.fits_more)));
        }
        let reading = figure.reading.as_ref().map(|reading| {
            let (verdict_kind, verdict) = words::verdict(lang, &reading.verdict);
            ReadingView {
                counted: counted(lang, reading.n, reading.d),
                verdict,
                verdict_kind,
                meaning: meaning(lang, &reading.meaning),
                note: reading.note.clone(),
                by: t.by_at(&reading.by, lang.moment(reading.at)),
            }
        });
        let settled = reading.is_some();
        FigureView {
            id: figure.id.clone(),
            label: figure.label.clone(),
            printed: figure.printed.clone(),
            kind: words::figure_kind(lang, &figure.kind),
            counted: counted(lang, figure.n, figure.d),
            verdict,
            verdict_kind,
            fits: fits.join(", "),
            line: figure.line,
            unsure: if settled { Vec::new() } else { figure.unsure.iter().map(|c| words::unsure(lang, c)).collect() },
            decision,
            decision_kind,
            reading,
        }
    }
}

fn counted(lang: Lang, n: Option<u64>, d: Option<u64>) -> String {
    match (n, d) {
        (Some(n), Some(d)) => share_words(lang, n, d).unwrap_or_default(),
        (Some(n), None) => lang.number(n),
        (None, Some(d)) => T(lang).of_whole(lang.number(d)),
        (None, None) => String::new(),
    }
}

const MEANINGS: [&str; 4] = ["share", "increased_to", "increased_by", "other"];

fn meaning(lang: Lang, code: &str) -> &'static str {
    let t = T(lang);
    match code {
        "increased_to" => t.meaning_increased_to(),
        "increased_by" => t.meaning_increased_by(),
        "share" => t.meaning_share(),
        _ => t.meaning_other(),
    }
}

#[derive(Template)]
#[template(path = "figure/list.html")]
struct ListPage {
    page: Page,
    t: T,
    paper: PaperView,
    figures: Vec<FigureView>,
    may_follow: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    done: String,
}

async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let may_follow = granted.actor.may_somewhere(Action::FollowDirective);
    let read = app.db.read(move |tx| {
        let Some(paper) = found(tx, &id, may_follow)? else { return Ok(None) };
        let figures = items::figures(tx, &id)?;
        Ok::<_, db::Error>(Some((paper, figures)))
    });
    let (paper, figures) = read.await?.ok_or(Problem::NotFound)?;
    let paper = PaperView::of(&paper, lang);
    let mut page = visit.page(t.figures()).crumb("/directives", t.directives());
    page = page.crumb(format!("/directives/{}", paper.id), t.paper()).at(t.figures());
    if asked.done == "read" {
        page = page.with_notice("ok", t.done_figure());
    }
    let shown = figures.iter().filter(|figure| figure.decision != "rejected");
    let figures = shown.map(|figure| FigureView::of(figure, lang)).collect();
    Ok(render(&ListPage { page, t, paper, figures, may_follow })?.into_response())
}

#[derive(Template)]
#[template(path = "figure/form.html")]
struct FormPage {
    page: Page,
    t: T,
    figure: FigureView,
    n: String,
    d: String,
    note: String,
    meanings: Vec<web::components::Choice>,
    errors: Errors,
}

fn shown(visit: &Visit, figure: &Figure, fields: &Fields, errors: Errors) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut page = visit.page(t.read_figure()).crumb("/directives", t.directives());
    page = page.crumb(format!("/directives/{}/figures", figure.directive_id), t.figures()).at(t.read_figure());
    page.error_title = !errors.is_empty();
    let chosen = fields.text("meaning");
    let body = FormPage {
        page,
        t,
        figure: FigureView::of(figure, lang),
        n: fields.text("n"),
        d: fields.text("d"),
        note: fields.text("note"),
        meanings: web::components::Choice::of(MEANINGS.map(|code| (code, meaning(lang, code))), &chosen),
        errors,
    };
    Ok((status, render(&body)?).into_response())
}

async fn form(visit: Visit, State(app): State<App>, Path(id): Path<String>) -> Result<Response, Problem> {
    let figure = app.db.read(move |tx| items::one_figure(tx, &id)).await?.ok_or(Problem::NotFound)?;
    let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    let reading = figure.reading.clone();
    let (n, d) = reading.as_ref().map_or((figure.n, figure.d), |reading| (reading.n, reading.d));
    let (meaning, note) = reading.map(|reading| (reading.meaning, reading.note)).unwrap_or_default();
    let fields = Fields::of([("n", number(n)), ("d", number(d)), ("meaning", meaning), ("note", note)]);
    shown(&visit, &figure, &fields, Errors::new())
}

/// A count as typed; nothing typed is none.
pub(crate) fn count(fields: &Fields, name: &'static str, lang: Lang, errors: &mut Errors) -> Option<u64> {
    let text = thai::digits::to_arabic(&fields.text(name)).replace(',', "");
    if text.is_empty() {
        return None;
    }
    let read = text.parse::<u64>().ok().filter(|n| *n <= 1_000_000_000_000);
    if read.is_none() {
        errors.add(name, T(lang).not_a_count(fields.text(name)));
    }
    read
}

async fn save(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let asked = id.clone();
    let figure = app.db.read(move |tx| items::one_figure(tx, &asked)).await?.ok_or(Problem::NotFound)?;
    let mut errors = Errors::new();
    let (n, d) = (count(&fields, "n", lang, &mut errors), count(&fields, "d", lang, &mut errors));
    if n.zip(d).is_some_and(|(n, d)| n > d || d == 0) {
        errors.add("n", t.refused_impossible_count());
    }
    let meaning = fields.text("meaning");
    if !MEANINGS.contains(&meaning.as_str()) {
        errors.add("meaning", t.choose_meaning());
    }
    let note = fields.text("note");
    if note.is_empty() {
        errors.add("note", t.note_needed());
    }
    if !errors.is_empty() {
        return shown(&visit, &figure, &fields, errors);
    }
    let (by, now, paper) = (granted.actor.account_id, app.clock.now(), figure.directive_id.clone());
    let read = app.db.write(move |tx| reading(tx, &id, (n, d), (&meaning, &note), &by, now)).await;
    read.map_err(|refused| refused.problem(lang))?;
    Ok(Redirect::to(&format!("/directives/{paper}/figures?done=read")).into_response())
}

/// Keeps what a person says that a figure counts or means; the printed value is never touched.
///
/// # Errors
/// [`Refused::NotFound`]; the database's.
pub fn reading(
    tx: &mut Tx<'_>,
    id: &str,
    (n, d): (Option<u64>, Option<u64>),
    (meaning, note): (&str, &str),
    by: &str,
    now: Timestamp,
) -> Result<(), Refused> {
    let figure = items::one_figure(tx, id)?.ok_or(Refused::NotFound)?;
    let judged = check(&figure.printed, n, d, DEFAULT_LARGEST);
    let verdict = judged.map_or_else(|_| figure.verdict.clone(), |judged| code(&judged.check));
    tx.execute(
        "INSERT INTO directive_figure_reading (id, figure_id, n, d, verdict, meaning, note, made_at, made_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![db::new_id(), id, n, d, &verdict, meaning, note, now, by],
    )?;
    let sql = "UPDATE directive_figure SET decision = 'accepted', decided_at = $2, decided_by = $3 WHERE id = $1";
    tx.execute(sql, params![id, now, by])?;
    let detail = json!({"figure": id, "printed": figure.printed, "n": n, "d": d, "meaning": meaning, "note": note});
    record(tx, "directive.figure_read", &figure.directive_id, by, now, detail)?;
    Ok(())
}
