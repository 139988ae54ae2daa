//! Writes numbered commands as fast as it can, from several threads, and prints each number once its command is
//! answered. A test kills it at any moment and compares what was printed with what is in the database.
//!
//! Usage: `acknowledged_writes ADDRESS RUN`

use std::io::Write;

use db::{Db, audit, params};

const THREADS: u32 = 8;

fn main() -> db::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(address), Some(run)) = (arguments.next(), arguments.next()) else {
        return Err(db::Error::Address("usage: acknowledged_writes ADDRESS RUN".into()));
    };
    let db = Db::open(&address)?;
    let writers: Vec<_> = (0..THREADS)
        .map(|thread| {
            let (db, run) = (db.clone(), run.clone());
            std::thread::spawn(move || write_forever(&db, &format!("{run}.{thread}")))
        })
        .collect();
    for writer in writers {
        match writer.join() {
            Ok(ended) => ended?,
            Err(_) => return Err(db::Error::Panicked("a writer".into())),
        }
    }
    Ok(())
}

/// Each command writes two rows, an event and a job, so that half of one would be seen.
fn write_forever(db: &Db, writer: &str) -> db::Result<()> {
    for number in 1u32.. {
        let (key, organisation) = (format!("{writer}.{number}"), format!("org-{writer}"));
        let written = key.clone();
        db.write_now(move |tx| -> db::Result<()> {
            let at = jiff::Timestamp::UNIX_EPOCH;
            tx.execute("INSERT INTO setting (name, value) VALUES ($1, $2)", params![format!("a.{key}"), &key])?;
            db::jobs::enqueue(tx, "nothing", &serde_json::json!({ "key": key }), at)?;
            let event = audit::Event {
                at,
                actor: "test",
                action: "test.written",
                subject_kind: "test",
                subject_id: &key,
                organisation_id: Some(&organisation),
                detail: serde_json::json!({}),
            };
            audit::append(tx, &event)?;
            tx.execute("INSERT INTO setting (name, value) VALUES ($1, $2)", params![format!("b.{key}"), &key])?;
            Ok(())
        })?;
        // One write call a line: a kill can't leave half a number that reads as another.
        let line = format!("{written}\n");
        if std::io::stdout().lock().write_all(line.as_bytes()).is_err() {
            return Ok(());
        }
    }
    Ok(())
}
