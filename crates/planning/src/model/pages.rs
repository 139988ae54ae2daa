//! The shelf of models, and one of them to look through.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use continuity::{
    organisation::{Family, ModelKind},
    plan::Section,
};
use web::{Action, App, Page, Problem, Visit, plan_words::PlanWords, render};

use super::{all, name, of};
use crate::{section, text::T};

#[derive(Template)]
#[template(path = "model/shelf.html")]
struct Shelf {
    page: Page,
    t: T,
    models: Vec<Line>,
    may_start: bool,
}

struct Line {
    code: &'static str,
    name: &'static str,
    counts: String,
    processes: Vec<String>,
}

#[derive(Template)]
#[template(path = "model/preview.html")]
struct Preview {
    page: Page,
    t: T,
    code: &'static str,
    heading: &'static str,
    objectives: Vec<String>,
    scope: String,
    sections: Vec<(String, section::Plain)>,
    tree: String,
    may_start: bool,
}

pub(super) async fn shelf(visit: Visit) -> Result<Response, Problem> {
    let (t, words) = (T(visit.lang), PlanWords::new(visit.lang));
    let line = |model: &super::Model| Line {
        code: model.kind.code(),
        name: name(model.kind, t),
        counts: t.model_counts(model.plan.processes.len(), model.plan.strategies.len(), model.plan.recovery.len()),
        processes: model.plan.processes.iter().map(|process| words.text(&process.name).to_owned()).collect(),
    };
    let body = Shelf {
        page: visit.page(t.models()).crumb("/plans", t.plans()).at(t.models()),
        t,
        models: all().iter().map(line).collect(),
        may_start: visit.signed()?.may_somewhere(Action::EditPlan),
    };
    Ok(render(&body)?.into_response())
}

pub(super) async fn preview(
    visit: Visit,
    State(app): State<App>,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let model = ModelKind::from_code(&code).and_then(of).ok_or(Problem::NotFound)?;
    let (t, words) = (T(visit.lang), PlanWords::new(visit.lang));
    let heading = name(model.kind, t);
    let form = reference::plan_templates().newest(family(model.kind), app.clock.today());
    let tables = form.sections_of(&model.plan).into_iter().filter(|section| *section != Section::Scope);
    let body = Preview {
        page: visit.page(heading).crumb("/plans", t.plans()).crumb("/models", t.models()).at(heading),
        t,
        code: model.kind.code(),
        heading,
        objectives: model.plan.objectives.iter().map(|text| words.text(text).to_owned()).collect(),
        scope: model.plan.scope.as_ref().map(|scope| words.text(scope).to_owned()).unwrap_or_default(),
        sections: tables
            .map(|s| (section::title(s, form, words), section::readable(s, form, &model.plan, t)))
            .collect(),
        tree: section::call_tree_picture(&model.plan, t),
        may_start: visit.signed()?.may_somewhere(Action::EditPlan),
    };
    Ok(render(&body)?.into_response())
}

/// The form of those who are offered a model first.
const fn family(kind: ModelKind) -> Family {
    match kind {
        ModelKind::ServiceDepartment | ModelKind::CentralDepartment => Family::Department,
        ModelKind::RegionalOffice => Family::Province,
        ModelKind::LocalOrganisation => Family::Local,
    }
}
