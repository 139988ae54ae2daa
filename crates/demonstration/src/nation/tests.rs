use std::collections::{BTreeMap, BTreeSet};

use continuity::{
    Share,
    plan::dependency::{Target, processes_elsewhere},
    round::{Event, EventKind, Standing, day},
};
use jiff::civil::date;

use super::*;

fn nation() -> Nation {
    Nation::new(crate::SEED)
}

fn due() -> Timestamp {
    day::end_of(date(2020, 8, 31)).unwrap()
}

fn events(story: &Story) -> Vec<Event> {
    let mut events = vec![Event { at: story.begun, version: 1, what: EventKind::Started }];
    for (number, version) in (1..).zip(&story.versions) {
        let mut add = |at, what| events.push(Event { at, version: number, what });
        add(version.submitted, EventKind::Submitted);
        match version.fate {
            Fate::Waits => {}
            Fate::Approved(at) => add(at, EventKind::Approved),
            Fate::Returned { at, .. } => add(at, EventKind::Returned),
            Fate::Withdrawn(at) => add(at, EventKind::Withdrawn),
        }
    }
    events
}

#[test]
fn exactly_3616_of_8281_had_submitted_on_31_august_2563_and_never_more_before_or_after() {
    let nation = nation();
    let obliged = nation.organisations.iter().filter(|org| org.obliged).count();
    let counted = |at| nation.stories.iter().filter(|story| Standing::at(&events(story), at).is_submitted()).count();
    assert_eq!((counted(due()), obliged), (SUBMITTED, 8_281));
    assert_eq!(Share::new(3_616, 8_281).percent().as_deref(), Some("43.67"));
    assert_eq!(counted(Timestamp::MAX), SUBMITTED);
    assert!(counted(day::end_of(date(2020, 6, 30)).unwrap()) < SUBMITTED / 2 + 400);
    assert_eq!(counted(day::start_of(date(2019, 10, 31)).unwrap()), 0);
    let later = nation.stories.iter().flat_map(events).filter(|event| event.at > due());
    let later: Vec<Event> = later.collect();
    assert!(later.iter().all(|event| event.what == EventKind::Approved), "after the due day plans are read, no more");
    assert!(later.iter().all(|event| event.at <= day::end_of(date(2020, 12, 4)).unwrap()));
}

#[test]
fn no_plan_of_a_round_long_over_waits_for_a_reader() {
    let waits = |story: &&Story| story.versions.last().is_some_and(|version| version.fate == Fate::Waits);
    assert_eq!(nation().stories.iter().filter(waits).count(), 0);
}

#[test]
fn events_follow_each_other_as_they_can() {
    for story in &nation().stories {
        let mut last = story.begun;
        for version in &story.versions {
            assert!(version.submitted >= last, "{story:?}");
            last = version.submitted;
            if let Fate::Approved(at) | Fate::Returned { at, .. } | Fate::Withdrawn(at) = version.fate {
                assert!(at > last, "{story:?}");
                last = at;
            }
        }
    }
}

#[test]
fn the_states_are_as_many_as_a_round_at_its_due_day_has() {
    let nation = nation();
    let mut states: BTreeMap<&str, usize> = BTreeMap::new();
    for story in &nation.stories {
        *states.entry(Standing::at(&events(story), due()).state.code()).or_default() += 1;
    }
    let of = |state: &str| states.get(state).copied().unwrap_or(0);
    assert_eq!(of("drafting"), DRAFTING, "{states:?}");
    assert!((2_500..=APPROVED).contains(&of("approved")), "{states:?}");
    assert!((40..400).contains(&of("returned")), "{states:?}");
    assert!((500..1_100).contains(&of("submitted")), "{states:?}");
    assert!(nation.stories.iter().any(|story| story.versions.len() > 1 && story.is_approved()));
}

#[test]
fn each_hazard_is_covered_by_the_count_nearest_to_its_printed_share() {
    let nation = nation();
    let expected = BTreeMap::from([
        ("pandemic", 3_506),
        ("fire", 3_547),
        ("flood", 3_447),
        ("civil_unrest", 3_073),
        ("power_outage", 2_182),
        ("terrorism", 1_255),
        ("earthquake", 1_130),
        ("cyber", 937),
    ]);
    assert_eq!(counts(), expected);
    for (hazard, printed) in PRINTED {
        let plans = nation.stories.iter().filter(|s| s.is_submitted_at(due()) && s.hazards.contains(hazard)).count();
        assert_eq!(Some(&plans), expected.get(hazard), "{hazard}");
        let distance = |n: usize| Share::new(n as u64, 3_616).hundredths().unwrap().abs_diff(printed as u128);
        assert!(distance(plans) <= distance(plans - 1) && distance(plans) <= distance(plans + 1), "{hazard}");
    }
}

#[test]
fn provinces_differ_from_about_10_to_over_75_of_100() {
    let nation = nation();
    let mut by_province: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let submitted: BTreeSet<&str> =
        nation.stories.iter().filter(|s| s.is_submitted_at(due())).map(|s| s.code.as_str()).collect();
    for org in nation.organisations.iter().filter(|org| org.obliged && !org.province_code.is_empty()) {
        let (n, d) = by_province.entry(org.province_code.as_str()).or_default();
        *n += usize::from(submitted.contains(org.code.as_str()));
        *d += 1;
    }
    by_province.remove("10"); // one organisation
    let percents: Vec<usize> = by_province.values().map(|(n, d)| n * 100 / d).collect();
    assert!(percents.iter().min().is_some_and(|least| *least <= 15), "{percents:?}");
    assert!(percents.iter().max().is_some_and(|most| *most >= 75), "{percents:?}");
}

#[test]
fn every_process_of_another_agency_that_a_submitted_plan_names_is_in_a_submitted_plan() {
    let nation = nation();
    let orgs: BTreeMap<&str, &Org> = nation.organisations.iter().map(|org| (org.code.as_str(), org)).collect();
    let plans: BTreeMap<&str, _> = nation
        .stories
        .iter()
        .filter(|story| story.is_submitted_at(due()))
        .filter_map(|story| Some((story.code.as_str(), nation.plan(orgs.get(story.code.as_str())?, story, usize::MAX))))
        .collect();
    let mut named = 0;
    for plan in plans.values() {
        for on in processes_elsewhere(plan) {
            let text = format!("process:{on}");
            let Ok(Target::Process { organisation, id }) = Target::parse(&text) else { panic!("{on}") };
            let there = plans.get(organisation).is_some_and(|plan| plan.processes.iter().any(|p| p.id == id));
            assert!(there, "{} names {on}", plan.organisation);
            named += 1;
        }
    }
    assert!(named > 5_000, "{named}");
}

#[test]
fn of_the_processes_of_submitted_plans_about_38_of_100_name_an_e_service() {
    let nation = nation();
    let orgs: BTreeMap<&str, &Org> = nation.organisations.iter().map(|org| (org.code.as_str(), org)).collect();
    let (mut processes, mut digital) = (0, 0);
    for story in nation.stories.iter().filter(|story| story.is_submitted_at(due())) {
        let plan = nation.plan(orgs.get(story.code.as_str()).unwrap(), story, usize::MAX);
        processes += plan.processes.len();
        digital += plan.processes.iter().filter(|process| !process.services.is_empty()).count();
    }
    assert!((37..=39).contains(&(digital * 100 / processes)), "{digital} of {processes}");
}

#[test]
fn the_running_round_has_a_draft_to_write_one_returned_and_few_submitted() {
    let nation = nation();
    let now = day::start_of(date(2026, 11, 22)).unwrap();
    let running = nation.running(now).unwrap();
    assert_eq!((running.fiscal_year, running.due), (2570, date(2027, 8, 31)));
    let of = |code: &str| running.stories.iter().find(|story| story.code == code).unwrap();
    assert!(of(COORDINATOR).versions.is_empty());
    assert!(matches!(of(NEIGHBOUR).versions.last().map(|version| version.fate), Some(Fate::Returned { .. })));
    let submitted = running.stories.iter().filter(|story| story.is_submitted_at(now)).count();
    assert!((200..600).contains(&submitted), "{submitted}");
    assert!(running.stories.iter().flat_map(events).all(|event| event.at <= now));
}

#[test]
fn on_any_day_of_a_running_year_nothing_lies_in_the_future() {
    let nation = nation();
    for month in 1..=12 {
        for days in [1, 2, 17, 28] {
            let now = day::start_of(date(2027, month, days)).unwrap() + jiff::SignedDuration::from_hours(5);
            let Some(running) = nation.running(now) else { panic!("no round") };
            assert!(running.stories.iter().flat_map(events).all(|event| event.at <= now), "{now}");
        }
    }
    assert!(nation.running(due()).is_none());
}
