//! Rounds, rosters, extensions, reminders.

use db::{Scope, params};
use jiff::civil::date;
use web::Lang;

use super::world::{World, at, now};
use crate::{
    lateness::commands::{Reminded, Whom, remind},
    listing::Filters,
    round::{Opened, Refused, Roster, RowReason, commands, extensions, open, roster, store},
};

fn round(world: &World) -> store::Round {
    world.read(|tx| store::by_year(tx, 2563)).unwrap()
}

fn members(world: &World, filters: &Filters, scope: &Scope, day: jiff::civil::Date) -> Vec<String> {
    let condition = store::members_where(&round(world), filters, scope, day);
    let found = world.read(|tx| {
        let found = store::members(tx, &condition, 0, 50)?;
        assert_eq!(store::count_members(tx, &condition)?, found.len() as i64);
        Ok(found)
    });
    found.into_iter().map(|member| member.code).collect()
}

fn open_with(world: &World, codes: &[(u32, &str)]) -> Result<Opened, Refused> {
    let codes: Vec<(u32, String)> = codes.iter().map(|(row, code)| (*row, (*code).to_owned())).collect();
    world.db.write_now(move |tx| {
        open(tx, 2564, date(2021, 8, 31), date(2021, 9, 30), Roster::Codes(codes.clone()), "officer", now())
    })
}

#[test]
fn a_round_freezes_every_obliged_organisation_that_is_not_closed() {
    let world = World::new();
    world.open_round();
    let all = members(&world, &Filters::default(), &Scope::nation(), date(2020, 6, 1));
    assert_eq!(all, ["D1", "L1", "L2", "M1"]);
    assert_eq!(world.count("SELECT count(*) FROM roster WHERE region <> ''"), 2);
    assert_eq!(world.count("SELECT count(*) FROM audit_event WHERE action = 'round.opened'"), 1);
}

#[test]
fn a_year_has_one_round() {
    let world = World::new();
    world.open_round();
    let again = world
        .db
        .write_now(|tx| open(tx, 2563, date(2020, 8, 31), date(2020, 9, 30), Roster::Obliged, "officer", now()));
    assert!(matches!(again, Err(Refused::AlreadyOpen(2563))));
}

#[test]
fn a_list_with_refused_rows_opens_nothing_and_names_every_row() {
    let world = World::new();
    let Err(Refused::Rows(rows)) = open_with(&world, &[(2, "L1"), (3, "L9"), (4, "C1"), (5, "L1")]) else { panic!() };
    let seen: Vec<(u32, RowReason)> = rows.into_iter().map(|row| (row.row, row.reason)).collect();
    assert_eq!(seen, [(3, RowReason::Unknown), (4, RowReason::Closed), (5, RowReason::Duplicate { first: 2 })]);
    assert_eq!(world.count("SELECT count(*) FROM round"), 0);
    assert_eq!(open_with(&world, &[(2, "X1"), (3, "L1")]).unwrap().roster, 2);
}

#[test]
fn additions_and_removals_leave_earlier_days_as_they_were() {
    let world = World::new();
    world.open_round();
    let (nation, all) = (Scope::nation(), Filters::default());
    world
        .db
        .write_now(|tx| {
            roster::add(tx, 2563, &[(1, "X1".into())], (date(2020, 6, 10), "เพิ่มตามหนังสือ"), "officer", now())
        })
        .unwrap();
    world
        .db
        .write_now(|tx| roster::remove(tx, 2563, &["L2".into()], (date(2020, 6, 20), "ยุบรวม"), "officer", now()))
        .unwrap();
    assert_eq!(members(&world, &all, &nation, date(2020, 6, 9)), ["D1", "L1", "L2", "M1"]);
    assert_eq!(members(&world, &all, &nation, date(2020, 6, 19)), ["D1", "L1", "L2", "M1", "X1"]);
    assert_eq!(members(&world, &all, &nation, date(2020, 6, 20)), ["D1", "L1", "M1", "X1"]);
    let changed = Filters { change: "any".into(), ..Filters::default() };
    assert_eq!(members(&world, &changed, &nation, date(2020, 6, 20)), ["L2", "X1"]);
    let twice = world
        .db
        .write_now(|tx| roster::add(tx, 2563, &[(1, "X1".into())], (date(2020, 6, 10), "อีกครั้ง"), "officer", now()));
    assert!(matches!(twice, Err(Refused::Rows(rows)) if rows[0].reason == RowReason::OnRoster));
    world
        .db
        .write_now(|tx| roster::add(tx, 2563, &[(1, "L2".into())], (date(2020, 6, 21), "กลับเข้าบัญชี"), "officer", now()))
        .unwrap();
    assert_eq!(members(&world, &all, &nation, date(2020, 6, 20)).len(), 5);
}

#[test]
fn a_person_sees_only_what_lies_within_reach() {
    let world = World::new();
    world.open_round();
    let only = Scope::of([db::Reach::Subtree("M1/L1/".into())]);
    assert_eq!(members(&world, &Filters::default(), &only, date(2020, 6, 1)), ["L1"]);
    let counts = world.read(|tx| store::counts(tx, &round(&world), &only, date(2020, 6, 1)));
    assert_eq!((counts.roster, counts.not_started()), (1, 1));
    let nation = world.read(|tx| store::counts(tx, &round(&world), &Scope::nation(), date(2020, 6, 1)));
    assert_eq!((nation.roster, nation.outstanding()), (4, 4));
}

#[test]
fn dates_are_changed_from_the_revision_that_the_editor_saw() {
    let world = World::new();
    world.open_round();
    let change = |revision| {
        world.db.write_now(move |tx| {
            commands::change_dates(tx, 2563, revision, (date(2020, 9, 15), date(2020, 9, 30)), "officer", now())
        })
    };
    change(1).unwrap();
    assert!(matches!(change(1), Err(Refused::Changed(2))));
    let (who, _) = world.read(|tx| store::last_change(tx, &round(&world).id)).unwrap();
    assert_eq!(who, "officer");
}

#[test]
fn an_extension_gives_time_is_granted_once_and_stays_on_record_when_revoked() {
    let world = World::new();
    world.open_round();
    let grant = |code: &str, due| {
        let code = code.to_owned();
        world.db.write_now(move |tx| {
            extensions::grant(tx, 2563, std::slice::from_ref(&code), (due, "น้ำท่วม"), "officer", now())
        })
    };
    let id = grant("L1", date(2020, 9, 15)).unwrap().remove(0);
    let due = |day| world.read(|tx| crate::review::waiting::due_day(tx, day, 2563)).unwrap();
    assert_eq!((due("L1"), due("L2")), (date(2020, 9, 15), date(2020, 8, 31)));
    let told = |kind: &str, due: &str| {
        let due = format!("%\"due\":\"{due}\"%");
        world.read(|tx| {
            let sql = "SELECT count(*) FROM message WHERE organisation_id = 'L1' AND kind = $1 AND arguments LIKE $2";
            tx.count(sql, db::params![kind, due])
        })
    };
    assert_eq!(told("extended", "2020-09-15"), 1);
    let why = |outcome: Result<Vec<String>, Refused>| match outcome {
        Err(Refused::Rows(rows)) => rows[0].reason,
        other => panic!("{other:?}"),
    };
    assert_eq!(why(grant("L1", date(2020, 9, 15))), RowReason::SameExtension);
    assert_eq!(why(grant("L1", date(2020, 9, 10))), RowReason::NotLater { due: date(2020, 9, 15) });
    assert_eq!(why(grant("X1", date(2020, 9, 15))), RowReason::NotOnRoster);
    assert!(matches!(grant("L2", date(2020, 8, 31)), Err(Refused::DateOutside { field: "due", .. })));
    let revoke = || {
        let id = id.clone();
        world.db.write_now(move |tx| extensions::revoke(tx, &id, &Scope::nation(), "officer", now()))
    };
    assert_eq!(revoke().unwrap(), 2563);
    assert_eq!(told("extension_revoked", "2020-08-31"), 1, "with the day that holds again");
    assert!(matches!(revoke(), Err(Refused::NoExtension)));
    assert_eq!(due("L1"), date(2020, 8, 31));
    let (total, found) =
        world.read(|tx| store::extensions(tx, &round(&world).id, &Scope::nation(), &Filters::default(), (0, 10)));
    assert_eq!((total, found[0].revoked_at.is_some()), (1, true));
}

#[test]
fn nobody_is_reminded_twice_on_one_day_nor_without_something_to_send() {
    let world = World::new();
    world.open_round();
    world.write(|tx| {
        tx.execute(
            "INSERT INTO standing (fiscal_year, organisation_id, name_th, sort_key, kind, ministry_code, province_code, \
             region, status, approved, classified, on_time, process_count, rto_over_mtpd, with_e_service) \
             SELECT 2563, id, name_th, sort_key, kind, ministry_code, province_code, '', 'submitted', FALSE, FALSE, \
             TRUE, 0, 0, 0 FROM organisation WHERE id = $1",
            params!["D1"],
        )
    });
    let remind = |whom: Whom, when| {
        world.db.write_now(move |tx| remind(tx, 2563, &whom, &Scope::nation(), "officer", at(when))).unwrap()
    };
    let chosen = || Whom::Chosen(vec!["L1".into(), "D1".into()]);
    assert_eq!(remind(chosen(), "2020-06-01T02:00:00Z"), Reminded { queued: 1, left: 1 });
    assert_eq!(remind(chosen(), "2020-06-01T10:00:00Z"), Reminded { queued: 0, left: 2 });
    assert_eq!(remind(Whom::All(Box::default()), "2020-06-01T11:00:00Z"), Reminded { queued: 2, left: 1 });
    assert_eq!(remind(chosen(), "2020-06-02T02:00:00Z"), Reminded { queued: 1, left: 1 });
    assert_eq!(remind(chosen(), "2020-10-02T02:00:00Z"), Reminded { queued: 0, left: 2 });
    assert_eq!(world.count("SELECT count(*) FROM message WHERE kind = 'reminder'"), 4);
    let of_l1 = Scope::of([db::Reach::Only("M1/L1/".into())]);
    let (total, found) = world.read(|tx| crate::outbox::store::list(tx, &Filters::default(), &of_l1, (0, 10)));
    assert_eq!((total, found[0].code.as_str(), found[0].state.as_str()), (2, "L1", "queued"));
}

#[test]
fn who_is_late_is_counted_by_group() {
    let world = World::new();
    world.open_round();
    let condition = store::members_where(&round(&world), &Filters::default(), &Scope::nation(), date(2020, 6, 1));
    for (column, groups) in [("r.ministry_code", 1), ("r.province_code", 2), ("r.kind", 3)] {
        let found = world.read(|tx| store::member_groups(tx, &condition, column));
        assert_eq!(found.len(), groups);
        assert_eq!(found.iter().map(|group| group.outstanding()).sum::<i64>(), 4);
    }
    assert!(crate::listing::ministry(Lang::Th, "").contains("ไม่สังกัด"));
}
