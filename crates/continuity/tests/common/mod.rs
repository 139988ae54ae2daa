//! Plans for tests: one that is complete and sound, and generators of plans of any shape.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::collections::BTreeMap;

use continuity::{
    Duration,
    plan::{
        Agreement, Category, Commitment, Dependency, Impact, NotApplicable, Phase, Plan, PlanHazard, PlanKind, Process,
        RecoveryStep, ResourceNeed, Strategy, TeamMember, TeamRole, Text,
    },
};
use proptest::{collection, option, sample::select};

/// The generators of proptest, under a name that leaves `Strategy` to the plan.
pub use proptest::strategy::Strategy as Generator;

/// A dependency by itself.
pub fn on(target: &str) -> Dependency {
    Dependency { on: target.into(), group: None, need: None, tolerance: None }
}

/// A member of the team with a telephone of their own.
pub fn member(id: &str, role: TeamRole, called_by: Option<&str>, alternate_of: Option<&str>) -> TeamMember {
    TeamMember {
        id: id.into(),
        role,
        name: format!("นาย{id} ใจดี"),
        position: None,
        phone: Some(format!("08-{:07}", id.bytes().fold(7_u32, |n, b| (n * 31 + u32::from(b)) % 10_000_000))),
        email: None,
        alternate_of: alternate_of.map(Into::into),
        called_by: called_by.map(Into::into),
    }
}

/// A resource with quantities by time.
pub fn resource(category: Category, item: &str, source: Option<&str>, need: &[(Duration, f64)]) -> ResourceNeed {
    ResourceNeed {
        category,
        item: Text::th(item),
        unit: None,
        source: source.map(Into::into),
        need: need.iter().copied().collect(),
    }
}

/// A strategy that is quick and strong enough for anything here.
pub fn strategy(category: Category) -> Strategy {
    Strategy {
        category,
        text: Text::th("ใช้ทรัพยากรสำรอง"),
        trigger: None,
        time_to_implement: Some(Duration::hours(2)),
        maximum_duration: None,
        level_achieved: Some(1.0),
        cost_baht: None,
        commitment: Some(Commitment {
            resource: "site:S-2".into(),
            quantity: 10.0,
            agreement: Some(Agreement::Signed),
        }),
    }
}

/// A step of a phase.
pub fn step(phase: Phase, order: i64, after: &[i64]) -> RecoveryStep {
    RecoveryStep {
        phase,
        order: Some(order),
        step: Text::th("ดำเนินการ"),
        role: "หัวหน้าคณะ".into(),
        after: after.to_vec(),
        due: None,
    }
}

/// A process with nothing to remark on.
pub fn process(id: &str) -> Process {
    Process {
        id: id.into(),
        name: Text::th(format!("กระบวนงาน {id}")),
        mission: Some(Text::th("บริการประชาชน")),
        impact: Some(Impact::High),
        rto: Some(Duration::hours(4)),
        mtpd: Some(Duration::days(1)),
        mbco: Some(0.5),
        people_served_per_day: Some(40),
        services: vec!["E-01".into()],
        depends_on: vec![on("lifeline:power"), on("site:S-1")],
        resources: vec![resource(Category::Premises, "ที่นั่ง", Some("site:S-2"), &[(Duration::hours(4), 5.0)])],
        ..Process::default()
    }
}

/// A plan of which every section is complete and nothing is worth a warning.
pub fn sound_plan() -> Plan {
    let mut plan = Plan::draft("L0001", 2563, PlanKind::Main, Text::th("แผนดำเนินธุรกิจอย่างต่อเนื่อง ปี 2563"));
    plan.objectives = vec![Text::th("ให้บริการได้อย่างต่อเนื่อง")];
    plan.assumptions = vec![Text::th("สถานที่สำรองใช้งานได้")];
    plan.scope = Some(Text::th("ทุกส่วนราชการในสังกัด"));
    plan.hazards = ["pandemic", "fire", "flood", "civil_unrest", "power_outage", "terrorism", "cyber"]
        .map(|code| PlanHazard { code: code.into(), label: None, affects: vec![Category::Premises, Category::People] })
        .into();
    plan.not_applicable = vec![NotApplicable {
        section: "hazards:earthquake".into(),
        reason: "อยู่นอกแนวรอยเลื่อน".into(),
    }];
    plan.team = vec![
        member("a", TeamRole::Head, None, None),
        member("b", TeamRole::Head, None, Some("a")),
        member("c", TeamRole::Coordinator, Some("a"), None),
        member("d", TeamRole::Member, Some("c"), None),
    ];
    plan.processes = vec![process("P1"), process("P2")];
    plan.strategies = vec![strategy(Category::Premises), strategy(Category::People)];
    plan.recovery = vec![
        step(Phase::Day1, 1, &[]),
        step(Phase::Day1, 2, &[1]),
        step(Phase::Days2To7, 3, &[2]),
        step(Phase::Day8On, 4, &[3]),
    ];
    plan
}

fn words() -> impl Generator<Value = String> {
    select(vec!["", " ", "ก", "ข", "บริการประชาชน", "x", "P1", "P2"]).prop_map(String::from)
}

fn text() -> impl Generator<Value = Text> {
    (words(), option::of(words())).prop_map(|(th, en)| Text { th, en })
}

fn duration() -> impl Generator<Value = Duration> {
    (0u64..50_000).prop_map(Duration::minutes)
}

fn share() -> impl Generator<Value = f64> {
    (-2i32..6).prop_map(|quarters| f64::from(quarters) / 4.0)
}

fn category() -> impl Generator<Value = Category> {
    select(Category::ALL)
}

fn hazard() -> impl Generator<Value = PlanHazard> {
    let code = select(vec!["flood", "fire", "cyber", "own-1", ""]).prop_map(String::from);
    (code, option::of(text()), collection::vec(category(), 0..4)).prop_map(|(code, label, affects)| PlanHazard {
        code,
        label,
        affects,
    })
}

fn team_member() -> impl Generator<Value = TeamMember> {
    let id = || select(vec!["a", "b", "c", "d", "e", ""]).prop_map(String::from);
    (id(), select(TeamRole::ALL), words(), option::of(words()), option::of(id()), option::of(id())).prop_map(
        |(id, role, name, phone, alternate_of, called_by)| TeamMember {
            id,
            role,
            name,
            position: None,
            phone,
            email: None,
            alternate_of,
            called_by,
        },
    )
}

fn dependency() -> impl Generator<Value = Dependency> {
    let targets =
        ["lifeline:power", "process:L0001/P1", "process:L0001/P2", "process:D001/X", "site:S-1", "system:X", "bad", ""];
    (select(targets.to_vec()), option::of(words()), option::of(0u32..4), option::of(duration()))
        .prop_map(|(on, group, need, tolerance)| Dependency { on: on.into(), group, need, tolerance })
}

fn resource_need() -> impl Generator<Value = ResourceNeed> {
    let need = collection::btree_map(duration(), (-2i32..40).prop_map(|halves| f64::from(halves) / 2.0), 0..5);
    (category(), text(), option::of(words()), need).prop_map(|(category, item, source, need)| ResourceNeed {
        category,
        item,
        unit: None,
        source,
        need,
    })
}

type Impacts = BTreeMap<Duration, Impact>;

fn any_process() -> impl Generator<Value = Process> {
    let times = (option::of(duration()), option::of(duration()), option::of(duration()), option::of(duration()));
    let inside = (collection::vec(dependency(), 0..5), collection::vec(resource_need(), 0..4));
    let course = collection::btree_map(duration(), select(Impact::ALL), 0..6).prop_map(|m| -> Impacts { m });
    let said = (words(), text(), option::of(text()), option::of(words()), option::of(words()));
    let served = (option::of(share()), option::of(0u64..5_000), collection::vec(words(), 0..3));
    (said, option::of(select(Impact::ALL)), times, served, inside, course).prop_map(
        |(
            (id, name, mission, owner_unit, rto_reason),
            impact,
            (rto, mtpd, rpo, rta),
            (mbco, people_served_per_day, services),
            (depends_on, resources),
            impact_over_time,
        )| Process {
            id,
            name,
            mission,
            owner_unit,
            impact,
            rto,
            mtpd,
            rpo,
            rta,
            mbco,
            people_served_per_day,
            services,
            depends_on,
            resources,
            impact_over_time,
            rto_reason,
        },
    )
}

fn any_strategy() -> impl Generator<Value = Strategy> {
    (category(), text(), option::of(duration()), option::of(share())).prop_map(|(category, text, time, level)| {
        Strategy { text, time_to_implement: time, level_achieved: level, commitment: None, ..strategy(category) }
    })
}

fn recovery_step() -> impl Generator<Value = RecoveryStep> {
    (select(Phase::ALL), option::of(0i64..5), words(), collection::vec(0i64..6, 0..3), option::of(duration())).prop_map(
        |(phase, order, role, after, due)| RecoveryStep { phase, order, step: Text::th("x"), role, after, due },
    )
}

fn waiver() -> impl Generator<Value = NotApplicable> {
    let keys = vec!["resources", "team", "hazards:flood", "hazards:", "strange", "recovery"];
    (select(keys), words()).prop_map(|(section, reason)| NotApplicable { section: section.into(), reason })
}

/// Any plan, sound or not, small enough to shrink.
pub fn any_plan() -> impl Generator<Value = Plan> {
    let t0 = (collection::vec(text(), 0..3), option::of(text()), select(PlanKind::ALL));
    let lists = (
        collection::vec(hazard(), 0..4),
        collection::vec(team_member(), 0..6),
        collection::vec(any_process(), 0..4),
        collection::vec(any_strategy(), 0..4),
        collection::vec(recovery_step(), 0..6),
        collection::vec(waiver(), 0..3),
    );
    (t0, lists).prop_map(
        |((objectives, scope, kind), (hazards, team, processes, strategies, recovery, not_applicable))| Plan {
            objectives,
            scope,
            hazards,
            team,
            processes,
            strategies,
            recovery,
            not_applicable,
            ..Plan::draft("L0001", 2563, kind, Text::th("แผน"))
        },
    )
}
