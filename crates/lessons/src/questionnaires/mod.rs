//! Questionnaires: those that the program brings (`reference/questionnaires`), those read from an XLSForm, each version
//! as a page to look at, to hold against another, and to take away as an XLSForm for the next year. A version that is
//! kept never changes.

mod built_in;
pub mod commands;
mod pages;
pub mod store;
pub(crate) mod workbook;

pub use built_in::{Printed, built_in, printed};
pub use commands::{Prepared, keep, prepare};

use web::{Access, Action, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    let view = Access::May(Action::ViewLessons);
    let collect = Access::May(Action::CollectLessons);
    Routes::new()
        .get("/questionnaires", view, pages::list)
        .get("/questionnaires/new", collect, pages::form)
        .post("/questionnaires", collect, pages::create)
        .get("/questionnaires/{code}", view, pages::show)
        .get("/questionnaires/{code}/workbook", view, pages::workbook)
}
