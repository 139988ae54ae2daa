//! Messages to the people of an organisation, written with the change that causes them. Channels such as mail come
//! later; until then a message is read here, on the organisation's home page, and on the page of all messages.

use db::{Result, Tx, params};
use jiff::Timestamp;

/// A message about to be written.
pub struct Message<'a> {
    /// To the people of this organisation.
    pub organisation_id: &'a str,
    /// Which words: `plan_returned`, `plan_approved`, `reminder`.
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
