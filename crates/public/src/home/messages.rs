//! The newest messages to the organisations of a coordinator or head. The words of a message are its kind's, with what
//! it says about itself; a kind that is not known here is still shown, with its link.

use db::{Result, Tx, Value};
use web::Lang;

use crate::{text::T, words};

/// How many are shown; all of them stand on their own page.
const SHOWN: i64 = 5;

/// A stored message.
pub struct Message {
    id: String,
    kind: String,
    arguments: serde_json::Value,
    link: String,
    created_at: String,
    read: bool,
}

/// The newest messages to these organisations. That the head is asked to approve is told while it is so.
pub fn newest(tx: &mut Tx<'_>, organisations: &[String]) -> Result<Vec<Message>> {
    if organisations.is_empty() {
        return Ok(Vec::new());
    }
    let mut params: Vec<Value> = organisations.iter().map(Value::from).collect();
    let places: Vec<String> = (1..=params.len()).map(|n| format!("${n}")).collect();
    params.push(Value::from(SHOWN));
    let sql = format!(
        "SELECT kind, arguments, link, created_at, read_at IS NOT NULL, id FROM message WHERE organisation_id IN ({}) \
         AND (kind <> 'approval_asked' OR EXISTS (SELECT 1 FROM approval_request r \
          WHERE message.link = '/plans/' || r.plan_id || '/approval')) ORDER BY created_at DESC, id DESC LIMIT ${}",
        places.join(", "),
        params.len()
    );
    tx.rows(&sql, &params, |row| {
        Ok(Message {
            kind: row.get(0)?,
            arguments: serde_json::from_str(&row.get::<String>(1)?).unwrap_or_default(),
            link: row.get(2)?,
            created_at: row.get(3)?,
            read: row.get(4)?,
            id: row.get(5)?,
        })
    })
}

/// A message in words.
pub struct MessageView {
    /// When.
    pub at: String,
    /// What.
    pub words: String,
    /// Where it leads; empty for nowhere.
    pub link: String,
    /// True when nobody has read it.
    pub new: bool,
    /// Mark on the line of time.
    pub mark: &'static str,
}

impl Message {
    /// In words.
    pub fn view(&self, lang: Lang) -> MessageView {
        let t = T(lang);
        let argument = |name: &str| self.arguments.get(name).map(text).unwrap_or_default();
        let reference = argument("reference");
        let year = self
            .arguments
            .get("fiscal_year")
            .and_then(serde_json::Value::as_i64)
            .and_then(|year| i32::try_from(year).ok());
        let (mark, said) = match (self.kind.as_str(), year) {
            ("plan_returned", _) => ("warn", t.message_returned(&reference)),
            ("plan_approved", _) => ("ok", t.message_approved(&reference)),
            ("approval_asked", Some(year)) => ("", t.message_approval_asked(year)),
            ("approval_returned", Some(year)) => ("warn", t.message_approval_returned(year)),
            ("plan_sent", Some(year)) => ("ok", t.message_sent(year, &reference)),
            ("reminder", Some(year)) if argument("status") == "returned" => ("warn", t.message_reminder_returned(year)),
            ("reminder", Some(year)) => ("warn", t.message_reminder(year)),
            ("extended", Some(year)) => ("ok", t.message_extended(year, day(lang, &argument("due")))),
            ("extension_revoked", Some(year)) => ("warn", t.message_unextended(year, day(lang, &argument("due")))),
            _ => ("off", t.message_other().to_owned()),
        };
        // Opening it there marks it as read and leads on; only addresses of this server are followed.
        let leads = self.link.starts_with('/') && !self.link.starts_with("//");
        let link = if leads { format!("/messages/{}", self.id) } else { String::new() };
        // A message that lacks an argument reads without a gap.
        let words = said.split_whitespace().collect::<Vec<_>>().join(" ");
        MessageView { at: words::moment(lang, Some(&self.created_at)), words, link, new: !self.read, mark }
    }
}

fn day(lang: Lang, stored: &str) -> String {
    db::date(stored).map(|date| lang.date(date)).unwrap_or_default()
}

fn text(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(kind: &str, link: &str) -> Message {
        let arguments = serde_json::json!({"reference": "BCP-2563-0K7Q2"});
        Message {
            id: "m1".into(),
            kind: kind.into(),
            arguments,
            link: link.into(),
            created_at: String::new(),
            read: false,
        }
    }

    #[test]
    fn a_message_says_which_plan_it_is_about() {
        assert!(message("plan_returned", "/plans/1").view(Lang::En).words.contains("BCP-2563-0K7Q2"));
    }

    #[test]
    fn a_message_of_an_unknown_kind_is_shown_and_never_leads_elsewhere() {
        let view = message("something_new", "//evil.example").view(Lang::Th);
        assert!(!view.words.is_empty() && view.link.is_empty());
    }
}
