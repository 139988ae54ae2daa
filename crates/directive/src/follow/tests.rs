use super::*;
use crate::paper::Cadence;
use proptest::prelude::*;

const OPDC: &str = "OPDC";

fn at(day: i64) -> Timestamp {
    Timestamp::from_second(1_607_400_000 + day * 86_400).unwrap()
}

fn event(day: i64, by: &str, what: What) -> Event {
    Event { at: at(day), by: by.to_owned(), what }
}

fn assignment(lead: &[&str], with: &[&str]) -> Assignment {
    let owned = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
    Assignment { lead: owned(lead), with: owned(with), due: None }
}

fn report(n: u64, d: u64) -> Report {
    Report { counted: Some(Share::new(n, d)), evidence: 1 }
}

fn because() -> String {
    "ตรวจหลักฐานแล้ว".to_owned()
}

fn story() -> Vec<Event> {
    vec![
        event(0, OPDC, What::Confirmed),
        event(1, OPDC, What::Assigned(assignment(&["A", "B"], &["C"]))),
        event(2, "A", What::Agreed),
        event(3, "B", What::Agreed),
        event(4, "A", What::Progress(report(30, 103))),
        event(5, "A", What::Done(report(90, 103))),
        event(6, "B", What::Done(Report { counted: None, evidence: 2 })),
        event(7, OPDC, What::SentBack { reason: because() }),
        event(8, "A", What::Done(report(103, 103))),
        event(9, "B", What::Done(report(5, 5))),
        event(10, OPDC, What::Closed { reason: because() }),
        event(20, OPDC, What::Reopened { reason: because() }),
    ]
}

#[test]
fn the_status_at_any_past_instant_is_that_of_its_history() {
    let expected = [
        (-1, Status::Draft),
        (0, Status::Confirmed),
        (1, Status::Assigned),
        (2, Status::Assigned),
        (3, Status::Agreed),
        (4, Status::InProgress),
        (5, Status::InProgress),
        (6, Status::ReportedDone),
        (7, Status::InProgress),
        (8, Status::InProgress),
        (9, Status::ReportedDone),
        (10, Status::Closed),
        (19, Status::Closed),
        (20, Status::InProgress),
    ];
    for (day, status) in expected {
        assert_eq!(standing(&story(), at(day)).status, status, "day {day}");
    }
    assert!(standing(&story(), at(20)).reopened);
}

#[test]
fn every_step_of_a_right_story_is_allowed() {
    let story = story();
    for (nth, event) in story.iter().enumerate() {
        assert_eq!(decide(&story[..nth], event), Ok(()), "step {nth}");
    }
}

#[test]
fn a_percentage_exists_only_where_everybody_counted() {
    assert_eq!(standing(&story(), at(5)).counted, None);
    assert_eq!(standing(&story(), at(9)).counted, Some(Share::new(108, 108)));
}

#[test]
fn who_is_told_to_act_never_closes_its_own_even_when_it_is_the_office() {
    let mut own = story();
    own.truncate(1);
    own.push(event(1, OPDC, What::Assigned(assignment(&[OPDC], &["C"]))));
    own.push(event(2, OPDC, What::Done(report(1, 1))));
    for by in [OPDC, "C"] {
        let close = event(3, by, What::Closed { reason: because() });
        assert_eq!(decide(&own, &close), Err(Refusal::JudgesItself));
    }
    assert_eq!(decide(&own, &event(3, "PDC", What::Closed { reason: because() })), Ok(()));
}

#[test]
fn each_rule_refuses_what_breaks_it() {
    let story = story();
    let blank = || " \u{200B}".to_owned();
    let cases = [
        (0, event(0, OPDC, What::Assigned(assignment(&["A"], &[]))), Refusal::NotConfirmed),
        (1, event(1, OPDC, What::Confirmed), Refusal::AlreadyConfirmed),
        (1, event(1, OPDC, What::Assigned(assignment(&[], &["A"]))), Refusal::NoLead),
        (1, event(1, OPDC, What::Assigned(assignment(&["A"], &["A"]))), Refusal::LeadAndWith),
        (1, event(1, "A", What::Agreed), Refusal::NotAssigned),
        (2, event(2, "Z", What::Agreed), Refusal::NotAddressed),
        (2, event(2, "A", What::Declined { reason: blank() }), Refusal::NoReason),
        (2, event(2, "A", What::Progress(report(4, 3))), Refusal::ImpossibleCount),
        (2, event(2, "A", What::Progress(report(0, 0))), Refusal::ImpossibleCount),
        (2, event(2, OPDC, What::SentBack { reason: because() }), Refusal::NothingReported),
        (9, event(9, OPDC, What::Closed { reason: blank() }), Refusal::NoReason),
        (9, event(9, OPDC, What::Reopened { reason: because() }), Refusal::NotClosed),
        (11, event(11, "A", What::Progress(report(1, 3))), Refusal::Closed),
        (11, event(11, OPDC, What::Assigned(assignment(&["A"], &[]))), Refusal::Closed),
        (11, event(9, OPDC, What::Reopened { reason: because() }), Refusal::BeforeLast),
    ];
    for (steps, event, refusal) in cases {
        assert_eq!(decide(&story[..steps], &event), Err(refusal), "{event:?}");
    }
}

#[test]
fn done_with_less_than_all_counted_is_a_contradiction() {
    let rhythm = Rhythm { periodic_days: None, grace_days: 0 };
    let found = attention(&story(), Cadence::Periodic, rhythm, at(5));
    assert_eq!(found, [Attention::DoneButNotAll { by: "A".into(), counted: Share::new(90, 103) }]);
    assert_eq!(attention(&story(), Cadence::Periodic, rhythm, at(9)), []);
    let mut back = story();
    back.truncate(5);
    back.push(event(6, "A", What::Done(Report::default())));
    back.push(event(7, "B", What::Progress(report(4, 9))));
    back.push(event(8, "B", What::Progress(report(3, 9))));
    assert_eq!(
        attention(&back, Cadence::Periodic, rhythm, at(8)),
        [
            Attention::DoneButNotAll { by: "A".into(), counted: Share::new(30, 103) },
            Attention::DoneWithoutEvidence { by: "A".into() },
            Attention::WentBack { by: "B".into(), from: Share::new(4, 9), to: Share::new(3, 9) },
        ]
    );
}

#[test]
fn silence_and_lateness_are_those_of_the_setting() {
    let rhythm = Rhythm { periodic_days: Some(90), grace_days: 5 };
    let mut told = story();
    told.truncate(1);
    let due = Some(jiff::civil::date(2020, 12, 31));
    told.push(event(1, OPDC, What::Assigned(Assignment { due, ..assignment(&["A"], &[]) })));
    assert_eq!(attention(&told, Cadence::Periodic, rhythm, at(20)), []);
    assert_eq!(attention(&told, Cadence::Periodic, rhythm, at(30)), [Attention::Overdue]);
    let late = attention(&told, Cadence::Periodic, rhythm, at(97));
    assert_eq!(late, [Attention::Overdue, Attention::Silent { since: at(96) }]);
    told.push(event(98, "A", What::Declined { reason: because() }));
    assert!(attention(&told, Cadence::Annual, rhythm, at(99)).contains(&Attention::NobodyActs));
    let never = Rhythm { periodic_days: None, grace_days: 0 };
    assert!(
        !attention(&told, Cadence::Periodic, never, at(9_000))
            .iter()
            .any(|one| matches!(one, Attention::Silent { .. }))
    );
}

fn any_event() -> impl Strategy<Value = Event> {
    let who = prop::sample::select(vec!["A", "B", "C", OPDC, "Z"]);
    let reason = prop::sample::select(vec!["", "เหตุผล"]).prop_map(str::to_owned);
    let report = (prop::option::of((0u64..6, 0u64..6)), 0u32..2)
        .prop_map(|(counted, evidence)| Report { counted: counted.map(|(n, d)| Share::new(n, d)), evidence });
    let assigned = prop::sample::subsequence(vec!["A", "B", "C", OPDC], 0..4)
        .prop_map(|codes| assignment(&codes[..codes.len().min(2)], codes.get(2..).unwrap_or_default()));
    let what = prop_oneof![
        Just(What::Confirmed),
        assigned.prop_map(What::Assigned),
        Just(What::Agreed),
        reason.clone().prop_map(|reason| What::Declined { reason }),
        report.clone().prop_map(What::Progress),
        report.prop_map(What::Done),
        reason.clone().prop_map(|reason| What::SentBack { reason }),
        reason.clone().prop_map(|reason| What::Closed { reason }),
        reason.prop_map(|reason| What::Reopened { reason }),
    ];
    (0i64..60, who, what).prop_map(|(day, by, what)| event(day, by, what))
}

/// Only what the rules allow, in the order of time.
fn allowed(mut events: Vec<Event>) -> Vec<Event> {
    events.sort_by_key(|event| event.at);
    let mut history = Vec::new();
    for event in events {
        if decide(&history, &event).is_ok() {
            history.push(event);
        }
    }
    history
}

proptest! {
    #[test]
    fn only_somebody_else_with_a_reason_ever_closes(events in prop::collection::vec(any_event(), 0..60)) {
        let history = allowed(events);
        for (nth, event) in history.iter().enumerate() {
            if let What::Closed { reason } = &event.what {
                let before = standing(&history[..nth], event.at);
                prop_assert!(!reason.is_empty());
                prop_assert!(!before.assignment.unwrap().addresses(&event.by));
            }
        }
    }

    #[test]
    fn the_past_does_not_change_when_something_happens_later(
        events in prop::collection::vec(any_event(), 0..60), day in 0i64..60
    ) {
        let history = allowed(events);
        let then: Vec<Event> = history.iter().filter(|event| event.at <= at(day)).cloned().collect();
        prop_assert_eq!(standing(&history, at(day)), standing(&then, at(day)));
    }

    #[test]
    fn an_event_that_is_refused_changes_nothing_that_is_closed(
        events in prop::collection::vec(any_event(), 0..60), next in any_event()
    ) {
        let history = allowed(events);
        let next = Event { at: at(61), ..next };
        let before = standing(&history, at(61));
        if before.status == Status::Closed && decide(&history, &next).is_err() {
            let mut after = history.clone();
            after.push(next);
            prop_assert_eq!(standing(&after, at(61)).status, Status::Closed);
        }
    }

    #[test]
    fn a_done_item_is_never_silent_or_overdue(events in prop::collection::vec(any_event(), 0..60), day in 0i64..900) {
        let history = allowed(events);
        let rhythm = Rhythm { periodic_days: Some(30), grace_days: 0 };
        let found = attention(&history, Cadence::Periodic, rhythm, at(day));
        if standing(&history, at(day)).status >= Status::ReportedDone {
            let chased = found.iter().any(|one| matches!(one, Attention::Overdue | Attention::Silent { .. }));
            prop_assert!(!chased);
        }
    }
}
