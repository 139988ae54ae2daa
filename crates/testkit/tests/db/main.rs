//! The kernel of the database on both engines: what is answered is there, what is refused is not, and nobody else's
//! command suffers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod audit;
mod jobs;
mod kill;
mod migrations;
mod statements;
mod transactions;
mod values;

use db::{Error, Tx, params};
use testkit::World;

/// Why a command of these tests gave up.
#[derive(Debug)]
pub enum Refusal {
    /// It wanted to.
    Wanted,
    /// The database.
    Db(Error),
}

impl From<Error> for Refusal {
    fn from(problem: Error) -> Self {
        Refusal::Db(problem)
    }
}

fn set(tx: &mut Tx<'_>, name: &str, value: &str) -> db::Result<()> {
    tx.execute("INSERT INTO setting (name, value) VALUES ($1, $2)", params![name, value])?;
    Ok(())
}

fn value_of(world: &World, name: &str) -> Option<String> {
    let sql = "SELECT value FROM setting WHERE name = $1";
    world.db.read_now::<_, Error>(|tx| tx.row_opt(sql, params![name], |row| row.get(0))).unwrap()
}

fn count(world: &World, sql: &str) -> i64 {
    world.db.read_now::<_, Error>(|tx| tx.count(sql, &[])).unwrap()
}
