//! The figures that the report to the cabinet speaks of, gathered from one state.

use continuity::{Share, round::RoundDates};
use db::{Scope, Tx};
use documents::chart::Palette;
use jiff::civil::Date;
use web::Lang;

use crate::{
    national::{panels, view::View},
    readiness::{Dimension, HazardShare, Refused, hazard::is_listed, hazard_shares, share, source},
    standing::Counts,
};

/// What the report speaks of.
pub(super) struct Facts {
    pub year: i32,
    pub as_of: Date,
    pub dates: RoundDates,
    pub counts: Counts,
    /// Situations, the most frequent first.
    pub hazards: Vec<HazardShare>,
    pub kinds: Vec<Group>,
    pub ministries: Vec<Group>,
    /// Provinces, and Bangkok, where some have not submitted, the lowest share first.
    pub behind: Vec<Group>,
    /// Provinces, and Bangkok, where all have submitted.
    pub complete: Vec<Group>,
    /// Provinces, and Bangkok, with so few organisations that their share says little.
    pub small: Vec<Group>,
    pub map: String,
    pub trend: String,
    /// First submissions at the start and the end of the trend are worth a picture.
    pub has_trend: bool,
}

/// Code of Bangkok in the list of provinces.
const BANGKOK: &str = "10";

/// With fewer organisations a share is of so few that it is shown with their number.
const FEW: i64 = 5;

/// A group and its counts.
#[derive(Clone)]
pub(super) struct Group {
    pub code: String,
    pub name: String,
    pub counts: Counts,
}

impl Group {
    pub fn submitted(&self) -> Share {
        share(self.counts.submitted, self.counts.roster)
    }

    /// Bangkok stands beside the provinces, but is none: it is never counted among them in words.
    pub fn is_bangkok(&self) -> bool {
        self.code == BANGKOK
    }
}

pub(super) fn gather(tx: &mut Tx<'_>, year: i32, as_of: Date, scope: &Scope) -> Result<Facts, Refused> {
    let source = source::open(tx, year, as_of, scope)?;
    let view = View {
        lang: Lang::Th,
        year,
        as_of,
        dated: true,
        typed: String::new(),
        date_error: String::new(),
        years: Vec::new(),
    };
    let counts = source.total(tx, None)?;
    let found = source.hazards(tx, None, None)?;
    let mut hazards = hazard_shares(found.get(""), counts.submitted);
    hazards.sort_by_key(|hazard| (!is_listed(&hazard.code), std::cmp::Reverse(hazard.plans.n)));
    let provinces = source.counts(tx, Some(Dimension::Province), None)?;
    let all = groups(tx, &source, Dimension::Province)?;
    let small = all.iter().filter(|group| group.counts.roster < FEW).cloned().collect();
    let (complete, mut behind): (Vec<_>, Vec<_>) = all.into_iter().partition(|group| group.counts.outstanding() == 0);
    behind.sort_by_key(|group| (group.submitted().hundredths(), std::cmp::Reverse(group.counts.outstanding())));
    Ok(Facts {
        year,
        as_of,
        dates: source.round.dates,
        hazards,
        kinds: in_list_order(groups(tx, &source, Dimension::Kind)?),
        ministries: groups(tx, &source, Dimension::Ministry)?,
        behind,
        complete,
        small,
        map: panels::map(&view, &provinces, Palette::Print).0,
        trend: panels::trend(tx, &view, &source, counts.roster, None, Palette::Print)?,
        has_trend: counts.submitted > 0,
        counts,
    })
}

/// The groups of a dimension that have a code, by code. Whoever belongs to no ministry or province is not a group to be
/// followed up; the totals include them.
fn groups(tx: &mut Tx<'_>, source: &source::Source, by: Dimension) -> db::Result<Vec<Group>> {
    let mut all = Vec::new();
    for (code, counts) in source.counts(tx, Some(by), None)? {
        if !code.is_empty() || by == Dimension::Ministry {
            all.push(Group { name: by.name(tx, &code, Lang::Th)?, code, counts });
        }
    }
    if by == Dimension::Ministry && all.len() > 1 {
        // Codes sort blank first; a table reads better with it last.
        let blank_first = all.first().is_some_and(|group| group.name == crate::text::T(Lang::Th).no_ministry());
        all.rotate_left(usize::from(blank_first));
    }
    Ok(all)
}

/// Kinds in the order of the reference list instead of their codes.
fn in_list_order(mut kinds: Vec<Group>) -> Vec<Group> {
    let place = |name: &str| reference::List::kinds().entries().iter().position(|entry| entry.th == name);
    kinds.sort_by_key(|group| place(&group.name).unwrap_or(usize::MAX));
    kinds
}
