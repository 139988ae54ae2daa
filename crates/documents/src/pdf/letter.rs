//! The head, the end and the endorsements of an official letter as the data their template reads.

use serde_json::{Value, json};

use super::data::Print;
use crate::report::{Endorsement, LetterEnd, LetterForm, LetterHead};

/// Ems that the lines of a head may be wide before a word is broken.
const WIDE: f64 = 16.0;
/// The same for what stands in half of the page.
const HALF: f64 = 11.0;

impl Print {
    pub(super) fn letter_head(&self, head: &LetterHead) -> Value {
        let lines = |all: &[String], wide: f64| all.iter().map(|line| self.text_of(line, wide)).collect::<Vec<_>>();
        json!({
            "k": "letter-head",
            "memo": head.form == LetterForm::Memo,
            "urgency": head.urgency,
            "number": self.fixed(&head.number),
            "office": lines(&head.office, if head.form == LetterForm::Memo { WIDE } else { HALF }),
            "date": head.date.map(|day| self.wording.date(day)),
            "subject": self.text_of(&head.subject, WIDE),
            "salutation": self.fixed(&head.salutation),
            "to": self.text_of(&head.to, WIDE),
            "references": lines(&head.references, WIDE),
            "enclosures": lines(&head.enclosures, WIDE),
            "received": head.received.as_ref().map(|stamp| json!({
                "desk": self.text_of(&stamp.desk, 8.0),
                "number": self.fixed(&stamp.number),
                "date": self.wording.words(&thai::date::short_th(stamp.date)),
                "time": self.fixed(&stamp.time),
            })),
        })
    }

    pub(super) fn letter_end(&self, end: &LetterEnd) -> Value {
        let lines = |all: &[String], wide: f64| all.iter().map(|line| self.text_of(line, wide)).collect::<Vec<_>>();
        json!({
            "k": "letter-end",
            "close": end.close.as_deref().map(|words| self.fixed(words)),
            "mark": end.mark.as_deref().map(|words| self.fixed(words)),
            "name": end.name.as_deref().map(|name| self.fixed(name)),
            "position": lines(&end.position, HALF),
            "date": end.date.map(|day| self.wording.words(&thai::date::short_th(day))),
            "contact": lines(&end.contact, WIDE),
        })
    }

    pub(super) fn endorsements(&self, all: &[Endorsement]) -> Value {
        let one = |endorsement: &Endorsement| {
            json!({
                "task": self.fixed(&endorsement.task),
                "text": self.text_of(&endorsement.text, HALF),
                "name": self.fixed(&endorsement.name),
                "position": endorsement.position.iter().map(|line| self.text_of(line, HALF)).collect::<Vec<_>>(),
                "at": self.fixed(&endorsement.at),
            })
        };
        json!({"k": "letter-endorsements", "all": all.iter().map(one).collect::<Vec<_>>()})
    }
}
