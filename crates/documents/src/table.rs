//! Rows of text as people send them, whatever they came in: CSV of any usual encoding, or XLSX.
//! Everything is bounded before it is believed, and every row keeps the number a spreadsheet shows,
//! so that a refusal can say where. What the cells mean is the importer's affair.

use std::collections::HashMap;

use thiserror::Error;

use crate::{csv, xlsx};

/// How much is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Rows, the header and blank ones among them.
    pub rows: u32,
    /// Columns.
    pub columns: u32,
    /// Bytes of one cell as UTF-8.
    pub cell: usize,
    /// Bytes that an XLSX may unfold into.
    pub expanded: u64,
    /// Parts that an XLSX may hold.
    pub entries: usize,
}

impl Default for Limits {
    /// 64 MiB, 300,000 rows, 256 columns, 64 KiB a cell, 256 MiB unfolded, 2,000 parts.
    fn default() -> Self {
        Self { bytes: 64 << 20, rows: 300_000, columns: 256, cell: 64 << 10, expanded: 256 << 20, entries: 2_000 }
    }
}

/// What the rows were read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// CSV in this encoding with this delimiter.
    Csv {
        /// How its characters were written.
        encoding: csv::Encoding,
        /// `,`, `;` or a tab.
        delimiter: char,
    },
    /// The first sheet with content of an XLSX workbook.
    Xlsx,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The row's number as a spreadsheet shows it, from 1.
    pub number: u32,
    /// Its cells as text: numbers plain, dates ISO 8601, truth values `TRUE` and `FALSE`.
    pub cells: Vec<String>,
}

impl Line {
    /// Whether nothing but blanks is in it.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// The cell in a column from 0, trimmed; blank where the row is shorter.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }
}

/// The rows of a file, blank ones left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// What they were read from.
    pub source: Source,
    /// The rows in order.
    pub lines: Vec<Line>,
}

/// Rows under a header: cells are asked for by the column's name.
#[derive(Debug, Clone)]
pub struct Records {
    columns: HashMap<String, usize>,
    header: Line,
    lines: Vec<Line>,
}

/// One row under a header.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    records: &'a Records,
    line: &'a Line,
}

/// How many rows may stand above the header: a title and an "as of" line, for instance.
const ROWS_ABOVE_HEADER: usize = 12;

impl Rows {
    /// Finds the header, the first of the upper rows that has every required column (names are
    /// compared trimmed and without case), and gives the rows under it.
    ///
    /// # Errors
    /// [`TableError::NoHeader`] with the missing names of the row that comes nearest, and
    /// [`TableError::DuplicateColumn`] when two columns of the header have one name.
    pub fn records(self, required: &[&str]) -> Result<Records, TableError> {
        let missing = |line: &Line| -> Vec<String> {
            let has = |name: &str| line.cells.iter().any(|cell| fold(cell) == fold(name));
            required.iter().filter(|name| !has(name)).map(|name| (*name).to_owned()).collect()
        };
        let upper = self.lines.iter().take(ROWS_ABOVE_HEADER).enumerate();
        let nearest =
            upper.map(|(index, line)| (missing(line), index)).min_by_key(|(missing, index)| (missing.len(), *index));
        let Some((missing, index)) = nearest else { return Err(TableError::Empty) };
        if !missing.is_empty() {
            return Err(TableError::NoHeader { missing });
        }
        let mut lines = self.lines;
        let body = lines.split_off(index + 1);
        let Some(header) = lines.pop() else { return Err(TableError::Empty) };
        let mut columns = HashMap::new();
        for (column, name) in header.cells.iter().enumerate() {
            let name = fold(name);
            if !name.is_empty() && columns.insert(name, column).is_some() {
                return Err(TableError::DuplicateColumn { row: header.number, name: header.cell(column).to_owned() });
            }
        }
        Ok(Records { columns, header, lines: body })
    }
}

fn fold(name: &str) -> String {
    name.trim().trim_start_matches('\u{FEFF}').to_lowercase()
}

impl Records {
    /// The names of the columns as the file has them, blank ones left out.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.header.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    /// Whether a column of this name is there.
    pub fn has(&self, name: &str) -> bool {
        self.columns.contains_key(&fold(name))
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The rows in order.
    pub fn iter(&self) -> impl Iterator<Item = Record<'_>> {
        self.lines.iter().map(|line| Record { records: self, line })
    }
}

impl<'a> Record<'a> {
    /// The row's number as a spreadsheet shows it.
    pub fn row(&self) -> u32 {
        self.line.number
    }

    /// The cell of a column, trimmed; blank where the column or the cell is missing.
    pub fn get(&self, name: &str) -> &'a str {
        self.records.columns.get(&fold(name)).map_or("", |column| self.line.cell(*column))
    }
}

/// Why a table could not be read. Rows are as a spreadsheet shows them.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TableError {
    /// There is nothing in the file.
    #[error("the file is empty")]
    Empty,
    /// The file is larger than allowed.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The bytes allowed.
        limit: u64,
    },
    /// There are more rows than allowed.
    #[error("the file has more than {limit} rows")]
    TooManyRows {
        /// The rows allowed.
        limit: u32,
    },
    /// A row has more columns than allowed.
    #[error("row {row} has more than {limit} columns")]
    TooManyColumns {
        /// The row.
        row: u32,
        /// The columns allowed.
        limit: u32,
    },
    /// A cell is longer than allowed.
    #[error("row {row}: a cell is longer than {limit} bytes")]
    CellTooLong {
        /// The row.
        row: u32,
        /// The bytes allowed.
        limit: usize,
    },
    /// A quotation mark was opened and never closed.
    #[error("row {row}: a quotation mark is not closed")]
    UnclosedQuote {
        /// The row where it was opened.
        row: u32,
    },
    /// The characters are in no encoding we know, or change it on the way.
    #[error("near row {row}: the text is neither UTF-8, UTF-16 nor Windows-874")]
    Encoding {
        /// The row near which it was noticed.
        row: u32,
    },
    /// No row near the top has all columns that are needed.
    #[error("columns are missing: {}", .missing.join(", "))]
    NoHeader {
        /// The names that are missing.
        missing: Vec<String>,
    },
    /// Two columns have one name.
    #[error("row {row}: the column {name} is there twice")]
    DuplicateColumn {
        /// The header's row.
        row: u32,
        /// The name.
        name: String,
    },
    /// The archive would unfold to more than allowed, or has too many parts, or lies about its size.
    #[error("the workbook unfolds to more than is allowed")]
    Bomb,
    /// The old binary format of Excel 97-2003.
    #[error("{name} is in the old .xls format; save it as .xlsx or .csv")]
    OldExcel {
        /// The file's name.
        name: String,
    },
    /// Some other kind of file: ODS, PDF, a picture.
    #[error("{name} is neither CSV nor XLSX")]
    NotATable {
        /// The file's name.
        name: String,
    },
    /// The workbook is protected by a password.
    #[error("the workbook is protected by a password")]
    Password,
    /// The workbook is damaged.
    #[error("the workbook is damaged: {detail}")]
    Damaged {
        /// What the reader said.
        detail: String,
    },
    /// Reading stopped half-way.
    #[error("the file could not be read to its end: {detail}")]
    Interrupted {
        /// What the source said.
        detail: String,
    },
}

/// Reads CSV or XLSX by its content; the name is only used in errors. Blank rows are left out.
///
/// # Errors
/// See [`TableError`]; nothing is returned of a file that breaks a limit.
pub fn read(bytes: &[u8], filename: &str, limits: &Limits) -> Result<Rows, TableError> {
    if bytes.len() as u64 > limits.bytes {
        return Err(TableError::TooLarge { limit: limits.bytes });
    }
    let rows = match kind(bytes) {
        Kind::Zip => xlsx::read(bytes, filename, limits)?,
        Kind::Ole => return Err(ole_error(bytes, filename)),
        Kind::Other => return Err(TableError::NotATable { name: filename.to_owned() }),
        Kind::Text => {
            let mut reader = csv::Reader::new(bytes, limits)?;
            let lines = reader.by_ref().collect::<Result<Vec<_>, _>>()?;
            let source = Source::Csv { encoding: reader.encoding(), delimiter: reader.delimiter() };
            Rows { source, lines }
        }
    };
    if rows.lines.is_empty() { Err(TableError::Empty) } else { Ok(rows) }
}

/// Reads every visible sheet of an XLSX workbook, each with its name; blank rows are left out.
///
/// # Errors
/// See [`TableError`]; a file that is no workbook is not a table here.
pub fn sheets(bytes: &[u8], filename: &str, limits: &Limits) -> Result<Vec<(String, Vec<Line>)>, TableError> {
    if bytes.len() as u64 > limits.bytes {
        return Err(TableError::TooLarge { limit: limits.bytes });
    }
    match kind(bytes) {
        Kind::Zip => xlsx::sheets(bytes, filename, limits),
        Kind::Ole => Err(ole_error(bytes, filename)),
        Kind::Text | Kind::Other => Err(TableError::NotATable { name: filename.to_owned() }),
    }
}

enum Kind {
    Zip,
    Ole,
    Other,
    Text,
}

fn kind(bytes: &[u8]) -> Kind {
    const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    const OTHERS: [&[u8]; 8] =
        [b"%PDF", b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"\x1F\x8B", b"Rar!", b"7z\xBC\xAF", b"{\\rtf"];
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        Kind::Zip
    } else if bytes.starts_with(OLE) {
        Kind::Ole
    } else if OTHERS.iter().any(|magic| bytes.starts_with(magic)) {
        Kind::Other
    } else {
        Kind::Text
    }
}

/// An encrypted XLSX comes in the same envelope as an old XLS; its parts are named in UTF-16.
fn ole_error(bytes: &[u8], filename: &str) -> TableError {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(name.len()).any(|window| window == name) {
        TableError::Password
    } else {
        TableError::OldExcel { name: filename.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Rows, TableError> {
        read(text.as_bytes(), "x.csv", &Limits::default())
    }

    #[test]
    fn the_header_may_stand_under_a_title() {
        let rows = read_text("ทะเบียนหน่วยงาน\nข้อมูล ณ วันที่ 31 สิงหาคม 2563\n\ncode,name_th\n0001,กรมหนึ่ง\n").unwrap();
        let records = rows.records(&["code", "name_th"]).unwrap();
        let record = records.iter().next().unwrap();
        assert_eq!((record.row(), record.get("NAME_TH"), record.get("none")), (5, "กรมหนึ่ง", ""));
    }

    #[test]
    fn missing_and_doubled_columns_are_named() {
        let missing = read_text("code,name\n1,x\n").unwrap().records(&["code", "parent"]).unwrap_err();
        assert_eq!(missing, TableError::NoHeader { missing: vec!["parent".into()] });
        let doubled = read_text("code,Code\n1,x\n").unwrap().records(&["code"]).unwrap_err();
        assert_eq!(doubled, TableError::DuplicateColumn { row: 1, name: "Code".into() });
    }

    #[test]
    fn a_file_that_is_no_table_is_refused_by_its_content() {
        for magic in [&b"%PDF-1.7"[..], b"\x89PNG\r\n"] {
            let refused = read(magic, "plan.csv", &Limits::default()).unwrap_err();
            assert_eq!(refused, TableError::NotATable { name: "plan.csv".into() });
        }
        let mut old = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        old.resize(2048, 0);
        assert!(matches!(read(&old, "a.xls", &Limits::default()), Err(TableError::OldExcel { .. })));
        old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(read(&old, "a.xlsx", &Limits::default()), Err(TableError::Password));
        assert_eq!(read(b"", "a.csv", &Limits::default()), Err(TableError::Empty));
        assert_eq!(read(b"\n\n , \n", "a.csv", &Limits::default()), Err(TableError::Empty));
    }
}
