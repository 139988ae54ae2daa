//! What developers need: the programming interface as a page to read, made from the OpenAPI document itself, and the
//! personal access tokens with which their programs come in.

mod docs;
mod document;
mod example;
mod schema;
mod tokens;

use utoipa::openapi::OpenApi;
use web::{Access, Routes};

/// The routes of this slice. `openapi` gives the document of the whole programming interface.
pub fn routes(openapi: fn() -> OpenApi) -> Routes {
    Routes::new()
        .get("/api/docs", Access::Public, async move |visit, app| docs::page(visit, app, openapi).await)
        .get("/account/tokens", Access::SignedIn, tokens::list)
        .post("/account/tokens", Access::SignedIn, tokens::create)
        .post("/account/tokens/{id}/revocation", Access::SignedIn, tokens::revoke)
}
