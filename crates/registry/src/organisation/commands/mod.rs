//! What is done with an organisation: making, correcting, and the changes with an effective date (rename, move, merge,
//! split, close). Each is one transaction: load through the scope, judge by the pure rules, save, write the history
//! and the audit event. History is only ever added to.

mod dated;

use continuity::organisation::{ChangeRefusal, MOST_LEVELS};
use db::{Scope, Tx};
use jiff::{Timestamp, civil::Date};
use serde_json::json;

pub use dated::{Act, Dated, change};

use super::{
    Details, Organisation, Reason, field, path,
    store::{self, Entered, History},
};

/// Why a command did nothing.
#[derive(Debug)]
pub enum Refusal {
    /// There is no such organisation within reach.
    NotFound,
    /// These values are refused: field and reason.
    Fields(Vec<(&'static str, Reason)>),
    /// The rules of changes are against it.
    Change(Vec<ChangeRefusal>),
    /// It would take effect on a day that has not come yet.
    InFuture,
    /// A new organisation of this kind can only be added by the centre.
    KindForCentre,
    /// Only the centre makes or moves something at the top.
    TopForCentre,
    /// Another organisation that was named is not within reach.
    OtherNotFound(String),
    /// Somebody else changed it since it was read.
    Changed(Box<Organisation>),
    /// The database.
    Database(db::Error),
}

impl From<db::Error> for Refusal {
    fn from(error: db::Error) -> Self {
        Refusal::Database(error)
    }
}

/// Who does it, how far that person reaches, and when.
#[derive(Clone, Debug)]
pub struct By {
    /// Account id.
    pub account: String,
    /// How far.
    pub scope: Scope,
    /// When.
    pub now: Timestamp,
}

impl By {
    fn today(&self) -> Date {
        thai::date::bangkok_date(self.now)
    }
}

/// A new organisation.
#[derive(Clone, Debug)]
pub struct New {
    /// Code; made from the parent's when absent.
    pub code: Option<String>,
    /// Code of the parent; at the top without one.
    pub parent_code: Option<String>,
    /// What it is.
    pub details: Details,
    /// First day, if known.
    pub valid_from: Option<Date>,
    /// Why, or by which law or order.
    pub reason: String,
}

/// Makes an organisation and gives it back.
///
/// # Errors
/// See [`Refusal`].
pub fn create(tx: &mut Tx<'_>, new: &New, by: &By) -> Result<Organisation, Refusal> {
    let parent = match &new.parent_code {
        Some(code) => Some(reached(tx, by, code)?),
        None if by.scope.is_nation() => None,
        None => return Err(Refusal::TopForCentre),
    };
    let kind = continuity::organisation::Kind::from_code(&new.details.kind);
    if !by.scope.is_nation() && !kind.is_some_and(|kind| kind.may_be_added_below()) {
        return Err(Refusal::KindForCentre);
    }
    if let Some(parent) = &parent {
        let mut problems = Vec::new();
        if parent.is_closed() {
            problems.push(("parent_code", Reason::ClosedParent(parent.code.clone())));
        }
        if parent.level >= MOST_LEVELS {
            problems
                .push(("parent_code", Reason::TooDeep { code: new.details.name_th.clone(), level: parent.level + 1 }));
        }
        if !problems.is_empty() {
            return Err(Refusal::Fields(problems));
        }
    }
    if new.valid_from.is_some_and(|day| day > by.today()) {
        return Err(Refusal::InFuture);
    }
    let code = match &new.code {
        Some(code) => field::code(code).map_err(|reason| Refusal::Fields(vec![("code", reason)]))?,
        None => next_code(tx, parent.as_ref())?,
    };
    if store::is_taken(tx, &code)? {
        return Err(Refusal::Fields(vec![("code", Reason::CodeTaken)]));
    }
    known_ministry(tx, &new.details)?;
    let id = db::new_id();
    let path = path::below(parent.as_ref().map(|parent| parent.path.as_str()), &id);
    let entered = Entered {
        id: &id,
        code: &code,
        parent_id: parent.as_ref().map(|parent| parent.id.as_str()),
        path: &path,
        details: &new.details,
        valid_from: new.valid_from,
        other_codes: &[],
    };
    store::insert(tx, &entered)?;
    let made = store::by_id(tx, &id)?.ok_or(Refusal::NotFound)?;
    let parent_code = parent.as_ref().map(|parent| parent.code.as_str()).unwrap_or_default();
    record(tx, &made, parent_code, "created", new.valid_from, &new.reason, by)?;
    store::note(tx, "organisation.created", &id, &by.account, json!({"code": code, "parent": parent_code}), by.now)?;
    Ok(made)
}

/// The parent's code and the next free number: `P11-03`; `N-0001` at the top.
fn next_code(tx: &mut Tx<'_>, parent: Option<&Organisation>) -> Result<String, Refusal> {
    let (stem, from) = match parent {
        Some(parent) => (parent.code.clone(), store::count_children(tx, &parent.id)? + 1),
        None => ("N".to_owned(), 1),
    };
    for number in from..from + 100_000 {
        let code = format!("{stem}-{number:02}");
        let code = field::code(&code).map_err(|reason| Refusal::Fields(vec![("code", reason)]))?;
        if !store::is_taken(tx, &code)? {
            return Ok(code);
        }
    }
    Err(Refusal::Fields(vec![("code", Reason::Missing)]))
}

/// What a correction or a change of the plain facts sets. It has no effective date: what was wrong was always wrong.
#[derive(Clone, Debug)]
pub struct Correction {
    /// Code of the organisation.
    pub code: String,
    /// The revision that it was read at.
    pub revision: i64,
    /// What it is.
    pub details: Details,
    /// Why.
    pub reason: String,
}

/// Corrects an organisation and gives it back.
///
/// # Errors
/// See [`Refusal`]; [`Refusal::Changed`] when somebody else was quicker.
pub fn correct(tx: &mut Tx<'_>, correction: &Correction, by: &By) -> Result<Organisation, Refusal> {
    let of = reached(tx, by, &correction.code)?;
    if of.revision != correction.revision {
        return Err(Refusal::Changed(Box::new(of)));
    }
    if let Some(since) = of.closed_on {
        return Err(Refusal::Change(vec![ChangeRefusal::AlreadyClosed { since }]));
    }
    known_ministry(tx, &correction.details)?;
    let changed = correction.details.differences(&of.details);
    if changed.is_empty() {
        return Ok(of);
    }
    let newest = newest_change(tx, &of)?;
    write_details(tx, &of, &correction.details)?;
    let now = Organisation { details: correction.details.clone(), ..of.clone() };
    if changed.iter().any(|column| ["name_th", "name_en", "kind"].contains(column)) {
        let parent = parent_code(tx, &of)?;
        record(tx, &now, &parent, "corrected", newest, &correction.reason, by)?;
    }
    let before = json!({"name_th": of.details.name_th, "name_en": of.details.name_en, "kind": of.details.kind});
    let detail = json!({"code": of.code, "changed": changed, "before": before, "reason": correction.reason});
    store::note(tx, "organisation.changed", &of.id, &by.account, detail, by.now)?;
    store::by_id(tx, &of.id)?.ok_or(Refusal::NotFound)
}

fn reached(tx: &mut Tx<'_>, by: &By, code: &str) -> Result<Organisation, Refusal> {
    store::find(tx, &by.scope, code)?.ok_or(Refusal::NotFound)
}

fn parent_code(tx: &mut Tx<'_>, of: &Organisation) -> Result<String, Refusal> {
    let parent = match &of.parent_id {
        Some(id) => store::by_id(tx, id)?,
        None => None,
    };
    Ok(parent.map(|parent| parent.code).unwrap_or_default())
}

fn newest_change(tx: &mut Tx<'_>, of: &Organisation) -> Result<Option<Date>, Refusal> {
    Ok(store::history(tx, &of.id)?.first().and_then(|newest| newest.effective_on))
}

fn known_ministry(tx: &mut Tx<'_>, details: &Details) -> Result<(), Refusal> {
    let code = &details.ministry_code;
    if code.is_empty() || reference::ministry(code).is_some() {
        return Ok(());
    }
    let there = store::find(tx, &Scope::nation(), code)?.is_some_and(|found| found.details.kind == "ministry");
    if there { Ok(()) } else { Err(Refusal::Fields(vec![("ministry_code", Reason::UnknownMinistry(code.clone()))])) }
}

fn write_details(tx: &mut Tx<'_>, of: &Organisation, details: &Details) -> Result<(), Refusal> {
    let codes: Vec<String> = store::other_codes(tx, &of.id)?.into_iter().map(|(_, code)| code).collect();
    Ok(store::set_details(tx, &of.id, &of.code, details, &codes)?)
}

fn record(
    tx: &mut Tx<'_>,
    of: &Organisation,
    parent_code: &str,
    change: &str,
    effective_on: Option<Date>,
    reason: &str,
    by: &By,
) -> Result<(), Refusal> {
    let history = History {
        organisation_id: &of.id,
        effective_on,
        change,
        name_th: &of.details.name_th,
        name_en: &of.details.name_en,
        kind: &of.details.kind,
        parent_code,
        reason,
    };
    Ok(store::record(tx, &history, &by.account, by.now)?)
}

/// Gives an organisation a code of another scheme.
///
/// # Errors
/// See [`Refusal`].
pub fn add_code(tx: &mut Tx<'_>, code: &str, scheme: &str, other: &str, by: &By) -> Result<(), Refusal> {
    let of = reached(tx, by, code)?;
    if let Some(since) = of.closed_on {
        return Err(Refusal::Change(vec![ChangeRefusal::AlreadyClosed { since }]));
    }
    if store::holder(tx, scheme, other)?.is_some() {
        return Err(Refusal::Fields(vec![("other", Reason::CodeTaken)]));
    }
    store::add_code(tx, &of.id, scheme, other)?;
    write_details(tx, &of, &of.details)?;
    let detail = json!({"code": of.code, "scheme": scheme, "other": other});
    Ok(store::note(tx, "organisation.code_added", &of.id, &by.account, detail, by.now)?)
}

/// Takes a code of another scheme away.
///
/// # Errors
/// See [`Refusal`].
pub fn remove_code(tx: &mut Tx<'_>, code: &str, scheme: &str, other: &str, by: &By) -> Result<(), Refusal> {
    let of = reached(tx, by, code)?;
    if !store::remove_code(tx, &of.id, scheme, other)? {
        return Err(Refusal::NotFound);
    }
    write_details(tx, &of, &of.details)?;
    let detail = json!({"code": of.code, "scheme": scheme, "other": other});
    Ok(store::note(tx, "organisation.code_removed", &of.id, &by.account, detail, by.now)?)
}
