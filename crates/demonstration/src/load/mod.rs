//! The demonstration nation into an empty database, through the commands and stores of the areas, so that versions,
//! their hazards and processes, the audit trail, standings and figures are what they would be had it all happened.
//!
//! One thread makes plans while the database writes the ones before; each transaction holds some hundred. Figures are
//! made once at the end. It refuses a database in which something is already.

mod accounts;
mod after;
mod decisions;
mod prepare;
mod write;

use std::{
    collections::HashMap,
    sync::{Arc, mpsc},
};

use db::{Db, params};
use jiff::{Timestamp, civil::date};

use crate::{
    Nation, Org,
    nation::{Running, Story},
    plan::YEAR,
};

pub use accounts::Accounts;
pub(crate) use accounts::{CENTRE, DEPARTMENT};

/// Organisations whose plans are written in one transaction.
const CHUNK: usize = 200;

/// Told of the progress: stage, done, of how many.
pub type Progress<'a> = &'a mut dyn FnMut(&'static str, usize, usize);

/// How to load.
pub struct Options<'a> {
    /// Seed of the nation; [`crate::SEED`] is the one whose figures are documented.
    pub seed: u64,
    /// The real time now, which decides the running round.
    pub now: Timestamp,
    /// Told of the progress.
    pub progress: Progress<'a>,
}

/// What was loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The sign-ins, as the first page shows them.
    pub accounts: Vec<String>,
    /// Organisations of the register.
    pub organisations: usize,
    /// Plans, drafts among them.
    pub plans: usize,
    /// Submitted versions.
    pub versions: usize,
}

/// Why it was not loaded.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// There are organisations in the database already.
    #[error("the database is not empty")]
    NotEmpty,
    /// An area refused what the generator made: a defect of ours.
    #[error("{0}")]
    Refused(String),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] db::Error),
}

impl Failed {
    fn refused(what: impl std::fmt::Debug) -> Self {
        Failed::Refused(format!("{what:?}"))
    }
}

/// An organisation as it is in the database.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub id: String,
    pub path: String,
}

/// Loads the demonstration nation. Blocks.
///
/// # Errors
/// [`Failed`]; a part may be in the database then, marked as a demonstration, and [`is_unfinished`] says so.
pub fn load(db: &Db, options: Options<'_>) -> Result<Loaded, Failed> {
    let nation = Nation::new(options.seed);
    load_nation(db, &nation, options)
}

/// Loads a nation, or in tests a part of one.
fn load_nation(db: &Db, nation: &Nation, options: Options<'_>) -> Result<Loaded, Failed> {
    let Options { now, progress, .. } = options;
    if db.read_now(|tx| tx.count("SELECT count(*) FROM organisation", &[]))? > 0 {
        return Err(Failed::NotEmpty);
    }
    accounts::mark(db)?;
    register(db, progress)?;
    let known = Arc::new(known(db)?);
    let accounts = Arc::new(accounts::make(db, nation, &known, now)?);
    open_round(db, YEAR, (date(2020, 8, 31), date(2020, 9, 30)), accounts::before_everything(), &accounts)?;
    let running = nation.running(now);
    if let Some(Running { fiscal_year, opens, due, closes, .. }) = &running {
        let opened = continuity::round::day::start_of(*opens).unwrap_or(now) + jiff::SignedDuration::from_hours(9);
        open_round(db, *fiscal_year, (*due, *closes), opened.min(now), &accounts)?;
    }
    let mut stories: Vec<&Story> = nation.stories.iter().collect();
    stories.extend(running.iter().flat_map(|running| &running.stories));
    let written = plans(db, nation, &stories, (&known, &accounts), progress)?;
    crate::measures::load::load(db, progress)?;
    crate::lessons::load::load(db, crate::SEED, now, progress)?;
    crate::letters::load(db, progress)?;
    after::finish(db, &stories, (&known, &accounts), now, progress)?;
    progress("decisions", 0, 1);
    decisions::load(db, &accounts, now)?;
    progress("decisions", 1, 1);
    accounts::publish(db, &accounts)?;
    Ok(Loaded { accounts: accounts.logins(), organisations: known.len(), plans: stories.len(), versions: written })
}

/// True when a load was begun and did not come to its end, so that what is there is only a part.
///
/// # Errors
/// The database's.
pub fn is_unfinished(db: &Db) -> db::Result<bool> {
    let sql = "SELECT count(*) FROM setting WHERE name = 'demonstration' AND value = 'yes' AND NOT EXISTS \
               (SELECT 1 FROM setting WHERE name = 'demonstration_accounts')";
    Ok(db.read_now(|tx| tx.count(sql, &[]))? > 0)
}

fn register(db: &Db, progress: Progress<'_>) -> Result<(), Failed> {
    let options = registry::import::Options { dry_run: false, by: accounts::BY, now: accounts::before_everything() };
    let bytes = reference::REGISTER_2563.as_bytes();
    let mut tell = |done, total| progress("register", done, total);
    let report = registry::import::register(db, bytes, "register-2563.csv", options, &mut tell)?;
    if report.refused > 0 { Err(Failed::refused(report.errors.first())) } else { Ok(()) }
}

fn known(db: &Db) -> db::Result<HashMap<String, Known>> {
    db.read_now(|tx| {
        let rows = tx.rows("SELECT code, id, path FROM organisation", params![], |row| {
            Ok((row.get::<String>(0)?, Known { id: row.get(1)?, path: row.get(2)? }))
        })?;
        Ok(rows.into_iter().collect())
    })
}

fn open_round(
    db: &Db,
    fiscal_year: i32,
    (due, closes): (jiff::civil::Date, jiff::civil::Date),
    at: Timestamp,
    accounts: &Arc<Accounts>,
) -> Result<(), Failed> {
    let accounts = Arc::clone(accounts);
    db.write_now(move |tx| {
        let by = accounts.national_id();
        let roster = oversight::round::Roster::Obliged;
        oversight::round::open(tx, fiscal_year, due, closes, roster, by, at).map(|_| ()).map_err(write::Stop::refused)
    })
    .map_err(Failed::from)
}

/// Makes and writes the plans; gives how many versions.
fn plans(
    db: &Db,
    nation: &Nation,
    stories: &[&Story],
    (known, accounts): (&Arc<HashMap<String, Known>>, &Arc<Accounts>),
    progress: Progress<'_>,
) -> Result<usize, Failed> {
    let orgs: HashMap<&str, &Org> = nation.organisations.iter().map(|org| (org.code.as_str(), org)).collect();
    let (mut done, mut versions) = (0, 0);
    std::thread::scope(|scope| {
        let (send, receive) = mpsc::sync_channel(2);
        scope.spawn(move || {
            for chunk in stories.chunks(CHUNK) {
                let with_org = chunk.iter().filter_map(|story| Some((*orgs.get(story.code.as_str())?, *story)));
                let made: Vec<_> =
                    with_org.filter_map(|(org, story)| prepare::plan(nation, org, story, known)).collect();
                if send.send(made).is_err() {
                    return; // the writer met an error and reads no more
                }
            }
        });
        for made in receive {
            let (made, accounts) = (Arc::new(made), Arc::clone(accounts));
            done += made.len();
            versions += made.iter().map(|plan| plan.versions.len()).sum::<usize>();
            db.write_now(move |tx| made.iter().try_for_each(|plan| write::plan(tx, plan, &accounts)))?;
            progress("plans", done, stories.len());
        }
        Ok(versions)
    })
}

#[cfg(test)]
mod tests;
