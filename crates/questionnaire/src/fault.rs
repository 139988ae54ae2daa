//! What is wrong with a questionnaire itself, whatever it was read from. A form with a fault is never used.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    expression::Expression,
    form::{
        Item, Kind, LONGEST_LABEL, LONGEST_NAME, Label, MOST_CHOICES, MOST_ITEMS, MOST_LISTS, Question, Questionnaire,
    },
};

/// One fault, with the name of the section, repeat, question or list that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Whose.
    pub of: String,
    /// What is wrong.
    pub what: What,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The name is no name: letters, digits, `_`, `-` and `.`, beginning with a letter or `_`.
    Name,
    /// Another thing has this name.
    Repeated,
    /// There are no words in either language.
    NoLabel,
    /// The words are longer than can be shown.
    LongLabel,
    /// Its list of choices is not there.
    NoList(String),
    /// A list without choices, or with too many.
    Choices,
    /// Two choices with one value.
    RepeatedChoice(String),
    /// A condition asks a question that there is not.
    Unknown(String),
    /// A condition asks what stands after it, or itself.
    Later(String),
    /// A condition outside a repeat asks a question of its rows.
    OfRows(String),
    /// A condition asks `.`, which only a constraint has.
    Current,
    /// A section or repeat without a question.
    Empty,
    /// More questions, lists or sections than a form may have.
    TooMany,
}

/// True for a name as XLSForm has them.
pub fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    let first = characters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
    first && text.len() <= LONGEST_NAME && characters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// Everything that is wrong with a form.
pub fn faults(form: &Questionnaire) -> Vec<Fault> {
    let mut judge = Judge { form, found: Vec::new(), names: BTreeSet::new(), known: BTreeMap::new() };
    judge.whole();
    for (name, choices) in &form.choices {
        judge.list(name, choices);
    }
    for section in &form.sections {
        judge.named(&section.name, &section.label);
        judge.condition(&section.name, section.relevant.as_ref(), None);
        if section.items.is_empty() {
            judge.add(&section.name, What::Empty);
        }
        for item in &section.items {
            match item {
                Item::Question(question) => judge.question(question, None),
                Item::Repeat(repeat) => {
                    judge.named(&repeat.name, &repeat.label);
                    judge.condition(&repeat.name, repeat.relevant.as_ref(), None);
                    if repeat.questions.iter().all(|question| question.kind == Kind::Note) {
                        judge.add(&repeat.name, What::Empty);
                    }
                    repeat.questions.iter().for_each(|question| judge.question(question, Some(&repeat.name)));
                }
            }
        }
    }
    judge.found
}

struct Judge<'f> {
    form: &'f Questionnaire,
    found: Vec<Fault>,
    /// Names of sections, repeats and questions so far.
    names: BTreeSet<&'f str>,
    /// Questions so far, with the repeat that they stand in.
    known: BTreeMap<&'f str, Option<&'f str>>,
}

impl<'f> Judge<'f> {
    fn add(&mut self, of: &str, what: What) {
        self.found.push(Fault { of: of.to_owned(), what });
    }

    fn whole(&mut self) {
        let form = self.form;
        let items: usize = form.sections.iter().map(|section| 1 + section.items.len()).sum();
        let questions = form.questions().count();
        if form.sections.is_empty() || questions == 0 {
            self.add(&form.code, What::Empty);
        }
        if items.saturating_add(questions) > 2 * MOST_ITEMS || form.choices.len() > MOST_LISTS {
            self.add(&form.code, What::TooMany);
        }
        if !is_name(&form.code) {
            self.add(&form.code, What::Name);
        }
        let plain = form.version.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'));
        if form.version.is_empty() || form.version.len() > LONGEST_NAME || !plain {
            self.add(&form.version, What::Name);
        }
        if form.title.is_empty() {
            self.add(&form.code, What::NoLabel);
        }
    }

    fn list(&mut self, name: &str, choices: &[crate::form::Choice]) {
        if !is_name(name) {
            self.add(name, What::Name);
        }
        if choices.is_empty() || choices.len() > MOST_CHOICES {
            self.add(name, What::Choices);
        }
        let mut seen = BTreeSet::new();
        for choice in choices {
            if !seen.insert(choice.value.as_str()) {
                self.add(name, What::RepeatedChoice(choice.value.clone()));
            }
            if choice.label.is_empty() {
                self.add(name, What::NoLabel);
            }
            if choice.value.is_empty()
                || choice.value.len() > LONGEST_NAME
                || choice.value.contains(char::is_whitespace)
            {
                self.add(name, What::Name);
            }
        }
    }

    fn named(&mut self, name: &'f str, label: &Label) {
        if !is_name(name) {
            self.add(name, What::Name);
        }
        if !self.names.insert(name) {
            self.add(name, What::Repeated);
        }
        if label.is_empty() {
            self.add(name, What::NoLabel);
        }
        if label.th.chars().count().max(label.en.chars().count()) > LONGEST_LABEL {
            self.add(name, What::LongLabel);
        }
    }

    fn question(&mut self, question: &'f Question, repeat: Option<&'f str>) {
        self.named(&question.name, &question.label);
        self.condition(&question.name, question.relevant.as_ref(), repeat);
        if let Some(list) = question.kind.list()
            && !self.form.choices.contains_key(list)
        {
            self.add(&question.name, What::NoList(list.to_owned()));
        }
        self.known.insert(&question.name, repeat);
        if let Some(constraint) = &question.constraint {
            self.references(&question.name, constraint, repeat);
        }
    }

    fn condition(&mut self, of: &str, condition: Option<&Expression>, repeat: Option<&str>) {
        let Some(condition) = condition else { return };
        if condition.asks_current() {
            self.add(of, What::Current);
        }
        self.references(of, condition, repeat);
    }

    fn references(&mut self, of: &str, expression: &Expression, repeat: Option<&str>) {
        for name in expression.references() {
            match self.known.get(name) {
                Some(None) => {}
                Some(Some(rows)) if repeat == Some(*rows) => {}
                Some(Some(_)) => self.add(of, What::OfRows(name.to_owned())),
                None if self.form.question(name).is_some() => self.add(of, What::Later(name.to_owned())),
                None => self.add(of, What::Unknown(name.to_owned())),
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::form::{Choice, Repeat, Section};

    /// A question of this kind.
    pub(crate) fn question(name: &str, kind: &str) -> Question {
        Question {
            name: name.into(),
            kind: Kind::parse(kind).unwrap(),
            label: Label::new(format!("คำถาม {name}"), format!("Question {name}")),
            hint: Label::default(),
            required: false,
            relevant: None,
            constraint: None,
            constraint_message: Label::default(),
            long: false,
            same_as: String::new(),
            changed: Label::default(),
        }
    }

    /// A small form with every kind of part.
    pub(crate) fn form() -> Questionnaire {
        let relevant = |text: &str| Some(Expression::parse(text).unwrap());
        let mut many = question("tools", "select_multiple tool");
        many.relevant = relevant("${affected} = 'yes'");
        many.required = true;
        let mut done = question("done", "integer");
        done.constraint = relevant(". <= ${all}");
        done.constraint_message = Label::new("ไม่เกินทั้งหมด", "at most all");
        let mut name = question("law_name", "text");
        name.required = true;
        let mut why = question("law_why", "text");
        why.relevant = relevant("${law_name} != ''");
        let repeat = Repeat {
            name: "laws".into(),
            label: Label::new("กฎหมาย", "Laws"),
            relevant: relevant("${affected} = 'yes'"),
            required: true,
            questions: vec![name, why, question("law_on", "date")],
        };
        let mut affected = question("affected", "select_one yes_no");
        affected.required = true;
        let choice = |value: &str| Choice { value: value.into(), label: Label::new(value, value) };
        Questionnaire {
            code: "lessons".into(),
            version: "2564".into(),
            title: Label::new("แบบถอดบทเรียน", "Lessons"),
            about: Label::default(),
            choices: BTreeMap::from([
                ("yes_no".into(), vec![choice("yes"), choice("no")]),
                ("tool".into(), vec![choice("a"), choice("b"), choice("c")]),
            ]),
            sections: vec![
                Section {
                    name: "impact".into(),
                    label: Label::new("ผลกระทบ", "Impact"),
                    step: Some(crate::Step::Impact),
                    relevant: None,
                    items: vec![
                        Item::Question(affected),
                        Item::Question(many),
                        Item::Question(question("all", "integer")),
                        Item::Question(done),
                    ],
                },
                Section {
                    name: "response".into(),
                    label: Label::new("การตอบสนอง", "Response"),
                    step: Some(crate::Step::Response),
                    relevant: None,
                    items: vec![Item::Repeat(repeat)],
                },
            ],
        }
    }

    fn only(form: &Questionnaire) -> (String, What) {
        let found = faults(form);
        assert_eq!(found.len(), 1, "{found:?}");
        (found[0].of.clone(), found[0].what.clone())
    }

    fn items(form: &mut Questionnaire, at: usize) -> &mut Vec<Item> {
        &mut form.sections[at].items
    }

    #[test]
    fn a_sound_form_has_no_fault_and_is_the_same_after_it_was_kept() {
        assert_eq!(faults(&form()), Vec::new());
        let kept = serde_json::to_string(&form()).unwrap();
        assert_eq!(serde_json::from_str::<Questionnaire>(&kept).unwrap(), form());
    }

    #[test]
    fn each_fault_is_told_of_its_part() {
        let mut unknown = form();
        let Item::Question(first) = &mut items(&mut unknown, 0)[1] else { panic!() };
        first.relevant = Some(Expression::parse("${nobody} = 'x'").unwrap());
        assert_eq!(only(&unknown), ("tools".into(), What::Unknown("nobody".into())));
        let Item::Question(first) = &mut items(&mut unknown, 0)[1] else { panic!() };
        first.relevant = Some(Expression::parse("${done} = 'x'").unwrap());
        assert_eq!(only(&unknown), ("tools".into(), What::Later("done".into())));
        let Item::Question(first) = &mut items(&mut unknown, 0)[1] else { panic!() };
        first.relevant = Some(Expression::parse(". = 'x'").unwrap());
        assert_eq!(only(&unknown), ("tools".into(), What::Current));

        let mut list = form();
        items(&mut list, 0).push(Item::Question(question("more", "select_one nothing")));
        assert_eq!(only(&list), ("more".into(), What::NoList("nothing".into())));
        let mut rows = form();
        let mut after = question("after", "text");
        after.relevant = Some(Expression::parse("${law_name} = 'x'").unwrap());
        items(&mut rows, 1).push(Item::Question(after));
        assert_eq!(only(&rows), ("after".into(), What::OfRows("law_name".into())));
        let mut twice = form();
        items(&mut twice, 1).push(Item::Question(question("all", "text")));
        assert_eq!(only(&twice), ("all".into(), What::Repeated));
        let mut name = form();
        items(&mut name, 1).push(Item::Question(question("1st", "text")));
        assert_eq!(only(&name), ("1st".into(), What::Name));
        let mut choice = form();
        let again = choice.choices["tool"][0].clone();
        choice.choices.get_mut("tool").unwrap().push(again);
        assert_eq!(only(&choice), ("tool".into(), What::RepeatedChoice("a".into())));
        let mut silent = form();
        silent.sections[0].label = Label::default();
        assert_eq!(only(&silent), ("impact".into(), What::NoLabel));
        let mut empty = form();
        empty.sections[1].items.clear();
        assert_eq!(only(&empty), ("response".into(), What::Empty));
    }
}
