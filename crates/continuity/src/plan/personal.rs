//! Which members of a plan are personal data: by what a person can be reached. Whoever may not see them is given
//! [`Plan::masked`], so that a page, a paper or a file made from it can't tell them.
//!
//! A new member of a person or of a process does not compile here until somebody has decided; a new [`Field`] neither.

use super::{Field, Plan, Process, Section, TeamMember};

impl Field {
    /// True when its value is personal data, masked for everybody who may not see it.
    pub const fn is_personal(self) -> bool {
        match self {
            Field::Phone | Field::Email => true,
            Field::Title
            | Field::Classification
            | Field::Kind
            | Field::Objectives
            | Field::Assumptions
            | Field::Scope
            | Field::Code
            | Field::Label
            | Field::Affects
            | Field::Id
            | Field::Role
            | Field::Name
            | Field::Position
            | Field::AlternateOf
            | Field::CalledBy
            | Field::Mission
            | Field::OwnerUnit
            | Field::Impact
            | Field::ImpactOverTime
            | Field::Rto
            | Field::RtoReason
            | Field::Mtpd
            | Field::Rpo
            | Field::Rta
            | Field::Mbco
            | Field::PeopleServedPerDay
            | Field::Services
            | Field::DependsOn
            | Field::On
            | Field::Group
            | Field::Need
            | Field::Tolerance
            | Field::Resources
            | Field::Category
            | Field::Item
            | Field::Unit
            | Field::Source
            | Field::Text
            | Field::Trigger
            | Field::TimeToImplement
            | Field::MaximumDuration
            | Field::LevelAchieved
            | Field::CostBaht
            | Field::Commitment
            | Field::Quantity
            | Field::Agreement
            | Field::Phase
            | Field::Order
            | Field::Step
            | Field::After
            | Field::Due
            | Field::NotApplicable
            | Field::Reason
            | Field::Row => false,
        }
    }
}

impl Plan {
    /// The plan as it is told to whoever may not see personal data: everything else untouched.
    pub fn masked(&self) -> Plan {
        let mut plan = self.clone();
        for (_, value) in personal_mut(&mut plan) {
            *value = mask(value);
        }
        plan
    }

    /// True when the plan says any personal data.
    pub fn has_personal(&self) -> bool {
        Section::ALL.iter().any(|section| self.has_personal_in(*section))
    }

    /// True when a section says any personal data.
    pub fn has_personal_in(&self, section: Section) -> bool {
        // One list for finding and for masking, so that neither can forget what the other knows.
        personal_mut(&mut self.clone()).any(|(of, value)| of == section && !value.trim().is_empty())
    }
}

/// Every personal value with its section.
fn personal_mut(plan: &mut Plan) -> impl Iterator<Item = (Section, &mut String)> {
    let team = plan.team.iter_mut().flat_map(of_member).map(|value| (Section::Team, value));
    let processes = plan.processes.iter_mut().flat_map(of_process).map(|value| (Section::Processes, value));
    team.chain(processes)
}

fn of_member(member: &mut TeamMember) -> impl Iterator<Item = &mut String> {
    let TeamMember { phone, email, id: _, role: _, name: _, position: _, alternate_of: _, called_by: _ } = member;
    [phone, email].into_iter().flatten()
}

fn of_process(process: &mut Process) -> impl Iterator<Item = &mut String> {
    let Process {
        id: _,
        name: _,
        mission: _,
        owner_unit: _,
        impact: _,
        rto: _,
        mtpd: _,
        rpo: _,
        rta: _,
        mbco: _,
        people_served_per_day: _,
        services: _,
        depends_on: _,
        resources: _,
        impact_over_time: _,
        rto_reason: _,
    } = process;
    let personal: [&mut Option<String>; 0] = [];
    personal.into_iter().flatten()
}

/// All but the last two characters hidden: enough to tell two numbers apart, not to call.
pub fn mask(value: &str) -> String {
    let count = value.chars().count();
    let shown = if count > 6 { 2 } else { 0 };
    value
        .chars()
        .enumerate()
        .map(|(at, c)| if at + shown >= count || matches!(c, ' ' | '-' | '@') { c } else { '•' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{PlanKind, Text};

    fn plan() -> Plan {
        let mut plan = Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน"));
        plan.team.push(TeamMember {
            name: "สมชาย".into(),
            phone: Some("081-234-5678".into()),
            email: Some("somchai@example.go.th".into()),
            ..TeamMember::default()
        });
        plan
    }

    #[test]
    fn a_masked_number_shows_its_last_two_digits_only() {
        assert_eq!(mask("081-234-5678"), "•••-•••-••78");
        assert_eq!(mask("1669"), "••••");
        assert_eq!(mask(""), "");
    }

    #[test]
    fn a_masked_plan_holds_no_telephone_and_no_address_and_all_else() {
        let (whole, masked) = (plan(), plan().masked());
        let text = serde_json::to_string(&masked).unwrap_or_default();
        assert!(!text.contains("234") && !text.contains("somchai") && text.contains("สมชาย"));
        let without = |mut plan: Plan| {
            plan.team.iter_mut().for_each(|member| (member.phone, member.email) = (None, None));
            plan
        };
        assert_eq!(without(masked), without(whole));
    }

    #[test]
    fn a_plan_knows_in_which_section_personal_data_stands() {
        let whole = plan();
        let sections: Vec<Section> = Section::ALL.iter().copied().filter(|s| whole.has_personal_in(*s)).collect();
        assert_eq!((sections, whole.has_personal()), (vec![Section::Team], true));
        let mut blank = plan();
        blank.team.iter_mut().for_each(|member| (member.phone, member.email) = (Some(" ".into()), None));
        assert!(!blank.has_personal());
    }
}
