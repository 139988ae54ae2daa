//! One fiscal year's cycle: until when a plan is on time, when the round closes, what an extension changes, and
//! where each organisation stands at any instant.
//!
//! Days are days in Asia/Bangkok, which has had no daylight saving in the years of this system: a fixed +07:00.
//! No function here knows what time it is.

pub mod dates;
pub mod day;
pub mod standing;

pub use dates::{Deadline, Extension, RoundDates, Window, days_until, on_time};
pub use standing::{Event, EventKind, Standing, StandingState};
