//! Collections: one a year from departments and one from provinces, each with its roster of reporting units and its
//! questionnaire, frozen when it is opened. Who has answered and who has not, reminders, and closing.

pub mod api;
pub mod commands;
mod members;
mod open;
mod pages;
pub mod roster;
pub mod store;

pub use commands::{Opened, Wanted, close, open, remind};
pub(crate) use pages::{CollectionView, hundredths, loaded, share_words, tabs};
pub use roster::{Roster, RosterRow};

use web::{Access, Action, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    let view = Access::May(Action::ViewLessons);
    let collect = Access::May(Action::CollectLessons);
    Routes::new()
        .get("/lessons", view, pages::list)
        .get("/lessons/collections/new", collect, open::form)
        .post("/lessons/collections", collect, open::submit)
        .get("/lessons/collections/{id}", view, pages::show)
        .get("/lessons/collections/{id}/members", view, members::list)
        .post("/lessons/collections/{id}/reminders", collect, members::remind)
        .post("/lessons/collections/{id}/closing", collect, pages::closing)
        .post("/lessons/collections/{id}/due", collect, pages::due)
        .get("/api/v1/lessons/collections", view, api::list)
        .post("/api/v1/lessons/collections", collect, api::open)
        .get("/api/v1/lessons/collections/{id}", view, api::show)
        .get("/api/v1/lessons/collections/{id}/figures", view, api::figures)
        .post("/api/v1/lessons/collections/{id}/reminders", collect, api::remind)
}
