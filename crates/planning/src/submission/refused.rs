//! Why a submission or withdrawal is refused, in the user's words.

use continuity::review::Refusal;
use web::{Lang, Problem};

use super::text::T;

/// Why it is refused.
#[derive(Debug)]
pub enum Refused {
    /// There is no such plan in reach.
    NotFound,
    /// The rules refuse it, with every reason.
    Rules(Vec<Refusal>),
    /// The draft was changed since the page was read, so what would be sent is not what was seen.
    ChangedSince,
    /// The draft has this revision now, not the one that `If-Match` names.
    Revision(i64),
    /// The paper is of an earlier day than this year's plan can have been approved on, which is this one or later.
    ApprovedBefore(jiff::civil::Date),
    /// The organisation has no head with an account.
    NoHead,
    /// The database.
    Database(db::Error),
}

impl From<db::Error> for Refused {
    fn from(problem: db::Error) -> Self {
        Refused::Database(problem)
    }
}

impl Refused {
    /// Each reason in words.
    pub fn words(&self, lang: Lang) -> Vec<String> {
        let t = T(lang);
        match self {
            Refused::NotFound => vec![t.not_found().to_owned()],
            Refused::Rules(refusals) => refusals.iter().map(|refusal| words(t, *refusal).to_owned()).collect(),
            Refused::ChangedSince | Refused::Revision(_) => vec![t.changed_since().to_owned()],
            Refused::ApprovedBefore(earliest) => vec![t.approved_before(lang.date(*earliest))],
            Refused::NoHead => vec![t.no_head().to_owned()],
            Refused::Database(problem) => vec![problem.to_string()],
        }
    }

    /// As the answer to a request.
    pub fn problem(self, lang: Lang) -> Problem {
        match self {
            Refused::NotFound => Problem::NotFound,
            Refused::Database(problem) => problem.into(),
            Refused::ApprovedBefore(_) => {
                let mut errors = web::form::Errors::new();
                self.words(lang).into_iter().for_each(|words| errors.add("approved_on", words));
                Problem::Invalid(errors)
            }
            Refused::Revision(now) => Problem::Changed(web::conditional::tag(now)),
            other => Problem::Conflict(other.words(lang).join(" ")),
        }
    }
}

/// A refusal of the rules in words.
pub(super) fn words(t: T, refusal: Refusal) -> &'static str {
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
        Refusal::ReasonTooLong => t.refusal_reason_too_long(),
    }
}
