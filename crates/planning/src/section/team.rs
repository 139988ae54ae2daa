//! The continuity team and who calls whom (template T2). People are named by name or by the number of their row; the
//! plan keeps ids, so that a name may change.

use continuity::plan::{Field, Plan, TeamMember, TeamRole, call_tree, phone::is_phone};
use web::{Lang, form::Fields, plan_words::PlanWords};

use super::{
    parse,
    reading::{Reading, ids},
    sheet::{Column, Kind, Row, RowIn, coded, offered},
};
use crate::{plan::row::Why, text::T};

fn roles(lang: Lang) -> Vec<(TeamRole, String, String)> {
    let words = PlanWords::new(lang);
    coded(TeamRole::ALL, TeamRole::code, |role| words.team_role(role).to_owned())
}

/// The columns.
pub fn columns(t: T) -> Vec<Column> {
    let words = PlanWords::new(t.0);
    let column = |key: Field, kind: Kind| Column::new(key.code(), words.field(key), kind);
    vec![
        column(Field::Id, Kind::Words).off_page(),
        column(Field::Name, Kind::Long),
        column(Field::Role, offered(&roles(t.0))),
        column(Field::Position, Kind::Long),
        column(Field::Phone, Kind::Words),
        column(Field::Email, Kind::Words),
        column(Field::AlternateOf, Kind::Long),
        column(Field::CalledBy, Kind::Long),
    ]
}

/// A row for each person.
pub fn rows(plan: &Plan) -> Vec<Row> {
    let name = |id: &Option<String>| id.as_deref().map(|id| shown(plan, id)).unwrap_or_default();
    let row = |member: &TeamMember| {
        let values = vec![
            member.id.clone(),
            member.name.clone(),
            member.role.code().to_owned(),
            member.position.clone().unwrap_or_default(),
            member.phone.clone().unwrap_or_default(),
            member.email.clone().unwrap_or_default(),
            name(&member.alternate_of),
            name(&member.called_by),
        ];
        Row { id: member.id.clone(), values, ..Row::default() }
    };
    plan.team.iter().map(row).collect()
}

/// The name of a member; the number of the row when it has none or shares it; the id when nobody has it.
fn shown(plan: &Plan, id: &str) -> String {
    let Some(index) = plan.team.iter().position(|member| member.id == id) else { return id.to_owned() };
    let name = plan.team.get(index).map(|member| member.name.trim()).unwrap_or_default();
    let same = plan.team.iter().filter(|member| member.name.trim() == name).count();
    if name.is_empty() || same > 1 { (index + 1).to_string() } else { name.to_owned() }
}

/// Reads the rows.
pub fn read(plan: &Plan, fields: &Fields, t: T) -> Reading {
    let mut reading = Reading::new(plan.clone());
    let (all, roles) = (RowIn::all(fields), roles(t.0));
    let named: Vec<(String, String)> = all.iter().map(|row| (row.id(), row.words("name"))).collect();
    let stored: Vec<(&str, &str)> = plan.team.iter().map(|m| (m.id.as_str(), m.name.as_str())).collect();
    let given = ids(&named, &stored, "T");
    let people = People {
        rows: all.iter().zip(&given).map(|(row, id)| (row.number, row.words("name"), id.clone())).collect(),
        plan,
    };
    reading.plan.team.clear();
    for (row, id) in all.iter().zip(&given) {
        let before = plan.team.iter().find(|member| member.id == *id);
        let member = TeamMember {
            id: id.clone(),
            role: row.choice("role", &roles).unwrap_or(TeamRole::Member),
            name: row.words("name"),
            position: row.optional("position", &None),
            phone: telephone(row, before.and_then(|member| member.phone.clone())),
            email: row.optional("email", &before.and_then(|member| member.email.clone())),
            alternate_of: people.read(row, "alternate_of"),
            called_by: people.read(row, "called_by"),
        };
        reading.plan.team.push(member);
        reading.row(row, t);
    }
    reading
}

/// The telephone as typed when it can be dialled; what is stored and was not touched stays, as it may have been imported.
fn telephone(row: &RowIn, before: Option<String>) -> Option<String> {
    let stored = before.clone().unwrap_or_default();
    row.read("phone", before, Why::Phone, |typed| (typed == stored || is_phone(typed)).then(|| typed.to_owned()))
}

/// Everybody who can be named: number on the page, name and id.
struct People<'a> {
    rows: Vec<(u32, String, String)>,
    plan: &'a Plan,
}

impl People<'_> {
    fn read(&self, row: &RowIn, key: &str) -> Option<String> {
        row.read(key, None, Why::Member, |typed| self.find(typed))
    }

    /// By name, by the number of the row counted from 1, by the name that somebody had until now, by id.
    fn find(&self, typed: &str) -> Option<String> {
        let name = self.rows.iter().find(|(_, name, _)| !name.is_empty() && name == typed);
        let number = || {
            let wanted = usize::try_from(parse::count(typed)?).ok()?.checked_sub(1)?;
            self.rows.get(wanted)
        };
        let found = name.or_else(number).map(|(_, _, id)| id.clone());
        let before = || self.plan.team.iter().find(|member| member.name == typed || member.id == typed);
        found.or_else(|| before().map(|m| m.id.clone()).filter(|id| self.rows.iter().any(|(_, _, known)| known == id)))
    }
}

/// The call tree as a picture; empty while there is nobody.
pub fn picture(plan: &Plan, t: T) -> String {
    use documents::chart::{CallTree, Contact, Palette};
    if plan.team.is_empty() {
        return String::new();
    }
    let words = PlanWords::new(t.0);
    let phone = |member: &TeamMember| member.phone.clone().unwrap_or_default();
    let tree = call_tree::arrange(&plan.team);
    let nodes: Vec<&call_tree::TreeNode> = tree.levels.iter().flatten().collect();
    let place = |member: usize| nodes.iter().position(|node| node.member == member);
    let contact = |node: &&call_tree::TreeNode| {
        let member = plan.team.get(node.member)?;
        let stand_ins = node.stand_ins.iter().filter_map(|row| plan.team.get(*row));
        let stand_ins: Vec<String> = stand_ins.map(|m| format!("{} {}", m.name, phone(m)).trim().to_owned()).collect();
        Some(Contact {
            name: member.name.clone(),
            role: words.team_role(member.role).to_owned(),
            phone: phone(member),
            alternate: Some(stand_ins.join(", ")).filter(|names| !names.is_empty()),
            called_by: node.caller.and_then(place),
        })
    };
    let people = nodes.iter().filter_map(contact).collect();
    CallTree { label: t.call_tree().into(), people }.svg(Palette::Classes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use continuity::plan::{PlanKind, Text};

    fn read_rows(plan: &Plan, pairs: &[(&str, &str)]) -> Reading {
        read(plan, &Fields::of(pairs.iter().copied()), T(Lang::Th))
    }

    fn empty() -> Plan {
        Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน"))
    }

    #[test]
    fn a_caller_is_named_by_name_or_by_row() {
        let read = read_rows(
            &empty(),
            &[
                ("rows[0].name", "ก"),
                ("rows[1].name", "ข"),
                ("rows[1].called_by", "ก"),
                ("rows[2].name", "ค"),
                ("rows[2].called_by", "๒"),
            ],
        );
        let callers: Vec<Option<&str>> = read.plan.team.iter().map(|m| m.called_by.as_deref()).collect();
        assert_eq!(callers, [None, Some("T1"), Some("T2")]);
        let again = read_rows(
            &read.plan,
            &[
                ("rows[0].id", "T1"),
                ("rows[0].name", "กก"),
                ("rows[1].id", "T2"),
                ("rows[1].name", "ข"),
                ("rows[1].called_by", "ก"),
            ],
        );
        assert_eq!(again.plan.team[1].called_by.as_deref(), Some("T1"), "the name that somebody had until now");
    }

    #[test]
    fn a_name_that_nobody_has_is_kept_as_typed() {
        let read = read_rows(&empty(), &[("rows[0].name", "ก"), ("rows[0].called_by", "ใครก็ได้")]);
        assert_eq!(read.plan.team[0].called_by, None);
        assert_eq!(read.unread[0].value, "ใครก็ได้");
    }
}
