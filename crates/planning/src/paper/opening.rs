//! The beginning of a paper: cover, who approved it, what became of earlier versions, and table T0.

use continuity::plan::{Classification, PlanKind, Section, Text};
use documents::report::{
    self, Block, Document, KeyValues, List, ListKind, Meta, Note, NoteKind, Opening, Paragraph, ParagraphStyle,
    Signatory, Signatures, Table,
};

use super::{facts::Facts, sheet::Sheet};
use crate::version::Outcome;

/// The cover: title, organisation, year, version, stamps.
pub(super) fn cover(sheet: &Sheet<'_>) -> Document {
    let (plan, facts) = (sheet.plan, sheet.facts);
    let mut paper = Document::new(title(sheet), meta(sheet));
    paper.subtitle = match (&facts.version, facts.blank) {
        (_, true) => Some("แบบฟอร์มสำหรับกรอก".into()),
        (None, false) => Some("ร่าง ยังไม่ได้จัดส่ง".into()),
        (Some(_), false) if plan.kind != PlanKind::Main => {
            Some(reference::List::plan_kinds().th(plan.kind.code()).into())
        }
        (Some(_), false) => None,
    };
    paper.options.opening = if facts.blank { Opening::TitleBlock } else { Opening::Cover { contents: true } };
    paper
}

/// What stands around the content.
pub(super) fn meta(sheet: &Sheet<'_>) -> Meta {
    let (plan, facts) = (sheet.plan, sheet.facts);
    let mut meta = Meta::new(&facts.organisation, facts.date);
    meta.parent = facts.parent.clone();
    meta.fiscal_year = Some(plan.fiscal_year);
    meta.version = facts.version.as_ref().map(|version| version.number.to_string());
    meta.reference = facts.version.as_ref().map(|version| version.reference.clone());
    meta.classification = stamp(plan.classification);
    meta.draft = facts.version.is_none() && !facts.blank;
    meta.demo = facts.demonstration && !facts.blank;
    meta
}

/// The title without the organisation and the year at its end: the cover prints both on lines of their own.
fn title(sheet: &Sheet<'_>) -> String {
    let title = sheet.plan.title.th.trim();
    let year = sheet.plan.fiscal_year.to_string();
    let bare = ["ประจำปีงบประมาณ", "ปีงบประมาณ"].iter().find_map(|words| {
        let (before, after) = title.rsplit_once(words)?;
        let after = thai::digits::to_arabic(after);
        (after.trim().trim_start_matches("พ.ศ.").trim() == year).then(|| before.trim())
    });
    let bare = bare.unwrap_or(title);
    let bare = bare
        .strip_suffix(sheet.facts.organisation.as_str())
        .map_or(bare, |before| before.trim_end_matches("ของ").trim());
    match bare {
        "" => sheet.form().paper_title.th.clone(),
        words => words.replacen(" (Business Continuity Plan", "\n(Business Continuity Plan", 1),
    }
}

/// The stamp of secrecy.
pub(super) const fn stamp(classification: Classification) -> report::Classification {
    match classification {
        Classification::None => report::Classification::Open,
        Classification::Confidential => report::Classification::Confidential,
        Classification::Secret => report::Classification::Secret,
        Classification::TopSecret => report::Classification::TopSecret,
    }
}

/// Who approved this version, and the versions so far.
pub(super) fn approval(paper: &mut Document, sheet: &Sheet<'_>) {
    let facts = sheet.facts;
    paper.heading(1, "", "การอนุมัติและการปรับปรุงแผน");
    revisions(paper, sheet);
    if let Some(version) = &facts.version {
        let values = KeyValues::default()
            .with("เลขอ้างอิง", report::Text::default().code(&version.reference))
            .with("ค่าตรวจสอบ (SHA-256)", report::Text::default().code(&version.content_hash));
        paper.push(values);
    }
    let approved = facts.version.as_ref().and_then(|version| version.approval.as_ref());
    if let Some(number) = approved.map(|approval| &approval.document_number).filter(|number| !number.is_empty()) {
        paper.push(Paragraph::styled(ParagraphStyle::Flush, format!("อนุมัติตามหนังสือที่ {number}")));
    }
    let signatory = match approved {
        Some(approval) => Signatory {
            name: Some(approval.name.clone()),
            position: approval.position.clone(),
            capacity: Some("ผู้อนุมัติแผน".into()),
            date: Some(approval.on),
        },
        None => {
            Signatory {
                position: "หัวหน้าหน่วยงาน".into(), capacity: Some("ผู้อนุมัติแผน".into()), ..Signatory::default()
            }
        }
    };
    paper.push(Signatures(vec![signatory]));
    paper.push(Block::PageBreak);
}

fn revisions(paper: &mut Document, sheet: &Sheet<'_>) {
    use documents::report::Column;
    let facts = sheet.facts;
    if facts.revisions.is_empty() && !facts.blank {
        paper.push(Paragraph::styled(ParagraphStyle::Flush, "ยังไม่มีฉบับที่จัดส่ง"));
        return;
    }
    let table =
        Table::new([Column::centred(1.6), Column::text(1.1), Column::text(1.2), Column::text(1.0), Column::text(1.2)])
            .caption("ตารางบันทึกการปรับปรุงแผน")
            .header(["ฉบับที่", "วันที่จัดส่ง", "เลขอ้างอิง", "ผลการตรวจ", "ผู้อนุมัติแผน"]);
    let mut table = facts.revisions.iter().fold(table, |table, revision| {
        table.row([
            report::Text::from(revision.number.to_string()),
            thai::date::short_th(revision.on).into(),
            report::Text::default().code(&revision.reference),
            outcome(revision.outcome).into(),
            sheet.or_empty(Some(revision.approver.clone())).into(),
        ])
    });
    table.rows.extend(sheet.rows_to_fill(4, 5));
    paper.push(table);
}

const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Waiting => "รอตรวจ",
        Outcome::Returned => "ส่งคืนแก้ไข",
        Outcome::Accepted => "ผ่านการตรวจรับ",
        Outcome::Withdrawn => "หน่วยงานถอนคืน",
        Outcome::Superseded => "มีฉบับใหม่แทน",
    }
}

/// Table T0: general facts, objectives, assumptions, scope.
pub(super) fn general(paper: &mut Document, sheet: &Sheet<'_>) {
    let (plan, facts) = (sheet.plan, sheet.facts);
    let Some(part) = sheet.part(Section::Scope) else { return };
    paper.heading(1, &part.to_string(), sheet.heading(Section::Scope));
    let kinds = (reference::List::kinds(), reference::List::plan_kinds(), reference::List::classifications());
    let version = facts.version.as_ref().map(|version| version.number.to_string());
    let mut values = KeyValues::default()
        .with("หน่วยงาน", facts.organisation.as_str())
        .with("ประเภทหน่วยงาน", kinds.0.th(&facts.kind))
        .with("ปีงบประมาณ", format!("พ.ศ. {}", plan.fiscal_year))
        .with("ประเภทแผน", kinds.1.th(plan.kind.code()))
        .with("ชั้นความลับ", kinds.2.th(plan.classification.code()));
    if !facts.blank {
        values = values
            .with("ฉบับที่", version.unwrap_or_else(|| "ร่าง".into()))
            .with("วันที่ปรับปรุง", thai::date::long_th(facts.date));
    }
    paper.push(values);
    texts(paper, sheet, &format!("{part}.1"), "วัตถุประสงค์", &plan.objectives);
    texts(paper, sheet, &format!("{part}.2"), "สมมติฐานของแผน", &plan.assumptions);
    paper.heading(2, &format!("{part}.3"), "ขอบเขตของแผน");
    match plan.scope.as_ref().filter(|scope| !scope.is_blank()) {
        Some(scope) => scope.th.split('\n').filter(|line| !line.trim().is_empty()).for_each(|line| {
            paper.paragraph(line.trim());
        }),
        None => nothing(paper, sheet),
    }
    for waiver in plan
        .not_applicable
        .iter()
        .filter(|waiver| Section::from_code(&waiver.section).is_some_and(|section| plan.waiver(section).is_some()))
    {
        let Some(section) = Section::from_code(&waiver.section) else { continue };
        let words = web::plan_words::PlanWords::new(web::Lang::Th);
        paper.push(Note {
            kind: NoteKind::Information,
            title: Some(format!("ส่วน “{}” ไม่เกี่ยวข้อง", words.section(section))),
            text: waiver.reason.as_str().into(),
        });
    }
}

fn texts(paper: &mut Document, sheet: &Sheet<'_>, number: &str, heading: &str, texts: &[Text]) {
    paper.heading(2, number, heading);
    let items: Vec<&str> = texts.iter().filter(|text| !text.is_blank()).map(|text| text.th.as_str()).collect();
    if items.is_empty() {
        return nothing(paper, sheet);
    }
    paper.push(List::of(ListKind::Numbered, items));
}

/// Lines to write on, or that nothing is said.
fn nothing(paper: &mut Document, sheet: &Sheet<'_>) {
    if sheet.facts.blank {
        (0..3).for_each(|_| {
            paper.push(Paragraph::styled(ParagraphStyle::Flush, LINE));
        });
    } else {
        paper.push(Paragraph::styled(ParagraphStyle::Flush, "ยังไม่ได้ระบุในแผนฉบับนี้"));
    }
}

/// A line to write on, as wide as the page.
const LINE: &str = "......................................................................................................................................";

/// True when there is anything but the name of the organisation to say about a version.
pub(super) fn says_more(facts: &Facts) -> bool {
    facts.version.is_some() || !facts.revisions.is_empty() || facts.blank
}

#[cfg(test)]
mod tests {
    use super::*;
    use continuity::plan::Plan;

    #[test]
    fn what_the_cover_prints_by_itself_is_not_in_the_title_too() {
        let facts = Facts::of("อบต. ก", "lao_sao", jiff::civil::Date::constant(2020, 8, 20));
        for (given, printed) in [
            ("แผน BCP ของอบต. ก ประจำปีงบประมาณ พ.ศ. ๒๕๖๓", "แผน BCP"),
            ("แผนประคองกิจการ (Business Continuity Plan: BCP)", "แผนประคองกิจการ\n(Business Continuity Plan: BCP)"),
            ("แผน BCP ปีงบประมาณ 2563", "แผน BCP"),
            ("แผน BCP ปีงบประมาณ 2564", "แผน BCP ปีงบประมาณ 2564"),
        ] {
            let plan = Plan::draft("D001", 2563, PlanKind::Main, Text::th(given));
            assert_eq!(title(&Sheet { plan: &plan, facts: &facts }), printed);
        }
    }
}
