//! Situations that plans name, counted. A code of `reference/hazards.csv` means the same in every plan. A code of an
//! organisation's own (`own-1`) means something else in each, so pages and papers count the plans that name any such
//! situation, together; they must never add up equal codes as if they were one situation. The contract's JSON and CSV
//! keep each code that a plan names.

use std::collections::BTreeMap;

use continuity::Share;
use reference::List;
use serde::Serialize;

use super::share;

/// In addresses and lists: any situation that an organisation named itself.
pub(crate) const OWN: &str = "own";

/// The key under which a count by code holds the plans that name any situation of their own. No plan's code is empty.
pub(super) const ANY_OWN: &str = "";

/// How many plans name a situation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HazardShare {
    /// Code of `reference/hazards.csv`, or an organisation's own.
    pub code: String,
    /// Of the submitted.
    pub plans: Share,
}

/// True for codes that mean the same in every plan.
pub(crate) fn is_listed(code: &str) -> bool {
    List::hazards().get(code).is_some()
}

/// The condition that a column holds a code of an organisation's own.
pub(crate) fn own_condition(column: &str) -> String {
    // Codes of the reference are letters and underlines, so they need no parameters.
    let listed: Vec<String> = List::hazards().entries().iter().map(|hazard| format!("'{}'", hazard.code)).collect();
    format!("{column} NOT IN ({})", listed.join(", "))
}

/// How many plans name a situation, or with [`OWN`] any of their own.
pub(crate) fn plans(found: Option<&BTreeMap<String, i64>>, code: &str) -> i64 {
    let key = if code == OWN { ANY_OWN } else { code };
    found.and_then(|found| found.get(key)).copied().unwrap_or_default()
}

/// For people: every hazard of the reference in its order, zeros too, then [`OWN`] if any plan names one.
pub(crate) fn hazard_shares(found: Option<&BTreeMap<String, i64>>, submitted: i64) -> Vec<HazardShare> {
    let mut all = listed(found, submitted);
    let own = plans(found, OWN);
    if own > 0 {
        all.push(HazardShare { code: OWN.to_owned(), plans: share(own, submitted) });
    }
    all
}

/// For programs: every hazard of the reference in its order, zeros too, then the organisations' own by code.
pub(super) fn by_code(found: Option<&BTreeMap<String, i64>>, submitted: i64) -> Vec<HazardShare> {
    let mut all = listed(found, submitted);
    let own = found.into_iter().flatten().filter(|(code, _)| *code != ANY_OWN && !is_listed(code));
    all.extend(own.map(|(code, n)| HazardShare { code: code.clone(), plans: share(*n, submitted) }));
    all
}

fn listed(found: Option<&BTreeMap<String, i64>>, submitted: i64) -> Vec<HazardShare> {
    let of = |code: &str| HazardShare { code: code.to_owned(), plans: share(plans(found, code), submitted) };
    List::hazards().entries().iter().map(|hazard| of(&hazard.code)).collect()
}
