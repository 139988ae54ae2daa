//! Papers: reading one into a draft, the list of all, one with its clauses and recommendations, and the same for programs
//! (contracts, `import directive`, `export directives`). Who may not follow decisions sees no draft.

pub mod api;
pub mod commands;
pub mod export;
pub(crate) mod items;
mod keep;
mod list;
mod new;
pub(crate) mod show;
pub(crate) mod store;

pub use commands::{Read, Refused, prepare, read};
pub use items::in_order;

use web::{Access, Action, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    let view = Access::May(Action::ViewDirective);
    let follow = Access::May(Action::FollowDirective);
    Routes::new()
        .get("/directives", view, list::list)
        .get("/directives/new", follow, new::form)
        .post("/directives", follow, new::create)
        .get("/directives/{id}", view, show::show)
        .get("/directives/{id}/original", follow, show::original)
        .get("/api/v1/directives", view, api::list)
        .post("/api/v1/directives", follow, api::create)
        .get("/api/v1/directives/{id}", view, api::show)
}
