use super::*;
use crate::{
    Duration,
    plan::{Category, Dependency, Impact, NotApplicable, PlanHazard, PlanKind, Process, Strategy, TeamMember},
};

fn plan() -> Plan {
    let mut plan = Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน ปี 2563"));
    plan.objectives = vec![Text::th("ก"), Text::th("ข")];
    plan.hazards.push(PlanHazard { code: "flood".into(), label: None, affects: vec![Category::Premises] });
    plan.processes = ["P1", "P2"].map(|id| Process { id: id.into(), name: Text::th(id), ..Process::default() }).into();
    plan
}

fn seen(old: &Plan, new: &Plan) -> Vec<(String, How)> {
    changes(old, new).iter().map(|c| (crate::plan::finding::anchor(c.section, &c.place), c.how)).collect()
}

fn one(anchor: &str, how: How) -> Vec<(String, How)> {
    vec![(anchor.to_owned(), how)]
}

#[test]
fn a_plan_does_not_differ_from_itself() {
    assert_eq!(changes(&plan(), &plan()), []);
}

#[test]
fn the_order_of_rows_is_not_a_change() {
    let mut new = plan();
    new.processes.reverse();
    new.objectives.reverse();
    assert_eq!(changes(&plan(), &new), []);
}

#[test]
fn a_changed_field_shows_both_values() {
    let mut new = plan();
    new.processes.iter_mut().for_each(|p| p.rto = Some(Duration::hours(4)));
    let mut newer = new.clone();
    newer.processes.iter_mut().take(1).for_each(|p| p.rto = Some(Duration::hours(8)));
    let found = changes(&new, &newer);
    assert_eq!(found.len(), 1);
    let change = found.into_iter().next().map(|c| (c.place, c.row_name, c.how, c.old, c.new));
    let old = Some(Value::Duration(Duration::hours(4)));
    let now = Some(Value::Duration(Duration::hours(8)));
    assert_eq!(change, Some((Place::named(0, "P1", Field::Rto), Some(Text::th("P1")), How::Changed, old, now)));
}

#[test]
fn added_and_removed_rows_are_named_once() {
    let mut new = plan();
    new.processes.remove(0);
    new.processes.push(Process { id: "P3".into(), name: Text::th("P3"), ..Process::default() });
    let expected = vec![("processes-1-row".to_owned(), How::Added), ("processes-0-row".to_owned(), How::Removed)];
    assert_eq!(seen(&plan(), &new), expected);
}

#[test]
fn dependencies_of_a_process_are_changes_of_their_own_section() {
    let mut new = plan();
    let dependency = Dependency { on: "lifeline:power".into(), group: None, need: None, tolerance: None };
    new.processes.iter_mut().skip(1).for_each(|p| p.depends_on.push(dependency.clone()));
    assert_eq!(seen(&plan(), &new), one("dependencies-1-0-row", How::Added));
    let mut newer = new.clone();
    newer.processes.iter_mut().flat_map(|p| &mut p.depends_on).for_each(|d| d.tolerance = Some(Duration::hours(2)));
    assert_eq!(seen(&new, &newer), one("dependencies-1-0-tolerance", How::Added));
}

#[test]
fn a_rewritten_passage_is_changed_and_not_removed_and_added() {
    let mut new = plan();
    new.objectives = vec![Text::th("ก"), Text::th("ค")];
    assert_eq!(seen(&plan(), &new), one("scope-1-objectives", How::Changed));
}

#[test]
fn a_rewritten_strategy_of_the_same_category_is_changed() {
    let strategy = |text: &str| Strategy {
        category: Category::Premises,
        text: Text::th(text),
        trigger: None,
        time_to_implement: None,
        maximum_duration: None,
        level_achieved: None,
        cost_baht: None,
        commitment: None,
    };
    let (mut old, mut new) = (plan(), plan());
    old.strategies.push(strategy("ย้ายไปโรงเรียน"));
    new.strategies.push(strategy("ย้ายไปวัด"));
    assert_eq!(seen(&old, &new), one("strategies-0-text", How::Changed));
}

#[test]
fn the_order_in_which_categories_were_ticked_is_not_a_change() {
    let (mut old, mut new) = (plan(), plan());
    old.hazards.iter_mut().for_each(|h| h.affects = vec![Category::People, Category::Premises]);
    new.hazards.iter_mut().for_each(|h| h.affects = vec![Category::Premises, Category::People]);
    assert_eq!(changes(&old, &new), []);
}

#[test]
fn blank_and_absent_are_the_same() {
    let (mut old, mut new) = (plan(), plan());
    old.team.push(TeamMember { id: "a".into(), ..TeamMember::default() });
    new.team.push(TeamMember { id: "a".into(), phone: Some(" ".into()), ..TeamMember::default() });
    assert_eq!(changes(&old, &new), []);
}

#[test]
fn a_reason_for_not_applicable_is_a_change_of_its_section() {
    let mut new = plan();
    new.not_applicable
        .push(NotApplicable { section: "resources".into(), reason: "ใช้ของจังหวัด".into() });
    let found = changes(&plan(), &new);
    assert_eq!(changed_sections(&found), [(Section::Resources, 1)]);
}

#[test]
fn a_renewal_is_unchanged_when_only_year_and_title_differ() {
    let mut new = plan();
    new.fiscal_year = 2564;
    new.title = Text::th("แผน ปี 2564");
    assert!(is_unchanged_renewal(&plan(), &new));
    assert!(!is_unchanged_renewal(&plan(), &plan()));
    new.processes.iter_mut().for_each(|p| p.impact = Some(Impact::High));
    assert!(!is_unchanged_renewal(&plan(), &new));
}
