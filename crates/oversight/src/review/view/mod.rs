//! A version as a reviewer reads it: section by section, row by row, with what changed, what the check found and what
//! was remarked beside each row. Telephones and e-mail addresses are masked: a review needs none.

mod lines;

use std::collections::HashMap;

use continuity::plan::{
    Field, Finding, Plan, Section,
    diff::{Change, How, Value},
    finding::anchor,
};
use web::{Lang, form::Choice, plan_words::PlanWords};

pub(super) use lines::{Line, line_at};

use super::store::Remark;
use crate::{text::T, words};

/// One section.
pub(super) struct SectionView {
    pub(super) code: &'static str,
    pub(super) title: &'static str,
    /// Why it does not apply; empty when it does.
    pub(super) waiver: String,
    pub(super) is_blank: bool,
    /// Shown open: something changed, was found or was remarked here.
    pub(super) is_open: bool,
    pub(super) changes: Vec<ChangeView>,
    pub(super) columns: Vec<&'static str>,
    pub(super) rows: Vec<RowView>,
    /// Findings and remarks about the section as a whole, or about what no row shows.
    pub(super) findings: Vec<FindingView>,
    pub(super) remarks: Vec<RemarkView>,
    /// Problems and warnings.
    pub(super) problems: usize,
    pub(super) warnings: usize,
    /// True when the form for a remark on the whole section is asked for.
    pub(super) form: bool,
    pub(super) fields: Vec<Choice>,
}

/// One row.
pub(super) struct RowView {
    pub(super) anchor: String,
    pub(super) name: String,
    pub(super) is_new: bool,
    pub(super) cells: Vec<CellView>,
    pub(super) findings: Vec<FindingView>,
    pub(super) remarks: Vec<RemarkView>,
    pub(super) form: bool,
    pub(super) fields: Vec<Choice>,
}

/// One cell.
pub(super) struct CellView {
    pub(super) text: String,
    pub(super) changed: bool,
    /// What stood there before; empty when nothing did.
    pub(super) before: String,
}

/// One difference in words.
pub(super) struct ChangeView {
    pub(super) section: &'static str,
    /// What the row is called, or its number; empty for a field of the section as a whole.
    pub(super) row: String,
    pub(super) field: &'static str,
    pub(super) how: &'static str,
    pub(super) before: String,
    pub(super) now: String,
}

/// One finding in words.
pub(super) struct FindingView {
    pub(super) kind: &'static str,
    pub(super) words: String,
}

/// One remark in words.
#[derive(Clone)]
pub(super) struct RemarkView {
    pub(super) id: String,
    pub(super) place: String,
    pub(super) text: String,
    pub(super) by: String,
    pub(super) answer: String,
    pub(super) answered: String,
    pub(super) own: bool,
    /// For a remark of an earlier version: whether its place changed since.
    pub(super) mended: bool,
}

/// What a page about a version is made of.
pub(super) struct Material<'a> {
    pub(super) plan: &'a Plan,
    pub(super) changes: &'a [Change],
    pub(super) findings: &'a [Finding],
    pub(super) remarks: &'a [Remark],
    /// Account that reads.
    pub(super) reader: &'a str,
    /// The place at which the form for a remark is open.
    pub(super) at: &'a str,
    pub(super) lang: Lang,
}

impl Material<'_> {
    /// Every section in the order of the task list.
    pub(super) fn sections(&self) -> Vec<SectionView> {
        Section::ALL.iter().map(|section| self.section(*section)).collect()
    }

    fn section(&self, section: Section) -> SectionView {
        let words = PlanWords::new(self.lang);
        let lines = lines::of_section(self.plan, section, words);
        let changes: Vec<&Change> = self.changes.iter().filter(|change| change.section == section).collect();
        let mut findings = self.findings_by_row(section);
        let mut remarks = self.remarks_by_row(section);
        let columns = match lines.first() {
            Some(_) if section == Section::Scope => vec![T(self.lang).content()],
            Some(line) => line.cells.iter().map(|(field, _)| words.field(*field)).collect(),
            None => Vec::new(),
        };
        let row = |line: &Line| self.row(line, &changes, &mut findings, &mut remarks);
        let rows: Vec<RowView> = lines.iter().map(row).collect();
        let of_section = self.findings.iter().filter(|finding| finding.section == section);
        let (problems, all) = (of_section.clone().filter(|finding| finding.is_problem()).count(), of_section.count());
        let loose: Vec<RemarkView> = remarks.into_values().flatten().collect();
        let is_remarked = !loose.is_empty() || rows.iter().any(|row| !row.remarks.is_empty() || row.form);
        SectionView {
            code: section.code(),
            title: words.section(section),
            waiver: self.plan.waiver(section).unwrap_or_default().to_owned(),
            is_blank: section.is_blank(self.plan),
            is_open: !changes.is_empty() || all > 0 || is_remarked || self.at == section.code(),
            changes: changes.iter().map(|change| change_view(change, self.lang)).collect(),
            columns,
            rows,
            findings: findings.into_values().flatten().collect(),
            remarks: loose,
            problems,
            warnings: all - problems,
            form: self.at == section.code(),
            fields: vec![Choice::new(Field::Row.code(), T(self.lang).whole_section(), true)],
        }
    }

    fn row(
        &self,
        line: &Line,
        changes: &[&Change],
        findings: &mut HashMap<String, Vec<FindingView>>,
        remarks: &mut HashMap<String, Vec<RemarkView>>,
    ) -> RowView {
        let words = PlanWords::new(self.lang);
        let anchor = line.anchor();
        let here = |change: &&&Change| {
            row_anchor(change.section, &line_anchor(change)) == anchor && change.how != How::Removed
        };
        let changed: Vec<&&Change> = changes.iter().filter(here).collect();
        let cell = |(field, text): &(Field, String)| {
            let change = changed.iter().find(|change| change.place.field == *field);
            CellView {
                text: text.clone(),
                changed: change.is_some(),
                before: change
                    .and_then(|change| change.old.as_ref())
                    .map(|old| words.masked(*field, old))
                    .unwrap_or_default(),
            }
        };
        let form = self.at == anchor;
        let mut fields: Vec<Choice> =
            line.cells.iter().map(|(field, _)| Choice::new(field.code(), words.field(*field), false)).collect();
        if line.cells.len() > 1 {
            fields.push(Choice::new(Field::Row.code(), words.field(Field::Row), true));
        }
        RowView {
            is_new: changed.iter().any(|change| change.place.field == Field::Row && change.how == How::Added),
            cells: line.cells.iter().map(cell).collect(),
            findings: findings.remove(&anchor).unwrap_or_default(),
            remarks: remarks.remove(&anchor).unwrap_or_default(),
            name: line.name.clone(),
            form,
            fields,
            anchor,
        }
    }

    fn findings_by_row(&self, section: Section) -> HashMap<String, Vec<FindingView>> {
        let words = PlanWords::new(self.lang);
        let mut by_row: HashMap<String, Vec<FindingView>> = HashMap::new();
        for finding in self.findings.iter().filter(|finding| finding.section == section) {
            let kind = if finding.is_problem() { "bad" } else { "warn" };
            let view = FindingView { kind, words: words.issue(&finding.what) };
            by_row.entry(row_anchor(section, &finding.anchor()).to_owned()).or_default().push(view);
        }
        by_row
    }

    fn remarks_by_row(&self, section: Section) -> HashMap<String, Vec<RemarkView>> {
        let mut by_row: HashMap<String, Vec<RemarkView>> = HashMap::new();
        for remark in self.remarks.iter().filter(|remark| remark.section == section.code()) {
            by_row.entry(row_anchor(section, &remark.place).to_owned()).or_default().push(remark_view(
                remark,
                self.reader,
                self.lang,
            ));
        }
        by_row
    }
}

/// The anchor of a row is that of its field without the field. In the scope every row is one field.
pub(super) fn row_anchor(section: Section, anchor: &str) -> &str {
    if section == Section::Scope { anchor } else { anchor.rsplit_once('-').map_or(anchor, |(row, _)| row) }
}

fn line_anchor(change: &Change) -> String {
    anchor(change.section, &change.place)
}

/// One difference in words.
pub(super) fn change_view(change: &Change, lang: Lang) -> ChangeView {
    let (words, t) = (PlanWords::new(lang), T(lang));
    let field = change.place.field;
    let side = |value: &Option<Value>| value.as_ref().map(|value| words.masked(field, value)).unwrap_or_default();
    let number = || change.place.row.map(|row| t.row_of_section(row + 1));
    let named = change.row_name.as_ref().map(|name| words.text(name).to_owned()).filter(|name| !name.is_empty());
    ChangeView {
        section: words.section(change.section),
        row: named.or_else(number).unwrap_or_default(),
        field: words.field(field),
        how: match change.how {
            How::Added => t.how_added(),
            How::Removed => t.how_removed(),
            How::Changed => t.how_changed(),
        },
        before: side(&change.old),
        now: side(&change.new),
    }
}

/// One remark in words, and where it is.
pub(super) fn remark_view(remark: &Remark, reader: &str, lang: Lang) -> RemarkView {
    let words_of = PlanWords::new(lang);
    let section = Section::from_code(&remark.section).map_or("", |section| words_of.section(section));
    let field = remark.place.rsplit_once('-').and_then(|(_, field)| Field::from_code(field));
    let field = field.filter(|field| *field != Field::Row).map_or("", |field| words_of.field(field));
    let parts: Vec<&str> =
        [section, remark.row_name.as_str(), field].into_iter().filter(|part| !part.is_empty()).collect();
    RemarkView {
        id: remark.id.clone(),
        place: parts.join(" · "),
        text: remark.text.clone(),
        by: format!("{} · {}", remark.maker, words::moment(lang, Some(&remark.made_at))),
        answer: remark.answer.clone().unwrap_or_default(),
        answered: words::moment(lang, remark.answered_at.as_deref()),
        own: remark.made_by == reader,
        mended: false,
    }
}
