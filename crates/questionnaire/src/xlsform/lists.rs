//! Reading the sheets beside the questions: settings and lists of choices.

use std::collections::BTreeMap;

use super::{Refused, Sheet, columns::Columns, import::Reader};
use crate::form::{Choice, Label};

/// What the sheet `settings` says.
#[derive(Default)]
pub(super) struct Settings {
    pub title: Label,
    pub code: String,
    pub version: String,
    pub about: Label,
    pub default_language: String,
}

impl Reader {
    /// Title, code and version.
    pub(super) fn settings(&mut self, sheet: Option<&Sheet>) -> Settings {
        self.settings_row = 1;
        let Some(sheet) = sheet else {
            self.refuse("settings", 1, Refused::NoSheet);
            return Settings::default();
        };
        let columns = Columns::of("settings", sheet, "", &mut self.left_out);
        for name in ["form_title", "form_id", "version"] {
            if !columns.has(name) {
                self.refuse("settings", 1, Refused::NoColumn(name));
            }
        }
        let Some(line) = columns.lines(sheet).next() else { return Settings::default() };
        self.settings_row = line.row;
        Settings {
            title: line.label("form_title"),
            code: line.get("form_id").to_owned(),
            version: line.get("version").to_owned(),
            about: line.label("about"),
            default_language: line.get("default_language").to_owned(),
        }
    }

    /// The lists of choices.
    pub(super) fn choices(&mut self, sheet: Option<&Sheet>, language: &str) -> BTreeMap<String, Vec<Choice>> {
        let mut lists: BTreeMap<String, Vec<Choice>> = BTreeMap::new();
        let Some(sheet) = sheet else { return lists };
        let columns = Columns::of("choices", sheet, language, &mut self.left_out);
        let list = if columns.has("list name") { "list name" } else { "list_name" };
        for (column, told) in [(list, "list_name"), ("name", "name"), ("label", "label")] {
            if !columns.has(column) {
                self.refuse("choices", 1, Refused::NoColumn(told));
                return lists;
            }
        }
        for line in columns.lines(sheet) {
            let of = line.get(list).to_owned();
            self.lists.entry(of.clone()).or_insert(line.row);
            let choice = Choice { value: line.get("name").to_owned(), label: line.label("label") };
            lists.entry(of).or_default().push(choice);
        }
        lists
    }
}
