//! Accounts without the web: the first national officer is made here.

use db::Tx;
use serde_json::json;
use web::{
    Role,
    account::{commands, password, store},
    policy,
};

use super::{BY, Context, put_json};
use crate::{Outcome, arguments::User, config::Config};

/// A refusal inside the transaction.
enum Refusal {
    /// Of an option, with the reason.
    Option(&'static str, String),
    Database(db::Error),
}

impl From<db::Error> for Refusal {
    fn from(problem: db::Error) -> Self {
        Refusal::Database(problem)
    }
}

impl From<Refusal> for Outcome {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Option(option, words) => Outcome::option(option, words),
            Refusal::Database(problem) => problem.into(),
        }
    }
}

pub(super) fn run(context: &Context, config: &Config, what: User) -> Result<(), Outcome> {
    match what {
        User::Add { login, name, role, organisation, password_stdin, base_url } => {
            let base = base_url.as_ref().or(config.base_url.as_ref());
            add(context, &login, name, &role, organisation, password_stdin, base)
        }
        User::Role { login, role, organisation, remove } => change_role(context, login, &role, organisation, remove),
        User::Reset { login, base_url } => reset(context, login, base_url.as_ref().or(config.base_url.as_ref())),
    }
}

fn role(code: &str, organisation: Option<&String>) -> Result<Role, Outcome> {
    let known = || Role::ALL.iter().map(|role| role.code()).collect::<Vec<_>>().join(", ");
    let role = Role::from_code(code).ok_or_else(|| Outcome::Usage(format!("--role {code}: one of {}", known())))?;
    if policy::is_national(role) && organisation.is_some() {
        return Err(Outcome::Usage(format!("--role {code} is for the nation, not for one organisation")));
    }
    let own = matches!(role, Role::Coordinator | Role::Head | Role::Supervisor);
    if own && organisation.is_none() {
        return Err(Outcome::Usage(format!("--role {code} needs --organisation")));
    }
    Ok(role)
}

fn organisation_id(tx: &mut Tx<'_>, code: Option<&str>) -> Result<Option<String>, Refusal> {
    let Some(code) = code else { return Ok(None) };
    let sql = "SELECT id FROM organisation WHERE code = $1";
    let id = tx.row_opt(sql, db::params![code], |row| row.get::<String>(0))?;
    id.map(Some).ok_or_else(|| Refusal::Option("--organisation", format!("{code}: not in the register")))
}

fn add(
    context: &Context,
    login: &str,
    name: String,
    code: &str,
    organisation: Option<String>,
    password_stdin: bool,
    base_url: Option<&String>,
) -> Result<(), Outcome> {
    let role = role(code, organisation.as_ref())?;
    let hash = if password_stdin { Some(password_of_stdin(login)?) } else { None };
    let (db, now) = (context.open()?, context.now);
    let (asked, made) = (login.to_owned(), hash.clone());
    let (id, token) = db.write_now(move |tx| {
        if store::by_login(tx, &asked)?.is_some() {
            let words = "an account has this sign-in name; `user role` gives it another role, `user reset` a new link";
            return Err(Refusal::Option("LOGIN", format!("{asked}: {words}")));
        }
        let organisation_id = organisation_id(tx, organisation.as_deref())?;
        let new = commands::NewAccount {
            login: &asked,
            name: &name,
            role,
            organisation_id: organisation_id.as_deref(),
            password_hash: made.as_deref(),
        };
        let id = commands::add(tx, &new, BY, now)?;
        let token = if made.is_none() { Some(commands::invite(tx, &id, BY, now)?) } else { None };
        Ok::<_, Refusal>((id, token))
    })?;
    told(login, &id, token.as_deref(), base_url)
}

/// Prints the account and, with a token, where a password is set: the whole link when the server's address is known.
fn told(login: &str, id: &str, token: Option<&str>, base_url: Option<&String>) -> Result<(), Outcome> {
    let base = base_url.map_or("", |base| base.trim_end_matches('/'));
    let link = token.map(|token| format!("{base}/invitations/{token}"));
    if let Some(link) = &link {
        eprintln!("{login} sets a password at {link} (good for 14 days, once)");
        if base.is_empty() {
            eprintln!("put the address of the server before it, or give --base-url https://… to print the whole link");
        }
    }
    put_json(&json!({"login": login, "account": id, "invitation": link}))
}

fn password_of_stdin(login: &str) -> Result<String, Outcome> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    let given = line.trim_end_matches(['\r', '\n']);
    password::check(given, login).map_err(|refused| {
        let reason = match refused {
            password::Refused::TooShort => format!("at least {} characters", password::LEAST),
            password::Refused::TooLong => format!("at most {} characters", password::MOST),
            password::Refused::TooCommon => "too easy to guess".to_owned(),
        };
        Outcome::refused(format!("stdin:1: password: {reason}"))
    })?;
    Ok(password::hash(given)?)
}

fn change_role(
    context: &Context,
    login: String,
    code: &str,
    organisation: Option<String>,
    remove: bool,
) -> Result<(), Outcome> {
    let role = role(code, organisation.as_ref())?;
    let (db, now) = (context.open()?, context.now);
    let asked = login.clone();
    let id = db.write_now(move |tx| {
        let account = store::by_login(tx, &asked)?;
        let account = account.ok_or_else(|| Refusal::Option("LOGIN", format!("{asked}: there is no such account")))?;
        let organisation_id = organisation_id(tx, organisation.as_deref())?;
        commands::set_role(tx, &account.id, role, organisation_id.as_deref(), remove, BY, now)?;
        Ok::<_, Refusal>(account.id)
    })?;
    told(&login, &id, None, None)
}

fn reset(context: &Context, login: String, base_url: Option<&String>) -> Result<(), Outcome> {
    let (db, now) = (context.open()?, context.now);
    let asked = login.clone();
    let (id, token) = db.write_now(move |tx| {
        let account = store::by_login(tx, &asked)?;
        let account = account.ok_or_else(|| Refusal::Option("LOGIN", format!("{asked}: there is no such account")))?;
        let token = commands::invite(tx, &account.id, BY, now)?;
        Ok::<_, Refusal>((account.id, token))
    })?;
    told(&login, &id, Some(&token), base_url)
}
