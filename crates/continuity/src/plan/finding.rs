//! What a check says about a plan: which section, which row and field, how grave, and what exactly.
//!
//! Findings carry data and codes, never words: the message of each code is in the catalogues, in both languages.

use serde::Serialize;

use super::{Agreement, Category, Field, Impact, Phase, Section, TeamRole, Text};
use crate::{Duration, codes::codes};

codes! {
    /// Whether a finding stands in the way of submission.
    Severity {
        /// Blocks submission.
        Problem = "problem",
        /// Worth a look; the plan may be submitted.
        Warning = "warning",
    }
}

codes! {
    /// Why an issue is one.
    Nature {
        /// Something required is not there yet: the section is in progress.
        Missing = "missing",
        /// What is there contradicts itself or the rules: the section has a problem.
        Contradiction = "contradiction",
        /// Allowed, but the reader should know.
        Advice = "advice",
    }
}

/// Where in the section: an outer row, perhaps a row inside it, and the field.
///
/// In the sections `dependencies` and `resources` the outer row is the process and the inner row its dependency or
/// resource; elsewhere there is no inner row. Rows count from 0 in the order of the plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// Row in the section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// Id of that row, where rows have one: process id, member id, hazard code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Row inside the row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inner: Option<usize>,
    /// Field.
    pub field: Field,
}

/// One thing that a check found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// Section in which it is mended.
    pub section: Section,
    /// Place in that section.
    pub place: Place,
    /// Whether it blocks submission.
    pub severity: Severity,
    /// What it is.
    pub what: Issue,
}

macro_rules! issues {
    ($($(#[$doc:meta])* $name:ident $({ $($(#[$fdoc:meta])* $field:ident: $ty:ty),+ $(,)? })? = $code:literal $nature:ident;)+) => {
        /// Everything that a check can find. Serialises with its code under `issue`.
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[serde(tag = "issue")]
        pub enum Issue {
            $($(#[$doc])* #[serde(rename = $code)] $name $({ $($(#[$fdoc])* $field: $ty),+ })?),+
        }

        impl Issue {
            /// The codes of all issues; each has a message in both catalogues.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The stable code of this issue.
            pub const fn code(&self) -> &'static str {
                match self { $(Issue::$name { .. } => $code),+ }
            }

            /// Whether something is missing, contradicts itself, or is only worth knowing.
            pub const fn nature(&self) -> Nature {
                match self { $(Issue::$name { .. } => Nature::$nature),+ }
            }
        }
    };
}

issues! {
    // Any section.
    /// The field that names the row is empty.
    BlankName = "blank_name" Missing;
    /// The row has no id, so that nothing can refer to it.
    BlankId = "blank_id" Missing;
    /// More characters than the field takes.
    TooLong {
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

impl Issue {
    /// Missing things and contradictions block submission; advice does not.
    pub const fn severity(&self) -> Severity {
        match self.nature() {
            Nature::Missing | Nature::Contradiction => Severity::Problem,
            Nature::Advice => Severity::Warning,
        }
    }
}

impl Place {
    /// A field of the section itself.
    pub const fn section(field: Field) -> Self {
        Place { row: None, id: None, inner: None, field }
    }

    /// A field of a row.
    pub const fn row(row: usize, field: Field) -> Self {
        Place { row: Some(row), id: None, inner: None, field }
    }

    /// A field of a row that has an id; a blank id is left out.
    pub fn named(row: usize, id: &str, field: Field) -> Self {
        let id = Some(id).filter(|id| !id.trim().is_empty()).map(str::to_owned);
        Place { row: Some(row), id, inner: None, field }
    }

    /// The same place in a row inside the row.
    pub fn inside(mut self, inner: usize) -> Self {
        self.inner = Some(inner);
        self
    }
}

impl Finding {
    /// A finding with the severity of its issue.
    pub const fn new(section: Section, place: Place, what: Issue) -> Self {
        Finding { section, severity: what.severity(), place, what }
    }

    /// True when it blocks submission.
    pub fn is_problem(&self) -> bool {
        self.severity == Severity::Problem
    }

    /// Identifies the field on a page: `processes-2-rto`, `dependencies-0-3-on`, `scope-objectives`.
    pub fn anchor(&self) -> String {
        anchor(self.section, &self.place)
    }
}

/// Identifies a field on a page: section, row, inner row and field joined by `-`.
pub fn anchor(section: Section, place: &Place) -> String {
    let mut anchor = section.code().to_owned();
    for row in [place.row, place.inner].into_iter().flatten() {
        anchor.push('-');
        anchor.push_str(&row.to_string());
    }
    anchor.push('-');
    anchor.push_str(place.field.code());
    anchor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_issues_share_a_code() {
        let mut codes = Issue::CODES.to_vec();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Issue::CODES.len());
    }

    #[test]
    fn rto_over_mtpd_blocks_submission_and_rta_over_rto_does_not() {
        let process = Text::th("รับคำร้อง");
        let (rto, mtpd) = (Duration::days(3), Duration::days(1));
        let over = Issue::RtoOverMtpd { process: process.clone(), rto, mtpd };
        assert_eq!(over.severity(), Severity::Problem);
        assert_eq!(Issue::RtaOverRto { process, rta: rto, rto: mtpd }.severity(), Severity::Warning);
    }

    #[test]
    fn an_anchor_names_section_rows_and_field() {
        let place = Place::named(0, "P1", Field::On).inside(3);
        assert_eq!(anchor(Section::Dependencies, &place), "dependencies-0-3-on");
        assert_eq!(anchor(Section::Scope, &Place::section(Field::Objectives)), "scope-objectives");
    }

    #[test]
    fn a_finding_serialises_with_its_code_and_data() {
        let what = Issue::CallTreeUnreached { name: "ก".into() };
        let finding = Finding::new(Section::Team, Place::row(2, Field::CalledBy), what);
        assert_eq!(
            serde_json::to_value(&finding).ok(),
            Some(serde_json::json!({
                "section": "team", "place": {"row": 2, "field": "called_by"}, "severity": "problem",
                "what": {"issue": "call_tree_unreached", "name": "ก"}
            }))
        );
    }
}
