//! XLSForm in and out (xlsform.org): sheets `survey`, `choices` and `settings`. The common subset is read: groups, one
//! level of repeats, text, integer, decimal, date, select_one, select_multiple and note, with `relevant`, `constraint`,
//! `required`, and labels in Thai and English (`label::Thai (th)`). The rest is refused at its row, or told as left out
//! where leaving it out changes nothing of what is asked.
//!
//! Three columns are ours: `step` of a group (the chain from impact to recommendation), `same_as` (name of the question
//! in other years) and `changed` (why it differs). Other programs pass over them.

mod columns;
mod export;
mod import;
mod lists;
mod refusal;

pub use export::export;
pub use import::{Imported, import};
pub use refusal::{LeftOut, Omitted, Refusal, Refused};

/// Rows of one sheet as text, each with its number as a spreadsheet shows it; the first one is the header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The rows.
    pub rows: Vec<(u32, Vec<String>)>,
}

/// The sheets of a workbook by what they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// Questions.
    pub survey: Option<Sheet>,
    /// Lists of choices.
    pub choices: Option<Sheet>,
    /// Title, code and version.
    pub settings: Option<Sheet>,
}

impl Book {
    /// Takes the three sheets out of a workbook; names are compared trimmed and without case.
    pub fn of(sheets: impl IntoIterator<Item = (String, Sheet)>) -> Self {
        let mut book = Book::default();
        for (name, sheet) in sheets {
            match name.trim().to_lowercase().as_str() {
                "survey" => book.survey = Some(sheet),
                "choices" => book.choices = Some(sheet),
                "settings" => book.settings = Some(sheet),
                _ => {}
            }
        }
        book
    }
}

#[cfg(test)]
mod tests;
