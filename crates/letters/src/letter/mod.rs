//! Letters: drafted, sent to their signature, numbered; received, passed on, annotated and acknowledged; listed, printed,
//! and the same for programs. Who did each step and when stays as it was; a signed letter never changes.

pub mod acts;
pub mod api;
mod bodies;
pub mod commands;
pub(crate) mod edit;
mod export;
pub(crate) mod form;
mod forms;
pub(crate) mod list;
pub mod paper;
mod receive;
mod show;
pub(crate) mod store;
pub mod typed;
pub(crate) mod ways;

pub use store::Written;

use web::{Access, Action, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    let view = Access::May(Action::ViewLetter);
    let keep = Access::May(Action::KeepLetter);
    let act = Access::May(Action::ActOnLetter);
    Routes::new()
        .get("/letters", view, list::list)
        .get("/letters/new", keep, edit::blank)
        .post("/letters", keep, edit::create)
        .get("/letters/receive", keep, receive::form)
        .post("/letters/receive", keep, receive::register)
        .get("/letters/{id}", view, show::show)
        .get("/letters/{id}/edit", keep, edit::form)
        .post("/letters/{id}/edit", keep, edit::save)
        .get("/letters/{id}/paper", view, paper::file)
        .get("/letter-files/{id}", view, show::attachment)
        .post("/letters/{id}/way", keep, forms::way)
        .post("/letters/{id}/acts", act, forms::act)
        .post("/letters/{id}/number", keep, forms::issue)
        .post("/letters/{id}/receipt", keep, forms::receive)
        .post("/letters/{id}/dispatch", keep, forms::dispatch)
        .get("/api/v1/letters", view, api::list)
        .post("/api/v1/letters", keep, api::create)
        .get("/api/v1/letters/{id}", view, api::show)
        .post("/api/v1/letters/{id}/way", keep, api::way)
        .post("/api/v1/letters/{id}/acts", act, api::act)
        .post("/api/v1/letters/{id}/number", keep, api::issue)
}
