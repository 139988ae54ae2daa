//! Registers beside the decisions (mission A17, A22, A23, A24, B13): relief measures by process, work from home,
//! innovations and good practices with who copied them, obstacles in law, skill plans; and the orders of provinces, which
//! are never edited. Every organisation writes its own; figures are counted from the entries and never typed.

pub mod adoption;
mod dated;
mod download;
pub mod entry;
pub mod import;
pub mod ledger;
pub mod order;
mod overview;
pub mod printed;
mod summary;
#[cfg(test)]
mod tests;

/// The words of this area.
pub mod text {
    locale::catalogue!("measures", web::Lang);
}

use web::Routes;

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .merge(overview::routes())
        .merge(entry::routes())
        .merge(summary::routes())
        .merge(printed::routes())
        .merge(adoption::routes())
        .merge(import::routes())
        .merge(order::routes())
}

/// The programming interface of this area.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut document = <entry::api::Documentation as utoipa::OpenApi>::openapi();
    document.merge(<adoption::api::Documentation as utoipa::OpenApi>::openapi());
    document.merge(<order::api::Documentation as utoipa::OpenApi>::openapi());
    document
}
