//! Excel workbooks in and out. Written with typed cells, a frozen header and filters; dates show the
//! Buddhist year but are stored as dates, so that they sort and come back as ISO 8601. Text is always
//! text: nothing in a cell can run as a formula.

mod reader;
mod writer;

use jiff::civil::Date;

use crate::report::Language;

pub(crate) use reader::{read, sheets};
pub use writer::WorkbookError;

/// A workbook to be written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Workbook {
    /// The language of dates and of the demonstration mark.
    pub language: Language,
    /// The sheets in order; at least one.
    pub sheets: Vec<Sheet>,
    /// The day it is made, kept as its creation date so that equal content gives equal bytes.
    pub date: Option<Date>,
}

/// One sheet: a header and rows under it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Its name; cut to what Excel allows and made unique.
    pub name: String,
    /// Lines above the header, such as the title and "as of". A sheet that is to be imported again
    /// may have them: the reader looks for the header under them.
    pub above: Vec<String>,
    /// Whether the content is demonstration data, said above the header.
    pub demo: bool,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; a short one ends blank.
    pub rows: Vec<Vec<Cell>>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// Its width in characters; from its content when absent.
    pub width: Option<f64>,
}

impl<T: Into<String>> From<T> for Column {
    fn from(heading: T) -> Self {
        Self { heading: heading.into(), width: None }
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing: not known, or not applicable.
    #[default]
    Blank,
    /// Text, at most 32,767 characters.
    Text(String),
    /// A count, shown with thousands separators.
    Int(i64),
    /// A number with so many decimals.
    Decimal(f64, u8),
    /// A share as a fraction of 1, shown as a percentage with two decimals.
    Percent(f64),
    /// A day, shown as `31 สิงหาคม 2563`.
    Date(Date),
    /// A truth value.
    Bool(bool),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }
}

impl From<i64> for Cell {
    fn from(count: i64) -> Self {
        Self::Int(count)
    }
}

impl From<Date> for Cell {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl From<bool> for Cell {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Blank, Into::into)
    }
}

impl Workbook {
    /// The workbook's bytes.
    ///
    /// # Errors
    /// [`WorkbookError`] when there is no sheet or something does not fit into Excel's limits.
    pub fn write(&self) -> Result<Vec<u8>, WorkbookError> {
        writer::write(self)
    }
}
