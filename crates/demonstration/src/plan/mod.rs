//! One organisation's main plan (template tables T0-T10), realistic for its kind, ministry and place, the same for
//! the same seed whatever else is made.
//!
//! Every plan keeps the exchange schema and passes the check of the editor, except that about four processes in a
//! hundred have an RTO over their MTPD, as real plans have.

mod dependencies;
mod hazards;
mod names;
mod preamble;
mod processes;
mod recovery;
mod resources;
mod sites;
mod strategies;
mod team;

use std::collections::BTreeSet;

use continuity::{
    organisation::Kind,
    plan::{Impact, NotApplicable, Plan, PlanKind, Section, bia},
};

pub(crate) use hazards::{covers_storms, likelihood};

use crate::{Org, chance::Chance};

/// The fiscal year of the cabinet paper.
pub const YEAR: i32 = 2563;

/// What every part of a plan is made from.
pub(crate) struct Subject<'a> {
    pub org: &'a Org,
    pub chance: Chance,
    pub alternates: Vec<sites::Site>,
}

/// The main plan of fiscal year 2563 with the hazards that are likely for the place.
pub fn plan_for(org: &Org, seed: u64) -> Plan {
    let likely = hazards::likely(org, seed);
    plan_with(org, seed, YEAR, &likely)
}

/// The main plan of a year with these hazards. Years differ a little, as a renewal does: people change posts, and
/// what was learned is added.
pub(crate) fn plan_with(org: &Org, seed: u64, fiscal_year: i32, covered: &BTreeSet<&'static str>) -> Plan {
    let chance = Chance::about(seed, &org.code);
    let subject = Subject { org, chance, alternates: sites::alternates(org, chance) };
    let mut plan = Plan::draft(&org.code, fiscal_year, PlanKind::Main, preamble::title(org, chance, fiscal_year));
    plan.objectives = preamble::objectives(chance);
    plan.assumptions = preamble::assumptions(&subject);
    plan.processes = processes::all(&subject);
    plan.scope = Some(preamble::scope(&subject, &plan.processes));
    plan.hazards = hazards::rows(chance, covered);
    plan.not_applicable = hazards::waivers(&subject, covered);
    plan.strategies = strategies::all(&subject);
    plan.team = team::all(&subject, fiscal_year);
    plan.recovery = recovery::all(&subject);
    if org.kind == Kind::LaoSao && chance.happens("leans on the district", 0.015) {
        leave_resources_to_the_district(&mut plan);
    }
    plan
}

/// Some of the smallest have nothing of their own to list.
fn leave_resources_to_the_district(plan: &mut Plan) {
    plan.processes.iter_mut().for_each(|process| process.resources.clear());
    plan.not_applicable.push(NotApplicable {
        section: Section::Resources.code().to_owned(),
        reason: "ใช้ทรัพยากรร่วมของอำเภอตามแผนป้องกันและบรรเทาสาธารณภัยอำเภอ จึงไม่มีรายการของหน่วยงานเอง".to_owned(),
    });
}

/// The impact over time of each process, from which the editor calculates the RTO; with the reason where the RTO is
/// another than the calculated one.
pub(crate) fn with_course(mut plan: Plan) -> Plan {
    for process in &mut plan.processes {
        let (Some(impact), Some(mtpd)) = (process.impact, process.mtpd) else { continue };
        let at = Impact::ALL.iter().position(|known| *known == impact).unwrap_or(0);
        let milder = |steps: usize| Impact::ALL.get(at + steps).copied().unwrap_or(Impact::Insignificant);
        let before = if impact == Impact::VeryHigh { 2 } else { 1 };
        let course = bia::STANDARD_HORIZONS.iter().map(|time| match *time {
            time if time >= mtpd => (time, impact),
            time if time.as_minutes() * 4 >= mtpd.as_minutes() => (time, milder(before)),
            time => (time, milder(before + 1)),
        });
        process.impact_over_time = course.collect();
        if bia::needs_reason(process, bia::TOLERABLE_LIMIT, &bia::STANDARD_HORIZONS) {
            process.rto_reason = Some("ปรับตามความพร้อมของบุคลากรและข้อตกลงกับหน่วยงานในพื้นที่".to_owned());
        }
    }
    plan
}

/// A draft that somebody is still writing, from 0 parts done to 6.
pub(crate) fn begun(mut plan: Plan, done: u64) -> Plan {
    let unless = |reached: bool, clear: &mut dyn FnMut()| {
        if !reached {
            clear();
        }
    };
    unless(done >= 1, &mut || plan.hazards.truncate(2));
    unless(done >= 2, &mut || plan.processes.truncate(2));
    unless(done >= 3, &mut || plan.processes.iter_mut().for_each(|process| process.depends_on.clear()));
    unless(done >= 4, &mut || plan.processes.iter_mut().for_each(|process| process.resources.clear()));
    unless(done >= 5, &mut || plan.strategies.clear());
    unless(done >= 6, &mut || plan.team.truncate(3));
    plan.recovery.clear();
    if done < 3 {
        plan.strategies.clear();
        plan.team.clear();
        plan.not_applicable.clear();
    }
    plan
}

#[cfg(test)]
mod tests;
