//! What changed between two versions of a plan, row by row and field by field, for the reviewer of a resubmission
//! and for telling an unchanged renewal.
//!
//! Rows are matched by what identifies them (id, code, target), then by weaker likeness; the order of rows is not a
//! change. Nothing is judged here: a change may be for better or worse.

mod rows;
mod sections;
mod value;

use serde::Serialize;

pub use value::Value;

use super::{Field, Place, Plan, Section, Text};
use crate::codes::codes;

codes! {
    /// What happened to a row or field.
    How {
        /// It is only in the newer version.
        Added = "added",
        /// It is only in the older version.
        Removed = "removed",
        /// It is in both and differs.
        Changed = "changed",
    }
}

/// One difference between two versions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Section in which it is.
    pub section: Section,
    /// Place in the newer version; for a removed row, in the older one.
    pub place: Place,
    /// What the row is called, when the place is in a row.
    pub row_name: Option<Text>,
    /// Whether something came, went or changed.
    pub how: How,
    /// The older value; absent where there was none.
    pub old: Option<Value>,
    /// The newer value; absent where there is none.
    pub new: Option<Value>,
}

/// Every difference, in the order of the task list and of the rows of the newer version; removed rows come last in
/// their list. The organisation and the fiscal year are not compared: versions of two years may be.
pub fn changes(old: &Plan, new: &Plan) -> Vec<Change> {
    let mut list = Changes { list: Vec::new() };
    sections::compare(old, new, &mut list);
    list.list
}

/// The number of changes in each section that has any, in the order of the task list.
pub fn changed_sections(changes: &[Change]) -> Vec<(Section, usize)> {
    Section::ALL
        .iter()
        .map(|section| (*section, changes.iter().filter(|change| change.section == *section).count()))
        .filter(|(_, count)| *count > 0)
        .collect()
}

/// True when the newer plan is the older one handed in for another year: nothing differs but the title, which
/// usually carries the year.
pub fn is_unchanged_renewal(old: &Plan, new: &Plan) -> bool {
    old.organisation == new.organisation
        && old.fiscal_year != new.fiscal_year
        && changes(old, new).iter().all(|change| change.section == Section::Scope && change.place.field == Field::Title)
}

/// The changes collected so far.
struct Changes {
    list: Vec<Change>,
}

/// Where the fields of one row stand.
struct Row<'a> {
    section: Section,
    place: Place,
    name: Option<&'a Text>,
}

impl Changes {
    fn add(&mut self, row: &Row<'_>, how: How, old: Option<Value>, new: Option<Value>) {
        let (section, place, row_name) = (row.section, row.place.clone(), row.name.cloned());
        self.list.push(Change { section, place, row_name, how, old, new });
    }

    /// Compares one field; absent and blank are the same.
    fn field(&mut self, row: &Row<'_>, field: Field, old: Option<Value>, new: Option<Value>) {
        let (old, new) = (old.filter(|v| !v.is_blank()), new.filter(|v| !v.is_blank()));
        let how = match (&old, &new) {
            (None, None) => return,
            (Some(old), Some(new)) if old == new => return,
            (None, Some(_)) => How::Added,
            (Some(_), None) => How::Removed,
            (Some(_), Some(_)) => How::Changed,
        };
        let place = Place { field, ..row.place.clone() };
        self.add(&Row { section: row.section, place, name: row.name }, how, old, new);
    }
}

#[cfg(test)]
mod tests;
