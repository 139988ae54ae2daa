//! Circulars to many, their acknowledgement and reminders; the screening of a meeting.

use db::{Scope, Value};
use directive::obligation::{Rule, Rules};
use jiff::civil::date;
use testkit::{World, on_both};
use web::{Action, Role};

use super::world::{by, dld, office, people, reach_of, read, scope, write};
use crate::{
    circular::{
        commands::{self, Circular},
        store,
    },
    letter::store::{self as letters, Written},
    meeting::commands::{self as meetings, Addressed, NewMeeting},
    reach::Reach,
    refused::Refused,
    rules::{Form, Secrecy, delegation::Kind, screening},
};

fn nation() -> Reach {
    reach_of(Role::NationalOfficer, None, Action::SendCircular).unwrap()
}

fn circular(rules: Vec<Rule>, secrecy: Secrecy) -> Circular {
    Circular {
        written: Written {
            form: Form::External,
            circular: true,
            secrecy,
            addressee: "นายกองค์การบริหารส่วนตำบลทุกแห่ง".into(),
            subject: "แนวทางการทบทวนแผน".into(),
            body: "จึงเรียนมาเพื่อโปรดพิจารณา".into(),
            ..Written::default()
        },
        name: "นางสาวอ้อนฟ้า เวชชาชีวะ".into(),
        position: "รองเลขาธิการ ก.พ.ร.".into(),
        delegated: Some((Kind::Acting, "เลขาธิการ ก.พ.ร.".into())),
        dated: date(2022, 5, 2),
        rules: Rules { include: rules, except: Vec::new() },
        due: Some(date(2022, 5, 31)),
    }
}

fn circulated(world: &World, circular: Circular) -> Result<(String, usize), Refused> {
    world.db.write_now(move |tx| {
        commands::circulate(tx, &Scope::nation(), &nation(), &circular, &by("officer", "2022-05-02T10:00"))
    })
}

fn chosen(world: &World) {
    people(world);
    write(world, |tx| commands::set_office(tx, &Scope::nation(), "OPDC", &by("officer", "2022-05-01T09:00")));
}

fn messages(world: &World) -> i64 {
    read(world, |tx| tx.count("SELECT count(*) FROM message WHERE read_at IS NULL", &[] as &[Value]))
}

fn recipient(world: &World, letter: &str, code: &str) -> String {
    let all = read(world, |tx| store::recipients(tx, letter, &store::Asked::default(), 100));
    all.into_iter().find(|one| one.code == code).unwrap().id
}

on_both! {
    fn a_circular_goes_to_whom_the_rules_take_and_each_receives_it_under_its_own_number(world: &World) {
        people(world);
        let local = || vec![Rule::Provinces(vec!["73".into()])];
        assert!(matches!(circulated(world, circular(local(), Secrecy::Open)), Err(Refused::Fields(_))), "no office yet");
        write(world, |tx| commands::set_office(tx, &Scope::nation(), "OPDC", &by("officer", "2022-05-01T09:00")));
        let (id, sent) = circulated(world, circular(local(), Secrecy::Open)).unwrap();
        assert_eq!((sent, messages(world)), (2, 2));
        let letter = read(world, |tx| letters::any(tx, &id)).unwrap();
        assert_eq!(letter.number, "ว 1", "no code was given to the office");
        let one = recipient(world, &id, "L1");
        let receive = |code: &'static str| {
            let one = one.clone();
            let reach = reach_of(Role::Coordinator, Some(code), Action::KeepLetter).unwrap();
            world.db.write_now(move |tx| commands::receive(tx, &reach, &one, "", &by("desk", "2022-05-03T09:00")))
        };
        assert!(matches!(receive("L2"), Err(Refused::NotFound)), "another's letter is not there");
        let received = receive("L1").unwrap();
        assert_eq!(receive("L1").unwrap(), received, "received once");
        let copy = read(world, |tx| letters::any(tx, &received)).unwrap();
        assert_eq!((copy.received.unwrap().number, copy.code.as_str(), copy.number.as_str()), (1, "L1", "ว 1"));
        assert_eq!((read(world, |tx| store::counts(tx, &id)), messages(world)), ((2, 1), 1));
        let remind = |when: &'static str| {
            let id = id.clone();
            write(world, move |tx| commands::remind(tx, &nation(), &id, None, &by("officer", when)))
        };
        assert_eq!((remind("2022-05-10T09:00"), remind("2022-05-10T16:00"), remind("2022-05-11T09:00")), (1, 0, 1));
        let again = circulated(world, circular(vec![Rule::Bodies(vec!["NOPE".into()])], Secrecy::Open));
        assert!(matches!(again, Err(Refused::Unknown(codes)) if codes == ["NOPE"]));
        let (_, next) = circulated(world, circular(vec![Rule::Bodies(vec!["DLD".into()])], Secrecy::Open)).unwrap();
        assert_eq!(next, 1);
        let numbers: Vec<i64> = read(world, |tx| tx.rows("SELECT running FROM letter WHERE running IS NOT NULL ORDER BY running", &[], |row| row.get(0)));
        assert_eq!(numbers, [1, 2], "what was refused took no number");
    }

    fn a_supervisor_sends_only_to_those_below(world: &World) {
        chosen(world);
        let reach = reach_of(Role::Supervisor, Some("P1"), Action::SendCircular).unwrap();
        let wanted = circular(vec![Rule::All], Secrecy::Open);
        let sent = world.db.write_now(move |tx| commands::circulate(tx, reach.scope(), &reach, &wanted, &by("chief", "2022-05-02T10:00")));
        assert!(matches!(sent, Err(Refused::Fields(_))), "nobody is below: {sent:?}");
    }

    fn a_classified_circular_is_told_to_nobody_and_waits_for_who_is_cleared(world: &World) {
        chosen(world);
        let (id, sent) = circulated(world, circular(vec![Rule::Bodies(vec!["L1".into()])], Secrecy::Confidential)).unwrap();
        assert_eq!((sent, messages(world)), (1, 0));
        let waits = |role: Role, over: Option<&str>| {
            let reach = reach_of(role, over, Action::ViewLetter).unwrap();
            let listed = read(world, |tx| store::arrivals(tx, &reach, "", 10)).len();
            assert_eq!(listed as i64, read(world, |tx| store::waiting(tx, &reach)));
            let one = recipient(world, &id, "L1");
            assert_eq!(read(world, |tx| store::arrival(tx, &one, &reach)).is_some(), listed == 1);
            listed
        };
        assert_eq!((waits(Role::Head, Some("L1")), waits(Role::Auditor, None), waits(Role::Head, Some("L2"))), (1, 0, 0));
    }

    fn a_meeting_is_turned_into_its_memo_when_no_item_is_left_unjudged(world: &World) {
        let office = office(world);
        let items = (1..=16).map(|n| format!("เรื่องที่ประชุม {n}")).collect();
        let new = NewMeeting { body: "คณะรัฐมนตรี".into(), held_on: date(2022, 4, 19), items };
        let id = write(world, move |tx| meetings::add(tx, &scope("DLD"), "", &new, &by("desk", "2022-04-20T08:30")));
        let judge = |all: Vec<meetings::Judgement>| {
            let id = id.clone();
            world.db.write_now(move |tx| meetings::judge(tx, &scope("DLD"), &id, &all, &by("desk", "2022-04-20T09:00")))
        };
        let memo = || {
            let (id, to) = (id.clone(), Addressed { addressee: "อธิบดีกรมปศุสัตว์".into(), unit_id: Some(office.unit.clone()) });
            world.db.write_now(move |tx| meetings::memo(tx, &dld(), &id, &to, &by("desk", "2022-04-20T10:00")))
        };
        assert!(matches!(judge(vec![(1, false, String::new())]), Err(Refused::Fields(_))), "either way with a reason");
        let no = |n: u32| (n, false, "ไม่เกี่ยวข้องกับภารกิจของกรม".to_owned());
        assert_eq!(judge((1..=15).map(no).collect()).unwrap(), 15);
        assert!(matches!(memo(), Err(Refused::Screening(screening::Refusal::Unjudged(open))) if open == [16]));
        judge(vec![(16, true, "กรมต้องทบทวนแผน".into())]).unwrap();
        let letter = memo().unwrap();
        assert_eq!(memo().unwrap(), letter, "drafted once");
        let letter = read(world, |tx| letters::any(tx, &letter)).unwrap();
        assert_eq!(letter.written.subject, "ผลการประชุมคณะรัฐมนตรี วันอังคารที่ 19 เมษายน 2565");
        assert!(letter.written.body.starts_with("ด้วยกองแผนงานได้ตรวจสอบ"), "{}", letter.written.body);
        assert!(letter.written.body.contains("จำนวน 16 เรื่อง มีเรื่องที่ควรทราบ คือ เรื่อง เรื่องที่ประชุม 16"), "{}", letter.written.body);
        assert!(matches!(judge(vec![no(16)]), Err(Refused::State)), "what the memo says is not judged again");
    }
}
