//! A transaction: the only way to run a statement.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::{
    Engine, Error, Result, Row, Value,
    database::{Change, Listener},
    postgresql, sqlite,
};

static STATEMENTS: AtomicU64 = AtomicU64::new(0);

/// Statements that this process has run so far on any database; what a page costs is the difference.
pub fn statements_run() -> u64 {
    STATEMENTS.load(Ordering::Relaxed)
}

/// A transaction on either engine. Dropping it without an answer from the command undoes everything.
pub struct Tx<'c> {
    pub(crate) on: On<'c>,
    pub(crate) listeners: &'c [Listener],
}

pub(crate) enum On<'c> {
    Sqlite(&'c rusqlite::Connection),
    Postgres(&'c mut postgresql::Connection),
}

impl Tx<'_> {
    /// Which engine this runs on; for the named differences in [`crate::dialect`] only.
    pub const fn engine(&self) -> Engine {
        match self.on {
            On::Sqlite(_) => Engine::Sqlite,
            On::Postgres(_) => Engine::Postgres,
        }
    }

    /// Runs a statement and says how many rows it changed.
    pub fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64> {
        STATEMENTS.fetch_add(1, Ordering::Relaxed);
        match &mut self.on {
            On::Sqlite(connection) => sqlite::execute(connection, sql, params),
            On::Postgres(connection) => connection.execute(sql, params),
        }
    }

    /// Calls `each` with every row.
    pub fn each<E: From<Error>>(
        &mut self,
        sql: &str,
        params: &[Value],
        mut each: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        STATEMENTS.fetch_add(1, Ordering::Relaxed);
        match &mut self.on {
            On::Sqlite(connection) => sqlite::each(connection, sql, params, &mut each),
            On::Postgres(connection) => connection.each(sql, params, &mut each),
        }
    }

    /// All rows.
    pub fn rows<T>(
        &mut self,
        sql: &str,
        params: &[Value],
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut all = Vec::new();
        self.each::<Error>(sql, params, |row| {
            all.push(read(row)?);
            Ok(())
        })?;
        Ok(all)
    }

    /// The first row, if there is one.
    pub fn row_opt<T>(
        &mut self,
        sql: &str,
        params: &[Value],
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut first = None;
        self.each::<Error>(sql, params, |row| {
            if first.is_none() {
                first = Some(read(row)?);
            }
            Ok(())
        })?;
        Ok(first)
    }

    /// The one row that there must be.
    pub fn row<T>(&mut self, sql: &str, params: &[Value], read: impl FnMut(&Row<'_>) -> Result<T>) -> Result<T> {
        self.row_opt(sql, params, read)?.ok_or_else(|| Error::statement(sql, "no row where one is needed"))
    }

    /// A count, or another single whole number.
    pub fn count(&mut self, sql: &str, params: &[Value]) -> Result<i64> {
        self.row(sql, params, |row| row.get(0))
    }

    /// Runs `work` so that its failure undoes only its own changes.
    pub fn savepoint<T, E: From<Error>>(&mut self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        self.batch("SAVEPOINT part")?;
        match work(self) {
            Ok(done) => {
                self.batch("RELEASE SAVEPOINT part")?;
                Ok(done)
            }
            Err(refusal) => {
                self.batch("ROLLBACK TO SAVEPOINT part")?;
                self.batch("RELEASE SAVEPOINT part")?;
                Err(refusal)
            }
        }
    }

    /// Tells the listeners, inside this transaction, that something changed from which they keep figures.
    pub fn announce(&mut self, change: &Change) -> Result<()> {
        let listeners = self.listeners;
        listeners.iter().try_for_each(|listen| listen(self, change))
    }

    /// Runs statements without parameters, separated by `;`.
    pub(crate) fn batch(&mut self, sql: &str) -> Result<()> {
        match &mut self.on {
            On::Sqlite(connection) => connection.execute_batch(sql).map_err(|e| Error::from_sqlite(sql, e)),
            On::Postgres(connection) => connection.batch(sql),
        }
    }
}
