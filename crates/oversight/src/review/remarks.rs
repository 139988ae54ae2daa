//! Remarks of a reviewer on exact places of a version, and the agency's answers to them.

use continuity::{
    plan::{Field, Section, finding::anchor},
    review::decide::MOST_REASON,
};
use db::{Tx, params};
use jiff::Timestamp;
use serde_json::json;

use super::{
    commands::{Case, load, record},
    refused::Refused,
    store::{self, Remark},
    view, waiting,
};

/// Writes a remark on a field of a row (`processes-2`), or of a section as a whole (`processes`), while the version
/// waits.
///
/// # Errors
/// A blank or overlong text, a place that the version does not have, whatever forbids returning it.
pub fn add(
    tx: &mut Tx<'_>,
    version_id: &str,
    (at, field, text): (&str, &str, &str),
    actor: &web::Actor,
    now: Timestamp,
) -> Result<String, Refused> {
    let case = load(tx, version_id, actor)?;
    may_remark(&case)?;
    let text = sound(text)?;
    let plan = waiting::document(tx, version_id)?.ok_or(Refused::NotFound)?;
    let field = Field::from_code(field).unwrap_or(Field::Row);
    let (section, place, row_id, row_name) = match Section::from_code(at) {
        Some(section) => (section, format!("{at}-{}", field.code()), String::new(), String::new()),
        None => {
            let (section, line) = view::line_at(&plan, at).ok_or(Refused::NoPlace)?;
            let place = line.place(field);
            let id = place.id.clone().unwrap_or_default();
            (section, anchor(section, &place), id, line.name.clone())
        }
    };
    let id = db::new_id();
    tx.execute(
        "INSERT INTO remark (id, version_id, section, place, row_id, row_name, text, made_at, made_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![&id, version_id, section.code(), &place, row_id, row_name, text, now, &actor.account_id],
    )?;
    record(tx, "remark.made", &case.version, &actor.account_id, now, json!({"remark": &id, "place": place}))?;
    Ok(id)
}

/// Takes back an own remark while the version still waits; gives the version.
///
/// # Errors
/// No such remark of this person, or the version was decided on.
pub fn remove(tx: &mut Tx<'_>, id: &str, actor: &web::Actor, now: Timestamp) -> Result<String, Refused> {
    let remark = store::remark(tx, id)?.filter(|remark| remark.made_by == actor.account_id).ok_or(Refused::NotFound)?;
    let case = load(tx, &remark.version_id, actor)?;
    may_remark(&case)?;
    tx.execute("DELETE FROM remark WHERE id = $1", params![id])?;
    let detail = json!({"remark": id, "place": remark.place, "text": remark.text});
    record(tx, "remark.taken_back", &case.version, &actor.account_id, now, detail)?;
    Ok(remark.version_id)
}

/// The agency's answer to a remark on a version that was returned; gives the plan and the code of the section. An answer may be written anew.
///
/// # Errors
/// A blank or overlong text; a remark that this person can't reach.
pub fn answer(
    tx: &mut Tx<'_>,
    id: &str,
    text: &str,
    (actor, scope): (&web::Actor, &db::Scope),
    now: Timestamp,
) -> Result<(String, String), Refused> {
    let text = sound(text)?;
    let Remark { version_id, section, .. } = store::remark(tx, id)?.ok_or(Refused::NotFound)?;
    let version = store::version(tx, &version_id, scope, Some(scope))?;
    let version = version.filter(|version| version.returned_at.is_some()).ok_or(Refused::NotFound)?;
    tx.execute(
        "UPDATE remark SET answer = $2, answered_at = $3, answered_by = $4 WHERE id = $1",
        params![id, text, now, &actor.account_id],
    )?;
    record(tx, "remark.answered", &version, &actor.account_id, now, json!({"remark": id}))?;
    Ok((version.plan_id, section))
}

/// Whoever may return a version may remark on it.
fn may_remark(case: &Case) -> Result<(), Refused> {
    Ok(continuity::review::may_return(case.actor, &case.standing, case.version.number, "-")?)
}

fn sound(text: &str) -> Result<&str, Refused> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Refused::Blank),
        long if long > MOST_REASON => Err(Refused::TooLong),
        _ => Ok(text),
    }
}
