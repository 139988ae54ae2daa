//! What the national figures count in one submitted version (contracts, `report readiness`).
//!
//! Written once with each version and never guessed later: a hazard counts when the plan names it, a process has an
//! e-service when it names at least one.

use serde::Serialize;

use super::{Plan, Process};

/// The counts of one plan.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize)]
pub struct Tally {
    /// Codes of the hazards it names, each once, in the order of the plan.
    pub hazards: Vec<String>,
    /// Processes.
    pub processes: u64,
    /// Processes whose RTO is over their MTPD.
    pub with_rto_over_mtpd: u64,
    /// Processes that name at least one service.
    pub with_e_service: u64,
}

impl Tally {
    /// Counts a plan.
    pub fn of(plan: &Plan) -> Tally {
        let count =
            |wanted: fn(&Process) -> bool| plan.processes.iter().map(|process| u64::from(wanted(process))).sum();
        let mut hazards: Vec<String> = Vec::with_capacity(plan.hazards.len());
        for hazard in &plan.hazards {
            let code = hazard.code.trim();
            if !code.is_empty() && !hazards.iter().any(|known| known == code) {
                hazards.push(code.to_owned());
            }
        }
        Tally {
            hazards,
            processes: count(|_| true),
            with_rto_over_mtpd: count(Process::is_rto_over_mtpd),
            with_e_service: count(Process::has_e_service),
        }
    }
}

impl Process {
    /// True when it is to be back later than can be tolerated.
    pub fn is_rto_over_mtpd(&self) -> bool {
        matches!((self.rto, self.mtpd), (Some(rto), Some(mtpd)) if rto > mtpd)
    }

    /// True when it names at least one service.
    pub fn has_e_service(&self) -> bool {
        self.services.iter().any(|code| !code.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Duration,
        plan::{PlanHazard, PlanKind, Text},
    };

    #[test]
    fn a_plan_is_counted_as_the_contract_says() {
        let mut plan = Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน"));
        plan.hazards = ["flood", "fire", "flood", " "]
            .map(|code| PlanHazard { code: code.into(), label: None, affects: vec![] })
            .into();
        let process = |rto: u64, mtpd: Option<u64>, services: &[&str]| Process {
            rto: Some(Duration::hours(rto)),
            mtpd: mtpd.map(Duration::hours),
            services: services.iter().map(|code| (*code).to_owned()).collect(),
            ..Process::default()
        };
        plan.processes =
            vec![process(5, Some(4), &["E-1", "E-2"]), process(4, Some(4), &[" "]), process(9, None, &["E-1"])];
        let expected = Tally {
            hazards: vec!["flood".into(), "fire".into()],
            processes: 3,
            with_rto_over_mtpd: 1,
            with_e_service: 2,
        };
        assert_eq!(Tally::of(&plan), expected);
        assert_eq!(Tally::of(&Plan { hazards: vec![], processes: vec![], ..plan }), Tally::default());
    }
}
