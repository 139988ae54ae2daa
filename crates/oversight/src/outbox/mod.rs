//! Messages to the people of organisations, as they wait for a channel such as mail: to whom, in which words, where
//! they lead. A person sees those of the organisations within reach; the people of an agency their own, which are read when
//! one of them opens them.

mod pages;
pub(crate) mod store;
mod words;

pub use words::{Words, words};

use web::{Access, Action, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    let view = Access::May(Action::ViewPlan);
    Routes::new().get("/messages", view, pages::list).post("/messages/read", view, pages::read_all).get(
        "/messages/{id}",
        view,
        pages::open,
    )
}
