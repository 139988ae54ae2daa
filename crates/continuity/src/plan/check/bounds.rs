//! How much each field and list takes: beyond it a page, a document and a database would suffer, and nobody reads it.

use super::{Found, Issue, Place};
use crate::plan::{Field, Finding, Plan, Section, Text};

/// Characters of an id or code.
pub(super) const CODE: usize = 100;
/// Characters of a name, title, label, unit or role.
pub(super) const NAME: usize = 300;
/// Characters of a passage: an objective, a strategy, a step, a reason.
pub(super) const PASSAGE: usize = 4_000;
/// Rows of a list of the plan.
pub(super) const ROWS: usize = 1_000;
/// Rows inside a row: dependencies or resources of one process.
pub(super) const INNER_ROWS: usize = 300;

/// Finds a text that is too long; a place is only made when it is.
pub(super) fn length(found: &mut Found, section: Section, text: &str, limit: usize, place: impl FnOnce() -> Place) {
    // Bytes are counted first because counting characters reads the whole text.
    if text.len() <= limit {
        return;
    }
    let length = text.chars().count();
    if length > limit {
        let place = place();
        let what = Issue::TooLong { field: place.field, row: place.row, name: Text::th(""), limit, length };
        found.add(section, place, what);
    }
}

/// The same for both languages of a text.
pub(super) fn text(found: &mut Found, section: Section, text: &Text, limit: usize, place: impl FnOnce() -> Place) {
    let longest = match &text.en {
        Some(en) if en.len() > text.th.len() => en.as_str(),
        _ => text.th.as_str(),
    };
    length(found, section, longest, limit, place);
}

/// Characters of a row's name in a message.
const NAMED: usize = 60;

/// Says in each finding of a text that is too long what its row is called.
pub(super) fn name_rows(plan: &Plan, found: &mut [Finding]) {
    for finding in found {
        if let Issue::TooLong { row: Some(row), name, .. } = &mut finding.what {
            *name = row_name(plan, finding.section, *row);
        }
    }
}

/// What a row is called, shortened: its name may be what is too long.
fn row_name(plan: &Plan, section: Section, row: usize) -> Text {
    let name = match section {
        Section::Scope => None,
        Section::Hazards => plan.hazards.get(row).and_then(|hazard| hazard.label.clone()),
        Section::Processes | Section::Dependencies | Section::Resources => plan.processes.get(row).map(super::called),
        Section::Strategies => plan.strategies.get(row).map(|strategy| strategy.text.clone()),
        Section::Team => plan.team.get(row).map(|member| Text::th(member.name.as_str())),
        Section::Recovery => plan.recovery.get(row).map(|step| step.step.clone()),
    };
    let name = name.unwrap_or_else(|| Text::th(""));
    Text { th: shortened(name.th.trim()), en: name.en.map(|en| shortened(en.trim())) }
}

fn shortened(name: &str) -> String {
    match name.char_indices().nth(NAMED) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default()),
        None => name.to_owned(),
    }
}

/// Finds a list that is too long.
pub(super) fn count(found: &mut Found, section: Section, count: usize, limit: usize, place: Place) {
    if count > limit {
        found.add(section, place, Issue::TooMany { limit, count });
    }
}

/// Finds an optional text that is too long in a field of a row.
pub(super) fn optional(
    found: &mut Found,
    section: Section,
    text: Option<&str>,
    limit: usize,
    row: usize,
    field: Field,
) {
    if let Some(text) = text {
        length(found, section, text, limit, || Place::row(row, field));
    }
}
