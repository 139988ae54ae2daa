//! What an administrator does to accounts, each in one transaction; the writing is `web::account`'s.

use db::Tx;
use jiff::Timestamp;
use web::{
    Role,
    account::{commands, store},
};

/// Why it was not done.
#[derive(Clone, Debug)]
pub enum Refused {
    /// There is no such account.
    NotFound,
    /// Somebody has this sign-in name.
    Taken,
    /// It would take the administrator's own keys away.
    Oneself,
    /// The account is closed.
    Closed,
    /// The database's.
    Database(db::Error),
}

impl From<db::Error> for Refused {
    fn from(problem: db::Error) -> Self {
        match problem {
            db::Error::Duplicate(_) => Refused::Taken,
            other => Refused::Database(other),
        }
    }
}

/// A person to be invited.
#[derive(Clone, Debug)]
pub struct Person {
    /// Sign-in name.
    pub login: String,
    /// Personal name.
    pub name: String,
    /// First role.
    pub role: Role,
    /// Id of its organisation; `None` for the nation.
    pub organisation_id: Option<String>,
}

/// Makes an account with its first role and an invitation: (id, token). An account that is there already is never
/// given the role in passing, because the administrator may have meant somebody else.
pub fn create(tx: &mut Tx<'_>, person: &Person, by: &str, at: Timestamp) -> Result<(String, String), Refused> {
    if store::by_login(tx, &person.login)?.is_some() {
        return Err(Refused::Taken);
    }
    let new = commands::NewAccount {
        login: &person.login,
        name: &person.name,
        role: person.role,
        organisation_id: person.organisation_id.as_deref(),
        password_hash: None,
    };
    let id = commands::add(tx, &new, by, at)?;
    let token = commands::invite(tx, &id, by, at)?;
    Ok((id, token))
}

/// A new invitation, with which a forgotten password is set again.
pub fn invite(tx: &mut Tx<'_>, id: &str, by: &str, at: Timestamp) -> Result<String, Refused> {
    let account = store::by_id(tx, id)?.ok_or(Refused::NotFound)?;
    if account.disabled_at.is_some() {
        return Err(Refused::Closed);
    }
    Ok(commands::invite(tx, id, by, at)?)
}

/// A role, and whether it is given or taken.
#[derive(Clone, Debug)]
pub struct RoleChange {
    /// Which role.
    pub role: Role,
    /// Over this organisation; `None` for the nation.
    pub organisation_id: Option<String>,
    /// True when it is taken away.
    pub remove: bool,
}

/// Gives or takes a role.
pub fn change_role(tx: &mut Tx<'_>, id: &str, change: &RoleChange, by: &str, at: Timestamp) -> Result<(), Refused> {
    store::by_id(tx, id)?.ok_or(Refused::NotFound)?;
    if change.remove && change.role == Role::Administrator && id == by {
        return Err(Refused::Oneself);
    }
    Ok(commands::set_role(tx, id, change.role, change.organisation_id.as_deref(), change.remove, by, at)?)
}

/// Closes an account, which ends its sessions, or opens it again.
pub fn set_closed(tx: &mut Tx<'_>, id: &str, closed: bool, by: &str, at: Timestamp) -> Result<(), Refused> {
    store::by_id(tx, id)?.ok_or(Refused::NotFound)?;
    if closed && id == by {
        return Err(Refused::Oneself);
    }
    Ok(commands::set_disabled(tx, id, closed, by, at)?)
}
