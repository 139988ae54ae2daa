//! Lists of code, Thai label, English label, in their order.

use std::sync::LazyLock;

/// One value of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What programs use.
    pub code: String,
    /// Thai label.
    pub th: String,
    /// English label.
    pub en: String,
}

/// A closed list.
#[derive(Debug)]
pub struct List {
    entries: LazyLock<Vec<Entry>>,
}

impl List {
    /// Every value, in the list's order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The value with this code.
    pub fn get(&self, code: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.code == code)
    }

    /// The Thai label of a code, or the code itself when the list does not know it.
    pub fn th<'a>(&'a self, code: &'a str) -> &'a str {
        self.get(code).map_or(code, |entry| &entry.th)
    }

    /// The English label of a code, or the code itself when the list does not know it.
    pub fn en<'a>(&'a self, code: &'a str) -> &'a str {
        self.get(code).map_or(code, |entry| &entry.en)
    }
}

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident = $file:literal),+ $(,)?) => {
        impl List {
            $($(#[$doc])* pub fn $name() -> &'static List {
                static LIST: List = List {
                    entries: LazyLock::new(|| read(include_str!(concat!("../../../reference/", $file, ".csv")))),
                };
                &LIST
            })+
        }

        #[cfg(test)]
        const ALL: &[(&str, fn() -> &'static List)] = &[$(($file, List::$name)),+];
    };
}

lists! {
    /// Situations: the eight of the cabinet paper, and storms.
    hazards = "hazards",
    /// Kinds of organisation.
    kinds = "kinds",
    /// The five resource categories.
    categories = "categories",
    /// Levels of impact, worst first.
    impacts = "impacts",
    /// Roles of accounts.
    roles = "roles",
    /// Parts in a continuity team.
    team_roles = "team_roles",
    /// Phases of recovery.
    phases = "phases",
    /// Secrecy.
    classifications = "classifications",
    /// Kinds of plan.
    plan_kinds = "plan_kinds",
    /// Lifelines that processes depend on.
    lifelines = "lifelines",
    /// Regions of Thailand.
    regions = "regions",
}

/// A row that can't be read is left out; the test below makes sure that there is none.
fn read(text: &str) -> Vec<Entry> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().filter_map(Result::ok);
    rows.filter_map(|row| {
        let field = |index: usize| row.get(index).filter(|text| !text.is_empty()).map(str::to_owned);
        Some(Entry { code: field(0)?, th: field(1)?, en: field(2)? })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_every_list_is_read_and_codes_are_unique() {
        for (file, list) in ALL {
            let path = format!("{}/../../reference/{file}.csv", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(path).unwrap();
            let entries = list().entries();
            assert_eq!(entries.len(), text.lines().count() - 1, "{file}");
            let codes: std::collections::BTreeSet<&str> = entries.iter().map(|entry| entry.code.as_str()).collect();
            assert_eq!(codes.len(), entries.len(), "{file}");
        }
    }
}
