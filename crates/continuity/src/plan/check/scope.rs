//! T0: title, objectives, assumptions, scope (ISO 22301:2019 4.3).

use super::{Found, Issue, Place, bounds};
use crate::plan::{Field, Plan, Section, Text};

const SECTION: Section = Section::Scope;

pub(super) fn check(plan: &Plan, found: &mut Found) {
    if plan.title.is_blank() {
        found.add(SECTION, Place::section(Field::Title), Issue::TitleMissing);
    }
    bounds::text(found, SECTION, &plan.title, bounds::NAME, || Place::section(Field::Title));
    if plan.objectives.iter().all(Text::is_blank) {
        found.add(SECTION, Place::section(Field::Objectives), Issue::ObjectivesMissing);
    }
    if plan.assumptions.iter().all(Text::is_blank) {
        found.add(SECTION, Place::section(Field::Assumptions), Issue::AssumptionsMissing);
    }
    match &plan.scope {
        Some(scope) if !scope.is_blank() => {
            bounds::text(found, SECTION, scope, bounds::PASSAGE, || Place::section(Field::Scope));
        }
        _ => found.add(SECTION, Place::section(Field::Scope), Issue::ScopeMissing),
    }
    for (field, list) in [(Field::Objectives, &plan.objectives), (Field::Assumptions, &plan.assumptions)] {
        bounds::count(found, SECTION, list.len(), bounds::ROWS, Place::section(field));
        for (row, text) in list.iter().enumerate() {
            bounds::text(found, SECTION, text, bounds::PASSAGE, || Place::row(row, field));
        }
    }
}
