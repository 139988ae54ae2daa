//! Pure rules of business continuity: what a plan is, when it is complete, what contradicts itself, who owes what
//! by when, and how a share is counted and rounded (ISO 22301:2019 clauses 6-10; the template tables T0-T14).
//!
//! Nothing here reads a clock, a database, a file or a random number; time and facts are parameters. The only
//! dependencies are `serde`, because a plan is also a document of the exchange format, and `jiff` for dates.

mod codes;
pub mod duration;
pub mod figures;
pub mod organisation;
pub mod plan;
pub mod review;
pub mod round;
pub mod share;

pub use duration::Duration;
pub use share::Share;
