//! Codes of this area in words: statuses, warnings of the reader, what a figure is, why something is chased.

use directive::follow::{Refusal, Status};
use directive::paper::Cadence;
use serde::Serialize;
use web::Lang;

use crate::text::T;

/// The code under which a value of the reader is stored and printed, as `serde` names it.
pub fn code(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}

/// Every cadence with its code.
pub const CADENCES: [(&str, Cadence); 7] = [
    ("periodic", Cadence::Periodic),
    ("daily", Cadence::Daily),
    ("weekly", Cadence::Weekly),
    ("monthly", Cadence::Monthly),
    ("quarterly", Cadence::Quarterly),
    ("half_yearly", Cadence::HalfYearly),
    ("annual", Cadence::Annual),
];

/// The cadence with this code.
pub fn cadence_of(code: &str) -> Option<Cadence> {
    CADENCES.iter().find(|(known, _)| *known == code).map(|(_, cadence)| *cadence)
}

/// How often, in words.
pub fn cadence(lang: Lang, code: &str) -> &'static str {
    let t = T(lang);
    match code {
        "daily" => t.cadence_daily(),
        "weekly" => t.cadence_weekly(),
        "monthly" => t.cadence_monthly(),
        "quarterly" => t.cadence_quarterly(),
        "half_yearly" => t.cadence_half_yearly(),
        "annual" => t.cadence_annual(),
        _ => t.cadence_periodic(),
    }
}

/// Every status, the earliest first.
pub const STATUSES: [Status; 7] = [
    Status::Draft,
    Status::Confirmed,
    Status::Assigned,
    Status::Agreed,
    Status::InProgress,
    Status::ReportedDone,
    Status::Closed,
];

/// A status in words.
pub fn status(lang: Lang, status: Status) -> &'static str {
    let t = T(lang);
    match status {
        Status::Draft => t.status_draft(),
        Status::Confirmed => t.status_confirmed(),
        Status::Assigned => t.status_assigned(),
        Status::Agreed => t.status_agreed(),
        Status::InProgress => t.status_in_progress(),
        Status::ReportedDone => t.status_reported_done(),
        Status::Closed => t.status_closed(),
    }
}

/// Which tag a status is shown with.
pub const fn status_kind(status: Status) -> &'static str {
    match status {
        Status::Draft | Status::Confirmed => "off",
        Status::Assigned => "warn",
        Status::Agreed | Status::InProgress | Status::ReportedDone => "go",
        Status::Closed => "ok",
    }
}

/// Why an act on a recommendation is refused.
pub fn refusal(lang: Lang, refusal: Refusal) -> &'static str {
    let t = T(lang);
    match refusal {
        Refusal::NotConfirmed => t.refused_not_confirmed(),
        Refusal::AlreadyConfirmed => t.refused_already_confirmed(),
        Refusal::NotAssigned => t.refused_not_assigned(),
        Refusal::NoLead => t.refused_no_lead(),
        Refusal::LeadAndWith => t.refused_lead_and_with(),
        Refusal::NotAddressed => t.refused_not_addressed(),
        Refusal::JudgesItself => t.refused_judges_itself(),
        Refusal::NoReason => t.refused_no_reason(),
        Refusal::Closed => t.refused_closed(),
        Refusal::NotClosed => t.refused_not_closed(),
        Refusal::NothingReported => t.refused_nothing_reported(),
        Refusal::ImpossibleCount => t.refused_impossible_count(),
        Refusal::BeforeLast => t.refused_before_last(),
    }
}

/// What a figure's arithmetic says, with the tag it is shown with.
pub fn verdict(lang: Lang, code: &str) -> (&'static str, &'static str) {
    let t = T(lang);
    match code {
        "exact" => ("ok", t.verdict_exact()),
        "truncated" => ("warn", t.verdict_truncated()),
        "impossible" => ("bad", t.verdict_impossible()),
        _ => ("off", t.verdict_no_denominator()),
    }
}

/// What kind of figure it is.
pub fn figure_kind(lang: Lang, code: &str) -> &'static str {
    let t = T(lang);
    match code {
        "target" => t.figure_target(),
        "change" => t.figure_change(),
        _ => t.figure_share(),
    }
}

/// What the reader is not sure of.
pub fn unsure(lang: Lang, code: &str) -> &'static str {
    let t = T(lang);
    match code {
        "lead" => t.unsure_lead(),
        "name" => t.unsure_name(),
        "order" => t.unsure_order(),
        "origin" => t.unsure_origin(),
        "clause" => t.unsure_clause(),
        _ => t.unsure_meaning(),
    }
}

/// A warning of the reader, by the name of its kind.
pub fn warning(lang: Lang, kind: &str, about: &str) -> String {
    let t = T(lang);
    let words = match kind {
        "CatchLine" => t.warn_catch_line(),
        "GluedHeading" => t.warn_glued_heading(),
        "MissingHeading" => t.warn_missing_heading(),
        "RepeatedNumber" => t.warn_repeated_number(),
        "UnreadableDate" => t.warn_unreadable_date(),
        "NoCabinetDate" => t.warn_no_cabinet_date(),
        "UnsureCabinetDate" => t.warn_unsure_cabinet_date(),
        "NoTitle" => t.warn_no_title(),
        "GuessedName" => t.warn_guessed_name(),
        "Misprint" => t.warn_misprint(),
        "NoLead" => t.warn_no_lead(),
        "ReportsToItself" => t.warn_reports_to_itself(),
        "ToldAsDone" => t.warn_told_as_done(),
        "OfTheMemo" => t.warn_of_the_memo(),
        "Truncated" => t.warn_truncated(),
        "Impossible" => t.warn_impossible(),
        "Together" => t.warn_together(),
        "Ambiguous" => t.warn_ambiguous(),
        "ShareNotIncrease" => t.warn_share_not_increase(),
        "OverAHundred" => t.warn_over_a_hundred(),
        "NotAFigure" => t.warn_not_a_figure(),
        "TooLong" => t.warn_too_long(),
        _ => t.warn_other(),
    };
    if about.is_empty() { words.to_owned() } else { format!("{words}: {about}") }
}

/// What an event of the history is called.
pub fn event(lang: Lang, what: &str) -> &'static str {
    let t = T(lang);
    match what {
        "assigned" => t.event_assigned(),
        "agreed" => t.event_agreed(),
        "declined" => t.event_declined(),
        "progress" => t.event_progress(),
        "done" => t.event_done(),
        "sent_back" => t.event_sent_back(),
        "closed" => t.event_closed(),
        "reopened" => t.event_reopened(),
        _ => t.event_cadence(),
    }
}

/// Why a recommendation is to be chased, by its code.
pub fn why(lang: Lang, code: &str) -> &'static str {
    let t = T(lang);
    match code {
        "overdue" => t.why_overdue(),
        "silent" => t.why_silent(),
        "nobody_acts" => t.why_nobody_acts(),
        "done_but_not_all" => t.why_done_but_not_all(),
        "done_without_evidence" => t.why_done_without_evidence(),
        _ => t.why_went_back(),
    }
}

/// The first whole words of a long text, at most so many characters of them.
pub fn beginning(text: &str, characters: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(characters) else { return text.to_owned() };
    // Words are found beyond the cut, so that the one that lies across it is known as one.
    let beyond = text.char_indices().nth(2 * characters).map_or(text.len(), |(at, _)| at);
    let mut kept = 0;
    for word in thai::segment::segments(&text[..beyond]) {
        if kept + word.len() > end {
            break;
        }
        kept += word.len();
    }
    let kept = if kept == 0 { end } else { kept };
    format!("{}…", text[..kept].trim_end())
}

#[cfg(test)]
mod tests {
    use super::beginning;

    #[test]
    fn a_beginning_ends_with_a_whole_word() {
        let text = "ให้หน่วยงานของรัฐเร่งรัดการพัฒนางานบริการแบบเบ็ดเสร็จ";
        let beginning = beginning(text, 20);
        let kept = beginning.strip_suffix('…').unwrap();
        assert!(text.starts_with(kept) && kept.chars().count() <= 20 && kept.chars().count() > 10, "{beginning}");
        assert!(
            thai::segment::segments(text)
                .iter()
                .scan(0, |at, word| {
                    *at += word.len();
                    Some(*at)
                })
                .any(|at| at == kept.len())
        );
        assert_eq!(super::beginning("สั้น", 20), "สั้น");
        let endless = super::beginning(&"ก".repeat(50), 20);
        assert!((2..=21).contains(&endless.chars().count()) && endless.ends_with('…'), "{endless}");
    }
}
