//! Correspondence (mission A30; Rule on Correspondence 2526, official secrets 2544): memos and external letters received,
//! routed, annotated, signed in order, numbered and printed; circulars to many with who acknowledged; the screening of a
//! cabinet meeting. A signed letter never changes, a number is given once, and a classified letter does not exist for
//! whoever is not cleared.

pub mod circular;
mod dated;
mod download;
pub mod letter;
pub mod meeting;
pub mod office;
pub mod reach;
pub mod refused;
pub mod rules;
#[cfg(test)]
mod tests;
pub mod words;

/// The words of this area.
pub mod text {
    locale::catalogue!("letters", web::Lang);
}

use web::Routes;

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new().merge(letter::routes()).merge(office::routes()).merge(circular::routes()).merge(meeting::routes())
}

/// The programming interface of this area.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut document = <letter::api::Documentation as utoipa::OpenApi>::openapi();
    document.merge(<circular::api::Documentation as utoipa::OpenApi>::openapi());
    document.merge(<meeting::api::Documentation as utoipa::OpenApi>::openapi());
    document
}
