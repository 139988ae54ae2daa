//! Where a letter stands, and what may be done with it there. The state is never set: it follows from what was recorded.

use super::{
    Form,
    order::{Act, Step, is_done, is_returned},
};

super::coded! {
    /// Where a letter stands.
    State {
        /// It is being written; also one that was sent back.
        Draft = "draft",
        /// It is on its way to the signature.
        Signing = "signing",
        /// It is signed and has no number yet.
        Signed = "signed",
        /// It has its number and date.
        Issued = "issued",
        /// A desk has received it, and it has not been passed on.
        Received = "received",
        /// It is on its way to those whom it concerns.
        Routing = "routing",
        /// All whom it concerns have dealt with it.
        Done = "done",
    }
}

/// What was recorded of a letter.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The last round to the signature.
    pub signing: &'a [Step],
    /// The way after it was received.
    pub routing: &'a [Step],
    /// What was done in either.
    pub acts: &'a [Act],
    /// It was given a number by its own office.
    pub issued: bool,
    /// A desk received it.
    pub received: bool,
}

impl Facts<'_> {
    /// Where the letter stands.
    pub fn state(&self) -> State {
        if self.received {
            return match () {
                () if is_done(self.routing, self.acts) => State::Done,
                () if !self.routing.is_empty() => State::Routing,
                () => State::Received,
            };
        }
        match () {
            () if self.issued => State::Issued,
            () if is_done(self.signing, self.acts) => State::Signed,
            () if self.signing.is_empty() || is_returned(self.signing, self.acts) => State::Draft,
            () => State::Signing,
        }
    }
}

/// What can be asked of a letter as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Change its words.
    Edit,
    /// Send it to its signature.
    Submit,
    /// Give it its number and date.
    Issue,
    /// Send it to organisations.
    Dispatch,
    /// Receive it at another desk of the same organisation.
    Receive,
    /// Pass it on to officers.
    Route,
}

/// Whether a letter that stands there may be dealt with so.
pub const fn allows(state: State, form: Form, wish: Wish) -> bool {
    match wish {
        Wish::Edit | Wish::Submit => matches!(state, State::Draft),
        Wish::Issue => matches!(state, State::Signed),
        Wish::Dispatch => matches!(state, State::Issued | State::Received | State::Routing | State::Done),
        Wish::Receive => matches!((state, form), (State::Issued, Form::Memo)),
        Wish::Route => matches!(state, State::Received | State::Routing | State::Done),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::order::{Outcome, Task};

    fn step(id: &str) -> Step {
        Step { id: id.into(), holder: "a".into(), task: Task::Sign }
    }

    fn act(step: &str, outcome: Outcome) -> Act {
        Act { step: step.into(), outcome, at: jiff::Timestamp::UNIX_EPOCH }
    }

    #[test]
    fn the_state_follows_from_what_was_recorded() {
        let (one, two) = ([step("1")], [step("2"), step("3")]);
        let done = act("1", Outcome::Done);
        let facts = Facts { signing: &[], routing: &[], acts: &[], issued: false, received: false };
        assert_eq!(facts.state(), State::Draft);
        assert_eq!(Facts { signing: &one, ..facts }.state(), State::Signing);
        assert_eq!(Facts { signing: &one, acts: &[act("1", Outcome::Returned)], ..facts }.state(), State::Draft);
        let acts = [done.clone()];
        let signed = Facts { signing: &one, acts: &acts, ..facts };
        assert_eq!(signed.state(), State::Signed);
        assert_eq!(Facts { issued: true, ..signed }.state(), State::Issued);
        let received = Facts { issued: true, received: true, ..signed };
        assert_eq!(received.state(), State::Received);
        assert_eq!(Facts { routing: &two, ..received }.state(), State::Routing);
        let acts = [done, act("2", Outcome::Done), act("3", Outcome::Done)];
        assert_eq!(Facts { routing: &two, acts: &acts, ..received }.state(), State::Done);
    }

    #[test]
    fn a_signed_letter_is_never_written_again_and_none_is_numbered_before_it_is_signed() {
        for state in State::ALL {
            let editable = allows(*state, Form::Memo, Wish::Edit);
            assert_eq!(editable, *state == State::Draft, "{state:?}");
            assert_eq!(allows(*state, Form::External, Wish::Issue), *state == State::Signed, "{state:?}");
            assert!(!allows(*state, Form::External, Wish::Receive), "{state:?}");
        }
    }
}
