//! What is done with the people of an organisation, each in one transaction with its audit event.

use db::{Scope, Tx, audit};
use jiff::Timestamp;
use serde_json::json;
use web::{
    Actor, Role,
    account::{commands as account, session, store as accounts},
};

use super::rule::{self, Held};
use crate::organisation::{Organisation, store};

/// Why nothing was done.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The organisation or the account is not within reach.
    NotFound,
    /// This person may not give this role.
    RoleNotYours,
    /// It is the person's own account.
    Yourself,
    /// The account holds roles out of reach, so that it is renewed or ended by others.
    NotYours,
    /// The account was ended.
    Disabled,
    /// The database.
    Database(db::Error),
}

impl From<db::Error> for Refusal {
    fn from(error: db::Error) -> Self {
        Refusal::Database(error)
    }
}

/// Who does it, how far, when.
#[derive(Clone)]
pub(super) struct By {
    pub actor: Actor,
    pub scope: Scope,
    pub now: Timestamp,
}

/// What became of an invitation.
pub(super) enum Invited {
    /// The token of the link, which is shown once.
    Link(String),
    /// The account was there already and is used as before.
    Known,
}

fn reached(tx: &mut Tx<'_>, by: &By, code: &str) -> Result<Organisation, Refusal> {
    store::find(tx, &by.scope, code)?.ok_or(Refusal::NotFound)
}

/// The roles that an account holds.
fn held(tx: &mut Tx<'_>, account_id: &str) -> Result<Vec<Held>, Refusal> {
    let (grants, _) = accounts::grants(tx, account_id)?;
    Ok(grants.into_iter().map(|grant| (grant.role.code().to_owned(), grant.over.map(|(_, path)| path))).collect())
}

fn note(tx: &mut Tx<'_>, by: &By, action: &str, account_id: &str, of: &Organisation) -> Result<(), Refusal> {
    let event = audit::Event {
        at: by.now,
        actor: &by.actor.account_id,
        action,
        subject_kind: "account",
        subject_id: account_id,
        organisation_id: Some(&of.id),
        detail: json!({"organisation": of.code}),
    };
    Ok(audit::append(tx, &event)?)
}

/// Gives somebody a role over an organisation, and a link when the account has no password yet.
pub(super) fn invite(
    tx: &mut Tx<'_>,
    code: &str,
    (login, name, role): (&str, &str, Role),
    by: &By,
) -> Result<Invited, Refusal> {
    let of = reached(tx, by, code)?;
    if !rule::grantable(&by.actor).contains(&role) {
        return Err(Refusal::RoleNotYours);
    }
    let known = accounts::by_login(tx, login)?;
    let before = match &known {
        Some(known) if known.id == by.actor.account_id => return Err(Refusal::Yourself),
        Some(known) if known.disabled_at.is_some() => return Err(Refusal::Disabled),
        Some(known) => held(tx, &known.id)?,
        None => Vec::new(),
    };
    let new = account::NewAccount { login, name, role, organisation_id: Some(&of.id), password_hash: None };
    let id = account::add(tx, &new, &by.actor.account_id, by.now)?;
    let waits = known.as_ref().is_none_or(|known| known.password_hash.is_none());
    // Whoever holds the link sets the password: it is only made for an account that is wholly within reach.
    if waits && rule::may_renew(&by.actor, &by.scope, &id, &before) {
        return Ok(Invited::Link(account::invite(tx, &id, &by.actor.account_id, by.now)?));
    }
    Ok(Invited::Known)
}

/// The account when it has a role over the organisation.
fn member(tx: &mut Tx<'_>, of: &Organisation, account_id: &str) -> Result<Vec<Held>, Refusal> {
    let held = held(tx, account_id)?;
    if held.iter().any(|(_, path)| path.as_deref() == Some(of.path.as_str())) {
        Ok(held)
    } else {
        Err(Refusal::NotFound)
    }
}

/// Gives one of the people another role.
pub(super) fn grant(tx: &mut Tx<'_>, code: &str, account_id: &str, role: Role, by: &By) -> Result<(), Refusal> {
    let of = reached(tx, by, code)?;
    member(tx, &of, account_id)?;
    if account_id == by.actor.account_id {
        return Err(Refusal::Yourself);
    }
    if !rule::grantable(&by.actor).contains(&role) {
        return Err(Refusal::RoleNotYours);
    }
    accounts::grant(tx, account_id, role, Some(&of.id), &by.actor.account_id, by.now)?;
    note(tx, by, &format!("account.granted.{}", role.code()), account_id, &of)
}

/// Takes a role away.
pub(super) fn revoke(tx: &mut Tx<'_>, code: &str, account_id: &str, role: Role, by: &By) -> Result<(), Refusal> {
    let of = reached(tx, by, code)?;
    member(tx, &of, account_id)?;
    if account_id == by.actor.account_id {
        return Err(Refusal::Yourself);
    }
    if !rule::grantable(&by.actor).contains(&role) {
        return Err(Refusal::RoleNotYours);
    }
    if !accounts::revoke(tx, account_id, role, Some(&of.id))? {
        return Err(Refusal::NotFound);
    }
    note(tx, by, &format!("account.revoked.{}", role.code()), account_id, &of)
}

/// A new link, with which the password is set anew.
pub(super) fn renew(tx: &mut Tx<'_>, code: &str, account_id: &str, by: &By) -> Result<(String, String), Refusal> {
    let of = reached(tx, by, code)?;
    let held = member(tx, &of, account_id)?;
    let known = accounts::by_id(tx, account_id)?.ok_or(Refusal::NotFound)?;
    if known.disabled_at.is_some() {
        return Err(Refusal::Disabled);
    }
    if !rule::may_renew(&by.actor, &by.scope, account_id, &held) {
        return Err(Refusal::NotYours);
    }
    let token = account::invite(tx, account_id, &by.actor.account_id, by.now)?;
    note(tx, by, "account.link_renewed", account_id, &of)?;
    Ok((known.login, token))
}

/// Ends an account or allows it again; ending it ends its sessions.
pub(super) fn disable(tx: &mut Tx<'_>, code: &str, account_id: &str, disabled: bool, by: &By) -> Result<(), Refusal> {
    let of = reached(tx, by, code)?;
    let held = member(tx, &of, account_id)?;
    if !rule::may_renew(&by.actor, &by.scope, account_id, &held) {
        return Err(if account_id == by.actor.account_id { Refusal::Yourself } else { Refusal::NotYours });
    }
    accounts::set_disabled(tx, account_id, disabled.then_some(by.now))?;
    if disabled {
        session::end(tx, account_id, None)?;
    }
    note(tx, by, if disabled { "account.disabled" } else { "account.enabled" }, account_id, &of)
}
