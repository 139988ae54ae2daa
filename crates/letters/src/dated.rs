//! Days and times of forms: as people write them, with what is wrong in the user's words.

use jiff::{SignedDuration, Timestamp, civil::Date};
use thai::date::{bangkok_date, bangkok_time_hm, parse_date, start_of_bangkok_day};
use web::{Lang, day, form::Errors};

use crate::text::T;

/// A date as typed, kept for the page, and as understood.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed {
    pub text: String,
    pub understood: String,
    pub date: Option<Date>,
    pub error: String,
}

impl Typed {
    /// Reads what was typed; nothing typed is no date and no error.
    pub(crate) fn read(text: &str, lang: Lang) -> Self {
        let text = text.trim().to_owned();
        if text.is_empty() {
            return Typed::default();
        }
        match parse_date(&text) {
            Ok(read) => Typed { understood: lang.date(read.date), date: Some(read.date), text, error: String::new() },
            Err(problem) => Typed { error: day::unread(lang, &text, &problem), text, ..Typed::default() },
        }
    }

    /// A day that the page offers.
    pub(crate) fn of(date: Date, lang: Lang) -> Self {
        Typed { text: lang.date(date), understood: lang.date(date), date: Some(date), error: String::new() }
    }

    /// Tells what is wrong at the field.
    pub(crate) fn tell(&self, field: &'static str, errors: &mut Errors) {
        if !self.error.is_empty() {
            errors.add(field, self.error.clone());
        }
    }
}

/// A time of day, `09.10` or `9:10`, in Thai or Arabic digits, as minutes of the day.
pub(crate) fn minutes(text: &str) -> Option<i64> {
    let text = thai::digits::to_arabic(text.trim().trim_end_matches("น.").trim());
    let (hours, minutes) = text.split_once(['.', ':'])?;
    let short = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if !short(hours) || !short(minutes) {
        return None;
    }
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// A day with its time of day in Bangkok.
pub(crate) fn instant(day: Date, minutes: i64) -> Timestamp {
    start_of_bangkok_day(day) + SignedDuration::from_mins(minutes)
}

/// The instant of two fields, `name` and `name_time`. Nothing typed is now; a day without a time is refused, because a
/// receipt has both.
pub(crate) fn moment(
    (day, time): (&Typed, &str),
    field: (&'static str, &'static str),
    (lang, now): (Lang, Timestamp),
    errors: &mut Errors,
) -> Timestamp {
    day.tell(field.0, errors);
    let read = minutes(time);
    if !time.trim().is_empty() && read.is_none() {
        errors.add(field.1, T(lang).time_not_read(time.trim()));
    }
    match (day.date, read) {
        (Some(date), Some(read)) => {
            let at = instant(date, read);
            if at > now {
                errors.add(field.0, T(lang).refused_in_future());
            }
            at
        }
        (Some(_), None) if time.trim().is_empty() => {
            errors.add(field.1, T(lang).time_needed());
            now
        }
        _ => now,
    }
}

/// `09.10` of an instant, as letters print it.
pub(crate) fn time_of(at: Timestamp) -> String {
    bangkok_time_hm(at).replace(':', ".")
}

/// `2 พ.ค. 2565 09.10 น.` as letters print it.
pub(crate) fn printed(at: Timestamp) -> String {
    format!("{} {} น.", thai::date::short_th(bangkok_date(at)), time_of(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_read_as_people_write_it() {
        assert_eq!(minutes("09.10"), Some(550));
        assert_eq!(minutes("๙:๑๐ น."), Some(550));
        for wrong in ["", "9", "24.00", "09.60", "0910", "ab.cd", "09.1a", "-1.10"] {
            assert_eq!(minutes(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_stamp_prints_day_and_time_in_bangkok() {
        assert_eq!(printed(instant(jiff::civil::date(2022, 4, 21), 550)), "21 เม.ย. 2565 09.10 น.");
    }
}
