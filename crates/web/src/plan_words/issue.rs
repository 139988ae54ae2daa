//! What a check finds, in plain words. A new issue does not compile without its words in both languages.

use continuity::plan::{Field, Issue, Text};

use super::{PlanWords, share};

pub(super) fn words(w: PlanWords, issue: &Issue) -> String {
    let t = w.t;
    match issue {
        Issue::BlankName => t.issue_blank_name().to_owned(),
        Issue::BlankId => t.issue_blank_id().to_owned(),
        Issue::TooLong { field, row, name, limit, length } => too_long(w, (*field, *row, name), *limit, *length),
        Issue::TooMany { limit, count } => t.issue_too_many(count, limit),
        Issue::NotApplicableUnknown { key } => t.issue_not_applicable_unknown(key),
        Issue::NotApplicableWithoutReason => t.issue_not_applicable_without_reason().to_owned(),
        Issue::CannotBeNotApplicable => t.issue_cannot_be_not_applicable().to_owned(),
        Issue::NotApplicableButFilled => t.issue_not_applicable_but_filled().to_owned(),
        Issue::TitleMissing => t.issue_title_missing().to_owned(),
        Issue::ObjectivesMissing => t.issue_objectives_missing().to_owned(),
        Issue::ScopeMissing => t.issue_scope_missing().to_owned(),
        Issue::AssumptionsMissing => t.issue_assumptions_missing().to_owned(),
        Issue::HazardUnknownWithoutLabel { hazard } => t.issue_hazard_unknown(hazard),
        Issue::HazardAffectsNothing { hazard } => t.issue_hazard_affects_nothing(w.hazard(hazard)),
        Issue::DuplicateHazard { hazard, first } => t.issue_duplicate_hazard(w.hazard(hazard), first + 1),
        Issue::DuplicateCategory { category } => t.issue_duplicate_category(w.category(*category)),
        Issue::HazardsUndecided { hazards } => t.issue_hazards_undecided(w.hazards(hazards)),
        Issue::DuplicateProcessId { id, first } => t.issue_duplicate_process_id(id, first + 1),
        Issue::ImpactMissing { process } => t.issue_impact_missing(w.text(process)),
        Issue::RtoMissing { process } => t.issue_rto_missing(w.text(process)),
        Issue::RtoOverMtpd { process, rto, mtpd } => {
            t.issue_rto_over_mtpd(w.text(process), w.lang.duration(*rto), w.lang.duration(*mtpd))
        }
        Issue::RtaOverRto { process, rta, rto } => {
            t.issue_rta_over_rto(w.text(process), w.lang.duration(*rta), w.lang.duration(*rto))
        }
        Issue::MtpdMissing { process } => t.issue_mtpd_missing(w.text(process)),
        Issue::MbcoOutOfRange { process, mbco } => t.issue_mbco_out_of_range(w.text(process), share(*mbco)),
        Issue::RpoWithoutSystem { process } => t.issue_rpo_without_system(w.text(process)),
        Issue::ImpactLessensOverTime { process, at } => t.issue_impact_lessens(w.text(process), w.lang.duration(*at)),
        Issue::ImpactBelowItsCourse { process, impact, worst } => {
            t.issue_impact_below_course(w.text(process), w.impact(*impact), w.impact(*worst))
        }
        Issue::RtoReasonMissing { process, rto, calculated } => {
            t.issue_rto_reason_missing(w.text(process), w.lang.duration(*rto), w.lang.duration(*calculated))
        }
        Issue::MissionMissing { process } => t.issue_mission_missing(w.text(process)),
        Issue::DigitalChannelMissing { process } => t.issue_digital_channel_missing(w.text(process)),
        Issue::InvalidDependency { on } => t.issue_invalid_dependency(on),
        Issue::DependsOnItself { process } => t.issue_depends_on_itself(w.text(process)),
        Issue::UnknownProcessDependency { process, on } => t.issue_unknown_process(w.text(process), on),
        Issue::DuplicateDependency { on } => t.issue_duplicate_dependency(w.target(on)),
        Issue::GroupNeedsMoreThanItHas { need, has, .. } => t.issue_group_needs_more(need, has),
        Issue::GroupNeedDiffers { group } => t.issue_group_need_differs(group),
        Issue::NeedIsZero => t.issue_need_is_zero().to_owned(),
        Issue::ProcessWithoutDependencies { process } => t.issue_process_without_dependencies(w.text(process)),
        Issue::RtoBeforeDependency { process, rto, on, on_rto } => {
            t.issue_rto_before_dependency(w.text(process), w.lang.duration(*rto), w.text(on), w.lang.duration(*on_rto))
        }
        Issue::UnknownLifeline { lifeline } => t.issue_unknown_lifeline(lifeline),
        Issue::ResourceLaterThanRto { process, item, first, rto } => {
            t.issue_resource_later(w.text(item), w.lang.duration(*first), w.lang.duration(*rto), w.text(process))
        }
        Issue::ResourceNeedDecreases { item, at } => t.issue_resource_decreases(w.text(item), w.lang.duration(*at)),
        Issue::ResourceNeedMissing { item } => t.issue_resource_need_missing(w.text(item)),
        Issue::QuantityOutOfRange { quantity } => t.issue_quantity_out_of_range(quantity),
        Issue::ProcessWithoutResources { process } => t.issue_process_without_resources(w.text(process)),
        Issue::AlternateSiteSameAsPrimary { site } => t.issue_alternate_site_same(site),
        Issue::StrategyMissingForAffectedCategory { category, hazards } => {
            t.issue_strategy_missing(w.category(*category), w.hazards(hazards))
        }
        Issue::LevelOutOfRange { level } => t.issue_level_out_of_range(share(*level)),
        Issue::LevelBelowMbco { category, level, process, mbco } => {
            t.issue_level_below_mbco(w.category(*category), share(*level), share(*mbco), w.text(process))
        }
        Issue::StrategyTakesLongerThanRto { category, takes, process, rto } => t.issue_strategy_slow(
            w.category(*category),
            w.lang.duration(*takes),
            w.lang.duration(*rto),
            w.text(process),
        ),
        Issue::CostOutOfRange { cost } => t.issue_cost_out_of_range(cost),
        Issue::AgreementNotInForce { resource, agreement } => {
            t.issue_agreement_not_in_force(resource, w.agreement(*agreement))
        }
        Issue::SystemServesNoProcess { system } => t.issue_system_serves_none(system),
        Issue::HeadMissing => t.issue_head_missing().to_owned(),
        Issue::SeveralHeads { names } => t.issue_several_heads(names.join(", ")),
        Issue::AlternateMissing { role, name } => t.issue_alternate_missing(name, w.team_role(*role)),
        Issue::AlternateUnknown { name, alternate_of } => t.issue_alternate_unknown(name, alternate_of),
        Issue::AlternateSameAsPrimary { name } => t.issue_alternate_same(name),
        Issue::AlternateSamePhone { name, primary } => t.issue_alternate_same_phone(name, primary),
        Issue::PhoneUnreadable { name } => t.issue_phone_unreadable(name),
        Issue::PhoneMissing { name } => t.issue_phone_missing(name),
        Issue::DuplicateMemberId { id, first } => t.issue_duplicate_member_id(id, first + 1),
        Issue::CallTreeNoRoot => t.issue_call_tree_no_root().to_owned(),
        Issue::CallTreeSeveralRoots { names } => t.issue_call_tree_several_roots(names.join(", ")),
        Issue::CallTreeCycle { names } => t.issue_call_tree_cycle(names.join(", ")),
        Issue::CallTreeUnreached { name } => t.issue_call_tree_unreached(name),
        Issue::CallTreeUnknownCaller { name, called_by } => t.issue_call_tree_unknown_caller(name, called_by),
        Issue::StepWithoutRole => t.issue_step_without_role().to_owned(),
        Issue::PhaseWithoutSteps { phase } => t.issue_phase_without_steps(w.phase(*phase)),
        Issue::DuplicateStepOrder { order, first } => t.issue_duplicate_step_order(order, first + 1),
        Issue::StepAfterUnknown { after } => t.issue_step_after_unknown(after),
        Issue::StepOrderCycle { orders } => t.issue_step_order_cycle(super::orders(orders)),
        Issue::StepAfterLaterPhase { after, phase } => t.issue_step_after_later_phase(after, w.phase(*phase)),
        Issue::StepDueOutsidePhase { phase, due } => {
            t.issue_step_due_outside_phase(w.lang.duration(*due), w.phase(*phase))
        }
        Issue::StepDueBeforePrerequisite { due, after, after_due } => {
            t.issue_step_due_before(w.lang.duration(*due), after, w.lang.duration(*after_due))
        }
    }
}

/// With the field and its row: by its name, or by its number while it has none.
fn too_long(w: PlanWords, (field, row, name): (Field, Option<usize>, &Text), limit: usize, length: usize) -> String {
    let (t, field, name) = (w.t, w.field(field), w.text(name).trim());
    match row {
        Some(_) if !name.is_empty() => t.issue_too_long_of(field, name, length, limit),
        Some(row) => t.issue_too_long_in_row(field, row + 1, length, limit),
        None => t.issue_too_long(field, length, limit),
    }
}
