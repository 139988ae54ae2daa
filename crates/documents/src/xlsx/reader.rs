//! Reading. The archive is unfolded once with a counter before a parser sees it, because the sizes it
//! declares may be lies; then cells are streamed, because a sheet may claim a corner a billion cells
//! away from the first.

use std::io::{self, Cursor, Read};

use calamine::{Data, DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};
use zip::ZipArchive;

use crate::table::{Limits, Line, Rows, Source, TableError};

pub(crate) fn read(bytes: &[u8], filename: &str, limits: &Limits) -> Result<Rows, TableError> {
    inspect(bytes, filename, limits)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let shown = |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet;
    let names: Vec<String> = book.sheets_metadata().iter().filter(shown).map(|sheet| sheet.name.clone()).collect();
    for name in names {
        let lines = sheet(&mut book, &name, limits)?;
        if !lines.is_empty() {
            return Ok(Rows { source: Source::Xlsx, lines });
        }
    }
    Ok(Rows { source: Source::Xlsx, lines: Vec::new() })
}

/// Every visible sheet with its name, the limits taken over each.
pub(crate) fn sheets(bytes: &[u8], filename: &str, limits: &Limits) -> Result<Vec<(String, Vec<Line>)>, TableError> {
    inspect(bytes, filename, limits)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let shown = |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet;
    let names: Vec<String> = book.sheets_metadata().iter().filter(shown).map(|sheet| sheet.name.clone()).collect();
    names.into_iter().map(|name| sheet(&mut book, &name, limits).map(|lines| (name, lines))).collect()
}

fn damaged(error: XlsxError) -> TableError {
    match error {
        XlsxError::Password => TableError::Password,
        other => TableError::Damaged { detail: other.to_string() },
    }
}

/// Counts parts and unfolds each into nothing, up to the limit.
fn inspect(bytes: &[u8], filename: &str, limits: &Limits) -> Result<(), TableError> {
    // Each part has this mark in the directory; counted before the directory is put into memory.
    if bytes.windows(4).filter(|window| *window == b"PK\x01\x02").count() > limits.entries {
        return Err(TableError::Bomb);
    }
    let broken = |error: zip::result::ZipError| TableError::Damaged { detail: error.to_string() };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > limits.entries {
        return Err(TableError::Bomb);
    }
    if !archive.file_names().flatten().any(|name| name.eq_ignore_ascii_case("xl/workbook.xml")) {
        return Err(TableError::NotATable { name: filename.to_owned() });
    }
    let mut left = limits.expanded;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(broken)?;
        if part.size() > left {
            return Err(TableError::Bomb);
        }
        let unfolded = io::copy(&mut part.take(left + 1), &mut io::sink())
            .map_err(|error| TableError::Damaged { detail: error.to_string() })?;
        left = left.checked_sub(unfolded).ok_or(TableError::Bomb)?;
    }
    Ok(())
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, limits: &Limits) -> Result<Vec<Line>, TableError> {
    let mut cells = book.worksheet_cells_reader(name).map_err(damaged)?;
    let mut lines: Vec<Line> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let text = text(cell.get_value());
        if text.trim().is_empty() {
            continue;
        }
        let number = row.saturating_add(1);
        if number > limits.rows {
            return Err(TableError::TooManyRows { limit: limits.rows });
        }
        if column >= limits.columns {
            return Err(TableError::TooManyColumns { row: number, limit: limits.columns });
        }
        if text.len() > limits.cell {
            return Err(TableError::CellTooLong { row: number, limit: limits.cell });
        }
        match lines.last_mut() {
            Some(line) if line.number == number => set(&mut line.cells, column as usize, text),
            _ => {
                let mut cells = Vec::new();
                set(&mut cells, column as usize, text);
                lines.push(Line { number, cells });
            }
        }
    }
    // A file made by hand may give its rows in any order.
    lines.sort_by_key(|line| line.number);
    Ok(lines)
}

fn set(cells: &mut Vec<String>, column: usize, text: String) {
    if cells.len() <= column {
        cells.resize(column + 1, String::new());
    }
    if let Some(cell) = cells.get_mut(column) {
        *cell = text;
    }
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => number(*n),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(moment) => date_time(moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        // What Excel shows, such as #N/A: the importer will refuse it in its place.
        DataRef::Error(_) => Data::from(value.clone()).to_string(),
    }
}

/// Whole numbers without decimals, others in the shortest form that reads back the same.
fn number(n: f64) -> String {
    if n.fract() == 0.0 && n.abs() < 1e15 { format!("{n:.0}") } else { n.to_string() }
}

fn date_time(moment: &ExcelDateTime) -> String {
    if moment.is_duration() {
        return number(moment.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    match (hour, minute, second) {
        (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table;
    use crate::xlsx::{Cell, Sheet, Workbook};
    use jiff::civil::date;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    fn a_workbook() -> Workbook {
        let sheet = Sheet {
            name: "ทะเบียน/หน่วยงาน".into(),
            above: vec!["ทะเบียนหน่วยงาน".into(), "ข้อมูล ณ วันที่ 31 สิงหาคม 2563".into()],
            demo: true,
            columns: ["code", "name_th", "staff", "share", "since", "obliged", "note"].map(Into::into).into(),
            rows: vec![
                vec![
                    "0001".into(),
                    "ที่ทำการปกครองจังหวัดนครปฐม".into(),
                    Cell::Int(1234567),
                    Cell::Percent(0.4367),
                    date(2020, 8, 31).into(),
                    true.into(),
                    "=1+1".into(),
                ],
                vec![
                    "0002".into(),
                    "กรมสรรพากร".into(),
                    Cell::Decimal(12.5, 1),
                    Cell::Blank,
                    Cell::Blank,
                    false.into(),
                ],
            ],
        };
        Workbook { sheets: vec![sheet], date: Some(date(2020, 9, 1)), ..Workbook::default() }
    }

    #[test]
    fn a_workbook_comes_back_as_it_was() {
        let bytes = a_workbook().write().unwrap();
        assert_eq!(bytes, a_workbook().write().unwrap(), "equal content gives equal bytes");
        let records = table::read(&bytes, "x.xlsx", &Limits::default()).unwrap().records(&["code", "name_th"]).unwrap();
        let rows: Vec<_> = records.iter().collect();
        assert_eq!(rows.len(), 2);
        let first = |name| rows[0].get(name);
        assert_eq!(rows[0].row(), 5);
        assert_eq!((first("code"), first("name_th"), first("staff")), ("0001", "ที่ทำการปกครองจังหวัดนครปฐม", "1234567"));
        assert_eq!(
            (first("share"), first("since"), first("obliged"), first("note")),
            ("0.4367", "2020-08-31", "TRUE", "=1+1")
        );
        assert_eq!((rows[1].get("staff"), rows[1].get("since"), rows[1].get("note")), ("12.5", "", ""));
    }

    #[test]
    fn limits_name_the_row() {
        let bytes = a_workbook().write().unwrap();
        let read = |limits: Limits| table::read(&bytes, "x.xlsx", &limits).unwrap_err();
        assert_eq!(read(Limits { rows: 4, ..Limits::default() }), TableError::TooManyRows { limit: 4 });
        assert_eq!(read(Limits { columns: 2, ..Limits::default() }), TableError::TooManyColumns { row: 4, limit: 2 });
    }

    fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_zip_bomb_is_refused_before_it_is_parsed() {
        let zeros = vec![b' '; 8 << 20];
        let bomb = archive(&[("xl/workbook.xml", b"<a/>"), ("xl/worksheets/sheet1.xml", &zeros)]);
        assert!(bomb.len() < 20_000);
        let limits = Limits { expanded: 1 << 20, ..Limits::default() };
        assert_eq!(table::read(&bomb, "x.xlsx", &limits), Err(TableError::Bomb));
        let many: Vec<(String, &[u8])> = (0..50).map(|n| (format!("part{n}"), &b"x"[..])).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|(name, content)| (name.as_str(), *content)).collect();
        let limits = Limits { entries: 20, ..Limits::default() };
        assert_eq!(table::read(&archive(&many), "x.xlsx", &limits), Err(TableError::Bomb));
    }

    #[test]
    fn a_size_that_lies_does_not_help_a_bomb() {
        let zeros = vec![b' '; 8 << 20];
        let mut bomb = archive(&[("xl/workbook.xml", b"<a/>"), ("xl/big.xml", &zeros)]);
        let real = (8u32 << 20).to_le_bytes();
        while let Some(at) = bomb.windows(4).position(|window| window == real) {
            bomb[at..at + 4].copy_from_slice(&100u32.to_le_bytes());
        }
        let limits = Limits { expanded: 1 << 20, ..Limits::default() };
        let refused = table::read(&bomb, "x.xlsx", &limits).unwrap_err();
        assert!(matches!(refused, TableError::Bomb | TableError::Damaged { .. }), "{refused:?}");
    }

    #[test]
    fn another_archive_is_not_a_table_and_a_torn_one_is_damaged() {
        let other = archive(&[("word/document.xml", b"<a/>")]);
        assert!(matches!(table::read(&other, "a.docx", &Limits::default()), Err(TableError::NotATable { .. })));
        let bytes = a_workbook().write().unwrap();
        let torn = table::read(&bytes[..bytes.len() / 2], "x.xlsx", &Limits::default());
        assert!(matches!(torn, Err(TableError::Damaged { .. })));
        let hollow = archive(&[("xl/workbook.xml", b"<workbook/>"), ("[Content_Types].xml", b"<Types/>")]);
        assert!(table::read(&hollow, "x.xlsx", &Limits::default()).is_err());
    }
}
