//! Resources by time after the disruption (template tables T4-T8), as step functions: a quantity holds from its
//! time until the next one that is given.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Category, Plan, Process, ResourceNeed};
use crate::Duration;

/// Columns of the tables T4-T8 in the common form: 4 hours, 1 day, 1 week, 2 weeks, 1 month (of 30 days).
pub const STANDARD_COLUMNS: [Duration; 5] =
    [Duration::hours(4), Duration::days(1), Duration::days(7), Duration::days(14), Duration::days(30)];

/// The first column of the common form stands for everything up to 4 hours: no resource can be entered as earlier.
pub const FIRST_COLUMN: Duration = Duration::hours(4);

/// The first time at which some of the resource is there; `None` when it never is.
pub fn first_available(resource: &ResourceNeed) -> Option<Duration> {
    resource.need.iter().find(|(_, quantity)| **quantity > 0.0).map(|(time, _)| *time)
}

/// The quantity needed at a time after the disruption; 0 before the first time given.
pub fn needed_at(resource: &ResourceNeed, time: Duration) -> f64 {
    resource.need.range(..=time).next_back().map_or(0.0, |(_, quantity)| *quantity)
}

/// The largest quantity at any time.
pub fn most_needed(resource: &ResourceNeed) -> f64 {
    resource.need.values().copied().fold(0.0, f64::max)
}

/// The first time at which less is needed than before.
pub fn decreases_at(resource: &ResourceNeed) -> Option<Duration> {
    let earlier = resource.need.values();
    let later = resource.need.iter().skip(1);
    earlier.zip(later).find(|(before, (_, now))| *now < *before).map(|(_, (time, _))| *time)
}

/// When the resource comes, if only after the process that it serves should be back. Anything by the first column of
/// the form is in time, because its tables know nothing earlier.
pub fn is_later_than_rto(resource: &ResourceNeed, rto: Duration, first_column: Duration) -> Option<Duration> {
    first_available(resource).filter(|first| *first > rto.max(first_column))
}

/// The code in `source` without the kind before it: `site:S-1` and `S-1` name the same site.
pub fn source_code(resource: &ResourceNeed) -> Option<&str> {
    let source = resource.source.as_deref()?.trim();
    let code = source.strip_prefix("site:").or_else(|| source.strip_prefix("supplier:")).unwrap_or(source);
    Some(code).filter(|code| !code.is_empty())
}

/// True when the process uses the category: by a resource, or by a dependency on something of it.
pub fn uses(process: &Process, category: Category) -> bool {
    process.resources.iter().any(|resource| resource.category == category)
        || process.depends_on.iter().any(|dependency| {
            super::dependency::Target::parse(&dependency.on).is_ok_and(|target| target.category() == Some(category))
        })
}

/// One line of a summary over all processes: an item of a category and how much of it is needed at each time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Total {
    /// Category.
    pub category: Category,
    /// What it is, in Thai.
    pub item: String,
    /// Unit.
    pub unit: Option<String>,
    /// Total quantity from each time on.
    pub need: BTreeMap<Duration, f64>,
}

/// The resources of all processes added up by category, item and unit, in that order. An item that two processes
/// share is counted for both: the plan promises it to both.
pub fn totals(plan: &Plan) -> Vec<Total> {
    let mut by_item: BTreeMap<(Category, &str, Option<&str>), Vec<&ResourceNeed>> = BTreeMap::new();
    for resource in plan.processes.iter().flat_map(|process| &process.resources) {
        let unit = resource.unit.as_deref().map(str::trim).filter(|unit| !unit.is_empty());
        by_item.entry((resource.category, resource.item.th.trim(), unit)).or_default().push(resource);
    }
    by_item
        .into_iter()
        .map(|((category, item, unit), resources)| {
            let times = resources.iter().flat_map(|resource| resource.need.keys().copied());
            let sum = |time: Duration| resources.iter().map(|resource| needed_at(resource, time)).sum();
            let need = times.map(|time| (time, sum(time))).collect();
            Total { category, item: item.to_owned(), unit: unit.map(str::to_owned), need }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Dependency, PlanKind, Text};

    fn seats(need: &[(Duration, f64)]) -> ResourceNeed {
        ResourceNeed {
            category: Category::Premises,
            item: Text::th("ที่นั่ง"),
            unit: Some("ที่".into()),
            source: Some("site:S-1".into()),
            need: need.iter().copied().collect(),
        }
    }

    #[test]
    fn a_quantity_holds_until_the_next_one() {
        let resource = seats(&[(Duration::hours(4), 3.0), (Duration::days(7), 10.0)]);
        for (time, quantity) in
            [(Duration::hours(1), 0.0), (Duration::hours(4), 3.0), (Duration::days(3), 3.0), (Duration::days(30), 10.0)]
        {
            assert_eq!(needed_at(&resource, time), quantity, "{time}");
        }
        assert_eq!(most_needed(&resource), 10.0);
    }

    #[test]
    fn a_resource_must_be_there_by_the_rto() {
        let resource = seats(&[(Duration::hours(4), 0.0), (Duration::days(1), 3.0)]);
        assert_eq!(is_later_than_rto(&resource, Duration::hours(8), FIRST_COLUMN), Some(Duration::days(1)));
        assert_eq!(is_later_than_rto(&resource, Duration::days(1), FIRST_COLUMN), None);
        assert_eq!(is_later_than_rto(&seats(&[]), Duration::days(1), FIRST_COLUMN), None);
    }

    #[test]
    fn the_first_column_of_the_tables_is_early_enough_for_any_rto() {
        let resource = seats(&[(Duration::hours(4), 3.0)]);
        assert_eq!(is_later_than_rto(&resource, Duration::hours(1), FIRST_COLUMN), None);
    }

    #[test]
    fn a_need_that_decreases_is_found_at_its_time() {
        let decreasing = seats(&[(Duration::hours(4), 3.0), (Duration::days(1), 5.0), (Duration::days(7), 4.0)]);
        assert_eq!(decreases_at(&decreasing), Some(Duration::days(7)));
        assert_eq!(decreases_at(&seats(&[(Duration::hours(4), 3.0), (Duration::days(1), 3.0)])), None);
    }

    #[test]
    fn the_same_item_of_two_processes_is_added_up_at_every_time() {
        let mut plan = Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน"));
        for need in [&[(Duration::hours(4), 3.0)][..], &[(Duration::days(1), 2.0)][..]] {
            plan.processes.push(Process { resources: vec![seats(need)], ..Process::default() });
        }
        let need: Vec<BTreeMap<Duration, f64>> = totals(&plan).into_iter().map(|total| total.need).collect();
        assert_eq!(need, [BTreeMap::from([(Duration::hours(4), 3.0), (Duration::days(1), 5.0)])]);
    }

    #[test]
    fn a_process_uses_a_category_by_resource_or_dependency() {
        let on = |on: &str| Dependency { on: on.into(), group: None, need: None, tolerance: None };
        let process = Process {
            resources: vec![seats(&[])],
            depends_on: vec![on("system:X"), on("lifeline:power")],
            ..Process::default()
        };
        let used: Vec<Category> = Category::ALL.iter().copied().filter(|c| uses(&process, *c)).collect();
        assert_eq!(used, [Category::Premises, Category::Technology]);
    }

    #[test]
    fn a_source_names_its_site_with_or_without_the_kind() {
        let mut resource = seats(&[]);
        assert_eq!(source_code(&resource), Some("S-1"));
        resource.source = Some(" S-1 ".into());
        assert_eq!(source_code(&resource), Some("S-1"));
        resource.source = Some("site:".into());
        assert_eq!(source_code(&resource), None);
    }
}
