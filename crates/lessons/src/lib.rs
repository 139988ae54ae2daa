//! Lessons learned (mission A20, A21, figures D): each year departments and provinces say what a crisis did, what they
//! changed for it, what was good, what came of it and what should be done next time. Questionnaires are data with
//! versions; figures count reporting units of the year's roster, and each leads to the records that it counts.
//!
//! What was handed in is never changed, and a printed figure is never corrected: both stand beside each other.

pub mod answer;
pub mod collection;
mod dated;
pub mod download;
pub mod export;
pub mod questionnaires;
pub mod recommendation;
mod refused;
pub mod result;
#[cfg(test)]
mod tests;
mod words;

/// The words of this area.
pub mod text {
    locale::catalogue!("lessons", web::Lang);
}

pub use refused::Refused;

use web::Routes;

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .merge(collection::routes())
        .merge(questionnaires::routes())
        .merge(answer::routes())
        .merge(result::routes())
        .merge(recommendation::routes())
}

/// The programming interface of this area.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut document = <collection::api::Documentation as utoipa::OpenApi>::openapi();
    document.merge(<answer::api::Documentation as utoipa::OpenApi>::openapi());
    document
}
