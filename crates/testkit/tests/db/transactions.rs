//! Commit, rollback, savepoints, many commands at once.

use std::sync::{
    Mutex,
    atomic::{AtomicU32, Ordering},
};

use db::{Error, audit, params};
use testkit::{World, at, on_both};

use crate::{Refusal, count, set, value_of};

on_both! {
    fn an_answered_command_is_there_for_the_next_reader(world: &World) {
        world.db.write_now::<_, Error>(|tx| set(tx, "a", "1")).unwrap();
        assert_eq!(value_of(world, "a").as_deref(), Some("1"));
        let again = db::Db::open(&world.address).unwrap();
        let kept = again.read_now::<_, Error>(|tx| tx.count("SELECT count(*) FROM setting", &[])).unwrap();
        assert_eq!(kept, 1);
    }

    fn a_refused_command_leaves_nothing(world: &World) {
        let refused: Result<(), Refusal> = world.db.write_now(|tx| {
            set(tx, "a", "1")?;
            Err(Refusal::Wanted)
        });
        assert!(matches!(refused, Err(Refusal::Wanted)));
        assert_eq!(value_of(world, "a"), None);
    }

    fn a_panicking_command_leaves_nothing_and_the_next_one_is_served(world: &World) {
        let panicked: Result<(), Refusal> = world.db.write_now(|tx| {
            set(tx, "a", "1")?;
            panic!("as wanted")
        });
        assert!(matches!(panicked, Err(Refusal::Db(Error::Panicked(_)))), "{panicked:?}");
        assert_eq!(value_of(world, "a"), None);
        world.db.write_now::<_, Error>(|tx| set(tx, "b", "2")).unwrap();
        assert_eq!(value_of(world, "b").as_deref(), Some("2"));
    }

    fn a_panicking_query_leaves_its_connection_usable(world: &World) {
        for _ in 0..40 {
            let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                world.db.read_now::<(), Error>(|_| panic!("as wanted"))
            }));
            assert!(!matches!(panicked, Ok(Ok(()))));
        }
        assert_eq!(count(world, "SELECT count(*) FROM setting"), 0);
    }

    fn a_savepoint_that_fails_undoes_only_itself(world: &World) {
        world.db.write_now::<_, Refusal>(|tx| {
            set(tx, "before", "1")?;
            let inner = tx.savepoint(|tx| {
                set(tx, "inside", "1")?;
                Err::<(), _>(Refusal::Wanted)
            });
            assert!(matches!(inner, Err(Refusal::Wanted)));
            set(tx, "after", "1")?;
            Ok(())
        }).unwrap();
        assert_eq!(value_of(world, "before").as_deref(), Some("1"));
        assert_eq!(value_of(world, "inside"), None);
        assert_eq!(value_of(world, "after").as_deref(), Some("1"));
    }

    fn a_statement_that_fails_in_a_savepoint_does_not_end_the_command(world: &World) {
        world.db.write_now::<_, Refusal>(|tx| {
            set(tx, "a", "1")?;
            let twice = tx.savepoint(|tx| set(tx, "a", "2"));
            assert!(matches!(twice, Err(Error::Duplicate(_))), "{twice:?}");
            set(tx, "b", "1")?;
            Ok(())
        }).unwrap();
        assert_eq!(count(world, "SELECT count(*) FROM setting"), 2);
    }

    fn savepoints_may_be_nested(world: &World) {
        world.db.write_now::<_, Refusal>(|tx| {
            tx.savepoint(|tx| {
                set(tx, "outer", "1")?;
                let inner = tx.savepoint(|tx| {
                    set(tx, "inner", "1")?;
                    Err::<(), _>(Refusal::Wanted)
                });
                assert!(inner.is_err());
                Ok(())
            })
        }).unwrap();
        assert_eq!(value_of(world, "outer").as_deref(), Some("1"));
        assert_eq!(value_of(world, "inner"), None);
    }

    fn a_command_that_passes_over_a_refused_statement_is_never_answered_and_lost(world: &World) {
        let answered: Result<(), Error> = world.db.write_now(|tx| {
            set(tx, "a", "1")?;
            let _ = set(tx, "a", "2");
            Ok(())
        });
        assert_eq!(answered.is_ok(), value_of(world, "a").is_some(), "{answered:?}");
    }

    fn a_reader_sees_one_state_from_its_first_statement_to_its_last(world: &World) {
        let writer = world.db.clone();
        let (first, second) = world.db.read_now::<_, Error>(|tx| {
            let first = tx.count("SELECT count(*) FROM setting", &[])?;
            std::thread::spawn(move || writer.write_now::<_, Error>(|tx| set(tx, "a", "1")).unwrap()).join().unwrap();
            Ok((first, tx.count("SELECT count(*) FROM setting", &[])?))
        }).unwrap();
        assert_eq!((first, second), (0, 0));
        assert_eq!(count(world, "SELECT count(*) FROM setting"), 1);
    }

    fn a_query_may_not_write(world: &World) {
        let wrote = world.db.read_now::<_, Error>(|tx| set(tx, "a", "1"));
        assert!(wrote.is_err());
        assert_eq!(value_of(world, "a"), None);
    }

    fn commands_of_64_threads_are_counted_exactly_though_some_refuse_and_some_panic(world: &World) {
        let acknowledged = Mutex::new(Vec::new());
        let exhausted = AtomicU32::new(0);
        std::thread::scope(|scope| {
            for thread in 0..64u32 {
                let (acknowledged, exhausted) = (&acknowledged, &exhausted);
                scope.spawn(move || {
                    for number in 0..12u32 {
                        match one_of_many(world, thread, number) {
                            Ok(key) => acknowledged.lock().unwrap().push(key),
                            Err(Refusal::Wanted | Refusal::Db(Error::Panicked(_))) => {}
                            Err(Refusal::Db(_)) => _ = exhausted.fetch_add(1, Ordering::Relaxed),
                        }
                    }
                });
            }
        });
        let mut acknowledged = acknowledged.into_inner().unwrap();
        acknowledged.sort();
        let stored = |sql: &'static str| {
            world.db.read_now::<_, Error>(|tx| tx.rows(sql, &[], |row| row.get::<String>(0))).unwrap()
        };
        assert_eq!(stored("SELECT subject_id FROM audit_event ORDER BY subject_id"), acknowledged);
        assert_eq!(stored("SELECT name FROM setting WHERE name LIKE 'k%' ORDER BY name"), acknowledged);
        assert_eq!(count(world, "SELECT count(*) FROM job"), acknowledged.len() as i64);
        let summed = count(world, "SELECT CAST(sum(CAST(value AS BIGINT)) AS BIGINT) FROM setting WHERE name LIKE 'sum%'");
        assert_eq!(summed, acknowledged.len() as i64);
        world.db.read_now(audit::verify).unwrap();
        assert_eq!(exhausted.into_inner(), 0, "commands that ran out of tries");
        // Of each 6 numbers one refuses and one panics.
        assert_eq!(acknowledged.len(), 64 * 8);
    }
}

/// A counter shared by four threads, an event, a job, a row of its own; every third gives up at the end.
fn one_of_many(world: &World, thread: u32, number: u32) -> Result<String, Refusal> {
    let (key, group) = (format!("k{thread:02}-{number:02}"), thread / 4);
    world.db.write_now(move |tx| {
        let bump = "INSERT INTO setting (name, value) VALUES ($1, '1') ON CONFLICT (name) \
                    DO UPDATE SET value = CAST(CAST(setting.value AS BIGINT) + 1 AS TEXT) RETURNING value";
        tx.row(bump, params![format!("sum{group}")], |row| row.get::<String>(0))?;
        set(tx, &key, "there")?;
        let now = at("2020-08-31T02:00:00Z");
        db::jobs::enqueue(tx, "mail", &serde_json::json!({ "key": key }), now)?;
        let chain = format!("org{group}");
        let event = audit::Event {
            at: now,
            actor: "tester",
            action: "counted",
            subject_kind: "test",
            subject_id: &key,
            organisation_id: Some(&chain),
            detail: serde_json::json!({}),
        };
        audit::append(tx, &event)?;
        match number % 6 {
            2 => Err(Refusal::Wanted),
            5 => panic!("as wanted"),
            _ => Ok(key.clone()),
        }
    })
}
