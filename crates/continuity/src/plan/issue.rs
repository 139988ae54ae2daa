//! The closed list of what a check can find, each with its code, its nature and its data.
//!
//! Adding an issue here asks for its message in both catalogues; a code never changes its meaning.

use super::{Agreement, Category, Field, Impact, Phase, TeamRole, Text};
use crate::{Duration, codes::issues};

issues! {
    // Any section.
    /// The field that names the row is empty.
    BlankName = "blank_name" Missing;
    /// The row has no id, so that nothing can refer to it.
    BlankId = "blank_id" Missing;
    /// More characters than the field takes.
    TooLong {
        /// The field.
        field: Field,
        /// Its row, from 0; none in the scope.
        row: Option<usize>,
        /// What the row is called, shortened; blank when it has no name.
        name: Text,
        /// Characters allowed.
        limit: usize,
        /// Characters there are.
        length: usize,
    } = "too_long" Contradiction;
    /// More rows than the list takes.
    TooMany {
        /// Rows allowed.
        limit: usize,
        /// Rows there are.
        count: usize,
    } = "too_many" Contradiction;
    /// `not_applicable` names nothing that this version knows.
    NotApplicableUnknown {
        /// The key as written.
        key: String,
    } = "not_applicable_unknown" Advice;
    /// "Not applicable" without a reason.
    NotApplicableWithoutReason = "not_applicable_without_reason" Missing;
    /// A section without which this kind of plan is no plan.
    CannotBeNotApplicable = "cannot_be_not_applicable" Contradiction;
    /// Declared not applicable, and yet filled in.
    NotApplicableButFilled = "not_applicable_but_filled" Advice;

    // Scope (T0).
    /// The plan has no title.
    TitleMissing = "title_missing" Missing;
    /// Not one objective.
    ObjectivesMissing = "objectives_missing" Missing;
    /// No scope.
    ScopeMissing = "scope_missing" Missing;
    /// Nothing is taken for granted, which is rarely so.
    AssumptionsMissing = "assumptions_missing" Advice;

    // Hazards (T1).
    /// An own hazard code without a label that says what it is.
    HazardUnknownWithoutLabel {
        /// The code.
        hazard: String,
    } = "hazard_unknown_without_label" Contradiction;
    /// A hazard with no ticked category.
    HazardAffectsNothing {
        /// The code.
        hazard: String,
    } = "hazard_affects_nothing" Advice;
    /// The same hazard twice.
    DuplicateHazard {
        /// The code.
        hazard: String,
        /// Row of the first.
        first: usize,
    } = "duplicate_hazard" Contradiction;
    /// The same category ticked twice for one hazard.
    DuplicateCategory {
        /// The category.
        category: Category,
    } = "duplicate_category" Contradiction;
    /// Situations of the national list that the plan neither covers nor declares impossible here.
    HazardsUndecided {
        /// Their codes.
        hazards: Vec<String>,
    } = "hazards_undecided" Advice;

    // Processes (T3).
    /// Two processes with one id.
    DuplicateProcessId {
        /// The id.
        id: String,
        /// Row of the first.
        first: usize,
    } = "duplicate_process_id" Contradiction;
    /// No level of impact.
    ImpactMissing {
        /// Name of the process.
        process: Text,
    } = "impact_missing" Missing;
    /// No recovery time objective.
    RtoMissing {
        /// Name of the process.
        process: Text,
    } = "rto_missing" Missing;
    /// To be back later than can be tolerated.
    RtoOverMtpd {
        /// Name of the process.
        process: Text,
        /// Recovery time objective.
        rto: Duration,
        /// Maximum tolerable period of disruption.
        mtpd: Duration,
    } = "rto_over_mtpd" Contradiction;
    /// What can be achieved today is later than the objective.
    RtaOverRto {
        /// Name of the process.
        process: Text,
        /// Recovery time achievable today.
        rta: Duration,
        /// Recovery time objective.
        rto: Duration,
    } = "rta_over_rto" Advice;
    /// A process of high impact without a maximum tolerable period of disruption.
    MtpdMissing {
        /// Name of the process.
        process: Text,
    } = "mtpd_missing" Advice;
    /// Not a share from 0 to 1.
    MbcoOutOfRange {
        /// Name of the process.
        process: Text,
        /// The value.
        mbco: f64,
    } = "mbco_out_of_range" Contradiction;
    /// Data may be lost up to some age, but no system or technology is named that keeps data.
    RpoWithoutSystem {
        /// Name of the process.
        process: Text,
    } = "rpo_without_system" Advice;
    /// The longer the disruption, the milder its impact.
    ImpactLessensOverTime {
        /// Name of the process.
        process: Text,
        /// Time at which it is milder than before.
        at: Duration,
    } = "impact_lessens_over_time" Advice;
    /// The level of impact is milder than the worst over time.
    ImpactBelowItsCourse {
        /// Name of the process.
        process: Text,
        /// Level given.
        impact: Impact,
        /// Worst level over time.
        worst: Impact,
    } = "impact_below_its_course" Advice;
    /// The RTO differs from the calculated one, and nobody says why.
    RtoReasonMissing {
        /// Name of the process.
        process: Text,
        /// RTO given.
        rto: Duration,
        /// RTO calculated from the impact over time.
        calculated: Duration,
    } = "rto_reason_missing" Missing;
    /// No mission, so that the strategy map cannot place the process.
    MissionMissing {
        /// Name of the process.
        process: Text,
    } = "mission_missing" Advice;
    /// A process of high impact that serves people, without a digital channel.
    DigitalChannelMissing {
        /// Name of the process.
        process: Text,
    } = "digital_channel_missing" Advice;

    // Dependencies.
    /// Not one of the six kinds of target.
    InvalidDependency {
        /// As written.
        on: String,
    } = "invalid_dependency" Contradiction;
    /// A process that needs itself.
    DependsOnItself {
        /// Name of the process.
        process: Text,
    } = "depends_on_itself" Contradiction;
    /// A process that does not exist.
    UnknownProcessDependency {
        /// Name of the process that needs it.
        process: Text,
        /// `ORG/ID` of the one needed.
        on: String,
    } = "unknown_process_dependency" Contradiction;
    /// The same need twice in one process.
    DuplicateDependency {
        /// As written.
        on: String,
    } = "duplicate_dependency" Advice;
    /// A group of which more must work than it has.
    GroupNeedsMoreThanItHas {
        /// Name of the group; absent for a single dependency.
        group: Option<String>,
        /// How many must work.
        need: u32,
        /// How many there are.
        has: u32,
    } = "group_needs_more_than_it_has" Contradiction;
    /// A group whose members say different numbers.
    GroupNeedDiffers {
        /// Name of the group.
        group: String,
    } = "group_need_differs" Advice;
    /// None of the group must work, so it is no dependency.
    NeedIsZero = "need_is_zero" Contradiction;
    /// A process of high impact that depends on nothing.
    ProcessWithoutDependencies {
        /// Name of the process.
        process: Text,
    } = "process_without_dependencies" Missing;
    /// To be back before an own process without which it cannot run.
    RtoBeforeDependency {
        /// Name of the process.
        process: Text,
        /// Its RTO.
        rto: Duration,
        /// Name of the process needed.
        on: Text,
        /// The RTO of that one.
        on_rto: Duration,
    } = "rto_before_dependency" Advice;

    /// A lifeline that the reference list does not have: nothing will ever be known of its restoration.
    UnknownLifeline {
        /// Its code as written.
        lifeline: String,
    } = "unknown_lifeline" Advice;

    // Resources (T4-T8).
    /// A resource that comes only after the process should be back.
    ResourceLaterThanRto {
        /// Name of the process.
        process: Text,
        /// The resource.
        item: Text,
        /// First time at which some of it is there.
        first: Duration,
        /// RTO of the process.
        rto: Duration,
    } = "resource_later_than_rto" Advice;
    /// Less is needed later than before.
    ResourceNeedDecreases {
        /// The resource.
        item: Text,
        /// Time at which it is less.
        at: Duration,
    } = "resource_need_decreases" Advice;
    /// No quantity at any time.
    ResourceNeedMissing {
        /// The resource.
        item: Text,
    } = "resource_need_missing" Missing;
    /// A quantity below nothing, or not a number.
    QuantityOutOfRange {
        /// The value.
        quantity: f64,
    } = "quantity_out_of_range" Contradiction;
    /// A process of high impact without a resource.
    ProcessWithoutResources {
        /// Name of the process.
        process: Text,
    } = "process_without_resources" Missing;
    /// The site to move to is the site that was lost.
    AlternateSiteSameAsPrimary {
        /// Code of the site.
        site: String,
    } = "alternate_site_same_as_primary" Contradiction;

    // Strategies (T9).
    /// A hazard takes a category away, and no strategy keeps or replaces it.
    StrategyMissingForAffectedCategory {
        /// The category.
        category: Category,
        /// Codes of the hazards that affect it.
        hazards: Vec<String>,
    } = "strategy_missing_for_affected_category" Missing;
    /// Not a share from 0 to 1.
    LevelOutOfRange {
        /// The value.
        level: f64,
    } = "level_out_of_range" Contradiction;
    /// Even the best strategy of the category gives less than a process must have.
    LevelBelowMbco {
        /// The category.
        category: Category,
        /// Level of the best strategy.
        level: f64,
        /// Name of the process that needs the most.
        process: Text,
        /// Its minimum business continuity objective.
        mbco: f64,
    } = "level_below_mbco" Advice;
    /// Even the quickest strategy of the category is slower than a process may wait.
    StrategyTakesLongerThanRto {
        /// The category.
        category: Category,
        /// Time of the quickest strategy.
        takes: Duration,
        /// Name of the process that waits the least.
        process: Text,
        /// Its RTO.
        rto: Duration,
    } = "strategy_takes_longer_than_rto" Advice;
    /// A cost below nothing, or not a number.
    CostOutOfRange {
        /// The value, baht.
        cost: f64,
    } = "cost_out_of_range" Contradiction;
    /// The strategy counts on something that nobody has signed for.
    AgreementNotInForce {
        /// Code of the resource.
        resource: String,
        /// State of the agreement.
        agreement: Agreement,
    } = "agreement_not_in_force" Advice;
    /// A strategy keeps up a system that no process depends on.
    SystemServesNoProcess {
        /// Code of the system.
        system: String,
    } = "system_serves_no_process" Advice;

    // Team and call tree (T2).
    /// Nobody heads the team.
    HeadMissing = "head_missing" Missing;
    /// Several heads who do not stand in for each other.
    SeveralHeads {
        /// Their names.
        names: Vec<String>,
    } = "several_heads" Advice;
    /// A head or lead for whom nobody stands in.
    AlternateMissing {
        /// The role.
        role: TeamRole,
        /// Name of the person.
        name: String,
    } = "alternate_missing" Missing;
    /// Stands in for somebody who is not in the team.
    AlternateUnknown {
        /// Name of the person.
        name: String,
        /// The id referred to.
        alternate_of: String,
    } = "alternate_unknown" Contradiction;
    /// The person who stands in is the same person.
    AlternateSameAsPrimary {
        /// Name of the person.
        name: String,
    } = "alternate_same_as_primary" Contradiction;
    /// The person who stands in has the same telephone.
    AlternateSamePhone {
        /// Name of the person who stands in.
        name: String,
        /// Name of the person stood in for.
        primary: String,
    } = "alternate_same_phone" Contradiction;
    /// Nobody can call this person.
    PhoneMissing {
        /// Name of the person.
        name: String,
    } = "phone_missing" Missing;
    /// What stands for this person's telephone can't be dialled. Forms refuse it; an import keeps what came.
    PhoneUnreadable {
        /// Name of the person.
        name: String,
    } = "phone_unreadable" Advice;
    /// Two members with one id.
    DuplicateMemberId {
        /// The id.
        id: String,
        /// Row of the first.
        first: usize,
    } = "duplicate_member_id" Contradiction;
    /// Everybody is called by somebody, so nobody starts.
    CallTreeNoRoot = "call_tree_no_root" Contradiction;
    /// Several people start, so nobody knows who does.
    CallTreeSeveralRoots {
        /// Their names.
        names: Vec<String>,
    } = "call_tree_several_roots" Contradiction;
    /// People who call each other in a circle.
    CallTreeCycle {
        /// Their names, each called by the next.
        names: Vec<String>,
    } = "call_tree_cycle" Contradiction;
    /// Nobody who starts ever reaches this person.
    CallTreeUnreached {
        /// Name of the person.
        name: String,
    } = "call_tree_unreached" Contradiction;
    /// Called by somebody who is not in the team.
    CallTreeUnknownCaller {
        /// Name of the person.
        name: String,
        /// The id referred to.
        called_by: String,
    } = "call_tree_unknown_caller" Contradiction;

    // Recovery (T10).
    /// A step that nobody does.
    StepWithoutRole = "step_without_role" Missing;
    /// A phase in which nothing is done.
    PhaseWithoutSteps {
        /// The phase.
        phase: Phase,
    } = "phase_without_steps" Missing;
    /// Two steps with one order.
    DuplicateStepOrder {
        /// The order.
        order: i64,
        /// Row of the first.
        first: usize,
    } = "duplicate_step_order" Advice;
    /// Comes after a step that does not exist.
    StepAfterUnknown {
        /// The order referred to.
        after: i64,
    } = "step_after_unknown" Contradiction;
    /// Steps that wait for each other.
    StepOrderCycle {
        /// Their orders.
        orders: Vec<i64>,
    } = "step_order_cycle" Contradiction;
    /// Comes after a step of a later phase.
    StepAfterLaterPhase {
        /// Order of the later step.
        after: i64,
        /// Its phase.
        phase: Phase,
    } = "step_after_later_phase" Advice;
    /// Due outside the phase it belongs to.
    StepDueOutsidePhase {
        /// The phase.
        phase: Phase,
        /// When it is due.
        due: Duration,
    } = "step_due_outside_phase" Advice;
    /// Due before a step that comes first is due.
    StepDueBeforePrerequisite {
        /// When it is due.
        due: Duration,
        /// Order of the step that comes first.
        after: i64,
        /// When that one is due.
        after_due: Duration,
    } = "step_due_before_prerequisite" Advice;
}
