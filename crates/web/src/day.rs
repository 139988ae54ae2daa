//! What is said of a date that can't be read, in the same words wherever a person types one. Each names the form in which
//! a date is understood. It must never guess a day: what was probably meant is only offered.

use thai::date::DateError;

use crate::{Lang, text::T};

/// Why what was typed is no date, and how to write one.
pub fn unread(lang: Lang, typed: &str, problem: &DateError) -> String {
    let t = T(lang);
    let typed = typed.trim();
    match problem {
        DateError::Empty => t.date_empty().to_owned(),
        DateError::DayOutOfRange { day, .. } => t.date_no_such_day(typed, day),
        DateError::MonthOutOfRange { month } => t.date_no_such_month(typed, month),
        DateError::YearOutOfRange { .. } => t.date_no_such_year(typed),
        DateError::AmbiguousYear { .. } => t.date_ambiguous_year(typed),
        DateError::BuddhistInIso { suggested, .. } => t.date_buddhist_in_iso(typed, lang.date(*suggested)),
        DateError::NotADate | DateError::UnknownMonth { .. } => t.date_not_read(typed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_wrong_with_a_date_the_words_name_the_form_that_is_understood() {
        for typed in ["", "xyz", "31/2/2563", "1/13/2563", "1/1/1200", "1 Jan 63", "2563-08-31"] {
            let Err(problem) = thai::date::parse_date(typed) else { panic!("{typed} was read") };
            let (th, en) = (unread(Lang::Th, typed, &problem), unread(Lang::En, typed, &problem));
            assert!(th.contains("31 สิงหาคม 2563") && en.contains("31 August 2020"), "{th} {en}");
            assert!(th.contains(typed) && en.contains(typed), "{th} {en}");
        }
    }
}
