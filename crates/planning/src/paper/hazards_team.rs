//! Tables T1 and T2: situations with the resources that they take away, and the continuity team with its call tree.

use continuity::plan::{Category, Section, TeamMember, call_tree, section::Waived};
use documents::{
    chart::{CallTree, Contact, Palette},
    report::{Align, Cell, Chart, ChartSize, Column, Document, Table, Width},
};
use reference::List;

use super::{
    sheet::{Sheet, tick},
    wording,
};

/// Table T1.
pub(super) fn hazards(paper: &mut Document, sheet: &Sheet<'_>) {
    let plan = sheet.plan;
    let Some(part) = sheet.part(Section::Hazards) else { return };
    paper.heading(1, &part.to_string(), sheet.heading(Section::Hazards));
    if sheet.left_out(paper, Section::Hazards) {
        return;
    }
    let columns = [Column::centred(1.0), Column::text(1.0)].into_iter().chain([2.1; 5].map(Column::centred));
    let table = Table::new(columns)
        .caption(sheet.caption("T1"))
        .header([
            Cell::from("ที่").down(2),
            Cell::from("เหตุการณ์สภาวะวิกฤต").down(2),
            Cell::from("ทรัพยากรที่ได้รับผลกระทบ").across(5),
        ])
        .header(["ด้านอาคาร สถานที่", "ด้านวัสดุ อุปกรณ์", "ด้านเทคโนโลยี และข้อมูล", "ด้าน บุคลากร", "ด้านคู่ค้า ผู้ให้บริการ"])
        .compact();
    let mut table = plan.hazards.iter().enumerate().fold(table, |table, (index, hazard)| {
        let name = wording::hazard(&hazard.code, hazard.label.as_ref());
        let marks = Category::ALL.iter().map(|category| tick(hazard.affects.contains(category)));
        table.row([Cell::from(sheet.number(index)), Cell::from(name)].into_iter().chain(marks))
    });
    for waiver in &plan.not_applicable {
        if let Some(Waived::Hazard(code)) = Waived::parse(&waiver.section) {
            table = table.note(format!("{} ไม่เกี่ยวข้อง: {}", wording::hazard(code, None), waiver.reason));
        }
    }
    paper.push(table);
}

/// As wide as a telephone number in Thai digits.
const PHONE: Column = Column { align: Align::Left, width: Width::Cm(2.7) };

/// Table T2 and the call tree.
pub(super) fn team(paper: &mut Document, sheet: &Sheet<'_>) {
    let Some(part) = sheet.part(Section::Team) else { return };
    paper.heading(1, &part.to_string(), sheet.heading(Section::Team));
    if sheet.left_out(paper, Section::Team) {
        return;
    }
    let columns = [Column::centred(1.0), Column::text(1.0), Column::text(1.5), PHONE, Column::text(1.5), PHONE];
    let table = Table::new(columns)
        .caption(sheet.caption("T2"))
        .header([
            Cell::from("ที่").down(2),
            Cell::from("บทบาท").down(2),
            Cell::from("บุคลากรหลัก").across(2),
            Cell::from("บุคลากรสำรอง").across(2),
        ])
        .header(["ชื่อและตำแหน่ง", "โทรศัพท์", "ชื่อและตำแหน่ง", "โทรศัพท์"])
        .compact();
    let team = &sheet.plan.team;
    let rows = primaries(team);
    let mut table = rows.iter().enumerate().fold(table, |table, (index, (primary, alternates))| {
        table.row([
            Cell::from(sheet.number(index)),
            Cell::from(List::team_roles().th(primary.role.code())),
            sheet.cell(Some(person(primary))),
            sheet.cell(primary.phone.clone()),
            sheet.cell(joined(alternates.iter().map(|member| Some(person(member))))),
            sheet.cell(joined(alternates.iter().map(|member| member.phone.clone()))),
        ])
    });
    if sheet.facts.masked {
        table = table.note("หมายเลขโทรศัพท์และอีเมลปิดบังไว้ แสดงเฉพาะผู้มีสิทธิของหน่วยงาน");
    }
    paper.push(table);
    if !sheet.facts.blank {
        call_tree(paper, sheet);
    }
}

fn person(member: &TeamMember) -> String {
    let parts = [Some(member.name.clone()), member.position.clone(), member.email.clone()];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join("\n")
}

fn joined(parts: impl Iterator<Item = Option<String>>) -> Option<String> {
    let parts: Vec<String> = parts.flatten().collect();
    Some(parts.join("\n")).filter(|words| !words.is_empty())
}

/// Everybody who stands in for nobody, each with all who stand in for them, at first hand or further. People who stand
/// in for each other in a circle are all listed as their own.
pub(super) fn primaries(team: &[TeamMember]) -> Vec<(&TeamMember, Vec<&TeamMember>)> {
    let by_id = |id: &str| team.iter().position(|member| member.id == id);
    let first = |start: usize| {
        let mut at = start;
        for _ in 0..team.len() {
            let above = team.get(at).and_then(|member| member.alternate_of.as_deref()).and_then(by_id);
            match above {
                Some(next) if next != at => at = next,
                _ => return at,
            }
        }
        start
    };
    let firsts: Vec<usize> = (0..team.len()).map(first).collect();
    let own = |row: usize| firsts.get(row).is_some_and(|first| *first == row);
    let of = |row: usize| {
        let rows = team.iter().zip(&firsts).enumerate().filter(move |(at, (_, first))| **first == row && *at != row);
        rows.map(|(_, (member, _))| member).collect()
    };
    team.iter().enumerate().filter(|(row, _)| own(*row)).map(|(row, member)| (member, of(row))).collect()
}

/// A tree of more people has a page of its own.
const MOST_IN_TEXT: usize = 14;

fn call_tree(paper: &mut Document, sheet: &Sheet<'_>) {
    let team = &sheet.plan.team;
    let tree = call_tree::arrange(team);
    let nodes: Vec<&call_tree::TreeNode> = tree.levels.iter().flatten().collect();
    let place = |member: usize| nodes.iter().position(|node| node.member == member);
    let number = |member: &TeamMember| member.phone.as_deref().map(|phone| format!("โทร. {phone}")).unwrap_or_default();
    let contact = |node: &&call_tree::TreeNode| {
        let member = team.get(node.member)?;
        let stand_ins: Vec<String> = node
            .stand_ins
            .iter()
            .filter_map(|row| team.get(*row))
            .map(|m| format!("{} {}", m.name, number(m)))
            .collect();
        Some(Contact {
            name: member.name.clone(),
            role: List::team_roles().th(member.role.code()).to_owned(),
            phone: number(member),
            alternate: Some(stand_ins.join(", "))
                .filter(|names| !names.is_empty())
                .map(|names| format!("สำรอง: {names}")),
            called_by: node.caller.and_then(place),
        })
    };
    let people: Vec<Contact> = nodes.iter().filter_map(contact).collect();
    if people.is_empty() {
        return;
    }
    let alt = alt(&people);
    let size = if people.len() > MOST_IN_TEXT { ChartSize::Page } else { ChartSize::Percent(100) };
    let svg = CallTree { label: "ผังโทรแจ้งเหตุ (Call Tree)".into(), people }.svg(Palette::Print);
    paper.push(Chart::new(svg, alt).caption("แผนภาพที่ 1 ผังโทรแจ้งเหตุ (Call Tree)").size(size));
}

/// The tree in words: who calls how many.
fn alt(people: &[Contact]) -> String {
    let calls = people.iter().enumerate().filter_map(|(row, caller)| {
        let called: Vec<&str> =
            people.iter().filter(|person| person.called_by == Some(row)).map(|person| person.name.as_str()).collect();
        (!called.is_empty()).then(|| format!("{} โทรแจ้ง {}", caller.name, called.join(", ")))
    });
    let calls: Vec<String> = calls.collect();
    if calls.is_empty() {
        "ผังโทรแจ้งเหตุ".to_owned()
    } else {
        format!("ผังโทรแจ้งเหตุ: {}", calls.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(id: &str, alternate_of: &str) -> TeamMember {
        let alternate_of = Some(alternate_of.to_owned()).filter(|id| !id.is_empty());
        TeamMember { id: id.into(), name: id.into(), alternate_of, ..TeamMember::default() }
    }

    fn listed(team: &[TeamMember]) -> Vec<(&str, Vec<&str>)> {
        primaries(team)
            .into_iter()
            .map(|(p, all)| (p.id.as_str(), all.iter().map(|m| m.id.as_str()).collect()))
            .collect()
    }

    #[test]
    fn everybody_is_listed_once_with_their_stand_ins() {
        let team = [member("a", ""), member("b", "a"), member("c", "b"), member("d", "x"), member("e", "")];
        assert_eq!(listed(&team), [("a", vec!["b", "c"]), ("d", vec![]), ("e", vec![])]);
    }

    #[test]
    fn a_circle_of_stand_ins_loses_nobody() {
        let team = [member("a", "b"), member("b", "a"), member("c", "")];
        assert_eq!(listed(&team).len(), 3);
    }
}
