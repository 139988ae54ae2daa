//! Jobs: work that follows a change, written in the change's own transaction and run at least once. A failed job is
//! tried again later and later; one that can't succeed is kept, visible, until somebody decides.

use jiff::{SignedDuration, Timestamp};

use crate::{Db, Error, Result, Tx, new_id, params, stamp};

/// Tries before a job is put aside.
pub const TRIES: i64 = 8;
/// A job taken longer ago than this is taken to have died with its runner.
const LOST: SignedDuration = SignedDuration::from_mins(10);

/// A job as its handler sees it.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its id.
    pub id: String,
    /// Which handler runs it.
    pub kind: String,
    /// What it is about, as JSON.
    pub payload: String,
    /// Tries so far, this one included.
    pub attempt: i64,
}

/// Why a job did not succeed.
#[derive(Clone, Debug)]
pub enum Failure {
    /// Another try may succeed.
    Temporary(String),
    /// No try can succeed.
    Permanent(String),
}

impl From<Error> for Failure {
    fn from(problem: Error) -> Self {
        Failure::Temporary(problem.to_string())
    }
}

/// Runs one kind of job.
pub type Handler = Box<dyn Fn(&Db, &Job, Timestamp) -> Result<(), Failure> + Send + Sync>;

/// Writes a job in the transaction of the change that causes it.
pub fn enqueue(tx: &mut Tx<'_>, kind: &str, payload: &serde_json::Value, at: Timestamp) -> Result<String> {
    let id = new_id();
    tx.execute(
        "INSERT INTO job (id, kind, payload, state, attempts, created_at, run_at) VALUES ($1, $2, $3, 'ready', 0, $4, $4)",
        params![&id, kind, payload.to_string(), at],
    )?;
    Ok(id)
}

/// Takes and runs the jobs that are due, and says how many ran.
pub fn run_due(db: &Db, handlers: &std::collections::HashMap<&'static str, Handler>, now: Timestamp) -> Result<usize> {
    let mut ran = 0;
    while let Some(job) = take(db, now)? {
        let outcome = match handlers.get(job.kind.as_str()) {
            Some(run) => std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(db, &job, now)))
                .unwrap_or_else(|panic| Err(Failure::Temporary(crate::database::panic_words(panic.as_ref())))),
            None => Err(Failure::Permanent(format!("nobody runs jobs of the kind {}", job.kind))),
        };
        finish(db, job, outcome, now)?;
        ran += 1;
    }
    Ok(ran)
}

fn take(db: &Db, now: Timestamp) -> Result<Option<Job>> {
    let lost = now - LOST;
    db.write_now(move |tx| {
        let sql = format!(
            "UPDATE job SET state = 'running', attempts = attempts + 1, taken_at = $1 WHERE id = (SELECT id FROM job \
             WHERE (state = 'ready' AND run_at <= $1) OR (state = 'running' AND taken_at < $2) \
             ORDER BY run_at, id LIMIT 1 {}) RETURNING id, kind, payload, attempts",
            tx.engine().skip_locked()
        );
        tx.row_opt(&sql, params![now, lost], |row| {
            Ok(Job { id: row.get(0)?, kind: row.get(1)?, payload: row.get(2)?, attempt: row.get(3)? })
        })
    })
}

fn finish(db: &Db, job: Job, outcome: Result<(), Failure>, now: Timestamp) -> Result<()> {
    db.write_now(move |tx| {
        let (state, run_at, words) = match &outcome {
            Ok(()) => ("done", now, None),
            Err(Failure::Temporary(words)) if job.attempt < TRIES => ("ready", now + wait(job.attempt), Some(words)),
            Err(Failure::Temporary(words) | Failure::Permanent(words)) => ("dead", now, Some(words)),
        };
        tx.execute(
            "UPDATE job SET state = $2, run_at = $3, last_error = $4, finished_at = $5 WHERE id = $1",
            params![&job.id, state, run_at, words.cloned(), (state != "ready").then(|| stamp(now))],
        )?;
        Ok(())
    })
}

/// 10 s, 20 s, 40 s … up to an hour.
fn wait(attempt: i64) -> SignedDuration {
    let doubled = 10i64 << attempt.clamp(1, 9).saturating_sub(1);
    SignedDuration::from_secs(doubled.min(3600))
}

/// Puts a job that was set aside back in the line.
pub fn again(tx: &mut Tx<'_>, id: &str, now: Timestamp) -> Result<bool> {
    let changed = tx.execute(
        "UPDATE job SET state = 'ready', attempts = 0, run_at = $2 WHERE id = $1 AND state = 'dead'",
        params![id, now],
    )?;
    Ok(changed == 1)
}
