//! The readiness report as an official paper in Thai: the figures with their counts, the situations, the groups.

use continuity::Share;
use documents::report::{Column, Document, Figure, Meta, Note, NoteKind, Table, Text};
use jiff::civil::Date;
use web::Lang;

use super::{Value, hazard_name, lines};
use crate::{
    readiness::{Dimension, ReadinessReport, hazard::is_listed},
    text::T,
};

/// A percentage as a paper prints it; a dash where there is no whole.
pub(crate) fn percent(share: Share) -> String {
    share.percent().unwrap_or_else(|| "-".to_owned())
}

pub(crate) fn number(n: u64) -> String {
    Lang::Th.number(n)
}

/// The report as a paper of `agency`, made on `date`.
pub fn readiness_document(report: &ReadinessReport, agency: &str, date: Date, demo: bool) -> Document {
    let t = T(Lang::Th);
    let mut meta = Meta::new(agency, date);
    meta.fiscal_year = Some(report.fiscal_year);
    meta.as_of = Some(report.as_of);
    meta.demo = demo;
    let mut document = Document::new("รายงานความพร้อมต่อสภาวะวิกฤตของหน่วยงานของรัฐ", meta);
    document.push(figures(report));
    document.heading(1, "1.", "ภาพรวม").push(overview(report));
    document.heading(1, "2.", "สถานการณ์ที่แผนรองรับ").push(situations(report, "ตารางที่ 2 จำนวนแผนที่รองรับแต่ละสถานการณ์"));
    if let Some(by) = report.groups.first().and_then(|group| Dimension::from_code(group.by)) {
        document.heading(1, "3.", by.plural(Lang::Th)).push(groups(report, by));
    }
    document.push(Note {
        kind: NoteKind::Information,
        title: Some("นิยามและการปัดเศษ".to_owned()),
        text: Text::from(t.rounding_note()),
    });
    document
}

fn figures(report: &ReadinessReport) -> documents::report::Block {
    let of = |share: Share| format!("{} จาก {}", number(share.n), number(share.d));
    let figure = |label: &str, share: Share, unit: &str| Figure {
        value: format!("{}%", percent(share)),
        label: label.to_owned(),
        detail: Some(format!("{} {unit}", of(share))),
    };
    documents::report::Block::Figures(vec![
        figure("จัดส่งแผนแล้ว", report.submitted, "หน่วยงาน"),
        figure("ผ่านการตรวจรับ", report.approved, "หน่วยงาน"),
        figure("จัดส่งภายในกำหนด", report.on_time, "หน่วยงาน"),
    ])
}

fn overview(report: &ReadinessReport) -> Table {
    let mut table = Table::new([Column::text(1.0), Column::number(2.6), Column::number(2.6), Column::number(2.2)])
        .caption("ตารางที่ 1 ความพร้อมของหน่วยงานของรัฐ")
        .header(["รายการ", "จำนวน", "จากทั้งหมด", "ร้อยละ"]);
    for line in lines(Lang::Th, report).into_iter().filter(|line| line.code != "hazard") {
        let (d, share) = match line.value {
            Value::Share(share) => (number(share.d), percent(share)),
            Value::Count(_) => ("-".to_owned(), "-".to_owned()),
        };
        table = table.row([line.label, number(line.value.n()), d, share]);
    }
    table
}

/// Situations with their counts, most frequent first; the paper's order where counts are equal.
pub(crate) fn situations(report: &ReadinessReport, caption: &str) -> Table {
    let mut table = Table::new([Column::text(1.0), Column::number(3.0), Column::number(2.6)])
        .caption(caption)
        .header(["สถานการณ์", "จำนวนแผน", "ร้อยละ"]);
    let mut hazards = report.situations();
    hazards.sort_by_key(|hazard| (!is_listed(&hazard.code), std::cmp::Reverse(hazard.plans.n)));
    for hazard in hazards {
        table = table.row([hazard_name(Lang::Th, &hazard.code), number(hazard.plans.n), percent(hazard.plans)]);
    }
    table.note(format!("ร้อยละของแผนที่จัดส่งแล้ว {} แผน แผนหนึ่งรองรับได้หลายสถานการณ์", number(report.submitted.n)))
}

/// The groups with their counts, by code.
pub(crate) fn groups(report: &ReadinessReport, by: Dimension) -> Table {
    let mut table = Table::new([
        Column::text(1.0),
        Column::number(2.6),
        Column::number(2.6),
        Column::number(2.6),
        Column::number(2.0),
    ])
    .header([by.singular(Lang::Th), "ต้องจัดทำ", "จัดส่งแล้ว", "ยังไม่จัดส่ง", "ร้อยละ"]);
    for group in &report.groups {
        let share = group.submitted;
        table = table.row([group.name.clone(), number(share.d), number(share.n), number(share.rest()), percent(share)]);
    }
    let total: Share = report.groups.iter().map(|group| group.submitted).sum();
    table.rows.push(documents::report::Row::total([
        "รวม".to_owned(),
        number(total.d),
        number(total.n),
        number(total.rest()),
        percent(total),
    ]));
    table
}
