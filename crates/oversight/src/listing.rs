//! What every list of this area shares: filters in the query string, conditions with their parameters, pages.

use db::{Scope, Value};
use jiff::civil::Date;
use serde::Deserialize;
use web::{Lang, components::Pager, form::Choice};

/// Rows on a page.
pub const PAGE: u64 = 50;
/// Rows in a download; more than any nation has organisations.
pub const DOWNLOAD: u64 = 250_000;

/// Filters as they stand in an address; empty means not filtered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Filters {
    /// A part of a name or code.
    pub q: String,
    /// Ministry's register code.
    pub ministry: String,
    /// Province's code.
    pub province: String,
    /// Kind of organisation.
    pub kind: String,
    /// Where a plan stands.
    pub status: String,
    /// Class of risk.
    pub risk: String,
    /// Added, removed; or unchanged renewals.
    pub change: String,
    /// What a table of counts is divided by.
    pub by: String,
    /// Fiscal year.
    pub year: String,
    /// Order.
    pub sort: String,
    /// Number of the page, from 1.
    pub page: String,
    /// `csv` or `xlsx`.
    pub format: String,
    /// Place in a plan.
    pub at: String,
    /// What was just done, for the notice.
    pub done: String,
    /// How many it was done to.
    pub n: String,
    /// How many were left out.
    pub left: String,
}

impl Filters {
    fn pairs(&self) -> [(&'static str, &str); 9] {
        [
            ("q", &self.q),
            ("ministry", &self.ministry),
            ("province", &self.province),
            ("kind", &self.kind),
            ("status", &self.status),
            ("risk", &self.risk),
            ("change", &self.change),
            ("by", &self.by),
            ("sort", &self.sort),
        ]
    }

    /// The query string with these parts changed; the page, the format and the notice are left out unless given.
    pub fn with(&self, changes: &[(&str, &str)]) -> String {
        let mut parts: Vec<(&str, &str)> = self.pairs().to_vec();
        parts.push(("year", &self.year));
        for (name, value) in changes {
            parts.retain(|(known, _)| known != name);
            parts.push((name, value));
        }
        let parts: Vec<String> = parts
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }

    /// Number of the page, from 1.
    pub fn page_number(&self) -> u64 {
        self.page.parse().unwrap_or(1).max(1)
    }

    /// Where the page begins and how many rows it has; all rows of a download.
    pub fn window(&self) -> (u64, u64) {
        if self.is_download() { (0, DOWNLOAD) } else { ((self.page_number() - 1).saturating_mul(PAGE), PAGE) }
    }

    /// True when the list is asked for as a file.
    pub fn is_download(&self) -> bool {
        matches!(self.format.as_str(), "csv" | "xlsx")
    }

    /// The pages of a list at this address.
    pub fn pager(&self, lang: Lang, total: i64, path: &str) -> Pager {
        let total = u64::try_from(total).unwrap_or(0);
        Pager::new(lang, total, PAGE, self.page_number(), |page| {
            format!("{path}{}", self.with(&[("page", &page.to_string())]))
        })
    }

    /// A filter that is set, as a mark that takes it off again.
    pub fn applied(&self, lang: Lang, path: &str, labels: &[(&'static str, &str)]) -> Vec<Applied> {
        let set =
            self.pairs().into_iter().filter(|(name, value)| !value.is_empty() && *name != "sort" && *name != "by");
        set.filter_map(|(name, value)| {
            let label = labels.iter().find(|(known, _)| *known == name)?.1;
            let value = self.value_words(lang, name, value);
            Some(Applied { href: format!("{path}{}", self.with(&[(name, "")])), label: format!("{label}: {value}") })
        })
        .collect()
    }

    fn value_words(&self, lang: Lang, name: &str, value: &str) -> String {
        match name {
            "ministry" => ministry(lang, value),
            "province" => province(lang, value),
            "kind" => lang.label(reference::List::kinds(), value).to_owned(),
            "status" => crate::words::status(lang, value),
            "risk" => crate::words::risk(lang, value).to_owned(),
            "change" => crate::words::change(lang, value).to_owned(),
            _ => value.to_owned(),
        }
    }
}

/// Filters in force as a file says them.
pub(crate) fn words(applied: Vec<Applied>) -> Vec<String> {
    applied.into_iter().map(|filter| filter.label).collect()
}

/// A filter in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The list without it.
    pub href: String,
    /// What it is.
    pub label: String,
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

/// The code of organisations without a ministry in a filter, because an empty one means no filter.
pub const WITHOUT: &str = "-";

/// The name of a ministry; organisations without one have an empty code.
pub fn ministry(lang: Lang, code: &str) -> String {
    if code.is_empty() || code == WITHOUT {
        return crate::text::T(lang).no_ministry().to_owned();
    }
    reference::ministry(code).map_or(code, |m| lang.name(&m.name_th, &m.name_en)).to_owned()
}

/// The name of a province.
pub fn province(lang: Lang, code: &str) -> String {
    if code.is_empty() || code == WITHOUT {
        return crate::text::T(lang).no_province().to_owned();
    }
    reference::province(code).map_or(code, |p| lang.name(&p.name_th, &p.name_en)).to_owned()
}

/// The ministries to filter by.
pub fn ministries(lang: Lang, chosen: &str) -> Vec<Choice> {
    let named = reference::ministries()
        .iter()
        .map(|m| Choice::new(&m.code, lang.name(&m.name_th, &m.name_en), m.code == chosen));
    named.chain([Choice::new(WITHOUT, ministry(lang, ""), chosen == WITHOUT)]).collect()
}

/// The provinces to filter by, in the order of their names.
pub fn provinces(lang: Lang, chosen: &str) -> Vec<Choice> {
    let mut all: Vec<_> = reference::provinces().iter().collect();
    match lang {
        Lang::Th => all.sort_by(|a, b| thai::collate::cmp(&a.name_th, &b.name_th)),
        Lang::En => all.sort_by(|a, b| a.name_en.cmp(&b.name_en)),
    }
    all.into_iter().map(|p| Choice::new(&p.code, lang.name(&p.name_th, &p.name_en), p.code == chosen)).collect()
}

/// Conditions of a statement with their parameters.
#[derive(Clone, Debug, Default)]
pub struct Where {
    conditions: Vec<String>,
    params: Vec<Value>,
}

impl Where {
    /// No condition.
    pub fn new() -> Self {
        Self::default()
    }

    /// No condition, after these parameters that the statement uses elsewhere.
    pub fn with(params: Vec<Value>) -> Self {
        Where { conditions: Vec::new(), params }
    }

    /// A condition without parameters.
    pub fn plain(&mut self, condition: &str) {
        self.conditions.push(condition.to_owned());
    }

    /// The column has this value.
    pub fn is(&mut self, column: &str, value: impl Into<Value>) {
        self.compare(column, "=", value);
    }

    /// The column compared with a value.
    pub fn compare(&mut self, column: &str, operator: &str, value: impl Into<Value>) {
        self.params.push(value.into());
        self.conditions.push(format!("{column} {operator} ${}", self.params.len()));
    }

    /// The column has the chosen value, if one is chosen.
    pub fn chosen(&mut self, column: &str, value: &str) {
        match value {
            "" => {}
            WITHOUT => self.is(column, ""),
            value => self.is(column, value),
        }
    }

    /// The folded column has this part, if one is given.
    pub fn search(&mut self, column: &str, part: &str) {
        let folded = thai::normalise::fold(part);
        if !folded.is_empty() {
            self.params.push(Value::Text(db::dialect::anywhere(&folded)));
            self.conditions.push(format!("{column} LIKE ${} ESCAPE '\\'", self.params.len()));
        }
    }

    /// The path can be reached.
    pub fn reach(&mut self, column: &str, scope: &Scope) {
        let condition = scope.condition(column, &mut self.params);
        self.conditions.push(condition);
    }

    /// The plan is not classified, or its organisation lies where classified plans may be read.
    pub fn cleared(&mut self, classification: &str, path: &str, cleared: Option<&Scope>) {
        if cleared.is_some_and(Scope::is_nation) {
            return;
        }
        let condition = cleared.map_or_else(|| "FALSE".to_owned(), |scope| scope.condition(path, &mut self.params));
        self.conditions.push(format!("({classification} = 'none' OR {condition})"));
    }

    /// The row of the roster holds on this day.
    pub fn on_day(&mut self, alias: &str, day: Date) {
        self.params.push(Value::from(day));
        let n = self.params.len();
        self.conditions.push(format!(
            "({alias}.added_on IS NULL OR {alias}.added_on <= ${n}) AND ({alias}.removed_on IS NULL OR {alias}.removed_on > ${n})"
        ));
    }

    /// The rows after this one in the order of two columns.
    pub fn after(&mut self, first: &str, second: &str, a: &str, b: &str) {
        self.params.extend([Value::from(a), Value::from(b)]);
        let (n, m) = (self.params.len() - 1, self.params.len());
        self.conditions.push(format!("({first} > ${n} OR ({first} = ${n} AND {second} > ${m}))"));
    }

    /// The conditions joined, never empty.
    pub fn sql(&self) -> String {
        if self.conditions.is_empty() { "TRUE".into() } else { self.conditions.join(" AND ") }
    }

    /// The parameters.
    pub fn params(&self) -> &[Value] {
        &self.params
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_the_filters_and_forgets_the_page() {
        let filters = Filters {
            q: "บ้าน ก".into(),
            province: "73".into(),
            page: "4".into(),
            format: "csv".into(),
            ..Filters::default()
        };
        assert_eq!(filters.with(&[]), "?q=%E0%B8%9A%E0%B9%89%E0%B8%B2%E0%B8%99%20%E0%B8%81&province=73");
        assert_eq!(filters.with(&[("q", ""), ("page", "2")]), "?province=73&page=2");
        assert_eq!(Filters::default().with(&[]), "");
        assert_eq!(filters.window(), (0, DOWNLOAD));
    }

    #[test]
    fn parameters_are_numbered_in_their_order() {
        let mut condition = Where::with(vec![Value::from(2563)]);
        condition.chosen("r.kind", "");
        condition.chosen("r.kind", "lao_sao");
        condition.chosen("r.ministry_code", WITHOUT);
        condition.search("o.search_text", "อบต.");
        assert_eq!(condition.sql(), "r.kind = $2 AND r.ministry_code = $3 AND o.search_text LIKE $4 ESCAPE '\\'");
        assert_eq!(condition.params().len(), 4);
    }
}
