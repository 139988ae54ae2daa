//! T2: the continuity team, who stands in for whom, and the call tree (ISO 22301:2019 8.4.2-8.4.3).

use std::collections::BTreeMap;

use super::{Found, Issue, Place, bounds, repeated};
use crate::plan::{
    Field, Plan, Section, TeamMember, TeamRole,
    call_tree::{TreeFault, arrange},
    phone::is_phone,
};

const SECTION: Section = Section::Team;

pub(super) fn check(plan: &Plan, found: &mut Found) {
    let team = plan.team.as_slice();
    bounds::count(found, SECTION, team.len(), bounds::ROWS, Place::section(Field::Row));
    for (row, member) in team.iter().enumerate() {
        words(row, member, found);
    }
    repeated(team.iter().map(|member| member.id.as_str()), |first, row, id| {
        let what = Issue::DuplicateMemberId { id: id.to_owned(), first };
        found.add(SECTION, Place::named(row, id, Field::Id), what);
    });
    heads(team, found);
    alternates(team, found);
    call_tree(team, found);
}

fn words(row: usize, member: &TeamMember, found: &mut Found) {
    let place = |field| Place::named(row, &member.id, field);
    if member.id.trim().is_empty() {
        found.add(SECTION, place(Field::Id), Issue::BlankId);
    }
    if member.name.trim().is_empty() {
        found.add(SECTION, place(Field::Name), Issue::BlankName);
    } else {
        let (name, phone) = (member.name.clone(), member.phone.as_deref().unwrap_or_default().trim());
        if !phone.chars().any(char::is_alphanumeric) {
            found.add(SECTION, place(Field::Phone), Issue::PhoneMissing { name });
        } else if !is_phone(phone) {
            found.add(SECTION, place(Field::Phone), Issue::PhoneUnreadable { name });
        }
    }
    bounds::length(found, SECTION, &member.id, bounds::CODE, || place(Field::Id));
    bounds::length(found, SECTION, &member.name, bounds::NAME, || place(Field::Name));
    for (field, text) in [
        (Field::Position, &member.position),
        (Field::Phone, &member.phone),
        (Field::Email, &member.email),
        (Field::AlternateOf, &member.alternate_of),
        (Field::CalledBy, &member.called_by),
    ] {
        bounds::optional(found, SECTION, text.as_deref(), bounds::NAME, row, field);
    }
}

fn heads(team: &[TeamMember], found: &mut Found) {
    let heads: Vec<(usize, &TeamMember)> =
        team.iter().enumerate().filter(|(_, m)| m.role == TeamRole::Head && stands_in_for(m).is_none()).collect();
    match heads.as_slice() {
        [] => found.add(SECTION, Place::section(Field::Role), Issue::HeadMissing),
        [_] => {}
        [_, (row, second), ..] => {
            let names = heads.iter().map(|(_, member)| member.name.clone()).collect();
            found.add(SECTION, Place::named(*row, &second.id, Field::Role), Issue::SeveralHeads { names });
        }
    }
}

/// The template asks for somebody else who stands in for the head and for each leader.
fn alternates(team: &[TeamMember], found: &mut Found) {
    let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
    for (row, member) in team.iter().enumerate() {
        rows.entry(member.id.as_str()).or_insert(row);
    }
    let mut has_alternate = vec![false; team.len()];
    for (row, member) in team.iter().enumerate() {
        let Some(id) = stands_in_for(member) else { continue };
        let place = |field| Place::named(row, &member.id, field);
        let name = || member.name.clone();
        let Some((at, primary)) = rows.get(id).and_then(|at| Some((*at, team.get(*at)?))) else {
            let what = Issue::AlternateUnknown { name: name(), alternate_of: id.to_owned() };
            found.add(SECTION, place(Field::AlternateOf), what);
            continue;
        };
        if let Some(slot) = has_alternate.get_mut(at) {
            *slot |= at != row;
        }
        let (phone, other_phone) = (phone_digits(member), phone_digits(primary));
        if at == row || (!member.name.trim().is_empty() && same_words(&member.name, &primary.name)) {
            found.add(SECTION, place(Field::AlternateOf), Issue::AlternateSameAsPrimary { name: name() });
        } else if !phone.is_empty() && phone == other_phone {
            let what = Issue::AlternateSamePhone { name: name(), primary: primary.name.clone() };
            found.add(SECTION, place(Field::Phone), what);
        }
    }
    for ((row, member), has) in team.iter().enumerate().zip(has_alternate) {
        let needs = matches!(member.role, TeamRole::Head | TeamRole::Lead) && stands_in_for(member).is_none();
        if needs && !has {
            let what = Issue::AlternateMissing { role: member.role, name: member.name.clone() };
            found.add(SECTION, Place::named(row, &member.id, Field::AlternateOf), what);
        }
    }
}

fn call_tree(team: &[TeamMember], found: &mut Found) {
    let name = |row: &usize| team.get(*row).map(|member| member.name.clone()).unwrap_or_default();
    let place = |row: &usize| {
        let id = team.get(*row).map_or("", |member| member.id.as_str());
        Place::named(*row, id, Field::CalledBy)
    };
    for fault in arrange(team).faults {
        match fault {
            TreeFault::NoRoot => found.add(SECTION, Place::section(Field::CalledBy), Issue::CallTreeNoRoot),
            TreeFault::SeveralRoots(rows) => {
                let at = rows.get(1).map_or_else(|| Place::section(Field::CalledBy), place);
                found.add(SECTION, at, Issue::CallTreeSeveralRoots { names: rows.iter().map(name).collect() });
            }
            TreeFault::Cycle(rows) => {
                let at = rows.first().map_or_else(|| Place::section(Field::CalledBy), place);
                found.add(SECTION, at, Issue::CallTreeCycle { names: rows.iter().map(name).collect() });
            }
            TreeFault::Unreached(row) => {
                found.add(SECTION, place(&row), Issue::CallTreeUnreached { name: name(&row) });
            }
            TreeFault::UnknownCaller(row) => {
                let called_by = team.get(row).and_then(|m| m.called_by.clone()).unwrap_or_default();
                found.add(SECTION, place(&row), Issue::CallTreeUnknownCaller { name: name(&row), called_by });
            }
        }
    }
}

fn stands_in_for(member: &TeamMember) -> Option<&str> {
    member.alternate_of.as_deref().filter(|id| !id.trim().is_empty())
}

/// The digits of a telephone number, Thai digits as their values, so that `๐๘๑-๒๓๔` and `081 234` are the same.
fn phone_digits(member: &TeamMember) -> String {
    let phone = member.phone.as_deref().unwrap_or_default();
    phone
        .chars()
        .filter_map(|c| match c {
            '0'..='9' => Some(c),
            '๐'..='๙' => char::from_digit(u32::from(c) - u32::from('๐'), 10),
            _ => None,
        })
        .collect()
}

/// True when two names are the same but for blanks and the case of Latin letters.
fn same_words(a: &str, b: &str) -> bool {
    a.split_whitespace().map(str::to_lowercase).eq(b.split_whitespace().map(str::to_lowercase))
}
