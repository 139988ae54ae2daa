//! A plan of which every member says something, and the same plan with one member different at a time: whatever shows a
//! plan must show each difference. Every row is written out member by member, so that a new member does not compile
//! until it stands here, and every rule that uses this then asks for it. Tests of other crates read this file too.

#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "each test uses its own part, and fails")]

use std::collections::BTreeMap;

use continuity::{
    Duration,
    plan::{
        Agreement, Category, Classification, Commitment, Dependency, EXCHANGE_FORMAT, Impact, NotApplicable, Phase,
        Plan, PlanHazard, PlanKind, Process, RecoveryStep, ResourceNeed, Strategy, TeamMember, TeamRole, Text,
    },
};
use serde_json::Value;

/// The plan.
pub fn whole_plan() -> Plan {
    Plan {
        format: EXCHANGE_FORMAT.into(),
        organisation: "D001".into(),
        fiscal_year: 2563,
        kind: PlanKind::Main,
        title: Text::th("แผนทั้งฉบับ"),
        classification: Classification::Confidential,
        objectives: vec![Text::th("วัตถุประสงค์หนึ่ง")],
        assumptions: vec![Text::th("สมมติฐานหนึ่ง")],
        scope: Some(Text::th("ขอบเขตหนึ่ง")),
        hazards: vec![PlanHazard {
            code: "own-1".into(),
            label: Some(Text::th("เขื่อนแตก")),
            affects: vec![Category::Premises],
        }],
        team: vec![member("T1", None), member("T2", Some("T1"))],
        processes: vec![process()],
        strategies: vec![strategy()],
        recovery: vec![step(1, &[]), step(2, &[1])],
        not_applicable: vec![NotApplicable {
            section: "hazards:flood".into(), reason: "อยู่บนที่สูง".into()
        }],
    }
}

fn member(id: &str, other: Option<&str>) -> TeamMember {
    TeamMember {
        id: id.into(),
        role: TeamRole::Head,
        name: format!("สมชาย {id}"),
        position: Some(format!("ผู้อำนวยการ {id}")),
        phone: Some("081-234-5678".into()),
        email: Some(format!("somchai-{id}@example.go.th")),
        alternate_of: other.map(str::to_owned),
        called_by: other.map(str::to_owned),
    }
}

fn process() -> Process {
    Process {
        id: "P7".into(),
        name: Text::th("รับคำร้อง"),
        mission: Some(Text::th("บริการประชาชน")),
        owner_unit: Some("กองช่าง".into()),
        impact: Some(Impact::VeryHigh),
        rto: Some(Duration::hours(5)),
        mtpd: Some(Duration::hours(11)),
        rpo: Some(Duration::hours(7)),
        rta: Some(Duration::hours(9)),
        mbco: Some(0.35),
        people_served_per_day: Some(417),
        services: vec!["E-77".into()],
        depends_on: vec![Dependency {
            on: "lifeline:power".into(),
            group: Some("กลุ่มไฟ".into()),
            need: Some(3),
            tolerance: Some(Duration::hours(13)),
        }],
        resources: vec![ResourceNeed {
            category: Category::Premises,
            item: Text::th("ห้องประชุมสำรอง"),
            unit: Some("ตารางเมตร".into()),
            source: Some("site:S-2".into()),
            need: BTreeMap::from([(Duration::days(1), 87.0)]),
        }],
        impact_over_time: BTreeMap::from([(Duration::days(1), Impact::High)]),
        rto_reason: Some("มีเจ้าหน้าที่เวร".into()),
    }
}

fn strategy() -> Strategy {
    Strategy {
        category: Category::Premises,
        text: Text::th("ย้ายไปอาคารสำรอง"),
        trigger: Some(Text::th("เข้าอาคารไม่ได้")),
        time_to_implement: Some(Duration::hours(6)),
        maximum_duration: Some(Duration::days(19)),
        level_achieved: Some(0.65),
        cost_baht: Some(98_765.0),
        commitment: Some(Commitment {
            resource: "site:S-3".into(),
            quantity: 43.0,
            agreement: Some(Agreement::Signed),
        }),
    }
}

fn step(order: i64, after: &[i64]) -> RecoveryStep {
    RecoveryStep {
        phase: Phase::Day1,
        order: Some(order),
        step: Text::th(format!("ขั้นตอน {order}")),
        role: format!("หัวหน้าชุด {order}"),
        after: after.to_vec(),
        due: Some(Duration::hours(21)),
    }
}

/// The objects whose members are looked at, with the name by which an exception calls them.
const OBJECTS: [(&str, &str); 10] = [
    ("plan", ""),
    ("hazard", "/hazards/0"),
    ("member", "/team/1"),
    ("process", "/processes/0"),
    ("dependency", "/processes/0/depends_on/0"),
    ("resource", "/processes/0/resources/0"),
    ("strategy", "/strategies/0"),
    ("commitment", "/strategies/0/commitment"),
    ("step", "/recovery/1"),
    ("not_applicable", "/not_applicable/0"),
];

/// Every member (`process.owner_unit`) with the whole plan in which it alone is absent, or different where it can't be
/// absent.
pub fn one_member_less() -> Vec<(String, Plan)> {
    let plan = whole_plan();
    assert!(
        !format!("{plan:?}")
            .replace("alternate_of: None, called_by: None", "")
            .replace("en: None", "")
            .contains("None")
    );
    let whole = serde_json::to_value(&plan).unwrap();
    let mut all = Vec::new();
    for (name, pointer) in OBJECTS {
        let members: Vec<String> = whole.pointer(pointer).unwrap().as_object().unwrap().keys().cloned().collect();
        for member in members {
            let changed =
                without(&whole, pointer, &member).unwrap_or_else(|| panic!("{name}.{member} can't be changed"));
            all.push((format!("{name}.{member}"), changed));
        }
    }
    all
}

/// The members of [`one_member_less`] for which `shows` gives the same for the changed plan as for the whole one, beside
/// those that are excepted with a reason. An exception that is none fails too.
#[track_caller]
pub fn each_member_shows<T: PartialEq>(excepted: &[(&str, &str)], shows: impl Fn(&Plan) -> T) {
    let whole = shows(&whole_plan());
    let hidden: Vec<String> =
        one_member_less().into_iter().filter(|(_, plan)| shows(plan) == whole).map(|(member, _)| member).collect();
    let excepted: Vec<&str> = excepted.iter().map(|(member, _)| *member).collect();
    let missing: Vec<&String> = hidden.iter().filter(|member| !excepted.contains(&member.as_str())).collect();
    assert!(missing.is_empty(), "not shown: {missing:?}");
    let shown: Vec<&&str> = excepted.iter().filter(|member| !hidden.iter().any(|known| known == *member)).collect();
    assert!(shown.is_empty(), "shown although excepted: {shown:?}");
}

fn without(whole: &Value, pointer: &str, member: &str) -> Option<Plan> {
    let changed = |change: &dyn Fn(&mut serde_json::Map<String, Value>)| {
        let mut changed = whole.clone();
        change(changed.pointer_mut(pointer)?.as_object_mut()?);
        // What reads back as the whole plan is no change.
        serde_json::from_value::<Plan>(changed).ok().filter(|plan| *plan != whole_plan())
    };
    let absent = changed(&|members| {
        members.remove(member);
    });
    absent.or_else(|| {
        let old = whole.pointer(pointer)?.get(member)?.clone();
        others(&old).into_iter().find_map(|other| {
            changed(&|members| {
                members.insert(member.to_owned(), other.clone());
            })
        })
    })
}

/// Other values of the same kind; of closed lists one is among them.
fn others(old: &Value) -> Vec<Value> {
    match old {
        Value::Number(number) => {
            let whole = number.as_i64().map(|number| Value::from(number + 1));
            whole.into_iter().chain(number.as_f64().map(|number| Value::from(number + 1.0))).collect()
        }
        Value::String(words) => {
            let codes = ["people", "coordinator", "day_8_on", "days_2_to_7", "sector"].map(Value::from);
            codes.into_iter().chain([Value::from(format!("{words}2"))]).collect()
        }
        Value::Array(_) => vec![Value::Array(Vec::new())],
        Value::Object(_) => vec![serde_json::json!({}), Value::from("คำอื่น")],
        _ => Vec::new(),
    }
}
