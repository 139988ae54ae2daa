//! Which plans cover which situations, so that over the submitted plans each printed share of the cabinet paper of
//! 8 December 2563, 2.1, is met as nearly as a count can.

use std::collections::BTreeMap;

use super::{Covered, SUBMITTED, Story};
use crate::{Org, plan};

/// The printed shares, hundredths of a per cent.
pub const PRINTED: [(&str, usize); 8] = [
    ("pandemic", 9_697),
    ("fire", 9_810),
    ("flood", 9_533),
    ("civil_unrest", 8_497),
    ("power_outage", 6_033),
    ("terrorism", 3_471),
    ("earthquake", 3_124),
    ("cyber", 2_590),
];

/// The count over [`SUBMITTED`] plans whose share is nearest to each printed one.
pub fn counts() -> BTreeMap<&'static str, usize> {
    PRINTED.iter().map(|(hazard, hundredths)| (*hazard, (hundredths * SUBMITTED + 5_000) / 10_000)).collect()
}

/// Gives every story its hazards: of those that submitted exactly as many as [`counts`] says, those to whose place
/// and kind it is likeliest; the others by the same measure.
pub(super) fn assign(obliged: &[&Org], stories: &mut [Story], seed: u64) {
    let orgs: BTreeMap<&str, &Org> = obliged.iter().map(|org| (org.code.as_str(), *org)).collect();
    let end = jiff::Timestamp::MAX;
    for (hazard, count) in counts() {
        let mut ranked: Vec<(f64, usize)> = stories
            .iter()
            .enumerate()
            .filter(|(_, story)| story.is_submitted_at(end))
            .filter_map(|(at, story)| Some((plan::likelihood(orgs.get(story.code.as_str())?, hazard, seed), at)))
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let least = ranked.get(count.saturating_sub(1)).map_or(f64::MAX, |(likelihood, _)| *likelihood);
        for (_, at) in ranked.iter().take(count) {
            cover(stories.get_mut(*at).map(|story| &mut story.hazards), hazard);
        }
        for story in stories.iter_mut().filter(|story| !story.is_submitted_at(end)) {
            let likely = orgs.get(story.code.as_str()).map(|org| plan::likelihood(org, hazard, seed));
            cover(likely.filter(|likelihood| *likelihood >= least).map(|_| &mut story.hazards), hazard);
        }
    }
    for story in stories.iter_mut() {
        let storms = orgs.get(story.code.as_str()).is_some_and(|org| plan::covers_storms(org, seed));
        cover(storms.then_some(&mut story.hazards), "storm");
        // A plan covers something: fire is what every building has to fear.
        if story.hazards.is_empty() && !story.is_submitted_at(end) {
            story.hazards.insert("fire");
        }
    }
}

fn cover(covered: Option<&mut Covered>, hazard: &'static str) {
    if let Some(covered) = covered {
        covered.insert(hazard);
    }
}
