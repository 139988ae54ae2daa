//! Keeping the database: schema, verification, copies.

use std::path::Path;

use db::Location;
use serde_json::json;

use super::{Context, put_json};
use crate::{Outcome, wiring};

pub(super) fn migrate(context: &Context) -> Result<(), Outcome> {
    let db = db::Db::open(&context.address)?;
    wiring::listen(&db);
    let ran = db::migrate::migrate(&db)?;
    eprintln!("{ran} migrations ran");
    put_json(&json!({"ran": ran, "schema": db::migrate::ALL.len()}))
}

/// The audit chains, the kept figures, where plans are listed as standing and, embedded, the pages of the file.
pub(super) fn verify(context: &Context) -> Result<(), Outcome> {
    let db = context.open_existing()?;
    let refused = |problem: db::Error| Outcome::refused(problem.to_string());
    let (chains, years, plans) = db
        .read_now(|tx| {
            db::migrate::check_pages(tx)?;
            let chains = db::audit::verify(tx)?;
            let years = tx.rows("SELECT fiscal_year FROM round ORDER BY fiscal_year", &[], |row| row.get::<i32>(0))?;
            for year in &years {
                insight::standing::verify(tx, *year)?;
            }
            let plans = match planning::plan::listed::astray(tx)? {
                0 => tx.count("SELECT count(*) FROM plan", &[])?,
                astray => return Err(db::Error::Figures(format!("{astray} plans are listed as they don't stand"))),
            };
            Ok::<_, db::Error>((chains, years, plans))
        })
        .map_err(refused)?;
    let (events, rounds, chains) = (chains.events, years.len(), chains.chains);
    eprintln!(
        "sound: {chains} audit chains with {events} events, figures of {rounds} rounds, standing of {plans} plans"
    );
    put_json(&json!({
        "sound": true, "audit": {"chains": chains, "events": events}, "rounds": years, "plans": plans
    }))
}

pub(super) fn backup(context: &Context, file: &Path) -> Result<(), Outcome> {
    if file.exists() {
        return Err(Outcome::refused(format!("{}:0: file: it is there already", file.display())));
    }
    let db = context.open_existing()?;
    db.copy_to(file)?;
    eprintln!("copied to {}", file.display());
    put_json(&json!({"file": file.display().to_string()}))
}

pub(super) fn restore(context: &Context, file: &Path, force: bool) -> Result<(), Outcome> {
    let Location::File(target) = Location::parse(&context.address)? else {
        return Err(Outcome::Usage("restore puts back an embedded database; use pg_restore for a server".into()));
    };
    if !file.is_file() {
        return Err(Outcome::refused(format!("{}:0: file: there is no such file", file.display())));
    }
    // The copy must be a sound database of ours before anything is replaced.
    let copy = db::Db::open(&format!("sqlite://{}", absolute(file)?.display()))?;
    copy.read_now(|tx| {
        db::migrate::check_pages(tx)?;
        db::audit::verify(tx).map(|_| ())
    })
    .map_err(|problem| Outcome::refused(format!("{}:0: file: {problem}", file.display())))?;
    if target.exists() {
        if !force && db::is_in_use(&target)? {
            return Err(Outcome::refused(format!(
                "{}:0: database: a program uses this database; stop it first, or give --force and lose what it writes",
                target.display()
            )));
        }
        let aside = target.with_extension(format!("before-restore-{}", context.now.as_second()));
        std::fs::rename(&target, &aside)?;
        for suffix in ["-wal", "-shm"] {
            let mut name = target.clone().into_os_string();
            name.push(suffix);
            let _ = std::fs::remove_file(&name);
        }
        eprintln!("the database that was there is kept as {}", aside.display());
    }
    copy.copy_to(&target)?;
    eprintln!("restored {} from {}", target.display(), file.display());
    put_json(&json!({"file": target.display().to_string()}))
}

fn absolute(path: &Path) -> Result<std::path::PathBuf, Outcome> {
    std::path::absolute(path).map_err(Outcome::from)
}
