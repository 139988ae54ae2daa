use continuity::Share;
use db::{Reach, Scope};
use testkit::{World, at, on_both};

use super::world::*;
use crate::{
    Refused, answer, export, recommendation,
    result::{self, store},
};

on_both! {
    fn a_unit_counts_when_one_of_its_organisations_says_so_over_the_whole_roster(world: &World) {
        people(world);
        let id = opened(world, 2564);
        handed(world, (&id, "M03-01"), &answers(false, false), now()).unwrap();
        handed(world, (&id, "M03-06"), &answers(true, false), now()).unwrap();
        handed(world, (&id, "M01-12"), &answers(true, true), now()).unwrap();
        let counted = |scope: Scope| read(world, |tx| store::counted(tx, &id, &scope, now()));
        let all = counted(Scope::nation());
        assert_eq!((all.base.units, all.base.organisations), (3, 4));
        assert_eq!((all.base.units_answered, all.base.organisations_answered), (2, 3));
        let of = |question: &str, value: &str| {
            let chosen = all.of(question, value);
            (chosen.units, chosen.organisations)
        };
        assert_eq!((of("law_changed", "yes"), of("law_changed", "no")), ((2, 2), (1, 1)));
        assert_eq!((of("service_affected", "yes"), of("innovation_used", "yes")), ((1, 1), (0, 0)));
        let finance = counted(Scope::of([Reach::Only("M03-01/".into())]));
        assert_eq!((finance.base.units, finance.of("law_changed", "yes").units), (1, 0), "only what is within reach");
    }

    fn figures_of_a_past_day_are_what_counted_then(world: &World) {
        people(world);
        let id = opened(world, 2564);
        handed(world, (&id, "M03-06"), &answers(true, true), at("2021-09-02T09:00:00+07:00")).unwrap();
        let who = who(&id, "M03-06", "officer", at("2021-09-04T09:00:00+07:00"));
        write(world, move |tx| answer::return_to(tx, &who, "ตรวจอีกครั้ง"));
        handed(world, (&id, "M03-06"), &answers(false, true), at("2021-09-06T09:00:00+07:00")).unwrap();
        let on = |day: &str| {
            let when = at(&format!("{day}T23:00:00+07:00"));
            let counted = read(world, |tx| store::counted(tx, &id, &Scope::nation(), when));
            (counted.base.organisations_answered, counted.of("law_changed", "yes").organisations)
        };
        assert_eq!(["2021-09-01", "2021-09-03", "2021-09-05", "2021-09-07"].map(on), [(0, 0), (1, 1), (0, 0), (1, 0)]);
    }

    fn the_list_behind_a_number_has_the_records_that_it_counts(world: &World) {
        people(world);
        let id = opened(world, 2564);
        handed(world, (&id, "M03-06"), &answers(true, true), now()).unwrap();
        handed(world, (&id, "M01-12"), &answers(true, false), now()).unwrap();
        let found = read(world, |tx| store::found(tx, (&id, &["law_name", "law_kind"]), &Scope::nation(), now()));
        let told: Vec<_> = found.iter().map(|one| (one.organisation.0.as_str(), one.answers["law_kind"].as_slice())).collect();
        assert_eq!(told, [("M01-12", &["regulation".to_owned()][..]), ("M03-06", &["regulation".to_owned()])]);
        let sums = read(world, |tx| store::numbers(tx, (&id, &["staff_at_home"]), &Scope::nation(), now()));
        assert_eq!(sums["staff_at_home"], 160);
        let written = read(world, |tx| store::written(tx, &id, &Scope::nation(), now()));
        assert_eq!((written["service_affected_how"], written["outcome"]), ((1, 1), (2, 2)));
        let file = world.db.read_now(|tx| export::answers(tx, 2564, export::Format::Csv, false, now())).unwrap();
        let text = String::from_utf8(file).unwrap();
        assert!(text.lines().count() > 30 && text.contains("law_changed") && text.contains("กรมสรรพากร"), "{text}");
    }

    fn printed_figures_stand_beside_those_of_the_records(world: &World) {
        people(world);
        let lines = |world: &World| read(world, |tx| result::figure_lines(tx, now()));
        let none = lines(world);
        assert!(none.iter().all(|line| line.computed.is_none()));
        let id = opened(world, 2564);
        handed(world, (&id, "M03-06"), &answers(true, true), now()).unwrap();
        let all = lines(world);
        let of = |id: &str| all.iter().find(|line| line.printed.id == id).unwrap();
        assert_eq!(of("law_changed_2564").computed, Some(Share::new(1, 3)));
        assert_eq!(of("wfh_2564").computed, Some(Share::new(1, 4)), "of organisations, not of units");
        assert_eq!(of("reporters_departments").computed, Some(Share::new(1, 4)));
        assert_eq!((of("law_changed_2564").agrees(), of("relief").agrees()), (Some(false), None));
        assert!(of("law_changed_2563").computed.is_none());
    }

    fn a_recommendation_rests_on_answers_that_there_are(world: &World) {
        people(world);
        let id = opened(world, 2564);
        handed(world, (&id, "M03-06"), &answers(true, true), now()).unwrap();
        let found = read(world, |tx| store::found(tx, (&id, &["outcome"]), &Scope::nation(), now()));
        let written = |basis: String, heading: &'static str| {
            let wanted = recommendation::Wanted {
                fiscal_year: 2564,
                heading: heading.into(),
                text: "คงบริการดิจิทัลไว้".into(),
                bodies: String::new(),
                basis: vec![basis],
            };
            world.db.write_now(move |tx| recommendation::write(tx, &wanted, "officer", now()))
        };
        let real = format!("{}:outcome:0", found[0].handing);
        assert!(matches!(written("x:outcome:0".into(), "ดิจิทัล"), Err(Refused::NotFound)));
        assert!(matches!(written(real.clone(), ""), Err(Refused::Blank("heading"))));
        let recommended = written(real, "ดิจิทัล").unwrap();
        let standing = |world: &World| {
            read(world, |tx| tx.count("SELECT count(*) FROM lesson_recommendation WHERE withdrawn_at IS NULL", &[]))
        };
        assert_eq!(standing(world), 1);
        write(world, move |tx| recommendation::withdraw(tx, &recommended, "officer", now()));
        assert_eq!(standing(world), 0);
    }
}
