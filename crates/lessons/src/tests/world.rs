//! A small nation: two ministries, the Office of the Prime Minister, a province, and what they answer.

use db::{Scope, Tx, params};
use jiff::{Timestamp, civil::date};
use questionnaire::{Answers, Row, Value};
use testkit::{World, at};

use crate::{
    Refused,
    answer::{self, Who},
    collection::{self, Roster, Wanted},
};

/// Code, name, kind and ministry.
const ORGANISATIONS: [(&str, &str, &str, &str); 8] = [
    ("M01", "สำนักนายกรัฐมนตรี", "ministry", "M01"),
    ("M03", "กระทรวงการคลัง", "ministry", "M03"),
    ("M01-12", "สำนักงาน ก.พ.ร.", "department", "M01"),
    ("M01-15", "สำนักงาน ป.ย.ป.", "department", "M01"),
    ("M03-01", "สำนักงานปลัดกระทรวงการคลัง", "department", "M03"),
    ("M03-06", "กรมสรรพากร", "department", "M03"),
    ("M02-01", "สำนักงานปลัดกระทรวงกลาโหม", "department", "M02"),
    ("P73", "จังหวัดนครปฐม", "province", ""),
];

pub(super) fn now() -> Timestamp {
    at("2021-09-01T09:00:00+07:00")
}

/// Writes the organisations.
pub(super) fn people(world: &World) {
    write(world, |tx| {
        for (code, name, kind, ministry) in ORGANISATIONS {
            tx.execute(
                "INSERT INTO organisation (id, code, name_th, name_en, kind, path, depth, ministry_code, province_code, \
                 district_code, obliged, provenance, sort_key, search_text, revision) \
                 VALUES ($1, $1, $2, '', $3, $4, 1, $5, '', '', TRUE, '', $6, $7, 1)",
                params![
                    code,
                    name,
                    kind,
                    format!("{code}/"),
                    ministry,
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

/// Opens the collection of a year from departments, without Defence.
pub(super) fn opened(world: &World, year: i32) -> String {
    write(world, move |tx| collection::open(tx, &wanted(year), "officer", now())).id
}

pub(super) fn wanted(year: i32) -> Wanted {
    Wanted {
        fiscal_year: year,
        part: "departments".into(),
        questionnaire: format!("lessons-departments.{year}"),
        due_on: date(2021, 11, 30),
        roster: Roster::Rule(vec!["M02".into()]),
    }
}

pub(super) fn who(collection: &str, code: &str, by: &str, when: Timestamp) -> Who {
    Who { collection: collection.into(), code: code.into(), scope: Scope::nation(), by: by.into(), now: when }
}

fn one(text: &str) -> Value {
    Value::One(text.into())
}

/// Whole answers to the questionnaire of 2564; `law` and `service` say yes to those questions.
pub(super) fn answers(law: bool, service: bool) -> Answers {
    let mut answers = Answers::default();
    let yes = |yes: bool| one(if yes { "yes" } else { "no" });
    for (question, value) in [
        ("service_affected", yes(service)),
        ("wfh", yes(true)),
        ("wfh_patterns", Value::Many(vec!["one_day".into(), "alternate_weeks".into()])),
        ("staff", one("100")),
        ("staff_at_home", one("80")),
        ("wfh_problems", Value::Many(vec!["internet".into()])),
        ("indicators_affected", yes(false)),
        ("law_changed", yes(law)),
        ("work_online", yes(true)),
        ("online_tools", Value::Many(vec!["meeting".into()])),
        ("eservice_changed", yes(false)),
        ("innovation_used", yes(false)),
        ("outcome", one("ให้บริการต่อเนื่อง")),
        ("success_factors", Value::Many(vec!["data".into(), "integration".into()])),
        ("kept", yes(true)),
    ] {
        answers.set(question, value);
    }
    if service {
        answers.set("service_affected_how", one("งานทะเบียนหน้าเคาน์เตอร์"));
    }
    if law {
        let row = Row::from([("law_name".into(), one("ระเบียบการช่วยเหลือ")), ("law_kind".into(), one("regulation"))]);
        answers.set_rows("law_changes", vec![row]);
    }
    answers
}

/// Answers for an organisation and hands in.
pub(super) fn handed(
    world: &World,
    (collection, code): (&str, &str),
    answers: &Answers,
    when: Timestamp,
) -> Result<answer::Handed, Refused> {
    let (who, answers) = (who(collection, code, "coordinator", when), answers.clone());
    world.db.write_now(move |tx| {
        answer::save_all(tx, &who, None, &answers)?.map_err(|_| Refused::NotFound)?;
        answer::hand_in(tx, &who)
    })
}
