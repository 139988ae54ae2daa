//! T4-T8: resources by time after the disruption; in time for the process, not shrinking, from another site than
//! the one that is lost.

use super::{CheckContext, Found, Issue, Place, bounds, called, is_critical};
use crate::{
    Duration,
    plan::{Category, Field, Plan, Process, ResourceNeed, Section, dependency::required_sites, resource},
};

const SECTION: Section = Section::Resources;

pub(super) fn check(plan: &Plan, context: &CheckContext, found: &mut Found) {
    let premises_lost = plan.hazards.iter().any(|hazard| hazard.affects.contains(&Category::Premises));
    for (row, process) in plan.processes.iter().enumerate() {
        let list = Place::named(row, &process.id, Field::Resources);
        if process.resources.is_empty() && is_critical(process) {
            found.add(SECTION, list.clone(), Issue::ProcessWithoutResources { process: called(process) });
        }
        bounds::count(found, SECTION, process.resources.len(), bounds::INNER_ROWS, list);
        for (inner, resource) in process.resources.iter().enumerate() {
            let at = |field| Place::named(row, &process.id, field).inside(inner);
            words(resource, &at, found);
            quantities(process, resource, context.template.first_column(), &at, found);
            if premises_lost && resource.category == Category::Premises {
                alternate_site(process, resource, context, &at, found);
            }
        }
    }
}

fn words(resource: &ResourceNeed, at: &impl Fn(Field) -> Place, found: &mut Found) {
    if resource.item.is_blank() {
        found.add(SECTION, at(Field::Item), Issue::BlankName);
    }
    bounds::text(found, SECTION, &resource.item, bounds::NAME, || at(Field::Item));
    for (field, text) in [(Field::Unit, &resource.unit), (Field::Source, &resource.source)] {
        if let Some(text) = text {
            bounds::length(found, SECTION, text, bounds::NAME, || at(field));
        }
    }
    bounds::count(found, SECTION, resource.need.len(), bounds::INNER_ROWS, at(Field::Need));
}

fn quantities(
    process: &Process,
    resource: &ResourceNeed,
    first_column: Duration,
    at: &impl Fn(Field) -> Place,
    found: &mut Found,
) {
    let item = || resource.item.clone();
    let wrong = resource.need.values().find(|quantity| !quantity.is_finite() || **quantity < 0.0);
    if let Some(quantity) = wrong {
        found.add(SECTION, at(Field::Need), Issue::QuantityOutOfRange { quantity: *quantity });
        return;
    }
    if resource::first_available(resource).is_none() {
        found.add(SECTION, at(Field::Need), Issue::ResourceNeedMissing { item: item() });
        return;
    }
    if let Some(rto) = process.rto
        && let Some(first) = resource::is_later_than_rto(resource, rto, first_column)
    {
        let what = Issue::ResourceLaterThanRto { process: called(process), item: item(), first, rto };
        found.add(SECTION, at(Field::Need), what);
    }
    if let Some(time) = resource::decreases_at(resource) {
        found.add(SECTION, at(Field::Need), Issue::ResourceNeedDecreases { item: item(), at: time });
    }
}

/// Only where some hazard takes the premises away; a plan for absent staff alone stays where it is.
fn alternate_site(
    process: &Process,
    resource: &ResourceNeed,
    context: &CheckContext,
    at: &impl Fn(Field) -> Place,
    found: &mut Found,
) {
    let Some(site) = resource::source_code(resource) else { return };
    if required_sites(process).contains(site) || context.primary_sites.contains(site) {
        found.add(SECTION, at(Field::Source), Issue::AlternateSiteSameAsPrimary { site: site.to_owned() });
    }
}
