//! The text of a paper: lines to cells, cells to paragraphs, paragraphs to numbered places.

pub mod marker;
pub mod markup;
pub mod number;
pub mod numbering;
pub mod paragraph;
