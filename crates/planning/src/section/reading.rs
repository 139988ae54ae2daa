//! What came of reading a section's form: the plan with the section replaced, and what could not be read.

use continuity::plan::Plan;
use web::form::Errors;

use super::sheet::{self, RowIn};
use crate::{
    plan::{Unread, row::Why},
    text::T,
};

/// A section as it was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The whole plan with this section replaced.
    pub plan: Plan,
    /// Values that could not be read, by their fields in the stored order of rows.
    pub unread: Vec<Unread>,
    /// The same for the page that sent them, by its own row numbers.
    pub errors: Errors,
    /// Number on the page of each stored row.
    pub numbers: Vec<u32>,
}

impl Reading {
    /// Nothing replaced yet.
    pub fn new(plan: Plan) -> Self {
        Reading { plan, unread: Vec::new(), errors: Errors::new(), numbers: Vec::new() }
    }

    /// Notes what could not be read of a row that is stored next.
    pub fn row(&mut self, row: &RowIn, t: T) {
        let stored = self.numbers.len();
        self.numbers.push(row.number);
        for bad in row.bad() {
            let message = sheet::why(t, bad.why);
            self.errors.add(sheet::field(row.number, &bad.key), message);
            self.unread.push(Unread { field: sheet::field(stored, &bad.key), value: bad.value, why: bad.why });
        }
    }

    /// Notes a field outside the table that could not be read.
    pub fn field(&mut self, page: &str, stored: String, value: String, why: Why, t: T) {
        self.errors.add(page, sheet::why(t, why));
        self.unread.push(Unread { field: stored, value, why });
    }

    /// The field of the page that sent the form, for a field in the stored order of rows.
    pub fn page_field(&self, stored: &str) -> String {
        let rest = stored.strip_prefix(sheet::TABLE).and_then(|rest| rest.strip_prefix('['));
        let Some((row, key)) = rest.and_then(|rest| rest.split_once("].")) else { return stored.to_owned() };
        let number = row.parse::<usize>().ok().and_then(|row| self.numbers.get(row));
        number.map_or_else(|| stored.to_owned(), |number| sheet::field(number, key))
    }
}

/// Gives every row its id. A row that came with an id keeps it. One without may have been saved before, while it was
/// being typed, and the page does not know its id yet: it is then the stored row at the same position, or of the same
/// name, that nobody else claims. Otherwise it is new.
pub fn ids(rows: &[(String, String)], stored: &[(&str, &str)], prefix: &str) -> Vec<String> {
    let mut taken: Vec<String> = rows.iter().map(|(id, _)| id.clone()).filter(|id| !id.is_empty()).collect();
    let mut given = Vec::with_capacity(rows.len());
    for (index, (id, name)) in rows.iter().enumerate() {
        if !id.is_empty() {
            given.push(id.clone());
            continue;
        }
        let free = |id: &str| !id.is_empty() && !taken.iter().any(|known| known == id);
        let grown = |before: &str| name.starts_with(before) || before.starts_with(name.as_str());
        let same_place = stored.get(index).filter(|(id, before)| free(id) && grown(before));
        let same_name = || stored.iter().find(|(id, before)| free(id) && !name.is_empty() && *before == name);
        let known = same_place.or_else(same_name).map(|(id, _)| (*id).to_owned());
        let id = known.unwrap_or_else(|| {
            let used = |id: &String| taken.contains(id) || stored.iter().any(|(known, _)| known == id);
            (1..).map(|n| format!("{prefix}{n}")).find(|id| !used(id)).unwrap_or_default()
        });
        taken.push(id.clone());
        given.push(id);
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(rows: &[(&str, &str)], stored: &[(&str, &str)]) -> Vec<String> {
        let rows: Vec<_> = rows.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned())).collect();
        ids(&rows, stored, "P")
    }

    #[test]
    fn a_row_that_grows_while_it_is_typed_stays_the_same_row() {
        assert_eq!(given(&[("P1", "ก"), ("", "รับคำร้อง")], &[("P1", "ก"), ("P2", "รับ")]), ["P1", "P2"]);
    }

    #[test]
    fn a_new_row_never_takes_over_the_id_of_a_removed_one() {
        assert_eq!(given(&[("P1", "ก"), ("P3", "ค"), ("", "ใหม่")], &[("P1", "ก"), ("P2", "ข"), ("P3", "ค")])[2], "P4");
        assert_eq!(given(&[("", "ก"), ("", "ก")], &[]), ["P1", "P2"]);
    }
}
