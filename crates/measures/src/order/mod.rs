//! Orders, announcements and measures of provinces (mission A24, 2.2 and 2.3 of the second paper): numbered items that are
//! never changed and never deleted. A new one amends, extends, repeals or corrects an earlier one, and what was in force
//! on any day follows from all of them.

pub mod api;
pub mod commands;
mod form;
mod list;
pub mod rule;
mod show;
pub(crate) mod store;
mod words;

pub use commands::{New, record};

use web::{Access, Action, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    let view = Access::May(Action::ViewMeasure);
    let issue = Access::May(Action::IssueOrder);
    Routes::new()
        .get("/area-orders", view, list::list)
        .post("/area-orders", issue, form::submit)
        .get("/area-orders/new", issue, form::blank)
        .get("/area-orders/{id}", view, show::show)
        .get("/api/v1/area-orders", view, api::list)
        .post("/api/v1/area-orders", issue, api::create)
        .get("/api/v1/area-orders/{id}", view, api::show)
}
