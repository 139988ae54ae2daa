//! Why an act of correspondence is refused, in the user's words, at the field it is about.

use web::{Lang, Problem, form::Errors};

use crate::{
    rules::{delegation::Fault, order::Refusal, screening},
    text::T,
};

/// Why an act was refused.
#[derive(Clone, Debug)]
pub enum Refused {
    /// There is no such thing within reach.
    NotFound,
    /// The order of the way does not allow it.
    Order(Refusal),
    /// The delegation contradicts itself or another.
    Delegation(Fault),
    /// The letter does not stand where this can be done.
    State,
    /// Somebody else saved in between.
    Changed,
    /// The meeting is not screened.
    Screening(screening::Refusal),
    /// Codes that the register does not have on that day.
    Unknown(Vec<String>),
    /// Fields, each with its reason in words.
    Fields(Errors),
    /// The database refused; a defect or an outage.
    Database(db::Error),
}

impl From<db::Error> for Refused {
    fn from(problem: db::Error) -> Self {
        Refused::Database(problem)
    }
}

impl From<Refusal> for Refused {
    fn from(why: Refusal) -> Self {
        Refused::Order(why)
    }
}

impl From<Fault> for Refused {
    fn from(why: Fault) -> Self {
        Refused::Delegation(why)
    }
}

impl Refused {
    /// One field with its reason.
    pub fn field(name: &'static str, words: impl Into<String>) -> Self {
        let mut errors = Errors::new();
        errors.add(name, words);
        Refused::Fields(errors)
    }

    /// What a form shows, or the problem that no form can show.
    ///
    /// # Errors
    /// What is not there, and what the database refused.
    pub fn told(self, lang: Lang) -> Result<Errors, Problem> {
        let t = T(lang);
        let (field, words) = match self {
            Refused::NotFound => return Err(Problem::NotFound),
            Refused::Database(problem) => return Err(problem.into()),
            Refused::Fields(errors) => return Ok(errors),
            Refused::Order(why) => (order_field(why), order(lang, why).to_owned()),
            Refused::Delegation(why) => (delegation_field(why), delegation(lang, why).to_owned()),
            Refused::State => ("act", t.refused_state().to_owned()),
            Refused::Changed => ("act", t.refused_changed().to_owned()),
            Refused::Screening(screening::Refusal::NoItem) => ("items", t.refused_no_item().to_owned()),
            Refused::Screening(screening::Refusal::Unjudged(open)) => {
                let numbers: Vec<String> = open.iter().map(ToString::to_string).collect();
                ("act", t.refused_unjudged(numbers.join(", ")))
            }
            Refused::Unknown(codes) => ("organisations", t.refused_unknown_codes(codes.join(", "))),
        };
        let mut errors = Errors::new();
        errors.add(field, words);
        Ok(errors)
    }

    /// The answer to a program, and to a person where no form can show it.
    pub fn problem(self, lang: Lang) -> Problem {
        let conflict = matches!(
            self,
            Refused::State
                | Refused::Changed
                | Refused::Screening(screening::Refusal::Unjudged(_))
                | Refused::Order(
                    Refusal::OutOfTurn
                        | Refusal::Finished
                        | Refusal::NotEntitled
                        | Refusal::HolderAway
                        | Refusal::NotToReturn
                )
        );
        match self.told(lang) {
            Err(problem) => problem,
            Ok(errors) if conflict => {
                Problem::Conflict(errors.list.into_iter().map(|one| one.message).collect::<Vec<_>>().join(" "))
            }
            Ok(errors) => Problem::Invalid(errors),
        }
    }
}

const fn order_field(why: Refusal) -> &'static str {
    match why {
        Refusal::NoReason | Refusal::NoWords => "words",
        Refusal::BeforeLast | Refusal::InFuture => "day",
        Refusal::NoStep | Refusal::NoSignature | Refusal::WrongTask | Refusal::TwiceInARow => "steps",
        Refusal::NotEntitled | Refusal::HolderAway => "officer",
        _ => "act",
    }
}

/// A refusal of the order in words.
pub fn order(lang: Lang, why: Refusal) -> &'static str {
    let t = T(lang);
    match why {
        Refusal::NoStep => t.refused_no_step(),
        Refusal::NoSignature => t.refused_no_signature(),
        Refusal::WrongTask => t.refused_wrong_task(),
        Refusal::TwiceInARow => t.refused_twice(),
        Refusal::OutOfTurn => t.refused_out_of_turn(),
        Refusal::Finished => t.refused_finished(),
        Refusal::NotEntitled => t.refused_not_entitled(),
        Refusal::HolderAway => t.refused_holder_away(),
        Refusal::NoReason => t.refused_no_reason(),
        Refusal::NoWords => t.refused_no_words(),
        Refusal::NotToReturn => t.refused_not_to_return(),
        Refusal::BeforeLast => t.refused_before_last(),
        Refusal::InFuture => t.refused_in_future(),
    }
}

const fn delegation_field(why: Fault) -> &'static str {
    match why {
        Fault::NoOrder | Fault::OrderAfter => "order_number",
        Fault::EndsBefore => "until",
        _ => "delegate",
    }
}

fn delegation(lang: Lang, why: Fault) -> &'static str {
    let t = T(lang);
    match why {
        Fault::ForOneself => t.fault_for_oneself(),
        Fault::NoOrder => t.fault_no_order(),
        Fault::OrderAfter => t.fault_order_after(),
        Fault::EndsBefore => t.fault_ends_before(),
        Fault::TwoActing => t.fault_two_acting(),
        Fault::PassedOn => t.fault_passed_on(),
    }
}
