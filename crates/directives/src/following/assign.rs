//! Assigning a recommendation: rules applied to the register as of a day give the codes, which are kept with the rules
//! and the day, so that what the register does later changes no past assignment.

use std::collections::BTreeSet;

use db::Tx;
use directive::{
    follow::{Assignment, What},
    obligation::Rules,
    paper::Role,
};
use jiff::{Timestamp, civil::Date};
use serde_json::json;

use super::{
    commands::{Case, Refused, Told, record},
    register,
    store::{self, NATION, New},
};
use crate::paper::items;

/// What is wanted of an assignment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Rules whose organisations lead.
    pub lead: Rules,
    /// Rules whose organisations act with them; who leads already is not taken twice.
    pub with: Rules,
    /// The day of the register.
    pub on: Date,
    /// By when, only where the paper or the commission says so.
    pub due: Option<Date>,
}

/// Who was, or would be, told to act.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assigned {
    /// Codes of those who lead.
    pub lead: Vec<String>,
    /// Codes of those who act with them.
    pub with: Vec<String>,
}

/// Applies the rules to the register.
///
/// # Errors
/// [`Refused::Unknown`] when a named body does not exist on that day.
pub(crate) fn resolve(register: &register::Register, wanted: &Wanted) -> Result<Assigned, Refused> {
    let exists: BTreeSet<&str> =
        register.rows.iter().filter(|row| row.exists_on(wanted.on)).map(|row| row.code.as_str()).collect();
    let named = wanted.lead.include.iter().chain(&wanted.with.include).filter_map(|rule| match rule {
        directive::obligation::Rule::Bodies(codes) => Some(codes),
        _ => None,
    });
    let unknown: Vec<String> = named.flatten().filter(|code| !exists.contains(code.as_str())).cloned().collect();
    if !unknown.is_empty() {
        return Err(Refused::Unknown(unknown));
    }
    let owned = |codes: Vec<&str>| codes.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let lead = owned(wanted.lead.obliged(&register.rows, wanted.on));
    let leading: BTreeSet<&String> = lead.iter().collect();
    let with = owned(wanted.with.obliged(&register.rows, wanted.on));
    let with = with.into_iter().filter(|code| !leading.contains(code)).collect();
    Ok(Assigned { lead, with })
}

/// What the paper's own words propose, on the register of a day; bodies that only a person can resolve are not in it.
///
/// # Errors
/// [`Refused::NotFound`] when the item is not followed.
pub fn proposed(tx: &mut Tx<'_>, id: &str, on: Date) -> Result<Wanted, Refused> {
    let case = Case::load(tx, id)?;
    let parts: Vec<_> = items::bodies(tx, &[case.item.id])?.iter().map(items::Body::part).collect();
    let of = |role| directive::obligation::proposed(&parts, role).rules;
    Ok(Wanted { lead: of(Role::Lead), with: of(Role::With), on, due: case.item.due_on })
}

/// Assigns, or assigns anew; everybody who is told to act gets a message.
pub fn assign(tx: &mut Tx<'_>, id: &str, wanted: &Wanted, by: &str, now: Timestamp) -> Result<Assigned, Refused> {
    let case = Case::load(tx, id)?;
    let register = register::read(tx)?;
    let assigned = resolve(&register, wanted)?;
    let what = Assignment { lead: assigned.lead.clone(), with: assigned.with.clone(), due: wanted.due };
    case.decide(NATION, What::Assigned(what), now)?;
    let rules = json!({"lead": wanted.lead, "with": wanted.with}).to_string();
    let new = New {
        what: "assigned",
        by_code: NATION,
        due_on: wanted.due,
        rules,
        register_on: Some(wanted.on),
        ..New::default()
    };
    let event = store::add(tx, id, &new, by, now)?;
    let of = |codes: &[String], part: &'static str| {
        let known = codes.iter().filter_map(|code| Some((register.ids.get(code)?.clone(), code.clone(), part)));
        known.collect::<Vec<_>>()
    };
    let mut told = of(&assigned.lead, "lead");
    told.extend(of(&assigned.with, "with"));
    store::address(tx, id, &event, &told)?;
    let before: BTreeSet<&str> = case.told(now).iter().map(|told| told.organisation_id.as_str()).collect();
    for (organisation, _, part) in told.iter().filter(|(organisation, ..)| !before.contains(organisation.as_str())) {
        Told::queue(tx, &case, organisation, ("directive_assigned", part, ""), (by, now))?;
    }
    let detail = json!({
        "lead": assigned.lead.len(), "with": assigned.with.len(), "on": wanted.on.to_string(),
        "due": wanted.due.map(|day| day.to_string()), "first": assigned.lead.iter().take(20).collect::<Vec<_>>(),
    });
    record(tx, "directive.assigned", &case, None, (by, now), detail)?;
    Ok(assigned)
}
