//! Rows of the file as entries of the register: what a row alone can tell, without the register.

use documents::table::{self, Limits, Record, Rows, TableError};

use super::{COLUMNS, REQUIRED, Reason, RowError};
use crate::organisation::field;

/// One row that has a code. `None` where the file lacks the column.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub row: u32,
    pub code: String,
    pub name_th: String,
    pub name_en: Option<String>,
    pub kind: String,
    pub parent_code: Option<String>,
    pub ministry_code: Option<String>,
    pub province_code: Option<String>,
    pub district_code: Option<String>,
    pub obliged: Option<bool>,
    pub provenance: Option<String>,
}

/// The rows of a file and what is already known to be wrong with them.
#[derive(Clone, Debug, Default)]
pub(super) struct Batch {
    pub entries: Vec<Entry>,
    pub errors: Vec<RowError>,
}

/// Reads the file; the error is what makes it no register at all.
pub(super) fn batch(bytes: &[u8], filename: &str) -> Result<Batch, Vec<RowError>> {
    let rows = table::read(bytes, filename, &Limits::default()).map_err(unreadable)?;
    let header = header_row(&rows);
    let records = rows.records(&REQUIRED).map_err(unreadable)?;
    let known = |name: &str| COLUMNS.iter().any(|column| column.eq_ignore_ascii_case(name));
    let unknown: Vec<RowError> = records
        .columns()
        .filter(|name| !known(name))
        .map(|name| RowError { row: header, field: name.to_owned(), reason: Reason::UnknownColumn })
        .collect();
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let has = |column: &str| records.has(column);
    let present = Present {
        name_en: has("name_en"),
        parent: has("parent_code"),
        ministry: has("ministry_code"),
        province: has("province_code"),
        district: has("district_code"),
        obliged: has("obliged"),
        provenance: has("provenance"),
    };
    let mut batch = Batch::default();
    for record in records.iter() {
        let entry = Reading { record, errors: &mut batch.errors }.entry(&present);
        batch.entries.extend(entry);
    }
    Ok(batch)
}

fn unreadable(problem: TableError) -> Vec<RowError> {
    if let TableError::NoHeader { missing } = &problem
        && missing.len() < REQUIRED.len()
    {
        let error = |name: &String| RowError { row: 1, field: name.clone(), reason: Reason::MissingColumn };
        return missing.iter().map(error).collect();
    }
    let row = match problem {
        TableError::TooManyColumns { row, .. }
        | TableError::CellTooLong { row, .. }
        | TableError::UnclosedQuote { row }
        | TableError::Encoding { row }
        | TableError::DuplicateColumn { row, .. } => row,
        _ => 1,
    };
    vec![RowError { row, field: "file".to_owned(), reason: Reason::Unreadable(problem) }]
}

/// The row of the header: the first that has every column without which a row says nothing.
fn header_row(rows: &Rows) -> u32 {
    let is_header = |cells: &[String]| {
        REQUIRED
            .iter()
            .all(|name| cells.iter().any(|cell| cell.trim().trim_start_matches('\u{FEFF}').eq_ignore_ascii_case(name)))
    };
    rows.lines.iter().find(|line| is_header(&line.cells)).map_or(1, |line| line.number)
}

/// Which columns the file has beside those it must have.
struct Present {
    name_en: bool,
    parent: bool,
    ministry: bool,
    province: bool,
    district: bool,
    obliged: bool,
    provenance: bool,
}

struct Reading<'a, 'b> {
    record: Record<'a>,
    errors: &'b mut Vec<RowError>,
}

impl Reading<'_, '_> {
    /// The entry, which may have faults; `None` without a code, by which all else is known.
    fn entry(&mut self, present: &Present) -> Option<Entry> {
        let code = self.value("code", true, field::code);
        let mut entry = Entry {
            row: self.record.row(),
            name_th: self.value("name_th", true, |raw| field::needed(raw, field::NAME_MOST)).unwrap_or_default(),
            name_en: self.value("name_en", present.name_en, |raw| field::line(raw, field::NAME_MOST)),
            kind: self.value("kind", true, field::kind).unwrap_or_default(),
            parent_code: self.value("parent_code", present.parent, |raw| field::line(raw, field::CODE_MOST)),
            ministry_code: self.value("ministry_code", present.ministry, |raw| field::line(raw, field::CODE_MOST)),
            province_code: self.value("province_code", present.province, field::province),
            district_code: self.value("district_code", present.district, field::district),
            obliged: self.value("obliged", present.obliged, field::obliged),
            provenance: self.value("provenance", present.provenance, |raw| field::line(raw, field::TEXT_MOST)),
            ..Entry::default()
        };
        let province = entry.province_code.as_deref().unwrap_or_default();
        if let Err(reason) = field::district_in(province, entry.district_code.as_deref().unwrap_or_default()) {
            self.refuse("district_code", reason);
        }
        entry.code = code?;
        Some(entry)
    }

    fn value<T>(&mut self, column: &str, present: bool, read: impl Fn(&str) -> Result<T, Reason>) -> Option<T> {
        if !present {
            return None;
        }
        let value = read(self.record.get(column));
        value.map_err(|reason| self.refuse(column, reason)).ok()
    }

    fn refuse(&mut self, column: &str, reason: Reason) {
        self.errors.push(RowError { row: self.record.row(), field: column.to_owned(), reason });
    }
}
