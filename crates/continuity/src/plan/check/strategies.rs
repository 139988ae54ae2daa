//! T9: continuity strategies by resource category (ISO 22301:2019 8.3): one for each category that a hazard takes
//! away, strong and quick enough for the processes that use it, and resting on agreements that hold.

use super::{Found, Issue, Place, bounds, called};
use crate::plan::{
    Agreement, Category, Commitment, Field, Plan, Process, Section, Strategy, dependency::Target, resource::uses,
};

const SECTION: Section = Section::Strategies;

pub(super) fn check(plan: &Plan, found: &mut Found) {
    bounds::count(found, SECTION, plan.strategies.len(), bounds::ROWS, Place::section(Field::Row));
    for (row, strategy) in plan.strategies.iter().enumerate() {
        words(row, strategy, found);
        if let Some(commitment) = &strategy.commitment {
            check_commitment(plan, row, commitment, found);
        }
    }
    for category in Category::ALL {
        coverage(plan, *category, found);
        strength(plan, *category, found);
        speed(plan, *category, found);
    }
}

fn words(row: usize, strategy: &Strategy, found: &mut Found) {
    let place = |field| Place::row(row, field);
    if strategy.text.is_blank() {
        found.add(SECTION, place(Field::Text), Issue::BlankName);
    }
    bounds::text(found, SECTION, &strategy.text, bounds::PASSAGE, || place(Field::Text));
    if let Some(trigger) = &strategy.trigger {
        bounds::text(found, SECTION, trigger, bounds::PASSAGE, || place(Field::Trigger));
    }
    if let Some(level) = strategy.level_achieved
        && !(0.0..=1.0).contains(&level)
    {
        found.add(SECTION, place(Field::LevelAchieved), Issue::LevelOutOfRange { level });
    }
    if let Some(cost) = strategy.cost_baht
        && !(cost.is_finite() && cost >= 0.0)
    {
        found.add(SECTION, place(Field::CostBaht), Issue::CostOutOfRange { cost });
    }
}

fn check_commitment(plan: &Plan, row: usize, commitment: &Commitment, found: &mut Found) {
    let place = |field| Place::row(row, field);
    let resource = commitment.resource.trim();
    bounds::length(found, SECTION, resource, bounds::CODE, || place(Field::Commitment));
    if !commitment.quantity.is_finite() || commitment.quantity < 0.0 {
        found.add(SECTION, place(Field::Quantity), Issue::QuantityOutOfRange { quantity: commitment.quantity });
    }
    if resource.is_empty() {
        found.add(SECTION, place(Field::Commitment), Issue::BlankName);
        return;
    }
    let agreement = commitment.agreement.unwrap_or(Agreement::None);
    if agreement != Agreement::Signed {
        let what = Issue::AgreementNotInForce { resource: resource.to_owned(), agreement };
        found.add(SECTION, place(Field::Agreement), what);
    }
    if let Ok(Target::System(system)) = Target::parse(resource)
        && !plan
            .processes
            .iter()
            .any(|p| p.depends_on.iter().any(|d| Target::parse(&d.on) == Ok(Target::System(system))))
    {
        found.add(SECTION, place(Field::Commitment), Issue::SystemServesNoProcess { system: system.to_owned() });
    }
}

fn coverage(plan: &Plan, category: Category, found: &mut Found) {
    if written(plan, category).next().is_some() {
        return;
    }
    let affecting = plan.hazards.iter().filter(|hazard| hazard.affects.contains(&category));
    let hazards: Vec<String> = affecting.map(|hazard| hazard.code.clone()).collect();
    if !hazards.is_empty() {
        let place = Place { row: None, id: Some(category.code().to_owned()), inner: None, field: Field::Category };
        found.add(SECTION, place, Issue::StrategyMissingForAffectedCategory { category, hazards });
    }
}

/// Judged only when every strategy of the category says its level: an unknown one may be the good one.
fn strength(plan: &Plan, category: Category, found: &mut Found) {
    let levels: Option<Vec<(usize, f64)>> =
        written(plan, category).map(|(row, s)| Some((row, s.level_achieved?))).collect();
    let best = levels.and_then(|levels| levels.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)));
    let most = users(plan, category)
        .filter_map(|process| Some((process, process.mbco.filter(|mbco| (0.0..=1.0).contains(mbco))?)))
        .max_by(|a, b| a.1.total_cmp(&b.1));
    if let (Some((row, level)), Some((process, mbco))) = (best, most)
        && level < mbco
    {
        let what = Issue::LevelBelowMbco { category, level, process: called(process), mbco };
        found.add(SECTION, Place::row(row, Field::LevelAchieved), what);
    }
}

/// Judged only when every strategy of the category says its time: an unknown one may be the quick one.
fn speed(plan: &Plan, category: Category, found: &mut Found) {
    let times: Option<Vec<_>> = written(plan, category).map(|(row, s)| Some((row, s.time_to_implement?))).collect();
    let quickest = times.and_then(|times| times.into_iter().min_by_key(|(_, time)| *time));
    let waits_least =
        users(plan, category).filter_map(|process| Some((process, process.rto?))).min_by_key(|(_, rto)| *rto);
    if let (Some((row, takes)), Some((process, rto))) = (quickest, waits_least)
        && takes > rto
    {
        let what = Issue::StrategyTakesLongerThanRto { category, takes, process: called(process), rto };
        found.add(SECTION, Place::row(row, Field::TimeToImplement), what);
    }
}

fn written(plan: &Plan, category: Category) -> impl Iterator<Item = (usize, &Strategy)> {
    plan.strategies.iter().enumerate().filter(move |(_, s)| s.category == category && !s.text.is_blank())
}

fn users(plan: &Plan, category: Category) -> impl Iterator<Item = &Process> {
    plan.processes.iter().filter(move |process| uses(process, category))
}
