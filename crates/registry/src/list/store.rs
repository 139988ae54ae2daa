//! All SQL of the list and of the picker. The order is Thai dictionary order by the stored key; a search puts names
//! that begin with the words first, then whole codes and other beginnings, then the rest.

use db::{Result, Row, Scope, Tx, Value, dialect::anywhere};

use crate::organisation::{
    Organisation, query_words,
    store::{COLUMNS, WIDTH, read},
};

/// What is looked for; empty texts do not filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words, each of which must be found in a name or code.
    pub query: String,
    /// Kind.
    pub kind: String,
    /// Ministry.
    pub ministry: String,
    /// Province.
    pub province: String,
    /// Only those that owe a plan, or only those that don't.
    pub obliged: Option<bool>,
    /// Closed ones instead of open ones.
    pub closed: bool,
    /// Only those below the organisation with this materialised path, without itself.
    pub under: Option<String>,
}

impl Filter {
    /// Every organisation that is open; what an export of the register holds.
    pub fn everything() -> Self {
        Filter::default()
    }
}

/// By what the list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Best match first when words are searched, then Thai order.
    #[default]
    Best,
    /// Thai order.
    Name,
    /// Thai order, backwards.
    NameDown,
    /// By code.
    Code,
    /// By code, backwards.
    CodeDown,
}

impl Order {
    const fn down(self) -> bool {
        matches!(self, Order::NameDown | Order::CodeDown)
    }

    const fn by_code(self) -> bool {
        matches!(self, Order::Code | Order::CodeDown)
    }
}

/// Where a page begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// At the beginning.
    #[default]
    First,
    /// After the organisation with this code.
    After(String),
    /// The last ones before the organisation with this code.
    Before(String),
}

/// One row of the list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The organisation.
    pub organisation: Organisation,
    /// Code of the parent; empty at the top.
    pub parent_code: String,
    /// Thai name of the parent; empty at the top.
    pub parent_th: String,
    /// English name of the parent; may be empty.
    pub parent_en: String,
}

fn listed(row: &Row<'_>) -> Result<Listed> {
    Ok(Listed {
        organisation: read(row)?,
        parent_code: row.get(WIDTH)?,
        parent_th: row.get(WIDTH + 1)?,
        parent_en: row.get(WIDTH + 2)?,
    })
}

const FROM: &str = "FROM organisation o LEFT JOIN organisation p ON p.id = o.parent_id";
const PARENT: &str = "coalesce(p.code, ''), coalesce(p.name_th, ''), coalesce(p.name_en, '')";

/// Conditions and their parameters.
struct Where {
    condition: String,
    params: Vec<Value>,
}

impl Where {
    fn of(scope: &Scope, filter: &Filter) -> Self {
        let mut params: Vec<Value> = Vec::new();
        let mut parts = vec![scope.condition("o.path", &mut params)];
        let mut with = |sql: &str, value: Value| {
            params.push(value);
            parts.push(sql.replace('?', &format!("${}", params.len())));
        };
        for word in query_words(&filter.query) {
            with("o.search_text LIKE ? ESCAPE '\\'", anywhere(&word).into());
        }
        for (column, value) in
            [("o.kind", &filter.kind), ("o.ministry_code", &filter.ministry), ("o.province_code", &filter.province)]
        {
            if !value.is_empty() {
                with(&format!("{column} = ?"), value.into());
            }
        }
        if let Some(under) = &filter.under {
            let (from, to) = db::range(under);
            with("o.path > ?", from.into());
            with("o.path < ?", to.into());
        }
        parts.extend(filter.obliged.map(|obliged| if obliged { "o.obliged" } else { "NOT o.obliged" }.to_owned()));
        parts.push(if filter.closed { "o.closed_on IS NOT NULL" } else { "o.closed_on IS NULL" }.to_owned());
        Where { condition: parts.join(" AND "), params }
    }

    fn with(&mut self, value: impl Into<Value>) -> String {
        self.params.push(value.into());
        format!("${}", self.params.len())
    }
}

/// How well a row fits, 0 best; the whole query counts, blanks included.
fn rank(clause: &mut Where, query: &str) -> String {
    let whole = thai::normalise::fold(query);
    if whole.is_empty() {
        return "0".into();
    }
    let middle = anywhere(&whole);
    let bare = middle.trim_start_matches('%');
    let starts = clause.with(format!("\n{bare}"));
    let line = clause.with(format!("%\n{}\n%", bare.strip_suffix('%').unwrap_or(bare)));
    let begins = clause.with(format!("%\n{bare}"));
    format!(
        "CASE WHEN o.search_text LIKE {starts} ESCAPE '\\' OR o.search_text LIKE {line} ESCAPE '\\' THEN 0 \
         WHEN o.search_text LIKE {begins} ESCAPE '\\' THEN 1 ELSE 2 END"
    )
}

/// How many there are.
pub fn count(tx: &mut Tx<'_>, scope: &Scope, filter: &Filter) -> Result<i64> {
    let clause = Where::of(scope, filter);
    tx.count(&format!("SELECT count(*) FROM organisation o WHERE {}", clause.condition), &clause.params)
}

/// A page of at most `size` rows, in order.
pub fn page(
    tx: &mut Tx<'_>,
    scope: &Scope,
    filter: &Filter,
    order: Order,
    place: &Place,
    size: u32,
) -> Result<Vec<Listed>> {
    let mut clause = Where::of(scope, filter);
    let backwards = matches!(place, Place::Before(_));
    let down = order.down() != backwards;
    let (direction, sign) = if down { ("DESC", "<") } else { ("ASC", ">") };
    let rank = match order {
        Order::Best => rank(&mut clause, &filter.query),
        _ => "0".into(),
    };
    let sorted = if order.by_code() {
        format!("o.code {direction}")
    } else if rank == "0" {
        format!("o.sort_key {direction}, o.id {direction}")
    } else {
        format!("{rank} {direction}, o.sort_key {direction}, o.id {direction}")
    };
    let anchor = match place {
        Place::First => None,
        Place::After(code) | Place::Before(code) => anchor(tx, &mut clause, &rank, code)?,
    };
    if let Some((at, key, id, code)) = anchor {
        let beyond = if order.by_code() {
            format!("o.code {sign} {}", clause.with(code))
        } else if rank == "0" {
            format!("(o.sort_key, o.id) {sign} ({}, {})", clause.with(key), clause.with(id))
        } else {
            let (at, key, id) = (clause.with(at), clause.with(key), clause.with(id));
            format!("({rank} {sign} {at} OR ({rank} = {at} AND (o.sort_key, o.id) {sign} ({key}, {id})))")
        };
        clause.condition = format!("{} AND {beyond}", clause.condition);
    }
    let limit = clause.with(size);
    let sql = format!("SELECT {COLUMNS}, {PARENT} {FROM} WHERE {} ORDER BY {sorted} LIMIT {limit}", clause.condition);
    let mut rows = tx.rows(&sql, &clause.params, listed)?;
    if backwards {
        rows.reverse();
    }
    Ok(rows)
}

/// Rank, key, id and code of a row at which a page is cut.
type Anchor = (i64, Vec<u8>, String, String);

/// The row at which a page is cut; `None` when it is gone, and the list begins anew.
fn anchor(tx: &mut Tx<'_>, clause: &mut Where, rank: &str, code: &str) -> Result<Option<Anchor>> {
    let mut asked = Where { condition: clause.condition.clone(), params: clause.params.clone() };
    let at = asked.with(code);
    // The conditions stand in the statement because every parameter must be used; the row may have left the filter.
    let sql = format!(
        "SELECT CAST({rank} AS BIGINT), o.sort_key, o.id, o.code FROM organisation o \
         WHERE o.code = {at} AND (({}) OR TRUE)",
        clause.condition
    );
    tx.row_opt(&sql, &asked.params, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
}

/// Calls `each` with every row in Thai order; for downloads.
pub fn each(
    tx: &mut Tx<'_>,
    scope: &Scope,
    filter: &Filter,
    order: Order,
    mut take: impl FnMut(Listed) -> Result<()>,
) -> Result<()> {
    let mut clause = Where::of(scope, filter);
    let sorted = match order {
        Order::Best if !query_words(&filter.query).is_empty() => {
            format!("{}, o.sort_key, o.id", rank(&mut clause, &filter.query))
        }
        Order::Best | Order::Name => "o.sort_key, o.id".to_owned(),
        Order::NameDown => "o.sort_key DESC, o.id DESC".to_owned(),
        Order::Code => "o.code".to_owned(),
        Order::CodeDown => "o.code DESC".to_owned(),
    };
    let sql = format!("SELECT {COLUMNS}, {PARENT} {FROM} WHERE {} ORDER BY {sorted}", clause.condition);
    tx.each(&sql, &clause.params, |row| take(listed(row)?))
}
