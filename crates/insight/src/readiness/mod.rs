//! Readiness of a round at the end of any day (contracts, `report readiness`; mission 1.2 "figures with integrity"):
//! every share with its counts, both sides from the roster of that day. Read-only; it must never read the clock.

mod api;
pub(crate) mod dimension;
pub(crate) mod hazard;
mod remembered;
pub(crate) mod source;
pub(crate) mod trend;

use continuity::Share;
use db::{Scope, Tx};
use jiff::civil::Date;
use serde::{Serialize, Serializer};
use web::{Access, Action, Lang, Problem, Routes};

pub use api::Document as ApiDocument;
pub use dimension::Dimension;
pub use hazard::HazardShare;
pub(crate) use hazard::hazard_shares;

use crate::{standing::Counts, text::T};

/// A day that can't be read or has not come.
#[derive(Clone, Debug)]
pub struct UnreadDay {
    /// The Buddhist fiscal year asked for.
    pub year: i32,
    /// The years with a round.
    pub years: Vec<i32>,
    /// As typed.
    pub typed: String,
    /// What is wrong, in the user's words.
    pub words: String,
}

/// Why there are no figures.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Refused {
    /// No round of the year was opened, so nobody is on a roster.
    #[error("no round of fiscal year {year} was opened")]
    NoRound {
        /// The Buddhist fiscal year asked for.
        year: i32,
    },
    /// The day asked for can't be read or has not come.
    #[error("the day asked for can't be read or has not come: {}", .0.typed)]
    Day(Box<UnreadDay>),
    /// The database.
    #[error(transparent)]
    Database(#[from] db::Error),
}

impl Refused {
    /// In the user's words.
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Refused::NoRound { year } => T(lang).no_round(*year),
            Refused::Day(day) => day.words.clone(),
            Refused::Database(problem) => problem.to_string(),
        }
    }

    /// As the answer to a request.
    pub(crate) fn problem(self, lang: Lang) -> Problem {
        match self {
            Refused::NoRound { .. } => Problem::Conflict(self.words(lang)),
            Refused::Day(_) => Problem::BadRequest(self.words(lang)),
            Refused::Database(problem) => problem.into(),
        }
    }
}

/// The contract's JSON.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReadinessReport {
    /// Buddhist fiscal year.
    pub fiscal_year: i32,
    /// The day at whose end, in Bangkok, the figures hold.
    #[serde(serialize_with = "iso")]
    pub as_of: Date,
    /// Organisations that submitted, of the roster.
    pub submitted: Share,
    /// Organisations with an approved version, of the roster.
    pub approved: Share,
    /// First submissions by the end of the due day, of the submitted.
    pub on_time: Share,
    /// Who is missing or has to mend.
    pub outstanding: Outstanding,
    /// Plans in effect that name each situation, of the submitted.
    pub hazards: Vec<HazardShare>,
    /// Plans in effect that name any situation of their own, for people; codes of their own have no common meaning.
    #[serde(skip)]
    pub own_hazards: Share,
    /// Processes of the plans in effect.
    pub processes: Processes,
    /// The groups asked for, by code.
    pub groups: Vec<GroupReport>,
}

impl ReadinessReport {
    /// The situations for people: those of the reference, then any that organisations named themselves.
    pub(crate) fn situations(&self) -> Vec<HazardShare> {
        let mut all: Vec<_> = self.hazards.iter().filter(|hazard| hazard::is_listed(&hazard.code)).cloned().collect();
        if self.own_hazards.n > 0 {
            all.push(HazardShare { code: hazard::OWN.to_owned(), plans: self.own_hazards });
        }
        all
    }
}

/// Who has not submitted, and who was sent back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Outstanding {
    /// Nothing begun.
    pub not_started: u64,
    /// Begun, not submitted.
    pub drafting: u64,
    /// Submitted, returned, and not submitted again.
    pub returned: u64,
}

/// Processes of the plans in effect.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Processes {
    /// All.
    pub count: u64,
    /// Those whose RTO is over the MTPD.
    pub with_rto_over_mtpd: u64,
    /// Those that name at least one service.
    pub with_e_service: Share,
}

/// The figures of one group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupReport {
    /// Which dimension.
    pub by: &'static str,
    /// Code in it; empty for whoever belongs to none.
    pub code: String,
    /// Thai name.
    pub name: String,
    /// Organisations that submitted, of the group's roster.
    pub submitted: Share,
    /// As on top, within the group.
    pub hazards: Vec<HazardShare>,
    /// As on top, within the group.
    #[serde(skip)]
    pub own_hazards: Share,
}

fn iso<S: Serializer>(date: &Date, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(date)
}

/// A count that can't be negative.
pub(crate) fn whole(count: i64) -> u64 {
    u64::try_from(count).unwrap_or_default()
}

pub(crate) fn share(n: i64, d: i64) -> Share {
    Share::new(whole(n), whole(d))
}

/// The figures of a round at the end of a day in Bangkok, for whoever the scope reaches.
///
/// # Errors
/// [`Refused`] without a round of the year, or by the database.
pub fn report(
    tx: &mut Tx<'_>,
    year: i32,
    as_of: Date,
    by: Option<Dimension>,
    scope: &Scope,
) -> Result<ReadinessReport, Refused> {
    let source = source::open(tx, year, as_of, scope)?;
    let counts = source.total(tx, None)?;
    let hazards = source.hazards(tx, None, None)?;
    let groups = by.map(|by| groups(tx, &source, by)).transpose()?.unwrap_or_default();
    Ok(ReadinessReport {
        fiscal_year: year,
        as_of,
        submitted: share(counts.submitted, counts.roster),
        approved: share(counts.approved, counts.roster),
        on_time: share(counts.on_time, counts.submitted),
        outstanding: Outstanding {
            not_started: whole(counts.not_started()),
            drafting: whole(counts.drafting),
            returned: whole(counts.returned),
        },
        hazards: hazard::by_code(hazards.get(""), counts.submitted),
        own_hazards: share(hazard::plans(hazards.get(""), hazard::OWN), counts.submitted),
        processes: processes(&counts),
        groups,
    })
}

fn processes(counts: &Counts) -> Processes {
    Processes {
        count: whole(counts.process_count),
        with_rto_over_mtpd: whole(counts.rto_over_mtpd),
        with_e_service: share(counts.with_e_service, counts.process_count),
    }
}

fn groups(tx: &mut Tx<'_>, source: &source::Source, by: Dimension) -> db::Result<Vec<GroupReport>> {
    let counts = source.counts(tx, Some(by), None)?;
    let hazards = source.hazards(tx, Some(by), None)?;
    let mut all = Vec::with_capacity(counts.len());
    for (code, counts) in counts {
        all.push(GroupReport {
            by: by.code(),
            name: by.name(tx, &code, Lang::Th)?,
            submitted: share(counts.submitted, counts.roster),
            hazards: hazard::by_code(hazards.get(&code), counts.submitted),
            own_hazards: share(hazard::plans(hazards.get(&code), hazard::OWN), counts.submitted),
            code,
        });
    }
    Ok(all)
}

/// The programming interface of this slice.
pub(crate) fn routes() -> Routes {
    let view = Access::May(Action::ViewReadiness);
    Routes::new().get("/api/v1/readiness", view, api::readiness).get("/api/v1/readiness/trend", view, api::trend)
}
