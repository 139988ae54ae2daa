//! What is wrong with an exchange document: where, and in the user's words.

use crate::text::T;

/// The place of what is wrong with a document as a whole.
pub const WHOLE: &str = "document";

/// One violation of the exchange format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Where: `processes[2].rto`; [`WHOLE`] for the document as a whole.
    pub field: String,
    /// What.
    pub fault: Fault,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not JSON in UTF-8; column of the first fault, from 1.
    NotJson(usize),
    /// More bytes than a document may have, in MiB.
    TooLong(usize),
    /// The member stands there twice.
    Repeated(String),
    /// A member that the format does not know.
    Unknown(String),
    /// A member without which it is no document.
    Missing(String),
    /// Another type of value is needed; its name in the schema.
    Type(&'static str),
    /// Not one of these.
    Choice(Vec<String>),
    /// Not a length of time.
    Duration,
    /// Not one of the six kinds of dependency.
    Dependency,
    /// Neither words nor an object with `th` and `en`.
    Text,
    /// Below the least value.
    Least(String),
    /// Above the greatest value.
    Most(String),
    /// The same value twice in a list.
    Twice,
    /// Holds a character that no text may hold.
    Character,
    /// No organisation has this code.
    Organisation(String),
    /// Too large to be read, or what a newer schema asks; the engine's words.
    Other(String),
}

impl Violation {
    /// At a place.
    pub fn new(field: impl Into<String>, fault: Fault) -> Self {
        let field = field.into();
        Violation { field: if field.is_empty() || field == "." { WHOLE.to_owned() } else { field }, fault }
    }

    /// In words.
    pub fn words(&self, t: T) -> String {
        match &self.fault {
            Fault::NotJson(column) => t.exchange_not_json(column),
            Fault::TooLong(limit) => t.exchange_too_long(limit),
            Fault::Repeated(member) => t.exchange_repeated(member),
            Fault::Unknown(member) => t.exchange_unknown(member),
            Fault::Missing(member) => t.exchange_missing(member),
            Fault::Type(kind) => t.exchange_type(type_words(t, kind)),
            Fault::Choice(choices) => t.exchange_choice(choices.join(", ")),
            Fault::Duration => t.exchange_duration().into(),
            Fault::Dependency => t.exchange_dependency().into(),
            Fault::Text => t.exchange_text().into(),
            Fault::Least(least) => t.exchange_least(least),
            Fault::Most(most) => t.exchange_most(most),
            Fault::Twice => t.exchange_twice().into(),
            Fault::Character => t.exchange_character().into(),
            Fault::Organisation(code) => t.exchange_organisation(code),
            Fault::Other(words) => t.exchange_other(words),
        }
    }
}

fn type_words(t: T, kind: &str) -> &'static str {
    match kind {
        "string" => t.type_string(),
        "integer" => t.type_integer(),
        "number" => t.type_number(),
        "array" => t.type_array(),
        "object" => t.type_object(),
        _ => t.type_other(),
    }
}
