//! What a questionnaire is: sections of questions and repeats, in Thai and English. Questions are named once in the whole
//! form; a condition may only ask what stands before it, so that a form can be walked through once, from top to bottom.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::expression::Expression;

/// Most questions, repeats and sections that a form may have together.
pub const MOST_ITEMS: usize = 500;
/// Most choices of one list.
pub const MOST_CHOICES: usize = 300;
/// Most lists of choices.
pub const MOST_LISTS: usize = 100;
/// Most rows of a repeat unless the form says less.
pub const MOST_ROWS: usize = 100;
/// Most characters of a name.
pub const LONGEST_NAME: usize = 60;
/// Most characters of a label.
pub const LONGEST_LABEL: usize = 4_000;

/// Words in both languages; one may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Thai.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub th: String,
    /// English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

impl Label {
    /// Both languages.
    pub fn new(th: impl Into<String>, en: impl Into<String>) -> Self {
        Label { th: th.into(), en: en.into() }
    }

    /// True when nothing is said in either language.
    pub fn is_empty(&self) -> bool {
        self.th.is_empty() && self.en.is_empty()
    }

    /// The Thai words, or the English where there are none.
    pub fn thai(&self) -> &str {
        if self.th.is_empty() { &self.en } else { &self.th }
    }

    /// The English words, or the Thai where there are none.
    pub fn english(&self) -> &str {
        if self.en.is_empty() { &self.th } else { &self.en }
    }
}

/// Where a section stands in the chain from impact to recommendation (mission A21).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// What the crisis did: to ways of working, to indicators.
    Impact,
    /// What was changed for it: law and guidelines, ways of working and e-service, area measures and innovation.
    Response,
    /// What others may copy.
    GoodPractice,
    /// What came of it, and why it succeeded.
    Outcome,
    /// What ought to be done next time.
    Recommendation,
}

impl Step {
    /// Every step, in the order of the chain.
    pub const ALL: [Step; 5] = [Step::Impact, Step::Response, Step::GoodPractice, Step::Outcome, Step::Recommendation];

    /// The code in files and addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Step::Impact => "impact",
            Step::Response => "response",
            Step::GoodPractice => "good_practice",
            Step::Outcome => "outcome",
            Step::Recommendation => "recommendation",
        }
    }

    /// The step with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Step::ALL.into_iter().find(|step| step.code() == code)
    }
}

/// What kind of answer a question takes; written as XLSForm writes it, `select_one yes_no`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Kind {
    /// Words.
    Text,
    /// A whole number.
    Integer,
    /// A number with at most six decimals.
    Decimal,
    /// A day.
    Date,
    /// One of a list.
    SelectOne(String),
    /// Some of a list.
    SelectMultiple(String),
    /// No answer: words that help.
    Note,
}

impl Kind {
    /// Reads `text`, `integer`, `select_one LIST` and so on.
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let (first, list) = (words.next()?, words.next());
        if words.next().is_some() {
            return None;
        }
        Some(match (first, list) {
            ("text" | "string", None) => Kind::Text,
            ("integer" | "int", None) => Kind::Integer,
            ("decimal", None) => Kind::Decimal,
            ("date", None) => Kind::Date,
            ("note", None) => Kind::Note,
            ("select_one", Some(list)) => Kind::SelectOne(list.to_owned()),
            ("select_multiple", Some(list)) => Kind::SelectMultiple(list.to_owned()),
            _ => return None,
        })
    }

    /// The list of choices.
    pub fn list(&self) -> Option<&str> {
        match self {
            Kind::SelectOne(list) | Kind::SelectMultiple(list) => Some(list),
            _ => None,
        }
    }

    /// The kind without its list: `select_one`.
    pub const fn name(&self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Integer => "integer",
            Kind::Decimal => "decimal",
            Kind::Date => "date",
            Kind::SelectOne(_) => "select_one",
            Kind::SelectMultiple(_) => "select_multiple",
            Kind::Note => "note",
        }
    }
}

impl TryFrom<String> for Kind {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Kind::parse(&text).ok_or_else(|| format!("{text} is no kind of question"))
    }
}

impl From<Kind> for String {
    fn from(kind: Kind) -> String {
        kind.list().map_or_else(|| kind.name().to_owned(), |list| format!("{} {list}", kind.name()))
    }
}

fn is_false(value: &bool) -> bool {
    !*value
}

/// One question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Name, once in the whole form.
    pub name: String,
    /// What kind of answer it takes.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// The question.
    pub label: Label,
    /// What helps to answer.
    #[serde(default, skip_serializing_if = "Label::is_empty")]
    pub hint: Label,
    /// Whether it must be answered while it is asked.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// When it is asked; always without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevant: Option<Expression>,
    /// What an answer must hold; `.` is the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constraint: Option<Expression>,
    /// What is said when it does not hold.
    #[serde(default, skip_serializing_if = "Label::is_empty")]
    pub constraint_message: Label,
    /// Whether the words may be many.
    #[serde(default, skip_serializing_if = "is_false")]
    pub long: bool,
    /// Name of the same question in other years; its own name when empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub same_as: String,
    /// Why it differs from the year before, in the author's words.
    #[serde(default, skip_serializing_if = "Label::is_empty")]
    pub changed: Label,
}

impl Question {
    /// Under which name it is compared with other years.
    pub fn identity(&self) -> &str {
        if self.same_as.is_empty() { &self.name } else { &self.same_as }
    }
}

/// Questions that are answered as often as there is something to tell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    /// Name, once in the whole form.
    pub name: String,
    /// What one row is.
    pub label: Label,
    /// When it is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevant: Option<Expression>,
    /// Whether there must be a row while it is asked.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// The questions of a row.
    pub questions: Vec<Question>,
}

/// A question or a repeat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[expect(clippy::large_enum_variant, reason = "a form has some hundred of them, and is read far more often than made")]
pub enum Item {
    /// Questions that are answered row by row.
    Repeat(Repeat),
    /// One question.
    Question(Question),
}

impl Item {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Item::Repeat(repeat) => &repeat.name,
            Item::Question(question) => &question.name,
        }
    }

    /// The questions of it: itself, or those of a row.
    pub fn questions(&self) -> &[Question] {
        match self {
            Item::Repeat(repeat) => &repeat.questions,
            Item::Question(question) => std::slice::from_ref(question),
        }
    }
}

/// A page of questions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Name, once in the whole form.
    pub name: String,
    /// What it is about.
    pub label: Label,
    /// Where it stands in the chain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Step>,
    /// When it is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevant: Option<Expression>,
    /// Its questions and repeats.
    pub items: Vec<Item>,
}

/// One choice of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// What is read.
    pub label: Label,
}

/// One version of a questionnaire.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Questionnaire {
    /// Its code, the same in every version.
    pub code: String,
    /// Which version; the year that it was made for, as a rule.
    pub version: String,
    /// What it is called.
    pub title: Label,
    /// What it is for and where it comes from.
    #[serde(default, skip_serializing_if = "Label::is_empty")]
    pub about: Label,
    /// Lists of choices by name.
    #[serde(default)]
    pub choices: BTreeMap<String, Vec<Choice>>,
    /// Its pages.
    pub sections: Vec<Section>,
}

/// A question with where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Found<'f> {
    /// The page.
    pub section: &'f Section,
    /// The repeat, when it is asked row by row.
    pub repeat: Option<&'f Repeat>,
    /// The question.
    pub question: &'f Question,
}

impl Questionnaire {
    /// Every question with where it stands, in order.
    pub fn questions(&self) -> impl Iterator<Item = Found<'_>> {
        self.sections.iter().flat_map(|section| {
            section.items.iter().flat_map(move |item| {
                let repeat = if let Item::Repeat(repeat) = item { Some(repeat) } else { None };
                item.questions().iter().map(move |question| Found { section, repeat, question })
            })
        })
    }

    /// The question with this name.
    pub fn question(&self, name: &str) -> Option<Found<'_>> {
        self.questions().find(|found| found.question.name == name)
    }

    /// The page with this name.
    pub fn section(&self, name: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.name == name)
    }

    /// The choices of a question; none unless it is one of choices.
    pub fn choices_of(&self, question: &Question) -> &[Choice] {
        question.kind.list().and_then(|list| self.choices.get(list)).map_or(&[], Vec::as_slice)
    }

    /// What a choice of a question is called; its value where the list does not know it.
    pub fn choice<'a>(&'a self, question: &Question, value: &str) -> Option<&'a Choice> {
        self.choices_of(question).iter().find(|choice| choice.value == value)
    }
}
