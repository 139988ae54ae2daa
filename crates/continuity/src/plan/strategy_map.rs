//! The one-page BCP Strategy Map (template T11; cabinet paper of 8 December 2563, 2.1): mission -> critical process
//! -> digital channel -> hazards -> strategies by resource -> what citizens get. Drawn from T1-T9, never written.

use serde::Serialize;

use super::{Category, Impact, Plan, PlanHazard, Process, Text, resource::uses};
use crate::Duration;

/// The map as data, in the order in which it is drawn.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StrategyMap {
    /// Missions in the order of their most pressing process, each with its processes.
    pub missions: Vec<Mission>,
    /// The situations that the plan covers.
    pub hazards: Vec<MapHazard>,
    /// All five categories, each with its strategies and whether a situation takes it away.
    pub strategies: Vec<MapStrategies>,
    /// Processes that did not fit on the page: the least pressing ones.
    pub processes_left_off: usize,
}

/// One mission.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mission {
    /// Its words; absent for processes that name no mission.
    pub name: Option<Text>,
    /// Its processes, most pressing first.
    pub processes: Vec<MapProcess>,
}

/// One process.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapProcess {
    /// Row in the plan.
    pub row: usize,
    /// Name.
    pub name: Text,
    /// Level of impact.
    pub impact: Option<Impact>,
    /// Codes of its digital channels.
    pub services: Vec<String>,
    /// Categories that it uses: what links it with the strategies.
    pub uses: Vec<Category>,
    /// What citizens get when the strategies work.
    pub outcome: Outcome,
}

/// What citizens get.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// The service is back within this time.
    pub back_within: Option<Duration>,
    /// At least this share of the normal output, 0 to 1.
    pub at_least: Option<f64>,
    /// For so many people a day.
    pub people_per_day: Option<u64>,
    /// Also without coming to the counter.
    pub digital: bool,
}

/// One situation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapHazard {
    /// Its code.
    pub code: String,
    /// Label of an own code.
    pub label: Option<Text>,
    /// Categories that it takes away.
    pub affects: Vec<Category>,
}

/// The strategies of one category.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapStrategies {
    /// The category.
    pub category: Category,
    /// Codes of the situations that take it away.
    pub threatened_by: Vec<String>,
    /// What will be done.
    pub texts: Vec<Text>,
}

/// Draws the map with at most `most` processes: the worst impact first, then the shortest RTO, then the order of
/// the plan.
pub fn strategy_map(plan: &Plan, most: usize) -> StrategyMap {
    let mut rows: Vec<(usize, &Process)> =
        plan.processes.iter().enumerate().filter(|(_, process)| !process.name.is_blank()).collect();
    rows.sort_by_key(|(row, process)| {
        (process.impact.is_none(), process.impact, process.rto.is_none(), process.rto, *row)
    });
    let processes_left_off = rows.len().saturating_sub(most);
    rows.truncate(most);
    StrategyMap {
        missions: missions(&rows),
        hazards: plan.hazards.iter().map(map_hazard).collect(),
        strategies: Category::ALL.iter().map(|category| map_strategies(plan, *category)).collect(),
        processes_left_off,
    }
}

fn missions(rows: &[(usize, &Process)]) -> Vec<Mission> {
    let mut missions: Vec<Mission> = Vec::new();
    for (row, process) in rows {
        let name = process.mission.clone().filter(|mission| !mission.is_blank());
        let same = |mission: &&mut Mission| {
            mission.name.as_ref().map(|text| text.th.trim()) == name.as_ref().map(|text| text.th.trim())
        };
        let drawn = map_process(*row, process);
        match missions.iter_mut().find(same) {
            Some(mission) => mission.processes.push(drawn),
            None => missions.push(Mission { name, processes: vec![drawn] }),
        }
    }
    missions
}

fn map_process(row: usize, process: &Process) -> MapProcess {
    let services: Vec<String> = process.services.iter().filter(|code| !code.trim().is_empty()).cloned().collect();
    MapProcess {
        row,
        name: process.name.clone(),
        impact: process.impact,
        uses: Category::ALL.iter().copied().filter(|category| uses(process, *category)).collect(),
        outcome: Outcome {
            back_within: process.rto,
            at_least: process.mbco,
            people_per_day: process.people_served_per_day,
            digital: process.has_e_service(),
        },
        services,
    }
}

fn map_hazard(hazard: &PlanHazard) -> MapHazard {
    MapHazard { code: hazard.code.clone(), label: hazard.label.clone(), affects: hazard.affects.clone() }
}

fn map_strategies(plan: &Plan, category: Category) -> MapStrategies {
    let threats = plan.hazards.iter().filter(|hazard| hazard.affects.contains(&category));
    let strategies = plan.strategies.iter().filter(|s| s.category == category && !s.text.is_blank());
    MapStrategies {
        category,
        threatened_by: threats.map(|hazard| hazard.code.clone()).collect(),
        texts: strategies.map(|strategy| strategy.text.clone()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::PlanKind;

    fn process(name: &str, mission: &str, impact: Impact, rto: Duration) -> Process {
        Process {
            id: name.into(),
            name: Text::th(name),
            mission: Some(Text::th(mission)),
            impact: Some(impact),
            rto: Some(rto),
            ..Process::default()
        }
    }

    fn plan() -> Plan {
        let mut plan = Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน"));
        plan.processes = vec![
            process("ก", "บริการ", Impact::Medium, Duration::hours(4)),
            process("ข", "บริหาร", Impact::VeryHigh, Duration::days(1)),
            process("ค", "บริการ", Impact::VeryHigh, Duration::hours(2)),
        ];
        plan
    }

    #[test]
    fn the_most_pressing_processes_come_first_under_their_missions() {
        let map = strategy_map(&plan(), 10);
        let drawn: Vec<(Option<&str>, Vec<&str>)> = map
            .missions
            .iter()
            .map(|m| (m.name.as_ref().map(|t| t.th.as_str()), m.processes.iter().map(|p| p.name.th.as_str()).collect()))
            .collect();
        assert_eq!(drawn, [(Some("บริการ"), vec!["ค", "ก"]), (Some("บริหาร"), vec!["ข"])]);
    }

    #[test]
    fn what_does_not_fit_is_counted_and_is_the_least_pressing() {
        let map = strategy_map(&plan(), 2);
        assert_eq!(map.processes_left_off, 1);
        assert!(map.missions.iter().flat_map(|m| &m.processes).all(|p| p.name.th != "ก"));
    }

    #[test]
    fn every_category_is_on_the_map_with_its_threats() {
        let mut plan = plan();
        plan.hazards.push(PlanHazard { code: "flood".into(), label: None, affects: vec![Category::Premises] });
        let map = strategy_map(&plan, 10);
        assert_eq!(map.strategies.len(), Category::ALL.len());
        assert_eq!(map.strategies.first().map(|s| s.threatened_by.clone()), Some(vec!["flood".to_owned()]));
    }

    #[test]
    fn a_process_with_a_service_is_digital_for_citizens() {
        let mut plan = plan();
        plan.processes.iter_mut().for_each(|p| p.services = vec![" ".into()]);
        assert!(strategy_map(&plan, 10).missions.iter().flat_map(|m| &m.processes).all(|p| !p.outcome.digital));
        plan.processes.iter_mut().for_each(|p| p.services = vec!["E-01".into()]);
        assert!(strategy_map(&plan, 10).missions.iter().flat_map(|m| &m.processes).all(|p| p.outcome.digital));
    }
}
