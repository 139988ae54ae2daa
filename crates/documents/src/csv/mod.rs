//! CSV in and out. Written so that Excel opens Thai at a double click and no cell runs as a formula;
//! read whatever old and new spreadsheets save: UTF-8, UTF-16, Windows-874, commas, semicolons, tabs.

mod decode;
mod guard;
mod reader;
mod writer;

pub use decode::Encoding;
pub use guard::{guard, unguard};
pub use reader::Reader;
pub use writer::{WriteError, Writer};
