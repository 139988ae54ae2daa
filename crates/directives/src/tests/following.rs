//! From an assignment to its judgement, and what all of it was on any day.

use continuity::{Share, organisation::Kind};
use db::{Scope, Value};
use directive::{
    follow::{Refusal, Status, standing},
    obligation::{Rule, Rules},
};
use jiff::civil::date;
use testkit::{World, at, on_both};
use web::Role;

use super::world::{PAPER, confirmed, now, people, person, read, write};
use crate::{
    attention::commands as chasing,
    following::{
        Assigned, Refused, Wanted,
        acts::{self, Answer, Judgement, Progress},
        assign,
        commands::Case,
        store::NewEvidence,
    },
    upward,
};

fn bodies(codes: &[&str]) -> Rules {
    Rules { include: vec![Rule::Bodies(codes.iter().map(|code| (*code).to_owned()).collect())], except: Vec::new() }
}

fn assigned(world: &World, id: &str, wanted: Wanted) -> Result<Assigned, Refused> {
    let id = id.to_owned();
    world.db.write_now(move |tx| assign(tx, &id, &wanted, "officer", now()))
}

fn to_dms(world: &World, id: &str) {
    let wanted = Wanted { lead: bodies(&["DMS"]), with: bodies(&["OPDC"]), on: date(2022, 5, 2), due: None };
    assigned(world, id, wanted).unwrap();
}

fn judged(
    world: &World,
    id: &str,
    judgement: Judgement,
    reason: &'static str,
    role: (Role, Option<&str>),
    when: &str,
) -> Result<(), Refused> {
    let (id, actor, when) = (id.to_owned(), person(role.0, role.1), at(when));
    world.db.write_now(move |tx| acts::judge(tx, &id, judgement, reason, &actor, when))
}

fn reported(world: &World, id: &str, over: &str, progress: Progress, when: &str) -> Result<(), Refused> {
    let (id, when) = (id.to_owned(), at(when));
    let scope = person(Role::Coordinator, Some(over)).scope(web::Action::ReportProgress).unwrap();
    world.db.write_now(move |tx| acts::progress(tx, &id, (&scope, ""), &progress, "coordinator", when))
}

fn status(world: &World, id: &str, when: &str) -> Status {
    let case = world.db.read_now(|tx| Case::load(tx, id)).unwrap();
    standing(&case.all.of(id), at(when)).status
}

fn done(n: u64, d: u64) -> Progress {
    let link =
        NewEvidence { kind: "link", text: "https://example.go.th".into(), filename: String::new(), content: None };
    Progress {
        text: "ดำเนินการแล้ว".into(), counted: Some(Share::new(n, d)), done: true, evidence: vec![link]
    }
}

fn messages(world: &World) -> i64 {
    read(world, |tx| tx.count("SELECT count(*) FROM message", &[] as &[Value]))
}

const FOLLOWER: (Role, Option<&str>) = (Role::NationalOfficer, None);

on_both! {
    fn a_recommendation_goes_from_assignment_to_closing_and_each_day_keeps_its_status(world: &World) {
        people(world);
        let id = confirmed(world, PAPER).remove(0);
        assert_eq!(status(world, &id, "2022-05-02T09:00:00+07:00"), Status::Confirmed);
        to_dms(world, &id);
        assert_eq!(messages(world), 2, "both are told");
        let item = id.clone();
        let scope = person(Role::Head, Some("DMS")).scope(web::Action::ReportProgress).unwrap();
        write(world, move |tx| acts::answer(tx, &item, (&scope, ""), &Answer::Agree, "head", at("2022-05-03T09:00:00+07:00")));
        reported(world, &id, "DMS", done(10, 10), "2022-05-10T09:00:00+07:00").unwrap();
        let back = judged(world, &id, Judgement::Return, "ขอหลักฐานเพิ่ม", FOLLOWER, "2022-05-11T09:00:00+07:00");
        back.unwrap();
        reported(world, &id, "DMS", done(10, 10), "2022-05-12T09:00:00+07:00").unwrap();
        judged(world, &id, Judgement::Close, "ครบถ้วน", FOLLOWER, "2022-05-13T09:00:00+07:00").unwrap();
        judged(world, &id, Judgement::Reopen, "พบข้อมูลใหม่", FOLLOWER, "2022-06-01T09:00:00+07:00").unwrap();
        let days = ["2022-05-02", "2022-05-04", "2022-05-10", "2022-05-11", "2022-05-12", "2022-05-20", "2022-06-02"];
        let was = days.map(|day| status(world, &id, &format!("{day}T23:00:00+07:00")));
        let expected = [
            Status::Assigned, Status::Agreed, Status::ReportedDone, Status::InProgress, Status::ReportedDone,
            Status::Closed, Status::InProgress,
        ];
        assert_eq!(was, expected);
    }

    fn who_is_told_to_act_never_closes_its_own_and_closing_needs_a_reason(world: &World) {
        people(world);
        let id = confirmed(world, PAPER).remove(0);
        to_dms(world, &id);
        reported(world, &id, "DMS", done(1, 1), "2022-05-10T09:00:00+07:00").unwrap();
        let when = "2022-05-11T09:00:00+07:00";
        for own in ["DMS", "OPDC"] {
            let itself = judged(world, &id, Judgement::Close, "เสร็จ", (Role::NationalOfficer, Some(own)), when);
            assert!(matches!(itself, Err(Refused::Rule(Refusal::JudgesItself))), "{own}: {itself:?}");
        }
        let silent = judged(world, &id, Judgement::Close, " ", FOLLOWER, when);
        assert!(matches!(silent, Err(Refused::Rule(Refusal::NoReason))));
        let other = reported(world, &id, "MOF", done(1, 1), when);
        assert!(matches!(other, Err(Refused::NotFound)), "who is not told to act has nothing to report");
        let counts = reported(world, &id, "DMS", done(2, 1), when);
        assert!(matches!(counts, Err(Refused::Rule(Refusal::ImpossibleCount))));
        assert_eq!(status(world, &id, when), Status::InProgress.max(Status::ReportedDone));
    }

    fn a_rule_is_applied_to_the_register_of_its_day(world: &World) {
        people(world);
        let ids = confirmed(world, PAPER);
        let local = Rules { include: vec![Rule::Kinds(vec![Kind::LaoSao])], except: Vec::new() };
        let wanted = |day| Wanted { lead: local.clone(), with: Rules::default(), on: day, due: None };
        assert_eq!(assigned(world, &ids[0], wanted(date(2021, 1, 1))).unwrap().lead, ["L1", "L2"]);
        assert_eq!(assigned(world, &ids[1], wanted(date(2022, 5, 2))).unwrap().lead, ["L1"]);
        let gone = Wanted { lead: bodies(&["L2"]), with: Rules::default(), on: date(2022, 5, 2), due: None };
        assert!(matches!(assigned(world, &ids[2], gone), Err(Refused::Unknown(codes)) if codes == ["L2"]));
        assert!(matches!(assigned(world, &ids[2], Wanted::default()), Err(Refused::Rule(Refusal::NoLead))));
    }

    fn who_is_overdue_is_reminded_once_a_day(world: &World) {
        people(world);
        let id = confirmed(world, PAPER).remove(0);
        let wanted = Wanted { lead: bodies(&["DMS", "BB"]), on: date(2022, 5, 2), due: Some(date(2022, 5, 20)), ..Wanted::default() };
        assigned(world, &id, wanted).unwrap();
        reported(world, &id, "BB", done(1, 1), "2022-05-10T09:00:00+07:00").unwrap();
        let remind = |when: &str| {
            let (id, when) = (id.clone(), at(when));
            write(world, move |tx| chasing::remind(tx, std::slice::from_ref(&id), "officer", when))
        };
        assert_eq!(remind("2022-05-20T09:00:00+07:00"), 0, "it is still in time");
        assert_eq!(remind("2022-05-21T09:00:00+07:00"), 1, "only who owes a report");
        assert_eq!(remind("2022-05-21T18:00:00+07:00"), 0, "not twice on one day");
        assert_eq!(remind("2022-05-22T09:00:00+07:00"), 1);
    }

    fn nobody_is_silent_until_the_office_says_how_long_from_time_to_time_may_last(world: &World) {
        people(world);
        let all = confirmed(world, PAPER);
        for id in &all {
            to_dms(world, id);
        }
        // Of the paper's orders one is stated to be yearly, and is not late yet.
        let later = at("2022-12-01T09:00:00+07:00");
        let silent = || read(world, |tx| chasing::all(tx, later)).0.len();
        let stated = silent();
        write(world, move |tx| chasing::set_rhythm(tx, Some(90), "officer", now()));
        assert_eq!((stated, silent()), (0, all.len() - 1));
    }

    fn a_report_upward_compares_two_days(world: &World) {
        people(world);
        let id = confirmed(world, PAPER).remove(0);
        to_dms(world, &id);
        reported(world, &id, "DMS", done(3, 4), "2022-06-10T09:00:00+07:00").unwrap();
        let wanted = upward::Wanted {
            to: upward::Addressed::Cabinet,
            as_of: date(2022, 6, 30),
            compared: Some(date(2022, 5, 31)),
        };
        let paper = read(world, |tx| upward::document(tx, wanted, date(2022, 7, 1)));
        paper.check().unwrap();
        let words = crate::reading::text(&documents::docx::render(&paper).unwrap()).unwrap();
        let words = thai::digits::to_arabic(&words);
        assert!(words.contains("มีความก้าวหน้า 1 ข้อ") && words.contains("3 จาก 4"), "{words}");
        write(world, move |tx| upward::keep(tx, wanted, "officer", now()));
        let last = read(world, |tx| upward::last(tx, upward::Addressed::Cabinet, date(2022, 9, 30)));
        assert_eq!(last, Some(date(2022, 6, 30)));
        assert!(read(world, |tx| crate::following::store::addressed(tx, &Scope::of([]), 10)).is_empty());
    }
}
