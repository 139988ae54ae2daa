//! A look at personal data is written down: whoever is given a plan, a paper or a file with whole telephone numbers is
//! in the audit trail with what they were given (SECURITY.md).

use db::{Tx, audit};
use jiff::Timestamp;
use serde_json::Value;
use web::{Actor, App, Granted, Problem};

use super::Owner;

/// Writes the look down in this transaction; `what` says what was given.
pub fn seen(
    tx: &mut Tx<'_>,
    actor: &Actor,
    plan_id: &str,
    owner: &Owner,
    what: &Value,
    at: Timestamp,
) -> db::Result<()> {
    let event = audit::Event {
        at,
        actor: &actor.account_id,
        action: "plan.personal_data_seen",
        subject_kind: "plan",
        subject_id: plan_id,
        organisation_id: Some(&owner.id),
        detail: what.clone(),
    };
    audit::append(tx, &event)
}

/// Writes the look down by itself, before the answer leaves.
///
/// # Errors
/// The database's; nothing may then be given.
pub async fn written_down(
    app: &App,
    granted: &Granted,
    plan_id: &str,
    owner: &Owner,
    what: Value,
) -> Result<(), Problem> {
    let (at, actor) = (app.clock.now(), granted.actor.clone());
    let (plan_id, owner) = (plan_id.to_owned(), owner.clone());
    Ok(app.db.write(move |tx| seen(tx, &actor, &plan_id, &owner, &what, at)).await?)
}
