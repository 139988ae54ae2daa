//! The form of a section: raw fields to answers, and which number the page gave each row.

use std::collections::BTreeMap;

use questionnaire::{Answers, Item, Kind, Question, Row, Section, Value};
use web::form::Fields;

/// What was read of a form.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    /// The answers of the section.
    pub answers: Answers,
    /// For each repeat, the page's numbers of the rows that hold something.
    numbers: BTreeMap<String, Vec<u32>>,
}

impl Reading {
    /// The name that the page gave to a field of a row, which may have been numbered otherwise with blank rows between.
    pub(super) fn page_field(&self, field: &str) -> String {
        let split = field.split_once('[').and_then(|(repeat, rest)| Some((repeat, rest.split_once("].")?)));
        let Some((repeat, (row, question))) = split else { return field.to_owned() };
        let number = row.parse::<usize>().ok().and_then(|row| self.numbers.get(repeat)?.get(row));
        number.map_or_else(|| field.to_owned(), |number| format!("{repeat}[{number}].{question}"))
    }
}

/// Reads a section, without the row whose removal was asked for (`remove` is `repeat:3`).
pub(super) fn read(section: &Section, fields: &Fields) -> Reading {
    let removed =
        fields.raw("remove").split_once(':').and_then(|(repeat, row)| Some((repeat, row.parse::<u32>().ok()?)));
    let mut reading = Reading::default();
    for item in &section.items {
        match item {
            Item::Question(question) => reading.answers.set(&question.name, value(question, fields)),
            Item::Repeat(repeat) => {
                let (mut rows, mut numbers) = (Vec::new(), Vec::new());
                for (number, row) in fields.numbered_rows(&repeat.name) {
                    if removed == Some((repeat.name.as_str(), number)) {
                        continue;
                    }
                    let asked = repeat.questions.iter().filter(|question| question.kind != Kind::Note);
                    let read: Row = asked.map(|question| (question.name.clone(), value(question, &row))).collect();
                    if read.values().any(|value| !value.is_empty()) {
                        rows.push(read);
                        numbers.push(number);
                    }
                }
                reading.answers.set_rows(&repeat.name, rows);
                reading.numbers.insert(repeat.name.clone(), numbers);
            }
        }
    }
    reading
}

fn value(question: &Question, fields: &Fields) -> Value {
    match question.kind {
        Kind::SelectMultiple(_) => Value::read(&question.kind, &fields.all(&question.name).collect::<Vec<_>>()),
        Kind::Note => Value::One(String::new()),
        _ => Value::read(&question.kind, &[&fields.text(&question.name)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaires::built_in;

    #[test]
    fn rows_are_read_in_their_order_without_the_one_removed_and_keep_the_numbers_of_the_page() {
        let form = built_in().iter().find(|form| form.version == "2564").unwrap();
        let section = form.section("impact_indicators").unwrap();
        let fields = [
            ("indicators_affected", "yes"),
            ("indicators[0].indicator", "มูลค่าสินค้าเกษตร"),
            ("indicators[2].indicator", " "),
            ("indicators[4].indicator", "รายได้ภาษี"),
            ("indicators[5].indicator", "การค้าชายแดน"),
            ("indicators[5].indicator_group", "economic"),
        ];
        let all = read(section, &Fields::of(fields));
        assert_eq!(all.answers.rows("indicators").len(), 3);
        assert_eq!(all.page_field("indicators[1].indicator_level"), "indicators[4].indicator_level");
        assert_eq!(all.page_field("indicators_affected"), "indicators_affected");
        let without = read(section, &Fields::of(fields.into_iter().chain([("remove", "indicators:4")])));
        let names: Vec<String> = without.answers.rows("indicators").iter().map(|row| row["indicator"].text()).collect();
        assert_eq!(names, ["มูลค่าสินค้าเกษตร", "การค้าชายแดน"]);
    }
}
