use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn day(day: i8) -> Date {
    date(2021, 8, day)
}

/// An order `id` of the first province, in force from a day of August 2021 to another.
fn order(id: &str, from: i8, to: Option<i8>, effects: &[(What, &str)]) -> Order {
    Order {
        id: id.into(),
        area: "P73".into(),
        kind: "order".into(),
        number: format!("{id}/2564"),
        issued: day(from),
        from: day(from),
        to: to.map(day),
        effects: effects
            .iter()
            .map(|(what, target)| Effect { target: (*target).into(), what: *what, clauses: String::new() })
            .collect(),
    }
}

fn standing(all: &[Order], id: &str, on: i8) -> Standing {
    Orders::of(all).standing(id, day(on)).unwrap()
}

fn in_force(all: &[Order], on: i8) -> Vec<&str> {
    let orders = Orders::of(all);
    let held = all.iter().filter(|order| orders.standing(&order.id, day(on)).unwrap().is_in_force());
    held.map(|order| order.id.as_str()).collect()
}

#[test]
fn an_order_holds_from_its_first_to_its_last_day() {
    let all = [order("1", 5, Some(10), &[])];
    assert_eq!(standing(&all, "1", 4), Standing::NotYet);
    assert_eq!(standing(&all, "1", 5), Standing::InForce(vec![]));
    assert_eq!(standing(&all, "1", 10), Standing::InForce(vec![]));
    assert_eq!(standing(&all, "1", 11), Standing::Ended);
    assert!(Orders::of(&all).standing("2", day(5)).is_none());
}

#[test]
fn an_amendment_shows_on_the_days_on_which_it_holds_itself() {
    let all = [order("1", 1, None, &[]), order("2", 10, Some(20), &[(What::Amends, "1")])];
    assert_eq!(standing(&all, "1", 9), Standing::InForce(vec![]));
    assert_eq!(standing(&all, "1", 15), Standing::InForce(vec!["2".into()]));
    assert_eq!(standing(&all, "1", 21), Standing::InForce(vec![]));
}

#[test]
fn a_repeal_counts_from_its_first_day_and_stays_when_the_repealing_order_ends() {
    let all = [order("1", 1, None, &[]), order("2", 10, Some(12), &[(What::Repeals, "1")])];
    assert!(standing(&all, "1", 9).is_in_force());
    assert_eq!(standing(&all, "1", 10), Standing::Repealed("2".into()));
    assert_eq!(standing(&all, "1", 28), Standing::Repealed("2".into()));
    assert_eq!(in_force(&all, 11), ["2"]);
}

#[test]
fn repealing_the_repeal_later_revives_nothing_but_in_time_it_never_happens() {
    let late = [
        order("1", 1, None, &[]),
        order("2", 10, None, &[(What::Repeals, "1")]),
        order("3", 15, None, &[(What::Repeals, "2")]),
    ];
    assert_eq!(standing(&late, "1", 20), Standing::Repealed("2".into()));
    let in_time = [
        order("1", 1, None, &[]),
        order("2", 10, None, &[(What::Repeals, "1")]),
        order("3", 8, None, &[(What::Repeals, "2")]),
    ];
    assert!(standing(&in_time, "1", 20).is_in_force());
    assert_eq!(standing(&in_time, "2", 20), Standing::Repealed("3".into()));
}

#[test]
fn an_extension_keeps_an_order_in_force_for_its_own_days() {
    let all = [order("1", 1, Some(10), &[]), order("2", 11, Some(20), &[(What::Extends, "1")])];
    assert_eq!(in_force(&all, 10), ["1"]);
    assert_eq!(in_force(&all, 11), ["1", "2"]);
    assert_eq!(standing(&all, "1", 21), Standing::Ended);
    let extended = |on| Orders::of(&all).extended("1", day(on)).map(|order| order.id.clone());
    assert_eq!([extended(10), extended(11), extended(21)], [None, Some("2".to_owned()), None]);
    let taken_back = [all.as_slice(), &[order("3", 15, None, &[(What::Repeals, "2")])]].concat();
    assert_eq!(in_force(&taken_back, 14), ["1", "2"]);
    assert_eq!(in_force(&taken_back, 15), ["3"]);
}

#[test]
fn what_corrects_another_stands_in_its_place_from_the_beginning() {
    let wrong = order("1", 5, Some(10), &[(What::Repeals, "0")]);
    let right = Order { number: "1/2564".into(), ..order("2", 5, Some(20), &[(What::Corrects, "1")]) };
    let later = order("3", 15, None, &[(What::Repeals, "1")]);
    let all = [order("0", 1, None, &[]), wrong, right, later];
    assert_eq!(standing(&all, "1", 7), Standing::Corrected("2".into()));
    assert!(standing(&all, "0", 7).is_in_force(), "what was entered wrongly repeals nothing");
    assert!(standing(&all, "2", 12).is_in_force());
    assert_eq!(standing(&all, "2", 16), Standing::Repealed("3".into()), "who repealed the one repeals the other");
}

fn refused(new: &Order, known: &[Order]) -> Vec<Refusal> {
    faults(new, known, &[], day(28))
}

#[test]
fn all_that_is_wrong_with_a_new_order_is_told_at_once() {
    let known = [order("1", 1, Some(10), &[]), Order { area: "P50".into(), ..order("9", 1, None, &[]) }];
    let new = Order {
        issued: date(2021, 9, 1),
        to: Some(day(1)),
        ..order("2", 5, None, &[(What::Repeals, "9"), (What::Amends, "1"), (What::Repeals, "1"), (What::Amends, "x")])
    };
    let all = faults(&new, &known, &["title"], day(28));
    let expected = [
        Refusal::Blank("title"),
        Refusal::IssuedInFuture,
        Refusal::EndBeforeBegin,
        Refusal::UnknownTarget(0),
        Refusal::TargetTwice(2),
        Refusal::UnknownTarget(3),
    ];
    assert_eq!(all, expected);
}

#[test]
fn a_number_is_used_once_a_year_but_for_the_one_that_corrects_it() {
    let known = [order("1", 1, None, &[])];
    let same = Order { number: " ๑ / ๒๕๖๔".into(), ..order("2", 5, None, &[]) };
    assert_eq!(refused(&same, &known), [Refusal::SameNumber("1".into())]);
    assert_eq!(refused(&Order { kind: "announcement".into(), ..same.clone() }, &known), []);
    let effects = vec![Effect { target: "1".into(), what: What::Corrects, clauses: String::new() }];
    assert_eq!(refused(&Order { effects, ..same }, &known), []);
}

#[test]
fn what_is_gone_cannot_be_amended_and_what_has_ended_cannot_be_extended() {
    let known = [order("1", 1, None, &[]), order("2", 10, None, &[(What::Repeals, "1")]), order("4", 1, Some(10), &[])];
    for what in [What::Amends, What::Repeals, What::Extends] {
        assert_eq!(refused(&order("3", 12, None, &[(what, "1")]), &known), [Refusal::TargetGone(0)], "{what:?}");
    }
    assert_eq!(refused(&order("3", 9, None, &[(What::Amends, "1")]), &known), [], "before the repeal it is there");
    assert_eq!(refused(&order("3", 11, None, &[(What::Extends, "4")]), &known), []);
    assert_eq!(refused(&order("3", 12, None, &[(What::Extends, "4")]), &known), [Refusal::TargetEnded(0)]);
    let two = order("5", 12, None, &[(What::Corrects, "2"), (What::Corrects, "4")]);
    assert_eq!(refused(&two, &known), [Refusal::CorrectsTwo(1)]);
}

/// Some orders that do things to any others, circles among them.
fn any_orders() -> impl Strategy<Value = Vec<Order>> {
    let one = (1i8..28, proptest::option::of(1i8..28), proptest::collection::vec((0usize..4, 0usize..6), 0..3));
    proptest::collection::vec(one, 1..6).prop_map(|all| {
        let made = all.into_iter().enumerate().map(|(at, (from, to, effects))| Order {
            effects: effects
                .into_iter()
                .map(|(what, target)| Effect {
                    target: target.to_string(),
                    what: What::ALL[what],
                    clauses: String::new(),
                })
                .collect(),
            ..order(&at.to_string(), from, to, &[])
        });
        made.collect()
    })
}

proptest! {
    #[test]
    fn every_order_stands_somewhere_on_every_day_whatever_refers_to_whatever(all in any_orders(), on in 1i8..28) {
        let orders = Orders::of(&all);
        for order in &all {
            prop_assert!(orders.standing(&order.id, day(on)).is_some());
        }
    }

    #[test]
    fn a_new_order_changes_nothing_of_the_days_before_its_first_but_by_correcting(
        all in any_orders(), from in 1i8..28, on in 1i8..28, what in 0usize..3, target in 0usize..6
    ) {
        prop_assume!(on < from);
        let sound: Vec<Order> = all.into_iter().enumerate().map(|(at, order)| Order {
            effects: order.effects.into_iter().filter(|effect| effect.target.parse::<usize>().is_ok_and(|other| other < at)).collect(),
            ..order
        }).collect();
        let new = order("new", from, None, &[(What::ALL[what], &target.to_string())]);
        let with = [sound.clone(), vec![new]].concat();
        let (before, after) = (Orders::of(&sound), Orders::of(&with));
        for order in &sound {
            // A repeal that is taken back before its first day is the one thing that changes the past of a later day.
            let held = before.standing(&order.id, day(on)).unwrap().is_in_force();
            prop_assert_eq!(held, after.standing(&order.id, day(on)).unwrap().is_in_force());
        }
    }
}
