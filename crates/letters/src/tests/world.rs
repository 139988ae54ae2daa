//! A department with its officers, and some organisations around it.

use db::{Reach as Part, Scope, Tx, params};
use jiff::Timestamp;
use testkit::{World, at};
use web::{Action, Actor, Granted, Lang, Role, policy::Grant};

use crate::{
    letter::{acts, commands, store::Written},
    office::commands::{self as office, By, Head, NewOfficer},
    reach::Reach,
    refused::Refused,
    rules::order::{Outcome, Task},
};

/// Code, name and kind.
const ORGANISATIONS: [(&str, &str, &str); 5] = [
    ("DLD", "กรมปศุสัตว์", "department"),
    ("OPDC", "สำนักงาน ก.พ.ร.", "department"),
    ("L1", "องค์การบริหารส่วนตำบลหนึ่ง", "lao_sao"),
    ("L2", "องค์การบริหารส่วนตำบลสอง", "lao_sao"),
    ("P1", "จังหวัดหนึ่ง", "province"),
];

pub(super) fn moment(text: &str) -> Timestamp {
    at(&format!("{text}:00+07:00"))
}

pub(super) fn by(account: &str, when: &str) -> By {
    By { account: account.into(), now: moment(when), lang: Lang::Th }
}

pub(super) fn write<T: Send + 'static, E: From<db::Error> + std::fmt::Debug + Send + 'static>(
    world: &World,
    command: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
) -> T {
    world.db.write_now(command).unwrap()
}

pub(super) fn read<T>(world: &World, query: impl FnOnce(&mut Tx<'_>) -> db::Result<T>) -> T {
    world.db.read_now(query).unwrap()
}

/// Writes the organisations and the accounts.
pub(super) fn people(world: &World) {
    write(world, |tx| {
        for (code, name, kind) in ORGANISATIONS {
            let province = if kind == "lao_sao" { "73" } else { "" };
            tx.execute(
                "INSERT INTO organisation (id, code, name_th, name_en, kind, path, depth, ministry_code, province_code, \
                 district_code, obliged, provenance, sort_key, search_text, revision) \
                 VALUES ($1, $1, $2, '', $3, $4, 1, '', $5, '', TRUE, '', $6, $7, 1)",
                params![
                    code,
                    name,
                    kind,
                    format!("{code}/"),
                    province,
                    thai::collate::sort_key(name),
                    thai::normalise::fold(name)
                ],
            )?;
        }
        for (id, name) in [("desk", "นางสาวธุรการ"), ("chief", "นายหัวหน้ากอง"), ("dg", "นายอธิบดี"), ("deputy", "นายรอง")]
        {
            let sql =
                "INSERT INTO account (id, login, name, created_at) VALUES ($1, $1, $2, '2022-01-01T00:00:00.000Z')";
            tx.execute(sql, params![id, name])?;
            tx.execute(
                "INSERT INTO account_grant (id, account_id, role, organisation_id, granted_at, granted_by) \
                 VALUES ($1, $1, 'head', 'DLD', '2022-01-01T00:00:00.000Z', 'system')",
                params![id],
            )?;
        }
        Ok::<_, db::Error>(())
    });
}

/// Somebody with one role; over the nation without a code.
pub(super) fn person(role: Role, over: Option<&str>) -> Actor {
    Actor {
        account_id: role.code().into(),
        name: role.code().into(),
        grants: vec![Grant { role, over: over.map(|code| (code.into(), format!("{code}/"))) }],
        session_id: None,
        organisation: Default::default(),
    }
}

/// What such a person may know of, coming for this.
pub(super) fn reach_of(role: Role, over: Option<&str>, action: Action) -> Option<Reach> {
    let actor = person(role, over);
    let scope = actor.scope(action)?;
    Some(Reach::of(&Granted { actor, action, scope }))
}

pub(super) fn dld() -> Reach {
    reach_of(Role::Coordinator, Some("DLD"), Action::KeepLetter).unwrap()
}

pub(super) fn scope(code: &str) -> Scope {
    Scope::of([Part::Only(format!("{code}/"))])
}

/// Unit, then the ids of the division head, the deputy and the director-general.
pub(super) struct Office {
    pub unit: String,
    pub chief: String,
    pub deputy: String,
    pub dg: String,
}

/// Letterhead, a unit and three officers of the department.
pub(super) fn office(world: &World) -> Office {
    people(world);
    write(world, |tx| {
        let (scope, by) = (scope("DLD"), by("desk", "2022-01-05T09:00"));
        let head = Head { code: "กษ.".into(), owner: "๐๖๐๐".into(), ..Head::default() };
        office::save(tx, &scope, "", &head, &by)?;
        let unit = ["กองแผนงาน กลุ่มติดตามและประเมินผล", "0606", "0-2653-4444 ต่อ 2242"];
        let unit = office::add_unit(tx, &scope, "", unit, &by)?;
        let mut add = |name: &str, position: &str, account: &str| {
            let new = NewOfficer {
                name: name.into(),
                position: position.into(),
                unit_id: None,
                account_id: Some(account.into()),
            };
            office::add_officer(tx, &scope, "", &new, &by)
        };
        Ok::<_, Refused>(Office {
            chief: add("นายเชาวฤทธิ์ บุญมาทิศ", "ผู้อำนวยการกองแผนงาน", "chief")?,
            deputy: add("นายสมชาย รองอธิบดี", "รองอธิบดีกรมปศุสัตว์", "deputy")?,
            dg: add("นายสรวิศ ธานีโต", "อธิบดีกรมปศุสัตว์", "dg")?,
            unit,
        })
    })
}

pub(super) fn memo(office: &Office) -> Written {
    Written {
        unit_id: Some(office.unit.clone()),
        addressee: "อธิบดีกรมปศุสัตว์".into(),
        subject: "ผลการประชุมคณะรัฐมนตรี วันอังคารที่ 19 เมษายน 2565".into(),
        body: "ด้วยกองแผนงานได้ตรวจสอบผลการประชุมคณะรัฐมนตรี จำนวน 16 เรื่อง\nจึงเรียนมาเพื่อโปรดทราบ".into(),
        ..Written::default()
    }
}

pub(super) fn drafted(world: &World, written: Written) -> String {
    write(world, move |tx| commands::draft(tx, &dld(), "", &written, &by("desk", "2022-04-20T09:00")))
}

pub(super) fn sent(world: &World, id: &str, steps: &[(&str, Task)], when: &'static str) -> Result<(), Refused> {
    let id = id.to_owned();
    let steps: Vec<(String, Task)> = steps.iter().map(|(who, task)| ((*who).to_owned(), *task)).collect();
    world.db.write_now(move |tx| commands::set_way(tx, &dld(), &id, &steps, &by("desk", when)))
}

pub(super) fn done(
    world: &World,
    id: &str,
    account: &'static str,
    words: &'static str,
    when: &'static str,
) -> Result<(), Refused> {
    acted(world, id, account, (Outcome::Done, words), when)
}

pub(super) fn acted(
    world: &World,
    id: &str,
    account: &'static str,
    (outcome, words): (Outcome, &'static str),
    when: &'static str,
) -> Result<(), Refused> {
    let id = id.to_owned();
    world.db.write_now(move |tx| {
        let wanted =
            acts::Wanted { step: String::new(), officer: String::new(), outcome, words: words.into(), on_paper: None };
        acts::act(tx, &dld(), &id, &wanted, None, &by(account, when))
    })
}

/// Drafts, signs and numbers a letter.
pub(super) fn issued(world: &World, office: &Office, written: Written) -> (String, String) {
    let id = drafted(world, written);
    sent(world, &id, &[(&office.chief, Task::Sign)], "2022-04-20T09:30").unwrap();
    done(world, &id, "chief", "", "2022-04-20T10:00").unwrap();
    let letter = id.clone();
    let number = write(world, move |tx| {
        commands::issue(tx, &dld(), &letter, jiff::civil::date(2022, 4, 20), &by("desk", "2022-04-20T11:00"))
    });
    (id, number)
}
