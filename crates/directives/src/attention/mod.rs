//! What needs chasing: overdue, silent and contradicting recommendations, and reminders to those who owe a report, never
//! twice on one day to the same about the same. How long "from time to time" may last is a setting of the office; without
//! it nobody is silent, because the papers give no period.

pub mod commands;
mod pages;

use web::{Access, Action, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    let follow = Access::May(Action::FollowDirective);
    Routes::new()
        .get("/directive-attention", follow, pages::list)
        .post("/directive-attention/reminders", follow, pages::remind)
        .post("/directive-attention/rhythm", follow, pages::rhythm)
}
