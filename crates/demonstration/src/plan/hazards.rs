//! T1: which situations a plan covers, what each takes away, and why the others cannot happen here.

use std::collections::BTreeSet;

use continuity::{
    organisation::Kind,
    plan::{Category, NotApplicable, PlanHazard, check::STANDARD_HAZARDS},
};

use super::Subject;
use crate::{Org, chance::Chance};

/// Provinces on rivers, deltas and flood plains.
const FLOOD: [&str; 29] = [
    "10", "11", "12", "13", "14", "15", "17", "18", "24", "25", "30", "33", "34", "35", "45", "47", "48", "57", "60",
    "64", "65", "66", "72", "73", "74", "80", "84", "90", "93",
];
/// The active faults of the north and west, and the Andaman coast.
const QUAKE: [&str; 18] =
    ["50", "51", "52", "53", "54", "55", "56", "57", "58", "63", "70", "71", "76", "77", "81", "82", "83", "85"];
/// The southern border provinces.
const BORDER: [&str; 4] = ["90", "94", "95", "96"];
/// Coasts and plateaus on which storms land.
const STORM: [&str; 18] =
    ["22", "23", "34", "47", "48", "49", "77", "80", "81", "84", "85", "86", "90", "91", "92", "93", "94", "96"];

/// Share of plans that cover each situation: the cabinet paper of 8 December 2563, 2.1, and storms beside it.
const RATES: [(&str, f64); 9] = [
    ("pandemic", 0.9697),
    ("fire", 0.9810),
    ("flood", 0.9533),
    ("civil_unrest", 0.8497),
    ("power_outage", 0.6033),
    ("terrorism", 0.3471),
    ("earthquake", 0.3124),
    ("cyber", 0.2590),
    ("storm", 0.24),
];

/// How much more (above 0) or less (below 0) an organisation than the usual one covers a situation, with chance: the
/// organisations with the highest values cover it.
pub(crate) fn likelihood(org: &Org, hazard: &str, seed: u64) -> f64 {
    let share = Chance::about(seed, &org.code).part("hazard").share(hazard).clamp(1e-9, 1.0 - 1e-9);
    leaning(org, hazard) + (share / (1.0 - share)).ln()
}

fn leaning(org: &Org, hazard: &str) -> f64 {
    let within = |provinces: &[&str]| provinces.contains(&org.province_code.as_str());
    let urban = matches!(org.kind, Kind::LaoCity | Kind::LaoSpecial | Kind::LaoTown);
    let central = !org.kind.is_local() && org.kind != Kind::Province;
    match hazard {
        "flood" if within(&FLOOD) => 1.6,
        "flood" if within(&QUAKE) => 0.4,
        "civil_unrest" | "power_outage" if central || urban => 1.3,
        "terrorism" if within(&BORDER) => 3.2,
        "terrorism" if central || org.province_code == "10" => 1.6,
        "earthquake" if within(&QUAKE) => 2.6,
        "earthquake" if central => 0.4,
        "cyber" if central => 3.6,
        "cyber" if org.kind == Kind::Province || org.kind == Kind::LaoCity => 1.8,
        "cyber" if urban => 0.7,
        "storm" if within(&STORM) => 1.8,
        _ => 0.0,
    }
}

/// The situations that an organisation covers when it is looked at alone.
pub(super) fn likely(org: &Org, seed: u64) -> BTreeSet<&'static str> {
    let covers = |(hazard, rate): &(&'static str, f64)| {
        likelihood(org, hazard, seed) - mean_leaning(hazard) + (rate / (1.0 - rate)).ln() > 0.0
    };
    RATES.iter().filter(|row| covers(row)).map(|(hazard, _)| *hazard).collect()
}

/// True when the organisation covers storms; no printed share binds how many do.
pub(crate) fn covers_storms(org: &Org, seed: u64) -> bool {
    likely(org, seed).contains("storm")
}

/// What [`leaning`] is on average over the register, roughly, so that the shares stay near their rates.
const fn mean_leaning(hazard: &str) -> f64 {
    match hazard.as_bytes() {
        b"flood" => 0.6,
        b"earthquake" => 0.9,
        b"terrorism" => 0.25,
        b"cyber" => 0.45,
        b"storm" => 0.5,
        _ => 0.1,
    }
}

pub(super) fn rows(chance: Chance, covered: &BTreeSet<&'static str>) -> Vec<PlanHazard> {
    let codes = STANDARD_HAZARDS.iter().filter(|code| covered.contains(*code));
    codes
        .map(|code| PlanHazard { code: (*code).into(), label: None, affects: affects(code, chance.part(code)) })
        .collect()
}

/// The categories that a situation always takes, and those that some agencies tick too.
fn affects(hazard: &str, chance: Chance) -> Vec<Category> {
    use Category::{Equipment, Partners, People, Premises, Technology};
    let (always, sometimes): (&[Category], &[Category]) = match hazard {
        "pandemic" => (&[People], &[Premises, Partners]),
        "fire" => (&[Premises, Equipment, Technology], &[People]),
        "flood" => (&[Premises, Equipment], &[Technology, People, Partners]),
        "civil_unrest" => (&[Premises], &[People, Partners]),
        "power_outage" => (&[Equipment, Technology], &[Premises, Partners]),
        "terrorism" => (&[Premises, People], &[Equipment, Technology, Partners]),
        "earthquake" => (&[Premises, Equipment], &[Technology, People, Partners]),
        "cyber" => (&[Technology], &[Partners]),
        _ => (&[Premises], &[Equipment, People]),
    };
    let ticked = |category: &&Category| {
        always.contains(category) || (sometimes.contains(category) && chance.happens(category.code(), 0.45))
    };
    Category::ALL.iter().filter(ticked).copied().collect()
}

pub(super) fn waivers(subject: &Subject<'_>, covered: &BTreeSet<&'static str>) -> Vec<NotApplicable> {
    let chance = subject.chance.part("waivers");
    let absent = STANDARD_HAZARDS.iter().filter(|code| !covered.contains(*code) && chance.happens(code, 0.65));
    absent
        .filter_map(|code| {
            let reason = reason(code, chance)?;
            Some(NotApplicable { section: format!("hazards:{code}"), reason: reason.to_owned() })
        })
        .collect()
}

fn reason(hazard: &str, chance: Chance) -> Option<&'static str> {
    Some(match hazard {
        "flood" => "ที่ตั้งสำนักงานอยู่บนที่สูง ไม่เคยเกิดน้ำท่วมในรอบ 30 ปี",
        "civil_unrest" => "พื้นที่ไม่มีประวัติการชุมนุมที่กระทบต่อการปฏิบัติงาน",
        "power_outage" => "ใช้แผนไฟฟ้าดับของการไฟฟ้าในพื้นที่และมีเครื่องกำเนิดไฟฟ้าของหน่วยงาน",
        "terrorism" => chance.pick(
            "terrorism",
            &["พื้นที่ไม่เคยปรากฏเหตุก่อการร้ายและไม่เป็นเป้าหมายเชิงสัญลักษณ์", "ปฏิบัติตามแผนรักษาความปลอดภัยของจังหวัด"],
        ),
        "earthquake" => "พื้นที่อยู่นอกเขตเสี่ยงภัยแผ่นดินไหวตามประกาศของทางราชการ",
        "cyber" => "มีแผนรองรับสถานการณ์ฉุกเฉินด้านเทคโนโลยีสารสนเทศ (IT Contingency Plan) แยกไว้แล้ว",
        "storm" => "รวมไว้ในเหตุการณ์อุทกภัยแล้ว",
        _ => return None,
    })
}
