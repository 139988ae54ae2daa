//! Accounts with sessions, made by the commands that the server itself uses.

use std::path::Path;

use db::{Db, params};
use web::{
    Role,
    account::{commands, session},
};

/// Somebody with a draft of the running year.
#[derive(Clone, Debug)]
pub struct Coordinator {
    /// Token of the session.
    pub session: String,
    /// The plan.
    pub plan_id: String,
    /// Hash of its draft.
    pub content_hash: String,
}

/// Who takes part in a run.
#[derive(Clone, Debug)]
pub struct People {
    /// Session of a national officer.
    pub national: String,
    /// Those who write, one for each draft of the running year.
    pub coordinators: Vec<Coordinator>,
}

/// Accounts made in one transaction.
const CHUNK: usize = 500;

/// Makes a national officer and a coordinator for each of the first drafts of the year.
///
/// # Errors
/// The database's.
pub fn make(database: &Path, fiscal_year: i32, most: usize) -> anyhow::Result<People> {
    let db = Db::open(&format!("sqlite://{}", database.display()))?;
    let sql =
        "SELECT p.organisation_id, p.id, p.content_hash FROM plan p WHERE p.fiscal_year = $1 ORDER BY p.id LIMIT $2";
    let drafts = db.read_now(|tx| {
        tx.rows(sql, params![fiscal_year, most], |row| {
            Ok((row.get::<String>(0)?, row.get::<String>(1)?, row.get::<String>(2)?))
        })
    })?;
    let national = db.write_now(|tx| visitor(tx, Role::NationalOfficer, None))?;
    let mut coordinators = Vec::with_capacity(drafts.len());
    for chunk in drafts.chunks(CHUNK) {
        let chunk = chunk.to_vec();
        let made = db.write_now(move |tx| {
            let each = chunk.iter().map(|(organisation_id, plan_id, content_hash)| {
                let session = visitor(tx, Role::Coordinator, Some(organisation_id))?;
                Ok(Coordinator { session, plan_id: plan_id.clone(), content_hash: content_hash.clone() })
            });
            each.collect::<db::Result<Vec<_>>>()
        })?;
        coordinators.extend(made);
    }
    Ok(People { national, coordinators })
}

/// An account of this role and the token of a session for it.
fn visitor(tx: &mut db::Tx<'_>, role: Role, organisation_id: Option<&str>) -> db::Result<String> {
    let (login, now) = (db::new_id(), web::Clock::System.now());
    let new = commands::NewAccount {
        login: &login, name: "ผู้วัดผล", role, organisation_id, password_hash: None
    };
    let account_id = commands::add(tx, &new, "bench", now)?;
    session::begin(tx, &account_id, "bench", "127.0.0.1", now)
}
