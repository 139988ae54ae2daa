//! Writing: one style of header, one format a kind of cell.

use std::collections::HashSet;

use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook as Book, Worksheet, XlsxError,
};
use thiserror::Error;

use super::{Cell, Sheet, Workbook};
use crate::font;
use crate::report::{Labels, Language};

/// Why a workbook was not written.
#[derive(Debug, Error)]
pub enum WorkbookError {
    /// There is no sheet.
    #[error("the workbook has no sheet")]
    NoSheet,
    /// More rows or columns than Excel has, or a text too long for a cell.
    #[error("sheet {sheet}: {detail}")]
    DoesNotFit {
        /// The sheet's name.
        sheet: String,
        /// What does not fit.
        detail: String,
    },
    /// The library refused it; a defect of ours, to be logged.
    #[error("the workbook could not be made: {0}")]
    Engine(String),
}

/// Excel's longest sheet name in UTF-16 units.
const LONGEST_NAME: usize = 31;
const NARROWEST: f64 = 8.0;
const WIDEST: f64 = 60.0;
/// Rows looked at to find a column's width.
const WIDTH_SAMPLE: usize = 400;
/// The widest wide letter counts as 1.9 of Excel's digits in this typeface.
const DIGITS_AN_EM: f64 = 1.9;
const A4: u8 = 9;
/// Dark blue, as the head of a page.
const HEADER_FILL: u32 = 0x0008_384D;
const LINE_COLOUR: u32 = 0x00C3_CCD4;

struct Styles {
    title: Format,
    above: Format,
    demo: Format,
    header: Format,
    text: Format,
    int: Format,
    decimals: Vec<Format>,
    percent: Format,
    date: Format,
    truth: Format,
}

impl Styles {
    fn new(language: Language) -> Self {
        let base = || Format::new().set_font_name("TH SarabunPSK").set_font_size(14).set_align(FormatAlign::Top);
        let boxed = || base().set_border(FormatBorder::Thin).set_border_color(Color::RGB(LINE_COLOUR));
        let date = match language {
            Language::Thai => "[$-D07041E]d mmmm yyyy",
            Language::English => "d mmmm yyyy",
        };
        let decimal = |places: u8| {
            let zeros = "0".repeat(usize::from(places));
            let format = if places == 0 { "#,##0".to_owned() } else { format!("#,##0.{zeros}") };
            boxed().set_num_format(format)
        };
        Self {
            title: base().set_bold().set_font_size(18),
            above: base().set_font_size(14),
            demo: base().set_bold().set_font_color(Color::RGB(0x008A_5A00)),
            header: boxed()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(Color::RGB(HEADER_FILL))
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap(),
            text: boxed().set_text_wrap(),
            int: boxed().set_num_format("#,##0"),
            decimals: (0..=10).map(decimal).collect(),
            percent: boxed().set_num_format("0.00%"),
            date: boxed().set_num_format(date).set_align(FormatAlign::Left),
            truth: boxed().set_align(FormatAlign::Center),
        }
    }
}

pub(super) fn write(workbook: &Workbook) -> Result<Vec<u8>, WorkbookError> {
    if workbook.sheets.is_empty() {
        return Err(WorkbookError::NoSheet);
    }
    let styles = Styles::new(workbook.language);
    let mut book = Book::new();
    if let Some(created) = workbook.date.and_then(excel_date) {
        book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    }
    let mut names = HashSet::new();
    for sheet in &workbook.sheets {
        let page = book.add_worksheet();
        let name = sheet_name(&sheet.name, &mut names);
        let demo = sheet.demo.then(|| Labels::of(workbook.language).demo);
        fill(page, sheet, &name, demo, &styles)
            .map_err(|error| WorkbookError::DoesNotFit { sheet: name, detail: error.to_string() })?;
    }
    book.save_to_buffer().map_err(|error| WorkbookError::Engine(error.to_string()))
}

fn fill(page: &mut Worksheet, sheet: &Sheet, name: &str, demo: Option<&str>, styles: &Styles) -> Result<(), XlsxError> {
    page.set_name(name)?;
    let mut row = 0u32;
    for (index, line) in sheet.above.iter().enumerate() {
        page.write_string_with_format(row, 0, line, if index == 0 { &styles.title } else { &styles.above })?;
        row += 1;
    }
    if let Some(demo) = demo {
        page.write_string_with_format(row, 0, demo, &styles.demo)?;
        row += 1;
    }
    let header = row;
    for (column, heading) in (0u16..).zip(&sheet.columns) {
        page.write_string_with_format(header, column, &heading.heading, &styles.header)?;
        page.set_column_width(column, heading.width.unwrap_or_else(|| natural_width(sheet, usize::from(column))))?;
    }
    for cells in &sheet.rows {
        row += 1;
        for (column, cell) in (0u16..).zip(cells) {
            put(page, row, column, cell, styles)?;
        }
    }
    if let Some(last) = sheet.columns.len().checked_sub(1).and_then(|last| u16::try_from(last).ok()) {
        page.autofilter(header, 0, row.max(header), last)?;
    }
    page.set_freeze_panes(header + 1, 0)?;
    page.set_repeat_rows(header, header)?;
    page.set_paper_size(A4);
    page.set_landscape();
    page.set_print_fit_to_pages(1, 0);
    page.set_footer("&C&P / &N");
    Ok(())
}

fn put(page: &mut Worksheet, row: u32, column: u16, cell: &Cell, styles: &Styles) -> Result<(), XlsxError> {
    match cell {
        Cell::Blank => page.write_blank(row, column, &styles.text)?,
        Cell::Text(text) => page.write_string_with_format(row, column, text, &styles.text)?,
        Cell::Int(count) => page.write_number_with_format(row, column, *count as f64, &styles.int)?,
        Cell::Decimal(value, places) => {
            let format = styles.decimals.get(usize::from(*places)).or(styles.decimals.last()).unwrap_or(&styles.int);
            page.write_number_with_format(row, column, *value, format)?
        }
        Cell::Percent(share) => page.write_number_with_format(row, column, *share, &styles.percent)?,
        Cell::Date(date) => match excel_date(*date) {
            Some(day) => page.write_datetime_with_format(row, column, &day, &styles.date)?,
            // Excel has no days before 1900: such a one is text.
            None => page.write_string_with_format(row, column, date.to_string(), &styles.text)?,
        },
        Cell::Bool(value) => page.write_boolean_with_format(row, column, *value, &styles.truth)?,
    };
    Ok(())
}

fn excel_date(date: Date) -> Option<ExcelDateTime> {
    let (year, month, day) = (date.year(), date.month(), date.day());
    ExcelDateTime::from_ymd(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok()
}

/// Wide enough for the heading's words and the usual cell, within bounds.
fn natural_width(sheet: &Sheet, column: usize) -> f64 {
    let heading = sheet.columns.get(column).map_or("", |column| column.heading.as_str());
    let heading = heading.split_whitespace().map(font::width).fold(0.0, f64::max) + 1.2;
    let widths = sheet.rows.iter().take(WIDTH_SAMPLE).filter_map(|row| row.get(column)).map(|cell| match cell {
        Cell::Text(text) => text.lines().map(font::width).fold(0.0, f64::max),
        Cell::Int(count) => thai::digits::group(*count).len() as f64 * 0.55,
        Cell::Date(_) => 8.5,
        Cell::Decimal(..) | Cell::Percent(_) => 5.0,
        Cell::Bool(_) => 3.0,
        Cell::Blank => 0.0,
    });
    let widest = widths.fold(heading, f64::max);
    (widest * DIGITS_AN_EM + 2.0).clamp(NARROWEST, WIDEST)
}

/// What Excel accepts: no `[]:*?/\`, no apostrophe at an end, 31 units, not twice.
fn sheet_name(wanted: &str, taken: &mut HashSet<String>) -> String {
    let clean: String =
        wanted.chars().map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') { ' ' } else { c }).collect();
    let clean = clean.trim().trim_matches('\'').trim();
    let clean = if clean.is_empty() { "Sheet" } else { clean };
    let mut name = cut(clean, LONGEST_NAME);
    let mut count = 2;
    while !taken.insert(name.to_lowercase()) {
        let mark = format!(" ({count})");
        name = format!("{}{mark}", cut(clean, LONGEST_NAME - mark.len()));
        count += 1;
    }
    name
}

fn cut(text: &str, most: usize) -> String {
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= most
    };
    text.chars().take_while(fits).collect::<String>().trim_end_matches(['\'', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_names_fit_excel_and_differ() {
        let mut taken = HashSet::new();
        let long = "รายชื่อหน่วยงานที่ยังไม่จัดส่งแผนบริหารความต่อเนื่อง ปี 2563";
        let first = sheet_name(long, &mut taken);
        let second = sheet_name(long, &mut taken);
        assert!(first != second && second.ends_with("(2)"));
        for name in [&first, &second] {
            assert!(name.encode_utf16().count() <= 31);
        }
        assert_eq!(sheet_name("'a/b:c'", &mut taken), "a b c");
        assert_eq!(sheet_name("", &mut taken), "Sheet");
    }
}
