//! Where in a section a finding, a remark or a change is: row, inner row and field, and how that is written down.

use serde::Serialize;

use super::{Field, Plan, Section};

/// Where in the section: an outer row, perhaps a row inside it, and the field.
///
/// In the sections `dependencies` and `resources` the outer row is the process and the inner row its dependency or
/// resource; elsewhere there is no inner row. Rows count from 0 in the order of the plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// Row in the section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// Id of that row, where rows have one: process id, member id, hazard code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Row inside the row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inner: Option<usize>,
    /// Field.
    pub field: Field,
}

impl Place {
    /// A field of the section itself.
    pub const fn section(field: Field) -> Self {
        Place { row: None, id: None, inner: None, field }
    }

    /// A field of a row.
    pub const fn row(row: usize, field: Field) -> Self {
        Place { row: Some(row), id: None, inner: None, field }
    }

    /// A field of a row that has an id; a blank id is left out.
    pub fn named(row: usize, id: &str, field: Field) -> Self {
        let id = Some(id).filter(|id| !id.trim().is_empty()).map(str::to_owned);
        Place { row: Some(row), id, inner: None, field }
    }

    /// The same place in a row inside the row.
    pub fn inside(mut self, inner: usize) -> Self {
        self.inner = Some(inner);
        self
    }

    /// The place as one short text to keep: rows and field joined by `/`, then `#` and the id of the row if it has
    /// one (`objectives`, `0/3/on#P1`).
    pub fn key(&self) -> String {
        let mut key = String::new();
        for row in [self.row, self.inner].into_iter().flatten() {
            key.push_str(&row.to_string());
            key.push('/');
        }
        key.push_str(self.field.code());
        if let Some(id) = &self.id {
            key.push('#');
            key.push_str(id);
        }
        key
    }

    /// Reads a kept place; `None` when it is none.
    pub fn parse(key: &str) -> Option<Place> {
        let (path, id) = match key.split_once('#') {
            Some((path, id)) => (path, Some(id.to_owned())),
            None => (key, None),
        };
        let (rows, field) = path.rsplit_once('/').map_or((None, path), |(rows, field)| (Some(rows), field));
        let mut rows = rows.into_iter().flat_map(|rows| rows.split('/')).map(|row| row.parse::<usize>().ok());
        let (row, inner) = (rows.next(), rows.next());
        if rows.next().is_some() || row == Some(None) || inner == Some(None) {
            return None;
        }
        Some(Place { row: row.flatten(), id, inner: inner.flatten(), field: Field::from_code(field)? })
    }

    /// Reads an [`anchor`] of a section back; `id` is that of the row, blank when it has none. `None` when it is no
    /// anchor of that section.
    pub fn of_anchor(section: Section, anchor: &str, id: &str) -> Option<Place> {
        let path = anchor.strip_prefix(section.code())?.strip_prefix('-')?;
        let (rows, field) = path.rsplit_once('-').map_or((None, path), |(rows, field)| (Some(rows), field));
        let field = Field::from_code(field)?;
        let id = Some(id).filter(|id| !id.trim().is_empty()).map(str::to_owned);
        let Some(rows) = rows else { return Some(Place { row: None, id: None, inner: None, field }) };
        let numbers: Option<Vec<usize>> = rows.split('-').map(|row| row.parse().ok()).collect();
        match numbers.as_deref() {
            Some([row]) => Some(Place { row: Some(*row), id, inner: None, field }),
            Some([row, inner]) => Some(Place { row: Some(*row), id, inner: Some(*inner), field }),
            Some(_) => None,
            None => Some(Place { row: None, id: id.or_else(|| Some(rows.to_owned())), inner: None, field }),
        }
    }

    /// The same place in another version of the plan: the row is found by its id, or by its number where rows have
    /// no id. `None` when that version has no such row.
    pub fn in_plan(&self, section: Section, plan: &Plan) -> Option<Place> {
        let Some(row) = self.row else { return Some(self.clone()) };
        let row = match section {
            Section::Hazards => self.row_among(row, plan.hazards.iter().map(|hazard| hazard.code.as_str())),
            Section::Processes | Section::Dependencies | Section::Resources => {
                self.row_among(row, plan.processes.iter().map(|process| process.id.as_str()))
            }
            Section::Team => self.row_among(row, plan.team.iter().map(|member| member.id.as_str())),
            Section::Strategies => plan.strategies.get(row).map(|_| row),
            Section::Recovery => plan.recovery.get(row).map(|_| row),
            Section::Scope => Some(row),
        }?;
        Some(Place { row: Some(row), ..self.clone() })
    }

    fn row_among<'a>(&self, row: usize, mut ids: impl Iterator<Item = &'a str>) -> Option<usize> {
        match &self.id {
            Some(id) => ids.position(|other| other == id),
            None => ids.nth(row).map(|_| row),
        }
    }
}

/// Identifies a field on a page: section, row, inner row and field joined by `-`. Where there is no row but an id
/// (the reason for one hazard, the missing strategy of one category) the id stands in the place of the row.
pub fn anchor(section: Section, place: &Place) -> String {
    let mut anchor = section.code().to_owned();
    if let (None, Some(id)) = (place.row, &place.id) {
        anchor.push('-');
        anchor.extend(id.chars().map(|c| if c.is_whitespace() { '_' } else { c }));
    }
    for row in [place.row, place.inner].into_iter().flatten() {
        anchor.push('-');
        anchor.push_str(&row.to_string());
    }
    anchor.push('-');
    anchor.push_str(place.field.code());
    anchor
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{PlanKind, Process, Text};

    #[test]
    fn a_kept_place_reads_back() {
        for (key, place) in [
            ("objectives", Place::section(Field::Objectives)),
            ("2/objectives", Place::row(2, Field::Objectives)),
            ("0/3/on#P1", Place::named(0, "P1", Field::On).inside(3)),
            ("1/rto#ก#ข/ค", Place::named(1, "ก#ข/ค", Field::Rto)),
        ] {
            assert_eq!(place.key(), key);
            assert_eq!(Place::parse(key), Some(place));
        }
        for key in ["", "/", "x", "1/2/3/on", "-1/on", "1/", "a/on"] {
            assert_eq!(Place::parse(key), None, "{key}");
        }
    }

    #[test]
    fn an_anchor_reads_back_with_the_id_of_its_row() {
        for (section, place, id) in [
            (Section::Processes, Place::named(7, "P1", Field::Rto), "P1"),
            (Section::Dependencies, Place::named(0, "P1", Field::On).inside(3), "P1"),
            (Section::Recovery, Place::row(2, Field::Step), ""),
            (Section::Processes, Place::section(Field::Mtpd), ""),
            (Section::Hazards, Place { id: Some("flood".into()), ..Place::section(Field::Reason) }, "flood"),
        ] {
            let written = anchor(section, &place);
            assert_eq!(Place::of_anchor(section, &written, id), Some(place), "{written}");
        }
        for written in ["processes", "processes-", "processes-1-2-3-rto", "team-0-name", "processes-0-x", ""] {
            assert_eq!(Place::of_anchor(Section::Processes, written, ""), None, "{written}");
        }
    }

    #[test]
    fn a_place_follows_its_row_into_another_version() {
        let mut plan = Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน"));
        plan.processes = ["P2", "P1"].map(|id| Process { id: id.into(), ..Process::default() }).into();
        let moved = Place::named(0, "P1", Field::Rto).in_plan(Section::Processes, &plan);
        assert_eq!(moved, Some(Place::named(1, "P1", Field::Rto)));
        assert_eq!(Place::named(0, "P9", Field::Rto).in_plan(Section::Processes, &plan), None);
        assert_eq!(Place::row(5, Field::Step).in_plan(Section::Recovery, &plan), None);
        let whole = Place::section(Field::Scope);
        assert_eq!(whole.in_plan(Section::Scope, &plan), Some(whole.clone()));
    }
}
