//! All statements that read papers and their clauses.

use db::{Result, Row, Tx, Value, dialect::anywhere, params};
use jiff::{Timestamp, civil::Date};

/// A paper.
#[derive(Clone, Debug)]
pub(crate) struct Directive {
    pub id: String,
    pub title: String,
    pub subject: String,
    pub cabinet_date: Option<Date>,
    pub relayed_by: String,
    pub document_number: String,
    pub document_date: Option<Date>,
    pub urgency: String,
    pub filename: String,
    /// Line, kind and words of the reader's warnings.
    pub warnings: Vec<(usize, String, String)>,
    pub imported_at: Timestamp,
    pub imported_by: String,
    pub confirmed_at: Option<Timestamp>,
    pub confirmed_by: Option<String>,
}

const COLUMNS: &str = "d.id, d.title, d.subject, d.cabinet_date, d.relayed_by, d.document_number, d.document_date, \
                       d.urgency, d.filename, d.warnings, d.imported_at, coalesce(a.name, d.imported_by), \
                       d.confirmed_at, coalesce(c.name, d.confirmed_by)";
const FROM: &str =
    "FROM directive d LEFT JOIN account a ON a.id = d.imported_by LEFT JOIN account c ON c.id = d.confirmed_by";

fn read(row: &Row<'_>) -> Result<Directive> {
    Ok(Directive {
        id: row.get(0)?,
        title: row.get(1)?,
        subject: row.get(2)?,
        cabinet_date: day(row, 3)?,
        relayed_by: row.get(4)?,
        document_number: row.get(5)?,
        document_date: day(row, 6)?,
        urgency: row.get(7)?,
        filename: row.get(8)?,
        warnings: serde_json::from_str(&row.get::<String>(9)?).unwrap_or_default(),
        imported_at: db::instant(&row.get::<String>(10)?)?,
        imported_by: row.get(11)?,
        confirmed_at: moment(row, 12)?,
        confirmed_by: row.get(13)?,
    })
}

/// A stored date that may be missing.
pub(crate) fn day(row: &Row<'_>, column: usize) -> Result<Option<Date>> {
    row.get::<Option<String>>(column)?.map(|text| db::date(&text)).transpose()
}

/// A stored instant that may be missing.
pub(crate) fn moment(row: &Row<'_>, column: usize) -> Result<Option<Timestamp>> {
    row.get::<Option<String>>(column)?.map(|text| db::instant(&text)).transpose()
}

/// One paper.
pub(crate) fn one(tx: &mut Tx<'_>, id: &str) -> Result<Option<Directive>> {
    tx.row_opt(&format!("SELECT {COLUMNS} {FROM} WHERE d.id = $1"), params![id], read)
}

/// What a list of papers is of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    pub q: String,
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// Drafts too.
    pub drafts: bool,
    /// Only what was read by then.
    pub until: Option<Timestamp>,
    /// Only what comes after the paper with this key in the list.
    pub after: String,
}

/// What orders the list, the newest meeting first: day and id as one text.
const KEY: &str = "coalesce(d.cabinet_date, '') || '~' || d.id";

/// The key of a paper in the list.
pub(crate) fn key(directive: &Directive) -> String {
    format!("{}~{}", directive.cabinet_date.map(|day| day.to_string()).unwrap_or_default(), directive.id)
}

/// Papers, those of the newest meeting first.
pub(crate) fn list(tx: &mut Tx<'_>, asked: &Asked, most: usize) -> Result<Vec<Directive>> {
    let mut values: Vec<Value> = Vec::new();
    let mut conditions = vec!["TRUE".to_owned()];
    let mut with = |sql: &str, value: Value, values: &mut Vec<Value>| {
        values.push(value);
        conditions.push(sql.replace("$$", &format!("${}", values.len())));
    };
    for word in thai::normalise::fold(&asked.q).split_whitespace() {
        with("d.search_text LIKE $$ ESCAPE '\\'", anywhere(word).into(), &mut values);
    }
    if let Some(day) = asked.from {
        with("d.cabinet_date >= $$", day.into(), &mut values);
    }
    if let Some(day) = asked.to {
        with("d.cabinet_date <= $$", day.into(), &mut values);
    }
    if let Some(until) = asked.until {
        with("d.imported_at <= $$", until.into(), &mut values);
    }
    if !asked.after.is_empty() {
        with(&format!("{KEY} < $$"), asked.after.as_str().into(), &mut values);
    }
    if !asked.drafts {
        conditions.push("d.confirmed_at IS NOT NULL".to_owned());
    }
    values.push(most.into());
    let sql = format!(
        "SELECT {COLUMNS} {FROM} WHERE {} ORDER BY {KEY} DESC LIMIT ${}",
        conditions.join(" AND "),
        values.len()
    );
    tx.rows(&sql, &values, read)
}

/// The text that was read, and the file as it came.
pub(crate) fn text(tx: &mut Tx<'_>, id: &str) -> Result<Option<String>> {
    tx.row_opt("SELECT text FROM directive WHERE id = $1", params![id], |row| row.get(0))
}

/// The file as it came, with its name.
pub(crate) fn original(tx: &mut Tx<'_>, id: &str) -> Result<Option<(String, Vec<u8>)>> {
    let sql = "SELECT filename, original FROM directive WHERE id = $1";
    tx.row_opt(sql, params![id], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// A clause.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    pub number: String,
    pub text: String,
}

/// The clauses of a paper in their order.
pub(crate) fn clauses(tx: &mut Tx<'_>, id: &str) -> Result<Vec<Clause>> {
    let sql = "SELECT number, text FROM directive_clause WHERE directive_id = $1 ORDER BY position";
    tx.rows(sql, params![id], |row| Ok(Clause { number: row.get(0)?, text: row.get(1)? }))
}

/// A line number.
pub(crate) fn line(row: &Row<'_>, column: usize) -> Result<usize> {
    Ok(usize::try_from(row.get::<i64>(column)?).unwrap_or_default())
}
