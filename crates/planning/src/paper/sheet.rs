//! What the tables of a paper share: the plan with its facts, what an empty cell says, and a section left out.

use continuity::plan::{Plan, Section, template::Template};
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

/// The parts of a paper in their order; what a process depends on stands in the part of its analysis.
const PARTS: [Section; 7] = [
    Section::Scope,
    Section::Hazards,
    Section::Team,
    Section::Processes,
    Section::Resources,
    Section::Strategies,
    Section::Recovery,
];

impl Sheet<'_> {
    /// The form on which the plan is written.
    pub fn form(&self) -> &Template {
        &self.facts.form
    }

    /// True when the paper has the part: the form asks for it, or the plan has something in it all the same.
    pub fn shows(&self, section: Section) -> bool {
        self.form().has(section) || !section.is_blank(self.plan)
    }

    /// Number of a part; `None` when the paper does not have it.
    pub fn part(&self, section: Section) -> Option<usize> {
        let shown = PARTS.iter().filter(|part| self.shows(**part));
        shown.into_iter().position(|part| *part == section).map(|at| at + 1)
    }

    /// Number of the part after the last of the form.
    pub fn last_part(&self) -> usize {
        PARTS.iter().filter(|part| self.shows(**part)).count() + 1
    }

    /// What the form calls a part.
    pub fn heading(&self, section: Section) -> String {
        let own = self.form().section(section).map(|form| form.heading.th.clone()).filter(|words| !words.is_empty());
        own.unwrap_or_else(|| web::plan_words::PlanWords::new(web::Lang::Th).section(section).to_owned())
    }

    /// What stands above a table: its number and what the form calls it.
    pub fn caption(&self, number: &str) -> String {
        let words = self.form().caption(number).map(|caption| caption.th.as_str()).unwrap_or_default();
        format!("ตารางที่ {} {words}", number.trim_start_matches('T')).trim_end().to_owned()
    }

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
            paper.push(Paragraph::styled(
                ParagraphStyle::Flush,
                if self.form().requires(section) { NOT_YET } else { NOT_REQUIRED },
            ));
        }
        blank
    }
}

/// Stands where a part is still to be written.
const NOT_YET: &str = "ยังไม่ได้ระบุในแผนฉบับนี้";
/// Stands where the form leaves a part to the organisation.
const NOT_REQUIRED: &str = "แบบฉบับนี้ไม่บังคับให้ระบุ และหน่วยงานไม่ได้ระบุไว้";

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
