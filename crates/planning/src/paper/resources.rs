//! Tables T4-T8: what is needed of each of the five resource categories, by time after the disruption.

use continuity::{
    Duration,
    plan::{
        Category, Plan, ResourceNeed, Section,
        resource::{needed_at, source_code, totals},
        template::Template,
    },
};
use documents::report::{Cell, Column, Document, Row, Table};

use super::{
    sheet::{Sheet, group},
    wording,
};

/// Columns of times of which more can't be read.
const MOST_COLUMNS: usize = 8;

/// All five tables.
pub(super) fn resources(paper: &mut Document, sheet: &Sheet<'_>) {
    let Some(part) = sheet.part(Section::Resources) else { return };
    paper.heading(1, &part.to_string(), sheet.heading(Section::Resources));
    if !sheet.facts.blank && sheet.left_out(paper, Section::Resources) {
        return;
    }
    let times = columns(sheet.form(), sheet.plan);
    for (index, category) in Category::ALL.iter().enumerate() {
        let words = Words::of(*category);
        paper.heading(2, &format!("{part}.{}", index + 1), words.heading);
        table(paper, sheet, *category, &words, &times);
    }
}

/// The columns of the template, and the other times that the plan names as long as they fit.
fn columns(form: &Template, plan: &Plan) -> Vec<Duration> {
    let times = form.resource_times(plan);
    if times.len() > MOST_COLUMNS { form.resource_horizons.clone() } else { times }
}

fn table(paper: &mut Document, sheet: &Sheet<'_>, category: Category, words: &Words, times: &[Duration]) {
    let width = 3 + times.len();
    let columns = [Column::text(1.7), Column::text(1.0), Column::centred(1.9)]
        .into_iter()
        .chain(times.iter().map(|_| Column::number(2.0)));
    let over = |words: &str| Cell::from(words).down(2);
    let mut table = Table::new(columns)
        .caption(sheet.caption(words.table))
        .header([
            over(words.item),
            over(words.source),
            over("หน่วยนับ"),
            Cell::from("ระยะเวลานับจากเกิดเหตุ").across(times.len()),
        ])
        .header(times.iter().map(|time| wording::length(*time)))
        .compact();
    table.rows.extend(sheet.rows_to_fill(BLANK_ROWS, width));
    let mut any = false;
    for process in &sheet.plan.processes {
        let needs: Vec<&ResourceNeed> = process.resources.iter().filter(|need| need.category == category).collect();
        if needs.is_empty() {
            continue;
        }
        any = true;
        table.rows.push(group(process.name.th.as_str(), width));
        for need in needs {
            let source = source_code(need).map(str::to_owned);
            let row = [Cell::from(need.item.th.as_str()), sheet.cell(source), sheet.cell(need.unit.clone())];
            let numbers = times.iter().map(|time| number(sheet, needed_at(need, *time)));
            table.rows.push(Row::of(row.into_iter().chain(numbers)));
        }
    }
    shared(sheet, category, times, &mut table);
    if !any && !sheet.facts.blank {
        table.rows.push(Row::of([Cell::from("ไม่ได้ระบุความต้องการด้านนี้").across(width)]));
    }
    paper.push(table);
}

/// Rows of a form to be filled in.
const BLANK_ROWS: usize = 6;

/// The sum of every item that several processes need.
fn shared(sheet: &Sheet<'_>, category: Category, times: &[Duration], table: &mut Table) {
    let unit = |resource: &ResourceNeed| {
        resource.unit.as_deref().map(str::trim).filter(|unit| !unit.is_empty()).map(str::to_owned)
    };
    for total in totals(sheet.plan).into_iter().filter(|total| total.category == category) {
        let same = |need: &&ResourceNeed| {
            need.category == category && need.item.th.trim() == total.item && unit(need) == total.unit
        };
        let processes = sheet.plan.processes.iter().filter(|process| process.resources.iter().any(|need| same(&need)));
        if processes.count() < 2 {
            continue;
        }
        let at = |time: &Duration| total.need.range(..=*time).next_back().map_or(0.0, |(_, quantity)| *quantity);
        let row = [Cell::from(format!("รวม {}", total.item)).across(2), sheet.cell(total.unit.clone())];
        table.rows.push(Row::total(row.into_iter().chain(times.iter().map(|time| number(sheet, at(time))))));
    }
}

fn number(sheet: &Sheet<'_>, quantity: f64) -> Cell {
    if quantity > 0.0 { Cell::from(wording::quantity(quantity)) } else { Cell::from(sheet.empty()) }
}

/// What the template calls a table and its first columns.
struct Words {
    heading: &'static str,
    table: &'static str,
    item: &'static str,
    source: &'static str,
}

impl Words {
    const fn of(category: Category) -> Self {
        match category {
            Category::Premises => {
                Words {
                    heading: "ด้านสถานที่ปฏิบัติงานสำรอง", table: "T4", item: "พื้นที่ที่ต้องใช้", source: "สถานที่"
                }
            }
            Category::Equipment => Words {
                heading: "ด้านวัสดุอุปกรณ์", table: "T5", item: "รายการ", source: "แหล่งที่มา"
            },
            Category::Technology => {
                Words {
                    heading: "ด้านเทคโนโลยีสารสนเทศและข้อมูล", table: "T6", item: "ระบบหรือข้อมูล", source: "แหล่งข้อมูล"
                }
            }
            Category::People => Words {
                heading: "ด้านบุคลากร", table: "T7", item: "บุคลากร", source: "สถานที่ปฏิบัติงาน"
            },
            Category::Partners => Words {
                heading: "ด้านคู่ค้า ผู้ให้บริการ และผู้มีส่วนได้ส่วนเสียที่สำคัญ",
                table: "T8",
                item: "งานหรือบริการ",
                source: "ผู้ให้บริการ",
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use continuity::plan::{PlanKind, Process, Text, resource::STANDARD_COLUMNS};

    fn plan(times: &[Duration]) -> Plan {
        let need = times.iter().map(|time| (*time, 1.0)).collect();
        let resource =
            ResourceNeed { category: Category::People, item: Text::th("คน"), unit: None, source: None, need };
        let mut plan = Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน"));
        plan.processes.push(Process { resources: vec![resource], ..Process::default() });
        plan
    }

    #[test]
    fn a_time_between_the_columns_of_the_template_gets_its_own() {
        assert_eq!(columns(&Template::default(), &plan(&[Duration::days(3)])).len(), 6);
        assert_eq!(columns(&Template::default(), &plan(&[])), STANDARD_COLUMNS);
    }

    #[test]
    fn too_many_times_fall_back_to_the_template() {
        let many: Vec<Duration> = (8..14).map(Duration::hours).collect();
        assert_eq!(columns(&Template::default(), &plan(&many)), STANDARD_COLUMNS);
    }
}
