//! When people work: office hours of Thai government on working days, some evenings and week-ends, more and more of it
//! towards the due day.

use jiff::{
    SignedDuration, Span, Timestamp,
    civil::{Date, Weekday},
};

use crate::chance::Chance;

/// A day between two, both included, the later the likelier: `steepness` 0 is even, 3 has most of it near the end.
pub(super) fn towards(chance: Chance, from: Date, to: Date, steepness: f64) -> Date {
    let days = f64::from((to - from).get_days().max(0));
    let part = chance.share("day").powf(1.0 / (1.0 + steepness));
    // Below 366 by construction.
    #[allow(clippy::cast_possible_truncation)]
    let days = (days * part).round() as i64;
    from.saturating_add(Span::new().days(days)).min(to)
}

/// An instant on that day: in office hours of the next working day, or now and then when others are at home.
pub(super) fn at_work(chance: Chance, day: Date, last: Date) -> Timestamp {
    let after_hours = chance.happens("after hours", 0.1);
    let mut day = day;
    if !after_hours {
        while is_weekend(day) {
            day = day.tomorrow().unwrap_or(day);
        }
        if day > last {
            day = last;
        }
    }
    let minute = if after_hours {
        chance.between("minute", 17 * 60, 22 * 60)
    } else {
        chance.between("minute", 8 * 60 + 30, 16 * 60 + 29)
    };
    let minutes = i64::try_from(minute).unwrap_or(0);
    let seconds = i64::try_from(chance.between("second", 0, 59)).unwrap_or(0);
    let start = continuity::round::day::start_of(day).unwrap_or(Timestamp::UNIX_EPOCH);
    start + SignedDuration::from_secs(minutes * 60 + seconds)
}

/// An instant some days after another, in office hours, on or before the last day; `None` when that is later.
pub(super) fn after(chance: Chance, before: Timestamp, days: (u64, u64), last: Date) -> Option<Timestamp> {
    let wait = i64::try_from(chance.between("days", days.0, days.1)).unwrap_or(1).max(1);
    let day = continuity::round::day::day_of(before).saturating_add(Span::new().days(wait));
    let at = at_work(chance, day, last);
    (day <= last && at > before && continuity::round::day::day_of(at) <= last).then_some(at)
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}
