//! What happened in the demonstration nation: who submitted when, what was returned, approved and taken back, in the
//! round of 2563 as the cabinet paper of 8 December 2563 counts it, and in the round that runs now.
//!
//! As of the end of 31 August 2563 exactly 3,616 of 8,281 organisations had submitted, and nothing was submitted or taken
//! back later in that round, so that the printed figures can be found again on any later day.

mod calendar;
mod hazards;
mod story;
mod who;

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::Date};

pub use hazards::{PRINTED, counts};
pub use story::{Fate, Story, Version};

use crate::{Org, chance::Chance, plan};

/// Organisations that had submitted by 31 August 2563.
pub const SUBMITTED: usize = 3_616;
/// Of those, plans that were approved by then.
pub const APPROVED: usize = 2_640;
/// Organisations that had begun and not submitted.
pub const DRAFTING: usize = 2_900;

/// Register code of the sub-district organisation whose coordinator and head are demonstration accounts.
pub const COORDINATOR: &str = "L730102-A";
/// A neighbour of it whose plan of the running round was returned with remarks.
pub const NEIGHBOUR: &str = "L730103-A";

/// The nation of one seed.
pub struct Nation {
    /// Every organisation of the register, in its order.
    pub organisations: Vec<Org>,
    /// What each obliged organisation did in the round of 2563; those that did nothing are not there.
    pub stories: Vec<Story>,
    seed: u64,
}

impl Nation {
    /// The register of 2563 and what its organisations did.
    pub fn new(seed: u64) -> Self {
        let organisations = Org::read_register(reference::REGISTER_2563);
        let obliged: Vec<&Org> = organisations.iter().filter(|org| org.obliged).collect();
        let who = who::decide(&obliged, seed);
        let mut stories = story::of_2563(&obliged, &who, seed);
        hazards::assign(&obliged, &mut stories, seed);
        Nation { organisations, stories, seed }
    }

    /// The organisation with this code.
    pub fn organisation(&self, code: &str) -> Option<&Org> {
        self.organisations.iter().find(|org| org.code == code)
    }

    /// The plan of a story as it was at a version, counted from 0; the draft of those that never submitted.
    pub fn plan(&self, org: &Org, story: &Story, version: usize) -> continuity::plan::Plan {
        let whole = plan::plan_with(org, self.seed, story.fiscal_year, &story.hazards);
        match story.versions.get(version).map(|version| version.fate) {
            Some(Fate::Returned { what, .. }) => story::flawed(whole, what),
            None if story.code == COORDINATOR => plan::with_course(plan::begun(whole, self.done(story))),
            None if story.versions.is_empty() => plan::begun(whole, self.done(story)),
            _ => whole,
        }
    }

    /// The plan of 2563 of an organisation, whatever its story.
    pub(crate) fn whole_plan(&self, org: &Org) -> continuity::plan::Plan {
        plan::plan_for(org, self.seed)
    }

    /// How far a draft is. The demonstration's coordinator has the analysis behind and the strategies ahead.
    fn done(&self, story: &Story) -> u64 {
        match story.code == COORDINATOR {
            true => 4,
            false => Chance::about(self.seed, &story.code).part("draft").between("done", 0, 6),
        }
    }

    /// What happened so far in the round that runs at `now`; nothing while that is the round of 2563 or an earlier one.
    pub fn running(&self, now: Timestamp) -> Option<Running> {
        let today = continuity::round::day::day_of(now);
        let fiscal_year = continuity::round::day::fiscal_year(today);
        if fiscal_year <= plan::YEAR {
            return None;
        }
        let opens = continuity::round::day::fiscal_year_start(fiscal_year)?;
        let due = Date::new(opens.year().checked_add(1)?, 8, 31).ok()?;
        let closes = continuity::round::day::fiscal_year_end(fiscal_year)?;
        let stories = story::of_running(&self.stories, fiscal_year, (opens, due), now, self.seed);
        Some(Running { fiscal_year, opens, due, closes, stories })
    }
}

/// The round that runs now.
pub struct Running {
    /// Its Buddhist fiscal year.
    pub fiscal_year: i32,
    /// First day.
    pub opens: Date,
    /// Due day.
    pub due: Date,
    /// Closing day.
    pub closes: Date,
    /// What happened so far.
    pub stories: Vec<Story>,
}

/// The hazards of a plan.
pub(crate) type Covered = BTreeSet<&'static str>;

#[cfg(test)]
mod tests;
