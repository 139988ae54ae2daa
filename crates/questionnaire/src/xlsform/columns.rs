//! The header of a sheet: columns by name, and of a translated column the two languages.

use std::collections::BTreeMap;

use super::{LeftOut, Omitted, Refusal, Refused, Sheet};
use crate::form::Label;

/// Columns of `survey` that change what is asked and are not in the subset.
const REFUSED: [&str; 9] = [
    "calculation",
    "repeat_count",
    "choice_filter",
    "trigger",
    "default",
    "read_only",
    "readonly",
    "parameters",
    "calculate",
];
/// Columns that are read.
const READ: [&str; 15] = [
    "type",
    "name",
    "label",
    "hint",
    "required",
    "relevant",
    "relevance",
    "constraint",
    "constraint_message",
    "appearance",
    "step",
    "same_as",
    "changed",
    "list_name",
    "list name",
];
const SETTINGS: [&str; 5] = ["form_title", "form_id", "version", "default_language", "about"];

/// The language of a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spoken {
    Thai,
    English,
    Other,
}

/// `Thai (th)`, `th`, `ไทย`, `English (en)`.
fn spoken(text: &str) -> Spoken {
    let text = text.trim().to_lowercase();
    let code = text.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).map(|(_, code)| code.trim().to_owned());
    match code.as_deref().unwrap_or(&text) {
        "th" | "thai" | "ไทย" | "ภาษาไทย" => Spoken::Thai,
        "en" | "english" | "อังกฤษ" | "ภาษาอังกฤษ" => Spoken::English,
        _ => Spoken::Other,
    }
}

/// The columns of one sheet.
pub(super) struct Columns {
    sheet: &'static str,
    plain: BTreeMap<String, usize>,
    thai: BTreeMap<String, usize>,
    english: BTreeMap<String, usize>,
    /// Columns whose content is refused, with their headings.
    refused: Vec<(usize, String)>,
    bare_is_english: bool,
}

/// A row under the header.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub row: u32,
    columns: &'a Columns,
    cells: &'a [String],
}

impl Columns {
    /// Reads the header and tells of columns that are passed over.
    pub(super) fn of(sheet: &'static str, from: &Sheet, default_language: &str, left_out: &mut Vec<LeftOut>) -> Self {
        let bare_is_english = spoken(default_language) == Spoken::English;
        let mut columns = Columns {
            sheet,
            plain: BTreeMap::new(),
            thai: BTreeMap::new(),
            english: BTreeMap::new(),
            refused: Vec::new(),
            bare_is_english,
        };
        let (row, header) = from.rows.first().map_or((1, &[][..]), |(row, cells)| (*row, cells.as_slice()));
        let mut pass = |what: Omitted| left_out.push(LeftOut { sheet, row, what });
        for (at, heading) in header.iter().map(|cell| cell.trim()).enumerate().filter(|(_, text)| !text.is_empty()) {
            let (name, language) = heading.split_once("::").map_or((heading, None), |(name, of)| (name, Some(of)));
            let name = name.trim().to_lowercase();
            let known = READ.contains(&name.as_str()) || (sheet == "settings" && SETTINGS.contains(&name.as_str()));
            let (list, key) = match language.map(spoken) {
                _ if sheet == "survey" && REFUSED.contains(&name.as_str()) => {
                    columns.refused.push((at, heading.to_owned()));
                    continue;
                }
                _ if !known => {
                    pass(Omitted::Column(heading.to_owned()));
                    continue;
                }
                Some(Spoken::Other) => {
                    pass(Omitted::Language(heading.to_owned()));
                    continue;
                }
                None => (&mut columns.plain, name),
                Some(Spoken::Thai) => (&mut columns.thai, name),
                Some(Spoken::English) => (&mut columns.english, name),
            };
            list.entry(key).or_insert(at);
        }
        columns
    }

    /// True when the sheet has this column, in whichever language.
    pub(super) fn has(&self, name: &str) -> bool {
        self.plain.contains_key(name) || self.thai.contains_key(name) || self.english.contains_key(name)
    }

    /// The rows under the header that are not blank.
    pub(super) fn lines<'a>(&'a self, sheet: &'a Sheet) -> impl Iterator<Item = Line<'a>> {
        let rows = sheet.rows.iter().skip(1).filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
        rows.map(|(row, cells)| Line { row: *row, columns: self, cells })
    }
}

impl Line<'_> {
    fn cell(&self, at: Option<&usize>) -> &str {
        at.and_then(|at| self.cells.get(*at)).map_or("", |cell| cell.trim())
    }

    /// The cell of a column without a language.
    pub(super) fn get(&self, name: &str) -> &str {
        self.cell(self.columns.plain.get(name))
    }

    /// The cells of a translated column.
    pub(super) fn label(&self, name: &str) -> Label {
        let bare = self.get(name);
        let mut label = Label::new(self.cell(self.columns.thai.get(name)), self.cell(self.columns.english.get(name)));
        let own = if self.columns.bare_is_english { &mut label.en } else { &mut label.th };
        if own.is_empty() {
            bare.clone_into(own);
        }
        label
    }

    /// What stands in columns that are not in the subset.
    pub(super) fn refused(&self) -> Vec<Refusal> {
        let filled = self.columns.refused.iter().filter(|(at, _)| !self.cell(Some(at)).is_empty());
        let refusal = |(at, column): &(usize, String)| Refusal {
            sheet: self.columns.sheet,
            row: self.row,
            why: Refused::Column { column: column.clone(), text: self.cell(Some(at)).chars().take(80).collect() },
        };
        filled.map(refusal).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_its_code_or_its_name() {
        for (text, expected) in [
            ("Thai (th)", Spoken::Thai),
            ("th", Spoken::Thai),
            ("ไทย", Spoken::Thai),
            ("English (en)", Spoken::English),
            (" English", Spoken::English),
            ("Français (fr)", Spoken::Other),
            ("", Spoken::Other),
        ] {
            assert_eq!(spoken(text), expected, "{text}");
        }
    }
}
