//! Following a recommendation to its end: who must act, by rule over the register as of a day; agreement, reports with
//! evidence, the follower's judgement, answers to opinions (mission A19; rules in `directive::follow`). Rows are only
//! added, so that the status at any past instant is what it was. Whoever is told to act never closes its own item.

pub mod acts;
pub mod api;
mod assign;
mod assign_pages;
pub mod commands;
mod forms;
mod mine;
mod pages;
pub(crate) mod register;
pub(crate) mod search;
pub(crate) mod store;
pub(crate) mod view;

pub use assign::{Assigned, Wanted, assign, proposed};
pub use commands::{Refused, Told};
pub use store::NewEvidence;

use web::{Access, Action, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    let view = Access::May(Action::ViewDirective);
    let follow = Access::May(Action::FollowDirective);
    let report = Access::May(Action::ReportProgress);
    Routes::new()
        .get("/assignments", view, mine::list)
        .get("/recommendations/{id}", view, pages::show)
        .get("/recommendations/{id}/assignment", follow, assign_pages::form)
        .post("/recommendations/{id}/assignment", follow, assign_pages::submit)
        .post("/recommendations/{id}/answer", report, forms::answer)
        .post("/recommendations/{id}/progress", report, forms::progress)
        .post("/recommendations/{id}/judgement", follow, forms::judge)
        .post("/recommendations/{id}/cadence", follow, forms::cadence)
        .post("/opinions/{id}/answer", follow, forms::answer_opinion)
        .get("/evidence/{id}", view, forms::evidence_file)
        .get("/directive-organisations", follow, search::results)
        .get("/api/v1/assignments", view, api::assignments)
        .get("/api/v1/recommendations/{id}", view, api::show)
        .post("/api/v1/recommendations/{id}/assignment", follow, api::assign)
        .post("/api/v1/recommendations/{id}/progress", report, api::progress)
        .post("/api/v1/recommendations/{id}/judgement", follow, api::judge)
}
