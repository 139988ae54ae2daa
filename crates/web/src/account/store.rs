//! All SQL about accounts.

use db::{Result, Scope, Tx, params};
use jiff::Timestamp;

use crate::policy::{Grant, Role};

/// An account as sign-in needs it.
#[derive(Clone, Debug)]
pub struct Account {
    /// Id.
    pub id: String,
    /// Sign-in name, folded.
    pub login: String,
    /// Personal name.
    pub name: String,
    /// Hash of the password; none until the invitation is taken up.
    pub password_hash: Option<String>,
    /// Set when the account may no longer be used.
    pub disabled_at: Option<String>,
}

const ACCOUNT: &str = "SELECT id, login, name, password_hash, disabled_at FROM account";

fn account(row: &db::Row<'_>) -> Result<Account> {
    Ok(Account {
        id: row.get(0)?,
        login: row.get(1)?,
        name: row.get(2)?,
        password_hash: row.get(3)?,
        disabled_at: row.get(4)?,
    })
}

/// The account with this sign-in name.
pub fn by_login(tx: &mut Tx<'_>, login: &str) -> Result<Option<Account>> {
    tx.row_opt(&format!("{ACCOUNT} WHERE login = $1"), params![thai::normalise::fold(login)], account)
}

/// The account with this id.
pub fn by_id(tx: &mut Tx<'_>, id: &str) -> Result<Option<Account>> {
    tx.row_opt(&format!("{ACCOUNT} WHERE id = $1"), params![id], account)
}

/// Writes a new account without a password.
pub fn insert(tx: &mut Tx<'_>, id: &str, login: &str, name: &str, at: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO account (id, login, name, created_at) VALUES ($1, $2, $3, $4)",
        params![id, thai::normalise::fold(login), name, at],
    )?;
    Ok(())
}

/// Sets the password's hash.
pub fn set_password(tx: &mut Tx<'_>, id: &str, hash: &str) -> Result<()> {
    tx.execute("UPDATE account SET password_hash = $2 WHERE id = $1", params![id, hash])?;
    Ok(())
}

/// Ends or allows the use of an account.
pub fn set_disabled(tx: &mut Tx<'_>, id: &str, at: Option<Timestamp>) -> Result<()> {
    tx.execute("UPDATE account SET disabled_at = $2 WHERE id = $1", params![id, at])?;
    Ok(())
}

/// Gives a role; the same role over the same organisation is given once.
pub fn grant(
    tx: &mut Tx<'_>,
    account_id: &str,
    role: Role,
    organisation_id: Option<&str>,
    by: &str,
    at: Timestamp,
) -> Result<()> {
    tx.execute(
        "INSERT INTO account_grant (id, account_id, role, organisation_id, granted_at, granted_by) \
         SELECT $1, $2, $3, $4, $5, $6 WHERE NOT EXISTS (SELECT 1 FROM account_grant WHERE account_id = $2 \
         AND role = $3 AND coalesce(organisation_id, '') = coalesce($4, ''))",
        params![db::new_id(), account_id, role.code(), organisation_id, at, by],
    )?;
    Ok(())
}

/// Takes a role away.
pub fn revoke(tx: &mut Tx<'_>, account_id: &str, role: Role, organisation_id: Option<&str>) -> Result<bool> {
    let sql = "DELETE FROM account_grant WHERE account_id = $1 AND role = $2 \
               AND coalesce(organisation_id, '') = coalesce($3, '')";
    Ok(tx.execute(sql, params![account_id, role.code(), organisation_id])? > 0)
}

/// Roles of an account with the paths of their organisations, and the name of the first organisation.
pub fn grants(tx: &mut Tx<'_>, account_id: &str) -> Result<(Vec<Grant>, (String, String))> {
    let mut first = (String::new(), String::new());
    let rows = tx.rows(
        "SELECT g.role, o.id, o.path, o.name_th, o.name_en FROM account_grant g \
         LEFT JOIN organisation o ON o.id = g.organisation_id \
         WHERE g.account_id = $1 AND (g.organisation_id IS NULL OR o.id IS NOT NULL) ORDER BY g.granted_at, g.id",
        params![account_id],
        |row| {
            let role: String = row.get(0)?;
            let over = row.get::<Option<String>>(1)?.zip(row.get::<Option<String>>(2)?);
            let names = row.get::<Option<String>>(3)?.zip(row.get::<Option<String>>(4)?);
            Ok((role, over, names))
        },
    )?;
    let mut grants = Vec::with_capacity(rows.len());
    for (role, over, names) in rows {
        if let (true, Some(names)) = (first.0.is_empty(), names) {
            first = names;
        }
        if let Some(role) = Role::from_code(&role) {
            grants.push(Grant { role, over });
        }
    }
    Ok((grants, first))
}

/// One person with one role, for lists of people.
#[derive(Clone, Debug)]
pub struct Person {
    /// Account id.
    pub account_id: String,
    /// Sign-in name.
    pub login: String,
    /// Personal name.
    pub name: String,
    /// Role.
    pub role: String,
    /// Code of the organisation; `None` for the nation.
    pub organisation_code: Option<String>,
    /// Thai name of the organisation.
    pub organisation_th: Option<String>,
    /// English name of the organisation.
    pub organisation_en: Option<String>,
    /// True until the invitation is taken up.
    pub invited: bool,
    /// True when the account may no longer be used.
    pub disabled: bool,
}

/// People with roles in a scope, by organisation and name; at most `limit`.
pub fn people(tx: &mut Tx<'_>, scope: &Scope, organisation_id: Option<&str>, limit: u32) -> Result<Vec<Person>> {
    let mut params = Vec::new();
    let mut condition = if scope.is_nation() { "TRUE".to_owned() } else { scope.condition("o.path", &mut params) };
    if let Some(id) = organisation_id {
        params.push(id.into());
        condition = format!("{condition} AND g.organisation_id = ${}", params.len());
    }
    params.push(limit.into());
    let sql = format!(
        "SELECT a.id, a.login, a.name, g.role, o.code, o.name_th, o.name_en, a.password_hash IS NULL, \
         a.disabled_at IS NOT NULL FROM account_grant g JOIN account a ON a.id = g.account_id \
         LEFT JOIN organisation o ON o.id = g.organisation_id WHERE {condition} \
         ORDER BY o.sort_key, a.name, g.role LIMIT ${}",
        params.len()
    );
    tx.rows(&sql, &params, |row| {
        Ok(Person {
            account_id: row.get(0)?,
            login: row.get(1)?,
            name: row.get(2)?,
            role: row.get(3)?,
            organisation_code: row.get(4)?,
            organisation_th: row.get(5)?,
            organisation_en: row.get(6)?,
            invited: row.get(7)?,
            disabled: row.get(8)?,
        })
    })
}
