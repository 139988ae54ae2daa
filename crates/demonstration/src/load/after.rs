//! What follows once every plan is there: more time for some, the figures of each round, the queue of what waits, and
//! reminders to those that are late.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use db::{Change, Db, Scope};
use jiff::{Timestamp, civil::date};
use oversight::lateness::commands::{Whom, remind};

use super::{Accounts, Failed, Known, Progress, write::Stop};
use crate::{
    nation::{Fate, Story},
    plan::YEAR,
};

/// Changes announced in one transaction.
const CHUNK: usize = 200;
/// Why some of 2563 were given more time.
const REASON: &str = "พื้นที่ประสบอุทกภัยและอยู่ระหว่างการช่วยเหลือผู้ประสบภัย";

pub(super) fn finish(
    db: &Db,
    stories: &[&Story],
    (known, accounts): (&Arc<HashMap<String, Known>>, &Arc<Accounts>),
    now: Timestamp,
    progress: Progress<'_>,
) -> Result<(), Failed> {
    let id = |story: &Story| known.get(&story.code).map(|known| known.id.clone());
    figures(db, stories)?;
    let extended: Vec<String> =
        stories.iter().filter(|story| story.extended.is_some()).filter_map(|story| id(story)).collect();
    extend(db, extended, accounts)?;
    let waits = |story: &&&Story| matches!(story.versions.last().map(|version| version.fate), Some(Fate::Waits));
    let waiting: Vec<(String, i32)> =
        stories.iter().filter(waits).filter_map(|story| Some((id(story)?, story.fiscal_year))).collect();
    for (at, chunk) in waiting.chunks(CHUNK).enumerate() {
        let chunk = chunk.to_vec();
        db.write_now(move |tx| {
            let change = |(organisation_id, fiscal_year): &(String, i32)| Change::Standing {
                organisation_id: organisation_id.clone(),
                fiscal_year: *fiscal_year,
            };
            chunk.iter().try_for_each(|waiting| tx.announce(&change(waiting)))
        })?;
        progress("queue", (at * CHUNK + CHUNK).min(waiting.len()), waiting.len());
    }
    reminders(db, stories, (known, accounts), now)
}

/// The figures of each round, made anew from the history of its versions.
fn figures(db: &Db, stories: &[&Story]) -> Result<(), Failed> {
    let years: std::collections::BTreeSet<i32> = stories.iter().map(|story| story.fiscal_year).chain([YEAR]).collect();
    for fiscal_year in years {
        db.write_now(move |tx| tx.announce(&Change::Roster { fiscal_year }))?;
    }
    Ok(())
}

fn extend(db: &Db, ids: Vec<String>, accounts: &Arc<Accounts>) -> Result<(), Failed> {
    let accounts = Arc::clone(accounts);
    let at = Timestamp::constant(1_597_802_400, 0); // 19 August 2563, 09:00 in Bangkok
    Ok(db.write_now(move |tx| {
        let granted = (date(2020, 9, 30), REASON);
        oversight::round::extensions::grant(tx, YEAR, &ids, granted, accounts.national_id(), at)
            .map(|_| ())
            .map_err(Stop::refused)
    })?)
}

/// Reminders of 2563, each morning to those that still had nothing to show when the round was due.
fn reminders(
    db: &Db,
    stories: &[&Story],
    (known, accounts): (&Arc<HashMap<String, Known>>, &Arc<Accounts>),
    now: Timestamp,
) -> Result<(), Failed> {
    let mut mornings: BTreeMap<Timestamp, Vec<String>> = BTreeMap::new();
    let late = stories.iter().filter(|story| story.fiscal_year == YEAR && !story.is_submitted_at(now));
    for (story, at) in late.flat_map(|story| story.reminded.iter().map(move |at| (story, *at))) {
        mornings.entry(at).or_default().extend(known.get(&story.code).map(|known| known.id.clone()));
    }
    for (at, ids) in mornings {
        let accounts = Arc::clone(accounts);
        let whom = Whom::Chosen(ids);
        db.write_now(move |tx| {
            remind(tx, YEAR, &whom, &Scope::nation(), accounts.national_id(), at).map(|_| ()).map_err(Stop::refused)
        })?;
    }
    Ok(())
}
