//! The blocks of the report to the cabinet in their order.

use continuity::Share;
use documents::{
    chart::{Bar, BarChart, Palette},
    report::{
        Block, Chart, ChartSize, Column, Document, Figure, List, ListKind, Meta, Note, NoteKind, Row, Table, Text,
    },
};
use jiff::civil::Date;
use web::Lang;

use super::{
    facts::{Facts, Group},
    sentences as say,
};
use crate::{
    readiness::{share, whole},
    report::{hazard_name, number, percent},
    standing::Counts,
};

/// Provinces in the table of those to be followed up.
const FOLLOWED: usize = 10;

pub(super) fn paper(facts: &Facts, agency: &str, made_on: Date, demo: bool) -> Document {
    let mut meta = Meta::new(agency, made_on);
    meta.fiscal_year = Some(facts.year);
    meta.as_of = Some(facts.as_of);
    meta.demo = demo;
    let title = "รายงานผลการจัดทำแผนบริหารความพร้อมต่อสภาวะวิกฤต\n(Business Continuity Plan : BCP) ของหน่วยงานของรัฐ";
    let mut paper = Document::new(title, meta);
    paper.heading(1, "1.", "เรื่องเดิม");
    for paragraph in say::background(facts) {
        paper.paragraph(paragraph);
    }
    paper.heading(1, "2.", "การจัดทำแผน BCP ของหน่วยงานของรัฐ");
    plans(&mut paper, facts);
    by_group(&mut paper, facts);
    places(&mut paper, facts);
    paper.heading(2, "2.4", "การนำระบบ e-Service และเทคโนโลยีดิจิทัลมาใช้กับกระบวนงานสำคัญ");
    paper.paragraph(say::services(facts));
    paper.heading(1, "3.", "เรื่องที่ค้างและการดำเนินการในระยะต่อไป");
    paper.paragraph(say::outstanding(facts));
    paper.push(List::of(ListKind::Bracketed, say::next_steps(facts)));
    paper.paragraph("จึงเสนอคณะรัฐมนตรีเพื่อโปรดทราบ");
    paper.push(definitions());
    paper
}

fn plans(paper: &mut Document, facts: &Facts) {
    let counts = &facts.counts;
    paper.heading(2, "2.1", "การทบทวนและปรับปรุงแผน BCP");
    paper.push(figures(counts));
    let sentences: Vec<String> = std::iter::once(say::submitted(facts)).chain(say::quality(facts)).collect();
    paper.paragraph(sentences.join(" "));
    if let Some(situations) = say::situations(facts) {
        paper.paragraph(situations);
        paper.push(situation_table(facts)).push(situation_chart(facts));
    }
    if facts.has_trend {
        let share = share(counts.submitted, counts.roster);
        let alt = format!("เส้นแสดงสัดส่วนการจัดส่งแผนสะสม ถึงร้อยละ {} ({} หน่วยงาน)", percent(share), number(share.n));
        paper.push(
            Chart::new(facts.trend.clone(), alt).caption("แผนภูมิที่ 2 สัดส่วนการจัดส่งแผนสะสม").size(ChartSize::Percent(88)),
        );
    }
}

fn figures(counts: &Counts) -> Block {
    let of = |share: Share| format!("{} จาก {} หน่วยงาน", number(share.n), number(share.d));
    let figure = |label: &str, share: Share| Figure {
        value: share.percent().map_or_else(|| "-".to_owned(), |percent| format!("{percent}%")),
        label: label.to_owned(),
        detail: Some(of(share)),
    };
    Block::Figures(vec![
        figure("จัดส่งแผนแล้ว", share(counts.submitted, counts.roster)),
        figure("ผ่านการตรวจรับ", share(counts.approved, counts.roster)),
        Figure {
            value: number(whole(counts.outstanding())),
            label: "ยังไม่จัดส่ง (หน่วยงาน)".to_owned(),
            detail: Some(format!(
                "กำลังจัดทำ {} ยังไม่เริ่ม {}",
                number(whole(counts.drafting)),
                number(whole(counts.not_started()))
            )),
        },
    ])
}

fn situation_table(facts: &Facts) -> Table {
    let columns = [Column::centred(1.2), Column::text(1.0), Column::number(3.0), Column::number(2.6)];
    let mut table =
        Table::new(columns).caption("ตารางที่ 1 แผนรองรับสถานการณ์").header(["ที่", "สถานการณ์", "จำนวนแผน", "ร้อยละ"]);
    for (index, hazard) in facts.hazards.iter().enumerate() {
        let name = hazard_name(Lang::Th, &hazard.code);
        table = table.row([(index + 1).to_string(), name, number(hazard.plans.n), percent(hazard.plans)]);
    }
    let plans = number(whole(facts.counts.submitted));
    table.note(format!("ร้อยละของแผนหลักที่จัดส่งแล้ว {plans} แผน แผนหนึ่งรองรับได้หลายสถานการณ์"))
}

fn situation_chart(facts: &Facts) -> Chart {
    #[allow(clippy::cast_precision_loss)]
    let bar = |hazard: &crate::readiness::HazardShare| Bar {
        label: hazard_name(Lang::Th, &hazard.code),
        value: hazard.plans.hundredths().unwrap_or_default() as f64 / 100.0,
        display: format!("{}%", percent(hazard.plans)),
        href: None,
    };
    let label = "ร้อยละของแผนที่รองรับแต่ละสถานการณ์";
    let chart = BarChart { label: label.to_owned(), bars: facts.hazards.iter().map(bar).collect(), most: Some(100.0) };
    let words: Vec<String> = facts
        .hazards
        .iter()
        .map(|hazard| format!("{}ร้อยละ {}", hazard_name(Lang::Th, &hazard.code), percent(hazard.plans)))
        .collect();
    Chart::new(chart.svg(Palette::Print), format!("แผนภูมิแท่งแสดง{label} {}", words.join(" ")))
        .caption(format!("แผนภูมิที่ 1 {label}"))
        .size(ChartSize::Percent(88))
}

fn by_group(paper: &mut Document, facts: &Facts) {
    paper.heading(2, "2.2", "ผลการจัดส่งจำแนกตามประเภทหน่วยงานและกระทรวง");
    paper.paragraph(say::kinds(&facts.kinds));
    paper.push(table("ตารางที่ 2 ผลการจัดส่งแผนจำแนกตามประเภทหน่วยงาน", "ประเภทหน่วยงาน", &facts.kinds, true));
    paper.push(table("ตารางที่ 3 ผลการจัดส่งแผนจำแนกตามกระทรวง", "กระทรวง", &facts.ministries, true));
}

fn table(caption: &str, name: &str, groups: &[Group], with_total: bool) -> Table {
    let columns = [
        Column::text(1.0),
        Column::number(2.2),
        Column::number(2.2),
        Column::number(2.0),
        Column::number(2.2),
        Column::number(2.2),
    ];
    let mut table =
        Table::new(columns).caption(caption).header([name, "ต้องจัดทำ", "จัดส่งแล้ว", "ร้อยละ", "ผ่านตรวจรับ", "ยังไม่ส่ง"]);
    let cells = |name: &str, counts: &Counts| {
        let submitted = share(counts.submitted, counts.roster);
        [
            name.to_owned(),
            number(submitted.d),
            number(submitted.n),
            percent(submitted),
            number(whole(counts.approved)),
            number(submitted.rest()),
        ]
    };
    for group in groups {
        table = table.row(cells(&group.name, &group.counts));
    }
    if with_total {
        let total: Counts = groups.iter().map(|group| group.counts).sum();
        table.rows.push(Row::total(cells("รวม", &total)));
    }
    table
}

fn places(paper: &mut Document, facts: &Facts) {
    paper.heading(2, "2.3", "พื้นที่ที่ต้องติดตาม");
    paper.paragraph(say::provinces(facts));
    if facts.complete.is_empty() && facts.behind.is_empty() {
        return;
    }
    if !facts.behind.is_empty() {
        let first = facts.behind.get(..FOLLOWED.min(facts.behind.len())).unwrap_or_default();
        let caption = format!("ตารางที่ 4 พื้นที่ที่จัดส่งแผนในสัดส่วนต่ำที่สุด {} ลำดับแรก", first.len());
        paper.push(table(&caption, "พื้นที่", first, false));
    }
    paper.push(
        Chart::new(facts.map.clone(), "แผนที่ประเทศไทยแสดงสัดส่วนการจัดส่งแผนรายจังหวัดเป็นห้าระดับสี")
            .caption("แผนที่ที่ 1 สัดส่วนการจัดส่งแผนรายจังหวัด")
            .size(ChartSize::Percent(44)),
    );
    if let Some(small) = say::small_areas(facts) {
        paper.paragraph(small);
    }
}

fn definitions() -> Note {
    Note {
        kind: NoteKind::Information,
        title: Some("คำอธิบายตัวเลข".to_owned()),
        text: Text::from(crate::text::T(Lang::Th).rounding_note()),
    }
}
