//! The page of follow-up reports: one is recorded, each can be had as PDF and DOCX.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use jiff::civil::Date;
use serde::Deserialize;
use web::{
    Action, App, Granted, Page, Problem, Visit,
    components::Choice,
    form::{Errors, Fields},
    render,
};

use super::{Addressed, Wanted, document, keep, last};
use crate::{dated::Typed, download, text::T};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A report that was made, in words.
struct ReportView {
    to: &'static str,
    as_of: String,
    compared: String,
    made: String,
    pdf: String,
    docx: String,
}

#[derive(Template)]
#[template(path = "upward/list.html")]
struct ListPage {
    page: Page,
    t: T,
    to: Vec<Choice>,
    as_of: Typed,
    compared: Typed,
    reports: Vec<ReportView>,
    may_make: bool,
    errors: Errors,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: String,
    to: String,
    as_of: String,
    compared: String,
    format: String,
}

pub(super) async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let today = visit.lang.date(app.clock.today());
    let as_of = Typed::read(&today, visit.lang);
    shown(&visit, &granted, &app, (&asked.done, "commission"), (as_of, Typed::default()), Errors::new()).await
}

async fn shown(
    visit: &Visit,
    granted: &Granted,
    app: &App,
    (done, chosen): (&str, &str),
    (as_of, compared): (Typed, Typed),
    errors: Errors,
) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    // The report is of the nation.
    if !granted.scope.is_nation() {
        return Err(Problem::Forbidden);
    }
    let reports = app
        .db
        .read(move |tx| {
            let sql = "SELECT r.addressed_to, r.as_of, r.compared_with, r.made_at, coalesce(a.name, r.made_by) \
                       FROM directive_report r LEFT JOIN account a ON a.id = r.made_by ORDER BY r.id DESC LIMIT 200";
            tx.rows(sql, &[], |row| {
                let (to, day): (String, String) = (row.get(0)?, row.get(1)?);
                let before: Option<String> = row.get(2)?;
                let words = |day: &str| db::date(day).map(|day| lang.date(day));
                let at = db::instant(&row.get::<String>(3)?)?;
                let file = |format: &str| {
                    let before = before.clone().unwrap_or_default();
                    format!("/directive-reports/file?to={to}&as_of={day}&compared={before}&format={format}")
                };
                Ok(ReportView {
                    to: addressed(t, Addressed::from_code(&to)),
                    as_of: words(&day)?,
                    compared: before.as_deref().map(words).transpose()?.unwrap_or_default(),
                    made: t.by_at(row.get::<String>(4)?, lang.moment(at)),
                    pdf: file("pdf"),
                    docx: file("docx"),
                })
            })
        })
        .await
        .map_err(|problem: db::Error| Problem::from(problem))?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut page = visit.page(t.reports()).crumb("/directives", t.directives()).at(t.reports());
    page.error_title = !errors.is_empty();
    if done == "made" {
        page = page.with_notice("ok", t.done_report());
    }
    let both = [Addressed::Commission, Addressed::Cabinet].map(|to| (to.code(), addressed(t, to)));
    let body = ListPage {
        page,
        t,
        to: Choice::of(both, chosen),
        as_of,
        compared,
        reports,
        may_make: granted.actor.may_somewhere(Action::FollowDirective),
        errors,
    };
    Ok((status, render(&body)?).into_response())
}

fn addressed(t: T, to: Addressed) -> &'static str {
    match to {
        Addressed::Commission => t.to_commission(),
        Addressed::Cabinet => t.to_cabinet(),
    }
}

pub(super) async fn make(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let (as_of, compared) = (Typed::read(fields.raw("as_of"), lang), Typed::read(fields.raw("compared"), lang));
    let mut errors = Errors::new();
    for (name, typed) in [("as_of", &as_of), ("compared", &compared)] {
        if !typed.error.is_empty() {
            errors.add(name, typed.error.clone());
        }
    }
    let today = app.clock.today();
    let day = as_of.date.unwrap_or(today);
    if day > today {
        errors.add("as_of", t.not_in_future());
    }
    if compared.date.is_some_and(|before| before >= day) {
        errors.add("compared", t.earlier_needed());
    }
    if !errors.is_empty() {
        let to = fields.text("to");
        return shown(&visit, &granted, &app, ("", &to), (as_of, compared), errors).await;
    }
    let (to, by, now) = (Addressed::from_code(fields.raw("to")), granted.actor.account_id, app.clock.now());
    let made = app.db.write(move |tx| {
        let compared = match compared.date {
            Some(day) => Some(day),
            None => last(tx, to, day)?,
        };
        keep(tx, Wanted { to, as_of: day, compared }, &by, now)
    });
    made.await?;
    Ok(Redirect::to("/directive-reports?done=made").into_response())
}

pub(super) async fn file(
    granted: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    if !granted.scope.is_nation() {
        return Err(Problem::Forbidden);
    }
    let today = app.clock.today();
    let day = |text: &str| text.parse::<Date>().ok();
    let as_of = day(&asked.as_of).unwrap_or(today);
    let wanted = Wanted { to: Addressed::from_code(&asked.to), as_of, compared: day(&asked.compared) };
    let paper = app.db.read(move |tx| document(tx, wanted, today)).await?;
    let docx = asked.format == "docx";
    let drawn = tokio::task::spawn_blocking(move || {
        if docx { documents::docx::render(&paper) } else { documents::pdf::render(&paper) }
    });
    let bytes = drawn.await.map_err(Problem::defect)?.map_err(Problem::defect)?;
    let name = format!("follow-up-{}-{as_of}", wanted.to.code());
    Ok(if docx {
        download::file(bytes, DOCX, &format!("{name}.docx"))
    } else {
        download::file(bytes, "application/pdf", &format!("{name}.pdf"))
    })
}
