//! The fields of an entry in words: as the page of one entry shows them, and as its form asks for them. Personal values
//! are masked unless they were revealed.

use web::{Lang, components::Choice, form::Errors};

use super::{Draft, Entry};
use crate::{
    dated,
    ledger::{Field, Ledger, Shape},
    text::T,
};

/// A value on the page of an entry.
pub(crate) struct Fact {
    pub label: &'static str,
    pub value: String,
    /// The value is an address that can be followed.
    pub link: bool,
}

/// The value of an own field in words; empty when it has none.
pub(crate) fn shown(field: &Field, value: &str, lang: Lang, revealed: bool) -> String {
    match field.shape {
        _ if field.personal && !revealed => continuity::plan::personal::mask(value),
        Shape::Day => dated::in_words(value, lang),
        _ => value.to_owned(),
    }
}

/// What an entry says, blank fields left out. `bodies` gives the name of a code.
pub(crate) fn facts(
    ledger: &Ledger,
    draft: &Draft,
    lang: Lang,
    revealed: bool,
    bodies: &dyn Fn(&str) -> String,
) -> Vec<Fact> {
    let t = T(lang);
    let mut all = Vec::new();
    if let Some(counted) = &ledger.counted {
        let number = |count: Option<u64>| count.map(|count| lang.number(count)).unwrap_or_default();
        all.push(Fact { label: (counted.n)(&t), value: number(draft.n), link: false });
        all.push(Fact { label: (counted.d)(&t), value: number(draft.d), link: false });
    }
    for field in ledger.fields {
        let value = match field.shape {
            Shape::Body => bodies(draft.value(field.name)),
            _ => shown(field, draft.value(field.name), lang, revealed),
        };
        all.push(Fact { label: (field.label)(&t), value, link: field.shape == Shape::Link });
    }
    all.retain(|fact| !fact.value.is_empty());
    all
}

/// A field of the form.
pub(crate) struct Asked {
    pub name: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    /// `line`, `text`, `day`, `link`, `body`, `email`.
    pub look: &'static str,
    pub value: String,
    /// A day as it was understood; the name of an organisation.
    pub understood: String,
    pub error: String,
    pub needed: bool,
    /// Results of a search that works without scripts.
    pub found: Vec<Choice>,
    pub query: String,
}

/// The own fields of a form. `value` gives what stands in each.
pub(crate) fn asked(
    ledger: &Ledger,
    lang: Lang,
    errors: &Errors,
    value: &dyn Fn(&str) -> String,
    bodies: &dyn Fn(&str) -> String,
) -> Vec<Asked> {
    let t = T(lang);
    let one = |field: &Field| {
        let value = value(field.name);
        Asked {
            name: field.name,
            label: (field.label)(&t),
            hint: field.hint.map(|hint| hint(&t)).unwrap_or_default(),
            look: match field.shape {
                Shape::Line => "line",
                Shape::Text => "text",
                Shape::Day => "day",
                Shape::Link => "link",
                Shape::Body => "body",
                Shape::Email => "email",
            },
            understood: match field.shape {
                Shape::Day => dated::Typed::read(&value, lang).understood,
                Shape::Body => bodies(&value),
                _ => String::new(),
            },
            error: errors.of(field.name).to_owned(),
            needed: field.needed,
            value,
            found: Vec::new(),
            query: String::new(),
        }
    };
    ledger.fields.iter().map(one).collect()
}

/// The value of a field as a form begins with it: days as people write them.
pub(crate) fn begun(ledger: &Ledger, draft: &Draft, name: &str, lang: Lang) -> String {
    let value = draft.value(name);
    match ledger.field(name).map(|field| field.shape) {
        Some(Shape::Day) => dated::in_words(value, lang),
        _ => value.to_owned(),
    }
}

/// Every value of a draft by name, as files and the programming interface have it; nothing personal.
pub(crate) fn plain(ledger: &Ledger, draft: &Draft) -> Vec<(&'static str, String)> {
    let own = ledger.fields.iter().filter(|field| !field.personal);
    own.map(|field| (field.name, draft.value(field.name).to_owned())).collect()
}

/// `12 จาก 30 (40.00%)`, or nothing without a whole.
pub(crate) fn share_words(lang: Lang, n: u64, d: u64) -> Option<String> {
    let percent = continuity::Share::new(n, d).percent()?;
    Some(T(lang).n_of_d(lang.number(n), lang.number(d), percent))
}

/// What an entry itself counts, in words.
pub(crate) fn counted(ledger: &Ledger, entry: &Entry, lang: Lang) -> String {
    let counts = ledger.counted.as_ref().and(entry.draft.n.zip(entry.draft.d));
    counts.and_then(|(n, d)| share_words(lang, n, d)).unwrap_or_default()
}

/// Codes of organisations that own fields of a draft name.
pub(crate) fn named(ledger: &Ledger, draft: &Draft) -> Vec<String> {
    let bodies = ledger.fields.iter().filter(|field| field.shape == Shape::Body);
    bodies.map(|field| draft.value(field.name).to_owned()).filter(|code| !code.is_empty()).collect()
}
