//! The schema: one numbered sequence of files for both engines, each run once, in order, and never changed after.

use sha2::{Digest, Sha256};

use crate::{Db, Engine, Error, Result, Tx, params};

/// One numbered migration.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Its number, from 1 without gaps.
    pub number: i64,
    /// What it is called.
    pub name: &'static str,
    /// Its statements.
    pub sql: &'static str,
}

macro_rules! migrations {
    ($($number:literal $name:literal),+ $(,)?) => {
        /// Every migration, in order.
        pub const ALL: &[Migration] = &[$(Migration {
            number: $number,
            name: $name,
            sql: include_str!(concat!("../../../migrations/", $name, ".sql")),
        }),+];
    };
}

migrations! {
    1 "0001_ground",
    2 "0002_register",
    3 "0003_plans",
    4 "0004_rounds",
    5 "0005_readiness",
    6 "0006_lists",
    7 "0007_counting",
    8 "0008_lists_by_kind",
    9 "0009_templates",
    10 "0010_head_return",
    11 "0011_directives",
    12 "0012_lessons",
    13 "0013_measures",
    14 "0014_letters",
}

/// Brings the schema up to date and says how many migrations ran. Safe with several replicas at once.
pub fn migrate(db: &Db) -> Result<usize> {
    db.write_now(|tx| {
        lock(tx)?;
        tx.batch(
            "CREATE TABLE IF NOT EXISTS schema_migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL, \
             checksum TEXT NOT NULL)",
        )?;
        let done = tx.rows("SELECT number, checksum FROM schema_migration ORDER BY number", &[], |row| {
            Ok((row.get::<i64>(0)?, row.get::<String>(1)?))
        })?;
        if let Some((newest, _)) = done.last().filter(|(number, _)| *number > ALL.len() as i64) {
            return Err(Error::Schema(format!("it has migration {newest}, this program knows {}", ALL.len())));
        }
        for ((number, checksum), known) in done.iter().zip(ALL) {
            if *number != known.number || *checksum != sum(known) {
                return Err(Error::Schema(format!("migration {} differs from the one that ran", known.name)));
            }
        }
        for migration in &ALL[done.len()..] {
            tx.batch(migration.sql)?;
            tx.execute(
                "INSERT INTO schema_migration (number, name, checksum) VALUES ($1, $2, $3)",
                params![migration.number, migration.name, sum(migration)],
            )?;
        }
        Ok(ALL.len() - done.len())
    })
}

/// True when this database has a schema of ours; only looks.
pub fn is_there(db: &Db) -> Result<bool> {
    db.read_now(|tx| {
        let sql = tx.engine().schema_tables();
        Ok(tx.count(sql, &[])? > 0)
    })
}

/// Replicas that start together wait for each other; SQLite's one writer does so anyway. Whoever waited must then see
/// what the other did, so here each statement sees the newest state, not the one from before the wait.
fn lock(tx: &mut Tx<'_>) -> Result<()> {
    match tx.engine() {
        Engine::Sqlite => Ok(()),
        Engine::Postgres => {
            tx.batch("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")?;
            tx.batch("SELECT pg_advisory_xact_lock(7258811)")
        }
    }
}

fn sum(migration: &Migration) -> String {
    hex::encode(Sha256::digest(migration.sql.as_bytes()))
}

/// Reads every page of an embedded database and checks its structure; a server does this itself.
///
/// # Errors
/// [`Error::Schema`] with the first damage that is found.
pub fn check_pages(tx: &mut Tx<'_>) -> Result<()> {
    if tx.engine() == Engine::Postgres {
        return Ok(());
    }
    let words = tx.rows("PRAGMA integrity_check(1)", &[], |row| row.get::<String>(0))?;
    match words.first().map(String::as_str) {
        Some("ok") | None => Ok(()),
        Some(damage) => Err(Error::Schema(format!("damaged: {damage}"))),
    }
}
