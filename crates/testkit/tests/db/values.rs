//! Parameters and columns: the same values come back from both engines, and wrong use is refused on both.

use db::{Error, Value, params};
use testkit::on_both;

use crate::{count, set};

on_both! {
    fn parameters_may_stand_in_any_order_and_be_used_again(world: &World) {
        let sql = "SELECT CAST($2 AS TEXT) || CAST($1 AS TEXT) || CAST($2 AS TEXT) || CAST($3 AS TEXT)";
        let joined = world.db.read_now::<_, Error>(|tx| {
            tx.row(sql, params!["a", "b", "c"], |row| row.get::<String>(0))
        }).unwrap();
        assert_eq!(joined, "babc");
    }

    fn more_than_nine_parameters_keep_their_places(world: &World) {
        let names: Vec<String> = (1..=12).map(|n| format!("CAST(${n} AS TEXT)")).collect();
        let sql = format!("SELECT {}", names.join(" || "));
        let values: Vec<Value> = (1..=12).map(|n| Value::from(format!("{n}."))).collect();
        let joined = world.db.read_now::<_, Error>(|tx| tx.row(&sql, &values, |row| row.get::<String>(0))).unwrap();
        assert_eq!(joined, "1.2.3.4.5.6.7.8.9.10.11.12.");
    }

    fn too_few_and_too_many_parameters_are_refused(world: &World) {
        let sql = "SELECT value FROM setting WHERE name = $1 AND value = $2";
        for values in [params![], params!["a"], params!["a", "b", "c"]] {
            let asked = world.db.read_now::<_, Error>(|tx| tx.rows(sql, values, |row| row.get::<String>(0)));
            assert!(matches!(asked, Err(Error::Statement { .. })), "{} parameters: {asked:?}", values.len());
        }
    }

    fn every_kind_of_value_comes_back_as_it_went(world: &World) {
        let bytes: Vec<u8> = (0..=255).collect();
        let text = "น้ำท่วม ำ \u{1F30A} \"'%_\\ ;--";
        let sent = bytes.clone();
        world.db.write_now::<_, Error>(move |tx| {
            let columns = "id TEXT, whole BIGINT, part DOUBLE PRECISION, yes BOOLEAN, raw BYTEA";
            tx.execute(&format!("CREATE TABLE sample ({columns})"), &[])?;
            let insert = "INSERT INTO sample (id, whole, part, yes, raw) VALUES ($1, $2, $3, $4, $5)";
            tx.execute(insert, params![text, i64::MAX, 0.1, true, sent.clone()])?;
            tx.execute(insert, params![None::<String>, i64::MIN, -1.5e300, false, Vec::<u8>::new()])?;
            tx.execute(insert, params!["nulls", None::<i64>, Value::Null, Value::Null, Value::Null])
        }).unwrap();
        type Line = (Option<String>, Option<i64>, Option<f64>, Option<bool>, Option<Vec<u8>>);
        let lines: Vec<Line> = world.db.read_now::<_, Error>(|tx| {
            let sql = "SELECT id, whole, part, yes, raw FROM sample ORDER BY whole IS NULL, whole DESC";
            tx.rows(sql, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))
        }).unwrap();
        assert_eq!(lines[0], (Some(text.into()), Some(i64::MAX), Some(0.1), Some(true), Some(bytes)));
        assert_eq!(lines[1], (None, Some(i64::MIN), Some(-1.5e300), Some(false), Some(Vec::new())));
        assert_eq!(lines[2], (Some("nulls".into()), None, None, None, None));
        assert_eq!(count(world, "SELECT count(*) FROM sample WHERE yes"), 1);
        assert_eq!(count(world, "SELECT count(*) FROM sample WHERE NOT yes"), 1);
    }

    fn a_column_that_can_not_be_read_as_asked_is_an_error_and_no_guess(world: &World) {
        world.db.write_now::<_, Error>(|tx| set(tx, "a", "text")).unwrap();
        let read = |sql: &'static str| {
            world.db.read_now::<_, Error>(|tx| tx.row(sql, &[], |row| row.get::<i64>(0)))
        };
        assert!(matches!(read("SELECT value FROM setting"), Err(Error::Column { .. })));
        assert!(matches!(read("SELECT taken_at FROM job RIGHT JOIN setting ON FALSE"), Err(Error::Column { .. })));
    }

    fn texts_are_ordered_by_their_bytes(world: &World) {
        for name in ["b", "B", "a", "ก", "ข", "_", "1", "é", "z"] {
            world.db.write_now::<_, Error>(move |tx| set(tx, name, "")).unwrap();
        }
        let sql = "SELECT name FROM setting ORDER BY name";
        let names = world.db.read_now::<_, Error>(|tx| tx.rows(sql, &[], |row| row.get::<String>(0))).unwrap();
        assert_eq!(names, ["1", "B", "_", "a", "b", "z", "é", "ก", "ข"]);
    }

    fn a_pattern_finds_its_own_wildcards_literally(world: &World) {
        for name in ["100% sure", "100 sure", "a_b", "axb", r"a\b"] {
            world.db.write_now::<_, Error>(move |tx| set(tx, name, "")).unwrap();
        }
        let found = |part: &str| {
            let pattern = db::dialect::anywhere(part);
            let sql = r"SELECT name FROM setting WHERE name LIKE $1 ESCAPE '\' ORDER BY name";
            world.db.read_now::<_, Error>(|tx| tx.rows(sql, params![pattern], |row| row.get::<String>(0))).unwrap()
        };
        assert_eq!(found("0%"), ["100% sure"]);
        assert_eq!(found("a_b"), ["a_b"]);
        assert_eq!(found(r"a\"), [r"a\b"]);
    }

    fn a_row_that_is_there_already_is_told_apart_from_other_refusals(world: &World) {
        world.db.write_now::<_, Error>(|tx| set(tx, "a", "1")).unwrap();
        let twice = world.db.write_now::<_, Error>(|tx| set(tx, "a", "2"));
        assert!(matches!(twice, Err(Error::Duplicate(_))), "{twice:?}");
        let other = world.db.write_now::<_, Error>(|tx| {
            tx.execute("INSERT INTO setting (name, value) VALUES ($1, $2)", params!["b", None::<String>])
        });
        assert!(matches!(other, Err(Error::Statement { .. })), "{other:?}");
    }

    fn a_reference_to_what_is_not_there_is_refused(world: &World) {
        let sql = "INSERT INTO session (token_hash, id, account_id, created_at, seen_at, expires_at, device, address) \
                   VALUES ($1, $1, 'nobody', $2, $2, $2, '', '')";
        let orphan = world.db.write_now::<_, Error>(move |tx| tx.execute(sql, params!["t", "2020-01-01"]));
        assert!(orphan.is_err());
    }
}
