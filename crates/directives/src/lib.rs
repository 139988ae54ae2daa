//! Directives: what the cabinet and its commissions decided, from the paper to the evidence (mission A19, B1-B22, D). A
//! paper is read into a draft that a person confirms; recommendations are assigned, reported on, judged and reported
//! upward. Rules are in `directive`; nothing here invents an item, a body, a date or a count.

pub mod attention;
pub mod confirmation;
mod dated;
mod download;
pub mod figure;
pub mod following;
pub mod paper;
pub mod reading;
#[cfg(test)]
mod tests;
pub mod upward;
pub mod words;

/// The words of this area.
pub mod text {
    locale::catalogue!("directives", web::Lang);
}

use web::Routes;

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .merge(paper::routes())
        .merge(confirmation::routes())
        .merge(figure::routes())
        .merge(following::routes())
        .merge(attention::routes())
        .merge(upward::routes())
}

/// The programming interface of this area.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut document = <paper::api::Documentation as utoipa::OpenApi>::openapi();
    document.merge(<following::api::Documentation as utoipa::OpenApi>::openapi());
    document
}
