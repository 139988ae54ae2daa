//! A memo from its draft to the director-general's acknowledgement: in order, by whom it belongs to, and nothing skipped.

use jiff::civil::date;
use testkit::{World, on_both};
use web::{Action, Role};

use super::world::{acted, by, dld, done, drafted, issued, memo, moment, office, reach_of, read, scope, sent, write};
use crate::{
    letter::{acts, commands, store, ways},
    office::commands::{self as offices, Wanted},
    refused::Refused,
    rules::{
        Secrecy,
        delegation::{Fault, Kind},
        lifecycle::State,
        order::{Outcome, Refusal, Task},
    },
};

fn state(world: &World, id: &str) -> State {
    read(world, |tx| store::any(tx, id)).unwrap().state
}

fn refusal(made: Result<(), Refused>) -> Refusal {
    match made {
        Err(Refused::Order(why)) => why,
        other => panic!("{other:?}"),
    }
}

on_both! {
    fn the_memo_of_2565_goes_from_the_division_to_the_director_general(world: &World) {
        let office = office(world);
        let (id, number) = issued(world, &office, memo(&office));
        assert_eq!((number.as_str(), state(world, &id)), ("กษ 0606/1", State::Issued));
        let letter = id.clone();
        write(world, move |tx| commands::receive(tx, &dld(), &letter, ("กลุ่มช่วยอำนวยความสะดวกผู้บริหาร", moment("2022-04-21T09:10")), &by("desk", "2022-04-21T09:12")));
        assert_eq!(state(world, &id), State::Received);
        let wrong = sent(world, &id, &[(&office.dg, Task::Sign)], "2022-04-21T09:20");
        assert_eq!(refusal(wrong), Refusal::WrongTask);
        sent(world, &id, &[(&office.deputy, Task::Direct), (&office.dg, Task::Acknowledge)], "2022-04-21T09:20").unwrap();
        assert_eq!(refusal(done(world, &id, "dg", "ทราบ", "2022-04-21T10:00")), Refusal::NotEntitled, "the deputy comes first");
        assert_eq!(refusal(done(world, &id, "deputy", " ", "2022-04-21T10:00")), Refusal::NoWords);
        done(world, &id, "deputy", "เรียน อธิบดี เพื่อโปรดทราบ", "2022-04-21T10:30").unwrap();
        assert_eq!(refusal(done(world, &id, "deputy", "อีกครั้ง", "2022-04-21T10:40")), Refusal::NotEntitled);
        done(world, &id, "dg", "ทราบ ดำเนินการ", "2022-05-02T09:00").unwrap();
        assert_eq!(state(world, &id), State::Done);
        assert_eq!(refusal(done(world, &id, "dg", "อีก", "2022-05-02T09:30")), Refusal::Finished);
        let steps = read(world, |tx| ways::steps(tx, &id));
        let who: Vec<(String, String)> = steps.iter().map(|kept| {
            let done = kept.done.as_ref().unwrap();
            (done.name.clone(), done.at.to_string())
        }).collect();
        assert_eq!(who.len(), 3);
        assert_eq!(who[2], ("นายสรวิศ ธานีโต".to_owned(), moment("2022-05-02T09:00").to_string()));
    }

    fn a_draft_that_was_sent_back_is_written_again_and_goes_round_from_the_first_step(world: &World) {
        let office = office(world);
        let id = drafted(world, memo(&office));
        let steps = [(office.deputy.as_str(), Task::Check), (office.chief.as_str(), Task::Sign)];
        sent(world, &id, &steps, "2022-04-20T09:30").unwrap();
        let (letter, changed) = (id.clone(), memo(&office));
        let edit = world.db.write_now(move |tx| commands::edit(tx, &dld(), (&letter, None), &changed, &by("desk", "2022-04-20T09:40")));
        assert!(matches!(edit, Err(Refused::State)), "what is on its way is not written: {edit:?}");
        assert_eq!(refusal(acted(world, &id, "deputy", (Outcome::Returned, ""), "2022-04-20T09:50")), Refusal::NoReason);
        acted(world, &id, "deputy", (Outcome::Returned, "ขอเพิ่มวันที่"), "2022-04-20T09:50").unwrap();
        assert_eq!(state(world, &id), State::Draft);
        let (letter, changed) = (id.clone(), store::Written { subject: "เรื่องใหม่".into(), ..memo(&office) });
        write(world, move |tx| commands::edit(tx, &dld(), (&letter, None), &changed, &by("desk", "2022-04-20T10:00")));
        sent(world, &id, &steps, "2022-04-20T10:05").unwrap();
        assert_eq!(refusal(done(world, &id, "chief", "", "2022-04-20T10:10")), Refusal::NotEntitled, "the check comes first again");
        done(world, &id, "deputy", "", "2022-04-20T10:10").unwrap();
        done(world, &id, "chief", "", "2022-04-20T10:20").unwrap();
        assert_eq!(state(world, &id), State::Signed);
        let kept = read(world, |tx| ways::steps(tx, &id));
        assert_eq!((kept.len(), kept.iter().filter(|one| one.done.is_some()).count()), (4, 3), "the first round stays");
    }

    fn who_acts_for_another_signs_so_and_only_while_it_holds(world: &World) {
        let office = office(world);
        let id = drafted(world, memo(&office));
        sent(world, &id, &[(&office.dg, Task::Sign)], "2022-04-20T09:30").unwrap();
        assert_eq!(refusal(done(world, &id, "deputy", "", "2022-04-20T10:00")), Refusal::NotEntitled);
        let wanted = Wanted {
            kind: Kind::Acting, principal: office.dg.clone(), delegate: office.deputy.clone(), order: None,
            from: date(2022, 4, 20), until: Some(date(2022, 4, 22)), reason: "ไปราชการต่างประเทศ".into(),
        };
        let own = wanted.clone();
        let oneself = world.db.write_now(move |tx| offices::delegate(tx, &scope("DLD"), "", &own, &by("deputy", "2022-04-20T09:00")));
        assert!(matches!(oneself, Err(Refused::Fields(_))), "nobody records a power for oneself: {oneself:?}");
        let (first, second) = (wanted.clone(), wanted);
        write(world, move |tx| offices::delegate(tx, &scope("DLD"), "", &first, &by("desk", "2022-04-20T09:00")));
        let twice = world.db.write_now(move |tx| offices::delegate(tx, &scope("DLD"), "", &second, &by("desk", "2022-04-20T09:00")));
        assert!(matches!(twice, Err(Refused::Delegation(Fault::TwoActing))), "{twice:?}");
        assert_eq!(refusal(done(world, &id, "dg", "", "2022-04-20T10:00")), Refusal::HolderAway);
        done(world, &id, "deputy", "", "2022-04-20T10:00").unwrap();
        let signed = read(world, |tx| ways::steps(tx, &id)).remove(0).done.unwrap();
        assert_eq!(signed.signature, ["รองอธิบดีกรมปศุสัตว์ รักษาราชการแทน", "อธิบดีกรมปศุสัตว์"]);
    }

    fn what_waits_for_one_who_is_away_waits_for_who_acts_and_a_vacant_position_is_acted_for(world: &World) {
        let office = office(world);
        let held = |account: &str, day| read(world, |tx| crate::office::store::held(tx, account, day)).len();
        let (deputy, dg) = (office.deputy.clone(), office.dg.clone());
        write(world, move |tx| offices::leave(tx, &scope("DLD"), "", &dg, &by("desk", "2022-04-19T16:00")));
        let wanted = Wanted {
            kind: Kind::Acting, principal: office.dg.clone(), delegate: deputy, order: None,
            from: date(2022, 4, 20), until: Some(date(2022, 4, 22)), reason: "ตำแหน่งว่าง".into(),
        };
        write(world, move |tx| offices::delegate(tx, &scope("DLD"), "", &wanted, &by("desk", "2022-04-19T17:00")));
        let days = [date(2022, 4, 19), date(2022, 4, 20), date(2022, 4, 22), date(2022, 4, 23)];
        assert_eq!(days.map(|day| held("deputy", day)), [1, 2, 2, 1]);
        assert_eq!(held("dg", date(2022, 4, 20)), 0, "who has left holds nothing");
    }

    fn what_was_signed_on_paper_names_the_signer_and_whoever_recorded_it(world: &World) {
        let office = office(world);
        let id = drafted(world, memo(&office));
        sent(world, &id, &[(&office.chief, Task::Sign)], "2022-04-20T09:30").unwrap();
        let record = |desk: bool, at: &'static str| {
            let (id, officer) = (id.clone(), office.chief.clone());
            world.db.write_now(move |tx| {
                let wanted = acts::Wanted {
                    step: String::new(), officer: officer.clone(), outcome: Outcome::Done, words: String::new(),
                    on_paper: Some(moment(at)),
                };
                let keeps = scope("DLD");
                acts::act(tx, &dld(), &id, &wanted, desk.then_some(&keeps), &by("desk", "2022-04-21T09:00"))
            })
        };
        assert_eq!(refusal(record(false, "2022-04-20T14:00")), Refusal::NotEntitled, "only the desk records");
        assert_eq!(refusal(record(true, "2022-04-22T14:00")), Refusal::InFuture);
        record(true, "2022-04-20T14:00").unwrap();
        let done = read(world, |tx| ways::steps(tx, &id)).remove(0).done.unwrap();
        assert_eq!((done.name.as_str(), done.recorded_by.as_str(), done.on_paper), ("นายเชาวฤทธิ์ บุญมาทิศ", "นางสาวธุรการ", true));
        assert_eq!((done.at, done.recorded_at), (moment("2022-04-20T14:00"), moment("2022-04-21T09:00")));
    }

    fn a_classified_letter_is_nowhere_for_who_is_not_cleared(world: &World) {
        let office = office(world);
        let open = drafted(world, memo(&office));
        let secret = drafted(world, store::Written { secrecy: Secrecy::Secret, subject: "แผนลับเฉพาะ".into(), ..memo(&office) });
        let see = |role: Role, over: Option<&str>| {
            let Some(reach) = reach_of(role, over, Action::ViewLetter) else { return (Vec::new(), 0, 0) };
            read(world, |tx| {
                let all = store::Asked::default();
                let sought = store::Asked { q: "แผนลับ".into(), ..store::Asked::default() };
                let ids: Vec<String> = store::list(tx, &all, &reach, 50)?.into_iter().map(|one| one.id).collect();
                Ok((ids, store::count(tx, &all, &reach)?, store::list(tx, &sought, &reach, 50)?.len()))
            })
        };
        assert_eq!(see(Role::Coordinator, Some("DLD")), (vec![secret.clone(), open.clone()], 2, 1));
        assert_eq!(see(Role::Auditor, None), (vec![open], 1, 0));
        assert_eq!(see(Role::Coordinator, Some("L1")), (Vec::new(), 0, 0));
        assert_eq!(see(Role::NationalOfficer, None), (Vec::new(), 0, 0), "the letters of an agency are its own");
        let auditor = reach_of(Role::Auditor, None, Action::ViewLetter).unwrap();
        assert!(read(world, |tx| store::one(tx, &secret, &auditor)).is_none());
        let trail: Vec<String> = read(world, |tx| tx.rows("SELECT detail FROM audit_event", &[], |row| row.get(0)));
        assert!(trail.iter().all(|detail| !detail.contains("แผนลับ")), "the trail names no classified subject");
    }

    fn personal_numbers_are_masked_for_who_may_not_see_them(world: &World) {
        let office = office(world);
        drafted(world, store::Written { body: "ติดต่อ 081-234-5678".into(), ..memo(&office) });
        let auditor = reach_of(Role::Auditor, None, Action::ViewLetter).unwrap();
        assert_eq!(auditor.words("DLD/", "ติดต่อ 081-234-5678"), "ติดต่อ xxx-xxx-xx78");
        assert_eq!(dld().words("DLD/", "ติดต่อ 081-234-5678"), "ติดต่อ 081-234-5678");
    }
}
