//! Messages to the people of an organisation, written with the change that causes them. Channels such as mail come
//! later; until then a message is read here, on the organisation's home page, and on the page of all messages.

use db::{Result, Tx, params};
use jiff::Timestamp;

/// A message about to be written.
pub struct Message<'a> {
    /// To the people of this organisation.
    pub organisation_id: &'a str,
    /// Which words: `plan_returned`, `plan_approved`, `reminder`, `approval_asked`, `approval_returned`, `plan_sent`.
    pub kind: &'a str,
    /// What the words need.
    pub arguments: serde_json::Value,
    /// Where it leads.
    pub link: &'a str,
    /// Account that caused it.
    pub by: &'a str,
}

/// Writes a message in the transaction of its cause and gives its id.
pub fn queue(tx: &mut Tx<'_>, message: &Message<'_>, at: Timestamp) -> Result<String> {
    let id = db::new_id();
    tx.execute(
        "INSERT INTO message (id, organisation_id, kind, arguments, link, state, created_at, created_by) \
         VALUES ($1, $2, $3, $4, $5, 'queued', $6, $7)",
        params![
            &id,
            message.organisation_id,
            message.kind,
            message.arguments.to_string(),
            message.link,
            at,
            message.by
        ],
    )?;
    Ok(id)
}

/// What a message of this kind asked an organisation to do is done: nobody needs to read it any more.
pub fn settled(tx: &mut Tx<'_>, organisation_id: &str, kind: &str, link: &str, now: Timestamp) -> Result<()> {
    let sql =
        "UPDATE message SET read_at = $4 WHERE organisation_id = $1 AND kind = $2 AND link = $3 AND read_at IS NULL";
    tx.execute(sql, params![organisation_id, kind, link, now])?;
    Ok(())
}

/// Messages to the organisations over which this account holds a role that nobody there has read.
pub fn unread(tx: &mut Tx<'_>, account_id: &str) -> Result<i64> {
    let sql = "SELECT count(*) FROM message WHERE read_at IS NULL AND organisation_id IN \
               (SELECT organisation_id FROM account_grant WHERE account_id = $1)";
    tx.count(sql, params![account_id])
}

/// A message was opened by somebody who holds a role over the organisation that it went to; others who may see it
/// change nothing.
pub fn opened(tx: &mut Tx<'_>, id: &str, account_id: &str, now: Timestamp) -> Result<()> {
    let sql = "UPDATE message SET read_at = $3 WHERE id = $1 AND read_at IS NULL AND organisation_id IN \
               (SELECT organisation_id FROM account_grant WHERE account_id = $2)";
    tx.execute(sql, params![id, account_id, now])?;
    Ok(())
}

/// All messages to the organisations over which this account holds a role are read; says how many were not.
pub fn all_read(tx: &mut Tx<'_>, account_id: &str, now: Timestamp) -> Result<u64> {
    let sql = "UPDATE message SET read_at = $2 WHERE read_at IS NULL AND organisation_id IN \
               (SELECT organisation_id FROM account_grant WHERE account_id = $1)";
    tx.execute(sql, params![account_id, now])
}
