//! Table T3: the business impact analysis, what stands behind its times, and what each process needs in order to run
//! (ISO 22301:2019 8.2.2).

use continuity::{
    Duration,
    plan::{Process, Section, dependency},
};
use documents::report::{Block, Cell, Column, Document, Orientation, Row, Table};
use reference::List;

use super::{
    sheet::{Sheet, group, tick},
    wording,
};

/// What the columns of the form for the time within which a process is to be back are called: hours from and to, then
/// lengths.
fn names(horizons: &[Duration]) -> Vec<String> {
    let name = |index: usize, until: Duration| {
        let before = index.checked_sub(1).and_then(|before| horizons.get(before)).copied().unwrap_or_default();
        match (before.parts(), until.parts()) {
            ((0, from, 0), (0, to, 0)) => format!("{from}–{to} ชั่วโมง"),
            _ => wording::length(until),
        }
    };
    horizons.iter().enumerate().map(|(index, until)| name(index, *until)).collect()
}

/// The whole analysis, on pages that lie.
pub(super) fn analysis(paper: &mut Document, sheet: &Sheet<'_>) {
    paper.push(Block::Section(Orientation::Landscape));
    let Some(part) = sheet.part(Section::Processes) else { return };
    paper.heading(1, &part.to_string(), sheet.heading(Section::Processes));
    if sheet.left_out(paper, Section::Processes) {
        return;
    }
    paper.heading(2, &format!("{part}.1"), "ผลกระทบและระยะเวลาเป้าหมายในการฟื้นคืนสภาพ");
    impact(paper, sheet);
    paper.heading(2, &format!("{part}.2"), "พันธกิจ ระดับการให้บริการขั้นต่ำ และช่องทางดิจิทัล");
    levels(paper, sheet);
    if sheet.plan.processes.iter().any(|process| !process.impact_over_time.is_empty()) {
        paper.heading(2, "", "ผลกระทบเมื่อเวลาผ่านไป");
        course(paper, sheet);
    }
    if sheet.shows(Section::Dependencies) {
        paper.heading(2, &format!("{part}.3"), sheet.heading(Section::Dependencies));
        dependencies(paper, sheet);
    }
}

/// The column of the template in which a time falls; none when it is longer than all.
fn horizon(horizons: &[Duration], rto: Duration) -> Option<usize> {
    horizons.iter().position(|until| rto <= *until)
}

fn impact(paper: &mut Document, sheet: &Sheet<'_>) {
    let horizons = &sheet.form().impact_horizons;
    let columns = [Column::centred(0.9), Column::text(1.9), Column::text(1.0), Column::centred(1.9)]
        .into_iter()
        .chain(horizons.iter().map(|_| Column::centred(1.6)))
        .chain([2.1; 3].map(Column::centred));
    let over = |words: &str| Cell::from(words).down(2);
    let table = Table::new(columns)
        .caption(sheet.caption("T3"))
        .header([
            over("ที่"),
            over("กระบวนการหลัก"),
            over("ฝ่ายงานที่รับผิดชอบ"),
            over("ระดับผลกระทบ/ความเร่งด่วน"),
            Cell::from("ระยะเวลาเป้าหมายในการฟื้นคืนสภาพ").across(horizons.len()),
            over("RTO"),
            over("MTPD"),
            over("RPO"),
        ])
        .header(names(horizons))
        .compact();
    let mut table = sheet.plan.processes.iter().enumerate().fold(table, |table, (index, process)| {
        let at = process.rto.and_then(|rto| horizon(horizons, rto));
        let length = |length: Option<Duration>| sheet.cell(length.map(wording::length));
        let row = [
            Cell::from(sheet.number(index)),
            sheet.cell(Some(process.name.th.clone())),
            sheet.cell(process.owner_unit.clone()),
            sheet.cell(process.impact.map(|impact| List::impacts().th(impact.code()).to_owned())),
        ];
        let marks = (0..horizons.len()).map(|column| tick(at == Some(column)));
        table.row(row.into_iter().chain(marks).chain([length(process.rto), length(process.mtpd), length(process.rpo)]))
    });
    for (index, process) in sheet.plan.processes.iter().enumerate() {
        if let Some(reason) = process.rto_reason.as_deref().filter(|reason| !reason.trim().is_empty()) {
            table = table.note(format!("RTO ของกระบวนงานที่ {} กำหนดต่างจากค่าที่คำนวณได้ เพราะ {reason}", index + 1));
        }
    }
    table = table.note("RTO คือระยะเวลาเป้าหมายในการฟื้นคืนสภาพ MTPD คือช่วงเวลาหยุดชะงักที่ยอมรับได้สูงสุด RPO คือระดับการกู้คืนข้อมูล");
    paper.push(table);
}

fn levels(paper: &mut Document, sheet: &Sheet<'_>) {
    let columns = [
        Column::centred(0.9),
        Column::text(1.4),
        Column::text(1.4),
        Column::centred(2.6),
        Column::centred(2.6),
        Column::number(2.4),
        Column::text(1.0),
    ];
    let table = Table::new(columns)
        .caption(sheet.caption("T3.1"))
        .header([
            "ที่",
            "กระบวนการหลัก",
            "พันธกิจที่รองรับ",
            "ระดับขั้นต่ำ (MBCO)",
            "ทำได้จริงในวันนี้ (RTA)",
            "ผู้รับบริการ (คนต่อวัน)",
            "ช่องทางดิจิทัล (e-Service)",
        ])
        .compact();
    let row = |index: usize, process: &Process| {
        let people = process.people_served_per_day.and_then(|people| i64::try_from(people).ok());
        [
            Cell::from(sheet.number(index)),
            sheet.cell(Some(process.name.th.clone())),
            sheet.cell(process.mission.as_ref().map(|mission| mission.th.clone())),
            sheet.cell(process.mbco.map(wording::share)),
            sheet.cell(process.rta.map(wording::length)),
            sheet.cell(people.map(thai::digits::group)),
            sheet.cell(Some(process.services.join(", "))),
        ]
    };
    let processes = sheet.plan.processes.iter().enumerate();
    paper.push(processes.fold(table, |table, (index, process)| table.row(row(index, process))));
}

/// Impact at each time that any process was assessed at.
fn course(paper: &mut Document, sheet: &Sheet<'_>) {
    let assessed =
        || sheet.plan.processes.iter().enumerate().filter(|(_, process)| !process.impact_over_time.is_empty());
    let times: std::collections::BTreeSet<Duration> =
        assessed().flat_map(|(_, process)| process.impact_over_time.keys().copied()).take(400).collect();
    let times: Vec<Duration> = times.into_iter().take(MOST_TIMES).collect();
    let columns =
        [Column::centred(0.9), Column::text(1.0)].into_iter().chain(times.iter().map(|_| Column::centred(2.0)));
    let headings =
        ["ที่".to_owned(), "กระบวนการหลัก".to_owned()].into_iter().chain(times.iter().map(|t| wording::length(*t)));
    let table = Table::new(columns).caption(sheet.caption("T3.2")).header(headings).compact();
    paper.push(assessed().fold(table, |table, (index, process)| {
        let level = |time: &Duration| {
            let impact = process.impact_over_time.range(..=*time).next_back();
            sheet.cell(impact.map(|(_, impact)| List::impacts().th(impact.code()).to_owned()))
        };
        let row = [Cell::from(sheet.number(index)), Cell::from(process.name.th.as_str())];
        table.row(row.into_iter().chain(times.iter().map(level)))
    }));
}

/// More columns of times than this can't be read.
const MOST_TIMES: usize = 9;

fn dependencies(paper: &mut Document, sheet: &Sheet<'_>) {
    let plan = sheet.plan;
    if !sheet.facts.blank && sheet.left_out(paper, Section::Dependencies) {
        return;
    }
    let columns = [Column::text(0.8), Column::text(1.6), Column::text(1.3), Column::text(1.0)];
    let mut table = Table::new(columns)
        .caption(sheet.caption("T3.3"))
        .header(["ประเภท", "สิ่งที่ต้องพึ่งพา", "ความจำเป็น", "ทำต่อได้โดยไม่มี"])
        .compact();
    table.rows.extend(sheet.rows_to_fill(8, 4));
    for process in plan.processes.iter().filter(|process| !process.depends_on.is_empty()) {
        table.rows.push(group(process.name.th.as_str(), 4));
        for alternatives in dependency::groups(&process.depends_on) {
            let need = need(&alternatives);
            for row in &alternatives.members {
                let Some(dependency) = process.depends_on.get(*row) else { continue };
                let (kind, name) = wording::target(plan, sheet.facts, &dependency.on);
                let tolerance = sheet.or_empty(dependency.tolerance.map(wording::length));
                table.rows.push(Row::of([kind.to_owned(), name, need.clone(), tolerance]));
            }
        }
    }
    paper.push(table);
}

/// Whether all of a group must work, or how many.
fn need(group: &dependency::Alternatives<'_>) -> String {
    match group.name {
        None => "จำเป็น".to_owned(),
        Some(name) => format!("กลุ่ม {name}: ใช้ได้อย่างน้อย {} จาก {}", group.need, group.members.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_falls_in_the_first_column_that_reaches_it() {
        let all = continuity::plan::bia::STANDARD_HORIZONS;
        assert_eq!(horizon(&all, Duration::hours(2)), Some(0));
        assert_eq!(horizon(&all, Duration::hours(8)), Some(2));
        assert_eq!(horizon(&all, Duration::days(30)), Some(5));
        assert_eq!(horizon(&all, Duration::days(31)), None);
    }

    #[test]
    fn columns_of_hours_say_from_and_to() {
        let all = continuity::plan::bia::STANDARD_HORIZONS;
        let expected = ["0–2 ชั่วโมง", "2–4 ชั่วโมง", "1 วัน", "1 สัปดาห์", "2 สัปดาห์", "1 เดือน"];
        assert_eq!(names(&all), expected);
    }
}
