//! Days of addresses and forms: as people write them, with what is wrong in the user's words.

use jiff::civil::Date;
use web::Lang;

/// A day as typed, kept for the page, and as understood.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed {
    pub text: String,
    pub understood: String,
    pub date: Option<Date>,
    pub error: String,
}

impl Typed {
    /// Reads what was typed; nothing typed is no day and no error.
    pub(crate) fn read(text: &str, lang: Lang) -> Self {
        let text = text.trim().to_owned();
        if text.is_empty() {
            return Typed::default();
        }
        match thai::date::parse_date(&text) {
            Ok(read) => Typed { understood: lang.date(read.date), date: Some(read.date), text, error: String::new() },
            Err(problem) => Typed { error: web::day::unread(lang, &text, &problem), text, ..Typed::default() },
        }
    }
}

/// A kept ISO day in words; whatever else is there as it stands.
pub(crate) fn in_words(iso: &str, lang: Lang) -> String {
    db::date(iso).map_or_else(|_| iso.to_owned(), |day| lang.date(day))
}

/// A value as it stands in an address.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
