//! Limits on guessing: by address, and by sign-in name *and* address together, so that a stranger elsewhere can't lock
//! an organisation out of its own account.

use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock as _, clock::DefaultClock};

/// Limits on sign-in and other unauthenticated attempts.
pub struct Throttle {
    by_address: DefaultKeyedRateLimiter<String>,
    by_login: DefaultKeyedRateLimiter<String>,
}

impl Default for Throttle {
    fn default() -> Self {
        Self::new()
    }
}

impl Throttle {
    /// 60 attempts a minute from one address (an office shares one), 8 a minute for one name from one address.
    pub fn new() -> Self {
        let of = |n: u32| Quota::per_minute(NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN));
        Throttle { by_address: RateLimiter::keyed(of(60)), by_login: RateLimiter::keyed(of(8)) }
    }

    /// Counts an attempt.
    ///
    /// # Errors
    /// Seconds to wait when there were too many.
    pub fn attempt(&self, login: &str, address: &str) -> Result<(), u64> {
        self.by_address.check_key(&address.to_owned()).map_err(wait)?;
        self.by_login.check_key(&format!("{login}\n{address}")).map_err(wait)
    }
}

/// Limits on the programming interface: so many requests a minute of one account, or of one address without an account.
pub struct Limits(Option<DefaultKeyedRateLimiter<String>>);

impl Limits {
    /// So many a minute, as many of them at once; 0 for no limit.
    pub fn new(a_minute: u32) -> Self {
        Limits(NonZeroU32::new(a_minute).map(|most| RateLimiter::keyed(Quota::per_minute(most))))
    }

    /// Counts a request.
    ///
    /// # Errors
    /// Seconds to wait when there were too many.
    pub fn api(&self, who: &str) -> Result<(), u64> {
        let Some(limiter) = &self.0 else { return Ok(()) };
        if limiter.len() > KEPT {
            limiter.retain_recent(); // whoever has been quiet is forgotten
        }
        limiter.check_key(&who.to_owned()).map_err(wait)
    }
}

/// Accounts and addresses that are remembered before the quiet ones are forgotten.
const KEPT: usize = 10_000;

fn wait(not_until: governor::NotUntil<governor::clock::QuantaInstant>) -> u64 {
    not_until.wait_time_from(DefaultClock::default().now()).as_secs() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessing_from_one_place_does_not_lock_out_another() {
        let throttle = Throttle::new();
        assert!((0..20).any(|_| throttle.attempt("somchai", "10.0.0.1").is_err()));
        assert!(throttle.attempt("somchai", "10.0.0.2").is_ok());
    }
}
