//! The rules of the check, each broken alone in an otherwise sound plan.

#![allow(clippy::unwrap_used, reason = "what cannot be set up cannot be tested")]

mod common;

use common::{member, on, process, resource, sound_plan, step};
use continuity::{
    Duration,
    plan::{
        Agreement, Category, Dependency, Field, Impact, Issue, NotApplicable, Phase, Plan, PlanHazard, PlanKind,
        Process, Severity, TeamRole, Text,
        check::{CheckContext, check},
    },
};

/// Codes and anchors found after the change.
fn after(change: impl FnOnce(&mut Plan)) -> Vec<(&'static str, String)> {
    let mut plan = sound_plan();
    change(&mut plan);
    check(&plan, &CheckContext::default()).iter().map(|f| (f.what.code(), f.anchor())).collect()
}

/// The one thing found after the change.
fn only(change: impl FnOnce(&mut Plan)) -> (&'static str, String) {
    let found = after(change);
    assert_eq!(found.len(), 1, "{found:?}");
    found.into_iter().next().unwrap()
}

fn at(code: &'static str, anchor: &str) -> (&'static str, String) {
    (code, anchor.to_owned())
}

fn first(plan: &mut Plan) -> &mut Process {
    &mut plan.processes[0]
}

#[test]
fn nothing_is_found_in_a_sound_plan() {
    assert_eq!(after(|_| {}), []);
}

#[test]
fn nothing_is_found_in_a_blank_draft() {
    let blank = Plan::draft("L0001", 2563, PlanKind::Main, Text::th("แผน"));
    assert_eq!(check(&blank, &CheckContext::default()), []);
}

#[test]
fn scope_needs_a_title_objectives_and_a_scope() {
    assert_eq!(only(|p| p.title = Text::th(" ")), at("title_missing", "scope-title"));
    assert_eq!(only(|p| p.objectives.clear()), at("objectives_missing", "scope-objectives"));
    assert_eq!(only(|p| p.scope = None), at("scope_missing", "scope-scope"));
    assert_eq!(only(|p| p.assumptions.clear()), at("assumptions_missing", "scope-assumptions"));
}

#[test]
fn a_hazard_is_known_or_labelled_once_and_affects_something() {
    let flood = || PlanHazard { code: "flood".into(), label: None, affects: vec![Category::People] };
    assert_eq!(only(|p| p.hazards[2].affects.clear()), at("hazard_affects_nothing", "hazards-2-affects"));
    assert_eq!(only(|p| p.hazards.push(flood())), at("duplicate_hazard", "hazards-7-code"));
    let own = |label: Option<&str>| PlanHazard { code: "haze".into(), label: label.map(Text::th), ..flood() };
    assert_eq!(only(|p| p.hazards.push(own(None))), at("hazard_unknown_without_label", "hazards-7-label"));
    assert_eq!(after(|p| p.hazards.push(own(Some("หมอกควัน")))), []);
    let twice = || PlanHazard { code: "storm".into(), label: None, affects: vec![Category::People; 2] };
    assert_eq!(only(|p| p.hazards.push(twice())), at("duplicate_category", "hazards-7-affects"));
    assert_eq!(after(|p| p.hazards[0].code = " ".into()).first(), Some(&at("blank_name", "hazards-0-code")));
}

#[test]
fn every_situation_of_the_national_list_is_decided() {
    assert_eq!(only(|p| p.not_applicable.clear()), at("hazards_undecided", "hazards-not_applicable"));
    let unreasoned = after(|p| p.not_applicable[0].reason.clear());
    assert_eq!(
        unreasoned,
        [
            at("not_applicable_without_reason", "hazards-earthquake-reason"),
            at("hazards_undecided", "hazards-not_applicable")
        ]
    );
}

#[test]
fn a_process_has_an_id_of_its_own_a_name_an_impact_and_an_rto() {
    assert_eq!(only(|p| p.processes[1].id = "P1".into()), at("duplicate_process_id", "processes-1-id"));
    assert_eq!(only(|p| first(p).id = " ".into()), at("blank_id", "processes-0-id"));
    assert_eq!(only(|p| first(p).name = Text::default()), at("blank_name", "processes-0-name"));
    assert_eq!(only(|p| first(p).impact = None), at("impact_missing", "processes-0-impact"));
    assert_eq!(only(|p| first(p).rto = None), at("rto_missing", "processes-0-rto"));
    assert_eq!(only(|p| first(p).mission = None), at("mission_missing", "processes-0-mission"));
    assert_eq!(only(|p| first(p).services.clear()), at("digital_channel_missing", "processes-0-services"));
    assert_eq!(only(|p| first(p).mtpd = None), at("mtpd_missing", "processes-0-mtpd"));
}

#[test]
fn rto_must_not_exceed_mtpd() {
    assert_eq!(only(|p| first(p).rto = Some(Duration::hours(25))), at("rto_over_mtpd", "processes-0-rto"));
    assert_eq!(after(|p| first(p).rto = Some(Duration::days(1))), [], "equal is allowed");
    let mut plan = sound_plan();
    first(&mut plan).rto = Some(Duration::days(3));
    let found = check(&plan, &CheckContext::default());
    let what =
        Issue::RtoOverMtpd { process: plan.processes[0].name.clone(), rto: Duration::days(3), mtpd: Duration::days(1) };
    assert_eq!(found.iter().map(|f| (&f.what, f.severity)).collect::<Vec<_>>(), [(&what, Severity::Problem)]);
    assert_eq!(found[0].place.id.as_deref(), Some("P1"));
}

#[test]
fn what_can_be_achieved_today_is_compared_with_the_rto() {
    assert_eq!(only(|p| first(p).rta = Some(Duration::hours(6))), at("rta_over_rto", "processes-0-rta"));
    assert_eq!(after(|p| first(p).rta = Some(Duration::hours(4))), []);
}

#[test]
fn an_mbco_is_a_share() {
    for mbco in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
        assert_eq!(only(|p| first(p).mbco = Some(mbco)), at("mbco_out_of_range", "processes-0-mbco"), "{mbco}");
    }
    for mbco in [0.0, 1.0] {
        assert_eq!(after(|p| first(p).mbco = Some(mbco)), [], "{mbco}");
    }
}

#[test]
fn an_rpo_belongs_to_a_process_that_keeps_data() {
    assert_eq!(only(|p| first(p).rpo = Some(Duration::hours(1))), at("rpo_without_system", "processes-0-rpo"));
    let with_system = |p: &mut Plan| {
        first(p).rpo = Some(Duration::hours(1));
        first(p).depends_on.push(on("system:REG"));
    };
    assert_eq!(after(with_system), []);
}

#[test]
fn the_impact_over_time_agrees_with_the_level_and_the_rto() {
    let course = |p: &mut Plan, impacts: &[(u64, Impact)]| {
        first(p).impact_over_time = impacts.iter().map(|(hours, impact)| (Duration::hours(*hours), *impact)).collect();
    };
    let agreeing = [(2, Impact::Low), (4, Impact::Medium), (24, Impact::High)];
    assert_eq!(after(|p| course(p, &agreeing)), []);
    let later = only(|p| {
        course(p, &agreeing);
        first(p).rto = Some(Duration::hours(8));
    });
    assert_eq!(later, at("rto_reason_missing", "processes-0-rto_reason"));
    let lessening = [(2, Impact::Low), (4, Impact::Medium), (24, Impact::High), (168, Impact::Low)];
    let found = only(|p| course(p, &lessening));
    assert_eq!(found, at("impact_lessens_over_time", "processes-0-impact_over_time"));
    let worse = [(2, Impact::Low), (4, Impact::Medium), (24, Impact::VeryHigh)];
    assert_eq!(only(|p| course(p, &worse)), at("impact_below_its_course", "processes-0-impact"));
}

#[test]
fn a_dependency_names_something_that_exists_once() {
    let depend = |target: &'static str| move |p: &mut Plan| first(p).depends_on.push(on(target));
    let place = "dependencies-0-2-on";
    assert_eq!(only(depend("road:1")), at("invalid_dependency", place));
    assert_eq!(only(depend(" ")), at("blank_name", place));
    assert_eq!(only(depend("process:L0001/P1")), at("depends_on_itself", place));
    assert_eq!(only(depend("process:L0001/P9")), at("unknown_process_dependency", place));
    assert_eq!(only(depend("site:S-1")), at("duplicate_dependency", place));
    assert_eq!(only(depend("lifeline:pwoer")), at("unknown_lifeline", place));
    assert_eq!(after(depend("process:L0001/P2")), []);
    assert_eq!(after(depend("process:D001/P1")), [], "nobody looked the other organisation up");
}

#[test]
fn a_process_elsewhere_is_unknown_only_when_it_was_looked_up() {
    let mut plan = sound_plan();
    first(&mut plan).depends_on.push(on("process:D001/P1"));
    let context = |known: &[&str]| CheckContext {
        processes_elsewhere: Some(known.iter().map(|id| (*id).to_owned()).collect()),
        ..CheckContext::default()
    };
    assert_eq!(check(&plan, &context(&["D001/P1"])), []);
    let codes: Vec<_> = check(&plan, &context(&["D001/P2"])).iter().map(|f| f.what.code()).collect();
    assert_eq!(codes, ["unknown_process_dependency"]);
}

#[test]
fn a_group_of_alternatives_can_work() {
    let grouped = |target: &str, need: Option<u32>| Dependency { group: Some("g".into()), need, ..on(target) };
    let add = |needs: [Option<u32>; 2]| {
        move |p: &mut Plan| {
            first(p).depends_on.extend([grouped("supplier:A", needs[0]), grouped("supplier:B", needs[1])])
        }
    };
    assert_eq!(after(add([None, None])), []);
    assert_eq!(after(add([Some(2), None])), []);
    assert_eq!(only(add([Some(3), None])), at("group_needs_more_than_it_has", "dependencies-0-2-need"));
    assert_eq!(only(add([Some(1), Some(2)])), at("group_need_differs", "dependencies-0-2-need"));
    assert_eq!(only(add([None, Some(0)])), at("need_is_zero", "dependencies-0-3-need"));
    let alone = |p: &mut Plan| first(p).depends_on[0].need = Some(2);
    assert_eq!(only(alone), at("group_needs_more_than_it_has", "dependencies-0-0-need"));
}

#[test]
fn a_process_is_not_back_before_an_own_one_it_needs() {
    let slow = |tolerance: Option<Duration>, group: Option<&'static str>| {
        move |p: &mut Plan| {
            p.processes[1].rto = Some(Duration::days(1));
            let grouped = |target: &str| Dependency { group: group.map(Into::into), ..on(target) };
            let needed = Dependency { tolerance, ..grouped("process:L0001/P2") };
            first(p).depends_on.extend([needed, grouped("supplier:A")]);
        }
    };
    assert_eq!(only(slow(None, None)), at("rto_before_dependency", "dependencies-0-2-on"));
    assert_eq!(after(slow(Some(Duration::days(1)), None)), [], "it runs on that long");
    assert_eq!(after(slow(None, Some("g"))), [], "there is an alternative");
}

#[test]
fn a_critical_process_says_what_it_needs() {
    assert_eq!(only(|p| first(p).depends_on.clear()), at("process_without_dependencies", "dependencies-0-depends_on"));
    assert_eq!(only(|p| first(p).resources.clear()), at("process_without_resources", "resources-0-resources"));
    let minor = |p: &mut Plan| {
        first(p).impact = Some(Impact::Low);
        first(p).depends_on.clear();
        first(p).resources.clear();
    };
    assert_eq!(after(minor), []);
}

#[test]
fn a_resource_is_there_in_time_and_does_not_shrink() {
    let need = |quantities: &'static [(u64, f64)]| {
        move |p: &mut Plan| {
            let need: Vec<_> = quantities.iter().map(|(hours, q)| (Duration::hours(*hours), *q)).collect();
            first(p).resources = vec![resource(Category::People, "เจ้าหน้าที่", None, &need)];
        }
    };
    let place = "resources-0-0-need";
    assert_eq!(after(need(&[(4, 2.0), (24, 3.0)])), []);
    assert_eq!(only(need(&[(4, 0.0), (24, 3.0)])), at("resource_later_than_rto", place));
    assert_eq!(only(need(&[(4, 3.0), (24, 2.0)])), at("resource_need_decreases", place));
    assert_eq!(only(need(&[])), at("resource_need_missing", place));
    assert_eq!(only(need(&[(4, 0.0)])), at("resource_need_missing", place));
    assert_eq!(only(need(&[(4, -1.0)])), at("quantity_out_of_range", place));
    assert_eq!(only(need(&[(4, f64::NAN)])), at("quantity_out_of_range", place));
}

#[test]
fn the_alternate_site_is_not_the_site_that_is_lost() {
    let stay = |p: &mut Plan| first(p).resources[0].source = Some("S-1".into());
    assert_eq!(only(stay), at("alternate_site_same_as_primary", "resources-0-0-source"));
    let never_lost = |p: &mut Plan| {
        stay(p);
        p.hazards.iter_mut().for_each(|h| h.affects = vec![Category::People]);
    };
    assert_eq!(after(never_lost), []);
    let context = CheckContext { primary_sites: ["S-2".to_owned()].into(), ..CheckContext::default() };
    let codes: Vec<_> = check(&sound_plan(), &context).iter().map(|f| f.what.code()).collect();
    assert_eq!(codes, ["alternate_site_same_as_primary"; 2]);
}

#[test]
fn every_affected_category_has_a_strategy() {
    assert_eq!(
        only(|p| p.strategies.truncate(1)),
        at("strategy_missing_for_affected_category", "strategies-people-category")
    );
    assert_eq!(after(|p| p.strategies[1].text = Text::th("")).len(), 2, "a blank one is none");
}

#[test]
fn a_strategy_is_strong_and_quick_enough_for_what_it_serves() {
    let weak = |p: &mut Plan| p.strategies[0].level_achieved = Some(0.4);
    assert_eq!(only(weak), at("level_below_mbco", "strategies-0-level_achieved"));
    let slow = |p: &mut Plan| p.strategies[0].time_to_implement = Some(Duration::hours(6));
    assert_eq!(only(slow), at("strategy_takes_longer_than_rto", "strategies-0-time_to_implement"));
    let second = |p: &mut Plan| {
        weak(p);
        slow(p);
        p.strategies.push(common::strategy(Category::Premises));
    };
    assert_eq!(after(second), [], "another of the category is good enough");
    let serves_nobody = |p: &mut Plan| p.strategies[1].level_achieved = Some(0.1);
    assert_eq!(after(serves_nobody), [], "no process uses people");
}

#[test]
fn a_strategy_has_a_share_a_cost_and_an_agreement_that_hold() {
    let commit = |change: fn(&mut continuity::plan::Commitment)| {
        move |p: &mut Plan| p.strategies[0].commitment.iter_mut().for_each(change)
    };
    let level = only(|p| p.strategies[1].level_achieved = Some(1.5));
    assert_eq!(level, at("level_out_of_range", "strategies-1-level_achieved"));
    let cost = only(|p| p.strategies[0].cost_baht = Some(-1.0));
    assert_eq!(cost, at("cost_out_of_range", "strategies-0-cost_baht"));
    let agreement = "strategies-0-agreement";
    for state in [None, Some(Agreement::None), Some(Agreement::Proposed), Some(Agreement::Expired)] {
        let found = only(|p| p.strategies[0].commitment.iter_mut().for_each(|c| c.agreement = state));
        assert_eq!(found, at("agreement_not_in_force", agreement), "{state:?}");
    }
    assert_eq!(only(commit(|c| c.quantity = -1.0)), at("quantity_out_of_range", "strategies-0-quantity"));
    assert_eq!(only(commit(|c| c.resource = " ".into())), at("blank_name", "strategies-0-commitment"));
    let system = commit(|c| c.resource = "system:OLD".into());
    assert_eq!(only(system), at("system_serves_no_process", "strategies-0-commitment"));
}

#[test]
fn a_team_has_one_head_and_alternates_for_head_and_leads() {
    let headless = |p: &mut Plan| p.team[0].role = TeamRole::Member;
    assert_eq!(only(headless), at("head_missing", "team-role"));
    let second = |p: &mut Plan| {
        p.team.push(member("e", TeamRole::Head, Some("a"), None));
        p.team.push(member("f", TeamRole::Member, Some("e"), Some("e")));
    };
    assert_eq!(only(second), at("several_heads", "team-4-role"));
    assert_eq!(only(|p| drop(p.team.remove(1))), at("alternate_missing", "team-0-alternate_of"));
    let lead = only(|p| p.team[2].role = TeamRole::Lead);
    assert_eq!(lead, at("alternate_missing", "team-2-alternate_of"));
}

#[test]
fn an_alternate_is_another_person_with_another_telephone() {
    let same_name = only(|p| p.team[1].name = format!("  {} ", p.team[0].name.replace(' ', "   ")));
    assert_eq!(same_name, at("alternate_same_as_primary", "team-1-alternate_of"));
    let same_phone = only(|p| {
        p.team[0].phone = Some("081-234-5678".into());
        p.team[1].phone = Some("๐๘๑ ๒๓๔ ๕๖๗๘".into());
    });
    assert_eq!(same_phone, at("alternate_same_phone", "team-1-phone"));
    let unknown = after(|p| p.team[1].alternate_of = Some("x".into()));
    assert!(unknown.contains(&at("alternate_unknown", "team-1-alternate_of")), "{unknown:?}");
}

#[test]
fn everybody_can_be_called() {
    assert_eq!(only(|p| p.team[3].phone = Some(" - ".into())), at("phone_missing", "team-3-phone"));
    assert_eq!(only(|p| p.team[3].phone = Some("โทรไม่ได้".into())), at("phone_unreadable", "team-3-phone"));
    assert_eq!(only(|p| p.team[3].phone = Some("055-123".into())), at("phone_unreadable", "team-3-phone"));
    assert_eq!(only(|p| p.team[3].name = String::new()), at("blank_name", "team-3-name"));
    assert_eq!(only(|p| p.team[3].id = "c".into()), at("duplicate_member_id", "team-3-id"));
}

#[test]
fn the_call_tree_has_one_root_no_circle_and_reaches_everybody() {
    let two = only(|p| p.team[2].called_by = None);
    assert_eq!(two, at("call_tree_several_roots", "team-2-called_by"));
    let unknown = after(|p| p.team[2].called_by = Some("x".into()));
    let below = at("call_tree_unreached", "team-3-called_by");
    assert_eq!(unknown, [at("call_tree_unknown_caller", "team-2-called_by"), below]);
}

#[test]
fn a_circle_in_the_call_tree_is_named() {
    let found = after(|p| p.team[2].called_by = Some("d".into()));
    assert_eq!(found, [at("call_tree_cycle", "team-2-called_by")]);
    let rootless = after(|p| p.team[0].called_by = Some("d".into()));
    assert_eq!(rootless.first(), Some(&at("call_tree_no_root", "team-called_by")));
}

#[test]
fn recovery_has_steps_in_every_phase_each_with_somebody_who_does_it() {
    assert_eq!(only(|p| p.recovery.truncate(3)), at("phase_without_steps", "recovery-day_8_on-phase"));
    assert_eq!(only(|p| p.recovery[0].role = " ".into()), at("step_without_role", "recovery-0-role"));
    assert_eq!(only(|p| p.recovery[0].step = Text::th("")), at("blank_name", "recovery-0-step"));
}

#[test]
fn recovery_steps_can_be_followed_in_their_order() {
    assert_eq!(only(|p| p.recovery[3].after = vec![9]), at("step_after_unknown", "recovery-3-after"));
    assert_eq!(only(|p| p.recovery[0].after = vec![1]), at("step_order_cycle", "recovery-0-after"));
    let later = after(|p| p.recovery[1].after = vec![4]);
    assert_eq!(later, [at("step_after_later_phase", "recovery-1-after"), at("step_order_cycle", "recovery-1-after")]);
    let twice = only(|p| p.recovery.push(step(Phase::Day8On, 4, &[])));
    assert_eq!(twice, at("duplicate_step_order", "recovery-4-order"));
}

#[test]
fn a_step_is_due_in_its_phase_and_after_what_comes_first() {
    let due = |row: usize, hours: u64| move |p: &mut Plan| p.recovery[row].due = Some(Duration::hours(hours));
    assert_eq!(after(due(0, 24)), []);
    assert_eq!(only(due(0, 25)), at("step_due_outside_phase", "recovery-0-due"));
    assert_eq!(only(due(2, 23)), at("step_due_outside_phase", "recovery-2-due"));
    let backwards = only(|p| {
        due(0, 6)(p);
        due(1, 4)(p);
    });
    assert_eq!(backwards, at("step_due_before_prerequisite", "recovery-1-due"));
}

#[test]
fn not_applicable_is_possible_only_where_a_plan_can_do_without_and_with_a_reason() {
    let waive = |section: &'static str, reason: &'static str| {
        move |p: &mut Plan| {
            p.not_applicable.push(NotApplicable { section: section.into(), reason: reason.into() });
        }
    };
    assert_eq!(only(waive("team", "ไม่มี")), at("cannot_be_not_applicable", "team-not_applicable"));
    assert_eq!(only(waive("recovery", "ใช้แผนแม่")), at("not_applicable_but_filled", "recovery-not_applicable"));
    assert_eq!(only(waive("hazards:flood", "ที่สูง")), at("not_applicable_but_filled", "hazards-flood-not_applicable"));
    assert_eq!(only(waive("annex", "ไม่มี")), at("not_applicable_unknown", "scope-not_applicable"));
    let unreasoned = only(|p| {
        p.recovery.clear();
        waive("recovery", " ")(p);
    });
    assert_eq!(unreasoned, at("not_applicable_without_reason", "recovery-reason"));
}

#[test]
fn a_waived_section_is_not_asked_for_its_content() {
    let waived = |p: &mut Plan| {
        p.strategies.clear();
        p.not_applicable
            .push(NotApplicable { section: "strategies".into(), reason: "ใช้แผนแม่".into() });
    };
    assert_eq!(after(waived), []);
}

#[test]
fn what_is_too_long_or_too_many_is_found_at_its_place() {
    let long = "ก".repeat(301);
    assert_eq!(only(|p| p.title = Text::th(long.clone())), at("too_long", "scope-title"));
    assert_eq!(only(|p| first(p).name = Text::th(long.clone())), at("too_long", "processes-0-name"));
    assert_eq!(after(|p| p.title = Text::th("ก".repeat(300))), []);
    let told = Issue::TooLong {
        field: Field::OwnerUnit,
        row: Some(0),
        name: Text::th("กระบวนงาน P1"),
        limit: 300,
        length: 301,
    };
    let mut plan = sound_plan();
    first(&mut plan).owner_unit = Some(long);
    let found = check(&plan, &CheckContext::default());
    assert_eq!(found.iter().map(|found| &found.what).collect::<Vec<_>>(), [&told]);
    let many = |p: &mut Plan| first(p).depends_on.extend((0..300).map(|n| on(&format!("supplier:{n}"))));
    assert_eq!(only(many), at("too_many", "dependencies-0-depends_on"));
}

#[test]
fn a_plan_at_its_bounds_is_checked_in_a_moment() {
    let mut plan = sound_plan();
    plan.processes = (0..1000)
        .map(|n| {
            let mut process = process(&format!("P{n}"));
            process.depends_on.extend((0..50).map(|d| on(&format!("process:L0001/P{}", (n + d + 1) % 1000))));
            process
        })
        .collect();
    let started = std::time::Instant::now();
    let found = check(&plan, &CheckContext::default());
    assert_eq!(found, []);
    assert!(started.elapsed() < std::time::Duration::from_secs(5), "{:?}", started.elapsed());
}
