//! Tables T9 and T10: continuity strategies by resource category, and recovery steps in three phases.

use continuity::plan::{Category, Phase, RecoveryStep, Section, Strategy};
use documents::report::{Block, Cell, Column, Document, Orientation, Row, Table};
use reference::List;

use super::{
    sheet::{Sheet, group},
    wording,
};

/// Rows of a form to be filled in, for each category or phase.
const BLANK_ROWS: usize = 3;

/// Table T9.
pub(super) fn strategies(paper: &mut Document, sheet: &Sheet<'_>) {
    let Some(part) = sheet.part(Section::Strategies) else { return };
    paper.heading(1, &part.to_string(), sheet.heading(Section::Strategies));
    if !sheet.facts.blank && sheet.left_out(paper, Section::Strategies) {
        return;
    }
    let columns = [
        Column::text(2.4),
        Column::text(1.6),
        Column::centred(2.2),
        Column::centred(2.2),
        Column::centred(2.2),
        Column::number(2.5),
        Column::text(1.5),
    ];
    let width = columns.len();
    let mut table = Table::new(columns)
        .caption(sheet.caption("T9"))
        .header([
            "กลยุทธ์ความต่อเนื่อง",
            "เงื่อนไขที่เริ่มใช้",
            "เวลาที่ใช้ เตรียม",
            "ใช้ได้นาน ที่สุด",
            "ระดับการ ให้บริการ",
            "งบประมาณ (บาท)",
            "ทรัพยากรร่วม และข้อตกลง",
        ])
        .compact();
    for category in Category::ALL {
        table.rows.push(group(format!("ด้าน{}", List::categories().th(category.code())), width));
        let mut any = false;
        for strategy in sheet.plan.strategies.iter().filter(|strategy| strategy.category == *category) {
            table.rows.push(Row::of(strategy_row(sheet, strategy)));
            any = true;
        }
        table.rows.extend(sheet.rows_to_fill(BLANK_ROWS, width));
        if !any && !sheet.facts.blank {
            table.rows.push(Row::of([Cell::from("ไม่ได้กำหนดกลยุทธ์ด้านนี้").across(width)]));
        }
    }
    paper.push(table);
}

fn strategy_row(sheet: &Sheet<'_>, strategy: &Strategy) -> [Cell; 7] {
    let commitment = strategy.commitment.as_ref().map(|commitment| {
        let mut words =
            format!("{} จำนวน {}", wording::resource(&commitment.resource), wording::quantity(commitment.quantity));
        if let Some(agreement) = commitment.agreement {
            words.push_str(&format!(" ({})", wording::agreement(agreement)));
        }
        words
    });
    [
        Cell::from(strategy.text.th.as_str()),
        sheet.cell(strategy.trigger.as_ref().map(|trigger| trigger.th.clone())),
        sheet.cell(strategy.time_to_implement.map(wording::length)),
        sheet.cell(strategy.maximum_duration.map(wording::length)),
        sheet.cell(strategy.level_achieved.map(wording::share)),
        sheet.cell(strategy.cost_baht.map(wording::quantity)),
        sheet.cell(commitment),
    ]
}

/// Table T10, on pages that stand.
pub(super) fn recovery(paper: &mut Document, sheet: &Sheet<'_>) {
    paper.push(Block::Section(Orientation::Portrait));
    let Some(part) = sheet.part(Section::Recovery) else { return };
    paper.heading(1, &part.to_string(), sheet.heading(Section::Recovery));
    if !sheet.facts.blank && sheet.left_out(paper, Section::Recovery) {
        return;
    }
    let columns =
        [Column::centred(1.3), Column::text(2.2), Column::text(1.0), Column::centred(2.3), Column::centred(2.4)];
    let width = columns.len();
    let mut table = Table::new(columns)
        .caption(sheet.caption("T10"))
        .header(["ลำดับ", "ขั้นตอนและกิจกรรม", "ผู้รับผิดชอบ", "เสร็จภายใน", "ดำเนินการแล้ว (วัน เวลา)"])
        .compact();
    for phase in Phase::ALL {
        table.rows.push(group(phase_name(sheet, *phase), width));
        for step in steps(&sheet.plan.recovery, *phase) {
            table.rows.push(Row::of(step_row(sheet, step)));
        }
        table.rows.extend(sheet.rows_to_fill(2 * BLANK_ROWS, width));
    }
    paper.push(table);
}

fn phase_name<'a>(sheet: &'a Sheet<'_>, phase: Phase) -> &'a str {
    sheet.form().phase(phase).map_or_else(|| List::phases().th(phase.code()), |title| &title.th)
}

/// The steps of a phase in their order; those without a number come last, as they were written.
fn steps(all: &[RecoveryStep], phase: Phase) -> Vec<&RecoveryStep> {
    let mut steps: Vec<&RecoveryStep> = all.iter().filter(|step| step.phase == phase).collect();
    steps.sort_by_key(|step| (step.order.is_none(), step.order));
    steps
}

fn step_row(sheet: &Sheet<'_>, step: &RecoveryStep) -> [Cell; 5] {
    let mut words = step.step.th.clone();
    if !step.after.is_empty() {
        let after: Vec<String> = step.after.iter().map(ToString::to_string).collect();
        words.push_str(&format!(" (หลังขั้นตอนที่ {})", after.join(", ")));
    }
    [
        sheet.cell(step.order.map(|order| order.to_string())),
        Cell::from(words),
        sheet.cell(Some(wording::role(step).to_owned())),
        sheet.cell(step.due.map(wording::length)),
        Cell::from(""),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use continuity::plan::Text;

    #[test]
    fn steps_stand_in_their_order_within_their_phase() {
        let step = |phase, order, words: &str| RecoveryStep {
            phase,
            order,
            step: Text::th(words),
            role: String::new(),
            after: Vec::new(),
            due: None,
        };
        let all = [
            step(Phase::Day1, None, "ค"),
            step(Phase::Day1, Some(2), "ข"),
            step(Phase::Days2To7, Some(1), "ง"),
            step(Phase::Day1, Some(1), "ก"),
        ];
        let words: Vec<&str> = steps(&all, Phase::Day1).into_iter().map(|step| step.step.th.as_str()).collect();
        assert_eq!(words, ["ก", "ข", "ค"]);
    }
}
