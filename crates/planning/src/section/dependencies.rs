//! What each process needs in order to run (ISO 22301:2019 8.2.2 f): lifelines, processes of this and other
//! organisations, sites, systems, suppliers, staff; with alternatives (k of n) and how long it runs on without them.

use continuity::plan::{
    Dependency, Field, Plan,
    dependency::{Target, TargetKind},
};
use reference::List;
use web::{Lang, form::Fields, plan_words::PlanWords};

use super::{
    processes::{called, choices, named},
    reading::Reading,
    sheet::{Column, Kind, Row, RowIn, coded, offered},
};
use crate::text::T;

fn kinds(lang: Lang) -> Vec<(TargetKind, String, String)> {
    let words = PlanWords::new(lang);
    coded(TargetKind::ALL, TargetKind::code, |kind| words.target_kind(kind).to_owned())
}

/// The columns: process, kind, what, alternatives, how many, tolerance.
pub fn columns(plan: &Plan, t: T) -> Vec<Column> {
    let words = PlanWords::new(t.0);
    let column = |key: Field, kind: Kind| Column::new(key.code(), words.field(key), kind);
    vec![
        Column::new("process", t.process(), choices(plan)),
        Column::new("target", t.target_kind(), offered(&kinds(t.0))),
        column(Field::On, Kind::Words),
        column(Field::Group, Kind::Words),
        column(Field::Need, Kind::Number),
        column(Field::Tolerance, Kind::Length),
    ]
}

/// A row for each dependency, process by process.
pub fn rows(plan: &Plan, t: T) -> Vec<Row> {
    let mut rows = Vec::new();
    for process in &plan.processes {
        for dependency in &process.depends_on {
            let (kind, what) = shown(plan, &dependency.on, t.0);
            let values = vec![
                process.id.clone(),
                kind,
                what,
                dependency.group.clone().unwrap_or_default(),
                dependency.need.map(|need| need.to_string()).unwrap_or_default(),
                dependency.tolerance.map(|length| t.0.duration(length)).unwrap_or_default(),
            ];
            rows.push(Row { values, ..Row::default() });
        }
    }
    rows
}

/// Kind and words of a target: a lifeline by its label, an own process by its name, everything else as written.
fn shown(plan: &Plan, on: &str, lang: Lang) -> (String, String) {
    let Some((kind, code)) = on.split_once(':').filter(|(kind, _)| TargetKind::from_code(kind).is_some()) else {
        return (String::new(), on.to_owned());
    };
    let words = match Target::parse(on) {
        Ok(Target::Lifeline(code)) => lang.label(List::lifelines(), code).to_owned(),
        Ok(Target::Process { organisation, id }) if organisation == plan.organisation => {
            plan.processes.iter().find(|process| process.id == id).map_or(code, called).to_owned()
        }
        _ => code.to_owned(),
    };
    (kind.to_owned(), words)
}

/// Reads the rows; one without a process belongs to that of the row before.
pub fn read(plan: &Plan, fields: &Fields, t: T) -> Reading {
    let mut reading = Reading::new(plan.clone());
    let all = RowIn::all(fields);
    let (mut at, kinds) = (0, kinds(t.0));
    let mut read: Vec<(usize, &RowIn, Dependency)> = Vec::with_capacity(all.len());
    for row in &all {
        at = named(plan, row, at);
        let kind = row.choice("target", &kinds);
        let need = row.count("need", None).map(|need| u32::try_from(need).unwrap_or(u32::MAX));
        let dependency = Dependency {
            on: written(plan, kind, &row.words("on")),
            group: row.optional("group", &None),
            need,
            tolerance: row.length("tolerance", None),
        };
        read.push((at, row, dependency));
    }
    read.sort_by_key(|(at, _, _)| *at);
    for process in &mut reading.plan.processes {
        process.depends_on.clear();
    }
    for (at, row, dependency) in read {
        if let Some(process) = reading.plan.processes.get_mut(at) {
            process.depends_on.push(dependency);
            reading.row(row, t);
        }
    }
    reading
}

/// The written form of a target. What is not understood stays as typed; the check says so.
fn written(plan: &Plan, kind: Option<TargetKind>, typed: &str) -> String {
    let Some(kind) = kind else { return typed.to_owned() };
    let code = match kind {
        TargetKind::Lifeline => {
            let wanted = typed.to_lowercase();
            let known = List::lifelines().entries().iter();
            let mut known = known.filter(|e| e.code == wanted || e.th == typed || e.en.to_lowercase() == wanted);
            known.next().map_or(typed, |entry| &entry.code).to_owned()
        }
        TargetKind::Process if !typed.contains('/') => {
            let own = plan.processes.iter().find(|process| process.id == typed || called(process) == typed);
            own.map_or_else(|| typed.to_owned(), |process| format!("{}/{}", plan.organisation, process.id))
        }
        _ => typed.to_owned(),
    };
    format!("{}:{code}", kind.code())
}

/// Position in the table of a dependency of a process.
pub fn position(plan: &Plan, process: usize, inner: usize) -> usize {
    plan.processes.iter().take(process).map(|process| process.depends_on.len()).sum::<usize>() + inner
}

#[cfg(test)]
mod tests {
    use super::*;
    use continuity::{
        Duration,
        plan::{PlanKind, Process, Text},
    };

    fn plan() -> Plan {
        let mut plan = Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน"));
        for (id, name) in [("P1", "รับคำร้อง"), ("P2", "จ่ายเงิน")] {
            plan.processes.push(Process { id: id.into(), name: Text::th(name), ..Process::default() });
        }
        plan
    }

    #[test]
    fn a_lifeline_is_read_by_its_label_and_an_own_process_by_its_name() {
        let fields = Fields::of([
            ("rows[0].process", "P2"),
            ("rows[0].target", "lifeline"),
            ("rows[0].on", "ไฟฟ้า"),
            ("rows[0].tolerance", "8 ชม."),
            ("rows[1].target", "process"),
            ("rows[1].on", "รับคำร้อง"),
        ]);
        let read = read(&plan(), &fields, T(Lang::Th));
        let on: Vec<&str> = read.plan.processes[1].depends_on.iter().map(|d| d.on.as_str()).collect();
        assert_eq!(on, ["lifeline:power", "process:D001/P1"]);
        assert_eq!(read.plan.processes[1].depends_on[0].tolerance, Some(Duration::hours(8)));
    }

    #[test]
    fn rows_are_stored_by_process_and_a_bad_value_is_kept_at_its_new_place() {
        let fields = Fields::of([
            ("rows[0].process", "P2"),
            ("rows[0].target", "site"),
            ("rows[0].on", "S1"),
            ("rows[0].tolerance", "นานพอ"),
            ("rows[5].process", "P1"),
            ("rows[5].target", "system"),
            ("rows[5].on", "X"),
        ]);
        let read = read(&plan(), &fields, T(Lang::Th));
        assert_eq!(read.unread.iter().map(|u| u.field.as_str()).collect::<Vec<_>>(), ["rows[1].tolerance"]);
        assert_eq!(read.errors.list[0].field, "rows[0].tolerance");
        assert_eq!(read.page_field("rows[0].on"), "rows[5].on");
    }
}
