//! The order in which a letter goes round: every step in its turn, by whom it belongs to or by whoever acts for them, and
//! none skipped. What was done is never undone; a letter that was sent back goes round again from the first step.

use jiff::Timestamp;

use super::delegation::{Capacity, Delegation, NotEntitled, capacity};

super::coded! {
    /// What a step asks for.
    Task {
        /// ตรวจ: read and pass on a draft, or send it back.
        Check = "check",
        /// ลงนาม: sign it.
        Sign = "sign",
        /// เกษียณ: write what is to be done.
        Direct = "direct",
        /// รับทราบ: acknowledge it.
        Acknowledge = "acknowledge",
    }
}

super::coded! {
    /// On which of its two ways a letter is.
    Way {
        /// A draft to its signature.
        Signing = "signing",
        /// A received letter to those whom it concerns.
        Routing = "routing",
    }
}

/// One step of a way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its id.
    pub id: String,
    /// The officer it belongs to.
    pub holder: String,
    /// What it asks for.
    pub task: Task,
}

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As it asks.
    Done,
    /// The draft went back to its writer.
    Returned,
}

/// What was done in a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Which step.
    pub step: String,
    /// How it ended.
    pub outcome: Outcome,
    /// When.
    pub at: Timestamp,
}

/// What somebody is about to do.
#[derive(Clone, Debug)]
pub struct Attempt<'a> {
    /// Which step.
    pub step: &'a str,
    /// Which officer.
    pub person: &'a str,
    /// How it is to end.
    pub outcome: Outcome,
    /// What is written with it.
    pub words: &'a str,
    /// When it happened: now, or when it was done on paper.
    pub at: Timestamp,
}

/// Why a step or a way is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The way has no step.
    NoStep,
    /// A draft ends with a signature.
    NoSignature,
    /// The task does not belong on this way.
    WrongTask,
    /// The same officer twice, one right after the other, for the same.
    TwiceInARow,
    /// Another step comes first.
    OutOfTurn,
    /// Nothing is left to be done.
    Finished,
    /// It is another officer's, and no delegation is in force that day.
    NotEntitled,
    /// Somebody acts for this officer, who therefore does not.
    HolderAway,
    /// Sending back needs a reason.
    NoReason,
    /// A direction needs words.
    NoWords,
    /// Only a draft is sent back.
    NotToReturn,
    /// It would be earlier than the step before.
    BeforeLast,
    /// It has not happened yet.
    InFuture,
}

/// Whether a way can be gone.
///
/// # Errors
/// [`Refusal::NoStep`], [`Refusal::NoSignature`], [`Refusal::WrongTask`] or [`Refusal::TwiceInARow`].
pub fn check(way: Way, steps: &[(String, Task)]) -> Result<(), Refusal> {
    let Some((_, last)) = steps.last() else { return Err(Refusal::NoStep) };
    let belongs = |task: Task| match way {
        Way::Signing => matches!(task, Task::Check | Task::Sign),
        Way::Routing => matches!(task, Task::Direct | Task::Acknowledge),
    };
    if !steps.iter().all(|(_, task)| belongs(*task)) {
        return Err(Refusal::WrongTask);
    }
    if steps.windows(2).any(|two| two.first() == two.last()) {
        return Err(Refusal::TwiceInARow);
    }
    if way == Way::Signing && *last != Task::Sign { Err(Refusal::NoSignature) } else { Ok(()) }
}

/// The step whose turn it is; none when all are done or the draft was sent back.
pub fn turn<'s>(steps: &'s [Step], acts: &[Act]) -> Option<&'s Step> {
    if is_returned(steps, acts) {
        return None;
    }
    steps.iter().find(|step| !acts.iter().any(|act| act.step == step.id))
}

/// True when one of these steps sent the draft back.
pub fn is_returned(steps: &[Step], acts: &[Act]) -> bool {
    acts.iter().any(|act| act.outcome == Outcome::Returned && steps.iter().any(|step| step.id == act.step))
}

/// True when there are steps and each of them was done.
pub fn is_done(steps: &[Step], acts: &[Act]) -> bool {
    let done = |step: &Step| acts.iter().any(|act| act.step == step.id && act.outcome == Outcome::Done);
    !steps.is_empty() && steps.iter().all(done)
}

/// Whether this may be done now, and in what right.
///
/// # Errors
/// The first [`Refusal`].
pub fn decide(
    steps: &[Step],
    acts: &[Act],
    delegations: &[Delegation],
    attempt: &Attempt<'_>,
    now: Timestamp,
) -> Result<Capacity, Refusal> {
    let next = turn(steps, acts).ok_or(Refusal::Finished)?;
    if next.id != attempt.step {
        return Err(Refusal::OutOfTurn);
    }
    if attempt.at > now {
        return Err(Refusal::InFuture);
    }
    if acts.iter().any(|act| act.at > attempt.at) {
        return Err(Refusal::BeforeLast);
    }
    let said = !attempt.words.trim().is_empty();
    match (attempt.outcome, next.task) {
        (Outcome::Returned, Task::Direct | Task::Acknowledge) => return Err(Refusal::NotToReturn),
        (Outcome::Returned, _) if !said => return Err(Refusal::NoReason),
        (Outcome::Done, Task::Direct) if !said => return Err(Refusal::NoWords),
        _ => {}
    }
    let day = thai::date::bangkok_date(attempt.at);
    capacity(&next.holder, attempt.person, delegations, day).map_err(|why| match why {
        NotEntitled::Stranger => Refusal::NotEntitled,
        NotEntitled::HolderAway => Refusal::HolderAway,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::delegation::Kind;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn at(hour: i64) -> Timestamp {
        "2022-04-20T00:00:00+07:00".parse::<Timestamp>().unwrap() + jiff::SignedDuration::from_hours(hour)
    }

    fn way() -> Vec<Step> {
        let tasks = [("a", Task::Check), ("b", Task::Check), ("c", Task::Sign)];
        let step = |(n, (holder, task)): (usize, (&str, Task))| Step { id: n.to_string(), holder: holder.into(), task };
        tasks.into_iter().enumerate().map(step).collect()
    }

    fn done(step: &str, hour: i64) -> Act {
        Act { step: step.into(), outcome: Outcome::Done, at: at(hour) }
    }

    fn attempt<'a>(step: &'a str, person: &'a str, hour: i64) -> Attempt<'a> {
        Attempt { step, person, outcome: Outcome::Done, words: "", at: at(hour) }
    }

    #[test]
    fn a_step_out_of_turn_is_refused_and_the_next_is_taken() {
        let steps = way();
        assert_eq!(decide(&steps, &[], &[], &attempt("1", "b", 1), at(9)), Err(Refusal::OutOfTurn));
        assert_eq!(decide(&steps, &[], &[], &attempt("0", "a", 1), at(9)), Ok(Capacity::Own));
        let acts = [done("0", 1)];
        assert_eq!(decide(&steps, &acts, &[], &attempt("0", "a", 2), at(9)), Err(Refusal::OutOfTurn));
        assert_eq!(decide(&steps, &acts, &[], &attempt("2", "c", 2), at(9)), Err(Refusal::OutOfTurn));
        assert_eq!(decide(&steps, &acts, &[], &attempt("1", "c", 2), at(9)), Err(Refusal::NotEntitled));
        assert_eq!(decide(&steps, &acts, &[], &attempt("1", "b", 2), at(9)), Ok(Capacity::Own));
    }

    #[test]
    fn a_step_is_not_before_the_one_before_it_nor_in_the_future() {
        let (steps, acts) = (way(), [done("0", 5)]);
        assert_eq!(decide(&steps, &acts, &[], &attempt("1", "b", 4), at(9)), Err(Refusal::BeforeLast));
        assert_eq!(decide(&steps, &acts, &[], &attempt("1", "b", 10), at(9)), Err(Refusal::InFuture));
    }

    #[test]
    fn sending_back_needs_a_reason_and_ends_the_round() {
        let steps = way();
        let silent = Attempt { outcome: Outcome::Returned, ..attempt("0", "a", 1) };
        assert_eq!(decide(&steps, &[], &[], &silent, at(9)), Err(Refusal::NoReason));
        let back = [Act { outcome: Outcome::Returned, ..done("0", 1) }];
        assert!(turn(&steps, &back).is_none() && is_returned(&steps, &back) && !is_done(&steps, &back));
        assert_eq!(decide(&steps, &back, &[], &attempt("1", "b", 2), at(9)), Err(Refusal::Finished));
        let received = [Step { task: Task::Acknowledge, ..steps[0].clone() }];
        assert_eq!(decide(&received, &[], &[], &silent, at(9)), Err(Refusal::NotToReturn));
    }

    #[test]
    fn a_direction_says_something() {
        let steps = [Step { task: Task::Direct, ..way()[0].clone() }];
        assert_eq!(decide(&steps, &[], &[], &attempt("0", "a", 1), at(9)), Err(Refusal::NoWords));
        let said = Attempt { words: "ทราบ ดำเนินการ", ..attempt("0", "a", 1) };
        assert_eq!(decide(&steps, &[], &[], &said, at(9)), Ok(Capacity::Own));
    }

    #[test]
    fn who_acts_for_another_does_it_by_a_delegation_of_that_day() {
        let delegation = Delegation {
            id: "d".into(),
            kind: Kind::Acting,
            principal: "a".into(),
            delegate: "z".into(),
            order: None,
            from: date(2022, 4, 20),
            until: Some(date(2022, 4, 20)),
        };
        let all = [delegation];
        let taken = decide(&way(), &[], &all, &attempt("0", "z", 1), at(99));
        assert!(matches!(taken, Ok(Capacity::By(by)) if by.kind == Kind::Acting));
        assert_eq!(decide(&way(), &[], &all, &attempt("0", "a", 1), at(99)), Err(Refusal::HolderAway));
        assert_eq!(decide(&way(), &[], &all, &attempt("0", "z", 30), at(99)), Err(Refusal::NotEntitled));
    }

    #[test]
    fn a_way_is_checked_before_it_is_gone() {
        let way =
            |tasks: &[(&str, Task)]| tasks.iter().map(|(who, task)| ((*who).to_owned(), *task)).collect::<Vec<_>>();
        let cases = [
            (Way::Signing, way(&[]), Err(Refusal::NoStep)),
            (Way::Signing, way(&[("a", Task::Check)]), Err(Refusal::NoSignature)),
            (Way::Signing, way(&[("a", Task::Acknowledge)]), Err(Refusal::WrongTask)),
            (Way::Signing, way(&[("a", Task::Check), ("a", Task::Sign)]), Ok(())),
            (Way::Routing, way(&[("a", Task::Sign)]), Err(Refusal::WrongTask)),
            (Way::Routing, way(&[("a", Task::Direct), ("a", Task::Direct)]), Err(Refusal::TwiceInARow)),
            (Way::Routing, way(&[("a", Task::Direct), ("b", Task::Acknowledge)]), Ok(())),
        ];
        for (way, steps, expected) in cases {
            assert_eq!(check(way, &steps), expected, "{steps:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_tried_every_step_is_done_once_and_in_order(tries in prop::collection::vec((0usize..6, 0usize..6, 0i64..40), 0..80)) {
            let holders = ["a", "b", "c", "d", "e", "f"];
            let steps: Vec<Step> = holders.iter().enumerate()
                .map(|(n, holder)| Step { id: n.to_string(), holder: (*holder).into(), task: Task::Acknowledge })
                .collect();
            let mut acts: Vec<Act> = Vec::new();
            for (step, person, hour) in tries {
                let id = step.to_string();
                if decide(&steps, &acts, &[], &attempt(&id, holders[person], hour), at(40)).is_ok() {
                    prop_assert_eq!(step, person);
                    acts.push(done(&id, hour));
                }
            }
            let order: Vec<String> = acts.iter().map(|act| act.step.clone()).collect();
            let expected: Vec<String> = (0..acts.len()).map(|n| n.to_string()).collect();
            prop_assert_eq!(order, expected);
            prop_assert!(acts.windows(2).all(|two| two[0].at <= two[1].at));
            prop_assert_eq!(is_done(&steps, &acts), acts.len() == steps.len());
        }
    }
}
