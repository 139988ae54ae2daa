//! The one-page BCP Strategy Map (template T11): mission, processes, digital services, situations, strategies and what
//! citizens get, drawn from the plan and never written by hand. It shows no personal data.

mod draw;
mod pages;

use web::{Access, Action, Routes};

pub use draw::{MapPicture, draw};

/// The routes of this slice.
pub fn routes() -> Routes {
    const VIEW: Access = Access::May(Action::ViewPlan);
    Routes::new().get("/plans/{id}/map", VIEW, pages::draft).get(
        "/plans/{id}/versions/{number}/map",
        VIEW,
        pages::version,
    )
}
