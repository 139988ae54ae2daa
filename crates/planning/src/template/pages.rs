//! The shelf of forms, one of them, its empty paper, and the button that moves a draft to the newest version.

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use continuity::{
    Duration,
    plan::template::{SectionForm, Template},
};
use jiff::civil::Date;
use reference::{List, plan_templates};
use web::{App, Granted, Page, Problem, Visit, plan_words::PlanWords, render};

use crate::{
    paper::{self, Facts, Form},
    plan::{
        PlanReach,
        commands::{Move, move_to_newest},
    },
    section,
    text::T,
};

#[derive(askama::Template)]
#[template(path = "template/shelf.html")]
struct Shelf {
    page: Page,
    t: T,
    forms: Vec<Line>,
}

struct Line {
    href: String,
    name: String,
    validity: String,
    about: String,
    current: bool,
}

#[derive(askama::Template)]
#[template(path = "template/show.html")]
struct Show {
    page: Page,
    t: T,
    code: String,
    heading: String,
    about: String,
    validity: String,
    paper_title: String,
    impact: String,
    resources: String,
    sections: Vec<Part>,
    objectives: Vec<String>,
    assumptions: Vec<String>,
    phases: Vec<String>,
    team: Vec<(String, String)>,
}

/// One section of the form in words.
struct Part {
    title: String,
    heading: String,
    tables: Vec<String>,
    required: bool,
}

fn validity(form: &Template, t: T) -> String {
    let from = t.0.date(form.valid_from);
    match plan_templates().valid_until(form) {
        None => t.form_valid_from(form.version, from),
        Some(until) => t.form_valid(form.version, from, t.0.date(until)),
    }
}

pub(super) async fn shelf(visit: Visit, State(app): State<App>) -> Result<Response, Problem> {
    let (t, words, today) = (T(visit.lang), PlanWords::new(visit.lang), app.clock.today());
    let line = |form: &Template| Line {
        href: format!("/templates/{}", form.code()),
        name: words.text(&form.name).to_owned(),
        validity: validity(form, t),
        about: words.text(&form.about).to_owned(),
        current: plan_templates().newest(form.family, today).code() == form.code(),
    };
    let body = Shelf {
        page: visit.page(t.templates()).crumb("/plans", t.plans()).crumb("/models", t.models()).at(t.templates()),
        t,
        forms: plan_templates().all().iter().map(line).collect(),
    };
    Ok(render(&body)?.into_response())
}

pub(super) async fn show(visit: Visit, Path(code): Path<String>) -> Result<Response, Problem> {
    let form = plan_templates().get(&code).ok_or(Problem::NotFound)?;
    let (t, words) = (T(visit.lang), PlanWords::new(visit.lang));
    let heading = words.text(&form.name).to_owned();
    let times = |times: &[Duration]| times.iter().map(|at| visit.lang.duration(*at)).collect::<Vec<_>>().join(" · ");
    let listed =
        |list: &[continuity::plan::Text]| list.iter().map(|text| words.text(text).to_owned()).collect::<Vec<_>>();
    let part = |own: &SectionForm| Part {
        title: section::title(own.section, form, words),
        heading: words.text(&own.heading).to_owned(),
        tables: own.tables.iter().map(|table| format!("{} {}", table.number, words.text(&table.caption))).collect(),
        required: own.required,
    };
    let role = |role: continuity::plan::TeamRole| visit.lang.label(List::team_roles(), role.code()).to_owned();
    let body = Show {
        page: visit
            .page(heading.clone())
            .crumb("/plans", t.plans())
            .crumb("/templates", t.templates())
            .at(heading.clone()),
        t,
        heading,
        about: words.text(&form.about).to_owned(),
        validity: validity(form, t),
        paper_title: words.text(&form.paper_title).to_owned(),
        impact: times(&form.impact_horizons),
        resources: times(&form.resource_horizons),
        sections: form.sections.iter().map(part).collect(),
        objectives: listed(&form.objectives),
        assumptions: listed(&form.assumptions),
        phases: form.phases.iter().map(|phase| words.text(&phase.title).to_owned()).collect(),
        team: form.team.iter().map(|post| (role(post.role), words.text(&post.position).to_owned())).collect(),
        code,
    };
    Ok(render(&body)?.into_response())
}

#[derive(Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    format: String,
}

/// Stands where an empty form has room for a name or a kind.
const ROOM: &str = "........................................";

/// The form to be filled in by hand, for no organisation in particular.
pub(super) async fn paper(
    visit: Visit,
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let template = plan_templates().get(&code).ok_or(Problem::NotFound)?;
    let unknown = || Problem::BadRequest(crate::version::text::T(visit.lang).unknown_format(&asked.format));
    let form = Form::parse(&asked.format).ok_or_else(unknown)?;
    let today = app.clock.today();
    let name = format!("BCP-form-{}", code.replace('.', "-"));
    paper::deliver(move || empty(template, today), form, &name).await
}

/// The empty paper of a form.
pub(super) fn empty(form: &Template, today: Date) -> documents::report::Document {
    let plan = paper::blank_form(form, "", thai::date::fiscal_year(today));
    let facts = Facts { blank: true, form: form.clone(), ..Facts::of(ROOM, ROOM, today) };
    paper::document(&plan, &facts)
}

pub(super) async fn move_plan(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let reach = PlanReach::of(&granted.actor, &granted.scope);
    let act = Move { id: id.clone(), at: app.clock.now(), actor: granted.actor, reach };
    if !app.db.write(move |tx| move_to_newest(tx, &act, plan_templates())).await? {
        return Err(Problem::Conflict(T(visit.lang).plan_locked().into()));
    }
    Ok(Redirect::to(&format!("/plans/{id}?moved=1")).into_response())
}
