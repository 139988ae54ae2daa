//! The form that opens a collection.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use db::Tx;
use web::{
    App, Granted, Page, Problem, Visit,
    components::Choice,
    form::{Errors, Fields},
    render,
};

use super::{
    commands::{self, Wanted},
    roster::{self, Roster},
};
use crate::{Refused, dated::Typed, questionnaires, text::T, words};

/// What is usually left out: Defence, ISOC and the Royal Thai Police, as the report of 2565 leaves them out (clause 4.3).
const EXCEPT: &str = "M02 M01-16 M00-04";

#[derive(Template)]
#[template(path = "collection/new.html")]
struct NewPage {
    page: Page,
    t: T,
    errors: Errors,
    values: Fields,
    due: Typed,
    parts: Vec<Choice>,
    offered: Vec<Choice>,
    rosters: Vec<Choice>,
    except: String,
}

pub(super) async fn form(visit: Visit, State(app): State<App>) -> Result<Response, Problem> {
    let year = thai::date::fiscal_year(app.clock.today()).to_string();
    let fields = Fields::of([("fiscal_year", year.as_str()), ("except", EXCEPT), ("roster", "rule")]);
    shown(&visit, &app, fields, Errors::new()).await
}

async fn shown(visit: &Visit, app: &App, values: Fields, errors: Errors) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let all = app.db.read(|tx: &mut Tx<'_>| questionnaires::store::all(tx)).await?;
    let form = |kept: &questionnaires::store::Kept| {
        (
            questionnaires::store::key(&kept.form),
            t.title_version(words::label(lang, &kept.form.title), &kept.form.version),
        )
    };
    let parts = ["departments", "provinces"].map(|code| (code, words::part(lang, code)));
    let rosters = [("rule", t.roster_rule()), ("like", t.roster_like()), ("file", t.roster_file())];
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut page = visit.page(t.open_collection()).crumb("/lessons", t.lessons()).at(t.open_collection());
    page.error_title = !errors.is_empty();
    let body = NewPage {
        page,
        t,
        due: Typed::read(values.raw("due"), lang),
        parts: Choice::of(parts, if values.raw("part").is_empty() { "departments" } else { values.raw("part") }),
        offered: Choice::of(all.iter().map(form), values.raw("questionnaire")),
        rosters: Choice::of(rosters, values.raw("roster")),
        except: values.text("except"),
        errors,
        values,
    };
    Ok((status, render(&body)?).into_response())
}

fn wanted(fields: &Fields, due: &Typed, errors: &mut Errors, visit: &Visit) -> Option<Wanted> {
    let t = T(visit.lang);
    let year = |name: &str, errors: &mut Errors| {
        let typed = fields.text(name);
        let year = thai::date::parse_fiscal_year(&typed);
        if year.is_none() {
            errors.add(name, t.refused_year(&typed));
        }
        year
    };
    let fiscal_year = year("fiscal_year", errors);
    match due.date {
        None if due.error.is_empty() => errors.add("due", t.refused_blank()),
        None => errors.add("due", due.error.clone()),
        Some(_) => {}
    }
    let codes = || thai::digits::to_arabic(&fields.text("except"));
    let roster = match fields.raw("roster") {
        "like" => year("like_year", errors).map(Roster::LikeYear),
        "file" => match fields.file("roster_file").map(|file| roster::read(&file.bytes, &file.filename)) {
            None => {
                errors.add("roster_file", t.choose_file());
                None
            }
            Some(Ok(rows)) => Some(Roster::Rows(rows)),
            Some(Err(refused)) => {
                errors.add("roster_file", refused.words(visit.lang));
                None
            }
        },
        _ => Some(Roster::Rule(
            codes().split([' ', ',', '\n', '\r']).filter(|c| !c.is_empty()).map(str::to_owned).collect(),
        )),
    };
    let wanted = Wanted {
        fiscal_year: fiscal_year?,
        part: fields.text("part"),
        questionnaire: fields.text("questionnaire"),
        due_on: due.date?,
        roster: roster?,
    };
    errors.is_empty().then_some(wanted)
}

pub(super) async fn submit(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    fields: Fields,
) -> Result<Response, Problem> {
    let mut errors = Errors::new();
    let due = Typed::read(fields.raw("due"), visit.lang);
    let Some(wanted) = wanted(&fields, &due, &mut errors, &visit) else {
        return shown(&visit, &app, fields, errors).await;
    };
    let (by, now) = (granted.actor.account_id, app.clock.now());
    match app.db.write(move |tx| commands::open(tx, &wanted, &by, now)).await {
        Ok(opened) => Ok(Redirect::to(&format!("/lessons/collections/{}?done=opened", opened.id)).into_response()),
        Err(Refused::Database(problem)) => Err(problem.into()),
        Err(refused) => shown(&visit, &app, fields, refused.errors(visit.lang)).await,
    }
}
