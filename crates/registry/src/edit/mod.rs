//! Adding organisations, the centre at any place and a supervisor below its own, correcting what is wrong, and the
//! codes that other schemes give. A correction has no effective date; a change of name or place that happened on a
//! day is a change (see [`crate::change`]).

pub mod codes;
mod form;
pub mod pages;
