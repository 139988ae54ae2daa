//! What may be done with a submitted plan, by whom and when, and in which order reviewers should look (ISO
//! 22301:2019 8.6; template T13).
//!
//! Decisions are pure: they take where the plan stands and what is known of the actor, and answer yes or every
//! reason why not. Who holds which role is decided elsewhere; here are only the facts that matter.

pub mod decide;
pub mod risk;

pub use decide::{Actor, Refusal, SubmitFacts, may_approve, may_return, may_submit, may_withdraw};
pub use risk::{Facts, Reason, RiskClass, Triage, triage};
