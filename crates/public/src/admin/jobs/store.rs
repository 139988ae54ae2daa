//! Statements about jobs. Putting one back is `db`'s; here it is written into the audit trail with it.

use db::{Result, Tx, Value, audit, jobs};
use jiff::Timestamp;
use serde_json::json;

/// What a list of jobs shows.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    /// `ready`, `running`, `done`, `dead`; empty for all.
    pub state: String,
    /// A kind; empty for all.
    pub kind: String,
}

impl Filters {
    fn condition(&self) -> (String, Vec<Value>) {
        let (mut conditions, mut params) = (vec!["TRUE".to_owned()], Vec::new());
        for (column, value) in [("state", &self.state), ("kind", &self.kind)] {
            if !value.is_empty() {
                params.push(Value::from(value));
                conditions.push(format!("{column} = ${}", params.len()));
            }
        }
        (conditions.join(" AND "), params)
    }
}

/// A job.
#[derive(Clone, Debug)]
pub struct Job {
    /// Id.
    pub id: String,
    /// Which handler runs it.
    pub kind: String,
    /// What it is about, as JSON.
    pub payload: String,
    /// `ready`, `running`, `done` or `dead`.
    pub state: String,
    /// Tries so far.
    pub attempts: i64,
    /// When it was written.
    pub created_at: String,
    /// When it is tried next.
    pub run_at: String,
    /// When it ended.
    pub finished_at: Option<String>,
    /// What the last try said.
    pub last_error: Option<String>,
}

/// How many jobs there are in each state.
pub fn counts(tx: &mut Tx<'_>) -> Result<Vec<(String, i64)>> {
    tx.rows("SELECT state, count(*) FROM job GROUP BY state", &[], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// How many jobs a list has.
pub fn count(tx: &mut Tx<'_>, filters: &Filters) -> Result<i64> {
    let (condition, params) = filters.condition();
    tx.count(&format!("SELECT count(*) FROM job WHERE {condition}"), &params)
}

/// Jobs from a place on, the newest first.
pub fn jobs(tx: &mut Tx<'_>, filters: &Filters, (from, most): (u64, u64)) -> Result<Vec<Job>> {
    let (condition, mut params) = filters.condition();
    params.extend([Value::from(most), Value::from(from)]);
    let sql = format!(
        "SELECT id, kind, payload, state, attempts, created_at, run_at, finished_at, last_error FROM job \
         WHERE {condition} ORDER BY id DESC LIMIT ${} OFFSET ${}",
        params.len() - 1,
        params.len()
    );
    tx.rows(&sql, &params, |row| {
        Ok(Job {
            id: row.get(0)?,
            kind: row.get(1)?,
            payload: row.get(2)?,
            state: row.get(3)?,
            attempts: row.get(4)?,
            created_at: row.get(5)?,
            run_at: row.get(6)?,
            finished_at: row.get(7)?,
            last_error: row.get(8)?,
        })
    })
}

/// Puts jobs that were given up back in the line, and says how many there were.
pub fn put_back(tx: &mut Tx<'_>, ids: &[String], by: &str, now: Timestamp) -> Result<i64> {
    let mut done = 0;
    for id in ids {
        if !jobs::again(tx, id, now)? {
            continue;
        }
        done += 1;
        let event = audit::Event {
            at: now,
            actor: by,
            action: "job.put_back",
            subject_kind: "job",
            subject_id: id,
            organisation_id: None,
            detail: json!({}),
        };
        audit::append(tx, &event)?;
    }
    Ok(done)
}
