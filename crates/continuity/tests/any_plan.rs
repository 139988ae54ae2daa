//! What holds for every plan, however faulty.

#![allow(clippy::unwrap_used, reason = "what cannot be set up cannot be tested")]

mod common;

use common::{any_plan, sound_plan};
use continuity::plan::{Place, Plan, call_tree::arrange};
use continuity::plan::{
    Section,
    check::{CheckContext, check},
    completeness::{SectionState, complete_count, completeness, submit_gate},
    diff::{changes, is_unchanged_renewal},
    resource::totals,
    strategy_map::strategy_map,
    template::Template,
};

#[test]
fn a_sound_plan_is_complete_and_passes_the_gate() {
    let plan = sound_plan();
    let findings = check(&plan, &CheckContext::default());
    let states = completeness(&plan, &findings, &Template::default());
    assert!(states.iter().all(|(_, state)| *state == SectionState::Complete), "{states:?}");
    assert_eq!(complete_count(&states), (Section::ALL.len(), Section::ALL.len()));
    assert!(submit_gate(&plan, &findings, &Template::default()).is_open());
}

proptest::proptest! {
    #[test]
    fn the_gate_is_open_exactly_when_every_section_is_done(plan in any_plan()) {
        let findings = check(&plan, &CheckContext::default());
        let states = completeness(&plan, &findings, &Template::default());
        let all_done = states.iter().all(|(_, state)| state.is_done());
        proptest::prop_assert_eq!(submit_gate(&plan, &findings, &Template::default()).is_open(), all_done);
    }

    #[test]
    fn the_same_plan_gives_the_same_findings(plan in any_plan()) {
        let context = CheckContext::default();
        proptest::prop_assert_eq!(
            serde_json::to_string(&check(&plan, &context)).ok(),
            serde_json::to_string(&check(&plan.clone(), &context)).ok()
        );
    }

    #[test]
    fn every_finding_points_at_a_row_that_is_there(plan in any_plan()) {
        for finding in check(&plan, &CheckContext::default()) {
            let rows = match finding.section {
                Section::Scope => plan.objectives.len().max(plan.assumptions.len()),
                Section::Hazards => plan.hazards.len(),
                Section::Processes | Section::Dependencies | Section::Resources => plan.processes.len(),
                Section::Strategies => plan.strategies.len(),
                Section::Team => plan.team.len(),
                Section::Recovery => plan.recovery.len(),
            };
            proptest::prop_assert!(finding.place.row.is_none_or(|row| row < rows), "{finding:?}");
            proptest::prop_assert_eq!(Place::parse(&finding.place.key()), Some(finding.place));
        }
    }

    #[test]
    fn a_plan_does_not_differ_from_itself(plan in any_plan()) {
        proptest::prop_assert_eq!(changes(&plan, &plan), vec![]);
        let renewed = Plan { fiscal_year: plan.fiscal_year + 1, ..plan.clone() };
        proptest::prop_assert!(is_unchanged_renewal(&plan, &renewed));
    }

    #[test]
    fn what_was_added_one_way_was_removed_the_other(a in any_plan(), b in any_plan()) {
        use continuity::plan::diff::How;
        let count = |from: &Plan, to: &Plan, how: How| changes(from, to).iter().filter(|c| c.how == how).count();
        proptest::prop_assert_eq!(changes(&a, &b).is_empty(), changes(&b, &a).is_empty());
        if a.processes.is_empty() && b.processes.is_empty() {
            proptest::prop_assert_eq!(count(&a, &b, How::Added), count(&b, &a, How::Removed));
        }
    }

    #[test]
    fn a_plan_reads_back_from_its_document(plan in any_plan()) {
        let document = serde_json::to_string(&plan).unwrap();
        proptest::prop_assert_eq!(serde_json::from_str::<Plan>(&document).ok(), Some(plan));
    }

    #[test]
    fn pages_can_be_drawn_of_every_plan(plan in any_plan()) {
        let map = strategy_map(&plan, 3);
        let drawn: usize = map.missions.iter().map(|mission| mission.processes.len()).sum();
        proptest::prop_assert!(drawn <= 3);
        proptest::prop_assert_eq!(arrange(&plan.team).levels.iter().flatten().count() > 0,
            !arrange(&plan.team).levels.is_empty());
        proptest::prop_assert!(totals(&plan).len() <= plan.processes.iter().map(|p| p.resources.len()).sum());
    }
}
