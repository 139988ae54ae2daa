//! The forms on which plans are written, to look at and to print empty, and moving a draft to the newest version of its
//! form (template tables T0-T10). The forms themselves are data: `reference/plan_templates`.

mod pages;

use web::{Access, Action, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    const VIEW: Access = Access::May(Action::ViewPlan);
    Routes::new()
        .get("/templates", VIEW, pages::shelf)
        .get("/templates/{code}", VIEW, pages::show)
        .get("/templates/{code}/paper", VIEW, pages::paper)
        .post("/plans/{id}/template", Access::May(Action::EditPlan), pages::move_plan)
}

#[cfg(test)]
mod tests;
