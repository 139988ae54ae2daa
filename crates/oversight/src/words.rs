//! Codes of this area in words: where a plan stands, classes of risk, changes of a roster.

use web::{Lang, text};

use crate::text::T;

/// Where a plan stands, or a group of standings as a filter names it.
pub fn status(lang: Lang, code: &str) -> String {
    let (t, w) = (T(lang), text::T(lang));
    match code {
        "not_started" => w.status_not_started(),
        "drafting" => w.status_in_progress(),
        "submitted" => w.status_under_review(),
        "returned" => w.status_returned(),
        "approved" => w.status_accepted(),
        "outstanding" => t.status_outstanding(),
        "open" => t.status_open(),
        "sent" => t.status_sent(),
        "on_time" => t.status_on_time(),
        "sent_late" => t.status_sent_late(),
        "late" => t.status_late(),
        "in_force" => t.extension_in_force(),
        "revoked" => t.extension_revoked(),
        "queued" => t.message_queued(),
        "read" => t.message_read(),
        other => return other.to_owned(),
    }
    .to_owned()
}

/// Which tag a standing is shown with.
pub fn status_kind(code: &str) -> &'static str {
    match code {
        "approved" => "ok",
        "submitted" | "drafting" => "go",
        "returned" => "warn",
        _ => "off",
    }
}

/// A class of risk.
pub fn risk(lang: Lang, code: &str) -> &'static str {
    let t = T(lang);
    match code {
        "high" => t.risk_high(),
        "medium" => t.risk_medium(),
        "routine" => t.risk_routine(),
        _ => t.risk_low(),
    }
}

/// Which tag a class of risk is shown with.
pub fn risk_kind(code: &str) -> &'static str {
    match code {
        "high" => "bad",
        "medium" => "warn",
        "routine" => "ok",
        _ => "off",
    }
}

/// Added, removed, or either; what changed in a plan.
pub fn change(lang: Lang, code: &str) -> &'static str {
    let t = T(lang);
    match code {
        "added" => t.change_added(),
        "removed" => t.change_removed(),
        "unchanged" => t.change_unchanged(),
        "changed" => t.change_changed(),
        "first" => t.change_first(),
        _ => t.change_any(),
    }
}

/// A stored date in words; empty when there is none.
pub fn day(lang: Lang, stored: Option<&str>) -> String {
    stored.and_then(|stored| db::date(stored).ok()).map(|date| lang.short_date(date)).unwrap_or_default()
}

/// A stored instant in words; empty when there is none.
pub fn moment(lang: Lang, stored: Option<&str>) -> String {
    stored.and_then(|stored| db::instant(stored).ok()).map(|at| lang.moment(at)).unwrap_or_default()
}
