//! Who may say what about copying a practice, and where each organisation stands. Pure: no clock, no database.
//!
//! Nobody copies from itself. Having adopted it says with what result, and stopping says why, so that whoever comes next
//! learns from both. One that stopped may begin again.

use std::collections::BTreeMap;

use jiff::Timestamp;

/// How far an organisation is with a practice of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// It wants to, and asks.
    Interested,
    /// It tries it out.
    Trying,
    /// It does it as its own.
    Adopted,
    /// It gave it up.
    Stopped,
}

impl Step {
    /// Every step, in its order.
    pub const ALL: [Step; 4] = [Step::Interested, Step::Trying, Step::Adopted, Step::Stopped];

    /// The code in the database and in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Step::Interested => "interested",
            Step::Trying => "trying",
            Step::Adopted => "adopted",
            Step::Stopped => "stopped",
        }
    }

    /// The step with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }
}

/// What an organisation said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// Id of the organisation.
    pub by: String,
    /// How far it is.
    pub step: Step,
    /// What came of it, or why it was given up.
    pub result: String,
}

/// Why it may not be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is the organisation's own practice.
    Own,
    /// The practice was withdrawn.
    Withdrawn,
    /// What was adopted goes back to wanting or trying; it can only be stopped.
    Backwards,
    /// What was never begun can't be stopped.
    NotBegun,
    /// Adopting says with what result.
    NoResult,
    /// Stopping says why.
    NoReason,
    /// The same was said last.
    Repeated,
}

/// Where each organisation stands at an instant: the newest of what it said by then.
pub fn standing(events: &[Event], at: Timestamp) -> BTreeMap<&str, &Event> {
    let mut stands: BTreeMap<&str, &Event> = BTreeMap::new();
    for event in events.iter().filter(|event| event.at <= at) {
        let newest = stands.entry(&event.by).or_insert(event);
        if event.at >= newest.at {
            *newest = event;
        }
    }
    stands
}

/// Whether this may be said now of a practice of `owner`.
///
/// # Errors
/// The first [`Refusal`] that holds.
pub fn decide(owner: &str, withdrawn: bool, events: &[Event], new: &Event) -> Result<(), Refusal> {
    if new.by == owner {
        return Err(Refusal::Own);
    }
    if withdrawn {
        return Err(Refusal::Withdrawn);
    }
    let before = standing(events, new.at).get(new.by.as_str()).copied();
    if new.step == Step::Adopted && new.result.trim().is_empty() {
        return Err(Refusal::NoResult);
    }
    match (before.map(|before| before.step), new.step) {
        (None | Some(Step::Stopped), Step::Stopped) => return Err(Refusal::NotBegun),
        (Some(Step::Adopted), Step::Interested | Step::Trying) | (Some(Step::Trying), Step::Interested) => {
            return Err(Refusal::Backwards);
        }
        _ => {}
    }
    if new.step == Step::Stopped && new.result.trim().is_empty() {
        return Err(Refusal::NoReason);
    }
    if before.is_some_and(|before| before.step == new.step && before.result.trim() == new.result.trim()) {
        return Err(Refusal::Repeated);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(by: &str, step: Step, result: &str, second: i64) -> Event {
        Event { at: Timestamp::from_second(second).unwrap(), by: by.into(), step, result: result.into() }
    }

    fn after(steps: &[(Step, &str)], step: Step, result: &str) -> Result<(), Refusal> {
        let events: Vec<Event> =
            steps.iter().zip(1..).map(|((step, result), at)| said("b", *step, result, at)).collect();
        decide("a", false, &events, &said("b", step, result, 100))
    }

    #[test]
    fn nobody_copies_from_itself_nor_what_was_withdrawn() {
        assert_eq!(decide("a", false, &[], &said("a", Step::Trying, "", 1)), Err(Refusal::Own));
        assert_eq!(decide("a", true, &[], &said("b", Step::Trying, "", 1)), Err(Refusal::Withdrawn));
    }

    #[test]
    fn adopting_says_with_what_result_and_stopping_says_why() {
        assert_eq!(after(&[], Step::Adopted, " "), Err(Refusal::NoResult));
        assert_eq!(after(&[], Step::Adopted, "ลดเวลาลงครึ่งหนึ่ง"), Ok(()));
        assert_eq!(after(&[(Step::Trying, "")], Step::Stopped, ""), Err(Refusal::NoReason));
        assert_eq!(after(&[(Step::Trying, "")], Step::Stopped, "งบประมาณไม่พอ"), Ok(()));
    }

    #[test]
    fn what_was_adopted_can_only_be_reported_on_or_stopped() {
        let adopted = [(Step::Adopted, "ผลหนึ่ง")];
        assert_eq!(after(&adopted, Step::Trying, ""), Err(Refusal::Backwards));
        assert_eq!(after(&adopted, Step::Interested, ""), Err(Refusal::Backwards));
        assert_eq!(after(&adopted, Step::Adopted, "ผลหนึ่ง "), Err(Refusal::Repeated));
        assert_eq!(after(&adopted, Step::Adopted, "ผลสอง"), Ok(()));
        assert_eq!(after(&adopted, Step::Stopped, "เลิกโครงการ"), Ok(()));
    }

    #[test]
    fn what_stopped_may_begin_again_and_what_never_began_cannot_stop() {
        assert_eq!(after(&[], Step::Stopped, "เหตุผล"), Err(Refusal::NotBegun));
        let stopped = [(Step::Trying, ""), (Step::Stopped, "เหตุผล")];
        assert_eq!(after(&stopped, Step::Stopped, "อีกครั้ง"), Err(Refusal::NotBegun));
        assert_eq!(after(&stopped, Step::Interested, ""), Ok(()));
    }

    #[test]
    fn each_organisation_stands_where_its_newest_word_by_then_puts_it() {
        let events =
            [said("c", Step::Adopted, "ผล", 3), said("b", Step::Trying, "", 1), said("b", Step::Stopped, "เหตุ", 5)];
        let at = |second| {
            let stands = standing(&events, Timestamp::from_second(second).unwrap());
            stands.into_iter().map(|(by, event)| (by.to_owned(), event.step)).collect::<Vec<_>>()
        };
        assert_eq!(at(0), []);
        assert_eq!(at(4), [("b".to_owned(), Step::Trying), ("c".to_owned(), Step::Adopted)]);
        assert_eq!(at(9), [("b".to_owned(), Step::Stopped), ("c".to_owned(), Step::Adopted)]);
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_accepted_is_where_the_organisation_stands_next(
            steps in proptest::collection::vec((0usize..4, "[a-c]{0,2}"), 0..12)
        ) {
            let mut events: Vec<Event> = Vec::new();
            for ((step, result), at) in steps.into_iter().zip(1..) {
                let new = said("b", Step::ALL[step], &result, at);
                if decide("a", false, &events, &new).is_ok() {
                    events.push(new.clone());
                    proptest::prop_assert_eq!(standing(&events, new.at)["b"], &new);
                }
            }
        }
    }
}
