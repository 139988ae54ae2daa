//! What several pages of this area say in the same way: stored dates and instants, roles, states of an account, and the
//! parts of an address.

use web::Lang;

/// A stored instant in words; empty when there is none or it can't be read.
pub fn moment(lang: Lang, stored: Option<&str>) -> String {
    stored.and_then(|stored| db::instant(stored).ok()).map(|at| lang.moment(at)).unwrap_or_default()
}

/// The name of a role.
pub fn role(lang: Lang, code: &str) -> String {
    lang.label(reference::List::roles(), code).to_owned()
}

/// Percent-encodes a value of a query string.
pub fn encoded(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

/// An address with those parts of a query that are not empty.
pub fn address(path: &str, parts: &[(&str, &str)]) -> String {
    let parts: Vec<String> = parts
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leaves_out_what_is_empty_and_encodes_the_rest() {
        assert_eq!(address("/a", &[("q", ""), ("page", "")]), "/a");
        assert_eq!(address("/a", &[("q", "ก&b"), ("page", "2")]), "/a?q=%E0%B8%81%26b&page=2");
    }

    #[test]
    fn what_is_not_an_instant_is_not_shown() {
        assert_eq!(moment(Lang::Th, Some("yesterday")), "");
        assert_eq!(moment(Lang::Th, Some("2020-08-18T03:05:00.000Z")), "18 ส.ค. 2563 10:05 น.");
    }
}
