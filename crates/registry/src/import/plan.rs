//! What a file does to the register: who is made, who is changed, who only gets another path because one above was
//! moved. Pure, and linear in the file and the register but for the look-up of codes.

use std::collections::{HashMap, HashSet};

use continuity::organisation::{Fault, Node, faults};

use super::{
    Reason, RowError,
    read::{Batch, Entry},
};
use crate::organisation::{Details, path};

/// An organisation of the register as the import needs it.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub id: String,
    pub code: String,
    pub parent_code: Option<String>,
    pub path: String,
    pub closed: bool,
    pub details: Details,
    /// Codes of other schemes, which the search finds too.
    pub other_codes: Vec<String>,
}

/// An organisation as it shall be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub id: String,
    pub code: String,
    pub parent_id: Option<String>,
    pub parent_code: Option<String>,
    pub path: String,
    pub details: Details,
    pub other_codes: Vec<String>,
    /// Columns that differ from what the register says; empty for a new one.
    pub changed: Vec<&'static str>,
}

/// All that is to be done.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    /// From the top down, so that a parent is there before its children.
    pub created: Vec<Wanted>,
    pub updated: Vec<Wanted>,
    /// Id and new path of those that no row names but that lie below one that moved.
    pub moved: Vec<(String, String)>,
    pub unchanged: usize,
}

/// Judges every row; the error is every fault found.
pub(super) fn plan(batch: &Batch, known: &[Known], new_id: &mut dyn FnMut() -> String) -> Result<Plan, Vec<RowError>> {
    let by_code: HashMap<&str, &Known> = known.iter().map(|known| (known.code.as_str(), known)).collect();
    let mut errors = batch.errors.clone();
    errors.extend(hierarchy(batch, known, &by_code));
    errors.extend(context(batch, known, &by_code));
    if errors.is_empty() { Ok(laid(batch, known, &by_code, new_id)) } else { Err(errors) }
}

fn parent_of<'a>(entry: &'a Entry, by_code: &HashMap<&str, &'a Known>) -> Option<&'a str> {
    let given = entry.parent_code.as_deref();
    let parent = given.or_else(|| by_code.get(entry.code.as_str())?.parent_code.as_deref());
    parent.filter(|parent| !parent.is_empty())
}

fn hierarchy(batch: &Batch, known: &[Known], by_code: &HashMap<&str, &Known>) -> Vec<RowError> {
    let node = |entry: &'_ Entry| (entry.code.clone(), parent_of(entry, by_code).map(str::to_owned));
    let owned: Vec<(String, Option<String>)> = batch.entries.iter().map(node).collect();
    let rows: Vec<Node<'_>> = owned.iter().map(|(code, parent)| Node { code, parent: parent.as_deref() }).collect();
    let register: Vec<Node<'_>> =
        known.iter().map(|known| Node { code: &known.code, parent: known.parent_code.as_deref() }).collect();
    let row_of = |index: usize| batch.entries.get(index).map_or(0, |entry| entry.row);
    let told = |(index, fault): (usize, Fault)| {
        let (field, reason) = match fault {
            Fault::Duplicate { first } => ("code", Reason::DuplicateCode { first: row_of(first) }),
            Fault::UnknownParent { parent } => ("parent_code", Reason::UnknownParent(parent)),
            Fault::Cycle { codes } => ("parent_code", Reason::Cycle(codes)),
            Fault::TooDeep { code, level } => ("parent_code", Reason::TooDeep { code, level }),
            // Its own row is sound: it can be taken once the parent's fault, which is told there, is mended.
            Fault::ParentRefused { .. } => return None,
        };
        Some(RowError { row: row_of(index), field: field.to_owned(), reason })
    };
    faults(&rows, &register).into_iter().filter_map(told).collect()
}

/// Faults that only the register, or the rest of the file, shows.
fn context(batch: &Batch, known: &[Known], by_code: &HashMap<&str, &Known>) -> Vec<RowError> {
    let named = batch.entries.iter().filter(|entry| entry.kind == "ministry").map(|entry| entry.code.as_str());
    let there = known.iter().filter(|known| known.details.kind == "ministry").map(|known| known.code.as_str());
    let ministries: HashSet<&str> = named.chain(there).collect();
    let mut errors = Vec::new();
    for entry in &batch.entries {
        let mut refuse =
            |field: &str, reason| errors.push(RowError { row: entry.row, field: field.to_owned(), reason });
        if by_code.get(entry.code.as_str()).is_some_and(|known| known.closed) {
            refuse("code", Reason::Closed);
        }
        let ministry = entry.ministry_code.as_deref().unwrap_or_default();
        if !ministry.is_empty() && reference::ministry(ministry).is_none() && !ministries.contains(ministry) {
            refuse("ministry_code", Reason::UnknownMinistry(ministry.to_owned()));
        }
        if let Some(parent) = parent_of(entry, by_code)
            && by_code.get(parent).is_some_and(|parent| parent.closed)
        {
            refuse("parent_code", Reason::ClosedParent(parent.to_owned()));
        }
    }
    errors
}

/// One organisation in the tree as it shall be.
struct Place<'a> {
    id: String,
    parent: Option<&'a str>,
    path: Option<String>,
}

fn laid(batch: &Batch, known: &[Known], by_code: &HashMap<&str, &Known>, new_id: &mut dyn FnMut() -> String) -> Plan {
    let mut places: HashMap<&str, Place<'_>> = HashMap::with_capacity(known.len() + batch.entries.len());
    for known in known {
        let parent = known.parent_code.as_deref();
        places.insert(&known.code, Place { id: known.id.clone(), parent, path: None });
    }
    for entry in &batch.entries {
        let parent = parent_of(entry, by_code);
        let place = places.entry(&entry.code).or_insert_with(|| Place { id: new_id(), parent, path: None });
        place.parent = parent;
    }
    let mut plan = Plan::default();
    for entry in &batch.entries {
        let known = by_code.get(entry.code.as_str()).copied();
        let wanted = wanted(entry, known, &mut places);
        match known {
            None => plan.created.push(wanted),
            Some(_) if wanted.changed.is_empty() => plan.unchanged += 1,
            Some(_) => plan.updated.push(wanted),
        }
    }
    plan.created.sort_by_key(|wanted| path::level(&wanted.path));
    let rewritten: HashSet<&str> = plan.updated.iter().map(|wanted| wanted.code.as_str()).collect();
    for known in known.iter().filter(|known| !rewritten.contains(known.code.as_str())) {
        let path = path_of(&known.code, &mut places);
        if path != known.path {
            plan.moved.push((known.id.clone(), path));
        }
    }
    plan
}

/// The path of an organisation in the tree as it shall be, which has no circle any more.
fn path_of(code: &str, places: &mut HashMap<&str, Place<'_>>) -> String {
    let Some(place) = places.get(code) else { return String::new() };
    if let Some(path) = &place.path {
        return path.clone();
    }
    let (id, parent) = (place.id.clone(), place.parent);
    let above = parent.map(|parent| path_of(parent, places));
    let path = path::below(above.as_deref(), &id);
    if let Some(place) = places.get_mut(code) {
        place.path = Some(path.clone());
    }
    path
}

fn wanted(entry: &Entry, known: Option<&Known>, places: &mut HashMap<&str, Place<'_>>) -> Wanted {
    let before = known.map(|known| known.details.clone()).unwrap_or(Details { obliged: true, ..Details::default() });
    let or = |given: &Option<String>, before: &str| given.clone().unwrap_or_else(|| before.to_owned());
    let details = Details {
        name_th: entry.name_th.clone(),
        name_en: or(&entry.name_en, &before.name_en),
        kind: entry.kind.clone(),
        ministry_code: or(&entry.ministry_code, &before.ministry_code),
        province_code: or(&entry.province_code, &before.province_code),
        district_code: or(&entry.district_code, &before.district_code),
        obliged: entry.obliged.unwrap_or(before.obliged),
        provenance: or(&entry.provenance, &before.provenance),
    };
    let place = places.get(entry.code.as_str());
    let (id, parent) = place.map(|place| (place.id.clone(), place.parent)).unwrap_or_default();
    let parent_code = parent.map(str::to_owned);
    let mut changed = known.map_or_else(Vec::new, |_| details.differences(&before));
    if known.is_some_and(|known| known.parent_code != parent_code) {
        changed.push("parent_code");
    }
    Wanted {
        parent_id: parent.and_then(|parent| places.get(parent)).map(|place| place.id.clone()),
        path: path_of(&entry.code, places),
        id,
        code: entry.code.clone(),
        parent_code,
        details,
        other_codes: known.map(|known| known.other_codes.clone()).unwrap_or_default(),
        changed,
    }
}
