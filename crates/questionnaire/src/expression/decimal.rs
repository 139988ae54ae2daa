//! Exact decimal numbers of answers and conditions: at most fifteen digits before the point and six after it.

use std::{fmt, str::FromStr};

/// Units of a millionth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(i128);

const SCALE: i128 = 1_000_000;
const MOST_WHOLE: usize = 15;
const MOST_DECIMALS: usize = 6;

/// The text is no such number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber;

impl Decimal {
    /// A whole number.
    pub fn whole(n: usize) -> Self {
        Decimal(i128::try_from(n).unwrap_or(i128::MAX / SCALE).min(i128::MAX / SCALE) * SCALE)
    }

    /// True when nothing stands after the point.
    pub const fn is_whole(self) -> bool {
        self.0 % SCALE == 0
    }

    /// True for nought.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The number with its sign turned round.
    pub const fn negated(self) -> Self {
        Decimal(-self.0)
    }
}

impl FromStr for Decimal {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, decimals) = match text.split_once('.') {
            Some((_, "")) => return Err(NotANumber),
            Some((whole, decimals)) => (whole, decimals),
            None => (text, ""),
        };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let fits = (1..=MOST_WHOLE).contains(&whole.len()) && decimals.len() <= MOST_DECIMALS;
        if !fits || !digits(whole) || !digits(decimals) {
            return Err(NotANumber);
        }
        let mut units = 0i128;
        for digit in whole.bytes().chain(decimals.bytes()) {
            units = units * 10 + i128::from(digit - b'0');
        }
        for _ in decimals.len()..MOST_DECIMALS {
            units *= 10;
        }
        Ok(Decimal(if negative { -units } else { units }))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) =
            (self.0.unsigned_abs() / SCALE.unsigned_abs(), self.0.unsigned_abs() % SCALE.unsigned_abs());
        if rest == 0 {
            return write!(f, "{sign}{whole}");
        }
        let decimals = format!("{rest:06}");
        write!(f, "{sign}{whole}.{}", decimals.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_exactly_and_written_in_one_form() {
        for (text, written) in [("0012", "12"), ("-0.50", "-0.5"), ("1.000001", "1.000001"), ("-0", "0")] {
            let number: Decimal = text.parse().unwrap();
            assert_eq!(number.to_string(), written);
        }
        for text in ["", "-", ".5", "5.", "1.0000001", "1e3", "１", "1234567890123456", "+1"] {
            assert_eq!(text.parse::<Decimal>(), Err(NotANumber), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read_again_as_the_same(units in -1_000_000_000_000i128..1_000_000_000_000) {
            let number = Decimal(units);
            proptest::prop_assert_eq!(number.to_string().parse::<Decimal>(), Ok(number));
        }
    }
}
