//! Statements about this installation.

use db::{Engine, Result, Tx};

/// What the database is.
#[derive(Clone, Debug)]
pub struct Installation {
    /// Which engine.
    pub engine: Engine,
    /// Its version, in its words.
    pub engine_version: String,
    /// Bytes on disk.
    pub bytes: i64,
    /// Number and name of the last migration.
    pub schema: (i64, String),
    /// Organisations, plans, submitted versions, audit events.
    pub rows: [i64; 4],
}

/// What the database is, and how much is in it.
pub fn installation(tx: &mut Tx<'_>) -> Result<Installation> {
    let engine = tx.engine();
    let newest = "SELECT number, name FROM schema_migration ORDER BY number DESC LIMIT 1";
    let schema = tx.row_opt(newest, &[], |row| Ok((row.get(0)?, row.get(1)?)))?.unwrap_or_default();
    let mut rows = [0; 4];
    let counts = [
        "SELECT count(*) FROM organisation",
        "SELECT count(*) FROM plan",
        "SELECT count(*) FROM plan_version",
        // Each chain counts its own events, so that the trail itself is not read.
        "SELECT CAST(coalesce(sum(seq), 0) AS BIGINT) FROM audit_head",
    ];
    for (place, sql) in rows.iter_mut().zip(counts) {
        *place = tx.count(sql, &[])?;
    }
    Ok(Installation {
        engine,
        engine_version: tx.row(engine.version(), &[], |row| row.get(0))?,
        bytes: tx.count(engine.size(), &[])?,
        schema,
        rows,
    })
}

/// Jobs that were given up.
pub fn dead_jobs(tx: &mut Tx<'_>) -> Result<i64> {
    tx.count("SELECT count(*) FROM job WHERE state = 'dead'", &[])
}
