//! T1: situations and the resource categories that each takes away (ISO 22301:2019 8.2.3).

use super::{CheckContext, Found, Issue, Place, bounds, repeated};
use crate::plan::{Category, Field, Plan, PlanHazard, Section, Text};

const SECTION: Section = Section::Hazards;

pub(super) fn check(plan: &Plan, context: &CheckContext, found: &mut Found) {
    bounds::count(found, SECTION, plan.hazards.len(), bounds::ROWS, Place::section(Field::Row));
    for (row, hazard) in plan.hazards.iter().enumerate() {
        check_hazard(row, hazard, context, found);
    }
    repeated(plan.hazards.iter().map(|hazard| hazard.code.as_str()), |first, row, code| {
        let what = Issue::DuplicateHazard { hazard: code.to_owned(), first };
        found.add(SECTION, Place::named(row, code, Field::Code), what);
    });
    let decided = |code: &str| plan.hazards.iter().any(|h| h.code == code) || plan.hazard_waiver(code).is_some();
    let hazards: Vec<String> = context.expected_hazards.iter().filter(|code| !decided(code)).cloned().collect();
    if !hazards.is_empty() {
        found.add(SECTION, Place::section(Field::NotApplicable), Issue::HazardsUndecided { hazards });
    }
}

fn check_hazard(row: usize, hazard: &PlanHazard, context: &CheckContext, found: &mut Found) {
    let place = |field| Place::named(row, &hazard.code, field);
    let unlabelled = hazard.label.as_ref().is_none_or(Text::is_blank);
    if hazard.code.trim().is_empty() {
        found.add(SECTION, place(Field::Code), Issue::BlankName);
    } else if unlabelled && !context.hazards.contains(&hazard.code) {
        found.add(SECTION, place(Field::Label), Issue::HazardUnknownWithoutLabel { hazard: hazard.code.clone() });
    }
    bounds::length(found, SECTION, &hazard.code, bounds::CODE, || place(Field::Code));
    if let Some(label) = &hazard.label {
        bounds::text(found, SECTION, label, bounds::NAME, || place(Field::Label));
    }
    if hazard.affects.is_empty() {
        found.add(SECTION, place(Field::Affects), Issue::HazardAffectsNothing { hazard: hazard.code.clone() });
    }
    for category in Category::ALL {
        if hazard.affects.iter().filter(|affected| *affected == category).count() > 1 {
            found.add(SECTION, place(Field::Affects), Issue::DuplicateCategory { category: *category });
        }
    }
}
