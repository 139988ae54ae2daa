//! Resources by time after the disruption (template tables T4-T8): what each process needs, from where, how much when.

use continuity::{
    Duration,
    plan::{Category, Field, Plan, ResourceNeed, template::Template},
};
use web::{Lang, form::Fields, plan_words::PlanWords};

use super::{
    processes::{choices, named},
    reading::Reading,
    sheet::{Column, Kind, Row, RowIn, coded, kept, offered},
};
use crate::text::T;

fn categories(lang: Lang) -> Vec<(Category, String, String)> {
    let words = PlanWords::new(lang);
    coded(Category::ALL, Category::code, |category| words.category(category).to_owned())
}

fn key(at: Duration) -> String {
    format!("q{}", at.as_minutes())
}

/// The columns: process, category, item, unit, source, a quantity for each time.
pub fn columns(form: &Template, plan: &Plan, t: T) -> Vec<Column> {
    let words = PlanWords::new(t.0);
    let column = |key: Field, kind: Kind| Column::new(key.code(), words.field(key), kind);
    let mut columns = vec![
        Column::new("process", t.process(), choices(plan)),
        column(Field::Category, offered(&categories(t.0))),
        column(Field::Item, Kind::Long),
        column(Field::Unit, Kind::Words),
        column(Field::Source, Kind::Words),
    ];
    columns
        .extend(form.resource_times(plan).into_iter().map(|at| Column::new(key(at), t.0.duration(at), Kind::Number)));
    columns
}

/// A row for each resource, process by process.
pub fn rows(form: &Template, plan: &Plan) -> Vec<Row> {
    let times = form.resource_times(plan);
    let mut rows = Vec::new();
    for process in &plan.processes {
        for resource in &process.resources {
            let mut values = vec![
                process.id.clone(),
                resource.category.code().to_owned(),
                resource.item.th.clone(),
                resource.unit.clone().unwrap_or_default(),
                resource.source.clone().unwrap_or_default(),
            ];
            values.extend(times.iter().map(|at| resource.need.get(at).map(|n| number(*n)).unwrap_or_default()));
            rows.push(Row { values, ..Row::default() });
        }
    }
    rows
}

/// A quantity with at most three decimals and none that are nought.
pub fn number(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Reads the rows; one without a process or category belongs to that of the row before.
pub fn read(form: &Template, plan: &Plan, fields: &Fields, t: T) -> Reading {
    let mut reading = Reading::new(plan.clone());
    let all = RowIn::all(fields);
    let (times, categories) = (form.resource_times(plan), categories(t.0));
    let (mut at, mut category) = (0, Category::Premises);
    let mut read: Vec<(usize, &RowIn, ResourceNeed)> = Vec::with_capacity(all.len());
    for row in &all {
        at = named(plan, row, at);
        category = row.choice("category", &categories).unwrap_or(category);
        let item = row.words("item");
        let before = plan.processes.iter().flat_map(|p| &p.resources).find(|known| known.item.th == item);
        let quantity = |at: &Duration| row.number(&key(*at), None).map(|quantity| (*at, quantity));
        let resource = ResourceNeed {
            category,
            item: kept(item, before.map(|known| &known.item)),
            unit: row.optional("unit", &None),
            source: row.optional("source", &None),
            need: times.iter().filter_map(quantity).collect(),
        };
        read.push((at, row, resource));
    }
    read.sort_by_key(|(at, _, _)| *at);
    for process in &mut reading.plan.processes {
        process.resources.clear();
    }
    for (at, row, resource) in read {
        if let Some(process) = reading.plan.processes.get_mut(at) {
            process.resources.push(resource);
            reading.row(row, t);
        }
    }
    reading
}

/// Position in the table of a resource of a process.
pub fn position(plan: &Plan, process: usize, inner: usize) -> usize {
    plan.processes.iter().take(process).map(|process| process.resources.len()).sum::<usize>() + inner
}

/// The field of a place: quantities are told at the first time.
pub fn field_key(form: &Template, field: &str) -> String {
    match field {
        "need" | "quantity" => key(form.first_column()),
        other => other.to_owned(),
    }
}
