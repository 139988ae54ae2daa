//! The fields of a letter: raw text to its words, or all that is wrong with them.

use web::{
    Lang,
    form::{Errors, Fields},
};

use super::store::Written;
use crate::{
    rules::{Form, Secrecy, Urgency},
    text::T,
    words::lines,
};

/// Characters of a letter's body.
const MOST: usize = 200_000;

/// Several lines: each cleaned, blank ones left out.
fn several(fields: &Fields, name: &str) -> String {
    lines(fields.raw(name)).iter().map(|line| thai::normalise::clean(line)).collect::<Vec<_>>().join("\n")
}

/// Reads the words of a letter. What is missing is told by the command; here only what can't be read.
pub(crate) fn written(fields: &Fields, lang: Lang, errors: &mut Errors) -> Written {
    let t = T(lang);
    let form = Form::from_code(fields.raw("form")).unwrap_or(Form::Memo);
    let secrecy = fields.raw("secrecy");
    let secrecy = if secrecy.is_empty() { Some(Secrecy::Open) } else { Secrecy::from_code(secrecy) };
    let urgency = Urgency::from_code(fields.raw("urgency"));
    if secrecy.is_none() {
        errors.add("secrecy", t.choose_again());
    }
    if urgency.is_none() {
        errors.add("urgency", t.choose_again());
    }
    if fields.raw("body").chars().count() > MOST {
        errors.add("body", t.too_long());
    }
    let salutation = fields.text("salutation");
    Written {
        form,
        circular: form == Form::External && fields.has("circular"),
        urgency: urgency.unwrap_or(Urgency::Ordinary),
        secrecy: secrecy.unwrap_or(Secrecy::Open),
        unit_id: fields.optional("unit"),
        salutation: if salutation.is_empty() { Written::default().salutation } else { salutation },
        addressee: fields.text("addressee"),
        subject: fields.text("subject"),
        refs: several(fields, "refs"),
        enclosures: several(fields, "enclosures"),
        body: several(fields, "body"),
        contact: several(fields, "contact"),
    }
}
