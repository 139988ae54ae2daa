//! Everything Ratphrom knows about Thai text, as pure functions over strings and dates.
//!
//! The word lists of `reference/thai` are built into the binary; nothing here reads a file, a
//! clock or the network, and no input, however broken, may make a function panic. Text is stored
//! as it was typed ([`normalise::clean`]); every comparison goes through [`normalise::fold`].

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod cluster;
pub mod collate;
pub mod date;
pub mod digits;
pub mod document_number;
pub mod normalise;
pub mod search;
pub mod segment;
