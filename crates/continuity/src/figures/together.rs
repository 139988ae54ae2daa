//! Figures of one table share their denominator: which one gives all of them at once.

use super::{NotAPercentage, Printed, Rounding};

/// The denominators up to `largest` that give every figure by the rounding, smallest first. A row may have its
/// count. No rows, no denominators: nothing is shared by nothing.
///
/// # Errors
/// [`NotAPercentage`] when a figure is not a non-negative decimal number in ASCII digits.
pub fn together(rows: &[(&str, Option<u64>)], largest: u64, rounding: Rounding) -> Result<Vec<u64>, NotAPercentage> {
    let mut figures = Vec::with_capacity(rows.len());
    for (printed, n) in rows {
        figures.push((printed.parse::<Printed>()?, *n));
    }
    if figures.is_empty() {
        return Ok(Vec::new());
    }
    let gives = |d: u64| {
        figures.iter().all(|(printed, n)| match n {
            Some(n) => *n <= d && printed.is_given_by(*n, d, rounding),
            None => printed.counts(d, rounding).is_some(),
        })
    };
    Ok((1..=largest).filter(|d| gives(*d)).collect())
}
