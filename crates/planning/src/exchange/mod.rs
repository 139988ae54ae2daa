//! Whole plans in and out: the exchange document of `contracts/bcp-exchange.schema.json`, one a line.
//!
//! An import records what happened: completeness does not gate it, and an RTO over its MTPD is a warning. Only a line
//! that breaks the schema (unreadable JSON and repeated members count as that) or names an unknown organisation is
//! refused, and it never stops the others. Nothing of a refused line is kept.

mod document;
pub mod export;
mod fault;
mod import;
mod lines;
mod parse;
mod record;
mod storing;

pub use export::export;
pub use fault::{Fault, Violation};
pub use import::{Entry, Options, Progress, Report, Stopped, import};
pub use parse::{parse, parse_draft};
pub use record::{Approved, As, OnApproved};
