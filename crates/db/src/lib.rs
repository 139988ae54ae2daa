//! The one place that names a database driver: connections, transactions, parameters, the few differences between the
//! two engines, migrations, the audit chain and the jobs.
//!
//! Commands and queries are synchronous functions over a [`Tx`]; [`Db::read`] and [`Db::write`] run them off the async
//! threads. A command may run twice (PostgreSQL retries serialisation failures), so it must have no effect outside its
//! transaction. No rule of business continuity lives here.

pub mod audit;
mod database;
pub mod dialect;
mod error;
pub mod jobs;
pub mod migrate;
mod postgresql;
mod row;
mod scope;
mod sqlite;
mod tx;
mod url;
mod value;

pub use database::{Change, Db, Listener};
pub use dialect::Engine;
pub use error::{Error, Result};
pub use row::{FromColumn, Row};
pub use scope::{Reach, Scope, range};
pub use sqlite::is_in_use;
pub use tx::{Tx, statements_run};
pub use url::{Location, shown};
pub use value::{Value, date, instant, stamp};

/// A new time-ordered identifier (UUID version 7, lower-case text).
pub fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}
