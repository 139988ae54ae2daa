use continuity::plan::{Plan, PlanKind, Section};
use db::{Db, Reach, Scope, params};
use jiff::Timestamp;
use web::{Actor, Lang, Role, form::Fields, policy::Grant};

use super::{
    commands::{Outcome, Save, save},
    read, store as clashes,
};
use crate::{
    plan::{
        PlanReach, PlanRow,
        commands::{From, Start, Started, start},
        store,
        version_store::{NewVersion, insert_version},
    },
    text::T,
};

struct World {
    db: Db,
    plan: String,
    _folder: tempfile::TempDir,
}

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_600_000_000 + 60 * minute).unwrap()
}

fn actor(account: &str) -> Actor {
    Actor {
        account_id: account.into(),
        name: account.into(),
        grants: vec![Grant { role: Role::Coordinator, over: Some(("D001".into(), "D001/".into())) }],
        session_id: None,
        organisation: Default::default(),
    }
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open_file(&folder.path().join("t.db")).unwrap();
        db::migrate::migrate(&db).unwrap();
        let id = db::new_id();
        let begin = Start {
            id: id.clone(),
            organisation_id: "D001".into(),
            fiscal_year: 2563,
            kind: PlanKind::Main,
            title: None,
            from: From::Blank,
            at: at(0),
            actor: actor("a"),
            scope: Scope::of([Reach::Only("D001/".into())]),
        };
        let started = db.write_now(move |tx| {
            tx.execute(
                "INSERT INTO organisation (id, code, name_th, name_en, kind, path, depth, ministry_code, province_code, \
                 district_code, obliged, provenance, sort_key, search_text, revision) \
                 VALUES ('D001', 'D001', 'กรมหนึ่ง', '', 'department', 'D001/', 1, '', '', '', $1, 'test', $2, '', 1)",
                params![true, b"D".as_slice()],
            )?;
            start(tx, &begin)
        });
        assert_eq!(started.unwrap(), Started::New(id.clone()));
        World { db, plan: id, _folder: folder }
    }

    fn save(&self, account: &str, section: Section, revision: i64, pairs: &[(&str, &str)]) -> Outcome {
        let request = Save {
            plan_id: self.plan.clone(),
            section,
            revision: Some(revision),
            at: at(1),
            actor: actor(account),
            reach: PlanReach::everything(),
        };
        let fields = Fields::of(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self.db
            .write_now(move |tx| {
                save(tx, &request, &|plan: &PlanRow| {
                    let reading = read(section, plan.form(), &plan.document, &fields, T(Lang::Th));
                    (reading.plan, reading.unread)
                })
            })
            .unwrap()
    }

    fn stored(&self) -> Plan {
        let id = self.plan.clone();
        self.db.read_now(|tx| store::find(tx, &PlanReach::everything(), &id)).unwrap().unwrap().document
    }

    fn count(&self, sql: &'static str) -> i64 {
        self.db.read_now(|tx| tx.count(sql, &[])).unwrap()
    }
}

fn revision(outcome: &Outcome) -> i64 {
    match outcome {
        Outcome::Saved { revision, .. } => *revision,
        other => panic!("{other:?}"),
    }
}

#[test]
fn two_people_in_different_sections_never_meet() {
    let world = World::new();
    assert_eq!(revision(&world.save("a", Section::Processes, 0, &[("rows[0].name", "รับคำร้อง")])), 1);
    assert_eq!(revision(&world.save("b", Section::Team, 0, &[("rows[0].name", "อธิบดี")])), 1);
    let plan = world.stored();
    assert_eq!((plan.processes.len(), plan.team.len()), (1, 1));
}

#[test]
fn the_second_of_two_in_one_section_loses_no_word_and_overwrites_none() {
    let world = World::new();
    world.save("a", Section::Processes, 0, &[("rows[0].name", "ก")]);
    let outcome = world.save("b", Section::Processes, 0, &[("rows[0].name", "ข"), ("rows[0].rto", "นานมาก")]);
    assert!(matches!(outcome, Outcome::Clash));
    assert_eq!(world.stored().processes[0].name.th, "ก");
    let id = world.plan.clone();
    let kept = world.db.read_now(|tx| clashes::clash(tx, &id, Section::Processes, "b")).unwrap().unwrap();
    assert_eq!(kept.plan.processes[0].name.th, "ข");
    assert_eq!(kept.unread[0].value, "นานมาก");
}

#[test]
fn a_save_that_changes_nothing_writes_nothing() {
    let world = World::new();
    world.save("a", Section::Team, 0, &[("rows[0].name", "อธิบดี"), ("rows[0].role", "head")]);
    let events = world.count("SELECT count(*) FROM audit_event");
    let same = [("rows[0].id", "T1"), ("rows[0].name", "อธิบดี"), ("rows[0].role", "head")];
    assert_eq!(revision(&world.save("a", Section::Team, 1, &same)), 1);
    assert_eq!(world.count("SELECT count(*) FROM audit_event"), events);
}

#[test]
fn a_value_that_cannot_be_read_is_kept_as_typed_and_blocks_submission() {
    let world = World::new();
    world.save("a", Section::Processes, 0, &[("rows[0].name", "ก"), ("rows[0].rto", "4 ชมม")]);
    let id = world.plan.clone();
    let (checked, unread) = world
        .db
        .read_now(|tx| {
            let plan = store::find(tx, &PlanReach::everything(), &id)?.unwrap();
            let sections = store::sections(tx, &id)?;
            let checked = crate::plan::checked::check(tx, &plan, &sections)?;
            Ok::<_, db::Error>((checked, sections.of(Section::Processes).unread))
        })
        .unwrap();
    assert_eq!((unread[0].field.as_str(), unread[0].value.as_str()), ("rows[0].rto", "4 ชมม"));
    assert!(!checked.is_open());
    assert_eq!(checked.state(Section::Processes), continuity::plan::completeness::SectionState::HasProblem);
}

#[test]
fn nothing_is_saved_while_a_version_waits_for_review() {
    let world = World::new();
    let (id, version) = (world.plan.clone(), db::new_id());
    world
        .db
        .write_now(move |tx| {
            let plan = store::find(tx, &PlanReach::everything(), &id)?.unwrap();
            let new = NewVersion {
                id: &version,
                plan_id: &plan.id,
                organisation_id: &plan.owner.id,
                plan: &plan.document,
                submitted_at: at(0),
                submitted_by: "a",
            };
            insert_version(tx, &new).map(|_| ())
        })
        .unwrap();
    assert!(matches!(world.save("a", Section::Team, 0, &[("rows[0].name", "ก")]), Outcome::Locked));
    assert!(world.stored().team.is_empty());
}

#[test]
fn removing_a_process_takes_only_its_own_dependencies_along() {
    let world = World::new();
    world.save("a", Section::Processes, 0, &[("rows[0].name", "ก"), ("rows[1].name", "ข")]);
    let needs = [
        ("rows[0].process", "P1"),
        ("rows[0].target", "lifeline"),
        ("rows[0].on", "ไฟฟ้า"),
        ("rows[1].process", "P2"),
        ("rows[1].target", "lifeline"),
        ("rows[1].on", "น้ำประปา"),
    ];
    world.save("a", Section::Dependencies, 0, &needs);
    world.save("a", Section::Processes, 1, &[("rows[1].id", "P2"), ("rows[1].name", "ข")]);
    let plan = world.stored();
    assert_eq!(plan.processes.len(), 1);
    assert_eq!(plan.processes[0].depends_on[0].on, "lifeline:water");
}

#[test]
fn every_section_of_a_model_reads_back_from_its_own_table_as_it_was() {
    let forms = reference::plan_templates().all().iter();
    for (form, model) in forms.flat_map(|form| crate::model::all().iter().map(move |model| (form, model))) {
        let t = T(Lang::Th);
        for section in Section::ALL.iter().copied().filter(|section| *section != Section::Scope) {
            let mut pairs = Vec::new();
            for (n, row) in super::rows(section, form, &model.plan, None, t).iter().enumerate() {
                pairs.push((super::sheet::field(n, "id"), row.id.clone()));
                for (column, value) in super::columns(section, form, &model.plan, t).iter().zip(&row.values) {
                    pairs.push((super::sheet::field(n, &column.key), value.clone()));
                }
            }
            let reading = read(section, form, &model.plan, &Fields::of(pairs), t);
            assert!(reading.errors.is_empty(), "{:?} {section:?}: {:?}", model.kind, reading.errors.list);
            assert_eq!(reading.plan, model.plan, "{:?} {section:?}", model.kind);
        }
    }
}
