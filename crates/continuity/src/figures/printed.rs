//! A percentage as it stands in print: its digits and how many decimals it shows, compared with counts by integer
//! arithmetic only.

use std::str::FromStr;

/// How a printed figure was shortened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest, a half upwards: the policy of this system.
    HalfUp,
    /// Further decimals cut off: the habit of some papers.
    Truncation,
}

/// Most digits before and after the point: enough for any share, few enough for 128-bit arithmetic.
const MOST_WHOLE_DIGITS: usize = 9;
const MOST_DECIMALS: usize = 6;

/// A printed percentage: `43.66` is 4,366 units of a hundredth of a per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The digits without the point.
    units: u128,
    /// How many units the whole (100 per cent) has.
    whole: u128,
}

/// The text is not a non-negative decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPercentage;

impl FromStr for Printed {
    type Err = NotAPercentage;

    /// Reads ASCII digits with an optional point and decimals; blanks around it and one `%` after it are allowed.
    fn from_str(text: &str) -> Result<Self, NotAPercentage> {
        let text = text.trim();
        let text = text.strip_suffix('%').map_or(text, str::trim_end);
        let (whole, decimals) = match text.split_once('.') {
            Some((_, "")) => return Err(NotAPercentage),
            Some((whole, decimals)) => (whole, decimals),
            None => (text, ""),
        };
        let only_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let fits = (1..=MOST_WHOLE_DIGITS).contains(&whole.len()) && decimals.len() <= MOST_DECIMALS;
        if !fits || !only_digits(whole) || !only_digits(decimals) {
            return Err(NotAPercentage);
        }
        let mut units = 0u128;
        for digit in whole.bytes().chain(decimals.bytes()) {
            units = units * 10 + u128::from(digit - b'0');
        }
        let mut unit = 1u128;
        for _ in 0..decimals.len() {
            unit *= 10;
        }
        Ok(Printed { units, whole: 100 * unit })
    }
}

impl Printed {
    /// True when `n` of `d` is printed like this. Nothing of nothing never is.
    pub fn is_given_by(self, n: u64, d: u64, rounding: Rounding) -> bool {
        if d == 0 {
            return false;
        }
        let (n, d) = (u128::from(n), u128::from(d));
        self.units
            == match rounding {
                Rounding::HalfUp => (2 * n * self.whole + d) / (2 * d),
                Rounding::Truncation => n * self.whole / d,
            }
    }

    /// The smallest and the largest count from 0 to `d` that is printed like this, when there is one.
    pub fn counts(self, d: u64, rounding: Rounding) -> Option<(u64, u64)> {
        if d == 0 {
            return None;
        }
        let whole = u128::from(d);
        // Half-up: (2u - 1) d <= 2 w n < (2u + 1) d.  Truncation: u d <= w n < (u + 1) d.
        let (low, beyond) = match rounding {
            Rounding::HalfUp => (
                ((2 * self.units).saturating_sub(1) * whole).div_ceil(2 * self.whole),
                ((2 * self.units + 1) * whole).div_ceil(2 * self.whole),
            ),
            Rounding::Truncation => {
                ((self.units * whole).div_ceil(self.whole), ((self.units + 1) * whole).div_ceil(self.whole))
            }
        };
        let high = beyond.checked_sub(1)?.min(whole);
        if low > high {
            return None;
        }
        Some((u64::try_from(low).ok()?, u64::try_from(high).ok()?))
    }

    /// Of the counts over `d` that are printed like this, the one nearest to the printed value.
    pub fn nearest_count(self, d: u64, rounding: Rounding) -> Option<u64> {
        let (low, high) = self.counts(d, rounding)?;
        let nearest = (2 * self.units * u128::from(d) + self.whole) / (2 * self.whole);
        Some(u64::try_from(nearest).unwrap_or(high).clamp(low, high))
    }
}
