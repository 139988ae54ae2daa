//! The pages that belong to no other area: the first page, everyone's home, what the service is and how it helps,
//! administration, and what developers need. Reads the tables of other areas and writes none of its own: accounts and
//! tokens go through `web`, jobs through `db`.

mod about;
mod admin;
mod developers;
mod download;
mod front;
mod gallery;
mod home;
mod words;

/// The words of this area.
pub mod text {
    locale::catalogue!("public", web::Lang);
}

use web::Routes;

/// The routes of this area. `openapi` gives the document of the whole programming interface, which `/api/docs` shows.
pub fn routes(openapi: fn() -> utoipa::openapi::OpenApi) -> Routes {
    Routes::new()
        .merge(front::routes())
        .merge(home::routes())
        .merge(about::routes())
        .merge(admin::routes())
        .merge(developers::routes(openapi))
        .merge(gallery::routes())
}
