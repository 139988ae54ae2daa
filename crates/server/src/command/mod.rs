//! The commands, one file a group.

mod accounts;
mod check;
mod export;
mod import;
mod keep;
mod report;
mod round;
mod serve;

use std::{io::Write, path::Path};

use db::Db;
use jiff::{Timestamp, civil::Date};

use crate::{Arguments, Command, Outcome, config, wiring};

/// Who the audit trail names for what is done here.
pub(crate) const BY: &str = "command line";

/// What every command needs.
pub(crate) struct Context {
    /// Address of the database.
    pub address: String,
    /// Now.
    pub now: Timestamp,
}

impl Context {
    /// Opens the database, made and migrated when missing; a database that was made is told of, so that a mistyped
    /// address does not pass for an empty nation.
    pub fn open(&self) -> Result<Db, Outcome> {
        let db = Db::open(&self.address)?;
        let made = !db::migrate::is_there(&db)?;
        wiring::prepare(&db)?;
        if made {
            eprintln!("nothing was there: an empty database was made at {}", db::shown(&self.address));
        }
        Ok(db)
    }

    /// Opens a database that must be there: nothing is made, since to find nothing wrong with nothing, or to copy it,
    /// would hide a mistyped address.
    pub fn open_existing(&self) -> Result<Db, Outcome> {
        let nothing = || {
            let place = db::shown(&self.address);
            Outcome::refused(format!("command-line:1: database: nothing is there: {place}"))
        };
        if let db::Location::File(path) = db::Location::parse(&self.address)?
            && !path.is_file()
        {
            return Err(nothing());
        }
        let db = Db::open(&self.address)?;
        if !db::migrate::is_there(&db)? {
            return Err(nothing());
        }
        wiring::prepare(&db)?;
        Ok(db)
    }
}

pub(crate) fn run(arguments: Arguments) -> Result<(), Outcome> {
    let config = config::read(arguments.config.as_deref())?;
    let address = arguments.database_url.or(config.database_url.clone());
    let address = address.unwrap_or_else(|| "sqlite://data/ratphrom.db".to_owned());
    let context = Context { address, now: web::Clock::System.now() };
    match arguments.command {
        None => serve::first(&context, &config, arguments.listen, arguments.empty),
        Some(Command::Serve(mut asked)) => {
            asked.listen = asked.listen.or(arguments.listen);
            serve::serve(&context, &config, &asked)
        }
        Some(Command::Migrate) => keep::migrate(&context),
        Some(Command::Import(what)) => import::run(&context, what),
        Some(Command::Round(what)) => round::run(&context, what),
        Some(Command::Export(what)) => export::run(&context, &what),
        Some(Command::Report(what)) => report::run(&context, what),
        Some(Command::Check(what)) => check::run(what),
        Some(Command::User(what)) => accounts::run(&context, &config, what),
        Some(Command::Verify) => keep::verify(&context),
        Some(Command::Backup { file }) => keep::backup(&context, &file),
        Some(Command::Restore { file, force }) => keep::restore(&context, &file, force),
        Some(Command::Openapi) => {
            let text = serde_json::to_string_pretty(&wiring::openapi());
            put(None, text.map_err(|problem| Outcome::Failed(problem.to_string()))?.as_bytes())
        }
        Some(Command::Completions { shell }) => {
            let mut command = <Arguments as clap::CommandFactory>::command();
            clap_complete::generate(shell, &mut command, "ratphrom", &mut std::io::stdout());
            Ok(())
        }
    }
}

/// Reads a file whole.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Outcome> {
    std::fs::read(path).map_err(|problem| Outcome::unread(path, &problem))
}

/// Writes a result to a file or to standard output, with a line feed at the end of a text.
pub(crate) fn put(path: Option<&Path>, bytes: &[u8]) -> Result<(), Outcome> {
    if let Some(path) = path {
        return std::fs::write(path, bytes)
            .map_err(|problem| Outcome::Failed(format!("{}: {problem}", path.display())));
    }
    let mut out = std::io::stdout().lock();
    let text = std::str::from_utf8(bytes).is_ok();
    let written = out.write_all(bytes).and_then(|()| {
        if text && !bytes.ends_with(b"\n") {
            out.write_all(b"\n")?;
        }
        out.flush()
    });
    match written {
        Err(problem) if problem.kind() != std::io::ErrorKind::BrokenPipe => Err(problem.into()),
        _ => Ok(()),
    }
}

/// Writes a JSON result to standard output.
pub(crate) fn put_json(value: &impl serde::Serialize) -> Result<(), Outcome> {
    let text = serde_json::to_string_pretty(value).map_err(|problem| Outcome::Failed(problem.to_string()))?;
    put(None, text.as_bytes())
}

/// A Gregorian ISO date of the command line.
pub(crate) fn date(option: &str, text: &str) -> Result<Date, Outcome> {
    thai::date::parse_iso_date(text).map_err(|problem| {
        // A date as people write it is understood, but a program must not depend on guesses: the ISO date is told.
        let meant = thai::date::parse_date(text).map(|read| read.date);
        let meant = meant.map_or_else(|_| problem.to_string(), |date| format!("{date} is probably meant"));
        Outcome::Usage(format!("{option} {text}: write YYYY-MM-DD with a Gregorian year; {meant}"))
    })
}

/// The day that a report is as of; today in Bangkok by default.
pub(crate) fn as_of(context: &Context, text: Option<&str>) -> Result<Date, Outcome> {
    text.map_or_else(|| Ok(thai::date::bangkok_date(context.now)), |text| date("--as-of", text))
}
