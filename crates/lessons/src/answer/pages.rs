//! The answers of one organisation: what to do, how far each section is, what was handed in and handed back.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use questionnaire::examine;
use serde::Deserialize;
use web::{
    Action, App, Granted, Page, Problem, Visit,
    form::{Errors, Fields},
    render,
};

use super::{
    commands::Case,
    store::Handing,
    view::{address, framed},
};
use crate::{collection::CollectionView, text::T, words};

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: String,
}

struct Task {
    href: String,
    label: String,
    kind: &'static str,
    word: &'static str,
}

struct HandingView {
    href: String,
    reference: String,
    at: String,
    by: String,
    returned: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "answer/show.html")]
struct ShowPage {
    page: Page,
    t: T,
    view: CollectionView,
    address: String,
    name: String,
    unit: String,
    standing_kind: &'static str,
    standing: &'static str,
    due: String,
    reference: String,
    returned: String,
    steps: Vec<(&'static str, Vec<Task>)>,
    problems: usize,
    history: Vec<HandingView>,
    may_answer: bool,
    may_return: bool,
    values: Fields,
    errors: Errors,
}

pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((id, code)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    shown(&visit, &granted, &app, (id, code), &asked, (Fields::default(), Errors::new())).await
}

/// The page again with what was typed and what is wrong with it.
pub(super) async fn again(
    visit: &Visit,
    granted: &Granted,
    app: &App,
    of: (String, String),
    typed: (Fields, Errors),
) -> Result<Response, Problem> {
    shown(visit, granted, app, of, &Asked::default(), typed).await
}

async fn shown(
    visit: &Visit,
    granted: &Granted,
    app: &App,
    (id, code): (String, String),
    asked: &Asked,
    (values, errors): (Fields, Errors),
) -> Result<Response, Problem> {
    let (lang, t, today) = (visit.lang, T(visit.lang), app.clock.today());
    let scope = granted.actor.scope(Action::ViewLessons).ok_or(Problem::Forbidden)?;
    let case = app.db.read(move |tx| Case::load(tx, &id, &code, &scope)).await;
    let case = case.map_err(|refused| refused.problem(lang))?;
    let examined = examine(&case.collection.form, &case.document(), today);
    let may_answer = granted.actor.may(Action::AnswerLessons, &case.member.path) && case.is_open();
    let may_return = granted.actor.may(Action::CollectLessons, &case.member.path)
        && case.current().is_some()
        && case.collection.closed_at.is_none();
    let mut page = framed(visit, &case, t.answers(), false);
    page = match asked.done.as_str() {
        "handed" => page.with_notice("ok", t.done_handed()),
        "returned" => page.with_notice("ok", t.done_returned()),
        _ => page,
    };
    page.error_title = !errors.is_empty();
    let (standing_kind, standing) = words::standing(lang, case.member.standing());
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let due = lang.days_until(case.collection.due_on, today);
    let body = ShowPage {
        page,
        t,
        view: CollectionView::of(&case.collection, lang),
        address: address(&case),
        name: lang.name(&case.member.name_th, &case.member.name_en).to_owned(),
        unit: lang.name(&case.member.unit_th, &case.member.unit_en).to_owned(),
        standing_kind,
        standing,
        due: if may_answer { due } else { String::new() },
        reference: case.current().map(|handing| handing.reference.clone()).unwrap_or_default(),
        returned: returned(&case).map(|reason| reason.to_owned()).unwrap_or_default(),
        steps: steps(&case, &examined, visit),
        problems: examined.problems.len(),
        history: case.handings.iter().rev().map(|handing| handing_view(&case, handing, visit)).collect(),
        may_answer,
        may_return,
        values,
        errors,
    };
    Ok((status, render(&body)?).into_response())
}

/// Why the newest handing was handed back.
fn returned(case: &Case) -> Option<&str> {
    case.handings.last()?.returned.as_ref().map(|(_, reason, _)| reason.as_str())
}

/// The sections by steps of the chain, in the form's order.
fn steps(case: &Case, examined: &questionnaire::Examined, visit: &Visit) -> Vec<(&'static str, Vec<Task>)> {
    let mut steps: Vec<(&'static str, Vec<Task>)> = Vec::new();
    for (section, (_, progress)) in case.collection.form.sections.iter().zip(&examined.sections) {
        let asked = *progress != questionnaire::Progress::NotAsked;
        let (kind, word) = words::progress(visit.lang, *progress);
        let href = format!("{}/sections/{}", address(case), section.name);
        let task = Task {
            href: if asked { href } else { String::new() },
            label: words::label(visit.lang, &section.label).to_owned(),
            kind,
            word,
        };
        let step = words::step(visit.lang, section.step);
        match steps.last_mut().filter(|(known, _)| *known == step) {
            Some((_, tasks)) => tasks.push(task),
            None => steps.push((step, vec![task])),
        }
    }
    steps
}

fn handing_view(case: &Case, handing: &Handing, visit: &Visit) -> HandingView {
    let (t, lang) = (T(visit.lang), visit.lang);
    HandingView {
        href: format!("{}/handings/{}", address(case), handing.number),
        reference: handing.reference.clone(),
        at: lang.moment(handing.handed_at),
        by: handing.handed_by.clone(),
        returned: handing.returned.as_ref().map(|(at, _, by)| t.by_at(by, lang.moment(*at))).unwrap_or_default(),
        reason: handing.returned.as_ref().map(|(_, reason, _)| reason.clone()).unwrap_or_default(),
    }
}
