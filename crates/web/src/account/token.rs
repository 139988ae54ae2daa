//! Personal access tokens of the programming interface: a program acts with the roles of the person who made the token.
//! The token itself is shown once; only its hash is kept, so nobody can read it again.

use db::{Result, Tx, audit, params};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::session;

/// The longest that a token may be good for, in days.
pub const LONGEST_DAYS: i64 = 366;
/// The most tokens that one account may have at a time.
pub const MOST: i64 = 20;
/// Letters that every token begins with, so that a leaked one is recognised by scanners.
pub const PREFIX: &str = "ratphrom_";

/// A token about to be made.
#[derive(Clone, Debug)]
pub struct NewToken<'a> {
    /// Whose.
    pub account_id: &'a str,
    /// What it is for, in its owner's words.
    pub name: &'a str,
    /// Days until it is no longer good, 1 to [`LONGEST_DAYS`].
    pub days: i64,
}

/// A token as its owner sees it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Public id.
    pub id: String,
    /// What it is for.
    pub name: String,
    /// When it was made, as stored.
    pub created_at: String,
    /// Until when it is good, as stored.
    pub expires_at: String,
}

/// Makes a token and gives its text, which is shown once; `None` when the account has [`MOST`] tokens already.
pub fn create(tx: &mut Tx<'_>, new: &NewToken<'_>, now: Timestamp) -> Result<Option<String>> {
    let count = "SELECT count(*) FROM access_token WHERE account_id = $1 AND expires_at > $2";
    if tx.count(count, params![new.account_id, now])? >= MOST {
        return Ok(None);
    }
    let token = format!("{PREFIX}{}", session::secret().0);
    let (id, days) = (db::new_id(), new.days.clamp(1, LONGEST_DAYS));
    tx.execute(
        "INSERT INTO access_token (token_hash, id, account_id, name, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        params![session::hash(&token), &id, new.account_id, new.name, now, now + SignedDuration::from_hours(24 * days)],
    )?;
    note(tx, "token.created", &id, new.account_id, json!({"name": new.name, "days": days}), now)?;
    Ok(Some(token))
}

/// The tokens of an account that are still good, the newest first.
pub fn list(tx: &mut Tx<'_>, account_id: &str, now: Timestamp) -> Result<Vec<Listed>> {
    let sql = "SELECT id, name, created_at, expires_at FROM access_token \
               WHERE account_id = $1 AND expires_at > $2 ORDER BY created_at DESC, id DESC";
    tx.rows(sql, params![account_id, now], |row| {
        Ok(Listed { id: row.get(0)?, name: row.get(1)?, created_at: row.get(2)?, expires_at: row.get(3)? })
    })
}

/// Ends a token of this account; false when it has no such token.
pub fn revoke(tx: &mut Tx<'_>, account_id: &str, id: &str, now: Timestamp) -> Result<bool> {
    let gone = tx.execute("DELETE FROM access_token WHERE account_id = $1 AND id = $2", params![account_id, id])? > 0;
    if gone {
        note(tx, "token.revoked", id, account_id, json!({}), now)?;
    }
    Ok(gone)
}

fn note(tx: &mut Tx<'_>, action: &str, id: &str, by: &str, detail: serde_json::Value, at: Timestamp) -> Result<()> {
    let event = audit::Event {
        at,
        actor: by,
        action,
        subject_kind: "access_token",
        subject_id: id,
        organisation_id: None,
        detail,
    };
    audit::append(tx, &event)
}
