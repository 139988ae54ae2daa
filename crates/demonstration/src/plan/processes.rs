//! T3: the business impact analysis of one organisation, from the library and chance.

use continuity::{
    Duration,
    organisation::Kind,
    plan::{Impact, Process, Text},
};

use super::{Subject, dependencies, resources};
use crate::{
    chance::Chance,
    library::{self, Template},
};

/// The times that plans use, shortest first.
pub(super) const LADDER: [Duration; 10] = [
    Duration::hours(1),
    Duration::hours(2),
    Duration::hours(4),
    Duration::hours(8),
    Duration::days(1),
    Duration::days(2),
    Duration::days(3),
    Duration::days(7),
    Duration::days(14),
    Duration::days(30),
];

/// Share of processes whose RTO is over their MTPD, so that about two plans in a hundred have one: as taken over from
/// paper, since the check holds such a plan back, and what a reviewer should find.
const CONTRADICTORY: f64 = 0.003;

pub(super) fn all(subject: &Subject<'_>) -> Vec<Process> {
    let templates = library::processes(subject.org, subject.chance);
    let ids: Vec<&str> = templates.iter().map(|template| template.id.as_str()).collect();
    templates.iter().map(|template| process(subject, template, &ids)).collect()
}

fn process(subject: &Subject<'_>, template: &Template, ids: &[&str]) -> Process {
    let chance = subject.chance.part(&template.id);
    let kind = subject.org.kind;
    let objectives = objectives(template, chance);
    let depends_on = dependencies::of(subject, template, chance, ids);
    let has_system = depends_on.iter().any(|dependency| dependency.on.starts_with("system:"));
    let rpo = (has_system && chance.happens("says rpo", 0.7))
        .then(|| if objectives.rto <= Duration::hours(4) { Duration::hours(1) } else { Duration::hours(24) });
    let digital = !template.service.is_empty() && chance.happens("digital", digital_share(kind));
    Process {
        id: template.id.clone(),
        name: Text { th: template.th.clone(), en: Some(template.en.clone()) },
        mission: Some(Text::th(template.mission.as_str())),
        owner_unit: Some(unit(kind, &template.unit)),
        impact: Some(impact(template.impact, chance)),
        rto: Some(objectives.rto),
        mtpd: Some(objectives.mtpd),
        rpo,
        rta: objectives.rta,
        mbco: Some(level(chance, template.impact)),
        people_served_per_day: Some(people(template.people, kind, chance)),
        services: if digital { vec![template.service.clone()] } else { Vec::new() },
        resources: resources::of(subject, template, chance, objectives.rto),
        depends_on,
        ..Process::default()
    }
}

struct Objectives {
    rto: Duration,
    mtpd: Duration,
    rta: Option<Duration>,
}

fn objectives(template: &Template, chance: Chance) -> Objectives {
    let usual = LADDER.iter().position(|time| *time == template.rto).unwrap_or(4);
    let mut rank = match chance.below("shift", 100) {
        0..18 => usual.saturating_sub(1),
        18..36 => usual + 1,
        _ => usual,
    };
    let at = |rank: usize| LADDER.get(rank).copied().unwrap_or(Duration::days(30));
    let ahead = usize::try_from(chance.between("ahead", 1, 3)).unwrap_or(1);
    let mtpd = if chance.happens("contradictory", CONTRADICTORY) {
        rank = rank.max(1);
        at(rank.saturating_sub(ahead))
    } else {
        at(rank + ahead)
    };
    let rta = match chance.below("rta", 10) {
        0 => None,
        1..3 => Some(at(rank + 1)),
        3..7 => Some(at(rank)),
        _ => Some(at(rank.saturating_sub(1))),
    };
    Objectives { rto: at(rank), mtpd, rta }
}

fn impact(usual: Impact, chance: Chance) -> Impact {
    let at = Impact::ALL.iter().position(|impact| *impact == usual).unwrap_or(0);
    let at = match chance.below("impact", 100) {
        0..8 => at.saturating_sub(1),
        8..18 => at + 1,
        _ => at,
    };
    Impact::ALL.get(at).copied().unwrap_or(usual)
}

/// The minimum business continuity objective in steps of five in a hundred.
fn level(chance: Chance, impact: Impact) -> f64 {
    let steps = match impact {
        Impact::VeryHigh => chance.between("mbco", 12, 18),
        Impact::High => chance.between("mbco", 9, 15),
        _ => chance.between("mbco", 4, 11),
    };
    f64::from(u32::try_from(steps).unwrap_or(10)) * 5.0 / 100.0
}

/// How often a process that could have an e-service has one; so that over the nation about 38 of 100 name one.
const fn digital_share(kind: Kind) -> f64 {
    match kind {
        Kind::Department | Kind::StateEnterprise => 0.86,
        Kind::University | Kind::PublicOrganisation | Kind::Independent => 0.8,
        Kind::LaoCity | Kind::LaoSpecial => 0.85,
        Kind::LaoTown | Kind::LaoProvincial => 0.74,
        Kind::Province => 0.8,
        Kind::LaoSubdistrictMunicipality => 0.7,
        _ => 0.62,
    }
}

/// State enterprises, public organisations and universities call a กอง ฝ่าย.
fn unit(kind: Kind, usual: &str) -> String {
    if matches!(kind, Kind::StateEnterprise | Kind::PublicOrganisation | Kind::University) {
        if usual == "สำนักงานเลขานุการกรม" {
            return "สำนักบริหารกลาง".into();
        }
        if let Some(rest) = usual.strip_prefix("กอง") {
            return format!("ฝ่าย{rest}");
        }
    }
    if kind != Kind::Department && usual == "สำนักงานเลขานุการกรม" {
        return "สำนักบริหารกลาง".into();
    }
    usual.to_owned()
}

/// The usual number times the size of the organisation, in round numbers.
fn people(usual: u64, kind: Kind, chance: Chance) -> u64 {
    let percent = match kind {
        Kind::LaoSao | Kind::School | Kind::Subunit => chance.between("people", 45, 160),
        Kind::LaoSubdistrictMunicipality => chance.between("people", 80, 220),
        Kind::LaoTown => chance.between("people", 150, 380),
        Kind::LaoCity => chance.between("people", 300, 900),
        Kind::LaoSpecial => chance.between("people", 3_000, 6_000),
        _ => chance.between("people", 60, 150),
    };
    let number = (usual * percent / 100).max(1);
    let digits = number.checked_ilog10().unwrap_or(0);
    let unit = 10u64.pow(digits.saturating_sub(1));
    number / unit * unit
}
