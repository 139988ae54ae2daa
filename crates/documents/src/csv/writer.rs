//! Writing CSV by RFC 4180, row by row.

use std::io::Write;

use thiserror::Error;

use super::guard::guard;

/// Why a row was not written.
#[derive(Debug, Error)]
#[error("the CSV could not be written: {0}")]
pub struct WriteError(String);

/// Writes rows to anything that takes bytes. Each cell is guarded against running as a formula.
pub struct Writer<W: Write> {
    inner: ::csv::Writer<W>,
}

impl<W: Write> Writer<W> {
    /// With a byte order mark Excel takes the file as UTF-8; machines do without.
    ///
    /// # Errors
    /// When the mark cannot be written.
    pub fn new(mut to: W, byte_order_mark: bool) -> Result<Self, WriteError> {
        if byte_order_mark {
            to.write_all(b"\xEF\xBB\xBF").map_err(|error| WriteError(error.to_string()))?;
        }
        let inner = ::csv::WriterBuilder::new().flexible(true).terminator(::csv::Terminator::CRLF).from_writer(to);
        Ok(Self { inner })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// When the target does not take it.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) -> Result<(), WriteError> {
        let guarded = cells.into_iter().map(|cell| guard(cell.as_ref()).into_owned());
        self.inner.write_record(guarded).map_err(|error| WriteError(error.to_string()))
    }

    /// Writes what is still held back and gives the target back.
    ///
    /// # Errors
    /// When the target does not take it.
    pub fn finish(self) -> Result<W, WriteError> {
        self.inner.into_inner().map_err(|error| WriteError(error.to_string()))
    }
}
