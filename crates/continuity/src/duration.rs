//! A length of time in whole minutes, written as ISO 8601 (`PT4H`, `P1D`, `P2W`) in every machine format.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// Minutes in an hour, a day and a week: plans count in elapsed time, so a day is always 24 hours.
pub const MINUTES_PER_HOUR: u64 = 60;
/// Minutes in a day.
pub const MINUTES_PER_DAY: u64 = 24 * MINUTES_PER_HOUR;
/// Minutes in a week.
pub const MINUTES_PER_WEEK: u64 = 7 * MINUTES_PER_DAY;

/// A non-negative length of elapsed time, whole minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Duration(u64);

/// The text is not an ISO 8601 duration of weeks, or of days, hours and minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADuration;

impl Duration {
    /// No time at all.
    pub const ZERO: Duration = Duration(0);

    /// So many minutes.
    pub const fn minutes(minutes: u64) -> Self {
        Duration(minutes)
    }

    /// So many hours.
    pub const fn hours(hours: u64) -> Self {
        Duration(hours * MINUTES_PER_HOUR)
    }

    /// So many days of 24 hours.
    pub const fn days(days: u64) -> Self {
        Duration(days * MINUTES_PER_DAY)
    }

    /// The whole length in minutes.
    pub const fn as_minutes(self) -> u64 {
        self.0
    }

    /// Days, hours and minutes that add up to this length, each below the next unit.
    pub const fn parts(self) -> (u64, u64, u64) {
        (self.0 / MINUTES_PER_DAY, self.0 % MINUTES_PER_DAY / MINUTES_PER_HOUR, self.0 % MINUTES_PER_HOUR)
    }
}

impl fmt::Display for Duration {
    /// The shortest ISO 8601 form; days rather than weeks, so that one length has one spelling.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, hours, minutes) = self.parts();
        f.write_str("P")?;
        if days > 0 {
            write!(f, "{days}D")?;
        }
        if hours > 0 || minutes > 0 {
            f.write_str("T")?;
            if hours > 0 {
                write!(f, "{hours}H")?;
            }
            if minutes > 0 {
                write!(f, "{minutes}M")?;
            }
        }
        if self.0 == 0 {
            f.write_str("T0M")?;
        }
        Ok(())
    }
}

impl FromStr for Duration {
    type Err = NotADuration;

    fn from_str(text: &str) -> Result<Self, NotADuration> {
        let rest = text.strip_prefix('P').ok_or(NotADuration)?;
        if let Some(weeks) = rest.strip_suffix('W') {
            return number(weeks)?.checked_mul(MINUTES_PER_WEEK).map(Duration).ok_or(NotADuration);
        }
        let (date, time) = match rest.split_once('T') {
            Some((_, "")) => return Err(NotADuration),
            Some((date, time)) => (date, Some(time)),
            None => (rest, None),
        };
        if date.is_empty() && time.is_none() {
            return Err(NotADuration);
        }
        let mut total = 0u64;
        let mut add = |amount: u64, unit: u64| -> Result<(), NotADuration> {
            let minutes = amount.checked_mul(unit).ok_or(NotADuration)?;
            total = total.checked_add(minutes).ok_or(NotADuration)?;
            Ok(())
        };
        if !date.is_empty() {
            add(number(date.strip_suffix('D').ok_or(NotADuration)?)?, MINUTES_PER_DAY)?;
        }
        if let Some(mut time) = time {
            if let Some((hours, rest)) = time.split_once('H') {
                add(number(hours)?, MINUTES_PER_HOUR)?;
                time = rest;
            }
            if !time.is_empty() {
                add(number(time.strip_suffix('M').ok_or(NotADuration)?)?, 1)?;
            }
        }
        Ok(Duration(total))
    }
}

fn number(digits: &str) -> Result<u64, NotADuration> {
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NotADuration);
    }
    digits.parse().map_err(|_| NotADuration)
}

impl Serialize for Duration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Duration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(|NotADuration| D::Error::custom("not an ISO 8601 duration such as PT4H or P1D"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_length_reads_as_the_same_minutes() {
        for (text, minutes) in
            [("PT0M", 0), ("PT4H", 240), ("P1D", 1440), ("PT24H", 1440), ("P1W", 10_080), ("P1DT2H30M", 1590)]
        {
            assert_eq!(text.parse::<Duration>().map(Duration::as_minutes), Ok(minutes), "{text}");
        }
    }

    #[test]
    fn what_the_exchange_schema_refuses_is_refused() {
        for text in ["", "P", "PT", "P1", "1D", "PT4", "P1M", "P1W2D", "PT-4H", "P1DT", "PT1.5H", "PT4S", "P٤D"] {
            assert_eq!(text.parse::<Duration>(), Err(NotADuration), "{text}");
        }
    }

    #[test]
    fn a_length_beyond_counting_is_refused_and_not_wrapped() {
        assert_eq!("P99999999999999999999D".parse::<Duration>(), Err(NotADuration));
        assert_eq!("P18446744073709551615W".parse::<Duration>(), Err(NotADuration));
    }

    proptest::proptest! {
        #[test]
        fn writing_and_reading_gives_the_same_length(minutes in 0u64..10_000_000) {
            let d = Duration::minutes(minutes);
            proptest::prop_assert_eq!(d.to_string().parse::<Duration>(), Ok(d));
        }
    }
}
