//! The comparison of each section: which rows identify each other by what, and which fields they have.

use super::{Changes, How, Row, Value, rows::match_rows};
use crate::plan::{
    Category, Dependency, Field, NotApplicable, Place, Plan, PlanHazard, Process, RecoveryStep, ResourceNeed, Section,
    Strategy, TeamMember, Text, section::Waived,
};

pub(super) fn compare(old: &Plan, new: &Plan, changes: &mut Changes) {
    for section in Section::ALL {
        match section {
            Section::Scope => scope(old, new, changes),
            Section::Hazards => list(*section, &old.hazards, &new.hazards, &[&|h| h.code.clone()], hazard, changes),
            Section::Processes => list(*section, &old.processes, &new.processes, BY_ID, process, changes),
            Section::Dependencies => inside(old, new, *section, dependencies, changes),
            Section::Resources => inside(old, new, *section, resources, changes),
            Section::Strategies => {
                let same_text = |s: &Strategy| format!("{} {}", s.category.code(), s.text.th);
                let same_category = |s: &Strategy| s.category.code().to_owned();
                list(*section, &old.strategies, &new.strategies, &[&same_text, &same_category], strategy, changes);
            }
            Section::Team => list(*section, &old.team, &new.team, &[&|m| m.id.clone()], member, changes),
            Section::Recovery => {
                let same_text = |s: &RecoveryStep| format!("{} {}", s.phase.code(), s.step.th);
                let same_order = |s: &RecoveryStep| format!("{} {:?}", s.phase.code(), s.order);
                list(*section, &old.recovery, &new.recovery, &[&same_text, &same_order], step, changes);
            }
        }
        waivers(old, new, *section, changes);
    }
}

const BY_ID: &[&dyn Fn(&Process) -> String] = &[&process_id];

fn process_id(process: &Process) -> String {
    process.id.clone()
}

/// What the comparison knows of one kind of row.
struct Shown {
    id: Option<String>,
    name: Text,
    fields: Vec<(Field, Option<Value>)>,
}

/// Compares two lists of the plan.
fn list<T>(
    section: Section,
    old: &[T],
    new: &[T],
    keys: &[&dyn Fn(&T) -> String],
    show: fn(&T) -> Shown,
    changes: &mut Changes,
) {
    let place =
        |row: usize, shown: &Shown| Place { row: Some(row), id: shown.id.clone(), inner: None, field: Field::Row };
    compare_rows(section, (old, new), keys, show, &place, changes);
}

fn compare_rows<T>(
    section: Section,
    (old, new): (&[T], &[T]),
    keys: &[&dyn Fn(&T) -> String],
    show: fn(&T) -> Shown,
    place: &dyn Fn(usize, &Shown) -> Place,
    changes: &mut Changes,
) {
    let matched = match_rows(old, new, keys);
    for ((row, item), older) in new.iter().enumerate().zip(&matched.older) {
        let now = show(item);
        let at = Row { section, place: place(row, &now), name: Some(&now.name) };
        match older.and_then(|older| old.get(older)) {
            None => changes.add(&at, How::Added, None, Some(Value::Text(now.name.clone()))),
            Some(before) => {
                for ((field, new), (_, old)) in now.fields.into_iter().zip(show(before).fields) {
                    changes.field(&at, field, old, new);
                }
            }
        }
    }
    for (row, item) in matched.removed.iter().filter_map(|row| Some((*row, old.get(*row)?))) {
        let before = show(item);
        let at = Row { section, place: place(row, &before), name: Some(&before.name) };
        changes.add(&at, How::Removed, Some(Value::Text(before.name.clone())), None);
    }
}

/// Compares what is inside the processes that both versions have. Of a process that came or went its row says so.
fn inside(old: &Plan, new: &Plan, section: Section, compare: fn(Inside<'_>, &mut Changes), changes: &mut Changes) {
    let matched = match_rows(&old.processes, &new.processes, BY_ID);
    for ((row, now), older) in new.processes.iter().enumerate().zip(matched.older) {
        let none = Process::default();
        let before = older.and_then(|older| old.processes.get(older)).unwrap_or(&none);
        compare(Inside { section, row, before, now }, changes);
    }
}

struct Inside<'a> {
    section: Section,
    row: usize,
    before: &'a Process,
    now: &'a Process,
}

impl Inside<'_> {
    fn place(&self, inner: usize) -> Place {
        Place::named(self.row, &self.now.id, Field::Row).inside(inner)
    }
}

fn dependencies(of: Inside<'_>, changes: &mut Changes) {
    let keys: [&dyn Fn(&Dependency) -> String; 2] = [&|d| format!("{} {:?}", d.on, d.group), &|d| d.on.clone()];
    let lists = (of.before.depends_on.as_slice(), of.now.depends_on.as_slice());
    compare_rows(of.section, lists, &keys, dependency, &|inner, _| of.place(inner), changes);
}

fn resources(of: Inside<'_>, changes: &mut Changes) {
    let keys: [&dyn Fn(&ResourceNeed) -> String; 1] = [&|r| format!("{} {}", r.category.code(), r.item.th)];
    let lists = (of.before.resources.as_slice(), of.now.resources.as_slice());
    compare_rows(of.section, lists, &keys, resource, &|inner, _| of.place(inner), changes);
}

fn scope(old: &Plan, new: &Plan, changes: &mut Changes) {
    let at = Row { section: Section::Scope, place: Place::section(Field::Row), name: None };
    changes.field(&at, Field::Title, Value::text(&old.title), Value::text(&new.title));
    let code = |plan: &Plan| Some(Value::Code(plan.kind.code()));
    changes.field(&at, Field::Kind, code(old), code(new));
    let secrecy = |plan: &Plan| Some(Value::Code(plan.classification.code()));
    changes.field(&at, Field::Classification, secrecy(old), secrecy(new));
    passages(Field::Objectives, &old.objectives, &new.objectives, changes);
    passages(Field::Assumptions, &old.assumptions, &new.assumptions, changes);
    changes.field(&at, Field::Scope, Value::optional_text(&old.scope), Value::optional_text(&new.scope));
}

/// Passages have no identity: equal ones match, what is left is taken as rewritten in order.
fn passages(field: Field, old: &[Text], new: &[Text], changes: &mut Changes) {
    let matched = match_rows(old, new, &[&|text| text.th.clone(), &|_| String::new()]);
    for ((row, now), older) in new.iter().enumerate().zip(matched.older) {
        let at = Row { section: Section::Scope, place: Place::row(row, field), name: None };
        let before = older.and_then(|older| old.get(older));
        changes.field(&at, field, before.and_then(Value::text), Value::text(now));
    }
    for (row, before) in matched.removed.iter().filter_map(|row| Some((*row, old.get(*row)?))) {
        let at = Row { section: Section::Scope, place: Place::row(row, field), name: None };
        changes.field(&at, field, Value::text(before), None);
    }
}

fn waivers(old: &Plan, new: &Plan, section: Section, changes: &mut Changes) {
    let of = |plan: &Plan| -> Vec<NotApplicable> {
        let here = |n: &&NotApplicable| match Waived::parse(&n.section) {
            Some(Waived::Section(of)) => of == section,
            Some(Waived::Hazard(_)) => section == Section::Hazards,
            None => section == Section::Scope,
        };
        plan.not_applicable.iter().filter(here).cloned().collect()
    };
    let place =
        |_: usize, shown: &Shown| Place { row: None, id: shown.id.clone(), inner: None, field: Field::NotApplicable };
    compare_rows(section, (&of(old), &of(new)), &[&|n| n.section.clone()], waiver, &place, changes);
}

fn waiver(waiver: &NotApplicable) -> Shown {
    Shown {
        id: Some(waiver.section.clone()),
        name: Text::th(waiver.reason.as_str()),
        fields: vec![(Field::Reason, Some(Value::Words(waiver.reason.clone())))],
    }
}

fn hazard(hazard: &PlanHazard) -> Shown {
    let affected = Category::ALL.iter().filter(|category| hazard.affects.contains(category));
    Shown {
        id: Some(hazard.code.clone()),
        name: hazard.label.clone().filter(|l| !l.is_blank()).unwrap_or_else(|| Text::th(hazard.code.as_str())),
        fields: vec![
            (Field::Label, Value::optional_text(&hazard.label)),
            (Field::Affects, Some(Value::Codes(affected.map(|category| category.code()).collect()))),
        ],
    }
}

fn process(process: &Process) -> Shown {
    let number = |value: Option<f64>| value.map(Value::Number);
    Shown {
        id: Some(process.id.clone()),
        name: if process.name.is_blank() { Text::th(process.id.as_str()) } else { process.name.clone() },
        fields: vec![
            (Field::Name, Value::text(&process.name)),
            (Field::Mission, Value::optional_text(&process.mission)),
            (Field::OwnerUnit, Value::words(&process.owner_unit)),
            (Field::Impact, process.impact.map(|impact| Value::Code(impact.code()))),
            (Field::ImpactOverTime, Some(Value::Course(process.impact_over_time.clone()))),
            (Field::Rto, Value::duration(process.rto)),
            (Field::RtoReason, Value::words(&process.rto_reason)),
            (Field::Mtpd, Value::duration(process.mtpd)),
            (Field::Rpo, Value::duration(process.rpo)),
            (Field::Rta, Value::duration(process.rta)),
            (Field::Mbco, number(process.mbco)),
            (Field::PeopleServedPerDay, process.people_served_per_day.map(Value::Count)),
            (Field::Services, Some(Value::List(process.services.clone()))),
        ],
    }
}

fn dependency(dependency: &Dependency) -> Shown {
    Shown {
        id: None,
        name: Text::th(dependency.on.as_str()),
        fields: vec![
            (Field::On, Some(Value::Words(dependency.on.clone()))),
            (Field::Group, Value::words(&dependency.group)),
            (Field::Need, dependency.need.map(|need| Value::Count(need.into()))),
            (Field::Tolerance, Value::duration(dependency.tolerance)),
        ],
    }
}

fn resource(resource: &ResourceNeed) -> Shown {
    Shown {
        id: None,
        name: resource.item.clone(),
        fields: vec![
            (Field::Category, Some(Value::Code(resource.category.code()))),
            (Field::Item, Value::text(&resource.item)),
            (Field::Unit, Value::words(&resource.unit)),
            (Field::Source, Value::words(&resource.source)),
            (Field::Need, Some(Value::Quantities(resource.need.clone()))),
        ],
    }
}

fn strategy(strategy: &Strategy) -> Shown {
    let number = |value: Option<f64>| value.map(Value::Number);
    let commitment = strategy.commitment.as_ref();
    let agreement = commitment.and_then(|c| c.agreement).map(|agreement| Value::Code(agreement.code()));
    Shown {
        id: None,
        name: strategy.text.clone(),
        fields: vec![
            (Field::Category, Some(Value::Code(strategy.category.code()))),
            (Field::Text, Value::text(&strategy.text)),
            (Field::Trigger, Value::optional_text(&strategy.trigger)),
            (Field::TimeToImplement, Value::duration(strategy.time_to_implement)),
            (Field::MaximumDuration, Value::duration(strategy.maximum_duration)),
            (Field::LevelAchieved, number(strategy.level_achieved)),
            (Field::CostBaht, number(strategy.cost_baht)),
            (Field::Commitment, commitment.map(|c| Value::Words(c.resource.clone()))),
            (Field::Quantity, number(commitment.map(|c| c.quantity))),
            (Field::Agreement, agreement),
        ],
    }
}

fn member(member: &TeamMember) -> Shown {
    Shown {
        id: Some(member.id.clone()),
        name: Text::th(member.name.as_str()),
        fields: vec![
            (Field::Role, Some(Value::Code(member.role.code()))),
            (Field::Name, Some(Value::Words(member.name.clone()))),
            (Field::Position, Value::words(&member.position)),
            (Field::Phone, Value::words(&member.phone)),
            (Field::Email, Value::words(&member.email)),
            (Field::AlternateOf, Value::words(&member.alternate_of)),
            (Field::CalledBy, Value::words(&member.called_by)),
        ],
    }
}

fn step(step: &RecoveryStep) -> Shown {
    Shown {
        id: None,
        name: step.step.clone(),
        fields: vec![
            (Field::Phase, Some(Value::Code(step.phase.code()))),
            (Field::Order, step.order.map(|order| Value::Orders(vec![order]))),
            (Field::Step, Value::text(&step.step)),
            (Field::Role, Some(Value::Words(step.role.clone()))),
            (Field::After, Some(Value::Orders(step.after.clone()))),
            (Field::Due, Value::duration(step.due)),
        ],
    }
}
