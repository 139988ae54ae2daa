//! Renaming, moving, merging, splitting and closing an organisation, each from a day on. The rules are in
//! `continuity::organisation::change`; what is refused is told beside the field that caused it.

mod form;
pub mod pages;
mod words;

pub(crate) use words::tell;
