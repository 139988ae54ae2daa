//! Orders on both databases: recorded once, never changed.

use db::Scope;
use jiff::civil::date;
use testkit::{World, on_both};

use super::world::{nation, now, only, read};
use crate::order::{
    New,
    commands::{Stop, hash, record},
    rule::{Effect, Orders, Refusal, Standing, What},
    store,
};

fn new(number: &str, from: jiff::civil::Date, effects: &[(What, &str)]) -> New {
    New {
        province: "P73".into(),
        kind: "order".into(),
        number: number.into(),
        title: "มาตรการควบคุมการแพร่ระบาด".into(),
        basis: "มาตรา 35 แห่งพระราชบัญญัติโรคติดต่อ พ.ศ. 2558".into(),
        text: "ห้ามรวมกลุ่ม".into(),
        issued: from,
        from,
        to: None,
        effects: effects
            .iter()
            .map(|(what, target)| Effect { target: (*target).into(), what: *what, clauses: "ข้อ 2".into() })
            .collect(),
    }
}

fn recorded(world: &World, new: New, scope: Scope) -> Result<String, Stop> {
    world.db.write_now(move |tx| record(tx, &new, &scope, ("officer", now())))
}

on_both! {
    fn what_was_in_force_on_any_day_follows_from_all_orders(world: &World) {
        nation(world);
        let first = recorded(world, new("1/2564", date(2021, 7, 1), &[]), only("P73")).unwrap();
        let second = recorded(world, new("2/2564", date(2021, 7, 10), &[(What::Amends, &first)]), only("P73")).unwrap();
        recorded(world, new("3/2564", date(2021, 8, 1), &[(What::Repeals, &first)]), only("P73")).unwrap();
        let rules: Vec<_> = read(world, |tx| store::all(tx, None)).into_iter().map(|kept| kept.order).collect();
        let stands = |day| Orders::of(&rules).standing(&first, day).unwrap();
        assert_eq!(stands(date(2021, 6, 30)), Standing::NotYet);
        assert_eq!(stands(date(2021, 7, 5)), Standing::InForce(vec![]));
        assert_eq!(stands(date(2021, 7, 20)), Standing::InForce(vec![second]));
        assert!(matches!(stands(date(2021, 8, 1)), Standing::Repealed(_)));
        read(world, db::audit::verify);
    }

    fn only_a_province_orders_and_only_for_itself(world: &World) {
        nation(world);
        let order = new("1/2564", date(2021, 7, 1), &[]);
        assert!(matches!(recorded(world, order.clone(), only("P74")), Err(Stop::NotYours)));
        let local = New { province: "L1".into(), ..order.clone() };
        assert!(matches!(recorded(world, local, only("L1")), Err(Stop::NotYours)));
        let first = recorded(world, order.clone(), only("P73")).unwrap();
        let foreign = New { province: "P74".into(), ..new("2/2564", date(2021, 7, 2), &[(What::Repeals, &first)]) };
        assert!(matches!(recorded(world, foreign, only("P74")), Err(Stop::Rules(all)) if all == [Refusal::UnknownTarget(0)]));
        let again = recorded(world, order, only("P73"));
        assert!(matches!(again, Err(Stop::Rules(all)) if all == [Refusal::SameNumber(first)]));
    }

    fn the_hash_is_of_everything_that_stands_in_an_order(world: &World) {
        nation(world);
        let order = new("1/2564", date(2021, 7, 1), &[]);
        let id = recorded(world, order.clone(), only("P73")).unwrap();
        let (_, words) = read(world, |tx| store::words(tx, &id)).unwrap();
        assert_eq!(words.hash, hash("P73", &order));
        let others = [
            New { text: "ห้ามรวมกลุ่ม.".into(), ..order.clone() },
            New { to: Some(date(2021, 7, 31)), ..order.clone() },
            New { effects: new("1", date(2021, 7, 1), &[(What::Amends, "x")]).effects, ..order },
        ];
        assert!(others.iter().all(|other| hash("P73", other) != words.hash));
    }
}

#[test]
fn no_statement_changes_or_deletes_an_order() {
    let sources =
        [include_str!("../order/store.rs"), include_str!("../order/commands.rs"), include_str!("../order/form.rs")];
    for source in sources {
        assert!(!source.contains("UPDATE area_order") && !source.contains("DELETE FROM area_order"));
    }
}
