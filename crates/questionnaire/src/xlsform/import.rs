//! Reading: every row is judged, and a form is made only when none is refused.

use std::collections::BTreeMap;

use super::{
    Book, LeftOut, Omitted, Refusal, Refused, Sheet,
    columns::{Columns, Line},
};
use crate::{
    expression::Expression,
    fault::{self, What},
    form::{Item, Kind, Label, MOST_ITEMS, Question, Questionnaire, Repeat, Section, Step},
};

/// Refusals that are told.
const MOST_TOLD: usize = 200;
/// How deep groups may stand in each other.
const DEEPEST: usize = 5;
/// Rows that record what the server records by itself.
const METADATA: [&str; 11] = [
    "start",
    "end",
    "today",
    "deviceid",
    "username",
    "phonenumber",
    "email",
    "audit",
    "simserial",
    "subscriberid",
    "start-geopoint",
];

/// A form that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The form.
    pub form: Questionnaire,
    /// What was left out of it.
    pub left_out: Vec<LeftOut>,
}

/// Reads a workbook.
///
/// # Errors
/// Every row that is not taken, at most some hundred of them.
pub fn import(book: &Book) -> Result<Imported, Vec<Refusal>> {
    let mut reader = Reader::default();
    let settings = reader.settings(book.settings.as_ref());
    let choices = reader.choices(book.choices.as_ref(), &settings.default_language);
    match &book.survey {
        Some(survey) => reader.survey(survey, &settings.default_language),
        None => reader.refuse("survey", 1, Refused::NoSheet),
    }
    let form = Questionnaire {
        code: settings.code,
        version: settings.version,
        title: settings.title,
        about: settings.about,
        choices,
        sections: std::mem::take(&mut reader.sections),
    };
    if reader.refused.is_empty() {
        reader.faults(&form);
    }
    if reader.refused.is_empty() { Ok(Imported { form, left_out: reader.left_out }) } else { Err(reader.refused) }
}

/// What was begun and not ended.
enum Open {
    /// A group that is a section.
    Section,
    /// A group in a section.
    Group,
    /// A repeat; true when its section stands for it alone.
    Repeat(bool),
}

#[derive(Default)]
pub(super) struct Reader {
    sections: Vec<Section>,
    section: Option<Section>,
    repeat: Option<Repeat>,
    /// Name, row and kind of what is open, and the condition that it adds to its questions.
    open: Vec<(String, u32, Open, Option<Expression>)>,
    rows: BTreeMap<String, u32>,
    pub(super) lists: BTreeMap<String, u32>,
    refused: Vec<Refusal>,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) settings_row: u32,
}

impl Reader {
    pub(super) fn refuse(&mut self, sheet: &'static str, row: u32, why: Refused) {
        let refusal = Refusal { sheet, row, why };
        if self.refused.len() < MOST_TOLD && self.refused.last() != Some(&refusal) {
            self.refused.push(refusal);
        }
    }

    fn survey(&mut self, sheet: &Sheet, language: &str) {
        let columns = Columns::of("survey", sheet, language, &mut self.left_out);
        for name in ["type", "name", "label"] {
            if !columns.has(name) {
                self.refuse("survey", 1, Refused::NoColumn(name));
            }
        }
        if !self.refused.is_empty() {
            return;
        }
        for (count, line) in columns.lines(sheet).enumerate() {
            if count > 2 * MOST_ITEMS {
                return self.refuse("survey", line.row, Refused::TooManyRows);
            }
            self.line(line);
        }
        if let Some((name, row, ..)) = self.open.pop() {
            self.refuse("survey", row, Refused::NotEnded(name));
        }
        self.sections.extend(self.section.take());
    }

    fn line(&mut self, line: Line<'_>) {
        let refused = line.refused();
        if !refused.is_empty() {
            self.refused.extend(refused);
            return;
        }
        let kind = normal(line.get("type"));
        match kind.as_str() {
            "begin_group" => self.begin_group(line),
            "begin_repeat" => self.begin_repeat(line),
            "end_group" => self.end(line, false),
            "end_repeat" => self.end(line, true),
            known if METADATA.contains(&known) => {
                self.left_out.push(LeftOut { sheet: "survey", row: line.row, what: Omitted::Metadata(kind) });
            }
            _ => match Kind::parse(&kind) {
                Some(kind) => self.question(line, kind),
                None => self.refuse("survey", line.row, Refused::Type(line.get("type").chars().take(80).collect())),
            },
        }
    }

    /// An expression of a row; nothing where there is none or it was refused.
    fn expression(&mut self, line: Line<'_>, column: &'static str) -> Option<Expression> {
        let mut text = line.get(column);
        if column == "relevant" && text.is_empty() {
            text = line.get("relevance");
        }
        if text.is_empty() {
            return None;
        }
        match Expression::parse(text) {
            Ok(expression) => Some(expression),
            Err(why) => {
                self.refuse("survey", line.row, Refused::Expression { column, why });
                None
            }
        }
    }

    fn step(&mut self, line: Line<'_>) -> Option<Step> {
        let text = line.get("step");
        let step = Step::from_code(text);
        if step.is_none() && !text.is_empty() {
            self.refuse("survey", line.row, Refused::Step(text.to_owned()));
        }
        step
    }

    fn required(&mut self, line: Line<'_>) -> bool {
        match line.get("required").to_lowercase().as_str() {
            "yes" | "true" | "true()" | "1" => true,
            "" | "no" | "false" | "false()" | "0" => false,
            other => {
                self.refuse("survey", line.row, Refused::Required(other.to_owned()));
                false
            }
        }
    }

    fn known(&mut self, line: Line<'_>) -> String {
        let name = line.get("name").to_owned();
        self.rows.insert(name.clone(), line.row);
        name
    }

    /// The conditions of the groups round this row and its own, together.
    fn relevant(&mut self, line: Line<'_>) -> Option<Expression> {
        let own = self.expression(line, "relevant");
        let round: Vec<Expression> = self.open.iter().filter_map(|(.., condition)| condition.clone()).collect();
        let mut together: Option<Expression> = None;
        for condition in round.into_iter().chain(own) {
            together = match together {
                None => Some(condition),
                Some(before) => match before.and(&condition) {
                    Ok(both) => Some(both),
                    Err(why) => {
                        self.refuse("survey", line.row, Refused::Expression { column: "relevant", why });
                        return None;
                    }
                },
            };
        }
        together
    }

    fn begin_group(&mut self, line: Line<'_>) {
        if self.open.len() >= DEEPEST {
            return self.refuse("survey", line.row, Refused::TooDeep);
        }
        let name = self.known(line);
        if self.open.is_empty() {
            self.sections.extend(self.section.take());
            let relevant = self.expression(line, "relevant");
            let step = self.step(line);
            let section = Section { name: name.clone(), label: line.label("label"), step, relevant, items: Vec::new() };
            self.section = Some(section);
            self.open.push((name, line.row, Open::Section, None));
            return;
        }
        // A group in a section is a heading, and its condition holds for each of its questions.
        let condition = self.expression(line, "relevant");
        if !line.label("label").is_empty() {
            let relevant = self.relevant(line);
            let heading = Question { relevant, ..asked(&name, Kind::Note, line.label("label")) };
            self.put(heading);
        }
        self.open.push((name, line.row, Open::Group, condition));
    }

    fn begin_repeat(&mut self, line: Line<'_>) {
        if self.repeat.is_some() {
            return self.refuse("survey", line.row, Refused::RepeatInRepeat);
        }
        let name = self.known(line);
        let alone = self.open.is_empty();
        if alone {
            self.sections.extend(self.section.take());
            let step = self.step(line);
            let section = format!("{name}_section");
            self.section =
                Some(Section { name: section, label: line.label("label"), step, relevant: None, items: Vec::new() });
        }
        let (relevant, required) = (self.relevant(line), self.required(line));
        self.repeat =
            Some(Repeat { name: name.clone(), label: line.label("label"), relevant, required, questions: Vec::new() });
        // Its own condition is kept with the repeat and not with each question.
        self.open.push((name, line.row, Open::Repeat(alone), None));
    }

    fn end(&mut self, line: Line<'_>, of_repeat: bool) {
        let fits = matches!(
            (self.open.last(), of_repeat),
            (Some((.., Open::Repeat(_), _)), true) | (Some((.., Open::Section | Open::Group, _)), false)
        );
        if !fits {
            return self.refuse("survey", line.row, Refused::EndWithoutBegin);
        }
        match self.open.pop() {
            Some((.., Open::Repeat(alone), _)) => {
                if let (Some(repeat), Some(section)) = (self.repeat.take(), self.section.as_mut()) {
                    section.items.push(Item::Repeat(repeat));
                }
                if alone {
                    self.sections.extend(self.section.take());
                }
            }
            Some((.., Open::Section, _)) => self.sections.extend(self.section.take()),
            _ => {}
        }
    }

    fn question(&mut self, line: Line<'_>, kind: Kind) {
        let name = self.known(line);
        let appearance = line.get("appearance");
        if !appearance.is_empty() && appearance != "multiline" {
            let what = Omitted::Appearance(appearance.chars().take(80).collect());
            self.left_out.push(LeftOut { sheet: "survey", row: line.row, what });
        }
        let question = Question {
            hint: line.label("hint"),
            required: self.required(line),
            // Inside a repeat the conditions of the groups round the repeat are already asked of the repeat.
            relevant: if self.repeat.is_some() { self.in_rows(line) } else { self.relevant(line) },
            constraint: self.expression(line, "constraint"),
            constraint_message: line.label("constraint_message"),
            long: appearance == "multiline",
            same_as: line.get("same_as").to_owned(),
            changed: line.label("changed"),
            ..asked(&name, kind, line.label("label"))
        };
        self.put(question);
    }

    /// The conditions of groups inside the repeat, and the row's own.
    fn in_rows(&mut self, line: Line<'_>) -> Option<Expression> {
        let at = self.open.iter().position(|(.., open, _)| matches!(open, Open::Repeat(_))).unwrap_or(0);
        let outside = self.open.drain(..at).collect::<Vec<_>>();
        let together = self.relevant(line);
        let inside = std::mem::take(&mut self.open);
        self.open = outside.into_iter().chain(inside).collect();
        together
    }

    fn put(&mut self, question: Question) {
        if let Some(repeat) = &mut self.repeat {
            return repeat.questions.push(question);
        }
        let number = self.sections.len() + 1;
        let section = self.section.get_or_insert_with(|| Section {
            name: format!("general_{number}"),
            label: Label::new("ทั่วไป", "General"),
            step: None,
            relevant: None,
            items: Vec::new(),
        });
        section.items.push(Item::Question(question));
    }

    /// What every form must hold, each at the row of its part.
    fn faults(&mut self, form: &Questionnaire) {
        for fault in fault::faults(form) {
            let of_list = matches!(fault.what, What::Choices | What::RepeatedChoice(_));
            let (sheet, row) = match (self.rows.get(&fault.of), self.lists.get(&fault.of)) {
                (Some(row), _) if !of_list => ("survey", *row),
                (_, Some(row)) => ("choices", *row),
                (Some(row), None) => ("survey", *row),
                (None, None) if fault.of == form.code || fault.of == form.version => ("settings", self.settings_row),
                (None, None) => ("survey", 1),
            };
            self.refuse(sheet, row, Refused::Fault(fault.what));
        }
    }
}

fn asked(name: &str, kind: Kind, label: Label) -> Question {
    Question {
        name: name.to_owned(),
        kind,
        label,
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

/// `begin group` as `begin_group`, `select one yes_no` as `select_one yes_no`.
fn normal(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [first @ ("begin" | "end" | "select"), second, rest @ ..] => {
            let mut all = vec![format!("{first}_{second}")];
            all.extend(rest.iter().map(|word| (*word).to_owned()));
            all.join(" ")
        }
        _ => words.join(" "),
    }
}
