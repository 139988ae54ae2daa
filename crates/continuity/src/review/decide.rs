//! May this plan be submitted, withdrawn, returned, approved: yes, or every reason why not.
//!
//! Nobody reviews their own organisation's plan, a decision names the version it was taken on, and what was decided
//! is not decided again.

use serde::Serialize;

use crate::{
    codes::codes,
    plan::completeness::SubmitGate,
    round::{Standing, StandingState, Window},
};

codes! {
    /// Why an act is refused.
    Refusal {
        /// The actor's role or place does not allow it.
        NotAllowed = "not_allowed",
        /// Somebody of the organisation itself cannot review its plan.
        OwnOrganisation = "own_organisation",
        /// The plan has blank sections or problems.
        NotComplete = "not_complete",
        /// The head of agency has not approved this content.
        HeadNotApproved = "head_not_approved",
        /// There is no open round for this year.
        RoundNotOpen = "round_not_open",
        /// The round is closed for this organisation.
        RoundClosed = "round_closed",
        /// A submitted version waits for review; it is withdrawn first.
        AwaitsReview = "awaits_review",
        /// Nothing changed since the version that was returned or approved.
        NothingChanged = "nothing_changed",
        /// No version is submitted.
        NothingSubmitted = "nothing_submitted",
        /// The version was returned already.
        AlreadyReturned = "already_returned",
        /// The version was approved already.
        AlreadyApproved = "already_approved",
        /// A newer version was submitted since the page was read.
        NotTheLatestVersion = "not_the_latest_version",
        /// A return needs a reason.
        ReasonMissing = "reason_missing",
        /// The reason is longer than [`MOST_REASON`] characters.
        ReasonTooLong = "reason_too_long",
    }
}

/// Most characters of a reason.
pub const MOST_REASON: usize = 4_000;

/// What is known of the one who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// May submit and withdraw for the organisation whose plan it is.
    pub may_submit: bool,
    /// May review the plans of a subtree in which the organisation is.
    pub may_review: bool,
    /// Belongs to the organisation whose plan it is, not to one above it.
    pub own_organisation: bool,
}

/// What submission depends on besides the standing.
#[derive(Clone, Copy, Debug)]
pub struct SubmitFacts<'a> {
    /// Result of the check of the plan as it is now.
    pub gate: &'a SubmitGate,
    /// What the round takes from this organisation, extensions included. [`Window::Late`] is taken.
    pub window: Window,
    /// Whether the head of agency approved exactly this content.
    pub head_approved: bool,
    /// Whether the content differs from the latest submitted version; true when there is none.
    pub changed: bool,
}

/// May the draft be submitted?
///
/// # Errors
/// Every [`Refusal`] that applies.
pub fn may_submit(actor: Actor, standing: &Standing, facts: &SubmitFacts<'_>) -> Result<(), Vec<Refusal>> {
    let decided = matches!(standing.state, StandingState::Returned | StandingState::Approved);
    reasons([
        (!actor.may_submit, Refusal::NotAllowed),
        (facts.window == Window::NotOpen, Refusal::RoundNotOpen),
        (facts.window == Window::Closed, Refusal::RoundClosed),
        (standing.awaits_review(), Refusal::AwaitsReview),
        (decided && !facts.changed, Refusal::NothingChanged),
        (!facts.gate.is_open(), Refusal::NotComplete),
        (!facts.head_approved, Refusal::HeadNotApproved),
    ])
}

/// May the version be taken back? Only while it waits: what was returned or approved stays on record.
///
/// # Errors
/// Every [`Refusal`] that applies.
pub fn may_withdraw(actor: Actor, standing: &Standing, version: u32) -> Result<(), Vec<Refusal>> {
    let mut refusals = vec![(!actor.may_submit, Refusal::NotAllowed)];
    refusals.extend(waiting(standing, version));
    reasons(refusals)
}

/// May the version be returned for correction with this reason?
///
/// # Errors
/// Every [`Refusal`] that applies.
pub fn may_return(actor: Actor, standing: &Standing, version: u32, reason: &str) -> Result<(), Vec<Refusal>> {
    let mut refusals = reviewer(actor);
    refusals.extend(waiting(standing, version));
    refusals.push((reason.trim().is_empty(), Refusal::ReasonMissing));
    refusals.push((reason.chars().count() > MOST_REASON, Refusal::ReasonTooLong));
    reasons(refusals)
}

/// May the version be approved?
///
/// # Errors
/// Every [`Refusal`] that applies.
pub fn may_approve(actor: Actor, standing: &Standing, version: u32) -> Result<(), Vec<Refusal>> {
    let mut refusals = reviewer(actor);
    refusals.extend(waiting(standing, version));
    reasons(refusals)
}

fn reviewer(actor: Actor) -> Vec<(bool, Refusal)> {
    vec![
        (!actor.may_review, Refusal::NotAllowed),
        (actor.may_review && actor.own_organisation, Refusal::OwnOrganisation),
    ]
}

/// A decision is taken on the latest submitted version while it waits.
fn waiting(standing: &Standing, version: u32) -> [(bool, Refusal); 4] {
    let latest = standing.in_effect == Some(version);
    [
        (standing.in_effect.is_none(), Refusal::NothingSubmitted),
        (standing.in_effect.is_some() && !latest, Refusal::NotTheLatestVersion),
        (latest && standing.state == StandingState::Returned, Refusal::AlreadyReturned),
        (latest && standing.state == StandingState::Approved, Refusal::AlreadyApproved),
    ]
}

fn reasons(facts: impl IntoIterator<Item = (bool, Refusal)>) -> Result<(), Vec<Refusal>> {
    let refusals: Vec<Refusal> = facts.into_iter().filter(|(applies, _)| *applies).map(|(_, why)| why).collect();
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Section;

    const COORDINATOR: Actor = Actor { may_submit: true, may_review: false, own_organisation: true };
    const REVIEWER: Actor = Actor { may_submit: false, may_review: true, own_organisation: false };

    fn standing(state: StandingState, version: u32) -> Standing {
        Standing { state, in_effect: Some(version), ..Standing::NOT_STARTED }
    }

    fn submit(standing: &Standing, change: impl Fn(&mut SubmitFacts<'_>)) -> Vec<Refusal> {
        let gate = SubmitGate::default();
        let mut facts = SubmitFacts { gate: &gate, window: Window::Open, head_approved: true, changed: true };
        change(&mut facts);
        may_submit(COORDINATOR, standing, &facts).err().unwrap_or_default()
    }

    #[test]
    fn a_complete_approved_plan_is_submitted_in_time_or_late() {
        let fresh = Standing::NOT_STARTED;
        assert_eq!(submit(&fresh, |_| {}), []);
        assert_eq!(submit(&fresh, |facts| facts.window = Window::Late), []);
        assert_eq!(submit(&fresh, |facts| facts.window = Window::Closed), [Refusal::RoundClosed]);
        assert_eq!(submit(&fresh, |facts| facts.window = Window::NotOpen), [Refusal::RoundNotOpen]);
        assert_eq!(submit(&fresh, |facts| facts.head_approved = false), [Refusal::HeadNotApproved]);
    }

    #[test]
    fn an_incomplete_plan_is_not_submitted() {
        let gate = SubmitGate { blank: vec![Section::Team], problems: vec![] };
        let facts = SubmitFacts { gate: &gate, window: Window::Open, head_approved: true, changed: true };
        assert_eq!(may_submit(COORDINATOR, &Standing::NOT_STARTED, &facts), Err(vec![Refusal::NotComplete]));
        let both = may_submit(REVIEWER, &Standing::NOT_STARTED, &facts);
        assert_eq!(both, Err(vec![Refusal::NotAllowed, Refusal::NotComplete]));
    }

    #[test]
    fn a_waiting_plan_is_withdrawn_before_it_is_submitted_again() {
        let waiting = standing(StandingState::Submitted, 1);
        assert_eq!(submit(&waiting, |_| {}), [Refusal::AwaitsReview]);
        assert_eq!(may_withdraw(COORDINATOR, &waiting, 1), Ok(()));
        assert_eq!(may_withdraw(REVIEWER, &waiting, 1), Err(vec![Refusal::NotAllowed]));
    }

    #[test]
    fn a_returned_plan_comes_again_only_with_a_change() {
        let returned = standing(StandingState::Returned, 1);
        assert_eq!(submit(&returned, |_| {}), []);
        assert_eq!(submit(&returned, |facts| facts.changed = false), [Refusal::NothingChanged]);
        assert_eq!(may_withdraw(COORDINATOR, &returned, 1), Err(vec![Refusal::AlreadyReturned]));
    }

    #[test]
    fn a_return_needs_a_reason() {
        let waiting = standing(StandingState::Submitted, 2);
        assert_eq!(may_return(REVIEWER, &waiting, 2, "โปรดระบุสถานที่สำรอง"), Ok(()));
        assert_eq!(may_return(REVIEWER, &waiting, 2, " \n"), Err(vec![Refusal::ReasonMissing]));
        let long = "ก".repeat(MOST_REASON + 1);
        assert_eq!(may_return(REVIEWER, &waiting, 2, &long), Err(vec![Refusal::ReasonTooLong]));
    }

    #[test]
    fn a_decision_is_taken_once_and_on_the_latest_version() {
        let approve = |state, version| may_approve(REVIEWER, &standing(state, version), 2).err().unwrap_or_default();
        assert_eq!(approve(StandingState::Submitted, 2), []);
        assert_eq!(approve(StandingState::Approved, 2), [Refusal::AlreadyApproved]);
        assert_eq!(approve(StandingState::Returned, 2), [Refusal::AlreadyReturned]);
        assert_eq!(approve(StandingState::Submitted, 3), [Refusal::NotTheLatestVersion]);
        assert_eq!(may_approve(REVIEWER, &Standing::NOT_STARTED, 2), Err(vec![Refusal::NothingSubmitted]));
    }

    #[test]
    fn nobody_reviews_the_plan_of_their_own_organisation() {
        let both = Actor { may_submit: true, may_review: true, own_organisation: true };
        let waiting = standing(StandingState::Submitted, 1);
        assert_eq!(may_approve(both, &waiting, 1), Err(vec![Refusal::OwnOrganisation]));
        assert_eq!(may_return(both, &waiting, 1, "x"), Err(vec![Refusal::OwnOrganisation]));
        assert_eq!(may_approve(COORDINATOR, &waiting, 1), Err(vec![Refusal::NotAllowed]));
    }
}
