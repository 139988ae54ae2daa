//! Readiness figures with integrity: where each organisation of a round stands, the nation's readiness at the end of any
//! day, the lists behind every number, the report to the cabinet, printed percentages checked against counts.
//!
//! It reads what other areas write and writes only its own summary rows, in the transaction of the change that moves
//! them. It must never show a share without its counts.

pub mod cabinet;
mod download;
mod drilldown;
pub mod figures;
mod national;
mod overview;
#[cfg(test)]
mod page_tests;
mod printed;
pub mod readiness;
mod remembered;
pub mod report;
#[cfg(test)]
mod specimens;
pub mod standing;
#[cfg(test)]
mod world;

/// The words of this area.
pub mod text {
    locale::catalogue!("insight", web::Lang);
}

use web::Routes;

/// Every route of this area.
pub fn routes() -> Routes {
    Routes::new()
        .merge(national::routes())
        .merge(drilldown::routes())
        .merge(overview::routes())
        .merge(printed::routes())
        .merge(cabinet::routes())
        .merge(readiness::routes())
}

/// The programming interface of this area.
pub fn openapi() -> utoipa::openapi::OpenApi {
    <readiness::ApiDocument as utoipa::OpenApi>::openapi()
}
