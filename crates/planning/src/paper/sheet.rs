//! What the tables of a paper share: the plan with its facts, what an empty cell says, and a section left out.

use continuity::plan::{Plan, Section};
use documents::report::{Cell, Document, Note, NoteKind, Paragraph, ParagraphStyle};

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
    /// What stands where nothing is said: nothing on a form, a dash elsewhere.
    pub fn empty(&self) -> &'static str {
        if self.facts.blank { "" } else { "–" }
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

/// A mark in a table of yes and no.
pub(super) fn tick(yes: bool) -> Cell {
    Cell::from(if yes { "✓" } else { "" })
}
