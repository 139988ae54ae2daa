//! The list of organisations: search first, filters, Thai order, pages by cursor, as CSV and XLSX as seen; and the
//! picker that finds one of thousands while one types.

pub mod pages;
pub mod query;
pub mod store;

pub use store::{Filter, Order, Place};
