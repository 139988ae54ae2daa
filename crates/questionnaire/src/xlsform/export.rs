//! Writing: a form as the three sheets of an XLSForm, so that next year's is made from this year's in any spreadsheet.

use super::{Book, Sheet};
use crate::form::{Item, Kind, Label, Question, Questionnaire, Repeat, Section};

const SURVEY: [&str; 16] = [
    "type",
    "name",
    "label::Thai (th)",
    "label::English (en)",
    "hint::Thai (th)",
    "hint::English (en)",
    "required",
    "relevant",
    "constraint",
    "constraint_message::Thai (th)",
    "constraint_message::English (en)",
    "appearance",
    "step",
    "same_as",
    "changed::Thai (th)",
    "changed::English (en)",
];
const CHOICES: [&str; 4] = ["list_name", "name", "label::Thai (th)", "label::English (en)"];
const SETTINGS: [&str; 7] = [
    "form_title",
    "form_title::English (en)",
    "form_id",
    "version",
    "default_language",
    "about::Thai (th)",
    "about::English (en)",
];

/// The sheets of a form.
pub fn export(form: &Questionnaire) -> Book {
    let mut survey = Rows::headed(&SURVEY);
    for section in &form.sections {
        begin(&mut survey, section);
        for item in &section.items {
            match item {
                Item::Question(asked) => question(&mut survey, asked),
                Item::Repeat(rows) => repeat(&mut survey, rows),
            }
        }
        survey.put(&[("type", "end_group")]);
    }
    let mut choices = Rows::headed(&CHOICES);
    for (list, all) in &form.choices {
        for choice in all {
            let mut row = vec![("list_name", list.as_str()), ("name", choice.value.as_str())];
            row.extend(both("label", &choice.label));
            choices.put(&row);
        }
    }
    let mut settings = Rows::headed(&SETTINGS);
    let mut row = vec![
        ("form_title", form.title.th.as_str()),
        ("form_title::English (en)", form.title.en.as_str()),
        ("form_id", form.code.as_str()),
        ("version", form.version.as_str()),
        ("default_language", "Thai (th)"),
    ];
    row.extend(both("about", &form.about));
    settings.put(&row);
    Book { survey: Some(survey.sheet), choices: Some(choices.sheet), settings: Some(settings.sheet) }
}

struct Rows {
    header: Vec<&'static str>,
    sheet: Sheet,
}

impl Rows {
    fn headed(header: &[&'static str]) -> Self {
        let cells = header.iter().map(|name| (*name).to_owned()).collect();
        Rows { header: header.to_vec(), sheet: Sheet { rows: vec![(1, cells)] } }
    }

    fn put(&mut self, cells: &[(&str, &str)]) {
        let cell = |name: &&str| {
            cells.iter().find(|(column, _)| column == name).map_or_else(String::new, |(_, text)| (*text).to_owned())
        };
        let number = u32::try_from(self.sheet.rows.len() + 1).unwrap_or(u32::MAX);
        self.sheet.rows.push((number, self.header.iter().map(cell).collect()));
    }
}

fn both<'l>(column: &'static str, label: &'l Label) -> [(&'static str, &'l str); 2] {
    let (th, en) = match column {
        "label" => ("label::Thai (th)", "label::English (en)"),
        "hint" => ("hint::Thai (th)", "hint::English (en)"),
        "constraint_message" => ("constraint_message::Thai (th)", "constraint_message::English (en)"),
        "changed" => ("changed::Thai (th)", "changed::English (en)"),
        _ => ("about::Thai (th)", "about::English (en)"),
    };
    [(th, &label.th), (en, &label.en)]
}

fn begin(survey: &mut Rows, section: &Section) {
    let mut row = vec![("type", "begin_group"), ("name", section.name.as_str())];
    row.extend(both("label", &section.label));
    row.push(("relevant", section.relevant.as_ref().map_or("", |condition| condition.source())));
    row.push(("step", section.step.map_or("", |step| step.code())));
    survey.put(&row);
}

fn repeat(survey: &mut Rows, rows: &Repeat) {
    let mut row = vec![("type", "begin_repeat"), ("name", rows.name.as_str())];
    row.extend(both("label", &rows.label));
    row.push(("relevant", rows.relevant.as_ref().map_or("", |condition| condition.source())));
    row.push(("required", if rows.required { "yes" } else { "" }));
    survey.put(&row);
    rows.questions.iter().for_each(|asked| question(survey, asked));
    survey.put(&[("type", "end_repeat")]);
}

fn question(survey: &mut Rows, asked: &Question) {
    let kind: String = Kind::into(asked.kind.clone());
    let mut row = vec![("type", kind.as_str()), ("name", asked.name.as_str())];
    row.extend(both("label", &asked.label));
    row.extend(both("hint", &asked.hint));
    row.push(("required", if asked.required { "yes" } else { "" }));
    row.push(("relevant", asked.relevant.as_ref().map_or("", |condition| condition.source())));
    row.push(("constraint", asked.constraint.as_ref().map_or("", |condition| condition.source())));
    row.extend(both("constraint_message", &asked.constraint_message));
    row.push(("appearance", if asked.long { "multiline" } else { "" }));
    row.push(("same_as", asked.same_as.as_str()));
    row.extend(both("changed", &asked.changed));
    survey.put(&row);
}
