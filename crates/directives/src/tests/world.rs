//! A small nation and the two real papers.

use db::{Tx, params};
use jiff::Timestamp;
use testkit::{World, at};
use web::{Actor, Role, policy::Grant};

use crate::{
    confirmation::commands as confirming,
    paper::{self, items},
};

/// The report of 8 December 2563.
pub(super) const PAPER: &str = include_str!("../../../../reference/resolutions/2563-12-08-bcp-progress-report.txt");
/// The memo of 2565 that relays the lessons.
pub(super) const MEMO: &str = include_str!("../../../../reference/resolutions/2565-04-19-covid-lessons-memo.txt");

/// Code, name and kind of the organisations.
const ORGANISATIONS: [(&str, &str, &str); 6] = [
    ("OPDC", "สำนักงานคณะกรรมการพัฒนาระบบราชการ", "department"),
    ("MOF", "กระทรวงการคลัง", "ministry"),
    ("DMS", "กรมการแพทย์", "department"),
    ("BB", "สำนักงบประมาณ", "department"),
    ("L1", "องค์การบริหารส่วนตำบลหนึ่ง", "lao_sao"),
    ("L2", "องค์การบริหารส่วนตำบลสอง", "lao_sao"),
];

pub(super) fn now() -> Timestamp {
    at("2022-05-02T09:00:00+07:00")
}

/// Writes the organisations.
pub(super) fn people(world: &World) {
    write(world, |tx| {
        for (code, name, kind) in ORGANISATIONS {
            let closed = (code == "L2").then_some("2022-01-01");
            tx.execute(
                "INSERT INTO organisation (id, code, name_th, name_en, kind, path, depth, ministry_code, province_code, \
                 district_code, obliged, provenance, sort_key, search_text, closed_on, revision) \
                 VALUES ($1, $1, $2, '', $3, $4, 1, '', '', '', TRUE, '', $5, $6, $7, 1)",
                params![
                    code,
                    name,
                    kind,
                    format!("{code}/"),
                    thai::collate::sort_key(name),
                    thai::normalise::fold(name),
                    closed
                ],
            )?;
        }
        Ok::<_, db::Error>(())
    });
}

/// Runs a command that must succeed.
pub(super) fn write<T: Send + 'static, E: From<db::Error> + std::fmt::Debug + Send + 'static>(
    world: &World,
    command: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
) -> T {
    world.db.write_now(command).unwrap()
}

/// Runs a query.
pub(super) fn read<T>(world: &World, query: impl FnOnce(&mut Tx<'_>) -> db::Result<T>) -> T {
    world.db.read_now(query).unwrap()
}

/// Reads a paper into a draft and gives its id.
pub(super) fn imported(world: &World, text: &'static str) -> String {
    write(world, move |tx| {
        let prepared = paper::prepare(tx, text.as_bytes())?;
        paper::read(tx, &prepared, (text.as_bytes(), "paper.txt"), "officer", now())
    })
    .id
}

/// Reads a paper, accepts everything and confirms it; gives the ids of its recommendations.
pub(super) fn confirmed(world: &World, text: &'static str) -> Vec<String> {
    let id = imported(world, text);
    let all = read(world, |tx| items::recommendations(tx, std::slice::from_ref(&id)));
    let chosen: Vec<String> = all.iter().map(|item| format!("r:{}", item.id)).collect();
    let paper = id.clone();
    write(world, move |tx| confirming::decide(tx, &paper, &chosen, true, "officer", now()));
    write(world, move |tx| confirming::confirm(tx, &id, "officer", now()));
    all.into_iter().map(|item| item.id).collect()
}

/// Somebody with one role; over the nation without a code.
pub(super) fn person(role: Role, over: Option<&str>) -> Actor {
    Actor {
        account_id: format!("{}-{}", role.code(), over.unwrap_or("nation")),
        name: role.code().into(),
        grants: vec![Grant { role, over: over.map(|code| (code.into(), format!("{code}/"))) }],
        session_id: None,
        organisation: Default::default(),
    }
}
