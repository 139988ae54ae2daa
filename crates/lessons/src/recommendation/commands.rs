//! Writing a recommendation, and withdrawing one; one transaction each.

use db::{Tx, audit};
use jiff::Timestamp;
use serde_json::json;

use super::store::{self, Basis};
use crate::Refused;

/// Answers that a recommendation may rest on.
const MOST: usize = 500;

/// What is to be written.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Fiscal year that it is drawn from.
    pub fiscal_year: i32,
    /// Its topic.
    pub heading: String,
    /// What should be done.
    pub text: String,
    /// Who should do it, in words.
    pub bodies: String,
    /// The answers that it rests on, each `handing:question:row`.
    pub basis: Vec<String>,
}

/// Writes a recommendation and gives its id.
///
/// # Errors
/// Blank words; answers that there are not.
pub fn write(tx: &mut Tx<'_>, wanted: &Wanted, by: &str, now: Timestamp) -> Result<String, Refused> {
    if wanted.heading.is_empty() {
        return Err(Refused::Blank("heading"));
    }
    if wanted.text.is_empty() {
        return Err(Refused::Blank("text"));
    }
    let mut basis = Vec::new();
    for text in wanted.basis.iter().take(MOST) {
        let named = Basis::parse(text).ok_or(Refused::NotFound)?;
        store::told(tx, &named)?.ok_or(Refused::NotFound)?;
        basis.push(named);
    }
    let of = (wanted.fiscal_year, wanted.heading.as_str(), wanted.text.as_str(), wanted.bodies.as_str());
    let id = store::add(tx, of, &basis, (by, now))?;
    let detail = json!({"fiscal_year": wanted.fiscal_year, "heading": wanted.heading, "basis": basis.len()});
    record(tx, "lesson.recommended", &id, (by, now), detail)?;
    Ok(id)
}

/// Withdraws a recommendation; it is kept and no longer shown in the list.
///
/// # Errors
/// There is none.
pub fn withdraw(tx: &mut Tx<'_>, id: &str, by: &str, now: Timestamp) -> Result<(), Refused> {
    let found = store::one(tx, id)?.ok_or(Refused::NotFound)?;
    if found.withdrawn_at.is_some() {
        return Ok(());
    }
    store::withdraw(tx, id, (by, now))?;
    record(tx, "lesson.recommendation_withdrawn", id, (by, now), json!({"heading": found.heading}))?;
    Ok(())
}

fn record(
    tx: &mut Tx<'_>,
    action: &str,
    id: &str,
    (by, now): (&str, Timestamp),
    detail: serde_json::Value,
) -> db::Result<()> {
    let event = audit::Event {
        at: now,
        actor: by,
        action,
        subject_kind: "lesson_recommendation",
        subject_id: id,
        organisation_id: None,
        detail,
    };
    audit::append(tx, &event)
}
