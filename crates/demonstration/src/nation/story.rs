//! The life of one organisation's plan in one round: begun, submitted, returned with remarks, submitted again,
//! approved, or taken back.

use continuity::plan::Plan;
use jiff::{
    Span, Timestamp,
    civil::{Date, date},
};

use super::{APPROVED, COORDINATOR, Covered, NEIGHBOUR, calendar, who::Who};
use crate::{Org, chance::Chance, plan};

/// The first day on which plans of 2563 came, and the due day.
const FIRST: Date = date(2019, 11, 1);
const DUE: Date = date(2020, 8, 31);
/// The day on which the last plan of 2563 had been read.
const REVIEWED: Date = date(2020, 12, 4);

/// What became of a submitted version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It waits for review.
    Waits,
    /// It was approved then.
    Approved(Timestamp),
    /// It was sent back.
    Returned {
        /// When.
        at: Timestamp,
        /// Which of the usual flaws was found, from 0 to 3.
        what: usize,
    },
    /// Its own organisation took it back.
    Withdrawn(Timestamp),
}

/// One submitted version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// When it was handed in.
    pub submitted: Timestamp,
    /// What became of it.
    pub fate: Fate,
}

/// What one organisation did in one round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// Register code.
    pub code: String,
    /// Buddhist fiscal year.
    pub fiscal_year: i32,
    /// When the plan was begun.
    pub begun: Timestamp,
    /// Submitted versions in their order; none for those that only began.
    pub versions: Vec<Version>,
    /// Hazards that the plan covers.
    pub hazards: Covered,
    /// The day until which it was given more time, if it was.
    pub extended: Option<Date>,
    /// When it was reminded.
    pub reminded: Vec<Timestamp>,
}

impl Story {
    /// True when some version was submitted at or before the instant and not withdrawn by it (contracts).
    pub fn is_submitted_at(&self, instant: Timestamp) -> bool {
        let withdrawn = |fate: Fate| matches!(fate, Fate::Withdrawn(at) if at <= instant);
        self.versions.iter().any(|version| version.submitted <= instant && !withdrawn(version.fate))
    }

    /// True when the latest version was approved.
    pub fn is_approved(&self) -> bool {
        matches!(self.versions.last().map(|version| version.fate), Some(Fate::Approved(_)))
    }
}

pub(super) fn of_2563(obliged: &[&Org], who: &Who, seed: u64) -> Vec<Story> {
    let mut stories: Vec<Story> = Vec::new();
    let mut withdrawn = 0;
    for org in obliged {
        let chance = Chance::about(seed, &org.code).part("2563");
        if who.submitted.contains(&org.code) {
            stories.push(submitted(&org.code, chance));
        } else if who.drafting.contains(&org.code) {
            let takes_back = withdrawn < 6 && chance.happens("takes back", 0.01);
            withdrawn += usize::from(takes_back);
            stories.push(drafting(&org.code, chance, takes_back));
        }
    }
    limit_approvals(&mut stories, seed);
    stories
}

fn submitted(code: &str, chance: Chance) -> Story {
    let day = match chance.happens("last days", 0.12) && code != COORDINATOR {
        true => calendar::towards(chance, date(2020, 8, 22), DUE, 1.0),
        false => calendar::towards(chance, FIRST, DUE, 2.2),
    };
    let submitted = calendar::at_work(chance, day, DUE);
    Story {
        code: code.to_owned(),
        fiscal_year: plan::YEAR,
        begun: begun(chance, submitted),
        versions: lives(chance, submitted, DUE, code == COORDINATOR),
        hazards: Covered::new(),
        extended: None,
        reminded: reminded(chance, submitted, 0.25),
    }
}

fn begun(chance: Chance, submitted: Timestamp) -> Timestamp {
    let days = i64::try_from(chance.between("worked on for", 3, 60)).unwrap_or(10);
    let day = continuity::round::day::day_of(submitted).saturating_sub(Span::new().days(days));
    calendar::at_work(chance.part("begun"), day, DUE.max(day)).min(submitted)
}

/// The versions from a first submission to the last day that counts.
fn lives(chance: Chance, submitted: Timestamp, last: Date, smooth: bool) -> Vec<Version> {
    let one = |submitted, fate| Version { submitted, fate };
    let approved = |part: &str, from: Timestamp| {
        calendar::after(chance.part(part), from, (2, 18), last).map_or(Fate::Waits, Fate::Approved)
    };
    let returned = calendar::after(chance.part("returned"), submitted, (3, 20), last);
    let withdrawn = calendar::after(chance.part("withdrawn"), submitted, (1, 3), last);
    match (chance.below("fate", 1_000), returned, withdrawn) {
        _ if smooth => vec![one(submitted, approved("approved", submitted))],
        (0..110, Some(at), _) => {
            let first = one(submitted, Fate::Returned { at, what: chance.below("flaw", 4) });
            match calendar::after(chance.part("again"), at, (4, 40), last) {
                Some(again) if chance.happens("mends", 0.8) => {
                    vec![first, one(again, approved("approved again", again))]
                }
                _ => vec![first],
            }
        }
        (110..116, _, Some(at)) => match calendar::after(chance.part("again"), at, (1, 6), last) {
            Some(again) => vec![one(submitted, Fate::Withdrawn(at)), one(again, approved("approved again", again))],
            None => vec![one(submitted, Fate::Waits)],
        },
        _ => vec![one(submitted, approved("approved", submitted))],
    }
}

fn drafting(code: &str, chance: Chance, takes_back: bool) -> Story {
    let day = calendar::towards(chance, date(2020, 4, 1), DUE, 0.6);
    let begun = calendar::at_work(chance, day, DUE);
    let version = calendar::after(chance.part("submitted"), begun, (3, 30), DUE)
        .and_then(|submitted| Some((submitted, calendar::after(chance.part("withdrawn"), submitted, (1, 3), DUE)?)));
    let versions = match version.filter(|_| takes_back) {
        Some((submitted, at)) => vec![Version { submitted, fate: Fate::Withdrawn(at) }],
        None => Vec::new(),
    };
    Story {
        code: code.to_owned(),
        fiscal_year: plan::YEAR,
        begun,
        versions,
        hazards: Covered::new(),
        extended: chance.happens("extended", 0.05).then(|| date(2020, 9, 30)),
        reminded: reminded(chance, Timestamp::MAX, 0.7),
    }
}

/// Reminders went out on the mornings of 15 June, 15 July and 17 August 2563 to some of those that were late.
fn reminded(chance: Chance, until: Timestamp, share: f64) -> Vec<Timestamp> {
    let days = [date(2020, 6, 15), date(2020, 7, 15), date(2020, 8, 17)];
    let mornings = days.iter().filter_map(|day| continuity::round::day::start_of(*day));
    let mornings = mornings.map(|start| start + jiff::SignedDuration::from_hours(9));
    mornings.filter(|at| *at < until && chance.part("reminded").happens(&at.to_string(), share)).collect()
}

/// Reviewers had approved [`APPROVED`] plans by the due day; the rest they read in the weeks after the round closed.
fn limit_approvals(stories: &mut [Story], seed: u64) {
    let mut approved: Vec<(u64, usize)> = stories
        .iter()
        .enumerate()
        .filter(|(_, story)| story.is_approved() && story.code != COORDINATOR && story.code != NEIGHBOUR)
        .map(|(at, story)| (Chance::about(seed, &story.code).bits("still waits"), at))
        .collect();
    let kept = stories.iter().filter(|story| story.is_approved()).count() - approved.len();
    approved.sort_unstable();
    for (_, at) in approved.iter().skip(APPROVED.saturating_sub(kept)) {
        if let Some(version) = stories.get_mut(*at).and_then(|story| story.versions.last_mut()) {
            version.fate = Fate::Waits;
        }
    }
    let waiting = stories.iter_mut().filter_map(|story| Some((&story.code, story.versions.last_mut()?)));
    for (code, version) in waiting.filter(|(_, version)| version.fate == Fate::Waits) {
        let chance = Chance::about(seed, code).part("read after the due day");
        let day = calendar::towards(chance, DUE.tomorrow().unwrap_or(DUE), REVIEWED, 0.0);
        version.fate = Fate::Approved(calendar::at_work(chance, day, REVIEWED));
    }
}

/// What happened by `now` in a later round: some of those that had a plan renew it early.
pub(super) fn of_running(
    before: &[Story],
    fiscal_year: i32,
    (opens, due): (Date, Date),
    now: Timestamp,
    seed: u64,
) -> Vec<Story> {
    let today = continuity::round::day::day_of(now);
    let last = today.yesterday().unwrap_or(today).min(due);
    let had_one = before.iter().filter(|story| story.is_submitted_at(Timestamp::MAX));
    had_one.filter_map(|story| renewal(story, fiscal_year, (opens, due, last), now, seed)).collect()
}

fn renewal(
    before: &Story,
    fiscal_year: i32,
    (opens, due, last): (Date, Date, Date),
    now: Timestamp,
    seed: u64,
) -> Option<Story> {
    let chance = Chance::about(seed, &before.code).part(&fiscal_year.to_string());
    let day = match chance.happens("renews early", 0.25) {
        true => calendar::towards(chance, opens, opens.saturating_add(Span::new().days(100)), 0.4),
        false => calendar::towards(chance, opens, due, 1.4),
    };
    let submitted = calendar::at_work(chance, day, due);
    let opened = continuity::round::day::start_of(opens)? + jiff::SignedDuration::from_hours(9);
    let (mut started, mut versions) = (begun(chance, submitted).max(opened), Vec::new());
    if before.code == COORDINATOR || before.code == NEIGHBOUR {
        started = opened;
    } else if submitted <= now && continuity::round::day::day_of(submitted) <= last {
        versions = lives(chance, submitted.max(started), last, false);
    }
    if before.code == NEIGHBOUR {
        versions = returned_neighbour(chance, opened, last);
    }
    let mut hazards = before.hazards.clone();
    if chance.happens("learned of cyber", 0.3) {
        hazards.insert("cyber");
    }
    let story = Story {
        code: before.code.clone(),
        fiscal_year,
        begun: started,
        versions,
        hazards,
        extended: None,
        reminded: Vec::new(),
    };
    (started <= now).then_some(story)
}

fn returned_neighbour(chance: Chance, opened: Timestamp, last: Date) -> Vec<Version> {
    let submitted = calendar::after(chance.part("submitted"), opened, (5, 12), last);
    let returned = submitted.and_then(|at| Some((at, calendar::after(chance.part("returned"), at, (3, 8), last)?)));
    returned.map(|(submitted, at)| Version { submitted, fate: Fate::Returned { at, what: 0 } }).into_iter().collect()
}

/// The plan with the flaw for which it was sent back.
pub(super) fn flawed(mut plan: Plan, what: usize) -> Plan {
    match what {
        0 => {
            if let Some(process) = plan.processes.first_mut() {
                std::mem::swap(&mut process.rto, &mut process.mtpd);
                process.rto = process.rto.max(process.mtpd);
            }
        }
        1 => plan.strategies.truncate(1),
        2 => plan.processes.iter_mut().skip(1).for_each(|process| process.resources.clear()),
        _ => plan.recovery.truncate(4),
    }
    plan
}
