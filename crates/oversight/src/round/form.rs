//! Forms of a round at the door: dates as people write them, lists of codes from a file or a text.

use documents::table::{self, Limits, TableError};
use jiff::civil::Date;
use thai::date::parse_date;
use web::{
    Lang,
    form::{Errors, Fields},
};

use super::refused;
use crate::text::T;

/// The codes in a roster file (CSV or XLSX): the column `code`, or the only column of a file without a header; each
/// with its row as a spreadsheet counts.
///
/// # Errors
/// What makes the file unreadable, see [`TableError`].
pub fn codes_of_file(bytes: &[u8], filename: &str) -> Result<Vec<(u32, String)>, TableError> {
    let rows = table::read(bytes, filename, &Limits::default())?;
    let only_codes = rows.lines.iter().all(|line| line.cells.iter().skip(1).all(|cell| cell.trim().is_empty()));
    let headed = rows.lines.first().is_some_and(|line| line.cell(0).eq_ignore_ascii_case("code"));
    if only_codes && !headed {
        return Ok(rows.lines.iter().map(|line| (line.number, clean(line.cell(0)))).collect());
    }
    Ok(rows.records(&["code"])?.iter().map(|record| (record.row(), clean(record.get("code")))).collect())
}

/// The codes in a text, one a line, each with its line; what follows a blank or comma is left out, so that rows can
/// be pasted from a spreadsheet.
pub fn codes_of_text(text: &str) -> Vec<(u32, String)> {
    let lines = (1..).zip(text.lines());
    let first = |line: &str| clean(line.trim().split([',', '\t', ' ']).next().unwrap_or_default());
    lines.map(|(row, line)| (row, first(line))).filter(|(_, code)| !code.is_empty()).collect()
}

fn clean(code: &str) -> String {
    thai::digits::to_arabic(&thai::normalise::clean(code))
}

/// What is wrong with a file, in the user's words.
pub fn file_words(lang: Lang, problem: &TableError) -> String {
    let t = T(lang);
    match problem {
        TableError::Empty => t.file_empty().into(),
        TableError::TooLarge { .. } | TableError::TooManyRows { .. } | TableError::Bomb => t.file_too_large().into(),
        TableError::NoHeader { missing } => t.file_no_column(missing.join(", ")),
        TableError::OldExcel { .. } => t.file_old_excel().into(),
        TableError::NotATable { .. } => t.file_not_a_table().into(),
        TableError::Password => t.file_password().into(),
        TableError::Encoding { row } => t.file_encoding(row),
        TableError::UnclosedQuote { row } => t.file_quote(row),
        _ => t.file_damaged().into(),
    }
}

/// A date as typed, kept for the page, and as understood.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// As typed.
    pub text: String,
    /// In words, when it was understood.
    pub understood: String,
    /// The day.
    pub date: Option<Date>,
}

impl Typed {
    /// Of a stored date.
    pub fn of(lang: Lang, date: Date) -> Self {
        let text = lang.date(date);
        Typed { understood: String::new(), text, date: Some(date) }
    }
}

/// Reads a date of a form; says at the field what is wrong with it.
pub fn date(fields: &Fields, name: &'static str, lang: Lang, errors: &mut Errors) -> Typed {
    let text = fields.text(name);
    let read = parse_date(&text).map(|parsed| parsed.date);
    let why = match &read {
        Ok(date) => refused::not_buddhist(name, *date).err().map(|why| why.words(lang)),
        Err(problem) => Some(web::day::unread(lang, &text, problem)),
    };
    let date = read.ok().filter(|_| why.is_none());
    if let Some(why) = why {
        errors.add(name, why);
    }
    Typed { understood: date.map(|date| lang.date(date)).unwrap_or_default(), text, date }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(found: Vec<(u32, String)>) -> Vec<(u32, &'static str)> {
        found.into_iter().map(|(row, code)| (row, &*code.leak())).collect()
    }

    #[test]
    fn a_roster_file_is_read_by_its_column_or_as_bare_codes() {
        let headed = codes_of_file("name_th,code\nก,A1\n\nข,A2\n".as_bytes(), "r.csv").unwrap();
        assert_eq!(codes(headed), [(2, "A1"), (4, "A2")]);
        assert_eq!(codes(codes_of_file(b"A1\nA2\n", "r.csv").unwrap()), [(1, "A1"), (2, "A2")]);
        assert_eq!(codes(codes_of_file(b"code\nA1\n", "r.csv").unwrap()), [(2, "A1")]);
        assert!(matches!(codes_of_file(b"a,b\n1,2\n", "r.csv"), Err(TableError::NoHeader { .. })));
    }

    #[test]
    fn pasted_rows_give_their_first_word_and_line() {
        assert_eq!(codes(codes_of_text("๐๖๗๓๐๖๐๔\tอบต.กระทุ่มล้ม\n\n 06730605 , x")), [(1, "06730604"), (3, "06730605")]);
    }

    #[test]
    fn a_date_of_a_form_says_what_is_wrong_with_it() {
        let fields = Fields::of([("due", "๓๑ สิงหาคม ๒๕๖๓"), ("closes", "31/13/2563"), ("on", "2563-08-31")]);
        let mut errors = Errors::new();
        assert_eq!(date(&fields, "due", Lang::Th, &mut errors).understood, "31 สิงหาคม 2563");
        assert!(errors.is_empty());
        date(&fields, "closes", Lang::Th, &mut errors);
        date(&fields, "on", Lang::Th, &mut errors);
        date(&fields, "missing", Lang::Th, &mut errors);
        assert_eq!(errors.list.len(), 3);
        assert!(errors.of("on").contains("31 สิงหาคม 2563"));
    }
}
