//! What is done with organisations of a roster: adding some, taking chosen ones off, giving them more time.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use web::{
    App, Granted, Lang, Page, Problem, Visit,
    form::{Errors, Fields},
    render,
};

use super::{
    Refused, extensions as commands,
    form::{self, Typed},
    pages::{RoundView, round_of},
    roster,
    store::{self, Round},
};
use crate::text::T;

/// What a form about chosen organisations shows.
#[derive(Template)]
#[template(path = "round/chosen.html")]
struct ChosenPage {
    page: Page,
    t: T,
    round: RoundView,
    /// `extend`, `remove` or `add`.
    act: &'static str,
    heading: &'static str,
    under: &'static str,
    action: String,
    chosen: Vec<(String, String)>,
    codes: String,
    date: Typed,
    reason: String,
    errors: Errors,
}

impl ChosenPage {
    fn new(visit: &Visit, round: &Round, app: &App, act: &'static str) -> Self {
        let (t, year) = (T(visit.lang), round.fiscal_year);
        let (heading, under, action) = match act {
            "extend" => (t.grant_extension(), t.grant_extension_under(), format!("/rounds/{year}/extensions")),
            "remove" => (t.take_off_roster(), t.take_off_roster_under(), format!("/rounds/{year}/roster/removals")),
            _ => (t.add_to_roster(), t.add_to_roster_under(), format!("/rounds/{year}/roster/additions")),
        };
        let page = visit.page(heading).crumb("/rounds", t.rounds());
        let page = page.crumb(format!("/rounds/{year}"), t.round_title(year));
        let page = page.crumb(format!("/rounds/{year}/roster"), t.roster()).at(heading);
        let today = app.clock.today();
        let date = if act == "extend" { Typed::default() } else { Typed::of(visit.lang, today) };
        ChosenPage {
            page,
            t,
            round: RoundView::of(round, visit.lang, today),
            act,
            heading,
            under,
            action,
            chosen: Vec::new(),
            codes: String::new(),
            date,
            reason: String::new(),
            errors: Errors::new(),
        }
    }

    fn answer(mut self) -> Result<Response, Problem> {
        self.page.error_title = !self.errors.is_empty();
        let status = if self.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        Ok((status, render(&self)?).into_response())
    }
}

/// The names of chosen organisations on the roster and in reach, in Thai order.
async fn named(
    app: &App,
    granted: &Granted,
    round: &Round,
    ids: Vec<String>,
    lang: Lang,
) -> Result<Vec<(String, String)>, Problem> {
    let (scope, round) = (granted.scope.clone(), round.clone());
    let found = app.db.read(move |tx| store::named(tx, &round, &ids, &scope)).await?;
    Ok(found.into_iter().map(|(id, th, en)| (id, lang.name(&th, &en).to_owned())).collect())
}

fn chosen_ids(fields: &Fields) -> Vec<String> {
    let mut ids: Vec<String> = fields.all("chosen").map(str::to_owned).collect();
    ids.sort();
    ids.dedup();
    ids
}

/// Organisations were chosen in the list, and a button pressed: the form for what is to be done with them.
pub(super) async fn chosen(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(year): Path<i32>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (round, _) = round_of(&app, year).await?;
    let act = if fields.raw("act") == "remove" { "remove" } else { "extend" };
    let mut body = ChosenPage::new(&visit, &round, &app, act);
    body.chosen = named(&app, &granted, &round, chosen_ids(&fields), visit.lang).await?;
    if body.chosen.is_empty() {
        return Err(Problem::BadRequest(T(visit.lang).choose_first().into()));
    }
    body.answer()
}

pub(super) async fn additions_form(
    visit: Visit,
    State(app): State<App>,
    Path(year): Path<i32>,
) -> Result<Response, Problem> {
    let (round, _) = round_of(&app, year).await?;
    ChosenPage::new(&visit, &round, &app, "add").answer()
}

pub(super) async fn add(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(year): Path<i32>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (round, _) = round_of(&app, year).await?;
    let mut body = ChosenPage::new(&visit, &round, &app, "add");
    body.date = form::date(&fields, "on", visit.lang, &mut body.errors);
    body.codes = fields.raw("codes").to_owned();
    body.reason = fields.text("reason");
    if let Some(on) = body.date.date {
        let (codes, reason) = (form::codes_of_text(&body.codes), body.reason.clone());
        let (by, now) = (granted.actor.account_id, app.clock.now());
        let done = app.db.write(move |tx| roster::add(tx, year, &codes, (on, &reason), &by, now)).await;
        match done {
            Ok(n) => {
                return Ok(
                    Redirect::to(&format!("/rounds/{year}/roster?change=added&done=added&n={n}")).into_response()
                );
            }
            Err(Refused::Database(problem)) => return Err(problem.into()),
            Err(refused) => body.errors = refused.errors(visit.lang),
        }
    }
    body.answer()
}

pub(super) async fn remove(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(year): Path<i32>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (round, _) = round_of(&app, year).await?;
    let mut body = ChosenPage::new(&visit, &round, &app, "remove");
    body.date = form::date(&fields, "on", visit.lang, &mut body.errors);
    body.reason = fields.text("reason");
    body.chosen = named(&app, &granted, &round, chosen_ids(&fields), visit.lang).await?;
    if let Some(on) = body.date.date {
        let ids: Vec<String> = body.chosen.iter().map(|(id, _)| id.clone()).collect();
        let (reason, by, now) = (body.reason.clone(), granted.actor.account_id, app.clock.now());
        let done = app.db.write(move |tx| roster::remove(tx, year, &ids, (on, &reason), &by, now)).await;
        match done {
            Ok(n) => {
                return Ok(
                    Redirect::to(&format!("/rounds/{year}/roster?change=removed&done=removed&n={n}")).into_response()
                );
            }
            Err(Refused::Database(problem)) => return Err(problem.into()),
            Err(refused) => body.errors = refused.errors(visit.lang),
        }
    }
    body.answer()
}

pub(super) async fn grant(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(year): Path<i32>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (round, _) = round_of(&app, year).await?;
    let mut body = ChosenPage::new(&visit, &round, &app, "extend");
    body.date = form::date(&fields, "due", visit.lang, &mut body.errors);
    body.reason = fields.text("reason");
    body.chosen = named(&app, &granted, &round, chosen_ids(&fields), visit.lang).await?;
    if let Some(due) = body.date.date {
        let ids: Vec<String> = body.chosen.iter().map(|(id, _)| id.clone()).collect();
        let (reason, by, now) = (body.reason.clone(), granted.actor.account_id, app.clock.now());
        let done = app.db.write(move |tx| commands::grant(tx, year, &ids, (due, &reason), &by, now)).await;
        match done {
            Ok(made) => {
                let to = format!("/rounds/{year}/extensions?done=granted&n={}", made.len());
                return Ok(Redirect::to(&to).into_response());
            }
            Err(Refused::Database(problem)) => return Err(problem.into()),
            Err(refused) => body.errors = named_rows(&refused, &body.chosen, visit.lang),
        }
    }
    body.answer()
}

/// Refused organisations by their names: the rows of a choice mean nothing to people.
fn named_rows(refused: &Refused, chosen: &[(String, String)], lang: Lang) -> Errors {
    let mut errors = Errors::new();
    for row in refused.rows() {
        let name = chosen.iter().find(|(id, _)| *id == row.code).map_or("", |(_, name)| name);
        errors.add("due", format!("{name}: {}", row.reason.words(lang)));
    }
    if errors.is_empty() { refused.errors(lang) } else { errors }
}
