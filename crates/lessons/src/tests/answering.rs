use db::{Reach, Scope};
use testkit::{at, on_both};

use super::world::*;
use crate::{
    Refused,
    answer::{self, Saved},
    collection::{self, commands::Whom, store},
    questionnaires,
};

on_both! {
    fn a_collection_is_opened_once_a_year_and_everybody_on_its_roster_is_told(world: &World) {
        people(world);
        let id = opened(world, 2564);
        let members = read(world, |tx| store::members(tx, &id, &Scope::nation()));
        let units: Vec<&str> = members.iter().map(|member| member.unit.as_str()).collect();
        assert_eq!(units, ["M01-12", "M01-15", "M03", "M03"], "{members:?}");
        assert!(members.iter().all(|member| member.standing() == "not_started"));
        let told = read(world, |tx| tx.count("SELECT count(*) FROM message WHERE kind = 'lesson_opened'", &[]));
        assert_eq!(told, 4);
        let again = world.db.write_now(|tx| collection::open(tx, &wanted(2564), "officer", now()));
        assert!(matches!(again, Err(Refused::Taken(2564))));
        let unknown = world.db.write_now(|tx| {
            collection::open(tx, &collection::Wanted { questionnaire: "nothing.1".into(), ..wanted(2563) }, "officer", now())
        });
        assert!(matches!(unknown, Err(Refused::NoQuestionnaire(_))));
    }

    fn what_is_missing_is_told_and_only_whole_answers_are_handed_in(world: &World) {
        people(world);
        let id = opened(world, 2564);
        let mut partly = answers(true, true);
        partly.set("outcome", questionnaire::Value::One(String::new()));
        partly.set("staff_at_home", questionnaire::Value::One("120".into()));
        let refused = handed(world, (&id, "M03-06"), &partly, now());
        let Err(Refused::Wrong(wrong)) = refused else { panic!("{refused:?}") };
        let fields: Vec<String> = wrong.iter().map(|problem| problem.place.field()).collect();
        assert_eq!(fields, ["staff_at_home", "outcome"]);
        let done = handed(world, (&id, "M03-06"), &answers(true, true), now()).unwrap();
        assert!(done.number == 1 && done.reference.starts_with("LL-2564-"), "{done:?}");
        let again = handed(world, (&id, "M03-06"), &answers(false, false), now());
        assert!(matches!(again, Err(Refused::HandedIn)), "{again:?}");
        let member = read(world, |tx| store::member_of(tx, &id, "M03-06", &Scope::nation())).unwrap();
        assert_eq!((member.standing(), member.reference), ("handed_in", Some(done.reference)));
    }

    fn of_two_who_write_the_same_section_the_second_is_told_and_loses_nothing(world: &World) {
        people(world);
        let id = opened(world, 2564);
        let save = |by: &'static str, section: &'static str, revision: i64, law: bool| {
            let who = who(&id, "M03-06", by, now());
            write(world, move |tx| answer::save(tx, &who, section, Some(revision), &answers(law, true)))
        };
        assert_eq!(save("first", "response_law", 0, true), Saved::At(1));
        assert_eq!(save("second", "response_law", 0, false), Saved::Clash);
        assert_eq!(save("second", "impact_work", 0, false), Saved::At(1), "another section is nobody's business");
        assert_eq!(save("first", "response_law", 1, true), Saved::At(1), "nothing changed, nothing is written");
        let draft = read(world, |tx| answer::store::draft(tx, &id, "M03-06")).unwrap();
        assert_eq!(draft.document.value("law_changed").unwrap().text(), "yes");
        assert_eq!(draft.document.rows("law_changes").len(), 1);
        assert_eq!(draft.revision(), 2);
        let kept = read(world, |tx| tx.count("SELECT count(*) FROM lesson_clash WHERE account_id = 'second'", &[]));
        assert_eq!(kept, 1);
    }

    fn what_is_handed_back_says_why_and_is_written_again_from_what_there_was(world: &World) {
        people(world);
        let id = opened(world, 2564);
        let back = |reason: &'static str| {
            let who = who(&id, "M03-06", "officer", at("2021-09-03T09:00:00+07:00"));
            world.db.write_now(move |tx| answer::return_to(tx, &who, reason))
        };
        assert!(matches!(back("ขาดหลักฐาน"), Err(Refused::NothingHandedIn)));
        handed(world, (&id, "M03-06"), &answers(true, true), now()).unwrap();
        assert!(matches!(back(""), Err(Refused::Blank("reason"))));
        back("ขาดหลักฐาน").unwrap();
        let member = read(world, |tx| store::member_of(tx, &id, "M03-06", &Scope::nation())).unwrap();
        assert_eq!(member.standing(), "returned");
        let again = handed(world, (&id, "M03-06"), &answers(true, false), at("2021-09-05T09:00:00+07:00")).unwrap();
        assert_eq!(again.number, 2);
        let first = read(world, |tx| {
            let draft = answer::store::draft(tx, &id, "M03-06")?.unwrap();
            let all = answer::store::handings(tx, &draft.id)?;
            answer::store::handed_document(tx, &all[0].id)
        });
        assert_eq!(first.unwrap().value("service_affected").unwrap().text(), "yes", "what was handed in never changes");
    }

    fn who_has_not_answered_is_reminded_once_a_day_and_nobody_once_it_is_closed(world: &World) {
        people(world);
        let id = opened(world, 2564);
        handed(world, (&id, "M03-06"), &answers(true, true), now()).unwrap();
        let remind = |whom: Whom, when: &str| {
            let (id, when) = (id.clone(), at(when));
            world.db.write_now(move |tx| collection::remind(tx, &id, &whom, "officer", when))
        };
        assert!(matches!(remind(Whom::Chosen(Vec::new()), "2021-09-02T09:00:00+07:00"), Err(Refused::Blank("chosen"))));
        assert_eq!(remind(Whom::Chosen(vec!["M01-12".into()]), "2021-09-02T09:00:00+07:00").unwrap(), 1);
        assert_eq!(remind(Whom::All, "2021-09-02T15:00:00+07:00").unwrap(), 2);
        assert_eq!(remind(Whom::All, "2021-09-02T18:00:00+07:00").unwrap(), 0);
        let of = id.clone();
        write(world, move |tx| collection::close(tx, &of, true, "officer", now()));
        assert!(matches!(remind(Whom::All, "2021-09-04T09:00:00+07:00"), Err(Refused::Closed)));
        let late = handed(world, (&id, "M01-12"), &answers(true, true), at("2021-09-04T09:00:00+07:00"));
        assert!(matches!(late, Err(Refused::Closed)));
    }

    fn out_of_reach_there_is_nothing_to_answer(world: &World) {
        people(world);
        let id = opened(world, 2564);
        let mut other = who(&id, "M03-06", "somebody", now());
        other.scope = Scope::of([Reach::Only("M01-12/".into())]);
        let refused = world.db.write_now(move |tx| answer::save(tx, &other, "response_law", Some(0), &answers(true, true)));
        assert!(matches!(refused, Err(Refused::NotFound)));
        let defence = who(&id, "M02-01", "somebody", now());
        let refused = world.db.write_now(move |tx| answer::hand_in(tx, &defence));
        assert!(matches!(refused, Err(Refused::NotFound)), "who is not on the roster does not answer");
    }

    fn a_version_of_a_questionnaire_never_changes(world: &World) {
        let mut own = questionnaires::built_in()[0].clone();
        own.code = "own".into();
        let keep = |form: questionnaire::Questionnaire| {
            world.db.write_now(move |tx| questionnaires::keep(tx, &form, "own.xlsx", "officer", now()))
        };
        let first = keep(own.clone()).unwrap();
        assert!(!first.known && keep(own.clone()).unwrap().known);
        let mut other = own.clone();
        other.title.th.push('!');
        assert!(matches!(keep(other), Err(Refused::Version(_))));
        let mut taken = questionnaires::built_in()[0].clone();
        taken.title.th.push('!');
        assert!(matches!(keep(taken), Err(Refused::Version(_))), "what the program brings has its name");
        let found = read(world, |tx| questionnaires::store::find(tx, "own.2563")).unwrap();
        assert_eq!((found.form, found.source.as_str()), (own, "own.xlsx"));
    }
}
