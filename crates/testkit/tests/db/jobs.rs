//! Jobs: at least once, later and later after a failure, put aside when no try can help, and never by two at once.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex},
};

use db::{
    Error,
    jobs::{self, Failure, Handler, TRIES},
    params,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use testkit::{World, at, on_both};

use crate::count;

const NOON: &str = "2020-08-31T05:00:00Z";

on_both! {
    fn a_job_that_succeeds_is_done_and_not_run_again(world: &World) {
        enqueue(world, "mail", 1);
        let ran = Arc::new(Mutex::new(Vec::new()));
        assert_eq!(jobs::run_due(&world.db, &noting(&ran), at(NOON)).unwrap(), 1);
        assert_eq!(jobs::run_due(&world.db, &noting(&ran), at(NOON)).unwrap(), 0);
        assert_eq!(ran.lock().unwrap().len(), 1);
        assert_eq!(states(world), [("done".to_owned(), 1)]);
    }

    fn a_job_of_a_refused_command_never_runs(world: &World) {
        let refused: Result<(), crate::Refusal> = world.db.write_now(|tx| {
            jobs::enqueue(tx, "mail", &json!({}), at(NOON))?;
            Err(crate::Refusal::Wanted)
        });
        assert!(refused.is_err());
        assert_eq!(count(world, "SELECT count(*) FROM job"), 0);
    }

    fn a_job_for_later_waits(world: &World) {
        let later = at(NOON) + SignedDuration::from_mins(1);
        world.db.write_now::<_, Error>(move |tx| jobs::enqueue(tx, "mail", &json!({}), later)).unwrap();
        let ran = Arc::default();
        assert_eq!(jobs::run_due(&world.db, &noting(&ran), at(NOON)).unwrap(), 0);
        assert_eq!(jobs::run_due(&world.db, &noting(&ran), later).unwrap(), 1);
    }

    fn a_temporary_failure_is_tried_again_later_and_then_put_aside(world: &World) {
        enqueue(world, "mail", 1);
        let failing = handlers(|_| Err(Failure::Temporary("the mail server is away".into())));
        let mut now = at(NOON);
        let mut waited = Vec::new();
        for attempt in 1..=TRIES {
            assert_eq!(jobs::run_due(&world.db, &failing, now).unwrap(), 1, "attempt {attempt}");
            assert_eq!(jobs::run_due(&world.db, &failing, now).unwrap(), 0, "at once after attempt {attempt}");
            let next = run_at(world);
            waited.push((next - now).get_seconds());
            now = next;
        }
        assert_eq!(waited, [10, 20, 40, 80, 160, 320, 640, 0]);
        assert_eq!(states(world), [("dead".to_owned(), TRIES)]);
        assert_eq!(jobs::run_due(&world.db, &failing, now + SignedDuration::from_hours(24)).unwrap(), 0);
    }

    fn a_permanent_failure_is_put_aside_at_once_and_can_be_put_back(world: &World) {
        enqueue(world, "mail", 1);
        let failing = handlers(|_| Err(Failure::Permanent("no such person".into())));
        jobs::run_due(&world.db, &failing, at(NOON)).unwrap();
        assert_eq!(states(world), [("dead".to_owned(), 1)]);
        let words = "SELECT last_error FROM job";
        let words = world.db.read_now::<_, Error>(|tx| tx.row(words, &[], |row| row.get::<String>(0))).unwrap();
        assert_eq!(words, "no such person");
        let id = world.db.read_now::<_, Error>(|tx| tx.row("SELECT id FROM job", &[], |row| row.get::<String>(0))).unwrap();
        assert!(world.db.write_now::<_, Error>(move |tx| jobs::again(tx, &id, at(NOON))).unwrap());
        let ran = Arc::default();
        assert_eq!(jobs::run_due(&world.db, &noting(&ran), at(NOON)).unwrap(), 1);
        assert_eq!(states(world), [("done".to_owned(), 1)]);
    }

    fn a_panic_is_a_temporary_failure_with_its_words(world: &World) {
        enqueue(world, "mail", 1);
        jobs::run_due(&world.db, &handlers(|_| panic!("as wanted")), at(NOON)).unwrap();
        assert_eq!(states(world), [("ready".to_owned(), 1)]);
        assert_eq!(count(world, "SELECT count(*) FROM job WHERE last_error = 'as wanted'"), 1);
    }

    fn a_job_that_nobody_runs_is_put_aside_and_not_lost(world: &World) {
        enqueue(world, "fax", 1);
        jobs::run_due(&world.db, &handlers(|_| Ok(())), at(NOON)).unwrap();
        assert_eq!(states(world), [("dead".to_owned(), 1)]);
    }

    fn a_job_whose_runner_died_is_taken_again_after_ten_minutes(world: &World) {
        enqueue(world, "mail", 1);
        world.db.write_now::<_, Error>(|tx| {
            tx.execute("UPDATE job SET state = 'running', attempts = 1, taken_at = $1", params![at(NOON)])
        }).unwrap();
        let ran = Arc::default();
        let soon = at(NOON) + SignedDuration::from_mins(9);
        assert_eq!(jobs::run_due(&world.db, &noting(&ran), soon).unwrap(), 0);
        let late = at(NOON) + SignedDuration::from_mins(11);
        assert_eq!(jobs::run_due(&world.db, &noting(&ran), late).unwrap(), 1);
    }

    fn several_runners_share_the_jobs_and_run_none_twice(world: &World) {
        enqueue(world, "mail", 120);
        let ran = Arc::new(Mutex::new(Vec::new()));
        std::thread::scope(|scope| {
            for _ in 0..6 {
                let ran = Arc::clone(&ran);
                // Each runner is a replica of its own, with connections of its own.
                let replica = db::Db::open(&world.address).unwrap();
                scope.spawn(move || jobs::run_due(&replica, &noting(&ran), at(NOON)).unwrap());
            }
        });
        let ran = ran.lock().unwrap();
        assert_eq!(ran.len(), 120);
        assert_eq!(ran.iter().collect::<HashSet<_>>().len(), 120);
        assert_eq!(count(world, "SELECT count(*) FROM job WHERE state = 'done'"), 120);
    }
}

fn enqueue(world: &World, kind: &'static str, jobs: usize) {
    world
        .db
        .write_now::<_, Error>(move |tx| {
            for number in 0..jobs {
                jobs::enqueue(tx, kind, &json!({ "number": number }), at(NOON))?;
            }
            Ok(())
        })
        .unwrap();
}

fn handlers(run: impl Fn(&jobs::Job) -> Result<(), Failure> + Send + Sync + 'static) -> HashMap<&'static str, Handler> {
    HashMap::from([("mail", Box::new(move |_: &db::Db, job: &jobs::Job, _: Timestamp| run(job)) as Handler)])
}

fn noting(ran: &Arc<Mutex<Vec<String>>>) -> HashMap<&'static str, Handler> {
    let ran = Arc::clone(ran);
    handlers(move |job| {
        ran.lock().unwrap().push(job.id.clone());
        Ok(())
    })
}

fn states(world: &World) -> Vec<(String, i64)> {
    let sql = "SELECT state, attempts FROM job ORDER BY id";
    world.db.read_now::<_, Error>(|tx| tx.rows(sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))).unwrap()
}

fn run_at(world: &World) -> Timestamp {
    let sql = "SELECT run_at FROM job";
    at(&world.db.read_now::<_, Error>(|tx| tx.row(sql, &[], |row| row.get::<String>(0))).unwrap())
}
