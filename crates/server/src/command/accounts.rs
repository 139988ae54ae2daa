//! Accounts without the web: the first national officer is made here.

use db::Tx;
use serde_json::json;
use web::{
    Role,
    account::{commands, password, store},
    policy,
};

use super::{BY, Context, put_json};
use crate::{Outcome, arguments::User};

/// A refusal inside the transaction.
enum Refusal {
    Words(String),
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
            Refusal::Words(words) => Outcome::refused(words),
            Refusal::Database(problem) => problem.into(),
        }
    }
}

pub(super) fn run(context: &Context, what: User) -> Result<(), Outcome> {
    match what {
        User::Add { login, name, role, organisation, password_stdin } => {
            add(context, &login, name, &role, organisation, password_stdin)
        }
        User::Role { login, role, organisation, remove } => change_role(context, login, &role, organisation, remove),
        User::Reset { login } => reset(context, login),
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
    id.map(Some).ok_or_else(|| Refusal::Words(format!("--organisation {code}: not in the register")))
}

fn add(
    context: &Context,
    login: &str,
    name: String,
    code: &str,
    organisation: Option<String>,
    password_stdin: bool,
) -> Result<(), Outcome> {
    let role = role(code, organisation.as_ref())?;
    let hash = if password_stdin { Some(password_of_stdin(login)?) } else { None };
    let (db, now) = (context.open()?, context.now);
    let (asked, made) = (login.to_owned(), hash.clone());
    let (id, token) = db.write_now(move |tx| {
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
    told(login, &id, token.as_deref())
}

fn told(login: &str, id: &str, token: Option<&str>) -> Result<(), Outcome> {
    let link = token.map(|token| format!("/invitations/{token}"));
    if let Some(link) = &link {
        eprintln!("{login} sets a password at {link} (good for 14 days, once)");
    }
    put_json(&json!({"login": login, "account": id, "invitation": link}))
}

fn password_of_stdin(login: &str) -> Result<String, Outcome> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    let given = line.trim_end_matches(['\r', '\n']);
    password::check(given, login).map_err(|refused| {
        Outcome::refused(match refused {
            password::Refused::TooShort => format!("password: at least {} characters", password::LEAST),
            password::Refused::TooLong => format!("password: at most {} characters", password::MOST),
            password::Refused::TooCommon => "password: too easy to guess".to_owned(),
        })
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
        let account = account.ok_or_else(|| Refusal::Words(format!("{asked}: there is no such account")))?;
        let organisation_id = organisation_id(tx, organisation.as_deref())?;
        commands::set_role(tx, &account.id, role, organisation_id.as_deref(), remove, BY, now)?;
        Ok::<_, Refusal>(account.id)
    })?;
    told(&login, &id, None)
}

fn reset(context: &Context, login: String) -> Result<(), Outcome> {
    let (db, now) = (context.open()?, context.now);
    let asked = login.clone();
    let (id, token) = db.write_now(move |tx| {
        let account = store::by_login(tx, &asked)?;
        let account = account.ok_or_else(|| Refusal::Words(format!("{asked}: there is no such account")))?;
        let token = commands::invite(tx, &account.id, BY, now)?;
        Ok::<_, Refusal>((account.id, token))
    })?;
    told(&login, &id, Some(&token))
}
