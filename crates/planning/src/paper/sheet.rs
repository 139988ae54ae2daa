//! What the tables of a paper share: the plan with its facts, what an empty cell says, and a section left out.

use continuity::plan::{Plan, Section};
use documents::report::{Align, Cell, Document, Note, NoteKind, Paragraph, ParagraphStyle, Row, RowKind, Text};

use super::Facts;

/// A plan being printed.
#[derive(Clone, Copy)]
pub(super) struct Sheet<'a> {
    /// What it says.
    pub plan: &'a Plan,
    /// What else the paper says.
    pub facts: &'a Facts,
}

impl Sheet<'_> {
    /// What stands where nothing is said: room to write on a form, a dash elsewhere.
    pub fn empty(&self) -> &'static str {
        if self.facts.blank { ROOM } else { "–" }
    }

    /// Rows of a form to be filled in by hand; none elsewhere.
    pub fn rows_to_fill(&self, count: usize, columns: usize) -> Vec<Row> {
        let count = if self.facts.blank { count } else { 0 };
        (0..count).map(|_| Row::of(vec![ROOM; columns])).collect()
    }

    /// The words, or what stands for none.
    pub fn or_empty(&self, words: Option<String>) -> String {
        words.filter(|words| !words.is_empty()).unwrap_or_else(|| self.empty().to_owned())
    }

    /// The same as a cell.
    pub fn cell(&self, words: Option<String>) -> Cell {
        Cell::from(self.or_empty(words))
    }

    /// Number of a row, from 1.
    pub fn number(&self, index: usize) -> String {
        (index + 1).to_string()
    }

    /// Says why the section has no table; true when it has none.
    pub fn left_out(&self, paper: &mut Document, section: Section) -> bool {
        if let Some(reason) = self.plan.waiver(section) {
            paper.push(Note {
                kind: NoteKind::Information,
                title: Some("ไม่เกี่ยวข้องกับหน่วยงาน".into()),
                text: reason.into(),
            });
            return true;
        }
        let blank = section.is_blank(self.plan);
        if blank {
            paper.push(Paragraph::styled(ParagraphStyle::Flush, "ยังไม่ได้ระบุในแผนฉบับนี้"));
        }
        blank
    }
}

/// Room for a line of handwriting.
const ROOM: &str = "\u{a0}\n\u{a0}";

/// A heading across a table, from the left.
pub(super) fn group(words: impl Into<Text>, columns: usize) -> Row {
    Row { cells: vec![Cell::from(words).across(columns).align(Align::Left)], kind: RowKind::Group }
}

/// A mark in a table of yes and no.
pub(super) fn tick(yes: bool) -> Cell {
    Cell::from(if yes { "✓" } else { "" })
}
