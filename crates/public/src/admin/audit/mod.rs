//! The audit trail for whoever may read it: filtered, newest first, as a file, and whether its chains are whole. It is
//! only read here; nothing on this page can change or leave out an event.

mod actions;
mod pages;
mod store;

pub use pages::{list, verify};
