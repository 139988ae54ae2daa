//! Handing a plan in: the check before it, the head's approval, the version that is made, its receipt, and taking it back
//! (template T13; ISO 22301:2019 clause 5.1 for the approval).
//!
//! A version is only ever made here and by an import. What may be done is decided by `continuity::review`; a repeat of
//! the same submission gives the version that is there.

pub mod api;
pub mod commands;
mod form;
mod head;
mod pages;
mod receipt;
mod refused;
pub(crate) mod store;

pub use refused::Refused;
use web::{Access, Action, Routes};

/// The words of this slice.
pub mod text {
    locale::catalogue!("submission", web::Lang);
}

/// The routes of this slice.
pub fn routes() -> Routes {
    Routes::new()
        .get("/plans/{id}/check", Access::May(Action::SubmitPlan), pages::check)
        .post("/plans/{id}/approval-request", Access::May(Action::EditPlan), pages::ask_head)
        .get("/plans/{id}/approval", Access::May(Action::ApprovePlan), head::approval)
        .post("/plans/{id}/approval", Access::May(Action::ApprovePlan), head::approve)
        .post("/plans/{id}/approval-return", Access::May(Action::ApprovePlan), head::head_sends_back)
        .post("/plans/{id}/submission", Access::May(Action::SubmitPlan), pages::submit)
        .get("/plans/{id}/versions/{number}/receipt", Access::May(Action::ViewPlan), receipt::page)
        .post("/plans/{id}/withdrawal", Access::May(Action::SubmitPlan), pages::withdraw)
        .get("/api/v1/plans/{id}/check", Access::May(Action::SubmitPlan), api::check)
        .post("/api/v1/plans/{id}/submission", Access::May(Action::SubmitPlan), api::submit)
        .post("/api/v1/plans/{id}/withdrawal", Access::May(Action::SubmitPlan), api::withdraw)
}
