//! Letters sent to organisations and circulars to many: chosen by kind, ministry, province or name over the register of a
//! day, told through the outbox, acknowledged by being received into each one's own register, chased where they are not.
//! A classified letter is told to nobody through the outbox: it waits in the register of those who are cleared.

pub mod api;
pub mod commands;
mod incoming;
mod new;
mod office;
mod pages;
pub(crate) mod register;
pub(crate) mod store;

use web::{Access, Action, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    let send = Access::May(Action::SendCircular);
    let view = Access::May(Action::ViewLetter);
    let keep = Access::May(Action::KeepLetter);
    Routes::new()
        .get("/circulars", send, pages::list)
        .get("/circulars/new", send, new::form)
        .post("/circulars", send, new::create)
        .post("/circulars/office", send, office::choose)
        .get("/circulars/{id}", send, pages::show)
        .get("/circulars/{id}/paper", send, pages::paper)
        .post("/circulars/{id}/reminders", send, pages::remind)
        .get("/incoming-letters", view, incoming::list)
        .get("/incoming-letters/{id}", view, incoming::show)
        .get("/incoming-letters/{id}/paper", view, incoming::paper)
        .post("/incoming-letters/{id}/receipt", keep, incoming::receive)
        .get("/api/v1/circulars", send, api::list)
        .post("/api/v1/circulars", send, api::create)
        .get("/api/v1/circulars/{id}", send, api::show)
        .get("/api/v1/incoming-letters", view, api::incoming)
        .post("/api/v1/incoming-letters/{id}/receipt", keep, api::receive)
}
