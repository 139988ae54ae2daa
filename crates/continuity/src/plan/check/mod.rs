//! What contradicts itself or is missing in a plan (template tables T0-T10; ISO 22301:2019 8.6).
//!
//! One pass over each section, in the order of the task list. A section that is blank or declared not applicable
//! yields no findings about its content: blankness is judged by [`super::completeness`]. Nothing here refuses a
//! plan; an import records what happened and only the submit gate of the editor stops at problems.

mod bounds;
mod dependencies;
mod hazards;
mod processes;
mod recovery;
mod resources;
mod scope;
mod strategies;
mod team;
mod waivers;

use std::collections::{BTreeMap, BTreeSet};

pub use super::finding::{Finding, Issue, Nature, Place, Severity, anchor};
use super::{Impact, Plan, Process, Section, Text, template::Template};

/// The eight situations of the national figures, in the order of the cabinet paper of 8 December 2563, and storms.
pub const STANDARD_HAZARDS: [&str; 9] =
    ["pandemic", "fire", "flood", "civil_unrest", "power_outage", "terrorism", "earthquake", "cyber", "storm"];

/// The lifelines of the reference list.
pub const STANDARD_LIFELINES: [&str; 5] = ["power", "telecom", "water", "fuel", "transport"];

/// The situations on which national figures are reported: the first eight of [`STANDARD_HAZARDS`].
pub fn reported_hazards() -> &'static [&'static str] {
    STANDARD_HAZARDS.split_last().map_or(&[], |(_, eight)| eight)
}

/// Facts outside the plan that its checks read.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckContext {
    /// Hazard codes of the reference list; any other code needs a label.
    pub hazards: BTreeSet<String>,
    /// Hazards on which the plan should decide: cover it, or say why it cannot happen here.
    pub expected_hazards: Vec<String>,
    /// Lifeline codes of the reference list.
    pub lifelines: BTreeSet<String>,
    /// Codes of the sites at which the organisation normally works, as far as they are registered.
    pub primary_sites: BTreeSet<String>,
    /// `ORG/ID` of those processes of other organisations that exist, among those which
    /// [`super::dependency::processes_elsewhere`] lists; `None` when nobody looked them up.
    pub processes_elsewhere: Option<BTreeSet<String>>,
    /// The level of impact from which a disruption is no longer tolerable.
    pub tolerable_limit: Impact,
    /// The form on which the plan is written.
    pub template: Template,
}

impl Default for CheckContext {
    /// The standard hazards and lifelines, the default limit, the common form, and nothing known of sites and other organisations.
    fn default() -> Self {
        CheckContext {
            hazards: STANDARD_HAZARDS.iter().map(|code| (*code).to_owned()).collect(),
            expected_hazards: reported_hazards().iter().map(|code| (*code).to_owned()).collect(),
            lifelines: STANDARD_LIFELINES.iter().map(|code| (*code).to_owned()).collect(),
            primary_sites: BTreeSet::new(),
            processes_elsewhere: None,
            tolerable_limit: super::bia::TOLERABLE_LIMIT,
            template: Template::default(),
        }
    }
}

/// Everything found in the plan, section by section and row by row; the same plan gives the same list.
pub fn check(plan: &Plan, context: &CheckContext) -> Vec<Finding> {
    let mut found = Found { list: Vec::new() };
    for section in Section::ALL {
        waivers::check(plan, *section, &mut found);
        if section.is_blank(plan) || plan.waiver(*section).is_some() {
            continue;
        }
        match section {
            Section::Scope => scope::check(plan, &mut found),
            Section::Hazards => hazards::check(plan, context, &mut found),
            Section::Processes => processes::check(plan, context, &mut found),
            Section::Dependencies => dependencies::check(plan, context, &mut found),
            Section::Resources => resources::check(plan, context, &mut found),
            Section::Strategies => strategies::check(plan, &mut found),
            Section::Team => team::check(plan, &mut found),
            Section::Recovery => recovery::check(plan, &mut found),
        }
    }
    bounds::name_rows(plan, &mut found.list);
    // What the form does not have is not asked for; what a plan says there all the same must not contradict itself.
    found.list.retain(|found| context.template.has(found.section) || found.what.nature() == Nature::Contradiction);
    found.list
}

/// The findings collected so far.
struct Found {
    list: Vec<Finding>,
}

impl Found {
    fn add(&mut self, section: Section, place: Place, what: Issue) {
        self.list.push(Finding::new(section, place, what));
    }
}

/// What a message calls the process: its name, or its id while it has none.
fn called(process: &Process) -> Text {
    if process.name.is_blank() { Text::th(process.id.trim()) } else { process.name.clone() }
}

/// True for the two upper levels of impact: losing the process takes more than a quarter of the capability.
fn is_critical(process: &Process) -> bool {
    matches!(process.impact, Some(Impact::VeryHigh | Impact::High))
}

/// Calls `again` with the first row and the row for each key that was there before; blank keys do not count.
fn repeated<'a>(keys: impl Iterator<Item = &'a str>, mut again: impl FnMut(usize, usize, &'a str)) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (row, key) in keys.enumerate() {
        if key.trim().is_empty() {
            continue;
        }
        match seen.get(key) {
            Some(first) => again(*first, row, key),
            None => {
                seen.insert(key, row);
            }
        }
    }
}
