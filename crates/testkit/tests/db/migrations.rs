//! The schema: made once however many ask, the same on both engines, refused when it does not fit; and copies.

use std::collections::BTreeMap;

use db::{Db, Error, migrate};
use testkit::{PostgresServer, World, on_both};

use crate::{count, set};

on_both! {
    fn a_second_run_changes_nothing(world: &World) {
        assert_eq!(migrate::migrate(&world.db).unwrap(), 0);
        let recorded = count(world, "SELECT count(*) FROM schema_migration");
        assert_eq!(recorded, migrate::ALL.len() as i64);
    }

    fn replicas_that_start_together_migrate_once(world: &World) {
        let world = world.another_empty();
        let ran: Vec<usize> = std::thread::scope(|scope| {
            let starting: Vec<_> = (0..6).map(|_| {
                let replica = Db::open(&world.address).unwrap();
                scope.spawn(move || migrate::migrate(&replica).unwrap())
            }).collect();
            starting.into_iter().map(|replica| replica.join().unwrap()).collect()
        });
        assert_eq!(ran.iter().sum::<usize>(), migrate::ALL.len(), "{ran:?}");
        assert_eq!(ran.iter().filter(|ran| **ran > 0).count(), 1, "{ran:?}");
    }

    fn a_migration_that_was_changed_after_it_ran_is_refused(world: &World) {
        world.db.write_now::<_, Error>(|tx| {
            tx.execute("UPDATE schema_migration SET checksum = 'other' WHERE number = 2", &[])
        }).unwrap();
        assert!(matches!(migrate::migrate(&world.db), Err(Error::Schema(_))));
    }

    fn a_schema_newer_than_the_program_is_refused(world: &World) {
        world.db.write_now::<_, Error>(|tx| {
            tx.execute("INSERT INTO schema_migration (number, name, checksum) VALUES (9999, 'later', '')", &[])
        }).unwrap();
        assert!(matches!(migrate::migrate(&world.db), Err(Error::Schema(_))));
    }
}

#[test]
fn both_engines_have_the_same_tables_and_columns() {
    let (embedded, server) = (World::sqlite(), World::postgres());
    let of_sqlite = "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c \
                     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY 1, 2";
    let of_postgres = "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns \
                       WHERE table_schema = 'public' ORDER BY 1, 2";
    assert_eq!(columns(&embedded, of_sqlite), columns(&server, of_postgres));
}

fn columns(world: &World, sql: &str) -> Vec<(String, String)> {
    world.db.read_now::<_, Error>(|tx| tx.rows(sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))).unwrap()
}

#[test]
fn a_copy_taken_while_writing_is_whole_and_holds_what_was_answered_before() {
    let world = World::sqlite();
    for number in 0..50 {
        world.db.write_now::<_, Error>(move |tx| set(tx, &format!("before{number}"), "1")).unwrap();
    }
    let copy = world.folder().join("copy.db");
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        let (db, stop) = (world.db.clone(), &stop);
        let writer = scope.spawn(move || {
            for number in 0.. {
                if stop.load(std::sync::atomic::Ordering::Relaxed) {
                    return;
                }
                db.write_now::<_, Error>(move |tx| {
                    set(tx, &format!("pair{number}a"), "1")?;
                    set(tx, &format!("pair{number}b"), "1")
                })
                .unwrap();
            }
        });
        std::thread::sleep(std::time::Duration::from_millis(50));
        world.db.copy_to(&copy).unwrap();
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        writer.join().unwrap();
    });
    let restored = Db::open_file(&copy).unwrap();
    restored.read_now(migrate::check_pages).unwrap();
    assert_eq!(migrate::migrate(&restored).unwrap(), 0);
    let names = names(&restored);
    assert_eq!(names.keys().filter(|name| name.starts_with("before")).count(), 50);
    assert_eq!(names.keys().filter(|name| name.starts_with("pair")).count() % 2, 0, "half a command was copied");
}

#[test]
fn a_copy_equals_its_original_table_by_table_and_is_never_written_over() {
    let world = World::sqlite();
    world.db.write_now::<_, Error>(|tx| set(tx, "ชื่อ", "รัฐพร้อม")).unwrap();
    let copy = world.folder().join("copy.db");
    world.db.copy_to(&copy).unwrap();
    let restored = Db::open_file(&copy).unwrap();
    assert_eq!(names(&restored), names(&world.db));
    assert!(matches!(world.db.copy_to(&copy), Err(Error::Unavailable(_))));
}

#[test]
fn a_server_says_that_it_is_copied_with_its_own_tools() {
    let world = World::postgres();
    assert!(matches!(world.db.copy_to(&world.folder().join("x.db")), Err(Error::Unavailable(_))));
}

#[test]
fn a_server_that_is_not_there_is_said_to_be_unavailable() {
    let address = PostgresServer::shared().address("no_such_database");
    assert!(matches!(Db::open(&address), Err(Error::Unavailable(_) | Error::Statement { .. })));
}

#[test]
fn damage_to_the_file_is_found() {
    let world = World::sqlite();
    for number in 0..500 {
        world.db.write_now::<_, Error>(move |tx| set(tx, &format!("name{number}"), &"x".repeat(300))).unwrap();
    }
    let copy = world.folder().join("copy.db");
    world.db.copy_to(&copy).unwrap();
    let mut bytes = std::fs::read(&copy).unwrap();
    // The first bytes of a page say how it is built; pages of 4096 bytes, well behind the schema.
    let page = bytes.len() / 4096 - 20;
    bytes[page * 4096..page * 4096 + 16].fill(0xFF);
    std::fs::write(&copy, bytes).unwrap();
    let damaged = Db::open_file(&copy).unwrap();
    assert!(damaged.read_now(migrate::check_pages).is_err());
}

fn names(db: &Db) -> BTreeMap<String, String> {
    let sql = "SELECT name, value FROM setting";
    let rows = db.read_now::<_, Error>(|tx| tx.rows(sql, &[], |row| Ok((row.get(0)?, row.get(1)?))));
    rows.unwrap().into_iter().collect()
}
