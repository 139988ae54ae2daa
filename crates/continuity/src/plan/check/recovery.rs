//! T10: recovery steps in three phases (ISO 22301:2019 8.4.4): each with somebody who does it, in an order that can
//! be followed.

use std::collections::BTreeMap;

use super::{Found, Issue, Place, bounds};
use crate::{
    Duration,
    plan::{Field, Phase, Plan, RecoveryStep, Section},
};

const SECTION: Section = Section::Recovery;

pub(super) fn check(plan: &Plan, found: &mut Found) {
    let steps = plan.recovery.as_slice();
    bounds::count(found, SECTION, steps.len(), bounds::ROWS, Place::section(Field::Row));
    for phase in Phase::ALL {
        if !steps.iter().any(|step| step.phase == *phase) {
            let place = Place { row: None, id: Some(phase.code().to_owned()), inner: None, field: Field::Phase };
            found.add(SECTION, place, Issue::PhaseWithoutSteps { phase: *phase });
        }
    }
    let mut by_order: BTreeMap<i64, usize> = BTreeMap::new();
    for (row, step) in steps.iter().enumerate() {
        words(row, step, found);
        let Some(order) = step.order else { continue };
        match by_order.get(&order) {
            Some(first) => {
                found.add(SECTION, Place::row(row, Field::Order), Issue::DuplicateStepOrder { order, first: *first });
            }
            None => {
                by_order.insert(order, row);
            }
        }
    }
    for (row, step) in steps.iter().enumerate() {
        predecessors(steps, &by_order, row, step, found);
    }
    cycles(steps, &by_order, found);
}

fn words(row: usize, step: &RecoveryStep, found: &mut Found) {
    let place = |field| Place::row(row, field);
    if step.step.is_blank() {
        found.add(SECTION, place(Field::Step), Issue::BlankName);
    }
    if step.role.trim().is_empty() {
        found.add(SECTION, place(Field::Role), Issue::StepWithoutRole);
    }
    bounds::text(found, SECTION, &step.step, bounds::PASSAGE, || place(Field::Step));
    bounds::length(found, SECTION, &step.role, bounds::NAME, || place(Field::Role));
    bounds::count(found, SECTION, step.after.len(), bounds::INNER_ROWS, place(Field::After));
    if let Some(due) = step.due
        && !span(step.phase).contains(&due)
    {
        found.add(SECTION, place(Field::Due), Issue::StepDueOutsidePhase { phase: step.phase, due });
    }
}

/// The times after the disruption that belong to a phase: to 24 hours, to 7 days, and after them.
fn span(phase: Phase) -> std::ops::RangeInclusive<Duration> {
    let far = Duration::minutes(u64::MAX);
    match phase {
        Phase::Day1 => Duration::ZERO..=Duration::days(1),
        Phase::Days2To7 => Duration::days(1)..=Duration::days(7),
        Phase::Day8On => Duration::days(7)..=far,
    }
}

fn predecessors(
    steps: &[RecoveryStep],
    by_order: &BTreeMap<i64, usize>,
    row: usize,
    step: &RecoveryStep,
    found: &mut Found,
) {
    for after in &step.after {
        let Some(first) = by_order.get(after).and_then(|at| steps.get(*at)) else {
            found.add(SECTION, Place::row(row, Field::After), Issue::StepAfterUnknown { after: *after });
            continue;
        };
        if first.phase > step.phase {
            let what = Issue::StepAfterLaterPhase { after: *after, phase: first.phase };
            found.add(SECTION, Place::row(row, Field::After), what);
        }
        if let (Some(due), Some(after_due)) = (step.due, first.due)
            && due < after_due
        {
            let what = Issue::StepDueBeforePrerequisite { due, after: *after, after_due };
            found.add(SECTION, Place::row(row, Field::Due), what);
        }
    }
}

/// Takes away steps whose predecessors are all taken, until none can be: what is left waits for itself. Steps that
/// only wait for a circle are not in it, so the same is done from the other end.
fn cycles(steps: &[RecoveryStep], by_order: &BTreeMap<i64, usize>, found: &mut Found) {
    let edges: Vec<(usize, usize)> = steps
        .iter()
        .enumerate()
        .flat_map(|(row, step)| step.after.iter().filter_map(move |after| Some((*by_order.get(after)?, row))))
        .collect();
    let waiting = left_over(steps.len(), edges.iter().copied());
    let waited_for = left_over(steps.len(), edges.iter().map(|(from, to)| (*to, *from)));
    let rows: Vec<usize> = (0..steps.len())
        .filter(|row| waiting.get(*row) == Some(&true) && waited_for.get(*row) == Some(&true))
        .collect();
    if let Some(first) = rows.first() {
        let orders = rows.iter().filter_map(|row| steps.get(*row)?.order).collect();
        found.add(SECTION, Place::row(*first, Field::After), Issue::StepOrderCycle { orders });
    }
}

/// Kahn's algorithm: marks the nodes that cannot be put in an order.
fn left_over(count: usize, edges: impl Iterator<Item = (usize, usize)>) -> Vec<bool> {
    let mut followers: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut waits_for = vec![0usize; count];
    for (from, to) in edges {
        if let (Some(list), Some(number)) = (followers.get_mut(from), waits_for.get_mut(to)) {
            list.push(to);
            *number += 1;
        }
    }
    let mut left = vec![true; count];
    let mut ready: Vec<usize> = waits_for.iter().enumerate().filter(|(_, n)| **n == 0).map(|(row, _)| row).collect();
    while let Some(row) = ready.pop() {
        if let Some(slot) = left.get_mut(row) {
            *slot = false;
        }
        for to in followers.get(row).into_iter().flatten() {
            if let Some(number) = waits_for.get_mut(*to) {
                *number -= 1;
                if *number == 0 {
                    ready.push(*to);
                }
            }
        }
    }
    left
}
