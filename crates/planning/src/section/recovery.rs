//! Recovery steps in three phases with order, role and time (template T10; ISO 22301:2019 8.4).

use continuity::plan::{Field, Phase, Plan, RecoveryStep, template::Template};
use web::{Lang, form::Fields, plan_words::PlanWords};

use super::{
    parse,
    reading::Reading,
    sheet::{Column, Kind, Row, RowIn, coded, kept, offered},
};
use crate::{plan::row::Why, text::T};

fn phases(form: &Template, lang: Lang) -> Vec<(Phase, String, String)> {
    let words = PlanWords::new(lang);
    let name = |phase| form.phase(phase).map_or_else(|| words.phase(phase), |title| words.text(title)).to_owned();
    coded(Phase::ALL, Phase::code, name)
}

/// The columns.
pub fn columns(form: &Template, t: T) -> Vec<Column> {
    let words = PlanWords::new(t.0);
    let column = |key: Field, kind: Kind| Column::new(key.code(), words.field(key), kind);
    vec![
        column(Field::Phase, offered(&phases(form, t.0))),
        column(Field::Order, Kind::Number),
        column(Field::Step, Kind::Long),
        column(Field::Role, Kind::Words),
        column(Field::After, Kind::Words),
        column(Field::Due, Kind::Length),
    ]
}

/// A row for each step.
pub fn rows(plan: &Plan, t: T) -> Vec<Row> {
    let row = |step: &RecoveryStep| {
        let after: Vec<String> = step.after.iter().map(ToString::to_string).collect();
        let values = vec![
            step.phase.code().to_owned(),
            step.order.map(|order| order.to_string()).unwrap_or_default(),
            step.step.th.clone(),
            step.role.clone(),
            after.join(", "),
            step.due.map(|due| t.0.duration(due)).unwrap_or_default(),
        ];
        Row { values, ..Row::default() }
    };
    plan.recovery.iter().map(row).collect()
}

/// Reads the rows; one without a phase belongs to that of the row before.
pub fn read(form: &Template, plan: &Plan, fields: &Fields, t: T) -> Reading {
    let mut reading = Reading::new(plan.clone());
    reading.plan.recovery.clear();
    let (phases, mut phase) = (phases(form, t.0), Phase::Day1);
    for row in RowIn::all(fields) {
        phase = row.choice("phase", &phases).unwrap_or(phase);
        let words = row.words("step");
        let before = plan.recovery.iter().find(|known| known.step.th == words);
        let order = row.count("order", None).and_then(|order| i64::try_from(order).ok());
        let step = RecoveryStep {
            phase,
            order,
            step: kept(words, before.map(|known| &known.step)),
            role: row.words("role"),
            after: row.read("after", None, Why::Orders, parse::orders).unwrap_or_default(),
            due: row.length("due", None),
        };
        reading.plan.recovery.push(step);
        reading.row(&row, t);
    }
    reading
}
