//! What each process needs: lifelines with what bridges them, sites, systems, suppliers, staff, other agencies.

use continuity::{Duration, plan::Dependency, plan::Impact};

use super::Subject;
use crate::{chance::Chance, library::Template};

/// Systems that every organisation runs for itself; all others of the library are shared by the nation.
const OWN_SYSTEMS: [&str; 15] = [
    "SCADA",
    "SCADA-DRAIN",
    "BILLING",
    "LMS",
    "REG",
    "HIS",
    "LIS",
    "PACS",
    "CORE-BANKING",
    "WEB",
    "CCTV",
    "EMS",
    "SIGNALLING",
    "TRACK",
    "SGS",
];

pub(super) fn of(subject: &Subject<'_>, template: &Template, chance: Chance, ids: &[&str]) -> Vec<Dependency> {
    let urgent = template.impact == Impact::VeryHigh;
    let mut list = sites(subject, chance, urgent);
    for need in &template.needs {
        match need.split_once(':') {
            Some(("lifeline", "telecom")) if urgent && chance.happens("radio", 0.4) => {
                list.extend(radio(subject, chance))
            }
            Some(("lifeline", code)) => list.push(lifeline(subject, code, chance)),
            Some(("staff", group)) if urgent && chance.happens("teams", 0.45) => list.extend(teams(group)),
            Some(("system", code)) if OWN_SYSTEMS.contains(&code) => {
                list.push(on(format!("system:{}-{code}", subject.org.code), bridge(chance, code)));
            }
            Some(("system", code)) => list.push(on(need.clone(), bridge(chance, code))),
            Some(("supplier", code)) => {
                list.push(on(supplier(subject, code), Some(Duration::days(chance.between(code, 1, 7)))))
            }
            Some(("site", code)) => list.push(on(format!("site:{}-{code}", subject.org.code), None)),
            Some(("province", id)) => list.extend(of_province(subject, id)),
            Some(("process", target)) if target != format!("{}/{}", subject.org.code, template.id) => {
                list.push(on(need.clone(), bridge(chance, target)));
            }
            Some(("process", _)) | None => {}
            Some(_) => list.push(on(need.clone(), None)),
        }
    }
    if template.id != "IT" && ids.contains(&"IT") && chance.happens("own data centre", 0.5) {
        list.push(on(format!("process:{}/IT", subject.org.code), bridge(chance, "IT")));
    }
    list
}

fn on(on: String, tolerance: Option<Duration>) -> Dependency {
    Dependency { on, group: None, need: None, tolerance }
}

fn member(on: String, group: &str, need: u32, tolerance: Option<Duration>) -> Dependency {
    Dependency { on, group: Some(group.to_owned()), need: Some(need), tolerance }
}

/// The own building, or it and the alternate site of which one must be usable.
fn sites(subject: &Subject<'_>, chance: Chance, urgent: bool) -> Vec<Dependency> {
    let own = format!("site:{}", subject.org.headquarters());
    match subject.alternates.first() {
        Some(alternate) if chance.happens("alternate", if urgent { 0.8 } else { 0.55 }) => vec![
            member(own, "สถานที่ปฏิบัติงาน", 1, None),
            member(format!("site:{}", alternate.code), "สถานที่ปฏิบัติงาน", 1, None),
        ],
        _ => vec![on(own, None)],
    }
}

/// Telephones or the radio of the province.
fn radio(subject: &Subject<'_>, chance: Chance) -> Vec<Dependency> {
    let area = if subject.org.province_code.is_empty() { "10" } else { &subject.org.province_code };
    vec![
        member("lifeline:telecom".into(), "การสื่อสาร", 1, bridge(chance, "telecom")),
        member(format!("supplier:RADIO-{area}"), "การสื่อสาร", 1, None),
    ]
}

/// Three teams of which two must be there.
fn teams(group: &str) -> Vec<Dependency> {
    ["A", "B", "C"].iter().map(|team| member(format!("staff:{group}-{team}"), group, 2, None)).collect()
}

/// Batteries, generators, tanks: what a local office has is little, what a ministry has is more.
fn lifeline(subject: &Subject<'_>, code: &str, chance: Chance) -> Dependency {
    let hours: &[u64] = match (code, subject.org.kind.is_local()) {
        ("power", true) => &[0, 0, 0, 1, 2, 4, 8],
        ("power", false) => &[0, 2, 8, 12, 24, 48, 72],
        ("water", true) => &[0, 8, 24, 48],
        ("water", false) => &[12, 24, 48, 72],
        ("fuel", _) => &[24, 48, 72, 120],
        _ => &[0, 0, 1, 4],
    };
    let hours = hours.get(chance.below(code, hours.len())).copied().unwrap_or(0);
    on(format!("lifeline:{code}"), (hours > 0).then_some(Duration::hours(hours)))
}

/// How long paper and manual work go on, when the plan says so.
fn bridge(chance: Chance, what: &str) -> Option<Duration> {
    let chance = chance.part(what);
    chance.happens("bridged", 0.6).then(|| match chance.below("how long", 5) {
        0 => Duration::hours(1),
        1 => Duration::hours(4),
        2 => Duration::hours(8),
        3 => Duration::days(1),
        _ => Duration::days(3),
    })
}

/// Suppliers of local organisations work for a whole province, so several count on the same one.
fn supplier(subject: &Subject<'_>, code: &str) -> String {
    if subject.org.kind.is_local() && !subject.org.province_code.is_empty() {
        format!("supplier:{code}-{}", subject.org.province_code)
    } else {
        format!("supplier:{code}")
    }
}

/// Bangkok has no provincial administration.
fn of_province(subject: &Subject<'_>, id: &str) -> Option<Dependency> {
    let province = &subject.org.province_code;
    let there = !province.is_empty() && province != "10";
    there.then(|| on(format!("process:P{province}/{id}"), None))
}
