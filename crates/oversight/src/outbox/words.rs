//! The words of a message, made of its kind and arguments in either language when it is shown or sent.

use serde_json::Value;
use web::Lang;

use crate::text::T;

/// A message in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What it is about, in a line.
    pub subject: String,
    /// What it says.
    pub body: String,
}

/// Kinds that have words of their own.
pub(super) const KINDS: [&str; 17] = [
    "plan_returned",
    "plan_approved",
    "reminder",
    "approval_asked",
    "approval_returned",
    "plan_sent",
    "extended",
    "extension_revoked",
    "directive_assigned",
    "directive_judged",
    "directive_reminder",
    "lesson_opened",
    "lesson_reminder",
    "lesson_returned",
    "letter_sent",
    "letter_reminder",
    "practice_copied",
];

/// The words of a message. A kind that this area does not know is shown by its title, if its arguments have one.
pub fn words(lang: Lang, kind: &str, arguments: &Value) -> Words {
    let t = T(lang);
    let text = |name: &str| arguments.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let number = |name: &str| arguments.get(name).and_then(Value::as_i64).unwrap_or_default();
    let date = |name: &str| db::date(&text(name)).map(|date| lang.date(date)).unwrap_or_default();
    let year = i32::try_from(number("fiscal_year")).unwrap_or_default();
    match kind {
        "plan_returned" => Words {
            subject: t.message_returned(year, text("reference")),
            body: t.message_returned_body(text("title"), text("reason"), number("remarks")),
        },
        "plan_approved" => Words {
            subject: t.message_approved(year, text("reference")),
            body: t.message_approved_body(text("title"), text("note")).trim().to_owned(),
        },
        "reminder" if text("status") == "returned" => {
            Words { subject: t.message_reminder_returned(year), body: t.message_reminder_returned_body(date("closes")) }
        }
        "reminder" => {
            Words { subject: t.message_reminder(year), body: t.message_reminder_body(date("due"), date("closes")) }
        }
        "directive_assigned" => {
            Words { subject: t.message_directive_assigned().into(), body: directive(&text("number"), &text("text")) }
        }
        "directive_judged" => Words {
            subject: match text("why").as_str() {
                "closed" => t.message_directive_closed(),
                "reopened" => t.message_directive_reopened(),
                _ => t.message_directive_returned(),
            }
            .into(),
            body: t.message_directive_reason(directive(&text("number"), &text("text")), text("reason")),
        },
        "directive_reminder" => {
            Words { subject: t.message_directive_reminder().into(), body: directive(&text("number"), &text("text")) }
        }
        "practice_copied" => Words {
            subject: match text("step").as_str() {
                "adopted" => t.message_practice_adopted(text("organisation")),
                "stopped" => t.message_practice_stopped(text("organisation")),
                _ => t.message_practice_sought(text("organisation")),
            },
            body: format!("{} {}", text("title"), text("result")).trim().to_owned(),
        },
        "letter_sent" => Words { subject: t.message_letter().into(), body: letter(t, &text) },
        "letter_reminder" => Words { subject: t.message_letter_reminder().into(), body: letter(t, &text) },
        "lesson_opened" => {
            Words { subject: t.message_lesson_opened(year), body: t.message_lesson_opened_body(date("due")) }
        }
        "lesson_reminder" => {
            Words { subject: t.message_lesson_reminder(year), body: t.message_lesson_reminder_body(date("due")) }
        }
        "lesson_returned" => {
            Words { subject: t.message_lesson_returned(year), body: t.message_lesson_returned_body(text("reason")) }
        }
        "approval_asked" => Words { subject: t.message_asked(year), body: t.message_asked_body().into() },
        "approval_returned" => {
            Words { subject: t.message_head_returned(year), body: t.message_head_returned_body(text("reason")) }
        }
        "plan_sent" => {
            Words { subject: t.message_sent(year, text("reference")), body: t.message_sent_body(text("approved_by")) }
        }
        "extended" => {
            Words { subject: t.message_extended(year, date("due")), body: t.message_extended_body(text("reason")) }
        }
        "extension_revoked" => {
            Words { subject: t.message_unextended(year), body: t.message_unextended_body(date("due")) }
        }
        _ => Words { subject: t.message_other().into(), body: text("title") },
    }
}

/// Number and words of a recommendation.
fn directive(number: &str, text: &str) -> String {
    format!("{number} {text}").trim().to_owned()
}

/// Sender, number and subject of a letter, with the day by which it is to be acknowledged.
fn letter(t: T, text: &impl Fn(&str) -> String) -> String {
    let sender = if t.0 == Lang::En && !text("sender_en").is_empty() { text("sender_en") } else { text("sender") };
    let body = t.message_letter_body(sender, text("number"), text("title"));
    match db::date(&text("due")) {
        Ok(day) => format!("{body} {}", t.message_letter_due(t.0.date(day))),
        Err(_) => body,
    }
}

/// A kind of message.
pub(super) fn kind(lang: Lang, code: &str) -> &'static str {
    let t = T(lang);
    match code {
        "plan_returned" => t.kind_returned(),
        "plan_approved" => t.kind_approved(),
        "reminder" => t.kind_reminder(),
        "directive_assigned" => t.kind_directive_assigned(),
        "directive_judged" => t.kind_directive_judged(),
        "directive_reminder" => t.kind_directive_reminder(),
        "lesson_opened" => t.kind_lesson_opened(),
        "lesson_reminder" => t.kind_lesson_reminder(),
        "lesson_returned" => t.kind_lesson_returned(),
        "practice_copied" => t.kind_practice_copied(),
        "letter_sent" => t.kind_letter(),
        "letter_reminder" => t.kind_letter_reminder(),
        "approval_asked" => t.kind_asked(),
        "approval_returned" => t.kind_head_returned(),
        "plan_sent" => t.kind_sent(),
        "extended" => t.kind_extended(),
        "extension_revoked" => t.kind_unextended(),
        _ => t.message_other(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_reminder_says_both_dates_in_the_language_of_its_reader() {
        let arguments = json!({"fiscal_year": 2563, "due": "2020-08-31", "closes": "2020-09-30", "status": "drafting"});
        let thai = words(Lang::Th, "reminder", &arguments);
        assert!(thai.subject.contains("2563") && thai.body.contains("31 สิงหาคม 2563"), "{thai:?}");
        let english = words(Lang::En, "reminder", &arguments);
        assert!(english.subject.contains("2020") && english.body.contains("30 September 2020"), "{english:?}");
    }

    #[test]
    fn every_kind_that_is_sent_has_words_of_its_own_in_both_languages() {
        let arguments = json!({"fiscal_year": 2570, "reference": "BCP-2570-1", "reason": "แก้ RTO"});
        for lang in [Lang::Th, Lang::En] {
            for code in KINDS {
                assert_ne!(words(lang, code, &arguments).subject, T(lang).message_other(), "{code}");
                assert_ne!(kind(lang, code), T(lang).message_other(), "{code}");
            }
        }
        assert!(words(Lang::Th, "approval_returned", &arguments).body.contains("แก้ RTO"));
    }

    #[test]
    fn a_kind_of_another_area_is_shown_by_its_title() {
        assert_eq!(words(Lang::Th, "plan_submitted", &json!({"title": "แผน"})).body, "แผน");
    }
}
