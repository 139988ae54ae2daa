//! What a Business Continuity Plan says: the template tables T0-T10 as one value (ISO 22301:2019 clause 8).
//!
//! The value is also the exchange document (`contracts/bcp-exchange.schema.json`, version 1) and the draft that the
//! server keeps. A draft may lack what the exchange format requires, so `impact` and `rto` are optional here; the
//! few members that the exchange format does not know are dropped by [`Plan::for_exchange`].

pub mod bia;
pub mod call_tree;
pub mod check;
pub mod completeness;
pub mod dependency;
pub mod diff;
mod field;
pub mod finding;
mod issue;
mod nature;
pub mod personal;
pub mod phone;
mod place;
pub mod resource;
pub mod section;
pub mod strategy_map;
mod tally;
pub mod template;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use field::Field;
pub use finding::{Finding, Issue, Place, Severity};
pub use section::Section;
pub use tally::Tally;
pub use words::*;

use crate::Duration;

/// The one value of `format` that version 1 of the exchange document may have.
pub const EXCHANGE_FORMAT: &str = "bcp-exchange/1";

/// One version of one organisation's Business Continuity Plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Always [`EXCHANGE_FORMAT`].
    pub format: String,
    /// Register code of the organisation whose plan it is.
    pub organisation: String,
    /// Buddhist fiscal year, 2500 to 2700; it starts on 1 October of the Gregorian year `fiscal_year - 544`.
    pub fiscal_year: i32,
    /// What the plan covers; only [`PlanKind::Main`] counts in the national figures.
    pub kind: PlanKind,
    /// Title of the plan (T0).
    pub title: Text,
    /// Secrecy of the plan (regulation on official secrets 2544).
    #[serde(default, skip_serializing_if = "Classification::is_none")]
    pub classification: Classification,
    /// T0: what the plan is for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objectives: Vec<Text>,
    /// T0: what the plan takes for granted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assumptions: Vec<Text>,
    /// T0: which work and places it covers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Text>,
    /// T1: situations, each with the resource categories it affects.
    #[serde(default)]
    pub hazards: Vec<PlanHazard>,
    /// T2: the continuity team and its call tree.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub team: Vec<TeamMember>,
    /// T3-T8: the business impact analysis, one row a process.
    #[serde(default)]
    pub processes: Vec<Process>,
    /// T9: continuity strategies by resource category.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strategies: Vec<Strategy>,
    /// T10: recovery steps in three phases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recovery: Vec<RecoveryStep>,
    /// Sections that do not apply, each with its reason; distinct from blank.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_applicable: Vec<NotApplicable>,
}

/// T1: one situation and the resource categories it affects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanHazard {
    /// A code of `reference/hazards.csv`, or the organisation's own code with a label.
    pub code: String,
    /// Label of an own code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
    /// The categories that the situation takes away, without repetition.
    pub affects: Vec<Category>,
}

/// T2: one person of the continuity team.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamMember {
    /// Identifies the person inside this plan.
    pub id: String,
    /// Part in the team.
    pub role: TeamRole,
    /// Personal name.
    pub name: String,
    /// Post held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
    /// Telephone; personal data, masked outside the organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// E-mail; personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Id of the person this one stands in for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternate_of: Option<String>,
    /// Id of the caller in the call tree; the root has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_by: Option<String>,
}

/// T3: one process of the business impact analysis (ISO 22301:2019 8.2.2).
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Process {
    /// Identifies the process inside the organisation.
    pub id: String,
    /// What the process is called.
    pub name: Text,
    /// The mission it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mission: Option<Text>,
    /// Unit that runs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_unit: Option<String>,
    /// Worst impact of losing it; absent only in a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact: Option<Impact>,
    /// Recovery time objective; absent only in a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rto: Option<Duration>,
    /// Maximum tolerable period of disruption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mtpd: Option<Duration>,
    /// Recovery point objective.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rpo: Option<Duration>,
    /// Recovery time that can be achieved today, as measured or estimated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rta: Option<Duration>,
    /// Minimum business continuity objective, share of normal output, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mbco: Option<f64>,
    /// People served on a normal day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people_served_per_day: Option<u64>,
    /// Codes of the e-services through which the process is also offered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<String>,
    /// What it needs in order to run.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<Dependency>,
    /// T4-T8: resources by time after the disruption.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<ResourceNeed>,
    /// Impact at each time after the disruption, from which the RTO is calculated; not in the exchange format.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub impact_over_time: BTreeMap<Duration, Impact>,
    /// Why the RTO differs from the calculated one; not in the exchange format.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rto_reason: Option<String>,
}

/// One thing that a process needs; dependencies with the same `group` are alternatives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dependency {
    /// `lifeline:power`, `process:ORG/ID`, `site:CODE`, `system:CODE`, `supplier:CODE` or `staff:GROUP`.
    pub on: String,
    /// Name of the group of alternatives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// How many of the group must work (k of n); 1 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need: Option<u32>,
    /// How long the process runs on without it: battery, generator, stock, manual work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<Duration>,
}

/// T4-T8: one resource and the quantity needed at each time after the disruption.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResourceNeed {
    /// Kind of resource.
    pub category: Category,
    /// What it is.
    pub item: Text,
    /// Unit of the quantities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Code of the site, pool or supplier that provides it in a crisis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Quantity by time after the disruption.
    pub need: BTreeMap<Duration, f64>,
}

/// T9: how one resource category is kept or replaced (ISO 22301:2019 8.3).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strategy {
    /// Resource category it is for.
    pub category: Category,
    /// What will be done.
    pub text: Text,
    /// What sets it off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trigger: Option<Text>,
    /// Time from the trigger to working.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_to_implement: Option<Duration>,
    /// How long it can be kept up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum_duration: Option<Duration>,
    /// Share of normal output it gives, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level_achieved: Option<f64>,
    /// Cost in baht, not negative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_baht: Option<f64>,
    /// A shared resource that the strategy counts on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<Commitment>,
}

/// A claim on a resource that others may also count on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// Code of the resource.
    pub resource: String,
    /// How much of it.
    pub quantity: f64,
    /// State of the agreement with whoever owns it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Agreement>,
}

/// T10: one recovery step (ISO 22301:2019 8.4).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecoveryStep {
    /// Phase it belongs to.
    pub phase: Phase,
    /// Place in the order of the whole plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<i64>,
    /// What is done.
    pub step: Text,
    /// Who does it.
    pub role: String,
    /// Orders of the steps that come first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<i64>,
    /// Done by this time after the disruption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Duration>,
}

/// A section that does not apply to the organisation, with its reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotApplicable {
    /// Key of the section.
    pub section: String,
    /// Why it does not apply.
    pub reason: String,
}

impl Plan {
    /// An empty draft.
    pub fn draft(organisation: &str, fiscal_year: i32, kind: PlanKind, title: Text) -> Self {
        Plan {
            format: EXCHANGE_FORMAT.into(),
            organisation: organisation.into(),
            fiscal_year,
            kind,
            title,
            classification: Classification::None,
            objectives: Vec::new(),
            assumptions: Vec::new(),
            scope: None,
            hazards: Vec::new(),
            team: Vec::new(),
            processes: Vec::new(),
            strategies: Vec::new(),
            recovery: Vec::new(),
            not_applicable: Vec::new(),
        }
    }

    /// The same plan without the members that the exchange format does not know.
    pub fn for_exchange(&self) -> Plan {
        let mut plan = self.clone();
        for process in &mut plan.processes {
            process.impact_over_time.clear();
            process.rto_reason = None;
        }
        plan
    }
}
