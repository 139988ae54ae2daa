//! Forms at the door: every value as it came, read by name or by row, cleaned, with room for an error beside each.

use axum::{
    body::Bytes,
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::{StatusCode, header},
};
use serde_json::json;

use crate::{Problem, Visit, text::T};

/// Bytes that a form without a file may have.
pub const FORM_LIMIT: usize = 4 * 1_048_576;
/// Bytes that an uploaded file may have.
pub const UPLOAD_LIMIT: usize = 100 * 1_048_576;

/// The fields of a submitted form, in order.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    pairs: Vec<(String, String)>,
    /// Files that came with the form.
    pub files: Vec<Upload>,
}

/// One uploaded file.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Name of the field.
    pub field: String,
    /// Name that the sender gave it; never used as a path.
    pub filename: String,
    /// Its content.
    pub bytes: Bytes,
}

impl Fields {
    /// Of pairs, as tests and the programming interface have them.
    pub fn of<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        Fields {
            pairs: pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect(),
            files: Vec::new(),
        }
    }

    /// The last value of a field as it came; empty when it is not there.
    pub fn raw(&self, name: &str) -> &str {
        self.pairs.iter().rev().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The value cleaned for storing: mark order, invisible characters, blanks at both ends.
    pub fn text(&self, name: &str) -> String {
        thai::normalise::clean(self.raw(name))
    }

    /// The value cleaned, or `None` when there is nothing.
    pub fn optional(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// True when the field is there at all.
    pub fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|(known, _)| known == name)
    }

    /// All values of a field that may repeat.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The rows of an editable table, whose fields are named `rows[3].rto`, in the order of their numbers. Rows in
    /// which every field is blank are left out.
    pub fn rows(&self, table: &str) -> Vec<Fields> {
        self.numbered_rows(table).into_iter().map(|(_, row)| row).collect()
    }

    /// As [`Fields::rows`], each with the number that the page gave it.
    pub fn numbered_rows(&self, table: &str) -> Vec<(u32, Fields)> {
        let mut rows = std::collections::BTreeMap::<u32, Fields>::new();
        for (name, value) in &self.pairs {
            let rest = name.strip_prefix(table).and_then(|rest| rest.strip_prefix('['));
            let Some((number, field)) = rest.and_then(|rest| rest.split_once("].")) else { continue };
            if let Ok(number) = number.parse() {
                rows.entry(number).or_default().pairs.push((field.to_owned(), value.clone()));
            }
        }
        rows.into_iter().filter(|(_, row)| row.pairs.iter().any(|(_, value)| !value.trim().is_empty())).collect()
    }

    /// The names of the fields, in order; a repeated one repeatedly.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.pairs.iter().map(|(name, _)| name.as_str())
    }

    /// The first file of this field that has a content.
    pub fn file(&self, field: &str) -> Option<&Upload> {
        self.files.iter().find(|file| file.field == field && !file.bytes.is_empty())
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let t = T(request.extensions().get::<Visit>().map(|visit| visit.lang).unwrap_or_default());
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
            if announced(&request).is_some_and(|bytes| bytes > UPLOAD_LIMIT as u64) {
                return Err(Problem::TooLarge(UPLOAD_LIMIT as u64));
            }
            return of_parts(Multipart::from_request(request, state).await.map_err(|e| bad(&e))?, t).await;
        }
        let bytes = axum::body::to_bytes(request.into_body(), FORM_LIMIT);
        let bytes = bytes.await.map_err(|_| Problem::TooLarge(FORM_LIMIT as u64))?;
        let pairs = decoded(&bytes).map_err(|field| unreadable(field, t))?;
        Ok(Fields { pairs, files: Vec::new() })
    }
}

/// Bytes of the body as the sender announces them.
fn announced(request: &Request) -> Option<u64> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// A value that is no text: told at its field.
fn unreadable(field: String, t: T) -> Problem {
    let mut errors = Errors::new();
    errors.add(field, t.text_encoding());
    Problem::Invalid(errors)
}

async fn of_parts(mut parts: Multipart, t: T) -> Result<Fields, Problem> {
    let mut fields = Fields::default();
    let too_large = |_| Problem::TooLarge(UPLOAD_LIMIT as u64);
    while let Some(part) = parts.next_field().await.map_err(|e| broken(&e))? {
        let name = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(filename) => {
                let bytes = part.bytes().await.map_err(too_large)?;
                fields.files.push(Upload { field: name, filename, bytes });
            }
            None => match String::from_utf8(part.bytes().await.map_err(too_large)?.into()) {
                Ok(text) => fields.pairs.push((name, text.replace('\0', ""))),
                Err(_) => return Err(unreadable(name, t)),
            },
        }
    }
    Ok(fields)
}

fn broken(problem: &MultipartError) -> Problem {
    match problem.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge(UPLOAD_LIMIT as u64),
        _ => bad(problem),
    }
}

fn bad(problem: &impl std::fmt::Display) -> Problem {
    Problem::BadRequest(problem.to_string())
}

/// The pairs of a form, or the field whose value is no UTF-8.
fn decoded(bytes: &[u8]) -> Result<Vec<(String, String)>, String> {
    let part = |text: &[u8]| {
        let mut out = Vec::with_capacity(text.len());
        let mut rest = text;
        while let [first, tail @ ..] = rest {
            let hex = |b: u8| char::from(b).to_digit(16);
            match (first, tail) {
                (b'+', _) => out.push(b' '),
                (b'%', [high, low, after @ ..]) if hex(*high).is_some() && hex(*low).is_some() => {
                    let value = hex(*high).unwrap_or(0) * 16 + hex(*low).unwrap_or(0);
                    out.push(u8::try_from(value).unwrap_or(b'?'));
                    rest = after;
                    continue;
                }
                _ => out.push(*first),
            }
            rest = tail;
        }
        out.retain(|byte| *byte != 0); // no field means it, and a database server refuses it
        String::from_utf8(out)
    };
    let lossy =
        |text: &[u8]| part(text).unwrap_or_else(|broken| String::from_utf8_lossy(broken.as_bytes()).into_owned());
    let pairs = bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| match pair.iter().position(|byte| *byte == b'=') {
            Some(at) => {
                let name = lossy(&pair[..at]);
                part(&pair[at + 1..]).map(|value| (name.clone(), value)).map_err(|_| name)
            }
            None => Ok((lossy(pair), String::new())),
        })
        .collect()
}

/// One refused field with the reason, in the user's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Name of the field.
    pub field: String,
    /// Why.
    pub message: String,
}

/// What was refused, field by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors {
    /// All of them, in order; what the summary on top of a form shows.
    pub list: Vec<Refused>,
}

impl Errors {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Refuses a field with a reason.
    pub fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.list.push(Refused { field: field.into(), message: message.into() });
    }

    /// True when nothing was refused.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The first reason for this field; empty when it was not refused.
    pub fn of(&self, field: &str) -> &str {
        self.list.iter().find(|refused| refused.field == field).map_or("", |refused| &refused.message)
    }

    pub(crate) fn sentence(&self) -> String {
        let reasons: Vec<&str> = self.list.iter().map(|refused| refused.message.as_str()).collect();
        reasons.join("; ")
    }

    pub(crate) fn as_json(&self) -> serde_json::Value {
        self.list.iter().map(|refused| json!({"field": refused.field, "reason": refused.message})).collect()
    }
}

/// A choice of a select, radio buttons or checkboxes.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// What helps to choose; may be empty.
    pub hint: String,
    /// True when chosen.
    pub selected: bool,
}

impl Choice {
    /// Without a hint.
    pub fn new(value: impl Into<String>, label: impl Into<String>, selected: bool) -> Self {
        Choice { value: value.into(), label: label.into(), hint: String::new(), selected }
    }

    /// The choices of a reference list with the chosen code marked.
    pub fn of_list(list: &'static reference::List, lang: crate::Lang, chosen: &str) -> Vec<Choice> {
        let of =
            |entry: &reference::Entry| Choice::new(&entry.code, lang.pick(&entry.th, &entry.en), entry.code == chosen);
        list.entries().iter().map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thai_in_a_form_body_is_read_as_it_was_typed() {
        let pairs = decoded("name=%E0%B8%81%E0%B8%B2+%25&x=&broken=%ZZ".as_bytes()).unwrap();
        assert_eq!(pairs[0], ("name".into(), "กา %".into()));
        assert_eq!(pairs[2], ("broken".into(), "%ZZ".into()));
    }

    #[test]
    fn a_value_that_is_no_text_is_refused_at_its_field() {
        assert_eq!(decoded(b"a=1&name=%E0%B8&b=2"), Err("name".to_owned()));
        assert_eq!(decoded(b"name=\xa1\xd2"), Err("name".to_owned()));
    }

    #[test]
    fn rows_come_in_the_order_of_their_numbers_and_blank_ones_are_left_out() {
        let fields = Fields::of([("rows[10].a", "ten"), ("rows[2].a", "two"), ("rows[3].a", " "), ("other[1].a", "x")]);
        let rows = fields.rows("rows");
        assert_eq!(rows.iter().map(|row| row.text("a")).collect::<Vec<_>>(), ["two", "ten"]);
    }
}
