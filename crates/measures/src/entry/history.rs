//! What changed from revision to revision of an entry, in words: who, when, why, which field from what to what.

use web::Lang;

use super::{Draft, Entry, Withdrawn, fields, store::Revision};
use crate::{ledger::Ledger, text::T};

/// A revision on the page of an entry.
pub(crate) struct Event {
    pub look: &'static str,
    pub at: String,
    pub what: String,
    pub by: String,
    pub reason: String,
    /// Label, before, after.
    pub changes: Vec<(String, String, String)>,
}

/// The history of an entry, the newest first.
pub(crate) fn events(ledger: &Ledger, entry: &Entry, revisions: &[Revision], lang: Lang) -> Vec<Event> {
    let t = T(lang);
    let mut before: Option<&Draft> = None;
    let mut all = Vec::new();
    for revision in revisions {
        let changes = before.map(|before| differences(ledger, before, &revision.draft, lang)).unwrap_or_default();
        all.push(Event {
            look: if before.is_none() { "ok" } else { "" },
            at: lang.moment(revision.at),
            what: if before.is_none() { t.event_added().to_owned() } else { t.event_changed(revision.number) },
            by: revision.by.clone(),
            reason: revision.reason.clone(),
            changes,
        });
        before = Some(&revision.draft);
    }
    if let Some(Withdrawn { at, by, reason }) = &entry.withdrawn {
        all.push(Event {
            look: "warn",
            at: lang.moment(*at),
            what: t.withdrawn().to_owned(),
            by: by.clone(),
            reason: reason.clone(),
            changes: Vec::new(),
        });
    }
    all.reverse();
    all
}

/// Every field that differs: label, in the one, in the other. Personal values stay masked.
pub(crate) fn differences(ledger: &Ledger, one: &Draft, other: &Draft, lang: Lang) -> Vec<(String, String, String)> {
    let (a, b) = (lines(ledger, one, lang), lines(ledger, other, lang));
    let pairs = a.into_iter().zip(b);
    pairs
        .filter(|((_, a, raw_a), (_, b, raw_b))| a != b || raw_a != raw_b)
        .map(|((label, a, _), (_, b, _))| (label, a, b))
        .collect()
}

/// Every field of a draft: label, in words, as kept.
fn lines(ledger: &Ledger, draft: &Draft, lang: Lang) -> Vec<(String, String, String)> {
    let t = T(lang);
    let number = |count: Option<u64>| count.map(|count| lang.number(count)).unwrap_or_default();
    let line = |label: &str, words: String| (label.to_owned(), words.clone(), words);
    let mut all = vec![
        line(t.fiscal_year(), lang.fiscal_year(draft.fiscal_year).to_string()),
        line((ledger.title)(&t), draft.title.clone()),
        line((ledger.kind)(&t), ledger.kind_label(&draft.kind, lang).to_owned()),
        line((ledger.state)(&t), ledger.state_label(&draft.state, lang).to_owned()),
        line(t.classification(), lang.label(reference::List::classifications(), &draft.classification).to_owned()),
    ];
    if let Some(counted) = &ledger.counted {
        all.extend([line((counted.n)(&t), number(draft.n)), line((counted.d)(&t), number(draft.d))]);
    }
    for field in ledger.fields {
        let value = draft.value(field.name);
        let words = fields::shown(field, value, lang, false);
        all.push(((field.label)(&t).to_owned(), words, value.to_owned()));
    }
    all
}
