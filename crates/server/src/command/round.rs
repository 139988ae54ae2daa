//! Opening a round.

use std::path::{Path, PathBuf};

use oversight::round::{
    codes_of_file,
    commands::{self, Roster},
    file_words,
    refused::Refused,
};
use serde_json::json;
use web::Lang;

use super::{BY, Context, date, put_json, read};
use crate::{Outcome, arguments::Round};

pub(super) fn run(context: &Context, what: Round) -> Result<(), Outcome> {
    let Round::Open { year, due, closes, roster: file } = what;
    let (due, closes) = (date("--due", &due)?, date("--closes", &closes)?);
    let roster = file.as_ref().map_or(Ok(Roster::Obliged), |file| roster_of(file))?;
    let (db, now) = (context.open()?, context.now);
    let opened = db.write_now(move |tx| commands::open(tx, year, due, closes, roster.clone(), BY, now));
    let opened = opened.map_err(|refused| told(file.as_ref(), refused))?;
    eprintln!("round {year} is open: {} organisations, due {due}, closes {closes}", opened.roster);
    let (due, closes) = (due.to_string(), closes.to_string());
    put_json(&json!({"fiscal_year": year, "due": due, "closes": closes, "roster": opened.roster}))
}

fn roster_of(file: &Path) -> Result<Roster, Outcome> {
    let bytes = read(file)?;
    let codes = codes_of_file(&bytes, &file.to_string_lossy());
    let refused = |problem| Outcome::refused(format!("{}:1: code: {}", file.display(), file_words(Lang::En, &problem)));
    codes.map(Roster::Codes).map_err(refused)
}

fn told(file: Option<&PathBuf>, refused: Refused) -> Outcome {
    let Refused::Database(problem) = refused else {
        let name = file.map(|file| file.display().to_string()).unwrap_or_default();
        let line = |row: &oversight::round::refused::RowRefused| {
            format!("{name}:{}: code: {}: {}", row.row, row.code, row.reason.words(Lang::En))
        };
        let lines: Vec<String> = refused.rows().iter().map(line).collect();
        if lines.is_empty() {
            return Outcome::option(refused.field(), refused.words(Lang::En));
        }
        return Outcome::Refused(lines);
    };
    problem.into()
}
