//! Messages to the people of organisations, as they wait for a channel such as mail: to whom, in which words, where
//! they lead. A person sees those of the organisations within reach; the people of an agency their own.

mod pages;
pub(crate) mod store;
mod words;

pub use words::{Words, words};

use web::{Access, Action, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    Routes::new().get("/messages", Access::May(Action::ViewPlan), pages::list)
}
