//! Recommendations that the office draws from the answers of a year: the last step of the chain (mission A21, clause 5 of
//! the report). Each names the answers that it rests on, so that a reader can go from it to what was said. What an
//! organisation may not see of others is counted and not shown.

mod commands;
mod pages;
mod store;

pub use commands::{Wanted, withdraw, write};

use web::{Access, Action, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    let view = Access::May(Action::ViewLessons);
    let collect = Access::May(Action::CollectLessons);
    Routes::new()
        .get("/lessons/recommendations", view, pages::list)
        .get("/lessons/recommendations/new", collect, pages::form)
        .post("/lessons/recommendations", collect, pages::submit)
        .get("/lessons/recommendations/{id}", view, pages::show)
        .post("/lessons/recommendations/{id}/withdrawal", collect, pages::withdraw)
}
