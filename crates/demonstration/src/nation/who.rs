//! Who had submitted by 31 August 2563, who had begun, and who had not: uneven by kind and province, as it was.

use std::collections::{BTreeMap, BTreeSet};

use continuity::organisation::Kind;

use super::{COORDINATOR, DRAFTING, NEIGHBOUR, SUBMITTED};
use crate::{Org, chance::Chance, library};

/// The decision for the nation, by register code.
pub(super) struct Who {
    pub submitted: BTreeSet<String>,
    pub drafting: BTreeSet<String>,
}

/// Exactly [`SUBMITTED`] that submitted, and of the others [`DRAFTING`] that had begun: those most inclined to.
pub(super) fn decide(obliged: &[&Org], seed: u64) -> Who {
    let provinces = inclinations(seed);
    let certain = certain();
    let mut ranked: Vec<(bool, f64, &str)> = obliged
        .iter()
        .map(|org| {
            let share = Chance::about(seed, &org.code).share("submits").clamp(1e-9, 1.0 - 1e-9);
            let is_certain = org.kind == Kind::Province || certain.contains(org.code.as_str());
            (is_certain, inclination(org, &provinces) + (share / (1.0 - share)).ln(), org.code.as_str())
        })
        .collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(b.2)));
    let codes = |list: &[(bool, f64, &str)]| list.iter().map(|(_, _, code)| (*code).to_owned()).collect();
    let (submitted, others) = ranked.split_at(SUBMITTED.min(ranked.len()));
    let mut others = others.to_vec();
    // Whether something was begun has more to do with chance than whether it was finished.
    let begins = |inclined: f64, code: &str| inclined + 6.0 * Chance::about(seed, code).share("begins");
    others.sort_by(|a, b| begins(b.1, b.2).total_cmp(&begins(a.1, a.2)).then(a.2.cmp(b.2)));
    others.truncate(DRAFTING);
    Who { submitted: codes(submitted), drafting: codes(&others) }
}

/// Those on whose processes other plans rest, and the organisations of demonstration accounts.
fn certain() -> BTreeSet<&'static str> {
    let mut certain: BTreeSet<&'static str> = library::relied_on();
    certain.extend([COORDINATOR, NEIGHBOUR]);
    certain
}

/// Log-odds of the local organisations of each province, from about 6 to 80 of 100. Nakhon Pathom worked on the model
/// plans with the centre (cabinet paper, 1.2) and is among the best.
fn inclinations(seed: u64) -> BTreeMap<&'static str, f64> {
    let chance = Chance::about(seed, "provinces");
    let mut codes: Vec<&'static str> = reference::provinces().iter().map(|province| province.code.as_str()).collect();
    codes.sort_by_key(|code| (*code == "73", chance.bits(code)));
    let last = f64::from(u32::try_from(codes.len()).unwrap_or(77).saturating_sub(1).max(1));
    let odds = |share: f64| (share / (1.0 - share)).ln();
    codes.into_iter().zip(0u32..).map(|(code, rank)| (code, odds(0.06 + 0.74 * f64::from(rank) / last))).collect()
}

fn inclination(org: &Org, provinces: &BTreeMap<&'static str, f64>) -> f64 {
    let province = provinces.get(org.province_code.as_str()).copied().unwrap_or(0.0);
    match org.kind {
        Kind::Department => 3.6,
        Kind::StateEnterprise => 3.0,
        Kind::PublicOrganisation => 2.6,
        Kind::University => 2.2,
        Kind::Independent => 2.4,
        Kind::LaoSpecial => 6.0,
        Kind::LaoCity => province + 2.0,
        Kind::LaoProvincial => province + 1.5,
        Kind::LaoTown => province + 0.9,
        Kind::LaoSubdistrictMunicipality => province + 0.25,
        _ => province - 0.1,
    }
}
