//! How submissions grew: cumulated first submissions at the ends of days, weeks or months, whatever reads best.

use jiff::{Span, civil::Date};
use serde::Serialize;

use super::{iso, share};
use continuity::Share;

/// One point of the trend.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Point {
    /// End of this day in Bangkok.
    #[serde(serialize_with = "iso")]
    pub date: Date,
    /// First submissions until then, of today's roster.
    pub submitted: Share,
}

/// Most points of a trend.
const MOST: usize = 400;

/// The ends of the steps from the first day with a submission (or the opening of the year) to `until`: days within
/// three weeks, weeks within four months, months otherwise; `until` itself is always the last.
fn steps(from: Date, until: Date) -> Vec<Date> {
    let days = until.duration_since(from).as_hours() / 24;
    let mut ends = Vec::new();
    let mut end = from;
    while end < until && ends.len() < MOST {
        ends.push(end);
        let next = match days {
            ..=21 => end.checked_add(Span::new().days(1)),
            22..=120 => end.checked_add(Span::new().days(7)),
            _ => end.tomorrow().map(|next| next.last_of_month()),
        };
        match next {
            Ok(next) => end = next,
            Err(_) => break,
        }
    }
    ends.push(until);
    ends
}

/// The trend of a year until a day: a point before the first submission, then the steps.
pub(crate) fn points(days: &[(Date, i64)], roster: i64, year: i32, until: Date) -> Vec<Point> {
    let opening = thai::date::fiscal_year_start(year);
    let first = days.first().map_or(opening, |(day, _)| *day);
    let span = until.duration_since(first).as_hours() / 24;
    let from = match first.yesterday() {
        Ok(before) if span > 120 => before.last_of_month().min(before.first_of_month().yesterday().unwrap_or(before)),
        Ok(before) => before,
        Err(_) => first,
    };
    // After the year's last submission and the year itself nothing moves: the line ends there.
    let last = days.last().map_or(until, |(day, _)| (*day).max(thai::date::fiscal_year_end(year)));
    let until = until.min(last).max(from);
    let mut next = days.iter().peekable();
    let mut sum = 0;
    let mut points = Vec::new();
    for date in steps(from, until) {
        while let Some((_, submitted)) = next.next_if(|(day, _)| *day <= date) {
            sum += submitted;
        }
        points.push(Point { date, submitted: share(sum, roster) });
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_trend_starts_at_nothing_and_ends_with_everything_on_the_day_asked_for() {
        let days = [(date(2020, 4, 10), 5), (date(2020, 6, 2), 7), (date(2020, 8, 31), 1)];
        let points = points(&days, 100, 2563, date(2020, 8, 31));
        assert_eq!(points.first().map(|p| p.submitted.n), Some(0));
        assert_eq!(points.last().map(|p| (p.date, p.submitted.n)), Some((date(2020, 8, 31), 13)));
        assert!(
            points.windows(2).all(|pair| pair[0].date < pair[1].date && pair[0].submitted.n <= pair[1].submitted.n)
        );
    }

    #[test]
    fn a_trend_of_nothing_still_has_points() {
        let points = points(&[], 10, 2563, date(2020, 8, 31));
        assert!(points.len() >= 2 && points.iter().all(|p| p.submitted.n == 0));
    }

    #[test]
    fn a_short_trend_goes_by_days_and_a_long_past_one_ends_with_its_year() {
        let days = [(date(2020, 8, 20), 1), (date(2020, 8, 25), 2)];
        assert_eq!(points(&days, 9, 2563, date(2020, 8, 31)).len(), 13);
        let late = points(&days, 9, 2563, date(2026, 11, 22));
        assert_eq!(late.last().map(|p| p.date), Some(date(2020, 9, 30)));
    }
}
