//! JSON with nothing lost in silence: a member that stands in one object twice is found, and a whole number written as
//! `2563.0` is one, as the schema language says.

use std::{cell::RefCell, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::fault::{Fault, Violation};

/// Reads one document.
///
/// # Errors
/// Where it stops being JSON, or every member that stands twice and every text with a character that can't be kept.
pub fn read(line: &[u8]) -> Result<Value, Vec<Violation>> {
    let found = RefCell::new(Vec::new());
    let mut reader = serde_json::Deserializer::from_slice(line);
    let value = Seed { found: &found, at: &Path::Root }.deserialize(&mut reader).and_then(|value| {
        reader.end()?;
        Ok(value)
    });
    let value = value.map_err(|problem| vec![Violation::new("", Fault::NotJson(problem.column().max(1)))])?;
    let found = found.into_inner();
    if found.is_empty() { Ok(value) } else { Err(found) }
}

enum Path<'a> {
    Root,
    Member(&'a Path<'a>, &'a str),
    Item(&'a Path<'a>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root => Ok(()),
            Path::Member(Path::Root, name) => f.write_str(name),
            Path::Member(above, name) => write!(f, "{above}.{name}"),
            Path::Item(above, index) => write!(f, "{above}[{index}]"),
        }
    }
}

struct Seed<'a> {
    found: &'a RefCell<Vec<Violation>>,
    at: &'a Path<'a>,
}

impl Seed<'_> {
    fn add(&self, fault: Fault) {
        self.found.borrow_mut().push(Violation::new(self.at.to_string(), fault));
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        /// Whole numbers up to here are exact as floating point.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if value.fract() == 0.0 && value.abs() <= EXACT {
            #[allow(clippy::cast_possible_truncation)]
            return Ok(Value::Number((value as i64).into()));
        }
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("not a number"))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Value, E> {
        self.visit_string(value.to_owned())
    }

    fn visit_string<E: serde::de::Error>(self, value: String) -> Result<Value, E> {
        if value.contains('\0') {
            self.add(Fault::Character);
        }
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        loop {
            let at = Path::Item(self.at, list.len());
            match items.next_element_seed(Seed { found: self.found, at: &at })? {
                Some(item) => list.push(item),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            if name.contains('\0') {
                return Err(A::Error::custom("a name with a character that no text may hold"));
            }
            let value = {
                let at = Path::Member(self.at, &name);
                members.next_value_seed(Seed { found: self.found, at: &at })?
            };
            if object.contains_key(&name) {
                self.add(Fault::Repeated(name));
            } else {
                object.insert(name, value);
            }
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_that_stands_twice_is_found_where_it_is() {
        let found = read(br#"{"processes":[{"id":"P1","id":"P2"}],"title":"x"}"#).unwrap_err();
        assert_eq!(found, [Violation::new("processes[0]", Fault::Repeated("id".into()))]);
    }

    #[test]
    fn a_whole_number_with_a_point_is_whole() {
        assert_eq!(read(b"[2563.0, 0.5, 1e2]").ok(), Some(serde_json::json!([2563, 0.5, 100])));
    }

    #[test]
    fn what_is_no_json_says_where() {
        for line in [&b"{\"a\": 1,}"[..], b"", b"{} {}", b"\xff", b"{\"a\":\"\xe0\xb8\"}"] {
            assert!(matches!(read(line).unwrap_err()[0].fault, Fault::NotJson(_)), "{line:?}");
        }
    }

    #[test]
    fn a_character_that_no_text_may_hold_is_found() {
        let found = read(br#"{"title":"a\u0000b"}"#).unwrap_err();
        assert_eq!(found, [Violation::new("title", Fault::Character)]);
    }

    #[test]
    fn a_document_nested_without_end_is_refused_and_not_followed() {
        assert!(read(&b"[".repeat(100_000)).is_err());
    }
}
