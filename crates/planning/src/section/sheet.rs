//! The editable table of a section as a value: its columns, its rows in words, and the rows that come back.
//!
//! One description of a section's columns serves the page, the reading of the form, the workbook that is downloaded and
//! the one that is uploaded, and the table for those who only read.

use continuity::{Duration, plan::Text};
use web::form::{Choice, Errors, Fields};

use super::parse;
use crate::{
    plan::{Unread, row::Why},
    text::T,
};

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of words.
    Words,
    /// Words that may take several lines.
    Long,
    /// A length of time.
    Length,
    /// A share.
    Share,
    /// A quantity.
    Number,
    /// One of a list, as (value, label).
    Choice(Vec<(String, String)>),
    /// Yes or no.
    Tick,
}

/// One column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Name of its field in a row.
    pub key: String,
    /// Heading.
    pub heading: String,
    /// What it holds.
    pub kind: Kind,
    /// False when it is only in the workbook and the table for readers.
    pub on_page: bool,
}

impl Column {
    /// A column of the page.
    pub fn new(key: impl Into<String>, heading: impl Into<String>, kind: Kind) -> Self {
        Column { key: key.into(), heading: heading.into(), kind, on_page: true }
    }

    /// How wide its heading is drawn.
    pub fn width(&self) -> &'static str {
        match &self.kind {
            Kind::Long => "wide",
            Kind::Choice(_) if self.key == "process" => "wide",
            Kind::Choice(_) => "pick",
            Kind::Words if self.key == "unit" => "short",
            Kind::Words => "words",
            Kind::Number if self.key == "cost_baht" => "short",
            Kind::Length => "short",
            Kind::Share | Kind::Number => "tiny",
            Kind::Tick => "mark",
        }
    }

    /// Only in the workbook.
    pub fn off_page(mut self) -> Self {
        self.on_page = false;
        self
    }
}

/// A word on a row that the check gives.
#[derive(Clone, Debug)]
pub struct Tag {
    /// `ok`, `warn` or `bad`.
    pub kind: &'static str,
    /// Words.
    pub word: String,
}

/// One row in words: a value a column.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Id of what the row says; empty for a new one.
    pub id: String,
    /// Values in the order of the columns: words, the value of a choice, `true` for a tick.
    pub values: Vec<String>,
    /// Columns whose value can't be changed here.
    pub fixed: Vec<&'static str>,
    /// What the check says.
    pub tags: Vec<Tag>,
}

/// A cell as the page draws it.
pub struct Cell {
    /// Name of the field without the row.
    pub key: String,
    /// Heading of its column, for screen readers.
    pub heading: String,
    /// `words`, `long`, `n`, `choice`, `tick` or `fixed`.
    pub look: &'static str,
    /// Value.
    pub value: String,
    /// What is wrong with it.
    pub error: String,
    /// What the reviewer remarked on it.
    pub remark: String,
    /// What can be chosen.
    pub choices: Vec<Choice>,
}

/// A row as the page draws it.
pub struct View {
    /// Id.
    pub id: String,
    /// Cells of the columns on the page.
    pub cells: Vec<Cell>,
    /// What the check says.
    pub tags: Vec<Tag>,
}

/// Name of the table's fields.
pub const TABLE: &str = "rows";

/// The name of a cell's field.
pub fn field(row: impl std::fmt::Display, key: &str) -> String {
    format!("{TABLE}[{row}].{key}")
}

/// Rows for the page, with values that could not be read put back as typed and the messages beside them.
pub fn views(columns: &[Column], rows: &[Row], unread: &[Unread], errors: &Errors, t: T) -> Vec<View> {
    rows.iter().enumerate().map(|(index, row)| view(columns, index, row, unread, errors, t)).collect()
}

fn view(columns: &[Column], index: usize, row: &Row, unread: &[Unread], errors: &Errors, t: T) -> View {
    let cell = |(column, value): (&Column, &String)| {
        let name = field(index, &column.key);
        let kept = unread.iter().find(|unread| unread.field == name);
        let error = kept.map_or_else(|| errors.of(&name).to_owned(), |kept| why(t, kept.why).to_owned());
        let value = kept.map_or_else(|| value.clone(), |kept| kept.value.clone());
        let fixed = row.fixed.contains(&column.key.as_str());
        let (look, choices) = match &column.kind {
            _ if fixed => ("fixed", Vec::new()),
            Kind::Words => ("words", Vec::new()),
            Kind::Long => ("long", Vec::new()),
            Kind::Length | Kind::Share | Kind::Number => ("n", Vec::new()),
            Kind::Tick => ("tick", Vec::new()),
            Kind::Choice(all) => {
                ("choice", all.iter().map(|(code, label)| Choice::new(code, label, *code == value)).collect())
            }
        };
        Cell {
            key: column.key.clone(),
            heading: column.heading.clone(),
            look,
            value,
            error,
            remark: String::new(),
            choices,
        }
    };
    let on_page = columns.iter().zip(&row.values).filter(|(column, _)| column.on_page);
    View { id: row.id.clone(), cells: on_page.map(cell).collect(), tags: row.tags.clone() }
}

/// The words of a reason.
pub fn why(t: T, why: Why) -> &'static str {
    match why {
        Why::Length => t.why_length(),
        Why::Share => t.why_share(),
        Why::Number => t.why_number(),
        Why::Count => t.why_count(),
        Why::Phone => t.why_phone(),
        Why::Choice => t.why_choice(),
        Why::Orders => t.why_orders(),
        Why::Process => t.why_process(),
        Why::Target => t.why_target(),
        Why::Member => t.why_member(),
    }
}

/// One row that came back, and what in it could not be read.
pub struct RowIn {
    /// Its number on the page or in the workbook.
    pub number: u32,
    fields: Fields,
    bad: std::cell::RefCell<Vec<Bad>>,
}

/// A value of a row that could not be read.
#[derive(Clone, Debug)]
pub struct Bad {
    /// Column.
    pub key: String,
    /// As typed.
    pub value: String,
    /// Why not.
    pub why: Why,
}

impl RowIn {
    /// The rows of a form; a row in which everything but its id is blank is left out.
    pub fn all(fields: &Fields) -> Vec<RowIn> {
        Self::of_table(fields, TABLE)
    }

    /// The rows of another table of the same form.
    pub fn of_table(fields: &Fields, table: &str) -> Vec<RowIn> {
        let rows = fields.numbered_rows(table).into_iter();
        let rows = rows.map(|(number, fields)| RowIn { number, fields, bad: std::cell::RefCell::default() });
        rows.filter(RowIn::is_written).collect()
    }

    fn is_written(&self) -> bool {
        self.fields.names().any(|name| !matches!(name, "id" | "process") && !self.fields.raw(name).trim().is_empty())
    }

    /// The id, empty for a new row.
    pub fn id(&self) -> String {
        self.fields.text("id")
    }

    /// True when the field came at all.
    pub fn has(&self, key: &str) -> bool {
        self.fields.has(key)
    }

    /// Words, cleaned.
    pub fn words(&self, key: &str) -> String {
        self.fields.text(key)
    }

    /// Words, or what there was when the column did not come.
    pub fn optional(&self, key: &str, before: &Option<String>) -> Option<String> {
        if self.fields.has(key) { self.fields.optional(key) } else { before.clone() }
    }

    /// Words in Thai that keep their English while the Thai stays the same.
    pub fn text(&self, key: &str, before: Option<&Text>) -> Text {
        if !self.fields.has(key) {
            return before.cloned().unwrap_or_default();
        }
        kept(self.words(key), before)
    }

    /// As [`RowIn::text`], nothing when blank.
    pub fn text_opt(&self, key: &str, before: Option<&Text>) -> Option<Text> {
        Some(self.text(key, before)).filter(|text| !text.is_blank())
    }

    /// True when ticked, or, in a workbook, marked with anything but "no".
    pub fn ticked(&self, key: &str) -> bool {
        !matches!(self.words(key).to_lowercase().as_str(), "" | "0" | "false" | "no" | "ไม่" | "-")
    }

    /// A length of time.
    pub fn length(&self, key: &str, before: Option<Duration>) -> Option<Duration> {
        self.read(key, before, Why::Length, parse::length)
    }

    /// A share.
    pub fn share(&self, key: &str, before: Option<f64>) -> Option<f64> {
        self.read(key, before, Why::Share, parse::share)
    }

    /// A quantity.
    pub fn number(&self, key: &str, before: Option<f64>) -> Option<f64> {
        self.read(key, before, Why::Number, parse::number)
    }

    /// A whole number.
    pub fn count(&self, key: &str, before: Option<u64>) -> Option<u64> {
        self.read(key, before, Why::Count, parse::count)
    }

    /// Anything that a function reads; what it does not read is kept as typed.
    pub fn read<V>(&self, key: &str, before: Option<V>, why: Why, read: impl Fn(&str) -> Option<V>) -> Option<V> {
        if !self.fields.has(key) {
            return before;
        }
        let typed = self.fields.raw(key).trim();
        if typed.is_empty() {
            return None;
        }
        let value = read(&self.words(key));
        if value.is_none() {
            self.refuse(key, typed, why);
        }
        value
    }

    /// A choice by its value or its label.
    pub fn choice<V>(&self, key: &str, choices: &[(V, String, String)]) -> Option<V>
    where
        V: Copy,
    {
        let typed = self.words(key);
        if typed.is_empty() {
            return None;
        }
        let wanted = typed.to_lowercase();
        let found =
            choices.iter().find(|(_, code, label)| code.to_lowercase() == wanted || label.to_lowercase() == wanted);
        if found.is_none() {
            self.refuse(key, &typed, Why::Choice);
        }
        found.map(|(value, _, _)| *value)
    }

    /// Keeps a value that could not be read.
    pub fn refuse(&self, key: &str, typed: &str, why: Why) {
        self.bad.borrow_mut().push(Bad { key: key.to_owned(), value: typed.to_owned(), why });
    }

    /// What could not be read.
    pub fn bad(&self) -> Vec<Bad> {
        self.bad.borrow().clone()
    }
}

/// Thai words that keep the English of what they were while the Thai stays the same.
pub fn kept(th: String, before: Option<&Text>) -> Text {
    let en = before.filter(|before| before.th == th).and_then(|before| before.en.clone());
    Text { th, en }
}

/// The choices of a closed list with their codes and labels, for [`RowIn::choice`].
pub fn coded<V: Copy>(
    all: &[V],
    code: impl Fn(V) -> &'static str,
    label: impl Fn(V) -> String,
) -> Vec<(V, String, String)> {
    all.iter().map(|value| (*value, code(*value).to_owned(), label(*value))).collect()
}

/// The same choices as a column offers them.
pub fn offered<V>(choices: &[(V, String, String)]) -> Kind {
    Kind::Choice(choices.iter().map(|(_, code, label)| (code.clone(), label.clone())).collect())
}
