//! How much each field and list takes: beyond it a page, a document and a database would suffer, and nobody reads it.

use super::{Found, Issue, Place};
use crate::plan::{Field, Section, Text};

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
        found.add(section, place(), Issue::TooLong { limit, length });
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
