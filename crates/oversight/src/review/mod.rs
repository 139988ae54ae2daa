//! The review of submitted plans: the queue in the order of risk, a version with what changed since the one reviewed
//! before, remarks on exact fields, return and acceptance (ISO 22301:2019 8.6; template T13).
//!
//! Whether a decision may be taken is decided in `continuity::review`; nobody reviews the plan of their own
//! organisation. A version is never changed by its review.

pub mod api;
pub mod commands;
mod pages;
mod queue;
mod refused;
pub mod remarks;
pub(crate) mod store;
mod view;
pub mod waiting;

pub use commands::{approve, approve_imported, send_back};
pub use refused::Refused;
pub use waiting::listener;

use web::{Access, Action, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    let view = Access::May(Action::ViewReview);
    let review = Access::May(Action::ReviewPlan);
    Routes::new()
        .get("/reviews", view, queue::list)
        .post("/reviews/approvals", review, queue::approve_chosen)
        .get("/reviews/{version}", view, pages::show)
        .post("/reviews/{version}/return", review, pages::send_back)
        .post("/reviews/{version}/approval", review, pages::approve)
        .post("/reviews/{version}/remarks", review, pages::add_remark)
        .post("/remarks/{id}/removal", review, pages::remove_remark)
        .post("/remarks/{id}/answer", Access::May(Action::EditPlan), pages::answer_remark)
        .get("/api/v1/reviews", view, api::list)
        .post("/api/v1/reviews/{version}/return", review, api::send_back)
        .post("/api/v1/reviews/{version}/approval", review, api::approve)
}
