//! Finding what needs chasing, reminding, and the office's own period; one transaction each.

use db::{Tx, params};
use directive::follow::{Attention, Rhythm, What, attention};
use jiff::Timestamp;
use serde_json::json;

use crate::{
    following::{
        Refused, Told,
        commands::{Case, record},
        store::{Addressee, Histories, histories},
    },
    paper::items::{self, Recommendation},
    words,
};

/// Name of the setting: days that may pass between two reports made "from time to time".
const PERIOD: &str = "directive_periodic_days";
/// Days of grace after a period.
const GRACE: u16 = 7;

/// The office's rhythm.
pub fn rhythm(tx: &mut Tx<'_>) -> db::Result<Rhythm> {
    let sql = "SELECT value FROM setting WHERE name = $1";
    let days: Option<String> = tx.row_opt(sql, params![PERIOD], |row| row.get(0))?;
    Ok(Rhythm { periodic_days: days.and_then(|days| days.parse().ok()).filter(|days| *days > 0), grace_days: GRACE })
}

/// Sets the period in days; none means that nobody is silent by it.
pub fn set_rhythm(tx: &mut Tx<'_>, days: Option<u16>, by: &str, now: Timestamp) -> db::Result<()> {
    let value = days.map(|days| days.to_string()).unwrap_or_default();
    tx.execute(
        "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        params![PERIOD, &value],
    )?;
    crate::paper::commands::record(tx, "directive.rhythm_set", PERIOD, by, now, json!({"days": days}))
}

/// The code of a reason to chase.
pub const fn why(found: &Attention) -> &'static str {
    match found {
        Attention::Overdue => "overdue",
        Attention::Silent { .. } => "silent",
        Attention::NobodyActs => "nobody_acts",
        Attention::DoneButNotAll { .. } => "done_but_not_all",
        Attention::DoneWithoutEvidence { .. } => "done_without_evidence",
        Attention::WentBack { .. } => "went_back",
    }
}

/// A recommendation that needs chasing.
pub(crate) struct Chased {
    pub item: Recommendation,
    pub why: Vec<Attention>,
}

/// Everything that needs chasing at an instant, with its history.
pub(crate) fn all(tx: &mut Tx<'_>, at: Timestamp) -> db::Result<(Vec<Chased>, Histories)> {
    let rhythm = rhythm(tx)?;
    let items = items::followed(tx)?;
    let told = histories(tx, &items)?;
    let one = |item: Recommendation| {
        let cadence = words::cadence_of(&told.cadence(&item, at))?;
        let why = attention(&told.of(&item.id), cadence, rhythm, at);
        (!why.is_empty()).then_some(Chased { item, why })
    };
    let chased = items.into_iter().filter_map(one).collect();
    Ok((chased, told))
}

/// Those who lead and owe a report: they have not said that their part is done since it was assigned, sent back or opened
/// again.
fn owing(case: &Case, now: Timestamp) -> Vec<&Addressee> {
    let history = case.all.of(&case.item.id);
    let renewed = history
        .iter()
        .rev()
        .find(|event| matches!(event.what, What::Assigned(_) | What::SentBack { .. } | What::Reopened { .. }));
    let since = renewed.map(|event| event.at);
    let done = |code: &str| {
        let mut own = history.iter().filter(|event| event.by == code && since.is_none_or(|since| event.at >= since));
        own.next_back().is_some_and(|event| matches!(event.what, What::Done(_)))
    };
    let told = case.told(now).iter();
    told.filter(|told| told.part == "lead" && !done(&told.code)).collect()
}

/// Reminds those who owe a report on these recommendations; says how many messages were queued.
pub fn remind(tx: &mut Tx<'_>, chosen: &[String], by: &str, now: Timestamp) -> Result<usize, Refused> {
    let rhythm = rhythm(tx)?;
    let today = db::stamp(thai::date::start_of_bangkok_day(thai::date::bangkok_date(now)));
    let mut queued = 0;
    for id in chosen {
        let case = Case::load(tx, id)?;
        let Some(cadence) = words::cadence_of(&case.all.cadence(&case.item, now)) else { continue };
        let found = attention(&case.all.of(id), cadence, rhythm, now);
        let Some(first) = found.first().map(why) else { continue };
        let mut sent = Vec::new();
        for told in owing_or_said(&case, &found, now) {
            let sql = "SELECT count(*) FROM directive_chase WHERE recommendation_id = $1 AND organisation_id = $2 \
                       AND sent_at >= $3";
            if tx.count(sql, params![id, &told.organisation_id, &today])? > 0 {
                continue;
            }
            let words = ("directive_reminder", first, "");
            let message = Told::queue(tx, &case, &told.organisation_id, words, (by, now))?;
            tx.execute(
                "INSERT INTO directive_chase (id, recommendation_id, organisation_id, why, message_id, sent_at, sent_by) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
                params![db::new_id(), id, &told.organisation_id, first, &message, now, by],
            )?;
            sent.push(told.code.clone());
        }
        if !sent.is_empty() {
            queued += sent.len();
            let detail = json!({"why": first, "organisations": sent.len()});
            record(tx, "directive.chased", &case, None, (by, now), detail)?;
        }
    }
    Ok(queued)
}

/// Whoever contradicts itself is reminded although it reported done.
fn owing_or_said<'c>(case: &'c Case, found: &[Attention], now: Timestamp) -> Vec<&'c Addressee> {
    let mut all = owing(case, now);
    for one in found {
        let by = match one {
            Attention::DoneButNotAll { by, .. }
            | Attention::DoneWithoutEvidence { by }
            | Attention::WentBack { by, .. } => by,
            _ => continue,
        };
        let said = case.told(now).iter().filter(|told| told.code == *by);
        let new: Vec<_> = said.filter(|told| all.iter().all(|held| held.code != told.code)).collect();
        all.extend(new);
    }
    all
}
