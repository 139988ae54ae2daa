//! Answering: an organisation on a roster sees what to do, writes section by section, checks, hands in; the office may
//! hand it back with a reason. A save names the revision that it began from; when somebody else saved the same section in
//! between, both texts are kept and shown side by side. What was handed in is never changed.

pub mod api;
mod clash;
pub mod commands;
mod edit;
mod form;
mod hand;
mod pages;
pub mod store;
mod view;

pub(crate) use view::answer_words;

pub use commands::{Handed, Saved, Who, hand_in, return_to, save, save_all};

use web::{Access, Action, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    const OF: &str = "/lessons/collections/{id}/organisations/{code}";
    let view = Access::May(Action::ViewLessons);
    let answer = Access::May(Action::AnswerLessons);
    let collect = Access::May(Action::CollectLessons);
    let at = |rest: &str| format!("{OF}{rest}");
    Routes::new()
        .get(OF, view, pages::show)
        .get(&at("/sections/{section}"), view, edit::show)
        .post(&at("/sections/{section}"), answer, edit::save)
        .get(&at("/sections/{section}/clash"), answer, clash::show)
        .post(&at("/sections/{section}/clash"), answer, clash::choose)
        .get(&at("/check"), view, hand::check)
        .post(&at("/handing"), answer, hand::submit)
        .get(&at("/handings/{number}"), view, hand::handed)
        .post(&at("/return"), collect, hand::return_to)
        .get(&format!("/api/v1{OF}"), view, api::show)
        .put(&format!("/api/v1{OF}"), answer, api::save)
        .post(&format!("/api/v1{OF}/handing"), answer, api::hand_in)
        .post(&format!("/api/v1{OF}/return"), collect, api::return_to)
}
