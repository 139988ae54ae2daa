//! Plans: the working draft section by section, models to start from, the exchange of whole plans, and what is made of
//! them when they are submitted (template tables T0-T13; ISO 22301:2019 clause 8).
//!
//! The tables of `migrations/0003_plans.sql` are written here and nowhere else. Reviews, returns and approvals by a
//! reviewer belong to `oversight` and are only read.

pub mod exchange;
pub mod map;
pub mod model;
pub mod paper;
pub mod plan;
pub mod section;
pub mod submission;
pub mod template;
pub mod text;
pub mod version;

/// Every route of this area.
pub fn routes() -> web::Routes {
    web::Routes::new()
        .merge(plan::routes())
        .merge(section::routes())
        .merge(model::routes())
        .merge(template::routes())
        .merge(submission::routes())
        .merge(version::routes())
        .merge(paper::routes())
        .merge(map::routes())
}

/// What this area adds to the OpenAPI document.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut all = <plan::api::Document as utoipa::OpenApi>::openapi();
    all.merge(<submission::api::Document as utoipa::OpenApi>::openapi());
    all.merge(<version::Document as utoipa::OpenApi>::openapi());
    all
}
