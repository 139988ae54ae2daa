//! The one clock. Rules take the time as a parameter; only handlers, jobs and the command line ask here.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use jiff::{Timestamp, civil::Date};

/// What time it is.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's.
    #[default]
    System,
    /// One that stands still until it is moved, in milliseconds since 1970; for tests and rehearsals.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at this instant.
    pub fn fixed(at: Timestamp) -> Self {
        Clock::Fixed(Arc::new(AtomicI64::new(at.as_millisecond())))
    }

    /// Now, to the millisecond, as everything is stored.
    #[expect(clippy::disallowed_methods, reason = "the one clock")]
    pub fn now(&self) -> Timestamp {
        let now = match self {
            Clock::System => Timestamp::now().as_millisecond(),
            Clock::Fixed(at) => at.load(Ordering::SeqCst),
        };
        Timestamp::from_millisecond(now).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Today in Thailand.
    pub fn today(&self) -> Date {
        thai::date::bangkok_date(self.now())
    }

    /// Moves a clock that stands still; the machine's is left alone.
    pub fn set(&self, at: Timestamp) {
        if let Clock::Fixed(clock) = self {
            clock.store(at.as_millisecond(), Ordering::SeqCst);
        }
    }
}
