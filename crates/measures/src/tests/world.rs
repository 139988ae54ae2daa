//! A small nation with two provinces and a few departments.

use db::{Reach as Part, Scope, Tx, params};
use jiff::Timestamp;
use testkit::{World, at};
use web::{Lang, form::Errors};

use crate::{
    entry::{Draft, Reach, Refused, commands, read},
    ledger::Ledger,
};

/// Code, name, kind, ministry, province.
const ORGANISATIONS: [(&str, &str, &str, &str, &str); 7] = [
    ("M03-06", "กรมสรรพากร", "department", "M03", ""),
    ("M09-03", "กรมการขนส่งทางบก", "department", "M09", ""),
    ("M09-02", "กรมเจ้าท่า", "department", "M09", ""),
    ("M02-03", "กองทัพบก", "department", "M02", ""),
    ("P73", "จังหวัดนครปฐม", "province", "", "73"),
    ("P74", "จังหวัดสมุทรสาคร", "province", "", "74"),
    ("L1", "องค์การบริหารส่วนตำบลหนึ่ง", "lao_sao", "", "73"),
];

pub(super) fn now() -> Timestamp {
    at("2021-12-15T09:00:00+07:00")
}

/// Writes the organisations.
pub(super) fn nation(world: &World) {
    write(world, |tx| {
        for (code, name, kind, ministry, province) in ORGANISATIONS {
            tx.execute(
                "INSERT INTO organisation (id, code, name_th, name_en, kind, path, depth, ministry_code, province_code, \
                 district_code, obliged, provenance, sort_key, search_text, revision) \
                 VALUES ($1, $1, $2, '', $3, $4, 1, $5, $6, '', TRUE, '', $7, $8, 1)",
                params![
                    code,
                    name,
                    kind,
                    format!("{code}/"),
                    ministry,
                    province,
                    thai::collate::sort_key(name),
                    thai::normalise::fold(name)
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

/// A draft of pairs of name and value.
pub(super) fn draft(ledger: &Ledger, pairs: &[(&str, &str)]) -> Draft {
    let mut errors = Errors::new();
    let value = |name: &str| pairs.iter().rev().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
    let draft = read::draft(ledger, &value, None, Lang::Th, &mut errors);
    assert!(errors.is_empty(), "{errors:?}");
    draft
}

/// One organisation alone.
pub(super) fn only(code: &str) -> Scope {
    Scope::of([Part::Only(format!("{code}/"))])
}

/// Adds an entry for its own organisation and gives its id.
pub(super) fn added(world: &World, ledger: &'static Ledger, pairs: &[(&str, &str)]) -> String {
    try_add(world, ledger, draft(ledger, pairs), Scope::nation()).unwrap()
}

pub(super) fn try_add(world: &World, ledger: &'static Ledger, draft: Draft, scope: Scope) -> Result<String, Refused> {
    world.db.write_now(move |tx| commands::add(tx, ledger, &draft, &scope, ("officer", now())))
}

/// What a person of one organisation sees.
pub(super) fn seen_by(code: &str, classified: bool) -> Reach {
    let actor = web::Actor {
        account_id: "x".into(),
        name: "x".into(),
        grants: vec![web::policy::Grant {
            role: if classified { web::Role::Coordinator } else { web::Role::Viewer },
            over: Some((code.into(), format!("{code}/"))),
        }],
        session_id: None,
        organisation: Default::default(),
    };
    Reach::of(&actor, &only(code))
}
