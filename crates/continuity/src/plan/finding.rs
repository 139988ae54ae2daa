//! What a check says about a plan: which section, which row and field, how grave, and what exactly.
//!
//! Findings carry data and codes, never words: the message of each code is in the catalogues, in both languages.

use serde::Serialize;

pub use super::{
    issue::Issue,
    nature::Nature,
    place::{Place, anchor},
};

use super::Section;
use crate::codes::codes;

codes! {
    /// Whether a finding stands in the way of submission.
    Severity {
        /// Blocks submission.
        Problem = "problem",
        /// Worth a look; the plan may be submitted.
        Warning = "warning",
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Duration,
        plan::{Field, Text},
    };

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
