//! Answers as they are kept: every word as it was typed or as it was understood, never dropped because it can't be read.
//! Numbers and days that are understood are kept in one form, so that they can be compared.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{expression::Decimal, form::Kind};

/// Most characters of one answer.
pub const LONGEST: usize = 20_000;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Words, a number, a day (ISO 8601) or the value of a choice.
    One(String),
    /// The values of some choices, each once.
    Many(Vec<String>),
}

impl Value {
    /// True when nothing was answered.
    pub fn is_empty(&self) -> bool {
        match self {
            Value::One(text) => text.is_empty(),
            Value::Many(all) => all.is_empty(),
        }
    }

    /// The words, or the chosen values with blanks between, as XLSForm writes them.
    pub fn text(&self) -> String {
        match self {
            Value::One(text) => text.clone(),
            Value::Many(all) => all.join(" "),
        }
    }

    /// True when this value is chosen.
    pub fn has(&self, value: &str) -> bool {
        match self {
            Value::One(text) => text == value,
            Value::Many(all) => all.iter().any(|chosen| chosen == value),
        }
    }

    /// Its parts: the words, or each chosen value.
    pub fn parts(&self) -> &[String] {
        match self {
            Value::One(text) => std::slice::from_ref(text),
            Value::Many(all) => all,
        }
    }

    /// An answer as typed, brought into one form where it is understood: Thai digits, groups of three, and days as
    /// people write them. What is not understood stays as it is.
    pub fn read(kind: &Kind, typed: &[&str]) -> Self {
        let first = typed.iter().find(|text| !text.is_empty()).copied().unwrap_or_default();
        match kind {
            Kind::SelectMultiple(_) => {
                let mut all: Vec<String> = Vec::new();
                for value in typed.iter().flat_map(|text| text.split_whitespace()) {
                    if !all.iter().any(|known| known == value) {
                        all.push(value.to_owned());
                    }
                }
                Value::Many(all)
            }
            Kind::Integer | Kind::Decimal => {
                let plain = thai::digits::to_arabic(first).replace(',', "");
                let number: Option<Decimal> = plain.trim().parse().ok();
                Value::One(number.map_or_else(|| first.to_owned(), |number| number.to_string()))
            }
            Kind::Date => {
                let day = thai::date::parse_date(first).map(|read| read.date.to_string());
                Value::One(day.unwrap_or_else(|_| first.to_owned()))
            }
            Kind::SelectOne(_) => Value::One(first.trim().to_owned()),
            Kind::Text | Kind::Note => Value::One(first.to_owned()),
        }
    }
}

/// The answers of one row, by question.
pub type Row = BTreeMap<String, Value>;

/// All answers of one respondent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    /// By question.
    #[serde(default)]
    pub values: Row,
    /// By repeat, row by row.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rows: BTreeMap<String, Vec<Row>>,
}

impl Answers {
    /// The answer to a question that is asked once; nothing for an empty one.
    pub fn value(&self, question: &str) -> Option<&Value> {
        self.values.get(question).filter(|value| !value.is_empty())
    }

    /// Keeps an answer, or forgets it when it is empty.
    pub fn set(&mut self, question: &str, value: Value) {
        if value.is_empty() {
            self.values.remove(question);
        } else {
            self.values.insert(question.to_owned(), value);
        }
    }

    /// The rows of a repeat.
    pub fn rows(&self, repeat: &str) -> &[Row] {
        self.rows.get(repeat).map_or(&[], Vec::as_slice)
    }

    /// Replaces the rows of a repeat; rows without an answer are left out.
    pub fn set_rows(&mut self, repeat: &str, rows: Vec<Row>) {
        let kept: Vec<Row> = rows
            .into_iter()
            .map(|row| row.into_iter().filter(|(_, value)| !value.is_empty()).collect::<Row>())
            .filter(|row: &Row| !row.is_empty())
            .collect();
        if kept.is_empty() {
            self.rows.remove(repeat);
        } else {
            self.rows.insert(repeat.to_owned(), kept);
        }
    }

    /// True when nothing was answered at all.
    pub fn is_empty(&self) -> bool {
        self.values.values().all(Value::is_empty) && self.rows.values().all(Vec::is_empty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_a_day_are_brought_into_one_form_and_the_rest_is_kept_as_typed() {
        let one = |kind, text| Value::read(&kind, &[text]).text();
        assert_eq!(one(Kind::Integer, "๑,๒๓๔"), "1234");
        assert_eq!(one(Kind::Decimal, " 12.50 "), "12.5");
        assert_eq!(one(Kind::Integer, "ราวร้อย"), "ราวร้อย");
        assert_eq!(one(Kind::Date, "31/8/2563"), "2020-08-31");
        assert_eq!(one(Kind::Date, "สิ้นปี"), "สิ้นปี");
    }

    #[test]
    fn what_is_chosen_twice_is_kept_once() {
        let list = Kind::SelectMultiple("x".into());
        assert_eq!(Value::read(&list, &["a b", "a"]), Value::Many(vec!["a".into(), "b".into()]));
        assert_eq!(Value::read(&list, &["", ""]), Value::Many(Vec::new()));
    }

    #[test]
    fn an_empty_answer_is_no_answer() {
        let mut answers = Answers::default();
        answers.set("a", Value::One("x".into()));
        answers.set("a", Value::One(String::new()));
        answers.set_rows("r", vec![Row::from([("b".into(), Value::One(String::new()))])]);
        assert!(answers.is_empty() && answers == Answers::default());
    }
}
