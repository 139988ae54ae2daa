//! Everyone's first page after signing in: what is to be done, with dates in words, and then the numbers of one's own
//! reach, each with the list behind it. Only read here; every act happens on the page to which it leads.

mod messages;
mod oversee;
mod oversee_store;
mod own;
mod own_store;
mod pages;
mod stage;
mod watch;

use web::{Access, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    Routes::new().get("/home", Access::SignedIn, pages::home)
}

/// Something to do, as a row of a task list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Task {
    /// Where it is done.
    pub href: String,
    /// What it is.
    pub label: String,
    /// More about it; may be empty.
    pub hint: String,
    /// `ok`, `go`, `warn`, `bad` or `off`.
    pub kind: &'static str,
    /// How it stands, in words.
    pub word: String,
}

/// A number with the list behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Figure {
    /// What is counted.
    pub label: String,
    /// The number, as read.
    pub value: String,
    /// The list behind it.
    pub href: String,
    /// What stands under it: counts with their lists.
    pub parts: Vec<Part>,
}

/// A count and its words under a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// The count as read.
    pub count: String,
    /// The list behind it.
    pub href: String,
    /// What it counts.
    pub words: String,
}

impl Part {
    /// A count with its list.
    pub fn new(count: impl Into<String>, href: impl Into<String>, words: impl Into<String>) -> Self {
        Part { count: count.into(), href: href.into(), words: words.into() }
    }
}
