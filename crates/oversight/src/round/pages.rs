//! Pages of rounds: all of them, one with its progress, opening one, changing its dates.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use continuity::Share;
use jiff::civil::Date;
use web::{
    Action, App, Granted, Lang, Page, Problem, Visit,
    form::{Errors, Fields},
    render,
};

use super::{
    Refused, Roster, commands,
    extension_pages::ExtensionView,
    form::{self, Typed},
    store::{self, Counts, Round},
};
use crate::{listing::Filters, text::T, words};

/// A round in words.
pub(crate) struct RoundView {
    pub(crate) year: i32,
    /// The year as the language counts.
    pub(crate) shown_year: i32,
    pub(crate) due: String,
    pub(crate) due_in: String,
    pub(crate) closes: String,
    pub(crate) closes_in: String,
    pub(crate) opened: String,
    pub(crate) state: &'static str,
    pub(crate) state_kind: &'static str,
}

impl RoundView {
    pub(crate) fn of(round: &Round, lang: Lang, today: Date) -> Self {
        let t = T(lang);
        let (state_kind, state) = match today {
            day if day <= round.due_on => ("ok", t.round_open()),
            day if day <= round.closes_on => ("warn", t.round_late()),
            _ => ("off", t.round_closed()),
        };
        // How long ago a date of a closed round was helps nobody.
        let within = |date: Date| if today <= round.closes_on { lang.days_until(date, today) } else { String::new() };
        RoundView {
            year: round.fiscal_year,
            shown_year: lang.fiscal_year(round.fiscal_year),
            due: lang.date(round.due_on),
            due_in: within(round.due_on),
            closes: lang.date(round.closes_on),
            closes_in: within(round.closes_on),
            opened: words::moment(lang, Some(&round.opened_at)),
            state,
            state_kind,
        }
    }
}

/// Counts in words, with their shares.
struct CountsView {
    roster: String,
    sent: String,
    sent_percent: String,
    waiting: String,
    returned: String,
    approved: String,
    approved_percent: String,
    outstanding: String,
    not_started: String,
    drafting: String,
    on_time: String,
    on_time_percent: String,
    changes: String,
    extensions: String,
    /// Parts of the bar in percent: approved, waiting, returned.
    bar: (f64, f64, f64),
}

impl CountsView {
    fn of(counts: &Counts, lang: Lang) -> Self {
        let percent = |n: i64, d: i64| share(n, d).map_or_else(|| "–".to_owned(), |percent| format!("{percent}%"));
        let part = |n: i64| if counts.roster > 0 { (n as f64) * 100.0 / (counts.roster as f64) } else { 0.0 };
        CountsView {
            roster: lang.number(counts.roster),
            sent: lang.number(counts.sent),
            sent_percent: percent(counts.sent, counts.roster),
            waiting: lang.number(counts.waiting),
            returned: lang.number(counts.returned),
            approved: lang.number(counts.approved),
            approved_percent: percent(counts.approved, counts.roster),
            outstanding: lang.number(counts.outstanding()),
            not_started: lang.number(counts.not_started()),
            drafting: lang.number(counts.drafting),
            on_time: lang.number(counts.on_time),
            on_time_percent: percent(counts.on_time, counts.sent),
            changes: lang.number(counts.changes),
            extensions: lang.number(counts.extensions),
            bar: (part(counts.sent - counts.waiting - counts.returned), part(counts.waiting), part(counts.returned)),
        }
    }
}

/// A share as the reports print it; `None` of nothing.
pub(crate) fn share(n: i64, d: i64) -> Option<String> {
    Share::new(u64::try_from(n).ok()?, u64::try_from(d).ok()?).percent()
}

/// Today, and the round of the year in the address.
pub(crate) async fn round_of(app: &App, year: i32) -> Result<(Round, Date), Problem> {
    let round = app.db.read(move |tx| store::by_year(tx, year)).await?.ok_or(Problem::NotFound)?;
    Ok((round, app.clock.today()))
}

#[derive(Template)]
#[template(path = "round/list.html")]
struct ListPage {
    page: Page,
    t: T,
    rounds: Vec<(RoundView, CountsView)>,
    may_open: bool,
}

pub(super) async fn list(visit: Visit, granted: Granted, State(app): State<App>) -> Result<impl IntoResponse, Problem> {
    let (today, scope, lang) = (app.clock.today(), granted.scope.clone(), visit.lang);
    let rounds = app
        .db
        .read(move |tx| {
            let rounds = store::all(tx)?;
            rounds.into_iter().map(|round| Ok((store::counts(tx, &round, &scope, today)?, round))).collect()
        })
        .await
        .map(|all: Vec<(Counts, Round)>| all)
        .map_err(|problem: db::Error| Problem::from(problem))?;
    let t = T(lang);
    render(&ListPage {
        page: visit.page(t.rounds()).at(t.rounds()),
        t,
        rounds: rounds
            .iter()
            .map(|(counts, round)| (RoundView::of(round, lang, today), CountsView::of(counts, lang)))
            .collect(),
        may_open: granted.actor.may_somewhere(Action::ManageRound),
    })
}

#[derive(Template)]
#[template(path = "round/show.html")]
struct ShowPage {
    page: Page,
    t: T,
    round: RoundView,
    counts: CountsView,
    may_manage: bool,
    as_of: String,
    recent: Vec<ExtensionView>,
}

pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(year): Path<i32>,
    Query(filters): Query<Filters>,
) -> Result<impl IntoResponse, Problem> {
    let (round, today) = round_of(&app, year).await?;
    let (scope, found, lang) = (granted.scope.clone(), round.clone(), visit.lang);
    let (counts, recent) = app
        .db
        .read(move |tx| {
            let in_force = Filters { status: "in_force".into(), ..Filters::default() };
            let (_, recent) = store::extensions(tx, &found.id, &scope, &in_force, (0, 5))?;
            Ok::<_, db::Error>((store::counts(tx, &found, &scope, today)?, recent))
        })
        .await?;
    let t = T(lang);
    let mut page = visit.page(t.round_title(year)).crumb("/rounds", t.rounds()).at(t.round_title(year));
    page = match filters.done.as_str() {
        "opened" => page.with_notice("ok", t.done_opened(year, lang.number(counts.roster))),
        "dates" => page.with_notice("ok", t.done_dates(lang.date(round.due_on), lang.date(round.closes_on))),
        _ => page,
    };
    render(&ShowPage {
        page,
        t,
        round: RoundView::of(&round, lang, today),
        counts: CountsView::of(&counts, lang),
        may_manage: granted.actor.may_somewhere(Action::ManageRound),
        as_of: lang.moment(app.clock.now()),
        recent: recent.iter().map(|extension| ExtensionView::of(extension, lang)).collect(),
    })
}

#[derive(Template)]
#[template(path = "round/new.html")]
struct NewPage {
    page: Page,
    t: T,
    year: String,
    due: Typed,
    closes: Typed,
    codes: String,
    errors: Errors,
}

pub(super) async fn new_form(visit: Visit, State(app): State<App>) -> Result<Response, Problem> {
    let next = app.db.read(store::all).await?.first().map(|round| round.fiscal_year + 1);
    let year = next.unwrap_or_else(|| thai::date::fiscal_year(app.clock.today()));
    let year = visit.lang.fiscal_year(year).to_string();
    new_page(&visit, year, [Typed::default(), Typed::default()], String::new(), Errors::new())
}

fn new_page(
    visit: &Visit,
    year: String,
    [due, closes]: [Typed; 2],
    codes: String,
    errors: Errors,
) -> Result<Response, Problem> {
    let t = T(visit.lang);
    let mut page = visit.page(t.open_round()).crumb("/rounds", t.rounds()).at(t.open_round());
    page.error_title = !errors.is_empty();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, render(&NewPage { page, t, year, due, closes, codes, errors })?).into_response())
}

pub(super) async fn create(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (lang, t, mut errors) = (visit.lang, T(visit.lang), Errors::new());
    let year_text = fields.text("year");
    let year = thai::date::parse_fiscal_year(&year_text);
    if year.is_none() {
        errors.add("year", t.refused_year(super::refused::YEARS.start(), super::refused::YEARS.end()));
    }
    let due = form::date(&fields, "due", lang, &mut errors);
    let closes = form::date(&fields, "closes", lang, &mut errors);
    let text = fields.raw("codes").to_owned();
    let roster = match fields.file("file") {
        Some(file) => match form::codes_of_file(&file.bytes, &file.filename) {
            Ok(codes) => Roster::Codes(codes),
            Err(problem) => {
                errors.add("file", form::file_words(lang, &problem));
                Roster::Obliged
            }
        },
        None if !text.trim().is_empty() => Roster::Codes(form::codes_of_text(&text)),
        None => Roster::Obliged,
    };
    if errors.is_empty()
        && let (Some(year), Some(due), Some(closes)) = (year, due.date, closes.date)
    {
        let (by, now) = (granted.actor.account_id, app.clock.now());
        let opened = app.db.write(move |tx| commands::open(tx, year, due, closes, roster.clone(), &by, now)).await;
        match opened {
            Ok(_) => return Ok(Redirect::to(&format!("/rounds/{year}?done=opened")).into_response()),
            Err(Refused::Database(problem)) => return Err(problem.into()),
            Err(refused) => errors = refused.errors(lang),
        }
    }
    new_page(&visit, year_text, [due, closes], text, errors)
}

#[derive(Template)]
#[template(path = "round/dates.html")]
struct DatesPage {
    page: Page,
    t: T,
    round: RoundView,
    revision: i64,
    due: Typed,
    closes: Typed,
    errors: Errors,
    /// Who changed the dates in between, and when.
    lost: Option<(String, String)>,
}

pub(super) async fn dates_form(
    visit: Visit,
    State(app): State<App>,
    Path(year): Path<i32>,
) -> Result<Response, Problem> {
    let (round, today) = round_of(&app, year).await?;
    let typed = [round.due_on, round.closes_on].map(|date| Typed::of(visit.lang, date));
    dates_page(&visit, &round, today, typed, Errors::new(), None)
}

fn dates_page(
    visit: &Visit,
    round: &Round,
    today: Date,
    [due, closes]: [Typed; 2],
    errors: Errors,
    lost: Option<(String, String)>,
) -> Result<Response, Problem> {
    let (t, year) = (T(visit.lang), round.fiscal_year);
    let page = visit.page(t.change_dates()).crumb("/rounds", t.rounds());
    let mut page = page.crumb(format!("/rounds/{year}"), t.round_title(year)).at(t.change_dates());
    page.error_title = !errors.is_empty() || lost.is_some();
    let status = match (&lost, errors.is_empty()) {
        (Some(_), _) => StatusCode::PRECONDITION_FAILED,
        (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (None, true) => StatusCode::OK,
    };
    let round_view = RoundView::of(round, visit.lang, today);
    let body = DatesPage { page, t, round: round_view, revision: round.revision, due, closes, errors, lost };
    Ok((status, render(&body)?).into_response())
}

pub(super) async fn change_dates(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(year): Path<i32>,
    fields: Fields,
) -> Result<Response, Problem> {
    let lang = visit.lang;
    let mut errors = Errors::new();
    let typed = ["due", "closes"].map(|name| form::date(&fields, name, lang, &mut errors));
    let revision: i64 = fields.raw("revision").parse().map_err(|_| Problem::RevisionNeeded)?;
    let mut lost = None;
    if let [Some(due), Some(closes)] = [typed[0].date, typed[1].date] {
        let (by, now) = (granted.actor.account_id, app.clock.now());
        let done = app.db.write(move |tx| commands::change_dates(tx, year, revision, (due, closes), &by, now)).await;
        match done {
            Ok(()) => return Ok(Redirect::to(&format!("/rounds/{year}?done=dates")).into_response()),
            Err(Refused::Database(problem)) => return Err(problem.into()),
            Err(Refused::NoRound(_)) => return Err(Problem::NotFound),
            Err(Refused::Changed(_)) => {
                let (round, _) = round_of(&app, year).await?;
                let last = app.db.read(move |tx| store::last_change(tx, &round.id)).await?;
                let (who, at) = last.ok_or_else(|| Problem::BadRequest(T(lang).refused_changed().into()))?;
                lost = Some((who, words::moment(lang, Some(&at))));
            }
            Err(refused) => errors = refused.errors(lang),
        }
    }
    let (round, today) = round_of(&app, year).await?;
    dates_page(&visit, &round, today, typed, errors, lost)
}
