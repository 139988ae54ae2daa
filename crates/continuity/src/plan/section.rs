//! The parts into which the plan editor, the check page and the remarks of a reviewer divide a plan.
//!
//! One list serves the task list, the submit gate and the national figures. The codes are segments of addresses
//! and keys of `not_applicable` in the exchange document, so they never change their meaning.

use super::{Plan, PlanKind};
use crate::codes::codes;

codes! {
    /// The three steps in which a coordinator writes a plan.
    Group {
        /// Know our organisation.
        Know = "know",
        /// Prepare to go on working.
        Prepare = "prepare",
        /// When it happens.
        Respond = "respond",
    }
}

codes! {
    /// One task of the plan's task list.
    Section {
        /// Objectives, assumptions and scope (T0).
        Scope = "scope",
        /// Situations and the resource categories they affect (T1).
        Hazards = "hazards",
        /// Business impact analysis (T3).
        Processes = "processes",
        /// What each process needs in order to run (ISO 22301:2019 8.2.2 f).
        Dependencies = "dependencies",
        /// Resources by time after the disruption (T4-T8).
        Resources = "resources",
        /// Continuity strategies by resource category (T9).
        Strategies = "strategies",
        /// Team and call tree (T2).
        Team = "team",
        /// Recovery steps in three phases (T10).
        Recovery = "recovery",
    }
}

/// What a key of `not_applicable` declares: a whole section, or one hazard as `hazards:CODE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waived<'a> {
    /// The section does not apply.
    Section(Section),
    /// The hazard cannot happen to this organisation.
    Hazard(&'a str),
}

impl Section {
    /// The step of the task list to which the section belongs.
    pub const fn group(self) -> Group {
        match self {
            Section::Scope | Section::Hazards | Section::Processes => Group::Know,
            Section::Dependencies | Section::Resources | Section::Strategies => Group::Prepare,
            Section::Team | Section::Recovery => Group::Respond,
        }
    }

    /// Whether a plan of this kind may say that the section does not apply.
    ///
    /// A main plan always has a scope, hazards, processes and a team, because national figures and an activation
    /// read them; a plan for one situation, system or sector may lean on the main plan for all but its scope.
    pub const fn may_be_not_applicable(self, kind: PlanKind) -> bool {
        match self {
            Section::Scope => false,
            Section::Hazards | Section::Processes | Section::Team => !matches!(kind, PlanKind::Main),
            Section::Dependencies | Section::Resources | Section::Strategies | Section::Recovery => true,
        }
    }

    /// True when the plan has nothing at all in this section, whatever `not_applicable` says.
    pub fn is_blank(self, plan: &Plan) -> bool {
        match self {
            Section::Scope => {
                plan.objectives.iter().all(super::Text::is_blank)
                    && plan.assumptions.iter().all(super::Text::is_blank)
                    && plan.scope.as_ref().is_none_or(super::Text::is_blank)
            }
            Section::Hazards => plan.hazards.is_empty(),
            Section::Processes => plan.processes.is_empty(),
            Section::Dependencies => plan.processes.iter().all(|p| p.depends_on.is_empty()),
            Section::Resources => plan.processes.iter().all(|p| p.resources.is_empty()),
            Section::Strategies => plan.strategies.is_empty(),
            Section::Team => plan.team.is_empty(),
            Section::Recovery => plan.recovery.is_empty(),
        }
    }
}

impl<'a> Waived<'a> {
    /// Reads a key of `not_applicable`; `None` when it names nothing that this version knows.
    pub fn parse(key: &'a str) -> Option<Self> {
        match key.split_once(':') {
            Some(("hazards", code)) if !code.trim().is_empty() => Some(Waived::Hazard(code)),
            Some(_) => None,
            None => Section::from_code(key).map(Waived::Section),
        }
    }

    /// The key of `not_applicable` for this declaration.
    pub fn key(self) -> String {
        match self {
            Waived::Section(section) => section.code().into(),
            Waived::Hazard(code) => format!("hazards:{code}"),
        }
    }
}

impl Plan {
    /// The reason given for leaving out the section, when one is given and the kind of plan allows it.
    pub fn waiver(&self, section: Section) -> Option<&str> {
        if !section.may_be_not_applicable(self.kind) {
            return None;
        }
        self.not_applicable
            .iter()
            .find(|n| Waived::parse(&n.section) == Some(Waived::Section(section)) && !n.reason.trim().is_empty())
            .map(|n| n.reason.as_str())
    }

    /// The reason given why the hazard cannot happen here, when one is given.
    pub fn hazard_waiver(&self, hazard: &str) -> Option<&str> {
        self.not_applicable
            .iter()
            .find(|n| Waived::parse(&n.section) == Some(Waived::Hazard(hazard)) && !n.reason.trim().is_empty())
            .map(|n| n.reason.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{NotApplicable, Text};

    #[test]
    fn every_code_reads_back_as_its_section() {
        for section in Section::ALL {
            assert_eq!(Section::from_code(section.code()), Some(*section));
        }
        assert_eq!(Section::from_code("objectives"), None);
    }

    #[test]
    fn sections_are_listed_group_by_group() {
        let groups: Vec<Group> = Section::ALL.iter().map(|s| s.group()).collect();
        assert!(groups.is_sorted());
        for group in Group::ALL {
            assert!(groups.contains(group));
        }
    }

    #[test]
    fn a_new_draft_is_blank_in_every_section() {
        let plan = Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน"));
        assert!(Section::ALL.iter().all(|s| s.is_blank(&plan)));
    }

    #[test]
    fn a_waiver_needs_a_reason_and_a_section_that_may_be_waived() {
        let mut plan = Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน"));
        let waive = |section: &str, reason: &str| NotApplicable { section: section.into(), reason: reason.into() };
        plan.not_applicable = vec![
            waive("resources", "ใช้ทรัพยากรของจังหวัด"),
            waive("strategies", " "),
            waive("processes", "ไม่มี"),
            waive("hazards:earthquake", "อยู่นอกแนวรอยเลื่อน"),
        ];
        assert_eq!(plan.waiver(Section::Resources), Some("ใช้ทรัพยากรของจังหวัด"));
        assert_eq!(plan.waiver(Section::Strategies), None);
        assert_eq!(plan.waiver(Section::Processes), None);
        assert_eq!(plan.hazard_waiver("earthquake"), Some("อยู่นอกแนวรอยเลื่อน"));
        assert_eq!(plan.hazard_waiver("flood"), None);
    }

    #[test]
    fn a_key_of_not_applicable_reads_back() {
        for key in ["scope", "recovery", "hazards:flood"] {
            assert_eq!(Waived::parse(key).map(Waived::key).as_deref(), Some(key));
        }
        for key in ["", "hazards:", "team:x", "unknown"] {
            assert_eq!(Waived::parse(key), None, "{key}");
        }
    }
}
