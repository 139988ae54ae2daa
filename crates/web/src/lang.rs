//! The two languages, and how each writes numbers, dates, lengths of time and labels.

use continuity::Duration;
use jiff::{Timestamp, civil::Date};

use crate::text::T;

/// A language of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub enum Lang {
    /// Thai, the first.
    #[default]
    Th,
    /// English.
    En,
}

impl Lang {
    /// Both, in the order in which they are offered.
    pub const ALL: [Lang; 2] = [Lang::Th, Lang::En];

    /// `th` or `en`.
    pub const fn code(self) -> &'static str {
        match self {
            Lang::Th => "th",
            Lang::En => "en",
        }
    }

    /// The language with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "th" => Some(Lang::Th),
            "en" => Some(Lang::En),
            _ => None,
        }
    }

    /// One of two texts.
    pub const fn pick<'a>(self, th: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Th => th,
            Lang::En => en,
        }
    }

    /// The name of a thing that may have no English name.
    pub fn name<'a>(self, th: &'a str, en: &'a str) -> &'a str {
        if self == Lang::En && !en.is_empty() { en } else { th }
    }

    /// The label of a code of a reference list.
    pub fn label<'a>(self, list: &'static reference::List, code: &'a str) -> &'a str {
        match self {
            Lang::Th => list.th(code),
            Lang::En => list.en(code),
        }
    }

    /// `31 สิงหาคม 2563` or `31 August 2020`.
    pub fn date(self, date: Date) -> String {
        match self {
            Lang::Th => thai::date::long_th(date),
            Lang::En => thai::date::long_en(date),
        }
    }

    /// `31 ส.ค. 2563` or `31 Aug 2020`.
    pub fn short_date(self, date: Date) -> String {
        match self {
            Lang::Th => thai::date::short_th(date),
            Lang::En => thai::date::short_en(date),
        }
    }

    /// A Buddhist fiscal year as the language counts: 2570, or 2027 in English.
    pub const fn fiscal_year(self, year: i32) -> i32 {
        match self {
            Lang::Th => year,
            Lang::En => year.saturating_sub(thai::date::BUDDHIST_OFFSET),
        }
    }

    /// Day and time in Thailand: `18 ส.ค. 2563 10:05 น.`.
    pub fn moment(self, at: Timestamp) -> String {
        let (date, time) = (self.short_date(thai::date::bangkok_date(at)), thai::date::bangkok_time_hm(at));
        match self {
            Lang::Th => format!("{date} {time} น."),
            Lang::En => format!("{date}, {time}"),
        }
    }

    /// The time of day in Thailand: `14:32 น.`.
    pub fn time(self, at: Timestamp) -> String {
        let time = thai::date::bangkok_time_hm(at);
        match self {
            Lang::Th => format!("{time} น."),
            Lang::En => time,
        }
    }

    /// A whole number in groups of three.
    pub fn number(self, n: impl TryInto<i64>) -> String {
        thai::digits::group(n.try_into().unwrap_or(i64::MAX))
    }

    /// `0 ชม.`, `4 ชม.`, `1 วัน`, `2 สัปดาห์`, `1 วัน 4 ชม.`.
    pub fn duration(self, length: Duration) -> String {
        let t = T(self);
        let (days, hours, minutes) = length.parts();
        if length == Duration::ZERO {
            return t.hours_short(0);
        }
        if days > 0 && days % 7 == 0 && hours == 0 && minutes == 0 {
            return t.weeks_short(days / 7);
        }
        let mut parts = Vec::with_capacity(3);
        if days > 0 {
            parts.push(t.days_short(days));
        }
        if hours > 0 {
            parts.push(t.hours_short(hours));
        }
        if minutes > 0 {
            parts.push(t.minutes_short(minutes));
        }
        parts.join(" ")
    }

    /// How far a date is from today, in words: `อีก 12 วัน`, `วันนี้`, `เลยกำหนด 3 วัน`.
    pub fn days_until(self, date: Date, today: Date) -> String {
        let t = T(self);
        let days = today.until(date).map_or(0, |span| span.get_days());
        match days {
            0 => t.due_today().to_owned(),
            1.. => t.days_left(days),
            _ => t.days_overdue(-days),
        }
    }
}
