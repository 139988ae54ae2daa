//! An organisation of the register: what it is, where it stands in the hierarchy of at most six levels, what it was
//! and what became of it (mission A5; ISO 22301:2019 4.1). Changes have an effective date and are never undone by
//! rewriting history.

pub mod api;
pub mod commands;
pub mod field;
mod label;
pub mod pages;
pub mod path;
mod public;
mod reason;
pub mod seen;
pub mod store;
mod words;

pub use field::Details;
pub(crate) use label::Labels;
pub use reason::Reason;
pub use store::Organisation;
pub use words::{query_words, search_text};

#[cfg(test)]
mod tests;
