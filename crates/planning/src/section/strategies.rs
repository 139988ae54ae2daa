//! How each resource category is kept or replaced (template T9; ISO 22301:2019 8.3).

use continuity::plan::{Agreement, Category, Commitment, Field, Plan, Strategy};
use web::{
    Lang,
    form::Fields,
    plan_words::{PlanWords, share},
};

use super::{
    reading::Reading,
    resources::number,
    sheet::{Column, Kind, Row, RowIn, coded, kept, offered},
};
use crate::text::T;

fn categories(lang: Lang) -> Vec<(Category, String, String)> {
    let words = PlanWords::new(lang);
    coded(Category::ALL, Category::code, |category| words.category(category).to_owned())
}

fn agreements(lang: Lang) -> Vec<(Agreement, String, String)> {
    let words = PlanWords::new(lang);
    coded(Agreement::ALL, Agreement::code, |agreement| words.agreement(agreement).to_owned())
}

/// The columns.
pub fn columns(t: T) -> Vec<Column> {
    let words = PlanWords::new(t.0);
    let column = |key: Field, kind: Kind| Column::new(key.code(), words.field(key), kind);
    vec![
        column(Field::Category, offered(&categories(t.0))),
        column(Field::Text, Kind::Long),
        column(Field::Trigger, Kind::Long),
        column(Field::TimeToImplement, Kind::Length),
        column(Field::MaximumDuration, Kind::Length),
        column(Field::LevelAchieved, Kind::Share),
        column(Field::CostBaht, Kind::Number),
        column(Field::Commitment, Kind::Words),
        column(Field::Quantity, Kind::Number),
        column(Field::Agreement, offered(&agreements(t.0))),
    ]
}

/// A row for each strategy.
pub fn rows(plan: &Plan, t: T) -> Vec<Row> {
    let row = |strategy: &Strategy| {
        let length = |value: Option<continuity::Duration>| value.map(|value| t.0.duration(value)).unwrap_or_default();
        let commitment = strategy.commitment.as_ref();
        let agreement = commitment.and_then(|commitment| commitment.agreement);
        let values = vec![
            strategy.category.code().to_owned(),
            strategy.text.th.clone(),
            strategy.trigger.as_ref().map(|trigger| trigger.th.clone()).unwrap_or_default(),
            length(strategy.time_to_implement),
            length(strategy.maximum_duration),
            strategy.level_achieved.map(share).unwrap_or_default(),
            strategy.cost_baht.map(number).unwrap_or_default(),
            commitment.map(|commitment| commitment.resource.clone()).unwrap_or_default(),
            commitment.map(|commitment| number(commitment.quantity)).unwrap_or_default(),
            agreement.map(|agreement| agreement.code().to_owned()).unwrap_or_default(),
        ];
        Row { values, ..Row::default() }
    };
    plan.strategies.iter().map(row).collect()
}

/// Reads the rows; one without a category belongs to that of the row before.
pub fn read(plan: &Plan, fields: &Fields, t: T) -> Reading {
    let mut reading = Reading::new(plan.clone());
    reading.plan.strategies.clear();
    let (categories, agreements) = (categories(t.0), agreements(t.0));
    let mut category = Category::Premises;
    for row in RowIn::all(fields) {
        category = row.choice("category", &categories).unwrap_or(category);
        let (text, trigger) = (row.words("text"), row.words("trigger"));
        let before = plan.strategies.iter().find(|known| known.text.th == text);
        let trigger_before =
            plan.strategies.iter().filter_map(|known| known.trigger.as_ref()).find(|known| known.th == trigger);
        let (resource, quantity) = (row.words("commitment"), row.number("quantity", None));
        let agreement = row.choice("agreement", &agreements);
        let claimed = !resource.is_empty() || quantity.is_some() || agreement.is_some();
        let strategy = Strategy {
            category,
            text: kept(text, before.map(|known| &known.text)),
            trigger: Some(kept(trigger, trigger_before)).filter(|trigger| !trigger.is_blank()),
            time_to_implement: row.length("time_to_implement", None),
            maximum_duration: row.length("maximum_duration", None),
            level_achieved: row.share("level_achieved", None),
            cost_baht: row.number("cost_baht", None),
            commitment: claimed.then(|| Commitment { resource, quantity: quantity.unwrap_or(1.0), agreement }),
        };
        reading.plan.strategies.push(strategy);
        reading.row(&row, t);
    }
    reading
}
