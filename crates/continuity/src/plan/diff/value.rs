//! Small values of a change: what a page shows as "before" and "after".

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    Duration,
    plan::{Impact, Text},
};

/// One value of a plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub enum Value {
    /// Words in one or two languages.
    Text(Text),
    /// Words as written, without a language.
    Words(String),
    /// A length of time.
    Duration(Duration),
    /// A share or quantity.
    Number(f64),
    /// A count.
    Count(u64),
    /// Code of a closed list, whose label is in the catalogues; the field says which list.
    Code(&'static str),
    /// Several such codes, in the order of their list.
    Codes(Vec<&'static str>),
    /// Several written codes.
    List(Vec<String>),
    /// Orders of recovery steps.
    Orders(Vec<i64>),
    /// Impact over time.
    Course(BTreeMap<Duration, Impact>),
    /// Quantity over time.
    Quantities(BTreeMap<Duration, f64>),
}

impl Value {
    /// True when there is nothing to show.
    pub fn is_blank(&self) -> bool {
        match self {
            Value::Text(text) => text.is_blank() && text.en.as_deref().is_none_or(|en| en.trim().is_empty()),
            Value::Words(words) => words.trim().is_empty(),
            Value::Codes(codes) => codes.is_empty(),
            Value::List(list) => list.is_empty(),
            Value::Orders(orders) => orders.is_empty(),
            Value::Course(course) => course.is_empty(),
            Value::Quantities(quantities) => quantities.is_empty(),
            Value::Duration(_) | Value::Number(_) | Value::Count(_) | Value::Code(_) => false,
        }
    }

    pub(super) fn text(text: &Text) -> Option<Value> {
        Some(Value::Text(text.clone()))
    }

    pub(super) fn optional_text(text: &Option<Text>) -> Option<Value> {
        text.clone().map(Value::Text)
    }

    pub(super) fn words(words: &Option<String>) -> Option<Value> {
        words.clone().map(Value::Words)
    }

    pub(super) fn duration(duration: Option<Duration>) -> Option<Value> {
        duration.map(Value::Duration)
    }
}
