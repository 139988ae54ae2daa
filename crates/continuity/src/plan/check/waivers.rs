//! "Not applicable" is a statement with a reason, distinct from blank, and not every section can be left out.

use super::{Found, Issue, Place, bounds};
use crate::plan::{Field, Plan, Section, section::Waived};

pub(super) fn check(plan: &Plan, section: Section, found: &mut Found) {
    if section == Section::Scope {
        unknown_keys(plan, found);
    }
    for waiver in &plan.not_applicable {
        let waived = Waived::parse(&waiver.section);
        let place = |field| match waived {
            Some(Waived::Hazard(code)) => Place { row: None, id: Some(code.to_owned()), inner: None, field },
            _ => Place::section(field),
        };
        match waived {
            Some(Waived::Section(of)) if of == section => {
                if !section.may_be_not_applicable(plan.kind) {
                    found.add(section, place(Field::NotApplicable), Issue::CannotBeNotApplicable);
                } else if !section.is_blank(plan) {
                    found.add(section, place(Field::NotApplicable), Issue::NotApplicableButFilled);
                }
            }
            Some(Waived::Hazard(code)) if section == Section::Hazards => {
                if plan.hazards.iter().any(|hazard| hazard.code == code) {
                    found.add(section, place(Field::NotApplicable), Issue::NotApplicableButFilled);
                }
            }
            _ => continue,
        }
        if waiver.reason.trim().is_empty() {
            found.add(section, place(Field::Reason), Issue::NotApplicableWithoutReason);
        }
        bounds::length(found, section, &waiver.reason, bounds::PASSAGE, || place(Field::Reason));
    }
}

fn unknown_keys(plan: &Plan, found: &mut Found) {
    for waiver in plan.not_applicable.iter().filter(|waiver| Waived::parse(&waiver.section).is_none()) {
        let key = waiver.section.chars().take(bounds::CODE).collect();
        found.add(Section::Scope, Place::section(Field::NotApplicable), Issue::NotApplicableUnknown { key });
    }
    let count = plan.not_applicable.len();
    bounds::count(found, Section::Scope, count, bounds::ROWS, Place::section(Field::NotApplicable));
}
