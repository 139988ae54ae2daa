//! How far each section of a plan is: the one source of the task list, the submit gate and the national figures.
//!
//! A section is judged by its content and by the findings of the check, never by a flag that somebody ticked.

use serde::Serialize;

use super::{Finding, Plan, Section, finding::Nature, template::Template};
use crate::codes::codes;

codes! {
    /// How far a section is.
    SectionState {
        /// Nothing is written yet.
        Blank = "blank",
        /// Nothing is written, and the form leaves it to the organisation.
        Optional = "optional",
        /// Declared not applicable, with a reason.
        NotApplicable = "not_applicable",
        /// Something is written and something required is missing.
        InProgress = "in_progress",
        /// Everything required is there and nothing contradicts itself.
        Complete = "complete",
        /// Something contradicts itself.
        HasProblem = "has_problem",
    }
}

impl SectionState {
    /// True when nothing is left to do: complete, not applicable with a reason, or not required and left out.
    pub const fn is_done(self) -> bool {
        matches!(self, SectionState::Complete | SectionState::NotApplicable | SectionState::Optional)
    }
}

/// The state of every section of the form, in its order, and of what the plan has beside it. `findings` are those of
/// [`super::check::check`] for the same plan and form.
pub fn completeness(plan: &Plan, findings: &[Finding], template: &Template) -> Vec<(Section, SectionState)> {
    let sections = template.sections_of(plan).into_iter();
    sections.map(|section| (section, state(plan, findings, section, template))).collect()
}

/// How many sections are done, and of how many. One that is left out because the form does not require it counts in
/// neither.
pub fn complete_count(states: &[(Section, SectionState)]) -> (usize, usize) {
    let counted = || states.iter().filter(|(_, state)| *state != SectionState::Optional);
    (counted().filter(|(_, state)| state.is_done()).count(), counted().count())
}

fn state(plan: &Plan, findings: &[Finding], section: Section, template: &Template) -> SectionState {
    let has = |nature: Nature| findings.iter().any(|f| f.section == section && f.what.nature() == nature);
    if has(Nature::Contradiction) {
        return SectionState::HasProblem;
    }
    if plan.waiver(section).is_some() {
        return if has(Nature::Missing) { SectionState::InProgress } else { SectionState::NotApplicable };
    }
    // A reason that is still to be written is a beginning, although the section itself is empty.
    let waiver_begun = findings.iter().any(|f| f.section == section && f.place.field == super::Field::Reason);
    if section.is_blank(plan) && !waiver_begun {
        return if template.requires(section) { SectionState::Blank } else { SectionState::Optional };
    }
    if has(Nature::Missing) { SectionState::InProgress } else { SectionState::Complete }
}

/// What stands in the way of submitting a plan. Empty means that it may be submitted.
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
pub struct SubmitGate {
    /// Sections that the form requires, blank and not declared not applicable.
    pub blank: Vec<Section>,
    /// Findings that block, in the order of the task list.
    pub problems: Vec<Finding>,
}

impl SubmitGate {
    /// True when nothing blocks.
    pub fn is_open(&self) -> bool {
        self.blank.is_empty() && self.problems.is_empty()
    }

    /// How many things are to be mended.
    pub fn count(&self) -> usize {
        self.blank.len() + self.problems.len()
    }
}

/// What blocks submission: blank sections that the form requires, and findings that are problems. Warnings never block.
pub fn submit_gate(plan: &Plan, findings: &[Finding], template: &Template) -> SubmitGate {
    let blank = completeness(plan, findings, template)
        .into_iter()
        .filter_map(|(section, state)| (state == SectionState::Blank).then_some(section))
        .collect();
    let problems = findings.iter().filter(|f| f.is_problem()).cloned().collect();
    SubmitGate { blank, problems }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Field, Issue, NotApplicable, Place, PlanKind, Text};

    fn draft() -> Plan {
        Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน"))
    }

    fn of(plan: &Plan, findings: &[Finding], section: Section) -> Option<SectionState> {
        completeness(plan, findings, &Template::default())
            .into_iter()
            .find(|(s, _)| *s == section)
            .map(|(_, state)| state)
    }

    fn with_objective() -> Plan {
        let mut plan = draft();
        plan.objectives.push(Text::th("ให้บริการต่อเนื่อง"));
        plan
    }

    #[test]
    fn a_section_goes_from_blank_through_in_progress_to_complete() {
        let missing = Finding::new(Section::Scope, Place::section(Field::Scope), Issue::ScopeMissing);
        let advice = Finding::new(Section::Scope, Place::section(Field::Assumptions), Issue::AssumptionsMissing);
        assert_eq!(of(&draft(), &[], Section::Scope), Some(SectionState::Blank));
        assert_eq!(of(&with_objective(), &[missing], Section::Scope), Some(SectionState::InProgress));
        assert_eq!(of(&with_objective(), &[advice], Section::Scope), Some(SectionState::Complete));
    }

    #[test]
    fn a_contradiction_outranks_everything_else() {
        let missing = Finding::new(Section::Scope, Place::section(Field::Scope), Issue::ScopeMissing);
        let field = Field::Objectives;
        let long = Issue::TooLong { field, row: Some(0), name: Text::th(""), limit: 1, length: 2 };
        let contradiction = Finding::new(Section::Scope, Place::section(Field::Objectives), long);
        let state = of(&with_objective(), &[missing, contradiction], Section::Scope);
        assert_eq!(state, Some(SectionState::HasProblem));
    }

    #[test]
    fn a_reason_makes_a_section_not_applicable_and_counts_as_done() {
        let mut plan = draft();
        plan.not_applicable.push(NotApplicable {
            section: "resources".into(), reason: "ใช้ของจังหวัด".into()
        });
        let states = completeness(&plan, &[], &Template::default());
        assert_eq!(of(&plan, &[], Section::Resources), Some(SectionState::NotApplicable));
        assert_eq!(complete_count(&states), (1, Section::ALL.len()));
    }

    #[test]
    fn the_gate_lists_blank_sections_and_problems_but_no_warnings() {
        let missing = Finding::new(Section::Scope, Place::section(Field::Scope), Issue::ScopeMissing);
        let advice = Finding::new(Section::Scope, Place::section(Field::Assumptions), Issue::AssumptionsMissing);
        let gate = submit_gate(&with_objective(), &[missing.clone(), advice], &Template::default());
        assert_eq!(gate.problems, [missing]);
        assert_eq!(gate.blank.len(), Section::ALL.len() - 1);
        assert!(!gate.is_open());
    }

    #[test]
    fn a_section_that_the_form_does_not_require_never_blocks_and_one_it_lacks_is_not_counted() {
        let mut form = Template::default();
        form.sections.retain(|form| form.section != Section::Strategies);
        for section in &mut form.sections {
            section.required = section.section != Section::Dependencies;
        }
        let states = completeness(&draft(), &[], &form);
        assert_eq!(states.len(), Section::ALL.len() - 1);
        assert!(states.contains(&(Section::Dependencies, SectionState::Optional)));
        assert_eq!(complete_count(&states), (0, Section::ALL.len() - 2));
        let blank = submit_gate(&draft(), &[], &form).blank;
        assert!(!blank.contains(&Section::Dependencies) && !blank.contains(&Section::Strategies));
        assert!(blank.contains(&Section::Resources));
    }
}
