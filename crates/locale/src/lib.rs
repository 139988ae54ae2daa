//! The catalogue macro.
