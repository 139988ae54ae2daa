//! T3: the business impact analysis, one row a process (ISO 22301:2019 8.2.2).

use super::{CheckContext, Found, Issue, Place, bounds, called, is_critical, repeated};
use crate::plan::{Category, Field, Plan, Process, Section, bia, resource};

const SECTION: Section = Section::Processes;

pub(super) fn check(plan: &Plan, context: &CheckContext, found: &mut Found) {
    bounds::count(found, SECTION, plan.processes.len(), bounds::ROWS, Place::section(Field::Row));
    for (row, process) in plan.processes.iter().enumerate() {
        words(row, process, found);
        objectives(row, process, found);
        course(row, process, context, found);
        service(row, process, found);
    }
    repeated(plan.processes.iter().map(|process| process.id.as_str()), |first, row, id| {
        let what = Issue::DuplicateProcessId { id: id.to_owned(), first };
        found.add(SECTION, Place::named(row, id, Field::Id), what);
    });
}

fn words(row: usize, process: &Process, found: &mut Found) {
    let place = |field| Place::named(row, &process.id, field);
    if process.id.trim().is_empty() {
        found.add(SECTION, place(Field::Id), Issue::BlankId);
    }
    if process.name.is_blank() {
        found.add(SECTION, place(Field::Name), Issue::BlankName);
    }
    bounds::length(found, SECTION, &process.id, bounds::CODE, || place(Field::Id));
    bounds::text(found, SECTION, &process.name, bounds::NAME, || place(Field::Name));
    if let Some(mission) = &process.mission {
        bounds::text(found, SECTION, mission, bounds::PASSAGE, || place(Field::Mission));
    }
    bounds::optional(found, SECTION, process.owner_unit.as_deref(), bounds::NAME, row, Field::OwnerUnit);
    bounds::optional(found, SECTION, process.rto_reason.as_deref(), bounds::PASSAGE, row, Field::RtoReason);
    bounds::count(found, SECTION, process.services.len(), bounds::INNER_ROWS, place(Field::Services));
    for service in &process.services {
        bounds::length(found, SECTION, service, bounds::CODE, || place(Field::Services));
    }
}

/// RTO <= MTPD (template T3), and how what can be achieved compares.
fn objectives(row: usize, process: &Process, found: &mut Found) {
    let place = |field| Place::named(row, &process.id, field);
    let name = || called(process);
    if process.impact.is_none() {
        found.add(SECTION, place(Field::Impact), Issue::ImpactMissing { process: name() });
    }
    match (process.rto, process.mtpd) {
        (None, _) => found.add(SECTION, place(Field::Rto), Issue::RtoMissing { process: name() }),
        (Some(rto), Some(mtpd)) if process.is_rto_over_mtpd() => {
            found.add(SECTION, place(Field::Rto), Issue::RtoOverMtpd { process: name(), rto, mtpd });
        }
        (Some(_), None) if is_critical(process) => {
            found.add(SECTION, place(Field::Mtpd), Issue::MtpdMissing { process: name() });
        }
        _ => {}
    }
    if let (Some(rta), Some(rto)) = (process.rta, process.rto)
        && rta > rto
    {
        found.add(SECTION, place(Field::Rta), Issue::RtaOverRto { process: name(), rta, rto });
    }
    if let Some(mbco) = process.mbco
        && !(0.0..=1.0).contains(&mbco)
    {
        found.add(SECTION, place(Field::Mbco), Issue::MbcoOutOfRange { process: name(), mbco });
    }
    if process.rpo.is_some() && !resource::uses(process, Category::Technology) {
        found.add(SECTION, place(Field::Rpo), Issue::RpoWithoutSystem { process: name() });
    }
}

/// The impact over time, and the RTO that follows from it.
fn course(row: usize, process: &Process, context: &CheckContext, found: &mut Found) {
    let place = |field| Place::named(row, &process.id, field);
    if let Some(at) = bia::lessens_at(process) {
        let what = Issue::ImpactLessensOverTime { process: called(process), at };
        found.add(SECTION, place(Field::ImpactOverTime), what);
    }
    if let (Some(impact), Some(worst)) = (process.impact, bia::worst_over_time(process))
        && worst < impact
    {
        let what = Issue::ImpactBelowItsCourse { process: called(process), impact, worst };
        found.add(SECTION, place(Field::Impact), what);
    }
    if let (Some(rto), Some(objectives)) =
        (process.rto, bia::adjusted(process, context.tolerable_limit, &context.template.impact_horizons))
        && bia::needs_reason(process, context.tolerable_limit, &context.template.impact_horizons)
    {
        let what = Issue::RtoReasonMissing { process: called(process), rto, calculated: objectives.rto };
        found.add(SECTION, place(Field::RtoReason), what);
    }
}

/// What the strategy map and the national overview of digital channels need.
fn service(row: usize, process: &Process, found: &mut Found) {
    let place = |field| Place::named(row, &process.id, field);
    if process.mission.as_ref().is_none_or(crate::plan::Text::is_blank) {
        found.add(SECTION, place(Field::Mission), Issue::MissionMissing { process: called(process) });
    }
    let serves_people = process.people_served_per_day.is_some_and(|people| people > 0);
    if serves_people && is_critical(process) && !process.has_e_service() {
        found.add(SECTION, place(Field::Services), Issue::DigitalChannelMissing { process: called(process) });
    }
}
