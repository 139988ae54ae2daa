//! A share with both of its counts, because a percentage without its numerator and denominator proves nothing.
//!
//! Rounding is half-up to two decimals by integer arithmetic (contracts: `{"n": 3616, "d": 8281, "percent":
//! "43.67"}`); no floating point ever touches a printed figure.

use serde::{Serialize, Serializer, ser::SerializeStruct};

/// `n` of `d`. Serialises as `{"n", "d", "percent"}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Share {
    /// How many have the property.
    pub n: u64,
    /// How many there are.
    pub d: u64,
}

impl Share {
    /// `n` of `d`.
    pub const fn new(n: u64, d: u64) -> Self {
        Share { n, d }
    }

    /// The percentage with two decimals, rounded half-up, for example `"43.67"`; `None` when there is no whole.
    pub fn percent(self) -> Option<String> {
        let hundredths = self.hundredths()?;
        Some(format!("{}.{:02}", hundredths / 100, hundredths % 100))
    }

    /// The percentage in hundredths of a per cent, rounded half-up: 4367 for 3,616 of 8,281; `None` when `d` is 0.
    pub fn hundredths(self) -> Option<u128> {
        if self.d == 0 {
            return None;
        }
        let (n, d) = (u128::from(self.n), u128::from(self.d));
        Some((n * 20_000 + d) / (2 * d))
    }

    /// The rest of the whole: those without the property; none when `n` exceeds `d`.
    pub const fn rest(self) -> u64 {
        self.d.saturating_sub(self.n)
    }
}

impl std::ops::Add for Share {
    type Output = Share;

    /// The share of two groups without common members taken together.
    fn add(self, other: Share) -> Share {
        Share { n: self.n.saturating_add(other.n), d: self.d.saturating_add(other.d) }
    }
}

impl std::iter::Sum for Share {
    fn sum<I: Iterator<Item = Share>>(shares: I) -> Share {
        shares.fold(Share::default(), |a, b| a + b)
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Share", 3)?;
        object.serialize_field("n", &self.n)?;
        object.serialize_field("d", &self.d)?;
        object.serialize_field("percent", &self.percent())?;
        object.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_is_rounded_half_up_to_two_decimals() {
        for (n, d, percent) in [
            (3616, 8281, "43.67"),
            (0, 8281, "0.00"),
            (8281, 8281, "100.00"),
            (1, 3, "33.33"),
            (2, 3, "66.67"),
            (1, 20_000, "0.01"),
            (1, 20_001, "0.00"),
            (1, 8, "12.50"),
            (90, 103, "87.38"),
            (3, 2, "150.00"),
        ] {
            assert_eq!(Share::new(n, d).percent().as_deref(), Some(percent), "{n}/{d}");
        }
    }

    #[test]
    fn nothing_of_nothing_has_no_percentage() {
        assert_eq!(Share::new(0, 0).percent(), None);
        assert_eq!(serde_json::to_string(&Share::new(0, 0)).ok().as_deref(), Some(r#"{"n":0,"d":0,"percent":null}"#));
    }

    #[test]
    fn the_contract_shape_carries_both_counts() {
        assert_eq!(
            serde_json::to_string(&Share::new(3616, 8281)).ok().as_deref(),
            Some(r#"{"n":3616,"d":8281,"percent":"43.67"}"#)
        );
    }

    #[test]
    fn the_largest_counts_do_not_overflow() {
        assert_eq!(Share::new(u64::MAX, u64::MAX).percent().as_deref(), Some("100.00"));
        assert_eq!(Share::new(u64::MAX, 1).hundredths(), Some(u128::from(u64::MAX) * 10_000));
    }

    proptest::proptest! {
        #[test]
        fn rounding_is_within_half_a_hundredth(n in 0u64..100_000, d in 1u64..100_000) {
            let hundredths = Share::new(n, d).hundredths().unwrap_or_default();
            let (n, d) = (u128::from(n), u128::from(d));
            // |h/10000 - n/d| <= 1/20000, in whole numbers.
            let difference = (hundredths * d).abs_diff(n * 10_000);
            proptest::prop_assert!(2 * difference <= d);
        }
    }
}
