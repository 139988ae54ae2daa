//! What the address of the list asks for, and the addresses of its neighbours: everything that is shown can be
//! bookmarked and sent on.

use serde::Deserialize;

use super::store::{Filter, Order, Place};
use crate::{organisation::Labels, text::T};

/// The query of the list's address.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct Asked {
    /// Words.
    pub q: String,
    /// Kind.
    pub kind: String,
    /// Ministry.
    pub ministry: String,
    /// Province.
    pub province: String,
    /// `1` or `0`.
    pub obliged: String,
    /// `1` for the closed ones.
    pub closed: String,
    /// Code of an organisation below which to look.
    pub under: String,
    /// `1` to look through the whole nation, beyond what the person is responsible for.
    pub all: String,
    /// `name`, `-name`, `code`, `-code`.
    pub sort: String,
    /// Code after which the page begins.
    pub after: String,
    /// Code before which the page ends.
    pub before: String,
    /// Number of the page's first row; only shown.
    #[serde(deserialize_with = "number")]
    pub at: i64,
    /// `csv` or `xlsx`.
    pub format: String,
}

/// A number, or 1 for whatever is none: a broken address is no reason to show nothing.
fn number<'de, D: serde::Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    Ok(String::deserialize(from)?.parse().unwrap_or(1))
}

impl Asked {
    /// What is looked for.
    pub fn filter(&self, under: Option<&str>) -> Filter {
        Filter {
            query: self.q.clone(),
            kind: self.kind.clone(),
            ministry: self.ministry.clone(),
            province: self.province.clone(),
            obliged: match self.obliged.as_str() {
                "1" => Some(true),
                "0" => Some(false),
                _ => None,
            },
            closed: self.closed == "1",
            // An organisation that is out of reach has nothing below it that could be seen.
            under: under.map(str::to_owned).or_else(|| (!self.under.is_empty()).then(|| "-/".to_owned())),
        }
    }

    /// By what it is sorted.
    pub fn order(&self) -> Order {
        match self.sort.as_str() {
            "name" => Order::Name,
            "-name" => Order::NameDown,
            "code" => Order::Code,
            "-code" => Order::CodeDown,
            _ => Order::Best,
        }
    }

    /// Where the page begins.
    pub fn place(&self) -> Place {
        if !self.after.is_empty() {
            Place::After(self.after.clone())
        } else if !self.before.is_empty() {
            Place::Before(self.before.clone())
        } else {
            Place::First
        }
    }

    /// The same list as a file.
    pub fn as_file(&self, format: &str) -> String {
        Asked { format: format.to_owned(), ..self.beginning() }.address()
    }

    /// The same list, sorted by this column, or turned round when it is already.
    pub fn sorted(&self, column: &str) -> String {
        let turned = self.sort == column || (column == "name" && self.sort.is_empty() && self.q.is_empty());
        let sort = if turned { format!("-{column}") } else { column.to_owned() };
        Asked { sort, ..self.beginning() }.address()
    }

    /// How a column is sorted, as a table says it.
    pub fn direction(&self, column: &str) -> &'static str {
        match self.sort.strip_prefix('-') {
            Some(down) if down == column => "descending",
            None if self.sort == column => "ascending",
            None if column == "name" && self.sort.is_empty() && self.q.is_empty() => "ascending",
            _ => "",
        }
    }

    /// The same search through the whole nation; what is owed is no filter there.
    pub fn everywhere(&self) -> String {
        let all = Asked { all: "1".into(), obliged: String::new(), ..self.beginning() };
        all.address()
    }

    /// The page at another place.
    pub fn with_place(&self, place: &Place, at: i64) -> String {
        let mut asked = Asked { at, ..self.beginning() };
        match place {
            Place::First => {}
            Place::After(code) => asked.after = code.clone(),
            Place::Before(code) => asked.before = code.clone(),
        }
        asked.address()
    }

    fn beginning(&self) -> Self {
        Asked { after: String::new(), before: String::new(), at: 0, format: String::new(), ..self.clone() }
    }

    /// The filters in force in words, each with the address without it.
    pub fn applied(&self, t: T, labels: Labels, under: Option<&str>) -> Vec<(String, String)> {
        let mut applied = Vec::new();
        let mut add = |value: &str, label: String, without: Asked| {
            if !value.is_empty() {
                applied.push((label, without.address()));
            }
        };
        let all = self.beginning();
        let none = String::new;
        add(&self.q, t.filter_words(&self.q), Asked { q: none(), ..all.clone() });
        add(&self.kind, labels.kind(&self.kind), Asked { kind: none(), ..all.clone() });
        add(&self.ministry, labels.ministry(&self.ministry), Asked { ministry: none(), ..all.clone() });
        add(&self.province, labels.province(&self.province), Asked { province: none(), ..all.clone() });
        let obliged = if self.obliged == "1" { t.obliged_yes() } else { t.obliged_no() };
        add(&self.obliged, obliged.to_owned(), Asked { obliged: none(), ..all.clone() });
        add(&self.closed, t.closed().to_owned(), Asked { closed: none(), ..all.clone() });
        add(&self.all, t.filter_all().to_owned(), Asked { all: none(), ..all.clone() });
        add(&self.under, t.filter_under(under.unwrap_or(&self.under)), Asked { under: none(), ..all.clone() });
        applied
    }

    /// The address of this list.
    pub fn address(&self) -> String {
        let at = if self.at > 1 { self.at.to_string() } else { String::new() };
        let pairs = [
            ("q", &self.q),
            ("kind", &self.kind),
            ("ministry", &self.ministry),
            ("province", &self.province),
            ("obliged", &self.obliged),
            ("closed", &self.closed),
            ("under", &self.under),
            ("all", &self.all),
            ("sort", &self.sort),
            ("after", &self.after),
            ("before", &self.before),
            ("at", &at),
            ("format", &self.format),
        ];
        let given = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        let given: Vec<String> = given.map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        if given.is_empty() { "/organisations".into() } else { format!("/organisations?{}", given.join("&")) }
    }
}

/// A text as it may stand in an address.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_all_that_is_asked_and_begins_anew_when_the_order_changes() {
        let asked =
            Asked { q: "บาง ก".into(), obliged: "1".into(), after: "P11".into(), at: 51, ..Asked::default() };
        assert_eq!(
            asked.address(),
            "/organisations?q=%E0%B8%9A%E0%B8%B2%E0%B8%87%20%E0%B8%81&obliged=1&after=P11&at=51"
        );
        let by_code = Asked { q: String::new(), ..asked }.sorted("code");
        assert_eq!(by_code, "/organisations?obliged=1&sort=code");
    }

    #[test]
    fn the_list_is_in_thai_order_unless_another_order_is_asked() {
        let plain = Asked::default();
        assert_eq!((plain.direction("name"), plain.direction("code")), ("ascending", ""));
        assert_eq!(plain.sorted("name"), "/organisations?sort=-name");
        let down = Asked { sort: "-code".into(), ..Asked::default() };
        assert_eq!((down.order(), down.direction("code")), (Order::CodeDown, "descending"));
    }
}
