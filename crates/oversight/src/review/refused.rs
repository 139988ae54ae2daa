//! Why an act of a review was refused, in the user's words.

use continuity::review::{Refusal, decide::MOST_REASON};
use web::{Lang, Problem};

use crate::text::T;

/// Why an act was refused.
#[derive(Clone, Debug)]
pub enum Refused {
    /// No such version or remark in reach.
    NotFound,
    /// The rules, every reason.
    Rules(Vec<Refusal>),
    /// Only unchanged renewals may be accepted together; this one must be read.
    NotRoutine,
    /// The remark or answer is blank.
    Blank,
    /// The remark or answer is longer than [`MOST_REASON`] characters.
    TooLong,
    /// The plan has no such place.
    NoPlace,
    /// The database refused; a defect or an outage.
    Database(db::Error),
}

impl From<db::Error> for Refused {
    fn from(problem: db::Error) -> Self {
        Refused::Database(problem)
    }
}

impl From<Vec<Refusal>> for Refused {
    fn from(refusals: Vec<Refusal>) -> Self {
        Refused::Rules(refusals)
    }
}

impl Refused {
    /// The reasons in words.
    pub fn words(&self, lang: Lang) -> String {
        let t = T(lang);
        match self {
            Refused::NotFound => t.refused_not_found().into(),
            Refused::Rules(refusals) => refusals.iter().map(|refusal| words(t, *refusal)).collect::<Vec<_>>().join(" "),
            Refused::NotRoutine => t.refused_not_routine().into(),
            Refused::Blank => t.refused_blank().into(),
            Refused::TooLong => t.refused_too_long(MOST_REASON),
            Refused::NoPlace => t.refused_no_place().into(),
            Refused::Database(problem) => problem.to_string(),
        }
    }

    /// As a problem.
    pub fn problem(self, lang: Lang) -> Problem {
        match self {
            Refused::NotFound => Problem::NotFound,
            Refused::Rules(refusals) if refusals.contains(&Refusal::NotAllowed) => Problem::Forbidden,
            Refused::Rules(ref refusals)
                if refusals.iter().all(|why| matches!(why, Refusal::ReasonMissing | Refusal::ReasonTooLong)) =>
            {
                let mut errors = web::form::Errors::new();
                errors.add("reason", self.words(lang));
                Problem::Invalid(errors)
            }
            Refused::Rules(_) | Refused::NotRoutine => Problem::Conflict(self.words(lang)),
            Refused::Blank | Refused::TooLong | Refused::NoPlace => {
                let mut errors = web::form::Errors::new();
                errors.add("text", self.words(lang));
                Problem::Invalid(errors)
            }
            Refused::Database(problem) => problem.into(),
        }
    }

    /// True when only the reason that was typed is wrong, so that the form comes back.
    pub fn is_about_reason(&self) -> bool {
        matches!(self, Refused::Rules(all) if all.iter().all(|why| matches!(why, Refusal::ReasonMissing | Refusal::ReasonTooLong)))
    }
}

/// One reason in words.
pub(super) fn words(t: T, refusal: Refusal) -> String {
    match refusal {
        Refusal::NotAllowed => t.refusal_not_allowed(),
        Refusal::OwnOrganisation => t.refusal_own_organisation(),
        Refusal::NotComplete => t.refusal_not_complete(),
        Refusal::HeadNotApproved => t.refusal_head_not_approved(),
        Refusal::RoundNotOpen => t.refusal_round_not_open(),
        Refusal::RoundClosed => t.refusal_round_closed(),
        Refusal::AwaitsReview => t.refusal_awaits_review(),
        Refusal::NothingChanged => t.refusal_nothing_changed(),
        Refusal::NothingSubmitted => t.refusal_nothing_submitted(),
        Refusal::AlreadyReturned => t.refusal_already_returned(),
        Refusal::AlreadyApproved => t.refusal_already_approved(),
        Refusal::NotTheLatestVersion => t.refusal_not_latest(),
        Refusal::ReasonMissing => t.refusal_reason_missing(),
        Refusal::ReasonTooLong => return t.refused_too_long(MOST_REASON),
    }
    .to_owned()
}
