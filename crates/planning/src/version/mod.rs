//! Versions of a plan: what was handed in and never changed after, read section by section, with the head's approval, its
//! hash, what the review said, and what differs between any two (template T13).
//!
//! Nothing is written here. Telephones and e-mail addresses are masked on these pages for everybody. A classified version
//! is out of reach of those not cleared, whatever the draft has become.

mod api;
mod compare;
mod outcome;
mod pages;
mod reading;
pub mod store;
pub mod text;

use web::{Access, Action, Routes};

pub use api::Document;
pub use outcome::Outcome;
pub use store::VersionLine;

/// The routes of this slice.
pub fn routes() -> Routes {
    const VIEW: Access = Access::May(Action::ViewPlan);
    Routes::new()
        .get("/plans/{id}/versions", VIEW, pages::list)
        .get("/plans/{id}/versions/{number}", VIEW, pages::show)
        .get("/api/v1/plans/{id}/versions", VIEW, api::list)
        .get("/api/v1/plans/{id}/versions/{number}", VIEW, api::show)
}
