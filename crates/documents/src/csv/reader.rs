//! Reading CSV row by row with the numbers a spreadsheet shows. A quoted cell may hold delimiters,
//! line ends and doubled quotation marks; a quotation mark inside an unquoted cell is only itself.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read};

use super::decode::{Decode, Encoding, NotText};
use super::guard::unguard;
use crate::table::{Limits, Line, TableError};

/// How much text is looked at to find the delimiter.
const SAMPLE: usize = 16 << 10;

/// A stream of rows. Blank rows are replay but not returned. After an error it ends.
pub struct Reader<R: Read> {
    source: BufReader<Replay<Decode<Capped<R>>>>,
    limits: Limits,
    delimiter: u8,
    row: u32,
    done: bool,
}

impl<R: Read> Reader<R> {
    /// Looks at the beginning of the source to find encoding and delimiter.
    ///
    /// # Errors
    /// When the source fails or its beginning is in no known encoding.
    pub fn new(source: R, limits: &Limits) -> Result<Self, TableError> {
        let capped = Capped { source, left: limits.bytes, limit: limits.bytes };
        let decode = Decode::new(capped).map_err(|error| from_io(&error, 1))?;
        let replay = Replay { inner: decode, held: VecDeque::new() };
        let mut source = BufReader::with_capacity(64 << 10, replay);
        let mut sample = Vec::new();
        source
            .get_mut()
            .inner
            .by_ref()
            .take(SAMPLE as u64)
            .read_to_end(&mut sample)
            .map_err(|error| from_io(&error, 1))?;
        let delimiter = delimiter(&sample);
        source.get_mut().held.extend(sample);
        Ok(Self { source, limits: *limits, delimiter, row: 0, done: false })
    }

    /// How the characters are written, as far as has been read: ASCII counts as UTF-8.
    pub fn encoding(&self) -> Encoding {
        self.source.get_ref().inner.encoding()
    }

    /// `,`, `;` or a tab.
    pub fn delimiter(&self) -> char {
        char::from(self.delimiter)
    }

    /// The next row, blank or not; nothing at the end.
    fn row(&mut self) -> Result<Option<Vec<String>>, TableError> {
        let row = self.row + 1;
        let mut cells = Vec::new();
        let mut cell = Cell::default();
        let mut any = false;
        loop {
            let buffer = self.source.fill_buf().map_err(|error| from_io(&error, row))?;
            let Some(byte) = buffer.first().copied() else {
                if cell.state == State::Quoted {
                    return Err(TableError::UnclosedQuote { row });
                }
                return if any { self.close(&mut cells, cell, row).map(|()| Some(cells)) } else { Ok(None) };
            };
            any = true;
            self.source.consume(1);
            if cell.bytes.len() > self.limits.cell {
                return Err(TableError::CellTooLong { row, limit: self.limits.cell });
            }
            match (cell.state, byte) {
                (State::Quoted, b'"') => cell.state = State::AfterQuote,
                (State::Quoted, _) => cell.bytes.push(byte),
                (State::AfterQuote, b'"') => {
                    cell.bytes.push(b'"');
                    cell.state = State::Quoted;
                }
                (State::Start, b'"') => cell.state = State::Quoted,
                (_, b'\n') => return self.close(&mut cells, cell, row).map(|()| Some(cells)),
                (_, b'\r') => {
                    let next = self.source.fill_buf().map_err(|error| from_io(&error, row))?;
                    if next.first() == Some(&b'\n') {
                        self.source.consume(1);
                    }
                    return self.close(&mut cells, cell, row).map(|()| Some(cells));
                }
                (_, byte) if byte == self.delimiter => {
                    let full = std::mem::take(&mut cell);
                    self.close(&mut cells, full, row)?;
                }
                (_, _) => {
                    cell.bytes.push(byte);
                    cell.state = State::Plain;
                }
            }
        }
    }

    fn close(&self, cells: &mut Vec<String>, cell: Cell, row: u32) -> Result<(), TableError> {
        if cells.len() as u64 >= u64::from(self.limits.columns) {
            return Err(TableError::TooManyColumns { row, limit: self.limits.columns });
        }
        let text = String::from_utf8(cell.bytes).map_err(|_| TableError::Encoding { row })?;
        cells.push(unguard(&text).to_owned());
        Ok(())
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<Line, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            if self.row >= self.limits.rows {
                self.done = true;
                return match self.source.fill_buf() {
                    Ok([]) => None,
                    _ => Some(Err(TableError::TooManyRows { limit: self.limits.rows })),
                };
            }
            match self.row() {
                Ok(None) => self.done = true,
                Ok(Some(cells)) => {
                    self.row += 1;
                    let line = Line { number: self.row, cells };
                    if !line.is_blank() && !is_hint(&line) {
                        return Some(Ok(line));
                    }
                }
                Err(error) => {
                    self.done = true;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

/// Excel's own first line that names the delimiter.
fn is_hint(line: &Line) -> bool {
    line.number == 1 && line.cells.len() <= 2 && line.cell(0).to_ascii_lowercase().starts_with("sep=")
}

#[derive(Default)]
struct Cell {
    bytes: Vec<u8>,
    state: State,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Start,
    Plain,
    Quoted,
    AfterQuote,
}

/// The delimiter that the first rows have most of outside quotation marks; a comma when in doubt.
fn delimiter(sample: &[u8]) -> u8 {
    let mut counts = [(b',', 0usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    let mut rows = 0;
    for byte in sample {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => {
                if counts.iter().any(|(_, count)| *count > 0) {
                    rows += 1;
                }
                if rows >= 5 {
                    break;
                }
            }
            other if !quoted => {
                if let Some(found) = counts.iter_mut().find(|(delimiter, _)| delimiter == other) {
                    found.1 += 1;
                }
            }
            _ => {}
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    counts.iter().find(|(_, count)| *count == most && most > 0).map_or(b',', |(delimiter, _)| *delimiter)
}

fn from_io(error: &io::Error, row: u32) -> TableError {
    let inner = error.get_ref();
    if inner.is_some_and(|inner| inner.is::<NotText>()) {
        TableError::Encoding { row }
    } else if let Some(too_large) = inner.and_then(|inner| inner.downcast_ref::<TooLarge>()) {
        TableError::TooLarge { limit: too_large.0 }
    } else {
        TableError::Interrupted { detail: error.to_string() }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("larger than {0} bytes")]
struct TooLarge(u64);

/// Refuses to read past the limit rather than pretending that the file ends there.
struct Capped<R> {
    source: R,
    left: u64,
    limit: u64,
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let got = self.source.read(to)?;
        self.left = self.left.checked_sub(got as u64).ok_or_else(|| io::Error::other(TooLarge(self.limit)))?;
        Ok(got)
    }
}

/// Gives the sample back before what follows it.
struct Replay<R> {
    inner: R,
    held: VecDeque<u8>,
}

impl<R: Read> Read for Replay<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.held.is_empty() { self.inner.read(to) } else { self.held.read(to) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv::Writer;
    use proptest::prelude::*;

    fn rows(bytes: &[u8]) -> Result<Vec<Line>, TableError> {
        Reader::new(bytes, &Limits::default())?.collect()
    }

    fn thai_in(encoding: &'static encoding_rs::Encoding) -> Vec<u8> {
        encoding.encode("code,name\r\n1,ที่ทำการปกครองจังหวัดนครปฐม\r\n").0.into_owned()
    }

    #[test]
    fn every_usual_encoding_is_read() {
        let text = "code,name\r\n1,ที่ทำการปกครองจังหวัดนครปฐม\r\n";
        let sixteen = |to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect::<Vec<u8>>();
        let cases: Vec<(Encoding, Vec<u8>)> = vec![
            (Encoding::Utf8, text.into()),
            (Encoding::Utf8, [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
            (Encoding::Utf16Le, [vec![0xFF, 0xFE], sixteen(u16::to_le_bytes)].concat()),
            (Encoding::Utf16Be, [vec![0xFE, 0xFF], sixteen(u16::to_be_bytes)].concat()),
            (Encoding::Utf16Le, sixteen(u16::to_le_bytes)),
            (Encoding::Utf16Be, sixteen(u16::to_be_bytes)),
            (Encoding::Windows874, thai_in(encoding_rs::WINDOWS_874)),
        ];
        for (encoding, bytes) in cases {
            let mut reader = Reader::new(bytes.as_slice(), &Limits::default()).unwrap();
            let lines: Vec<Line> = reader.by_ref().map(Result::unwrap).collect();
            assert_eq!(lines[1].cells, ["1", "ที่ทำการปกครองจังหวัดนครปฐม"], "{encoding:?}");
            assert_eq!((lines[0].cells[0].as_str(), reader.encoding()), ("code", encoding));
        }
    }

    #[test]
    fn thai_that_begins_late_is_still_recognised() {
        let mut bytes = "code,name\n".to_owned().into_bytes();
        bytes.extend("1,plain ascii\n".repeat(20_000).into_bytes());
        bytes.extend(encoding_rs::WINDOWS_874.encode("2,เทศบาลเมืองกระทุ่มล้ม\n").0.into_owned());
        let lines = rows(&bytes).unwrap();
        assert_eq!(lines.last().unwrap().cells[1], "เทศบาลเมืองกระทุ่มล้ม");
        assert_eq!(lines.last().unwrap().number, 20_002);
    }

    #[test]
    fn a_file_that_changes_its_encoding_is_refused_near_the_row() {
        let mut bytes = "1,เทศบาล\n".repeat(30_000).into_bytes();
        bytes.extend(b"2,\xC3\x28\xFF\xFE\n");
        assert!(matches!(rows(&bytes), Err(TableError::Encoding { row }) if row > 1));
        assert!(matches!(rows(b"a,b\n\x80\x81\xFD\xFE\x01"), Err(TableError::Encoding { .. })));
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        let lines = rows("a,b\r\n\r\n\"two\r\nlines\",x\r\n,\r\nlast,\"a \"\"b\"\"\"".as_bytes()).unwrap();
        let numbers: Vec<u32> = lines.iter().map(|line| line.number).collect();
        assert_eq!(numbers, [1, 3, 5]);
        assert_eq!(lines[1].cells[0], "two\r\nlines");
        assert_eq!(lines[2].cells[1], "a \"b\"");
        assert_eq!(rows(b"a\rb\r").unwrap().len(), 2);
    }

    #[test]
    fn delimiters_are_found() {
        for (text, expected) in
            [("a,b;c\n", ','), ("a;b;c,d\n", ';'), ("a\tb\n", '\t'), ("\"a;b\",c\n", ','), ("a\n", ',')]
        {
            assert_eq!(Reader::new(text.as_bytes(), &Limits::default()).unwrap().delimiter(), expected, "{text}");
        }
    }

    #[test]
    fn limits_are_kept_and_named() {
        let limits = Limits { bytes: 100, rows: 3, columns: 4, cell: 10, ..Limits::default() };
        let read = |text: &str| Reader::new(text.as_bytes(), &limits)?.collect::<Result<Vec<_>, _>>();
        assert_eq!(read(&"x\n".repeat(60)), Err(TableError::TooLarge { limit: 100 }));
        assert_eq!(read("a\nb\nc\nd\n"), Err(TableError::TooManyRows { limit: 3 }));
        assert_eq!(read("a\nb\nc\n").unwrap().len(), 3);
        assert_eq!(read("a\n1,2,3,4,5\n"), Err(TableError::TooManyColumns { row: 2, limit: 4 }));
        assert_eq!(read("a\n012345678901234\n"), Err(TableError::CellTooLong { row: 2, limit: 10 }));
        assert_eq!(read("a\n\"open\n"), Err(TableError::UnclosedQuote { row: 2 }));
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_back(
            table in prop::collection::vec(prop::collection::vec("[ก-ฮะ-์a-c0-9=+@',;\"\t\r\n -]{0,12}", 2..5), 1..8),
            mark in any::<bool>(),
        ) {
            let mut writer = Writer::new(Vec::new(), mark).unwrap();
            writer.row(["first", "second", "third", "fourth", "fifth", "sixth"]).unwrap();
            for row in &table {
                writer.row(row).unwrap();
            }
            let bytes = writer.finish().unwrap();
            let read = rows(&bytes).unwrap();
            let expected: Vec<&Vec<String>> =
                table.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect();
            prop_assert_eq!(read.len() - 1, expected.len());
            for (line, row) in read.iter().skip(1).zip(expected) {
                prop_assert_eq!(&line.cells, row);
            }
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = rows(&bytes);
        }
    }
}
