//! What became of a version, in one word.

/// What became of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It waits for review.
    Waiting,
    /// Returned for correction.
    Returned,
    /// Accepted.
    Accepted,
    /// Taken back by the agency.
    Withdrawn,
    /// A later version took its place before a decision.
    Superseded,
}

impl Outcome {
    /// The code in the programming interface.
    pub const fn code(self) -> &'static str {
        match self {
            Outcome::Waiting => "waiting",
            Outcome::Returned => "returned",
            Outcome::Accepted => "accepted",
            Outcome::Withdrawn => "withdrawn",
            Outcome::Superseded => "superseded",
        }
    }
}
