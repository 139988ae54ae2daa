//! What is done with accounts: making, inviting, taking up an invitation, changing the password, roles. Each is one
//! transaction with its audit event.

use db::{Result, Tx, audit, params};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::{
    Role,
    account::{session, store},
};

/// An invitation is good for so long.
pub const INVITATION: SignedDuration = SignedDuration::from_hours(24 * 14);

/// A new account with its first role.
pub struct NewAccount<'a> {
    /// Sign-in name: an e-mail address or a name.
    pub login: &'a str,
    /// Personal name.
    pub name: &'a str,
    /// First role.
    pub role: Role,
    /// Over this organisation; `None` for the nation.
    pub organisation_id: Option<&'a str>,
    /// Hash of the first password; without it an invitation is needed.
    pub password_hash: Option<&'a str>,
}

/// Makes an account, or gives the existing account of this sign-in name the role too, and gives its id.
pub fn add(tx: &mut Tx<'_>, new: &NewAccount<'_>, by: &str, at: Timestamp) -> Result<String> {
    let id = match store::by_login(tx, new.login)? {
        Some(known) => known.id,
        None => {
            let id = db::new_id();
            store::insert(tx, &id, new.login, new.name, at)?;
            if let Some(hash) = new.password_hash {
                store::set_password(tx, &id, hash)?;
            }
            id
        }
    };
    store::grant(tx, &id, new.role, new.organisation_id, by, at)?;
    let detail = json!({"login": new.login, "role": new.role.code()});
    note(tx, "account.granted", &id, new.organisation_id, by, detail, at)?;
    Ok(id)
}

/// Makes an invitation and gives its token, which is shown once.
pub fn invite(tx: &mut Tx<'_>, account_id: &str, by: &str, at: Timestamp) -> Result<String> {
    let (token, hash) = session::secret();
    tx.execute(
        "INSERT INTO invitation (token_hash, account_id, created_at, created_by, expires_at) VALUES ($1, $2, $3, $4, $5)",
        params![hash, account_id, at, by, at + INVITATION],
    )?;
    note(tx, "account.invited", account_id, None, by, json!({}), at)?;
    Ok(token)
}

/// The account that an invitation is for; `None` when it is unknown, used or too old.
pub fn invited(tx: &mut Tx<'_>, token: &str, now: Timestamp) -> Result<Option<store::Account>> {
    let sql = "SELECT account_id FROM invitation WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2";
    let id = tx.row_opt(sql, params![session::hash(token), now], |row| row.get::<String>(0))?;
    match id {
        Some(id) => store::by_id(tx, &id),
        None => Ok(None),
    }
}

/// Takes up an invitation with the first password; false when it is no longer good.
pub fn take_up(tx: &mut Tx<'_>, token: &str, password_hash: &str, now: Timestamp) -> Result<bool> {
    let Some(account) = invited(tx, token, now)? else { return Ok(false) };
    tx.execute("UPDATE invitation SET used_at = $2 WHERE token_hash = $1", params![session::hash(token), now])?;
    change_password(tx, &account.id, password_hash, &account.id, now)?;
    Ok(true)
}

/// Changes the password and ends every session and access token of the account: whoever knew the old one is out.
pub fn change_password(tx: &mut Tx<'_>, account_id: &str, hash: &str, by: &str, at: Timestamp) -> Result<()> {
    store::set_password(tx, account_id, hash)?;
    session::end_all(tx, account_id)?;
    note(tx, "account.password_changed", account_id, None, by, json!({}), at)
}

fn note(
    tx: &mut Tx<'_>,
    action: &str,
    account_id: &str,
    organisation_id: Option<&str>,
    by: &str,
    detail: serde_json::Value,
    at: Timestamp,
) -> Result<()> {
    let event = audit::Event {
        at,
        actor: by,
        action,
        subject_kind: "account",
        subject_id: account_id,
        organisation_id,
        detail,
    };
    audit::append(tx, &event)
}

/// Gives or takes a role.
pub fn set_role(
    tx: &mut Tx<'_>,
    account_id: &str,
    role: Role,
    organisation_id: Option<&str>,
    remove: bool,
    by: &str,
    at: Timestamp,
) -> Result<()> {
    let action = if remove {
        store::revoke(tx, account_id, role, organisation_id)?;
        "account.revoked"
    } else {
        store::grant(tx, account_id, role, organisation_id, by, at)?;
        "account.granted"
    };
    note(tx, action, account_id, organisation_id, by, json!({"role": role.code()}), at)
}

/// Ends or allows the use of an account; ending it ends its sessions and access tokens.
pub fn set_disabled(tx: &mut Tx<'_>, account_id: &str, disabled: bool, by: &str, at: Timestamp) -> Result<()> {
    store::set_disabled(tx, account_id, disabled.then_some(at))?;
    if disabled {
        session::end_all(tx, account_id)?;
    }
    let action = if disabled { "account.disabled" } else { "account.enabled" };
    note(tx, action, account_id, None, by, json!({}), at)
}
