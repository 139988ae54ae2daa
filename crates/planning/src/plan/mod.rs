//! A plan as a whole: who it belongs to, its draft, its versions, how far it is, and whether it may be edited now.
//!
//! The draft is one document (`plan.document`); each section of it has a revision of its own, so that two people who
//! write different sections never meet. Only [`commands`] and [`crate::section`] change a draft.

pub mod api;
pub mod checked;
pub mod commands;
pub mod content;
pub mod history;
pub mod list;
pub mod listed;
mod pages;
pub mod personal;
pub mod reach;
pub mod row;
pub mod standing;
pub mod store;
mod tasks;
pub mod version_store;

pub use reach::PlanReach;
pub use row::{Owner, PlanRow, SectionRow, Unread};

use web::{Access, Action, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    const VIEW: Access = Access::May(Action::ViewPlan);
    const EDIT: Access = Access::May(Action::EditPlan);
    Routes::new()
        .get("/plans", VIEW, pages::list)
        .get("/plans/new", EDIT, pages::new)
        .post("/plans", EDIT, pages::start)
        .get("/plans/{id}", VIEW, tasks::show)
        .get("/api/v1/plans", VIEW, api::list)
        .post("/api/v1/plans", EDIT, api::start)
        .get("/api/v1/plans/{id}", VIEW, api::get)
        .put("/api/v1/plans/{id}", EDIT, api::put)
}
