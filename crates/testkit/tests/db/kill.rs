//! A process that writes is killed at any moment, many times: nothing that it was told is stored may be missing, and
//! nothing may be there by half. `RATPHROM_KILLS` asks for more rounds than a usual run has.

use std::{
    collections::BTreeSet,
    io::Read,
    process::{Command, Stdio},
    time::Duration,
};

use db::{Db, Error, audit};
use testkit::on_both;

on_both! {
    fn after_kill_9_everything_acknowledged_is_there_and_nothing_is_there_by_half(world: &World) {
        let rounds = std::env::var("RATPHROM_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(20);
        let mut acknowledged = BTreeSet::new();
        for round in 0..rounds {
            let told = killed_in_the_middle(&world.address, round);
            acknowledged.extend(told);
            check(&world.address, &acknowledged);
        }
        assert!(acknowledged.len() > rounds as usize, "the writer was killed before it wrote: {}", acknowledged.len());
        eprintln!("{rounds} kills, {} acknowledged", acknowledged.len());
    }
}

/// What the process printed before it was killed; a last line without its end does not count.
fn killed_in_the_middle(address: &str, round: u32) -> BTreeSet<String> {
    let mut writer = Command::new(env!("CARGO_BIN_EXE_acknowledged_writes"))
        .args([address, &round.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(30 + rand::random_range(0..200)));
    writer.kill().unwrap(); // SIGKILL
    let mut printed = String::new();
    writer.stdout.take().unwrap().read_to_string(&mut printed).unwrap();
    writer.wait().unwrap();
    let whole = printed.rfind('\n').map_or("", |end| &printed[..end]);
    whole.lines().map(str::to_owned).collect()
}

fn check(address: &str, acknowledged: &BTreeSet<String>) {
    let db = Db::open(address).unwrap();
    db.read_now::<_, Error>(|tx| {
        let keys = |tx: &mut db::Tx<'_>, sql: &str| {
            tx.rows(sql, &[], |row| row.get::<String>(0)).map(|keys| keys.into_iter().collect::<BTreeSet<_>>())
        };
        let first = keys(tx, "SELECT value FROM setting WHERE name LIKE 'a.%'")?;
        let last = keys(tx, "SELECT value FROM setting WHERE name LIKE 'b.%'")?;
        let events = keys(tx, "SELECT subject_id FROM audit_event")?;
        let jobs = tx.count("SELECT count(*) FROM job", &[])?;
        let missing: Vec<_> = acknowledged.difference(&first).collect();
        assert!(missing.is_empty(), "acknowledged and not there: {missing:?}");
        assert_eq!(first, last, "a command is there by half");
        assert_eq!(first, events, "a command is there without its event, or an event without its command");
        assert_eq!(first.len() as i64, jobs, "a command is there without its job");
        audit::verify(tx)?;
        db::migrate::check_pages(tx)
    })
    .unwrap();
}
