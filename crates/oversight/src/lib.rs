//! Oversight: rounds with their frozen rosters and extensions, the review of submitted plans, who is late, and the
//! messages that follow. Nothing here writes a plan; a decision is a row that names the version it was taken on.

mod download;
pub mod lateness;
mod listing;
pub mod outbox;
pub mod review;
pub mod round;
#[cfg(test)]
mod tests;
mod words;

/// The words of this area.
pub mod text {
    locale::catalogue!("oversight", web::Lang);
}

use web::Routes;

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new().merge(round::routes()).merge(review::routes()).merge(lateness::routes()).merge(outbox::routes())
}

/// The programming interface of this area.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut document = <round::api::Documentation as utoipa::OpenApi>::openapi();
    document.merge(<review::api::Documentation as utoipa::OpenApi>::openapi());
    document
}
