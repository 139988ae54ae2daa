//! What came out: counts of every choice with the records behind each number, the figures of the report of 2565 printed
//! beside computed, and two years held against each other with what differs explained. A unit counts when at least one of
//! its organisations says so; the whole is the roster of the year, answered or not. A printed figure is never corrected.

mod compare;
mod figures;
pub mod records;
pub mod store;
mod summary;

pub use figures::{Line as FigureLine, lines as figure_lines};

use web::{Access, Action, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    let view = Access::May(Action::ViewLessons);
    Routes::new()
        .get("/lessons/figures", view, figures::show)
        .get("/lessons/comparison", view, compare::show)
        .get("/lessons/collections/{id}/results", view, summary::show)
        .get("/lessons/collections/{id}/answers", view, records::list)
}
