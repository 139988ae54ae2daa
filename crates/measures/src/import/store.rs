//! All statements about files that wait for a confirmation. Only who sent one can confirm it.

use db::{Result, Tx, params};
use jiff::{SignedDuration, Timestamp};

/// A file that nobody confirmed is thrown away after so long.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// Keeps a file and gives its id; older ones, and this person's earlier ones, go.
pub(super) fn keep(
    tx: &mut Tx<'_>,
    (account, ledger): (&str, &str),
    (filename, bytes): (&str, &[u8]),
    now: Timestamp,
) -> Result<String> {
    let id = db::new_id();
    tx.execute("DELETE FROM measure_upload WHERE uploaded_at < $1 OR account_id = $2", params![now - KEPT, account])?;
    tx.execute(
        "INSERT INTO measure_upload (id, account_id, ledger, filename, content, uploaded_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        params![&id, account, ledger, filename, bytes, now],
    )?;
    Ok(id)
}

/// Name and content of this person's file.
pub(super) fn kept(tx: &mut Tx<'_>, (account, ledger): (&str, &str), id: &str) -> Result<Option<(String, Vec<u8>)>> {
    let sql = "SELECT filename, content FROM measure_upload WHERE id = $1 AND account_id = $2 AND ledger = $3";
    tx.row_opt(sql, params![id, account, ledger], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Throws a file away.
pub(super) fn forget(tx: &mut Tx<'_>, id: &str) -> Result<()> {
    tx.execute("DELETE FROM measure_upload WHERE id = $1", params![id])?;
    Ok(())
}
