//! What answers are worth: which questions are asked of this respondent, what is missing or can't be right, how far each
//! section is, and the records that lists and figures are made from. Walked once, from top to bottom: a question that is
//! not asked has no answer for what comes after it, and none in the records, though what was typed is kept.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::{
    answers::{Answers, LONGEST, Row, Value},
    expression::{Asked, Decimal, Expression},
    form::{Item, Kind, MOST_ROWS, Question, Questionnaire, Repeat, Section},
};

/// Where an answer stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The page.
    pub section: String,
    /// The repeat and the row, from 0, when it is asked row by row.
    pub row: Option<(String, usize)>,
    /// The question; the repeat itself when a row is missing.
    pub question: String,
}

impl Place {
    /// Name of the field in a form: `question`, or `repeat[3].question`.
    pub fn field(&self) -> String {
        match &self.row {
            Some((repeat, row)) => format!("{repeat}[{row}].{}", self.question),
            None => self.question.clone(),
        }
    }
}

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It must be answered.
    Missing,
    /// It is no whole number.
    NotWhole,
    /// It is no number with at most six decimals.
    NotNumber,
    /// It is no day.
    NotDate,
    /// The list has no such choice.
    UnknownChoice,
    /// The constraint does not hold; the form says why.
    Constraint,
    /// More than [`LONGEST`] characters.
    TooLong,
    /// More than [`MOST_ROWS`] rows.
    TooManyRows,
}

/// One answer that is missing or can't be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which.
    pub place: Place,
    /// What is wrong.
    pub why: Why,
}

/// How far a section is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It is not asked of this respondent.
    NotAsked,
    /// Nothing is answered yet.
    NotStarted,
    /// Something that must be answered is missing.
    InProgress,
    /// An answer can't be right.
    HasProblem,
    /// Everything that must be answered is.
    Complete,
}

/// One answer as lists and figures have it; of some choices one record each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The question.
    pub question: String,
    /// The row of its repeat, from 0; 0 outside of one.
    pub row: usize,
    /// The words, the number, the ISO day or the value of the choice.
    pub value: String,
    /// True when it is the value of a choice.
    pub is_choice: bool,
}

/// What came out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examined {
    /// What is missing or can't be right, in the order of the form.
    pub problems: Vec<Problem>,
    /// Fields that are not asked: a question, a repeat, or a field in a row.
    pub hidden: BTreeSet<String>,
    /// How far each section is, in order.
    pub sections: Vec<(String, Progress)>,
    /// The answers that count.
    pub records: Vec<Record>,
}

impl Examined {
    /// Problems of a section.
    pub fn of<'a>(&'a self, section: &'a str) -> impl Iterator<Item = &'a Problem> {
        self.problems.iter().filter(move |problem| problem.place.section == section)
    }
}

impl Progress {
    /// The code in data.
    pub const fn code(self) -> &'static str {
        match self {
            Progress::NotAsked => "not_asked",
            Progress::NotStarted => "not_started",
            Progress::InProgress => "in_progress",
            Progress::HasProblem => "has_problem",
            Progress::Complete => "complete",
        }
    }
}

/// Examines answers.
pub fn examine(form: &Questionnaire, answers: &Answers, today: Date) -> Examined {
    let mut walk = Walk { form, answers, today, known: BTreeMap::new(), out: Examined::default() };
    for section in &form.sections {
        walk.section(section);
    }
    walk.out
}

struct Walk<'a> {
    form: &'a Questionnaire,
    answers: &'a Answers,
    today: Date,
    /// Answers that count so far, outside of repeats.
    known: BTreeMap<&'a str, &'a Value>,
    out: Examined,
}

/// What was found in a part of a section.
#[derive(Clone, Copy, Default)]
struct Seen {
    answered: usize,
    missing: usize,
    wrong: usize,
}

impl<'a> Walk<'a> {
    fn section(&mut self, section: &'a Section) {
        if !self.asked(section.relevant.as_ref(), None) {
            for item in &section.items {
                self.out.hidden.insert(item.name().to_owned());
            }
            self.out.sections.push((section.name.clone(), Progress::NotAsked));
            return;
        }
        let mut seen = Seen::default();
        for item in &section.items {
            match item {
                Item::Question(question) => {
                    let value = self.answers.value(&question.name);
                    let place = Place { section: section.name.clone(), row: None, question: question.name.clone() };
                    if self.question(question, value, place, None, &mut seen)
                        && let Some(value) = value
                    {
                        self.known.insert(&question.name, value);
                    }
                }
                Item::Repeat(repeat) => self.repeat(section, repeat, &mut seen),
            }
        }
        let progress = match seen {
            Seen { wrong: 1.., .. } => Progress::HasProblem,
            Seen { answered: 0, .. } => Progress::NotStarted,
            Seen { missing: 1.., .. } => Progress::InProgress,
            _ => Progress::Complete,
        };
        self.out.sections.push((section.name.clone(), progress));
    }

    fn repeat(&mut self, section: &'a Section, repeat: &'a Repeat, seen: &mut Seen) {
        if !self.asked(repeat.relevant.as_ref(), None) {
            self.out.hidden.insert(repeat.name.clone());
            return;
        }
        let rows = self.answers.rows(&repeat.name);
        let whole = Place { section: section.name.clone(), row: None, question: repeat.name.clone() };
        if rows.is_empty() && repeat.required {
            seen.missing += 1;
            self.out.problems.push(Problem { place: whole.clone(), why: Why::Missing });
        }
        if rows.len() > MOST_ROWS {
            seen.wrong += 1;
            self.out.problems.push(Problem { place: whole, why: Why::TooManyRows });
        }
        for (at, row) in rows.iter().enumerate().take(MOST_ROWS) {
            let mut own: BTreeMap<&str, &Value> = BTreeMap::new();
            for question in &repeat.questions {
                let value = row.get(&question.name).filter(|value| !value.is_empty());
                let place = Place {
                    section: section.name.clone(),
                    row: Some((repeat.name.clone(), at)),
                    question: question.name.clone(),
                };
                if self.question(question, value, place, Some(&own), seen)
                    && let Some(value) = value
                {
                    own.insert(&question.name, value);
                }
            }
        }
    }

    /// Judges one answer; true when it is asked.
    fn question(
        &mut self,
        question: &Question,
        value: Option<&Value>,
        place: Place,
        own: Option<&BTreeMap<&str, &Value>>,
        seen: &mut Seen,
    ) -> bool {
        if !self.asked(question.relevant.as_ref(), own) {
            self.out.hidden.insert(place.field());
            return false;
        }
        if question.kind == Kind::Note {
            return true;
        }
        let Some(value) = value else {
            if question.required {
                seen.missing += 1;
                self.out.problems.push(Problem { place, why: Why::Missing });
            }
            return true;
        };
        seen.answered += 1;
        if let Some(why) = self.wrong(question, value, own) {
            seen.wrong += 1;
            self.out.problems.push(Problem { place, why });
            return true;
        }
        let row = place.row.as_ref().map_or(0, |(_, at)| *at);
        let is_choice = question.kind.list().is_some();
        let record = |value: &String| Record { question: question.name.clone(), row, value: value.clone(), is_choice };
        self.out.records.extend(value.parts().iter().map(record));
        true
    }

    fn wrong(&self, question: &Question, value: &Value, own: Option<&BTreeMap<&str, &Value>>) -> Option<Why> {
        let text = value.text();
        if text.chars().count() > LONGEST {
            return Some(Why::TooLong);
        }
        let why = match &question.kind {
            Kind::Integer if !text.parse::<Decimal>().is_ok_and(Decimal::is_whole) => Some(Why::NotWhole),
            Kind::Decimal if text.parse::<Decimal>().is_err() => Some(Why::NotNumber),
            Kind::Date if text.parse::<Date>().is_err() => Some(Why::NotDate),
            Kind::SelectOne(_) | Kind::SelectMultiple(_) => {
                let unknown = value.parts().iter().any(|part| self.form.choice(question, part).is_none());
                unknown.then_some(Why::UnknownChoice)
            }
            _ => None,
        };
        let broken =
            || question.constraint.as_ref().is_some_and(|constraint| !self.holds(constraint, own, Some(value)));
        why.or_else(|| broken().then_some(Why::Constraint))
    }

    fn asked(&self, condition: Option<&Expression>, own: Option<&BTreeMap<&str, &Value>>) -> bool {
        condition.is_none_or(|condition| self.holds(condition, own, None))
    }

    fn holds(&self, expression: &Expression, own: Option<&BTreeMap<&str, &Value>>, current: Option<&Value>) -> bool {
        let answer = |name: &str| own.and_then(|own| own.get(name)).or_else(|| self.known.get(name)).copied();
        expression.holds(&Asked { answer: &answer, current, today: self.today })
    }
}

/// The answers that count, without those that are not asked: what is handed in.
pub fn asked_only(form: &Questionnaire, answers: &Answers, today: Date) -> Answers {
    let examined = examine(form, answers, today);
    let mut kept = Answers::default();
    for found in form.questions().filter(|found| found.repeat.is_none()) {
        if !examined.hidden.contains(&found.question.name)
            && let Some(value) = answers.value(&found.question.name)
        {
            kept.set(&found.question.name, value.clone());
        }
    }
    for section in &form.sections {
        for item in &section.items {
            let Item::Repeat(repeat) = item else { continue };
            if examined.hidden.contains(&repeat.name) {
                continue;
            }
            let shown = |(at, row): (usize, &Row)| {
                let asked = row.iter().filter(|(question, _)| {
                    let known = repeat.questions.iter().any(|own| own.name == **question);
                    known && !examined.hidden.contains(&format!("{}[{at}].{question}", repeat.name))
                });
                asked.map(|(question, value)| (question.clone(), value.clone())).collect()
            };
            kept.set_rows(&repeat.name, answers.rows(&repeat.name).iter().enumerate().map(shown).collect());
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::fault::tests::form;

    fn one(text: &str) -> Value {
        Value::One(text.into())
    }

    fn answered(pairs: &[(&str, &str)]) -> Answers {
        let mut answers = Answers::default();
        for (question, text) in pairs {
            let kind = form().question(question).unwrap().question.kind.clone();
            answers.set(question, Value::read(&kind, &[text]));
        }
        answers
    }

    fn judged(answers: &Answers) -> Examined {
        examine(&form(), answers, date(2021, 9, 1))
    }

    fn problems(answers: &Answers) -> Vec<(String, Why)> {
        judged(answers).problems.into_iter().map(|problem| (problem.place.field(), problem.why)).collect()
    }

    #[test]
    fn a_question_is_asked_only_when_its_condition_holds() {
        let no = judged(&answered(&[("affected", "no"), ("tools", "a b")]));
        assert_eq!(no.hidden, BTreeSet::from(["tools".to_owned(), "laws".to_owned()]));
        assert!(no.problems.is_empty() && no.records.len() == 1, "what is not asked does not count: {no:?}");
        assert_eq!(no.sections[0].1, Progress::Complete);
        let yes = answered(&[("affected", "yes")]);
        assert_eq!(problems(&yes), [("tools".into(), Why::Missing), ("laws".into(), Why::Missing)]);
        assert_eq!(judged(&yes).sections[0].1, Progress::InProgress);
        assert_eq!(judged(&Answers::default()).sections[0].1, Progress::NotStarted);
    }

    #[test]
    fn what_cannot_be_right_is_told_at_its_field_and_is_no_record() {
        let wrong = answered(&[("affected", "no"), ("all", "ห้า"), ("done", "3")]);
        assert_eq!(problems(&wrong), [("all".into(), Why::NotWhole), ("done".into(), Why::Constraint)]);
        assert_eq!(judged(&wrong).sections[0].1, Progress::HasProblem);
        let more = answered(&[("affected", "maybe"), ("all", "5"), ("done", "6")]);
        assert_eq!(problems(&more), [("affected".into(), Why::UnknownChoice), ("done".into(), Why::Constraint)]);
        let right = answered(&[("affected", "no"), ("all", "5"), ("done", "5")]);
        assert!(problems(&right).is_empty());
        assert_eq!(problems(&answered(&[("affected", "no"), ("all", "1.5")])), [("all".into(), Why::NotWhole)]);
    }

    #[test]
    fn rows_are_judged_one_by_one_with_their_own_answers() {
        let mut answers = answered(&[("affected", "yes"), ("tools", "a b")]);
        answers.set_rows(
            "laws",
            vec![
                Row::from([("law_name".into(), one("ระเบียบ ก")), ("law_why".into(), one("ช่วยเหลือ"))]),
                Row::from([("law_why".into(), one("ไม่ถาม")), ("law_on".into(), one("สิ้นปี"))]),
            ],
        );
        assert_eq!(
            problems(&answers),
            [("laws[1].law_name".into(), Why::Missing), ("laws[1].law_on".into(), Why::NotDate)]
        );
        let examined = judged(&answers);
        assert!(examined.hidden.contains("laws[1].law_why"));
        let records: Vec<_> = examined.records.iter().map(|r| (r.question.as_str(), r.row, r.value.as_str())).collect();
        assert_eq!(
            records,
            [
                ("affected", 0, "yes"),
                ("tools", 0, "a"),
                ("tools", 0, "b"),
                ("law_name", 0, "ระเบียบ ก"),
                ("law_why", 0, "ช่วยเหลือ"),
            ]
        );
        let kept = asked_only(&form(), &answers, date(2021, 9, 1));
        assert!(!kept.rows("laws")[1].contains_key("law_why") && kept.rows("laws")[0].contains_key("law_why"));
    }

    proptest! {
        #[test]
        fn no_answers_make_it_fail_and_what_is_asked_only_asks_nothing_more(
            pairs in prop::collection::vec(("affected|tools|all|done|law_name|other", ".{0,12}"), 0..8),
            rows in prop::collection::vec(prop::collection::vec(("law_name|law_why|law_on|x", ".{0,8}"), 0..4), 0..4),
        ) {
            let mut answers = Answers::default();
            for (question, text) in pairs {
                answers.set(&question, Value::One(text));
            }
            let rows = rows.into_iter().map(|row| row.into_iter().map(|(q, text)| (q, Value::One(text))).collect());
            answers.set_rows("laws", rows.collect());
            let first = judged(&answers);
            let kept = asked_only(&form(), &answers, date(2021, 9, 1));
            prop_assert_eq!(judged(&kept).records.len(), first.records.len());
        }
    }
}
