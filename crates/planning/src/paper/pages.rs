//! The addresses of papers: `?format=pdf|docx`, `?blank=1` for an empty form.

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use serde::Deserialize;
use serde_json::json;
use web::{Action, App, Granted, Lang, Problem, Visit};

use super::{Form, deliver, document, store, store::Source};
use crate::{
    plan::{PlanReach, personal},
    version::text::T,
};

/// What an address asks for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// `pdf` (usual) or `docx`.
    format: String,
    /// `1` for an empty form to fill in by hand.
    blank: String,
}

impl Asked {
    fn form(&self, lang: Lang) -> Result<Form, Problem> {
        Form::parse(&self.format).ok_or_else(|| Problem::BadRequest(T(lang).unknown_format(&self.format)))
    }
}

/// The plan as an official document: the draft, marked as one, or the version that it still equals.
#[utoipa::path(get, path = "/api/v1/plans/{id}/paper", tag = "plans",
    params(("id" = String, Path, description = "Id of the plan"), Asked),
    responses((status = 200, content_type = "application/pdf", description = "The paper, in Thai"),
        (status = 404, description = "No such plan in reach")))]
pub async fn draft(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (reach, form) = (PlanReach::of(&granted.actor, &granted.scope), asked.form(visit.lang)?);
    let blank = asked.blank == "1";
    let read = app.db.read(move |tx| if blank { store::blank(tx, &reach, &id) } else { store::draft(tx, &reach, &id) });
    answer(&app, &granted, read.await?.ok_or(Problem::NotFound)?, form).await
}

/// A submitted version as an official document.
#[utoipa::path(get, path = "/api/v1/plans/{id}/versions/{number}/paper", tag = "plans",
    params(("id" = String, Path, description = "Id of the plan"),
        ("number" = u32, Path, description = "Number of the version"), Asked),
    responses((status = 200, content_type = "application/pdf", description = "The paper, in Thai"),
        (status = 404, description = "No such version in reach")))]
pub async fn version(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((id, number)): Path<(String, u32)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (reach, form) = (PlanReach::of(&granted.actor, &granted.scope), asked.form(visit.lang)?);
    let read = app.db.read(move |tx| store::version(tx, &reach, &id, number));
    answer(&app, &granted, read.await?.ok_or(Problem::NotFound)?, form).await
}

async fn answer(app: &App, granted: &Granted, mut source: Source, form: Form) -> Result<Response, Problem> {
    let may = granted.actor.may(Action::ViewPersonal, &source.owner.path);
    source.facts.masked = !may;
    source.facts.demonstration |= app.is_demonstration();
    if may && !source.facts.blank && source.plan.has_personal() {
        let version = source.facts.version.as_ref().map(|version| version.number);
        let what = json!({"paper": form.ending(), "version": version});
        personal::written_down(app, granted, &source.plan_id, &source.owner, what).await?;
    }
    let name = source.file_name();
    deliver(move || document(&source.plan, &source.facts), form, &name).await
}
