//! Tables with a column for who answers: `ลำดับ | ข้อเสนอแนะ | หน่วยงานรับผิดชอบ | หน่วยงานสนับสนุน`.

use crate::bodies::list::{Listed, list_at};
use crate::bodies::name::Names;
use crate::text::numbering::Placed;
use std::collections::BTreeMap;

const LEAD: &[&str] =
    &["หน่วยงานที่รับผิดชอบ", "หน่วยงานรับผิดชอบ", "ผู้รับผิดชอบ", "หน่วยงานหลัก", "เจ้าภาพ", "หน่วยงานดำเนินการ", "ส่วนราชการที่รับผิดชอบ"];
const WITH: &[&str] = &["หน่วยงานสนับสนุน", "หน่วยงานร่วม", "หน่วยงานที่เกี่ยวข้อง", "ส่วนราชการที่เกี่ยวข้อง"];

/// Who answers for the item of one row.
#[derive(Clone, Debug, Default)]
pub struct Answering {
    /// Those in the column of leads.
    pub lead: Vec<Listed>,
    /// Those in the column of supporters.
    pub with: Vec<Listed>,
    /// The column of the item itself.
    pub item: usize,
}

/// What the heads of the columns say.
#[derive(Default)]
struct Head {
    lead: Option<usize>,
    with: Option<usize>,
}

impl Head {
    fn is_body(&self, column: usize) -> bool {
        self.lead == Some(column) || self.with == Some(column)
    }
}

/// The rows of tables that have such a column, by their line.
pub fn answering(names: &Names<'_>, placed: &[Placed]) -> BTreeMap<usize, Answering> {
    let mut rows: BTreeMap<usize, Answering> = BTreeMap::new();
    let mut head = Head::default();
    for place in placed {
        let paragraph = &place.paragraph;
        if paragraph.columns <= 1 {
            head = Head::default();
            continue;
        }
        let text = paragraph.text.as_str();
        let says = |words: &[&str]| words.iter().any(|word| text.starts_with(word)) && text.chars().count() <= 40;
        let (lead, with) = (says(LEAD), says(WITH) && head.lead.is_some() && head.with.is_none());
        if lead || with {
            *(if lead { &mut head.lead } else { &mut head.with }) = Some(paragraph.column);
            continue;
        }
        let Some(lead) = head.lead else { continue };
        let row = rows.entry(paragraph.line()).or_default();
        if head.is_body(paragraph.column) {
            let listed = list_at(names, text, 0).0;
            let held = if paragraph.column == lead { &mut row.lead } else { &mut row.with };
            held.extend(listed);
        } else if paragraph.column < lead {
            row.item = row.item.max(paragraph.column);
        }
    }
    rows.retain(|_, row| !row.lead.is_empty());
    rows
}
