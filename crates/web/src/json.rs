//! The bodies that programs send, read into typed values. What is wrong is told at its member, in plain words and in
//! the caller's language; the words of a parser never get out. Members that are [`Member`] are judged one by one, so
//! that a body with several wrong values is refused with all of them.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, de::DeserializeOwned};

use crate::{Lang, Problem, form::Errors, text::T};

/// Reads a body.
///
/// # Errors
/// [`Problem::BadRequest`] when it is no JSON, [`Problem::Invalid`] at the member that has another type, is missing or
/// is not known.
pub fn read<B: DeserializeOwned>(bytes: &[u8], lang: Lang) -> Result<B, Problem> {
    let t = T(lang);
    let mut from = serde_json::Deserializer::from_slice(bytes);
    let unreadable = |problem: &serde_json::Error| {
        Problem::BadRequest(t.json_unreadable(problem.line().max(1), problem.column().max(1)))
    };
    let read = serde_path_to_error::deserialize(&mut from).map_err(|problem| {
        let path = problem.path().to_string();
        let inner = problem.into_inner();
        if !inner.is_data() {
            return unreadable(&inner);
        }
        let (field, words) = told(&path, &inner.to_string(), t);
        let mut errors = Errors::new();
        errors.add(field, words);
        Problem::Invalid(errors)
    })?;
    from.end().map_err(|problem| unreadable(&problem))?;
    Ok(read)
}

/// The member that a fault of the parser is about, and what it means.
fn told(path: &str, fault: &str, t: T) -> (String, String) {
    let path = if path == "." || path == "?" { "" } else { path };
    let named = || fault.split('`').nth(1).unwrap_or_default();
    let inside = |name: &str| match path {
        "" => name.to_owned(),
        path if path.ends_with(name) => path.to_owned(),
        path => format!("{path}.{name}"),
    };
    let whole = if path.is_empty() { "body".to_owned() } else { path.to_owned() };
    if fault.starts_with("missing field") {
        return (inside(named()), t.json_missing().to_owned());
    }
    if fault.starts_with("unknown field") {
        return (inside(named()), t.json_unknown().to_owned());
    }
    if fault.starts_with("duplicate field") {
        return (inside(named()), t.json_repeated().to_owned());
    }
    (whole, expected(fault, t).to_owned())
}

/// What was expected instead.
fn expected(fault: &str, t: T) -> &'static str {
    let wanted = fault.split("expected ").nth(1).unwrap_or_default();
    let wanted = wanted.split(" at line").next().unwrap_or_default();
    match wanted {
        "a string" => t.json_text(),
        "a boolean" => t.json_yes_no(),
        "a sequence" => t.json_list(),
        "a date string" => t.json_date(),
        number if ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "usize"].contains(&number) => t.json_whole(),
        object if object.starts_with("struct") || object == "a map" => t.json_object(),
        _ if ["date", "year", "month", "day"].iter().any(|word| fault.contains(word)) => t.json_date(),
        _ => t.json_other(),
    }
}

/// A member of a body that is judged together with the others: its value, its absence, or what was expected instead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Member<V> {
    /// Not there, or null.
    #[default]
    Absent,
    /// As it should be.
    Given(V),
    /// Of another type; the parser's words, which say what was expected.
    Wrong(String),
}

impl<'de, V: DeserializeOwned> Deserialize<'de> for Member<V> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(from)?;
        if value.is_null() {
            return Ok(Member::Absent);
        }
        Ok(match serde_json::from_value(value) {
            Ok(value) => Member::Given(value),
            Err(problem) => Member::Wrong(problem.to_string()),
        })
    }
}

impl<V> Member<V> {
    /// The value, if there is one; a value of another type is refused at `field`.
    pub fn optional(self, field: impl Into<Cow<'static, str>>, errors: &mut Errors, lang: Lang) -> Option<V> {
        match self {
            Member::Given(value) => Some(value),
            Member::Absent => None,
            Member::Wrong(fault) => {
                errors.add(field.into(), expected(&fault, T(lang)));
                None
            }
        }
    }

    /// The value; without one it is refused at `field`.
    pub fn needed(self, field: &'static str, errors: &mut Errors, lang: Lang) -> Option<V> {
        if matches!(self, Member::Absent) {
            errors.add(field, T(lang).json_missing());
            return None;
        }
        self.optional(field, errors, lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        #[allow(dead_code)]
        due: jiff::civil::Date,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Body {
        name: String,
        #[serde(default)]
        year: Option<i32>,
        #[serde(default)]
        rows: Vec<Inner>,
    }

    fn refused(body: &str) -> (String, String) {
        match read::<Body>(body.as_bytes(), Lang::En) {
            Err(Problem::Invalid(errors)) => {
                let first = errors.list.into_iter().next().unwrap();
                (first.field, first.message)
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_wrong_member_is_named_by_its_place_and_in_plain_words() {
        let t = T(Lang::En);
        let cases = [
            (r#"{"name": 1}"#, "name", t.json_text()),
            (r#"{"name": "a", "year": "x"}"#, "year", t.json_whole()),
            (r#"{"name": "a", "year": 2563.5}"#, "year", t.json_whole()),
            (r#"{"name": "a", "year": 99999999999}"#, "year", t.json_whole()),
            (r#"{}"#, "name", t.json_missing()),
            (r#"{"name": "a", "colour": 1}"#, "colour", t.json_unknown()),
            (r#"{"name": "a", "rows": 1}"#, "rows", t.json_list()),
            (r#"{"name": "a", "rows": [{}]}"#, "rows[0].due", t.json_missing()),
            (r#"{"name": "a", "rows": [{"due": 5}]}"#, "rows[0].due", t.json_date()),
            (r#"{"name": "a", "rows": [{"due": "tomorrow"}]}"#, "rows[0].due", t.json_date()),
            (r#""a""#, "body", t.json_object()),
        ];
        for (body, field, words) in cases {
            assert_eq!(refused(body), (field.to_owned(), words.to_owned()), "{body}");
        }
        for broken in ["", "{", r#"{"name": "a"} x"#] {
            assert!(matches!(read::<Body>(broken.as_bytes(), Lang::Th), Err(Problem::BadRequest(_))), "{broken}");
        }
    }
}
