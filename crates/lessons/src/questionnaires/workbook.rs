//! An XLSForm as a workbook: bounded bytes to sheets of text, and sheets to bytes.

use documents::{
    report::Language,
    table::{self, Limits},
    xlsx::{Cell, Column, Sheet as Written, Workbook},
};
use jiff::civil::Date;
use questionnaire::{
    Questionnaire,
    xlsform::{Book, Sheet, export},
};
use web::Problem;

use crate::Refused;

/// A questionnaire is small; whatever is larger is none.
const LIMITS: Limits =
    Limits { bytes: 8 << 20, rows: 5_000, columns: 120, cell: 16 << 10, expanded: 48 << 20, entries: 300 };

/// The sheets of an uploaded workbook.
pub(crate) fn read(bytes: &[u8], filename: &str) -> Result<Book, Refused> {
    let sheets = table::sheets(bytes, filename, &LIMITS).map_err(Refused::File)?;
    let sheet = |(name, lines): (String, Vec<table::Line>)| {
        (name, Sheet { rows: lines.into_iter().map(|line| (line.number, line.cells)).collect() })
    };
    Ok(Book::of(sheets.into_iter().map(sheet)))
}

/// A form as a workbook that can be read again.
pub(crate) fn written(form: &Questionnaire, date: Date) -> Result<Vec<u8>, Problem> {
    let book = export(form);
    let named = [("survey", book.survey), ("choices", book.choices), ("settings", book.settings)];
    let sheets = named.into_iter().filter_map(|(name, sheet)| Some(of(name, &sheet?))).collect();
    Workbook { language: Language::English, sheets, date: Some(date) }.write().map_err(Problem::defect)
}

fn of(name: &str, sheet: &Sheet) -> Written {
    let (header, rows) =
        sheet.rows.split_first().map_or((&[][..], &[][..]), |((_, header), rows)| (header.as_slice(), rows));
    Written {
        name: name.to_owned(),
        above: Vec::new(),
        demo: false,
        columns: header.iter().map(|heading| Column::from(heading.as_str())).collect(),
        rows: rows.iter().map(|(_, cells)| cells.iter().map(|cell| Cell::from(cell.as_str())).collect()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaires::{built_in, prepare};
    use jiff::civil::date;

    #[test]
    fn every_questionnaire_comes_back_from_its_workbook_as_it_was() {
        for form in built_in() {
            let bytes = written(form, date(2022, 4, 19)).unwrap();
            let prepared = prepare(&bytes, "form.xlsx").unwrap();
            assert_eq!(prepared.form, *form);
            assert_eq!(prepared.left_out, Vec::new());
        }
    }

    #[test]
    fn what_is_no_workbook_is_refused_in_plain_words() {
        assert!(matches!(prepare(b"type,name\ntext,a\n", "form.csv"), Err(Refused::File(_))));
        assert!(matches!(prepare(b"PK\x03\x04junk", "form.xlsx"), Err(Refused::File(_))));
    }
}
