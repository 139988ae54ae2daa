//! Sessions and access tokens: opaque random values of which only the hash is kept; listed and ended one by one.

use db::{Result, Tx, params};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use crate::{Actor, App, account::store};

/// A session ends when it was not used for so long.
pub const IDLE: SignedDuration = SignedDuration::from_hours(12);
/// A session ends so long after sign-in, used or not.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 7);
/// How exactly "last used" is kept; spares a write a request.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// What a request carries.
#[derive(Clone, Debug)]
pub enum Token {
    /// Of the cookie.
    Session(String),
    /// Of the programming interface.
    Access(String),
}

/// Name of the cookie; over HTTPS the prefix keeps it from being set by another host.
pub const fn cookie_name(https: bool) -> &'static str {
    if https { "__Host-ratphrom_session" } else { "ratphrom_session" }
}

/// A new secret of 256 random bits and the hash that is kept.
pub fn secret() -> (String, String) {
    let bytes: [u8; 32] = rand::random();
    let token = hex::encode(bytes);
    let hash = hash(&token);
    (token, hash)
}

/// The hash under which a token is kept.
pub fn hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

/// Begins a session and gives its token.
pub fn begin(tx: &mut Tx<'_>, account_id: &str, device: &str, address: &str, now: Timestamp) -> Result<String> {
    let (token, hash) = secret();
    tx.execute(
        "INSERT INTO session (token_hash, id, account_id, created_at, seen_at, expires_at, device, address) \
         VALUES ($1, $2, $3, $4, $4, $5, $6, $7)",
        params![hash, db::new_id(), account_id, now, now + LONGEST, device, address],
    )?;
    Ok(token)
}

/// Ends a session of this account; all of them without an id.
pub fn end(tx: &mut Tx<'_>, account_id: &str, session_id: Option<&str>) -> Result<u64> {
    match session_id {
        Some(id) => tx.execute("DELETE FROM session WHERE account_id = $1 AND id = $2", params![account_id, id]),
        None => tx.execute("DELETE FROM session WHERE account_id = $1", params![account_id]),
    }
}

/// Ends every session and every access token of an account.
pub fn end_all(tx: &mut Tx<'_>, account_id: &str) -> Result<()> {
    end(tx, account_id, None)?;
    tx.execute("DELETE FROM access_token WHERE account_id = $1", params![account_id])?;
    Ok(())
}

/// A session in the list of one's own.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Public id.
    pub id: String,
    /// Sign-in.
    pub created_at: String,
    /// Last used.
    pub seen_at: String,
    /// What the browser calls itself.
    pub device: String,
    /// Network address.
    pub address: String,
}

/// Sessions of an account, newest first.
pub fn list(tx: &mut Tx<'_>, account_id: &str, now: Timestamp) -> Result<Vec<Listed>> {
    tx.rows(
        "SELECT id, created_at, seen_at, device, address FROM session WHERE account_id = $1 AND expires_at > $2 \
         AND seen_at > $3 ORDER BY seen_at DESC",
        params![account_id, now, now - IDLE],
        |row| {
            Ok(Listed {
                id: row.get(0)?,
                created_at: row.get(1)?,
                seen_at: row.get(2)?,
                device: row.get(3)?,
                address: row.get(4)?,
            })
        },
    )
}

/// Whom a token belongs to.
pub struct Found {
    /// Who.
    pub actor: Actor,
    /// Messages to the person's own organisations that nobody there has read; only counted for pages.
    pub unread: i64,
    /// The session's hash when "last used" should be written again.
    stale: Option<String>,
}

/// Who a token belongs to; `None` when it is unknown, ended or its account disabled.
pub async fn actor(app: &App, token: Token) -> Result<Option<Found>> {
    let now = app.clock.now();
    let found = app.db.read(move |tx| find(tx, &token, now)).await?;
    let Some(mut found) = found else { return Ok(None) };
    if let Some(hash) = found.stale.take() {
        let seen = "UPDATE session SET seen_at = $2 WHERE token_hash = $1";
        app.db.write(move |tx| tx.execute(seen, params![&hash, now])).await?;
    }
    Ok(Some(found))
}

fn find(tx: &mut Tx<'_>, token: &Token, now: Timestamp) -> Result<Option<Found>> {
    let (sql, hash) = match token {
        Token::Session(token) => (
            "SELECT a.id, a.name, s.id, s.seen_at FROM session s JOIN account a ON a.id = s.account_id \
             WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.seen_at > $3 AND a.disabled_at IS NULL",
            hash(token),
        ),
        Token::Access(token) => (
            "SELECT a.id, a.name, NULL, t.created_at FROM access_token t JOIN account a ON a.id = t.account_id \
             WHERE t.token_hash = $1 AND t.expires_at > $2 AND t.created_at > $3 AND a.disabled_at IS NULL",
            hash(token),
        ),
    };
    let oldest = match token {
        Token::Session(_) => now - IDLE,
        Token::Access(_) => Timestamp::UNIX_EPOCH,
    };
    let row = tx.row_opt(sql, params![&hash, now, oldest], |row| {
        Ok((row.get::<String>(0)?, row.get::<String>(1)?, row.get::<Option<String>>(2)?, row.get::<String>(3)?))
    })?;
    let Some((account_id, name, session_id, seen_at)) = row else { return Ok(None) };
    let (grants, organisation) = store::grants(tx, &account_id)?;
    let stale = session_id.is_some() && db::instant(&seen_at)? < now - SEEN_EVERY;
    let unread = if session_id.is_some() { crate::message::unread(tx, &account_id)? } else { 0 };
    let actor = Actor { account_id, name, grants, session_id, organisation };
    Ok(Some(Found { actor, unread, stale: stale.then_some(hash) }))
}
