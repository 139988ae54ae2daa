//! Statements over accounts for lists and pages; none of them writes.

use db::{Result, Tx, Value, params};
use jiff::Timestamp;
use web::account::session;

/// Which accounts a list shows; empty for all.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    /// A part of a sign-in name, a personal name or an organisation's name.
    pub q: String,
    /// A role.
    pub role: String,
    /// `active`, `invited` or `disabled`.
    pub state: String,
}

/// An account in a list.
#[derive(Clone, Debug)]
pub struct Account {
    /// Id.
    pub id: String,
    /// Sign-in name.
    pub login: String,
    /// Personal name.
    pub name: String,
    /// True until the invitation is taken up.
    pub invited: bool,
    /// True when it may no longer be used.
    pub disabled: bool,
    /// When it was made.
    pub created_at: String,
    /// When it was last used, as far as its sessions still tell.
    pub seen_at: Option<String>,
}

const ACCOUNT: &str = "SELECT a.id, a.login, a.name, a.password_hash IS NULL, a.disabled_at IS NOT NULL, a.created_at, \
    (SELECT max(s.seen_at) FROM session s WHERE s.account_id = a.id) FROM account a";

fn account(row: &db::Row<'_>) -> Result<Account> {
    Ok(Account {
        id: row.get(0)?,
        login: row.get(1)?,
        name: row.get(2)?,
        invited: row.get(3)?,
        disabled: row.get(4)?,
        created_at: row.get(5)?,
        seen_at: row.get(6)?,
    })
}

impl Filters {
    fn condition(&self) -> (String, Vec<Value>) {
        let (mut conditions, mut params) = (vec!["TRUE".to_owned()], Vec::new());
        let folded = thai::normalise::fold(&self.q);
        if !folded.is_empty() {
            params.push(Value::from(db::dialect::anywhere(&folded)));
            params.push(Value::from(db::dialect::anywhere(&thai::normalise::clean(&self.q))));
            conditions.push(
                "(a.login LIKE $1 ESCAPE '\\' OR a.name LIKE $2 ESCAPE '\\' OR EXISTS (SELECT 1 FROM account_grant g \
                 JOIN organisation o ON o.id = g.organisation_id WHERE g.account_id = a.id \
                 AND o.search_text LIKE $1 ESCAPE '\\'))"
                    .to_owned(),
            );
        }
        if !self.role.is_empty() {
            params.push(Value::from(&self.role));
            let n = params.len();
            conditions
                .push(format!("EXISTS (SELECT 1 FROM account_grant g WHERE g.account_id = a.id AND g.role = ${n})"));
        }
        conditions.extend(match self.state.as_str() {
            "invited" => Some("a.password_hash IS NULL AND a.disabled_at IS NULL".to_owned()),
            "disabled" => Some("a.disabled_at IS NOT NULL".to_owned()),
            "active" => Some("a.password_hash IS NOT NULL AND a.disabled_at IS NULL".to_owned()),
            _ => None,
        });
        (conditions.join(" AND "), params)
    }
}

/// How many accounts a list has.
pub fn count(tx: &mut Tx<'_>, filters: &Filters) -> Result<i64> {
    let (condition, params) = filters.condition();
    tx.count(&format!("SELECT count(*) FROM account a WHERE {condition}"), &params)
}

/// Accounts from a place on, by sign-in name.
pub fn accounts(tx: &mut Tx<'_>, filters: &Filters, (from, most): (u64, u64)) -> Result<Vec<Account>> {
    let (condition, mut params) = filters.condition();
    params.extend([Value::from(most), Value::from(from)]);
    let sql =
        format!("{ACCOUNT} WHERE {condition} ORDER BY a.login LIMIT ${} OFFSET ${}", params.len() - 1, params.len());
    tx.rows(&sql, &params, account)
}

/// The account with this id.
pub fn by_id(tx: &mut Tx<'_>, id: &str) -> Result<Option<Account>> {
    tx.row_opt(&format!("{ACCOUNT} WHERE a.id = $1"), params![id], account)
}

/// A role that an account holds.
#[derive(Clone, Debug)]
pub struct Role {
    /// Whose.
    pub account_id: String,
    /// Code of the role.
    pub role: String,
    /// Id, register code, Thai and English name of the organisation; `None` for the nation.
    pub over: Option<(String, String, String, String)>,
    /// When it was given.
    pub granted_at: String,
    /// By whom: a name where it is an account.
    pub granted_by: String,
}

/// The roles of these accounts, in the order in which they were given.
pub fn roles(tx: &mut Tx<'_>, accounts: &[&str]) -> Result<Vec<Role>> {
    let mut all = Vec::new();
    for part in accounts.chunks(400) {
        let places: Vec<String> = (1..=part.len()).map(|n| format!("${n}")).collect();
        let params: Vec<Value> = part.iter().map(|id| Value::from(*id)).collect();
        let sql = format!(
            "SELECT g.account_id, g.role, g.organisation_id, o.code, o.name_th, o.name_en, g.granted_at, \
             coalesce(b.name, g.granted_by) FROM account_grant g LEFT JOIN organisation o ON o.id = g.organisation_id \
             LEFT JOIN account b ON b.id = g.granted_by WHERE g.account_id IN ({}) ORDER BY g.granted_at, g.id",
            places.join(", ")
        );
        all.extend(tx.rows(&sql, &params, |row| {
            let text = |column| row.get::<Option<String>>(column).map(Option::unwrap_or_default);
            let over = match row.get::<Option<String>>(2)? {
                Some(id) => Some((id, text(3)?, text(4)?, text(5)?)),
                None => None,
            };
            let (account_id, role) = (row.get(0)?, row.get(1)?);
            Ok(Role { account_id, role, over, granted_at: row.get(6)?, granted_by: row.get(7)? })
        })?);
    }
    Ok(all)
}

/// How many devices an account is signed in on.
pub fn sessions(tx: &mut Tx<'_>, account_id: &str, now: Timestamp) -> Result<usize> {
    session::list(tx, account_id, now).map(|sessions| sessions.len())
}

/// An organisation as a choice: id, register code, Thai name, English name.
pub type Organisation = (String, String, String, String);

fn organisation(row: &db::Row<'_>) -> Result<Organisation> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

/// The organisation with this register code that is not closed.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Option<Organisation>> {
    let sql = "SELECT id, code, name_th, name_en FROM organisation WHERE code = $1 AND closed_on IS NULL";
    tx.row_opt(sql, params![code], organisation)
}

/// Organisations with this part in a name or code, in Thai order.
pub fn found(tx: &mut Tx<'_>, part: &str, most: u32) -> Result<Vec<Organisation>> {
    let folded = thai::normalise::fold(part);
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    let sql = "SELECT id, code, name_th, name_en FROM organisation WHERE search_text LIKE $1 ESCAPE '\\' \
               AND closed_on IS NULL ORDER BY sort_key, id LIMIT $2";
    tx.rows(sql, params![db::dialect::anywhere(&folded), most], organisation)
}
