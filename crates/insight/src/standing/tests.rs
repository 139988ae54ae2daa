#![allow(clippy::unwrap_used)]

use db::{Scope, params};
use jiff::{SignedDuration, Timestamp, civil::date};
use proptest::prelude::*;

use crate::{
    readiness::{Dimension, Refused, report, source},
    world::{Befalls, World, YEAR, at, befall, world, worlds},
};

const FIRST: &str = "2020-07-01T03:00:00Z";

fn hour(n: i64) -> Timestamp {
    at(FIRST) + SignedDuration::from_hours(n)
}

fn happens(world: &World, history: Vec<(usize, Befalls, i64)>) {
    world.write(move |tx| {
        history.iter().try_for_each(|(number, what, hours)| befall(tx, &format!("o{number}"), what, hour(*hours)))
    });
}

fn submitted(hazards: Vec<&'static str>) -> Befalls {
    Befalls::Submitted { processes: 8, hazards }
}

fn figures(world: &World, as_of: jiff::civil::Date) -> crate::readiness::ReadinessReport {
    let made = world.db.read_now(|tx| report(tx, YEAR, as_of, Some(Dimension::Province), &Scope::nation()));
    made.unwrap_or_else(|refused: Refused| panic!("{refused}"))
}

#[test]
fn the_contract_s_figures_follow_a_life_day_by_day() {
    for world in worlds() {
        world.organisations(9);
        happens(
            &world,
            vec![
                (0, submitted(vec!["flood", "fire"]), 0),
                (0, Befalls::Returned, 24),
                (0, submitted(vec!["flood"]), 48),
                (0, Befalls::Approved, 72),
                (1, Befalls::Started, 0),
                (2, submitted(vec!["own hazard"]), 24 * 70),
            ],
        );
        let day = figures(&world, date(2020, 7, 1));
        assert_eq!(
            (day.submitted.n, day.submitted.d, day.outstanding.drafting, day.outstanding.not_started),
            (1, 9, 1, 7)
        );
        let flood_and_fire: Vec<u64> =
            ["flood", "fire"].map(|code| day.hazards.iter().find(|hazard| hazard.code == code).unwrap().plans.n).into();
        assert_eq!(flood_and_fire, [1, 1]);
        assert_eq!(figures(&world, date(2020, 7, 2)).outstanding.returned, 1);
        let third = figures(&world, date(2020, 7, 3));
        assert_eq!((third.outstanding.returned, third.approved.n, third.submitted.n), (0, 0, 1));
        assert_eq!(figures(&world, date(2020, 7, 4)).approved.n, 1);
        let end = figures(&world, date(2026, 1, 1));
        assert_eq!((end.submitted.n, end.on_time.n, end.on_time.d), (2, 1, 2));
        assert_eq!(end.hazards.last().map(|hazard| (hazard.code.as_str(), hazard.plans.n)), Some(("own hazard", 1)));
        assert_eq!((end.own_hazards.n, end.own_hazards.d), (1, 2));
        assert_eq!((end.processes.count, end.processes.with_rto_over_mtpd, end.processes.with_e_service.n), (16, 4, 8));
        assert_eq!(figures(&world, date(2020, 6, 30)).submitted.n, 0);
    }
}

#[test]
fn plans_with_situations_of_their_own_are_counted_once_whatever_the_codes() {
    for world in worlds() {
        world.organisations(9);
        happens(
            &world,
            vec![
                (0, submitted(vec!["flood", "own-1", "own-2"]), 0),
                (1, submitted(vec!["own-1"]), 0),
                (2, submitted(vec!["fire"]), 0),
            ],
        );
        // On the last day from the counters, on the first from the history.
        for day in [date(2026, 1, 1), date(2020, 7, 2)] {
            let figures = figures(&world, day);
            let by_code: Vec<(&str, u64)> =
                figures.hazards.iter().rev().take(2).map(|h| (&*h.code, h.plans.n)).collect();
            assert_eq!(by_code, [("own-2", 1), ("own-1", 2)], "{day}");
            let shown = figures.situations();
            assert_eq!(shown.last().map(|hazard| (hazard.code.as_str(), hazard.plans.n)), Some(("own", 2)), "{day}");
            assert_eq!(shown.len(), reference::List::hazards().entries().len() + 1);
        }
    }
}

#[test]
fn the_json_has_exactly_the_contract_s_members() {
    for world in worlds() {
        world.organisations(3);
        let json = serde_json::to_value(figures(&world, date(2020, 8, 31))).unwrap();
        let keys: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(
            keys,
            [
                "fiscal_year",
                "as_of",
                "submitted",
                "approved",
                "on_time",
                "outstanding",
                "hazards",
                "processes",
                "groups"
            ]
        );
        assert_eq!(json["as_of"], "2020-08-31");
        assert_eq!(json["on_time"], serde_json::json!({"n": 0, "d": 0, "percent": null}));
        assert_eq!(json["hazards"][0]["code"], "pandemic");
        let group = &json["groups"][0];
        assert_eq!((group["by"].as_str(), group["code"].as_str()), (Some("province"), Some("")));
    }
}

#[test]
fn a_year_without_a_round_is_refused_in_words() {
    for world in worlds() {
        let refused = world.db.read_now(|tx| report(tx, 2570, date(2020, 8, 31), None, &Scope::nation())).unwrap_err();
        assert!(refused.words(web::Lang::Th).contains("2570"));
    }
}

#[test]
fn whoever_joins_or_leaves_the_roster_counts_from_and_until_that_day() {
    for world in worlds() {
        world.organisations(6);
        happens(&world, vec![(0, submitted(vec![]), 0), (3, submitted(vec![]), 0)]);
        world.write(|tx| {
            tx.execute("UPDATE roster SET removed_on = '2020-08-10' WHERE organisation_id = 'o0'", &[])?;
            tx.execute("UPDATE roster SET added_on = '2020-08-05' WHERE organisation_id = 'o3'", &[])?;
            tx.announce(&db::Change::Roster { fiscal_year: YEAR })
        });
        let of = |day| {
            let report = figures(&world, day);
            (report.submitted.n, report.submitted.d)
        };
        assert_eq!(
            [of(date(2020, 8, 4)), of(date(2020, 8, 5)), of(date(2020, 8, 9)), of(date(2020, 8, 10))],
            [(1, 5), (2, 6), (2, 6), (1, 5)]
        );
    }
}

#[test]
fn a_part_of_the_nation_has_its_own_figures() {
    for world in worlds() {
        world.organisations(6);
        happens(&world, vec![(0, submitted(vec!["fire"]), 0), (1, submitted(vec!["fire"]), 0)]);
        let scope = Scope::of([db::Reach::Subtree("o0/".to_owned()), db::Reach::Only("o2/".to_owned())]);
        for day in [date(2026, 1, 1), date(2020, 7, 1)] {
            let report = world.db.read_now(|tx| report(tx, YEAR, day, Some(Dimension::Kind), &scope)).unwrap();
            assert_eq!((report.submitted.n, report.submitted.d, report.groups.len()), (1, 2, 2));
            assert_eq!(report.hazards[1].plans, continuity::Share::new(1, 1));
        }
    }
}

#[test]
fn a_changed_counter_is_found_by_verify() {
    for sql in [
        "UPDATE readiness_cell SET submitted = submitted + 1",
        "UPDATE readiness_cell_hazard SET plans = plans + 1",
        "UPDATE readiness_day SET submitted = submitted - 1",
        "UPDATE standing SET on_time = NOT on_time WHERE version_id IS NOT NULL",
        "DELETE FROM standing WHERE organisation_id = 'o2'",
    ] {
        let world = world();
        world.organisations(3);
        happens(&world, vec![(0, submitted(vec!["fire"]), 0)]);
        world.read(|tx| super::verify(tx, YEAR));
        world.write(move |tx| tx.execute(sql, &[]));
        assert!(world.db.read_now(|tx| super::verify(tx, YEAR)).is_err(), "{sql}");
    }
}

fn befalls() -> impl Strategy<Value = Befalls> {
    let hazards = proptest::sample::subsequence(vec!["flood", "fire", "cyber", "own"], 0..=4);
    prop_oneof![
        1 => Just(Befalls::Started),
        4 => (0i64..9, hazards).prop_map(|(processes, hazards)| Befalls::Submitted { processes, hazards }),
        2 => Just(Befalls::Returned),
        2 => Just(Befalls::Approved),
        1 => Just(Befalls::Withdrawn),
        1 => Just(Befalls::Extended),
        1 => Just(Befalls::Revoked),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn figures_kept_write_by_write_equal_those_of_the_history_and_a_rebuilding(
        history in proptest::collection::vec((0usize..7, befalls(), 0i64..2400), 1..40)
    ) {
        let world = world();
        world.organisations(7);
        let mut history = history;
        history.sort_by_key(|(_, _, hours)| *hours);
        let last = history.last().map_or(0, |(_, _, hours)| *hours);
        happens(&world, history);
        world.read(|tx| super::verify(tx, YEAR));
        let after = continuity::round::day::day_of(hour(last));
        let kept = figures(&world, after);
        // The day before the last event is answered from the history, and so is the same day once an event follows.
        let from_cells = world.db.read_now(|tx| source::open(tx, YEAR, after, &Scope::nation()).map(|s| s.past().is_none())).unwrap();
        prop_assert!(from_cells);
        world.write(move |tx| {
            tx.execute("UPDATE standing SET settled_at = '2100-01-01T00:00:00.000Z' WHERE organisation_id = $1", params!["o6"])
        });
        prop_assert_eq!(&figures(&world, after), &kept);
        world.write(|tx| super::rebuild(tx, YEAR));
        world.read(|tx| super::verify(tx, YEAR));
        prop_assert_eq!(figures(&world, after), kept);
    }
}
