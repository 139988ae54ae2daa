//! Whether a printed percentage can come from whole counts (contracts, `check figures`; mission 1.6).
//!
//! A share is a count over its whole, so whichever side is not given is sought among counts from 0 to the whole.
//! Nothing is ever reconstructed in silence: the counts that would fit are listed, never chosen.

mod printed;
mod together;

use serde::Serialize;

pub use printed::{NotAPercentage, Printed, Rounding};
pub use together::together;

use crate::codes::codes;

/// Largest plausible denominator when nobody says otherwise.
pub const DEFAULT_LARGEST: u64 = 10_000;

codes! {
    /// What the arithmetic says about a printed percentage.
    FigureCheck {
        /// The counts give it, rounded half-up.
        Exact = "exact",
        /// The counts give it only when further decimals are cut off.
        Truncated = "truncated",
        /// No counts that agree with what is given can give it.
        Impossible = "impossible",
        /// No denominator is given; some would fit.
        NoDenominator = "no_denominator",
    }
}

/// The verdict on one printed percentage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Judged {
    /// What the arithmetic says.
    pub check: FigureCheck,
    /// The counts `(n, d)` that fit, smallest first; see [`check`].
    pub fits: Vec<(u64, u64)>,
    /// How many more fit than `fits` lists; it never lists more than `largest`.
    pub left_off: u64,
}

/// Judges a percentage as printed, with as many decimals as are printed.
///
/// - `n` and `d` given: `exact` or `truncated` with that pair in `fits`. When the pair cannot give the figure it is
///   `impossible`, and `fits` lists the counts over the same `d` that would.
/// - only `d`: `exact` when some count from 0 to `d` gives it, else `truncated` when one does by cutting off, else
///   `impossible`; `fits` lists those counts.
/// - no `d`: `no_denominator`, `fits` lists one pair for each denominator up to `largest` that gives it exactly
///   (the nearest count where several do, or the given `n`). Where none does exactly but some do by cutting off it
///   is `truncated` with those; where none does at all it is `impossible`.
///
/// A share of nothing (`d` = 0) has no percentage, so a printed one is `impossible`. With both counts given a ratio
/// over 100 per cent is plain arithmetic; a count that is sought never exceeds its whole.
///
/// # Errors
/// [`NotAPercentage`] when `printed` is not a non-negative decimal number in ASCII digits.
pub fn check(printed: &str, n: Option<u64>, d: Option<u64>, largest: u64) -> Result<Judged, NotAPercentage> {
    let printed: Printed = printed.parse()?;
    Ok(match (n, d) {
        (Some(n), Some(d)) => both_given(printed, n, d, largest),
        (None, Some(d)) => first_that_fits(|rounding| counts_over(printed, d, rounding, largest), FigureCheck::Exact),
        (n, None) => {
            first_that_fits(|rounding| denominators(printed, n, rounding, largest), FigureCheck::NoDenominator)
        }
    })
}

fn both_given(printed: Printed, n: u64, d: u64, largest: u64) -> Judged {
    let fits = vec![(n, d)];
    if printed.is_given_by(n, d, Rounding::HalfUp) {
        Judged { check: FigureCheck::Exact, fits, left_off: 0 }
    } else if printed.is_given_by(n, d, Rounding::Truncation) {
        Judged { check: FigureCheck::Truncated, fits, left_off: 0 }
    } else {
        let (fits, left_off) = counts_over(printed, d, Rounding::HalfUp, largest);
        Judged { check: FigureCheck::Impossible, fits, left_off }
    }
}

/// Tries half-up rounding first, then truncation.
fn first_that_fits(seek: impl Fn(Rounding) -> (Vec<(u64, u64)>, u64), when_exact: FigureCheck) -> Judged {
    for (rounding, check) in [(Rounding::HalfUp, when_exact), (Rounding::Truncation, FigureCheck::Truncated)] {
        let (fits, left_off) = seek(rounding);
        if !fits.is_empty() {
            return Judged { check, fits, left_off };
        }
    }
    Judged { check: FigureCheck::Impossible, fits: Vec::new(), left_off: 0 }
}

/// Every count over `d` that gives the figure, at most `most` of them, and how many were left off.
fn counts_over(printed: Printed, d: u64, rounding: Rounding, most: u64) -> (Vec<(u64, u64)>, u64) {
    let Some((low, high)) = printed.counts(d, rounding) else { return (Vec::new(), 0) };
    let last = high.min(low.saturating_add(most.max(1) - 1));
    ((low..=last).map(|n| (n, d)).collect(), high - last)
}

/// One pair for each denominator up to `largest` that gives the figure.
fn denominators(printed: Printed, n: Option<u64>, rounding: Rounding, largest: u64) -> (Vec<(u64, u64)>, u64) {
    let fits = (1..=largest).filter_map(|d| match n {
        Some(n) => (n <= d && printed.is_given_by(n, d, rounding)).then_some((n, d)),
        None => printed.nearest_count(d, rounding).map(|n| (n, d)),
    });
    (fits.collect(), 0)
}

#[cfg(test)]
mod tests;
