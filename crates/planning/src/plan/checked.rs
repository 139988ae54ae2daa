//! The check of a stored draft: findings, how far each section is, and what stands in the way of submission.
//!
//! The rules are `continuity::plan`; here the facts outside the plan are read, and values that could not be read at the
//! door count as problems too. The task list, the submit page and the figures all come from [`check`].

use std::collections::BTreeSet;

use continuity::plan::{
    Finding, Plan, Section, check as rules,
    completeness::{SectionState, SubmitGate, complete_count, completeness, submit_gate},
    dependency::processes_elsewhere,
    finding::Nature,
    template::Template,
};
use db::{Result, Tx, params};

use super::row::{PlanRow, Sections, Unread};

/// What a check says about a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// Everything found, in the order of the task list.
    pub findings: Vec<Finding>,
    /// How far each section is, in the order of the task list.
    pub states: Vec<(Section, SectionState)>,
    /// What blocks submission beside unread values.
    pub gate: SubmitGate,
    /// Values that could not be read, with their sections.
    pub unread: Vec<(Section, Unread)>,
}

impl Checked {
    /// True when nothing blocks submission.
    pub fn is_open(&self) -> bool {
        self.gate.is_open() && self.unread.is_empty()
    }

    /// How many things are to be mended.
    pub fn count(&self) -> usize {
        self.gate.count() + self.unread.len()
    }

    /// How many things are to be mended in this section, blankness not counted.
    pub fn count_in(&self, section: Section) -> usize {
        let problems = self.gate.problems.iter().filter(|finding| finding.section == section).count();
        problems + self.unread.iter().filter(|(in_section, _)| *in_section == section).count()
    }

    /// How far this section is.
    pub fn state(&self, section: Section) -> SectionState {
        let found = self.states.iter().find(|(known, _)| *known == section);
        found.map_or(SectionState::Blank, |(_, state)| *state)
    }

    /// How many sections are done, and of how many.
    pub fn done(&self) -> (usize, usize) {
        complete_count(&self.states)
    }
}

/// Checks a draft as it is stored.
pub fn check(tx: &mut Tx<'_>, plan: &PlanRow, sections: &Sections) -> Result<Checked> {
    let context = context(tx, &plan.document, plan.form())?;
    let all = sections.0.iter().flat_map(|(section, row)| row.unread.iter().map(|unread| (*section, unread.clone())));
    Ok(judge(&plan.document, &context, all.collect()))
}

/// Checks a plan with the facts at hand.
pub fn judge(plan: &Plan, context: &rules::CheckContext, unread: Vec<(Section, Unread)>) -> Checked {
    let mut findings = rules::check(plan, context);
    // What was written and can't be read is told as that, and not as missing too.
    findings.retain(|finding| !unread.iter().any(|(section, unread)| is_of(finding, *section, unread)));
    let mut states = completeness(plan, &findings, &context.template);
    for (section, state) in &mut states {
        if unread.iter().any(|(in_section, _)| in_section == section) {
            *state = SectionState::HasProblem;
        }
    }
    let gate = submit_gate(plan, &findings, &context.template);
    Checked { findings, states, gate, unread }
}

/// True when a finding calls missing what stands there unread.
fn is_of(finding: &Finding, section: Section, unread: &Unread) -> bool {
    let cell = finding.place.row.map(|row| format!("rows[{row}].{}", finding.place.field.code()));
    finding.section == section
        && finding.what.nature() == Nature::Missing
        && cell.is_some_and(|cell| cell == unread.field)
}

/// The facts outside a plan that its check reads, and the form on which it is written.
pub fn context(tx: &mut Tx<'_>, plan: &Plan, form: &Template) -> Result<rules::CheckContext> {
    let mut known = BTreeSet::new();
    for named in processes_elsewhere(plan) {
        let Some((organisation, process)) = named.split_once('/') else { continue };
        if may_exist(tx, organisation, process)? {
            known.insert(named);
        }
    }
    let template = form.clone();
    Ok(rules::CheckContext { processes_elsewhere: Some(known), template, ..rules::CheckContext::default() })
}

/// A process of an organisation that has handed in nothing yet may exist; one that it leaves out of its plans does not.
fn may_exist(tx: &mut Tx<'_>, organisation: &str, process: &str) -> Result<bool> {
    let found =
        tx.row_opt("SELECT id FROM organisation WHERE code = $1", params![organisation], |row| row.get::<String>(0))?;
    let Some(id) = found else { return Ok(false) };
    let versions = tx.count("SELECT count(*) FROM plan_version WHERE organisation_id = $1", params![&id])?;
    if versions == 0 {
        return Ok(true);
    }
    let named = tx.count(
        "SELECT count(*) FROM version_process p JOIN plan_version v ON v.id = p.version_id \
         WHERE v.organisation_id = $1 AND p.process_id = $2",
        params![&id, process],
    )?;
    Ok(named > 0)
}
