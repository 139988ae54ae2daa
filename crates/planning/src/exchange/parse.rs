//! From bytes to a plan: JSON, then the schema with every violation and its path, then the typed value.

use std::sync::LazyLock;

use continuity::plan::Plan;
use jsonschema::{
    Validator,
    error::{TypeKind, ValidationErrorKind},
};
use serde_json::Value;

use super::{
    document,
    fault::{Fault, Violation},
};

/// The published schema.
const SCHEMA: &str = include_str!("../../../../contracts/bcp-exchange.schema.json");

/// Violations told of one document; a document with more is hardly one.
const MOST: usize = 50;

/// `None` only when the schema itself is broken, which a test rules out.
static VALIDATOR: LazyLock<Option<Validator>> = LazyLock::new(|| {
    serde_json::from_str(SCHEMA).ok().and_then(|schema: Value| jsonschema::validator_for(&schema).ok())
});

/// Reads one exchange document.
///
/// # Errors
/// Every violation of the schema, at most fifty, each with its place; or where the bytes stop being JSON.
pub fn parse(bytes: &[u8]) -> Result<Plan, Vec<Violation>> {
    of_value(document::read(bytes)?)
}

/// Reads a draft: an exchange document in which required members may still be missing, with those that only a draft
/// has.
///
/// # Errors
/// As [`parse`].
pub fn parse_draft(bytes: &[u8]) -> Result<Plan, Vec<Violation>> {
    let value = document::read(bytes)?;
    let typed = serde_path_to_error::deserialize::<_, Plan>(&value);
    typed.map_err(|problem| {
        let mut violations = of_value(value.clone()).err().unwrap_or_default();
        violations.retain(|violation| !is_draft_only(violation));
        if violations.is_empty() {
            violations.push(Violation::new(problem.path().to_string(), Fault::Other(problem.inner().to_string())));
        }
        violations
    })
}

/// What a draft may have or lack and an exchange document may not.
fn is_draft_only(violation: &Violation) -> bool {
    match &violation.fault {
        Fault::Unknown(member) => matches!(member.as_str(), "impact_over_time" | "rto_reason"),
        Fault::Missing(member) => {
            violation.field.starts_with("processes[") && matches!(member.as_str(), "impact" | "rto")
        }
        _ => false,
    }
}

fn of_value(value: Value) -> Result<Plan, Vec<Violation>> {
    let Some(validator) = VALIDATOR.as_ref() else {
        return Err(vec![Violation::new("", Fault::Other("schema".into()))]);
    };
    if !validator.is_valid(&value) {
        let mut violations: Vec<Violation> = Vec::new();
        for error in validator.iter_errors(&value) {
            violations.extend(told(&error));
            if violations.len() >= MOST {
                violations.truncate(MOST);
                break;
            }
        }
        return Err(violations);
    }
    // The schema takes whole numbers of any size and lengths of any length; what can't be held is told by its path.
    let typed = serde_path_to_error::deserialize::<_, Plan>(&value);
    typed.map_err(|problem| {
        let field = problem.path().to_string();
        vec![Violation::new(field, Fault::Other(problem.into_inner().to_string()))]
    })
}

fn told(error: &jsonschema::ValidationError<'_>) -> Vec<Violation> {
    let at = place(&error.instance_path().to_string());
    let one = |fault| vec![Violation::new(at.clone(), fault)];
    let number = |value: &Value| value.to_string();
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            unexpected.iter().map(|name| Violation::new(joined(&at, name), Fault::Unknown(name.clone()))).collect()
        }
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            vec![Violation::new(joined(&at, name), Fault::Missing(name.to_owned()))]
        }
        ValidationErrorKind::Type { kind } => one(Fault::Type(type_name(kind))),
        ValidationErrorKind::Enum { options } => {
            let choices =
                options.as_array().map(|all| all.iter().filter_map(Value::as_str).map(str::to_owned).collect());
            one(Fault::Choice(choices.unwrap_or_default()))
        }
        ValidationErrorKind::Constant { expected_value } => {
            one(Fault::Choice(expected_value.as_str().into_iter().map(str::to_owned).collect()))
        }
        ValidationErrorKind::Pattern { pattern } if pattern.starts_with("^P") => one(Fault::Duration),
        ValidationErrorKind::Pattern { .. } => one(Fault::Dependency),
        ValidationErrorKind::PropertyNames { .. } => one(Fault::Duration),
        ValidationErrorKind::OneOfNotValid { .. } | ValidationErrorKind::OneOfMultipleValid { .. } => one(Fault::Text),
        ValidationErrorKind::Minimum { limit } => one(Fault::Least(number(limit))),
        ValidationErrorKind::Maximum { limit } => one(Fault::Most(number(limit))),
        ValidationErrorKind::UniqueItems => one(Fault::Twice),
        _ => one(Fault::Other(error.to_string())),
    }
}

const TYPES: [&str; 7] = ["string", "integer", "number", "array", "object", "boolean", "null"];

fn type_name(kind: &TypeKind) -> &'static str {
    let name = match kind {
        TypeKind::Single(kind) => kind.to_string(),
        TypeKind::Multiple(_) => String::new(),
    };
    TYPES.into_iter().find(|known| *known == name).unwrap_or("other")
}

/// `/processes/2/rto` as `processes[2].rto`.
fn place(pointer: &str) -> String {
    let mut place = String::new();
    for segment in pointer.split('/').skip(1) {
        let segment = segment.replace("~1", "/").replace("~0", "~");
        if !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit()) {
            place.push_str(&format!("[{segment}]"));
        } else {
            place = joined(&place, &segment);
        }
    }
    place
}

fn joined(above: &str, name: &str) -> String {
    if above.is_empty() { name.to_owned() } else { format!("{above}.{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAST: &str = r#"{"format":"bcp-exchange/1","organisation":"D001","fiscal_year":2563,"kind":"main","title":"แผน","hazards":[],"processes":[]}"#;

    fn with(members: &str) -> String {
        format!("{}{members}}}", LEAST.trim_end_matches('}'))
    }

    fn faults(text: &str) -> Vec<(String, Fault)> {
        parse(text.as_bytes()).unwrap_err().into_iter().map(|v| (v.field, v.fault)).collect()
    }

    #[test]
    fn the_least_document_reads() {
        let plan = parse(LEAST.as_bytes()).unwrap();
        assert_eq!((plan.organisation.as_str(), plan.fiscal_year), ("D001", 2563));
    }

    #[test]
    fn every_violation_is_told_with_its_place() {
        let process = r#"{"id":"P1","name":"a","impact":"huge","rto":"4h","mbco":1.5,"owner":"x"}"#;
        let text = LEAST
            .replace(r#""processes":[]"#, &format!(r#""processes":[{process},{{"id":"P2","name":"b","rto":"PT4H"}}]"#));
        let mut told = faults(&text);
        told.sort_by(|a, b| a.0.cmp(&b.0));
        let fields: Vec<&str> = told.iter().map(|(field, _)| field.as_str()).collect();
        let expected = [
            "processes[0].impact",
            "processes[0].mbco",
            "processes[0].owner",
            "processes[0].rto",
            "processes[1].impact",
        ];
        assert_eq!(fields, expected);
        assert_eq!(told[1].1, Fault::Most("1".into()));
        assert_eq!(told[2].1, Fault::Unknown("owner".into()));
        assert_eq!(told[3].1, Fault::Duration);
        assert_eq!(told[4].1, Fault::Missing("impact".into()));
    }

    #[test]
    fn members_that_only_a_draft_has_are_refused() {
        let process = r#"{"id":"P1","name":"a","impact":"low","rto":"PT4H","rto_reason":"x"}"#;
        let text = LEAST.replace(r#""processes":[]"#, &format!(r#""processes":[{process}]"#));
        assert_eq!(faults(&text), [("processes[0].rto_reason".to_owned(), Fault::Unknown("rto_reason".into()))]);
    }

    #[test]
    fn a_draft_may_lack_an_rto_and_is_told_only_what_is_wrong() {
        let process = r#"{"id":"P1","name":"a","impact_over_time":{"PT4H":"high"}}"#;
        let text = LEAST.replace(r#""processes":[]"#, &format!(r#""processes":[{process}]"#));
        assert!(parse_draft(text.as_bytes()).is_ok());
        let wrong = text.replace(r#""name":"a""#, r#""name":"a","mtpd":"4h""#);
        let told = parse_draft(wrong.as_bytes()).unwrap_err();
        assert_eq!(told, [Violation::new("processes[0].mtpd", Fault::Duration)]);
    }

    #[test]
    fn words_in_two_languages_read_and_other_shapes_do_not() {
        assert!(parse(with(r#","scope":{"th":"ก","en":"a"}"#).as_bytes()).is_ok());
        assert_eq!(faults(&with(r#","scope":{"en":"a"}"#)), [("scope".to_owned(), Fault::Text)]);
    }

    #[test]
    fn a_number_beyond_counting_is_told_and_does_not_wrap() {
        let process = r#"{"id":"P1","name":"a","impact":"low","rto":"PT99999999999999999999H"}"#;
        let text = LEAST.replace(r#""processes":[]"#, &format!(r#""processes":[{process}]"#));
        assert_eq!(faults(&text)[0].0, "processes[0].rto");
    }

    proptest::proptest! {
        #[test]
        fn no_line_of_bytes_makes_it_stop(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let _ = parse(&bytes);
        }
    }
}
