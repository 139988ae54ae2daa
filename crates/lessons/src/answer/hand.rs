//! Checking the answers and handing them in; what was handed in, for reading; handing back.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use questionnaire::examine;
use web::{Action, App, Granted, Page, Problem, Visit, form::Fields, render};

use super::{
    commands::{self, Case, Who},
    pages, store,
    view::{SectionView, address, framed, sections},
};
use crate::{Refused, text::T};

#[derive(Template)]
#[template(path = "answer/check.html")]
struct CheckPage {
    page: Page,
    t: T,
    address: String,
    heading: String,
    under: String,
    sections: Vec<SectionView>,
    problems: usize,
    may_answer: bool,
}

pub(super) async fn check(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((id, code)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (lang, t, scope) = (visit.lang, T(visit.lang), granted.scope.clone());
    let case = app.db.read(move |tx| Case::load(tx, &id, &code, &scope)).await;
    let case = case.map_err(|refused| refused.problem(lang))?;
    let form = &case.collection.form;
    let examined = examine(form, &case.document(), app.clock.today());
    let may_answer = granted.actor.may(Action::AnswerLessons, &case.member.path) && case.is_open();
    let heading = if may_answer { t.check_answers() } else { t.answers() };
    let body = CheckPage {
        page: framed(&visit, &case, heading, true),
        t,
        address: address(&case),
        heading: heading.to_owned(),
        under: lang.name(&case.member.name_th, &case.member.name_en).to_owned(),
        sections: sections(form, &case.document(), &examined, lang),
        problems: examined.problems.len(),
        may_answer,
    };
    Ok(render(&body)?.into_response())
}

/// What was handed in under a number, as it was.
pub(super) async fn handed(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((id, code, number)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let (lang, t, scope) = (visit.lang, T(visit.lang), granted.scope.clone());
    let number: i64 = number.parse().map_err(|_| Problem::NotFound)?;
    let read = app.db.read(move |tx| {
        let case = Case::load(tx, &id, &code, &scope)?;
        let found = case.handings.iter().find(|handing| handing.number == number).cloned();
        let handing = found.ok_or(Refused::NotFound)?;
        let document = store::handed_document(tx, &handing.id)?.ok_or(Refused::NotFound)?;
        Ok::<_, Refused>((case, handing, document))
    });
    let (case, handing, document) = read.await.map_err(|refused| refused.problem(lang))?;
    let form = &case.collection.form;
    let examined = examine(form, &document, thai::date::bangkok_date(handing.handed_at));
    let heading = t.handed_in_as(&handing.reference);
    let body = CheckPage {
        page: framed(&visit, &case, &heading, true),
        t,
        address: address(&case),
        under: t.by_at(&handing.handed_by, lang.moment(handing.handed_at)),
        heading,
        sections: sections(form, &document, &examined, lang),
        problems: 0,
        may_answer: false,
    };
    Ok(render(&body)?.into_response())
}

fn who(granted: &Granted, app: &App, (id, code): &(String, String)) -> Who {
    Who {
        collection: id.clone(),
        code: code.clone(),
        scope: granted.scope.clone(),
        by: granted.actor.account_id.clone(),
        now: app.clock.now(),
    }
}

pub(super) async fn submit(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(of): Path<(String, String)>,
) -> Result<Response, Problem> {
    let who = who(&granted, &app, &of);
    let overview = format!("/lessons/collections/{}/organisations/{}", of.0, of.1);
    match app.db.write(move |tx| commands::hand_in(tx, &who)).await {
        Ok(_) => Ok(Redirect::to(&format!("{overview}?done=handed")).into_response()),
        // The page of the check shows each problem at its place.
        Err(Refused::Wrong(_)) => Ok(Redirect::to(&format!("{overview}/check")).into_response()),
        Err(refused) => Err(refused.problem(visit.lang)),
    }
}

pub(super) async fn return_to(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(of): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (who, reason) = (who(&granted, &app, &of), fields.text("reason"));
    match app.db.write(move |tx| commands::return_to(tx, &who, &reason)).await {
        Ok(()) => {
            let overview = format!("/lessons/collections/{}/organisations/{}", of.0, of.1);
            Ok(Redirect::to(&format!("{overview}?done=returned")).into_response())
        }
        Err(refused @ Refused::Blank(_)) => {
            pages::again(&visit, &granted, &app, of, (fields, refused.errors(visit.lang))).await
        }
        Err(refused) => Err(refused.problem(visit.lang)),
    }
}
