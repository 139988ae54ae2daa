//! The content of a plan as bytes: the draft's own JSON, and the canonical JSON over which a version is hashed.
//!
//! The hash covers what the exchange format knows and nothing else, so that a plan that leaves by export and comes back
//! by import is recognised as unchanged.

use continuity::plan::Plan;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The exchange document of a plan in canonical form: members in the order of their names, no blanks between.
pub fn canonical(plan: &Plan) -> String {
    sorted(serde_json::to_value(plan.for_exchange()).unwrap_or_default()).to_string()
}

/// SHA-256 of the canonical exchange document, lower-case hexadecimal.
pub fn hash(plan: &Plan) -> String {
    hex::encode(Sha256::digest(canonical(plan)))
}

/// The whole draft, with the members that only a draft has.
pub fn draft(plan: &Plan) -> String {
    serde_json::to_string(plan).unwrap_or_default()
}

/// Reads a stored document.
///
/// # Errors
/// [`db::Error::Column`] when it is not one; a defect of ours, because only readable documents are stored.
pub fn read(document: &str) -> db::Result<Plan> {
    serde_json::from_str(document)
        .map_err(|problem| db::Error::Column { column: 0, message: format!("a plan's document: {problem}") })
}

fn sorted(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.into_iter().map(|(name, value)| (name, sorted(value))).collect();
            members.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Object(members.into_iter().collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use continuity::plan::{PlanKind, Process, Text};

    fn plan() -> Plan {
        let mut plan = Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน"));
        plan.processes.push(Process { id: "P1".into(), mbco: Some(0.6), ..Process::default() });
        plan
    }

    #[test]
    fn what_only_a_draft_has_does_not_change_the_hash() {
        let mut with_reason = plan();
        with_reason.processes[0].rto_reason = Some("รับด้วยมือได้".into());
        assert_eq!(hash(&plan()), hash(&with_reason));
    }

    #[test]
    fn the_order_of_members_does_not_change_the_hash_and_a_word_does() {
        assert!(canonical(&plan()).starts_with(r#"{"fiscal_year":2563,"format":"#));
        let mut other = plan();
        other.title = Text::th("แผนใหม่");
        assert_ne!(hash(&plan()), hash(&other));
    }

    #[test]
    fn a_draft_reads_back_as_it_was() {
        assert_eq!(read(&draft(&plan())).ok(), Some(plan()));
    }
}
