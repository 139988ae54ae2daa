//! The screening of a meeting, of the cabinet first of all: its items, each judged relevant to the organisation or not with
//! a reason by whoever screens it, and the memo to the head that is drafted when none is left unjudged (the second paper:
//! 16 items, one relevant). A judgement is never overwritten; the newest holds.

pub mod api;
pub mod commands;
mod pages;
pub(crate) mod store;

use web::{Access, Action, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    let view = Access::May(Action::ViewLetter);
    let keep = Access::May(Action::KeepLetter);
    Routes::new()
        .get("/meetings", view, pages::list)
        .get("/meetings/new", keep, pages::form)
        .post("/meetings", keep, pages::create)
        .get("/meetings/{id}", view, pages::show)
        .post("/meetings/{id}/judgements", keep, pages::judge)
        .post("/meetings/{id}/memo", keep, pages::memo)
        .get("/api/v1/meetings", view, api::list)
        .post("/api/v1/meetings", keep, api::create)
        .get("/api/v1/meetings/{id}", view, api::show)
        .post("/api/v1/meetings/{id}/judgements", keep, api::judge)
        .post("/api/v1/meetings/{id}/memo", keep, api::memo)
}
