//! The registers of measures into the database, through the commands of their area.

use std::collections::{BTreeSet, HashMap};

use db::{Db, Scope, params};
use jiff::Timestamp;
use measures::{
    adoption::{self, commands::Said},
    entry::{self, Reach},
    order::{
        self,
        rule::{Effect, What},
    },
};

use crate::load::{Failed, Progress};

/// Who the audit trail names.
const BY: &str = "system";
/// When the entries were made: 15 December 2564, 09:00 in Bangkok.
const KEPT: Timestamp = Timestamp::constant(1_639_533_600, 0);
/// When others said that they copied one: 15 February 2565.
const COPIED: Timestamp = Timestamp::constant(1_644_890_400, 0);
/// Entries written in one transaction.
const CHUNK: usize = 100;

/// Departments that the second paper counts (mission, note 2).
fn departments(db: &Db) -> db::Result<Vec<String>> {
    let sql = "SELECT code FROM organisation WHERE kind = 'department' AND ministry_code <> 'M02' \
               AND code NOT IN ('M01-16', 'M00-04') ORDER BY code";
    db.read_now(|tx| tx.rows(sql, params![], |row| row.get(0)))
}

/// Loads entries, copies and orders. What is about an organisation that the register lacks is left out: parts of the
/// nation are loaded in tests.
pub(crate) fn load(db: &Db, progress: Progress<'_>) -> Result<(), Failed> {
    let codes = departments(db)?;
    let known: BTreeSet<String> = db
        .read_now::<_, db::Error>(|tx| tx.rows("SELECT code FROM organisation", &[], |row| row.get(0)))?
        .into_iter()
        .collect();
    let entries = super::entries(&codes.iter().map(String::as_str).collect::<Vec<_>>());
    let all: Vec<_> = entries.into_iter().filter(|made| known.contains(&made.draft.organisation)).collect();
    let (total, mut done) = (all.len(), 0);
    let all = std::sync::Arc::new(all);
    while done < total {
        let (part, from) = (std::sync::Arc::clone(&all), done);
        done = (done + CHUNK).min(total);
        let to = done;
        db.write_now(move |tx| {
            for made in part.get(from..to).unwrap_or_default() {
                let id = entry::add(tx, made.ledger, &made.draft, &Scope::nation(), (BY, KEPT))
                    .map_err(|refused| Stop::Refused(format!("{}: {refused:?}", made.draft.title)))?;
                copies(tx, made, &id)?;
            }
            Ok::<_, Stop>(())
        })?;
        progress("measures", done, total);
    }
    orders(db)
}

fn copies(tx: &mut db::Tx<'_>, made: &super::Made, id: &str) -> Result<(), Stop> {
    let mut at = COPIED;
    for (code, step, result) in &made.copies {
        // Nobody stops what was not begun.
        let before = (step == "stopped").then_some(("trying", ""));
        for (step, result) in before.into_iter().chain([(step.as_str(), result.as_str())]) {
            let said = Said {
                organisation: code.clone(),
                step: step.to_owned(),
                result: result.to_owned(),
                link: String::new(),
            };
            let of = (made.ledger, id, &Reach::everything());
            adoption::report(tx, of, &said, &Scope::nation(), (BY, at))
                .map_err(|stop| Stop::Refused(format!("{code} {}: {stop:?}", made.draft.title)))?;
            at += jiff::SignedDuration::from_hours(24 * 7);
        }
    }
    Ok(())
}

fn orders(db: &Db) -> Result<(), Failed> {
    db.write_now(|tx| {
        let mut ids: HashMap<String, String> = HashMap::new();
        for made in super::orders() {
            let effect = |(what, key, clauses): &(String, String, String)| {
                let target = ids.get(key).cloned()?;
                Some(Effect { target, what: What::from_code(what)?, clauses: clauses.clone() })
            };
            let mut new = made.new.clone();
            new.effects = made.effects.iter().filter_map(effect).collect();
            let at = thai_morning(new.issued);
            let id = order::record(tx, &new, &Scope::nation(), (BY, at))
                .map_err(|stop| Stop::Refused(format!("{}: {stop:?}", new.number)))?;
            ids.insert(made.key, id);
        }
        Ok::<_, Stop>(())
    })?;
    Ok(())
}

/// 09:00 in Bangkok.
fn thai_morning(day: jiff::civil::Date) -> Timestamp {
    let start = continuity::round::day::start_of(day).unwrap_or(KEPT);
    start + jiff::SignedDuration::from_hours(9)
}

/// Why a transaction was undone.
#[derive(Debug)]
enum Stop {
    Refused(String),
    Database(db::Error),
}

impl From<db::Error> for Stop {
    fn from(problem: db::Error) -> Self {
        Stop::Database(problem)
    }
}

impl From<Stop> for Failed {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Refused(what) => Failed::Refused(what),
            Stop::Database(problem) => Failed::Database(problem),
        }
    }
}
