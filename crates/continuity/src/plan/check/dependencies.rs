//! What each process needs in order to run, and whether the plan keeps its own order (ISO 22301:2019 8.2.2 f).

use std::collections::{BTreeMap, BTreeSet};

use super::{CheckContext, Found, Issue, Place, bounds, called, is_critical};
use crate::plan::{
    Field, Plan, Process, Section,
    dependency::{Target, groups, required},
};

const SECTION: Section = Section::Dependencies;

pub(super) fn check(plan: &Plan, context: &CheckContext, found: &mut Found) {
    let mut own: BTreeMap<&str, &Process> = BTreeMap::new();
    for process in &plan.processes {
        own.entry(process.id.as_str()).or_insert(process);
    }
    for (row, process) in plan.processes.iter().enumerate() {
        let of = Of { plan, context, own: &own, row, process };
        if process.depends_on.is_empty() && is_critical(process) {
            found.add(
                SECTION,
                of.place(Field::DependsOn),
                Issue::ProcessWithoutDependencies { process: called(process) },
            );
        }
        bounds::count(found, SECTION, process.depends_on.len(), bounds::INNER_ROWS, of.place(Field::DependsOn));
        of.targets(found);
        of.groups(found);
        of.order(found);
    }
}

/// One process with what its dependencies are compared with.
struct Of<'a> {
    plan: &'a Plan,
    context: &'a CheckContext,
    own: &'a BTreeMap<&'a str, &'a Process>,
    row: usize,
    process: &'a Process,
}

impl Of<'_> {
    fn place(&self, field: Field) -> Place {
        Place::named(self.row, &self.process.id, field)
    }

    fn targets(&self, found: &mut Found) {
        let mut seen = BTreeSet::new();
        for (inner, dependency) in self.process.depends_on.iter().enumerate() {
            let on = dependency.on.as_str();
            let place = || self.place(Field::On).inside(inner);
            bounds::length(found, SECTION, on, bounds::CODE, place);
            if let Some(group) = &dependency.group {
                bounds::length(found, SECTION, group, bounds::CODE, || self.place(Field::Group).inside(inner));
            }
            if on.trim().is_empty() {
                found.add(SECTION, place(), Issue::BlankName);
                continue;
            }
            if !seen.insert(on) {
                found.add(SECTION, place(), Issue::DuplicateDependency { on: on.to_owned() });
            }
            match Target::parse(on) {
                Err(_) => found.add(SECTION, place(), Issue::InvalidDependency { on: on.to_owned() }),
                Ok(Target::Process { organisation, id }) => self.target_process(organisation, id, place(), found),
                Ok(Target::Lifeline(code)) if !self.context.lifelines.contains(code) => {
                    found.add(SECTION, place(), Issue::UnknownLifeline { lifeline: code.to_owned() });
                }
                Ok(_) => {}
            }
        }
    }

    fn target_process(&self, organisation: &str, id: &str, place: Place, found: &mut Found) {
        let on = format!("{organisation}/{id}");
        let exists = if organisation == self.plan.organisation {
            self.own.contains_key(id)
        } else {
            self.context.processes_elsewhere.as_ref().is_none_or(|known| known.contains(&on))
        };
        if organisation == self.plan.organisation && id == self.process.id {
            found.add(SECTION, place, Issue::DependsOnItself { process: called(self.process) });
        } else if !exists {
            found.add(SECTION, place, Issue::UnknownProcessDependency { process: called(self.process), on });
        }
    }

    fn groups(&self, found: &mut Found) {
        for group in groups(&self.process.depends_on) {
            let members =
                || group.members.iter().filter_map(|inner| Some((*inner, self.process.depends_on.get(*inner)?)));
            let Some((first, _)) = members().next() else { continue };
            let place = self.place(Field::Need).inside(first);
            if let Some((inner, _)) = members().find(|(_, dependency)| dependency.need == Some(0)) {
                found.add(SECTION, self.place(Field::Need).inside(inner), Issue::NeedIsZero);
            }
            let has = u32::try_from(group.members.len()).unwrap_or(u32::MAX);
            if group.need > has {
                let what = Issue::GroupNeedsMoreThanItHas { group: group.name.map(Into::into), need: group.need, has };
                found.add(SECTION, place.clone(), what);
            }
            let said: BTreeSet<u32> = members().filter_map(|(_, dependency)| dependency.need).collect();
            if let (Some(name), true) = (group.name, said.len() > 1) {
                found.add(SECTION, place, Issue::GroupNeedDiffers { group: name.to_owned() });
            }
        }
    }

    /// A process cannot be back before an own process without which it cannot run, unless it runs on that long.
    fn order(&self, found: &mut Found) {
        let Some(rto) = self.process.rto else { return };
        for (target, tolerance) in required(self.process) {
            let Target::Process { organisation, id } = target else { continue };
            if organisation != self.plan.organisation || id == self.process.id {
                continue;
            }
            let Some(needed) = self.own.get(id) else { continue };
            let Some(on_rto) = needed.rto.filter(|on_rto| *on_rto > rto.max(tolerance)) else { continue };
            let written = target.to_string();
            let inner = self.process.depends_on.iter().position(|d| d.on == written).unwrap_or(0);
            let what = Issue::RtoBeforeDependency { process: called(self.process), rto, on: called(needed), on_rto };
            found.add(SECTION, self.place(Field::On).inside(inner), what);
        }
    }
}
