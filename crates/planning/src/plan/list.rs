//! The list of plans: filters, order, pages by cursor, and the same rows for a file.

use continuity::plan::{Classification, PlanKind};
use db::{Result, Row, Tx, Value, params};

use super::{
    PlanReach,
    store::{classification_of, kind_of},
};

/// Rows of a page.
pub const PAGE: usize = 50;
/// Rows of a file.
pub const MOST: usize = 200_000;

/// Which plans, as an address asks for them.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Part of an organisation's name or code.
    pub q: String,
    /// Buddhist fiscal year.
    pub year: String,
    /// Kind of plan.
    pub kind: String,
    /// Kind of organisation.
    pub of: String,
    /// `drafting`, `submitted`, `returned` or `approved`.
    pub state: String,
    /// Id of one organisation.
    pub organisation: String,
    /// `name` or `saved`.
    pub sort: String,
    /// Where the page begins: the cursor of the page before.
    pub after: String,
    /// `csv` or `xlsx`.
    pub format: String,
}

/// States that a plan in the list may have, as the filter names them.
pub const STATES: [&str; 4] = ["drafting", "submitted", "returned", "approved"];

impl Filter {
    /// The year, when it is one.
    pub fn fiscal_year(&self) -> Option<i32> {
        thai::date::parse_fiscal_year(&self.year)
    }

    /// The address of the same list with some parameters changed; the page begins anew.
    pub fn href(&self, changes: &[(&str, &str)]) -> String {
        let own = [
            ("q", &self.q),
            ("year", &self.year),
            ("kind", &self.kind),
            ("of", &self.of),
            ("state", &self.state),
            ("organisation", &self.organisation),
            ("sort", &self.sort),
        ];
        let mut pairs: Vec<(&str, &str)> = own.iter().map(|(name, value)| (*name, value.as_str())).collect();
        for (name, value) in changes {
            pairs.retain(|(known, _)| known != name);
            pairs.push((name, value));
        }
        let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        let query: Vec<String> =
            pairs.map(|(name, value)| format!("{name}={}", crate::section::encoded(value))).collect();
        if query.is_empty() { "/plans".into() } else { format!("/plans?{}", query.join("&")) }
    }

    fn by_saved(&self) -> bool {
        self.sort == "saved"
    }
}

/// One plan in the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// Id.
    pub id: String,
    /// Buddhist fiscal year.
    pub fiscal_year: i32,
    /// What it covers.
    pub kind: PlanKind,
    /// Title.
    pub title: String,
    /// Secrecy.
    pub classification: Classification,
    /// When it was last saved, as stored.
    pub saved_at: String,
    /// Register code of the organisation.
    pub code: String,
    /// Its Thai name.
    pub name_th: String,
    /// Its English name.
    pub name_en: String,
    /// Code of its kind.
    pub organisation_kind: String,
    /// One of [`STATES`].
    pub state: String,
    /// Number of the latest version.
    pub version: Option<i64>,
    /// What that version is cited by.
    pub reference: Option<String>,
    /// When it was handed in, as stored.
    pub submitted_at: Option<String>,
    /// Cursor of the page that follows this line.
    pub cursor: String,
}

const JOINED: &str = "JOIN plan p ON p.id = s.plan_id LEFT JOIN plan_version v ON v.id = s.version_id";

/// Lists of at most so many plans are found first and sorted then; longer ones are walked in their order until the page
/// is full. The cost of both grows with the square root of the nation at most.
const FEW: i64 = 2_000;

/// The conditions of a filter, with their parameters appended.
fn conditions(filter: &Filter, reach: &PlanReach, params: &mut Vec<Value>) -> String {
    let mut all = vec![reach.condition("o.path", "s.classification", params)];
    let mut equal = |column: &str, value: Value| {
        params.push(value);
        all.push(format!("{column} = ${}", params.len()));
    };
    if let Some(year) = filter.fiscal_year() {
        equal("s.fiscal_year", year.into());
    }
    for (column, value) in
        [("s.kind", &filter.kind), ("o.kind", &filter.of), ("s.organisation_id", &filter.organisation)]
    {
        if !value.is_empty() {
            equal(column, value.into());
        }
    }
    if STATES.contains(&filter.state.as_str()) {
        equal("s.state", (&filter.state).into());
    }
    if !filter.q.trim().is_empty() {
        params.push(db::dialect::anywhere(&thai::normalise::fold(&filter.q)).into());
        all.push(format!("o.search_text LIKE ${} ESCAPE '\\'", params.len()));
    }
    all.join(" AND ")
}

/// How many plans there are.
fn count(tx: &mut Tx<'_>, filter: &Filter, reach: &PlanReach) -> Result<i64> {
    let mut params = Vec::new();
    let conditions = conditions(filter, reach, &mut params);
    // A cross join keeps the order of the tables on SQLite, so that names are read once through; PostgreSQL finds its
    // own way.
    let from = if conditions.contains("o.") {
        "organisation o CROSS JOIN plan_state s WHERE s.organisation_id = o.id AND"
    } else {
        "plan_state s WHERE"
    };
    tx.count(&format!("SELECT count(*) FROM {from} {conditions}"), &params)
}

/// The plans after the cursor, at most so many.
pub fn rows(tx: &mut Tx<'_>, filter: &Filter, reach: &PlanReach, most: usize) -> Result<Vec<Line>> {
    counted_rows(tx, filter, reach, most).map(|(_, rows)| rows)
}

/// How many plans there are, and those after the cursor, at most so many.
pub fn counted_rows(tx: &mut Tx<'_>, filter: &Filter, reach: &PlanReach, most: usize) -> Result<(i64, Vec<Line>)> {
    let count = count(tx, filter, reach)?;
    let mut params = Vec::new();
    let mut conditions = conditions(filter, reach, &mut params);
    // What is joined to an empty text has no index, so the rows are found by what filters them.
    let order = match (filter.by_saved(), count <= FEW) {
        (true, false) => "s.saved_at DESC, s.plan_id DESC",
        (true, true) => "s.saved_at || '' DESC, s.plan_id DESC",
        (false, _) => "o.sort_key, s.plan_id",
    };
    let by_organisation = conditions.contains("o.") || count > FEW;
    let from = match (filter.by_saved() && count > FEW, by_organisation) {
        (true, _) => "FROM plan_state s CROSS JOIN organisation o",
        (false, true) => "FROM organisation o CROSS JOIN plan_state s",
        (false, false) => "FROM plan_state s JOIN organisation o ON o.id = s.organisation_id",
    };
    conditions.push_str(" AND s.organisation_id = o.id");
    if let Some((key, id)) = filter.after.split_once('.') {
        let (column, sign, key) = if filter.by_saved() {
            ("s.saved_at", "<", Value::from(key.replace('_', ":").replace('~', ".")))
        } else {
            ("o.sort_key", ">", Value::Bytes(hex::decode(key).unwrap_or_default()))
        };
        params.push(key);
        params.push(id.into());
        let (key, id) = (params.len() - 1, params.len());
        // The first comparison alone finds its place in an index.
        conditions
            .push_str(&format!(" AND {column} {sign}= ${key} AND ({column} {sign} ${key} OR s.plan_id {sign} ${id})"));
    }
    params.push(most.into());
    let sql = format!(
        "SELECT s.plan_id, s.fiscal_year, s.kind, p.title, s.classification, s.saved_at, o.code, o.name_th, o.name_en, \
         o.kind, s.state, v.number, v.reference, v.submitted_at, o.sort_key {from} {JOINED} WHERE {conditions} \
         ORDER BY {order} LIMIT ${}",
        params.len()
    );
    Ok((count, tx.rows(&sql, &params, |row| line(row, filter.by_saved()))?))
}

fn line(row: &Row<'_>, by_saved: bool) -> Result<Line> {
    let (id, saved_at): (String, String) = (row.get(0)?, row.get(5)?);
    let key =
        if by_saved { saved_at.replace(':', "_").replace('.', "~") } else { hex::encode(row.get::<Vec<u8>>(14)?) };
    Ok(Line {
        cursor: format!("{key}.{id}"),
        id,
        fiscal_year: row.get(1)?,
        kind: kind_of(2, &row.get::<String>(2)?)?,
        title: row.get(3)?,
        classification: classification_of(4, &row.get::<String>(4)?)?,
        saved_at,
        code: row.get(6)?,
        name_th: row.get(7)?,
        name_en: row.get(8)?,
        organisation_kind: row.get(9)?,
        state: row.get(10)?,
        version: row.get(11)?,
        reference: row.get(12)?,
        submitted_at: row.get(13)?,
    })
}

/// Years in which there are plans, the newest first. One step in the index for each, however many plans there are.
pub fn years(tx: &mut Tx<'_>) -> Result<Vec<i32>> {
    let sql = "SELECT max(fiscal_year) FROM plan_state WHERE fiscal_year < $1";
    let (mut years, mut before) = (Vec::new(), i32::MAX);
    while let Some(year) = tx.row(sql, params![before], |row| row.get::<Option<i32>>(0))? {
        years.push(year);
        before = year;
    }
    Ok(years)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_the_filters_and_begins_the_page_anew() {
        let filter = Filter { q: "นคร".into(), year: "2563".into(), after: "x".into(), ..Filter::default() };
        assert_eq!(
            filter.href(&[("state", "returned")]),
            "/plans?q=%E0%B8%99%E0%B8%84%E0%B8%A3&year=2563&state=returned"
        );
        assert_eq!(Filter::default().href(&[]), "/plans");
    }

    #[test]
    fn a_year_is_read_in_thai_digits_and_in_either_calendar() {
        let year = |text: &str| Filter { year: text.into(), ..Filter::default() }.fiscal_year();
        assert_eq!([year("๒๕๖๓"), year("2020"), year("")], [Some(2563), Some(2563), None]);
    }
}
