//! The queue and the decisions.

use continuity::plan::Text;
use db::Scope;
use jiff::{Timestamp, civil::date};
use web::Role;

use super::world::{World, at, now, person, plan};
use crate::{
    listing::Filters,
    review::{
        Refused, commands, remarks, store,
        waiting::{class_sql, judged, score_sql},
    },
};

fn queue(world: &World, filters: &Filters, scope: &Scope) -> Vec<store::Waiting> {
    let (today, nation) = (date(2020, 6, 1), Scope::nation());
    let condition = store::queue_where(filters, scope, Some(&nation), today);
    world.read(|tx| store::queue(tx, &condition, &filters.sort, (0, 50), today))
}

fn codes(world: &World, filters: Filters) -> Vec<String> {
    queue(world, &filters, &Scope::nation()).into_iter().map(|row| row.code).collect()
}

fn approve(world: &World, version: &str, in_bulk: bool, actor: web::Actor) -> Result<(), Refused> {
    let version = version.to_owned();
    world.db.write_now(move |tx| commands::approve(tx, &version, "", in_bulk, &actor, now()))
}

fn send_back(world: &World, version: &str, reason: &'static str, actor: web::Actor) -> Result<(), Refused> {
    let version = version.to_owned();
    world.db.write_now(move |tx| commands::send_back(tx, &version, reason, &actor, now()))
}

fn officer() -> web::Actor {
    person(Role::NationalOfficer, None)
}

/// An accepted plan of 2562, and the same handed in for 2563.
fn renewed(world: &World, code: &str) -> String {
    let last = world.submit(code, &plan(code, 2562), at("2019-06-01T02:00:00Z"));
    approve(world, &last, false, officer()).unwrap();
    world.submit(code, &plan(code, 2563), at("2020-05-20T02:00:00Z"))
}

#[test]
fn the_latest_version_waits_until_it_is_decided() {
    let world = World::new();
    world.open_round();
    world.submit("L1", &plan("L1", 2563), at("2020-05-01T02:00:00Z"));
    let second = world.submit("L1", &plan("L1", 2563), at("2020-05-02T02:00:00Z"));
    let waiting = queue(&world, &Filters::default(), &Scope::nation());
    assert_eq!(waiting.iter().map(|row| row.version_id.as_str()).collect::<Vec<_>>(), [second.as_str()]);
    approve(&world, &second, false, officer()).unwrap();
    assert!(queue(&world, &Filters::default(), &Scope::nation()).is_empty());
    assert_eq!(world.count("SELECT count(*) FROM message WHERE kind = 'plan_approved'"), 1);
    let again = approve(&world, &second, false, officer());
    assert!(matches!(again, Err(Refused::Rules(why)) if why == [continuity::review::Refusal::AlreadyApproved]));
}

#[test]
fn a_return_needs_a_reason_tells_the_agency_and_is_audited() {
    let world = World::new();
    let version = world.submit("L1", &plan("L1", 2563), at("2020-05-01T02:00:00Z"));
    assert!(send_back(&world, &version, "  ", officer()).is_err_and(|why| why.is_about_reason()));
    send_back(&world, &version, "โปรดระบุสถานที่สำรอง", officer()).unwrap();
    assert_eq!(world.count("SELECT count(*) FROM message WHERE kind = 'plan_returned' AND link = '/plans/L1-2563'"), 1);
    assert_eq!(world.count("SELECT count(*) FROM audit_event WHERE action = 'plan.returned' AND chain = 'L1'"), 1);
    assert!(queue(&world, &Filters::default(), &Scope::nation()).is_empty());
    world.read(|tx| db::audit::verify(tx).map(|_| ()));
}

#[test]
fn nobody_reviews_the_plan_of_their_own_organisation_nor_beyond_their_reach() {
    let world = World::new();
    let of_ministry = world.submit("M1", &plan("M1", 2563), at("2020-05-01T02:00:00Z"));
    let below = world.submit("L1", &plan("L1", 2563), at("2020-05-01T02:00:00Z"));
    let supervisor = || person(Role::Supervisor, Some("M1"));
    let own = approve(&world, &of_ministry, false, supervisor());
    assert!(matches!(own, Err(Refused::Rules(why)) if why == [continuity::review::Refusal::OwnOrganisation]));
    assert!(matches!(approve(&world, &below, false, person(Role::Supervisor, Some("D1"))), Err(Refused::NotFound)));
    assert!(matches!(approve(&world, &below, false, person(Role::Auditor, None)), Err(Refused::Rules(_))));
    approve(&world, &below, false, supervisor()).unwrap();
}

#[test]
fn only_an_unchanged_renewal_of_an_accepted_plan_is_accepted_in_bulk() {
    let world = World::new();
    let (same, first) = (renewed(&world, "L1"), world.submit("L2", &plan("L2", 2563), at("2020-05-20T02:00:00Z")));
    assert_eq!(codes(&world, Filters { risk: "routine".into(), ..Filters::default() }), ["L1"]);
    assert_eq!(codes(&world, Filters { change: "unchanged".into(), ..Filters::default() }), ["L1"]);
    assert_eq!(codes(&world, Filters { change: "first".into(), ..Filters::default() }), ["L2"]);
    assert!(matches!(approve(&world, &first, true, officer()), Err(Refused::NotRoutine)));
    approve(&world, &same, true, officer()).unwrap();
}

#[test]
fn a_renewal_of_a_plan_that_nobody_accepted_is_not_routine() {
    let world = World::new();
    world.submit("L1", &plan("L1", 2562), at("2019-06-01T02:00:00Z"));
    world.submit("L1", &plan("L1", 2563), at("2020-05-20T02:00:00Z"));
    let this_year = Filters { year: "2563".into(), risk: "routine".into(), ..Filters::default() };
    assert!(codes(&world, this_year).is_empty());
}

#[test]
fn a_resubmission_is_compared_with_the_version_that_was_returned() {
    let world = World::new();
    let first = world.submit("L1", &plan("L1", 2563), at("2020-05-01T02:00:00Z"));
    send_back(&world, &first, "โปรดแก้ไข", officer()).unwrap();
    let mut mended = plan("L1", 2563);
    mended.scope = Some(Text::th("สำนักงานและพื้นที่ตำบล"));
    world.submit("L1", &mended, at("2020-05-10T02:00:00Z"));
    let row = queue(&world, &Filters::default(), &Scope::nation()).remove(0);
    let (facts, _) = judged(&row.facts, row.submitted_day, date(2020, 6, 1)).unwrap();
    assert_eq!((row.changes, facts.resubmitted, facts.days_waiting), (Some(1), true, 22));
}

#[test]
fn the_statement_and_the_rule_give_the_same_score_and_class_on_every_day() {
    let world = World::new();
    world.submit("L1", &plan("L1", 2563), at("2020-05-01T02:00:00Z"));
    renewed(&world, "L2");
    for days in 0..90 {
        let today = date(2020, 5, 20).saturating_add(jiff::Span::new().days(days));
        let sql = format!(
            "SELECT w.facts, w.submitted_day, {}, {} FROM review_waiting w",
            score_sql(today),
            class_sql(today)
        );
        let rows = world.read(|tx| {
            tx.rows(&sql, &[], |row| {
                Ok((row.get::<String>(0)?, row.get::<i64>(1)?, row.get::<i64>(2)?, row.get::<String>(3)?))
            })
        });
        for (facts, day, score, class) in rows {
            let (_, verdict) = judged(&facts, day, today).unwrap();
            assert_eq!((i64::from(verdict.score), verdict.class.code()), (score, class.as_str()), "{today}");
        }
    }
}

#[test]
fn moving_the_due_date_judges_again_who_was_late() {
    let world = World::new();
    world.open_round();
    world.submit("L1", &plan("L1", 2563), at("2020-09-05T02:00:00Z"));
    let late = || {
        let row = queue(&world, &Filters::default(), &Scope::nation()).remove(0);
        judged(&row.facts, row.submitted_day, date(2020, 9, 5)).unwrap().0.late
    };
    assert!(late());
    world
        .db
        .write_now(|tx| {
            crate::round::commands::change_dates(tx, 2563, 1, (date(2020, 9, 10), date(2020, 9, 30)), "officer", now())
        })
        .unwrap();
    assert!(!late());
}

#[test]
fn a_remark_is_made_on_a_place_of_the_version_and_answered_after_the_return() {
    let world = World::new();
    let version = world.submit("L1", &plan("L1", 2563), at("2020-05-01T02:00:00Z"));
    let remark = |at: &'static str, field: &'static str, text: &'static str| {
        let version = version.clone();
        world.db.write_now(move |tx| remarks::add(tx, &version, (at, field, text), &officer(), now()))
    };
    let id = remark("processes-0", "rto", "นานเกินไป").unwrap();
    assert!(matches!(remark("processes-7", "rto", "x"), Err(Refused::NoPlace)));
    assert!(matches!(remark("processes-0", "rto", " "), Err(Refused::Blank)));
    remark("hazards", "row", "ขาดแผ่นดินไหว").unwrap();
    let made = world.read(|tx| store::remarks(tx, &version));
    assert_eq!(made.iter().map(|r| r.place.as_str()).collect::<Vec<_>>(), ["processes-0-rto", "hazards-row"]);
    assert_eq!(made[0].row_name, "รับคำร้อง");
    let answer = |who: web::Actor| {
        let id = id.clone();
        let scope = who.scope(web::Action::EditPlan).unwrap_or(Scope::of([]));
        world.db.write_now(move |tx| remarks::answer(tx, &id, "แก้เป็น 4 ชั่วโมงแล้ว", (&who, &scope), now()))
    };
    let coordinator = || person(Role::Coordinator, Some("L1"));
    assert!(matches!(answer(coordinator()), Err(Refused::NotFound)), "it was not returned yet");
    send_back(&world, &version, "โปรดแก้ไขตามข้อสังเกต", officer()).unwrap();
    assert!(matches!(answer(person(Role::Coordinator, Some("L2"))), Err(Refused::NotFound)));
    assert_eq!(answer(coordinator()).unwrap().0, "L1-2563");
    assert!(matches!(remark("processes-0", "rto", "อีกข้อ"), Err(Refused::Rules(_))));
}

#[test]
fn a_classified_plan_is_only_seen_by_those_cleared() {
    let world = World::new();
    let version = world.submit("L1", &plan("L1", 2563), at("2020-05-01T02:00:00Z"));
    world.write(|tx| tx.execute("UPDATE plan_version SET classification = 'secret'", &[]));
    let nation = Scope::nation();
    let today = date(2020, 6, 1);
    let condition = store::queue_where(&Filters::default(), &nation, None, today);
    assert!(world.read(|tx| store::queue(tx, &condition, "", (0, 9), today)).is_empty());
    assert!(world.read(|tx| store::version(tx, &version, &nation, None)).is_none());
    assert!(world.read(|tx| store::version(tx, &version, &nation, Some(&nation))).is_some());
}

#[test]
fn an_imported_approval_is_recorded_once() {
    let world = World::new();
    let version = world.submit("L1", &plan("L1", 2563), at("2020-05-01T02:00:00Z"));
    let record = || {
        let version = version.clone();
        let when: Timestamp = at("2020-05-02T02:00:00Z");
        world.write(move |tx| commands::approve_imported(tx, &version, when, "command line"))
    };
    assert!(record() && !record());
    assert_eq!(world.count("SELECT count(*) FROM review_approval"), 1);
    assert_eq!(world.count("SELECT count(*) FROM message"), 0);
}

#[test]
fn every_order_and_filter_of_the_queue_is_a_statement_of_this_engine() {
    let world = World::new();
    world.submit("L1", &plan("L1", 2563), at("2020-05-01T02:00:00Z"));
    for sort in ["", "waiting", "newest", "name", "changes"] {
        let filters = Filters {
            sort: sort.into(),
            q: "หน่วยงาน".into(),
            ministry: "M1".into(),
            province: "73".into(),
            kind: "lao_sao".into(),
            year: "2563".into(),
            ..Filters::default()
        };
        assert_eq!(codes(&world, filters), ["L1"], "{sort}");
    }
    let condition = store::queue_where(&Filters::default(), &Scope::nation(), None, date(2020, 6, 1));
    let classes = world.read(|tx| store::queue_classes(tx, &condition, date(2020, 6, 1)));
    assert_eq!(classes.iter().map(|(_, n)| n).sum::<i64>(), 1);
}
