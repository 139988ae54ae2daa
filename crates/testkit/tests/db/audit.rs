//! The audit chain: a change to what was written is found, wherever it is made.

use db::{Error, audit, params};
use testkit::{World, at, on_both};

on_both! {
    fn an_untouched_chain_verifies_and_is_counted(world: &World) {
        write(world, 5);
        let seen = world.db.read_now(audit::verify).unwrap();
        assert_eq!(seen, audit::Verified { chains: 2, events: 10 });
    }

    fn an_altered_event_is_found_in_every_column(world: &World) {
        for column in ["at", "actor", "action", "subject_kind", "subject_id", "detail", "previous", "hash"] {
            let world = fresh(world);
            write(&world, 3);
            tamper(&world, &format!("UPDATE audit_event SET {column} = {column} || 'x' WHERE chain = 'nation' AND seq = 2"));
            assert_eq!(broken_at(&world), Some(("nation".into(), 2)), "{column}");
        }
    }

    fn a_deleted_event_is_found(world: &World) {
        write(world, 3);
        tamper(world, "DELETE FROM audit_event WHERE chain = 'o1' AND seq = 2");
        assert_eq!(broken_at(world), Some(("o1".into(), 3)));
    }

    fn a_chain_whose_end_was_cut_off_is_found(world: &World) {
        write(world, 3);
        tamper(world, "DELETE FROM audit_event WHERE chain = 'o1' AND seq = 3");
        assert_eq!(broken_at(world), Some(("o1".into(), 3)));
    }

    fn a_chain_that_was_removed_whole_is_found_by_its_head(world: &World) {
        write(world, 3);
        tamper(world, "DELETE FROM audit_event WHERE chain = 'o1'");
        assert_eq!(broken_at(world), Some(("o1".into(), 3)));
    }

    fn an_event_that_was_added_by_hand_is_found(world: &World) {
        write(world, 3);
        tamper(world, "INSERT INTO audit_event (chain, seq, at, actor, action, subject_kind, subject_id, detail, previous, hash) \
                       SELECT chain, 4, at, actor, action, subject_kind, subject_id, detail, hash, hash FROM audit_event \
                       WHERE chain = 'o1' AND seq = 3");
        assert_eq!(broken_at(world), Some(("o1".into(), 4)));
    }

    fn an_event_moved_to_another_chain_is_found(world: &World) {
        write(world, 1);
        tamper(world, "UPDATE audit_event SET chain = 'o2' WHERE chain = 'o1'");
        assert!(broken_at(world).is_some());
    }

    fn swapping_two_neighbouring_parts_changes_the_hash(world: &World) {
        world.db.write_now::<_, Error>(|tx| audit::append(tx, &event(None, "ab", "c"))).unwrap();
        tamper(world, "UPDATE audit_event SET actor = 'a', action = 'bc'");
        assert!(broken_at(world).is_some());
    }
}

fn fresh(world: &World) -> World {
    let another = world.another_empty();
    db::migrate::migrate(&another.db).unwrap();
    another
}

fn event<'a>(organisation_id: Option<&'a str>, actor: &'a str, action: &'a str) -> audit::Event<'a> {
    let detail = serde_json::json!({"reason": "น้ำท่วม"});
    let at = at("2020-08-31T02:00:00Z");
    audit::Event { at, actor, action, subject_kind: "plan", subject_id: "p", organisation_id, detail }
}

fn write(world: &World, events: usize) {
    for _ in 0..events {
        world
            .db
            .write_now::<_, Error>(|tx| {
                audit::append(tx, &event(None, "somsri", "looked"))?;
                audit::append(tx, &event(Some("o1"), "somsri", "wrote"))
            })
            .unwrap();
    }
}

fn tamper(world: &World, sql: &str) {
    let sql = sql.to_owned();
    let changed = world.db.write_now::<_, Error>(move |tx| tx.execute(&sql, params![])).unwrap();
    assert!(changed > 0);
}

fn broken_at(world: &World) -> Option<(String, i64)> {
    match world.db.read_now(audit::verify) {
        Ok(_) => None,
        Err(Error::Chain { chain, seq, .. }) => Some((chain, seq)),
        Err(other) => panic!("{other}"),
    }
}
