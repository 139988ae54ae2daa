//! All SQL of uploaded files that wait for a confirmation. Only the person who sent one can confirm it.

use db::{Result, Tx, params};
use jiff::{SignedDuration, Timestamp};

/// An upload that nobody confirmed is thrown away after so long.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// Keeps a file and gives its id; older ones, and this person's earlier ones, go.
pub(super) fn keep(tx: &mut Tx<'_>, account: &str, filename: &str, bytes: &[u8], now: Timestamp) -> Result<String> {
    let id = db::new_id();
    let sql = "DELETE FROM register_upload WHERE uploaded_at < $1 OR account_id = $2";
    tx.execute(sql, params![now - KEPT, account])?;
    tx.execute(
        "INSERT INTO register_upload (id, account_id, filename, content, uploaded_at) VALUES ($1, $2, $3, $4, $5)",
        params![&id, account, filename, bytes, now],
    )?;
    Ok(id)
}

/// The name and content of this person's file.
pub(super) fn kept(tx: &mut Tx<'_>, account: &str, id: &str) -> Result<Option<(String, Vec<u8>)>> {
    let sql = "SELECT filename, content FROM register_upload WHERE id = $1 AND account_id = $2";
    tx.row_opt(sql, params![id, account], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Throws a file away.
pub(super) fn forget(tx: &mut Tx<'_>, id: &str) -> Result<()> {
    tx.execute("DELETE FROM register_upload WHERE id = $1", params![id])?;
    Ok(())
}
