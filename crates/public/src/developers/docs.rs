//! The programming interface as a page.

use askama::Template;
use axum::{extract::State, response::IntoResponse};
use utoipa::openapi::OpenApi;
use web::{App, Page, Problem, Visit, render};

use super::{
    document::{self, Group},
    schema::{self, Schema},
};
use crate::text::T;

#[derive(Template)]
#[template(path = "developers/docs.html")]
struct Docs {
    page: Page,
    t: T,
    base: String,
    version: String,
    groups: Vec<Group>,
    schemas: Vec<Schema>,
}

pub(super) async fn page(
    visit: Visit,
    State(app): State<App>,
    openapi: fn() -> OpenApi,
) -> Result<impl IntoResponse, Problem> {
    let t = T(visit.lang);
    let document = serde_json::to_value(openapi()).map_err(Problem::defect)?;
    let version = document.pointer("/info/version").and_then(|version| version.as_str()).unwrap_or_default();
    render(&Docs {
        page: visit.page(t.docs_title()),
        t,
        base: app.settings.base_url.clone(),
        version: version.to_owned(),
        groups: document::groups(&document, &app.settings.base_url),
        schemas: schema::all(&document),
    })
}
