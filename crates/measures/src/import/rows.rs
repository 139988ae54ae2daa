//! The rows of a file under the columns of a ledger. A column is known by its machine name or by its heading in either
//! language; one that is not known is refused rather than dropped in silence, but for those that a download adds.

use std::collections::BTreeMap;

use documents::table::{self, Limits, Line};
use web::Lang;

use super::RowError;
use crate::{ledger::Ledger, text::T};

/// Rows above the header that are looked through: a title and an "as of" line.
const ABOVE: usize = 12;
/// Columns of a download that say nothing of their own.
const ADDED: [&str; 2] = ["organisation_name", "revision"];

/// One row: its number and its values by column.
#[derive(Clone, Debug)]
pub struct Row {
    /// As a spreadsheet shows it.
    pub number: u32,
    values: BTreeMap<String, String>,
}

impl Row {
    /// The value of a column; `None` when the file has no such column.
    pub fn value(&self, name: &str) -> Option<String> {
        self.values.get(name).cloned()
    }
}

/// The rows of a file.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// In order, blank ones left out.
    pub rows: Vec<Row>,
}

/// Every name of a column: machine name, Thai and English heading.
fn names(ledger: &Ledger) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    for lang in Lang::ALL {
        for (name, heading) in columns(ledger, lang) {
            all.push((name, folded(name)));
            all.push((name, folded(heading)));
        }
        all.push((ADDED[0], folded(T(lang).organisation())));
        all.push((ADDED[1], folded(T(lang).revision())));
    }
    all.extend(ADDED.map(|name| (name, folded(name))));
    all
}

/// The columns that a file may have: machine name and heading, personal ones at the end.
pub(crate) fn columns(ledger: &Ledger, lang: Lang) -> Vec<(&'static str, &'static str)> {
    let mut all = crate::entry::file_columns(ledger, lang);
    let personal = ledger.fields.iter().filter(|field| field.personal);
    all.extend(personal.map(|field| (field.name, (field.label)(&T(lang)))));
    all
}

fn folded(text: &str) -> String {
    thai::normalise::fold(text.trim_start_matches('\u{FEFF}'))
}

/// Reads the file.
pub(super) fn read(ledger: &Ledger, bytes: &[u8], filename: &str, lang: Lang) -> Result<Rows, RowError> {
    let t = T(lang);
    let whole = |row: u32, reason: String| RowError { row, field: "file".to_owned(), reason };
    let lines = table::read(bytes, filename, &Limits::default()).map_err(|problem| {
        use table::TableError as E;
        whole(
            0,
            match problem {
                E::Empty => t.file_empty().to_owned(),
                E::TooLarge { .. }
                | E::TooManyRows { .. }
                | E::TooManyColumns { .. }
                | E::CellTooLong { .. }
                | E::Bomb => t.file_too_large().to_owned(),
                E::OldExcel { .. } => t.file_old_excel().to_owned(),
                E::Password => t.file_password().to_owned(),
                _ => t.file_unreadable().to_owned(),
            },
        )
    })?;
    let known = names(ledger);
    let name_of = |cell: &str| {
        let cell = folded(cell);
        known.iter().find(|(_, heading)| *heading == cell).map(|(name, _)| *name)
    };
    let is_header = |line: &&Line| {
        let has = |wanted: &str| line.cells.iter().any(|cell| name_of(cell) == Some(wanted));
        has("title") && has("organisation")
    };
    let header =
        lines.lines.iter().take(ABOVE).find(is_header).ok_or_else(|| whole(0, t.no_header((ledger.title)(&t))))?;
    let mut columns = Vec::new();
    for (position, cell) in header.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
        let Some(name) = name_of(cell) else {
            return Err(RowError {
                row: header.number,
                field: cell.trim().to_owned(),
                reason: t.unknown_column().into(),
            });
        };
        if columns.iter().any(|(_, known)| *known == name) {
            return Err(RowError {
                row: header.number,
                field: cell.trim().to_owned(),
                reason: t.column_twice().into(),
            });
        }
        columns.push((position, name));
    }
    let body = lines.lines.iter().filter(|line| line.number > header.number && !line.is_blank());
    let row = |line: &Line| Row {
        number: line.number,
        values: columns.iter().map(|(at, name)| ((*name).to_owned(), line.cell(*at).to_owned())).collect(),
    };
    Ok(Rows { rows: body.map(row).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{PRACTICE, RELIEF};

    fn rows(ledger: &Ledger, text: &str) -> Result<Rows, RowError> {
        read(ledger, text.as_bytes(), "x.csv", Lang::Th)
    }

    #[test]
    fn columns_are_known_by_name_or_by_heading_in_either_language() {
        let (th, en) = (T(Lang::Th), T(Lang::En));
        let file =
            format!("organisation,{},{},state,kind\nM03-06,ก,2564,done,fine\n", th.relief_title(), en.fiscal_year());
        let read = rows(&RELIEF, &file).unwrap();
        assert_eq!(
            (read.rows[0].value("title"), read.rows[0].value("fiscal_year")),
            (Some("ก".into()), Some("2564".into()))
        );
        assert_eq!((read.rows[0].number, read.rows[0].value("link")), (2, None));
    }

    #[test]
    fn a_column_that_is_not_known_or_stands_twice_is_refused_with_its_name() {
        assert_eq!(rows(&RELIEF, "organisation,title,colour\nA,ก,แดง\n").unwrap_err().field, "colour");
        assert_eq!(rows(&RELIEF, "organisation,title,title\nA,ก,ข\n").unwrap_err().field, "title");
        assert_eq!(rows(&RELIEF, "title\nก\n").unwrap_err().field, "file");
        assert!(rows(&PRACTICE, "organisation,title,contact_phone\nA,ก,1\n").is_ok());
    }
}
