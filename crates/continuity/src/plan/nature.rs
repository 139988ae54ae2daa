//! Why an issue is one, and from that whether it stands in the way of submission.

use super::{Issue, finding::Severity};
use crate::codes::codes;

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

impl Issue {
    /// Missing things and contradictions block submission; advice does not.
    pub const fn severity(&self) -> Severity {
        match self.nature() {
            Nature::Missing | Nature::Contradiction => Severity::Problem,
            Nature::Advice => Severity::Warning,
        }
    }
}
