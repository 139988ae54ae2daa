//! All statements that read entries.

use std::collections::BTreeMap;

use db::{Result, Row, Tx, Value, dialect::anywhere, params};
use jiff::Timestamp;

use super::{Draft, Entry, Owner, Withdrawn, reach::Reach};
use crate::ledger::Ledger;

const COLUMNS: &str = "e.id, e.organisation_id, o.code, o.name_th, o.name_en, o.path, e.fiscal_year, e.title, e.kind, e.state, \
     e.classification, e.n, e.d, e.document, e.revision, e.saved_at, coalesce(a.name, e.saved_by), w.made_at, \
     coalesce(b.name, w.made_by), w.reason, (SELECT count(DISTINCT c.organisation_id) FROM measure_copy c \
     WHERE c.entry_id = e.id)";
const FROM: &str = "FROM measure_entry e JOIN organisation o ON o.id = e.organisation_id \
     LEFT JOIN account a ON a.id = e.saved_by LEFT JOIN measure_withdrawal w ON w.entry_id = e.id \
     LEFT JOIN account b ON b.id = w.made_by";

fn entry(row: &Row<'_>) -> Result<Entry> {
    let code: String = row.get(2)?;
    let made_at: Option<String> = row.get(17)?;
    let withdrawn = match made_at {
        Some(at) => Some(Withdrawn { at: db::instant(&at)?, by: row.get(18)?, reason: row.get(19)? }),
        None => None,
    };
    Ok(Entry {
        id: row.get(0)?,
        draft: draft(row, 6, &code)?,
        owner: Owner { id: row.get(1)?, code, name_th: row.get(3)?, name_en: row.get(4)?, path: row.get(5)? },
        revision: row.get(14)?,
        saved_at: db::instant(&row.get::<String>(15)?)?,
        saved_by: row.get(16)?,
        withdrawn,
        copies: row.get(20)?,
    })
}

/// Reads the eight columns from `fiscal_year` to `document`.
fn draft(row: &Row<'_>, from: usize, organisation: &str) -> Result<Draft> {
    let document: String = row.get(from + 7)?;
    Ok(Draft {
        organisation: organisation.to_owned(),
        fiscal_year: row.get(from)?,
        title: row.get(from + 1)?,
        kind: row.get(from + 2)?,
        state: row.get(from + 3)?,
        classification: row.get(from + 4)?,
        n: row.get(from + 5)?,
        d: row.get(from + 6)?,
        values: serde_json::from_str(&document).unwrap_or_default(),
    })
}

/// What a list is of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    pub q: String,
    pub kind: String,
    /// A state, or `withdrawn`.
    pub state: String,
    pub year: Option<i32>,
    pub ministry: String,
    pub province: String,
    /// Code of an organisation: its own entries.
    pub organisation: String,
    /// Path of an organisation: its entries and those of all below it.
    pub under: Option<String>,
}

/// The ministry or province by which what belongs to none is asked for.
pub(crate) const NONE: &str = "-";

/// The state by which what was withdrawn is asked for.
pub(crate) const WITHDRAWN: &str = "withdrawn";

fn condition(ledger: &Ledger, filter: &Filter, reach: &Reach, values: &mut Vec<Value>) -> String {
    values.push(ledger.code.into());
    let mut all = vec![format!("e.ledger = ${}", values.len()), reach.condition(ledger, values)];
    let mut with = |sql: &str, value: Value, values: &mut Vec<Value>| {
        values.push(value);
        all.push(sql.replace("$$", &format!("${}", values.len())));
    };
    for word in thai::normalise::fold(&filter.q).split_whitespace().take(8) {
        let words = "(e.search_text LIKE $$ ESCAPE '\\' OR o.search_text LIKE $$ ESCAPE '\\')";
        with(words, anywhere(word).into(), values);
    }
    for (column, wanted) in [
        ("e.kind", &filter.kind),
        ("o.ministry_code", &filter.ministry),
        ("o.province_code", &filter.province),
        ("o.code", &filter.organisation),
    ] {
        if !wanted.is_empty() {
            let wanted = if wanted == NONE { "" } else { wanted.as_str() };
            with(&format!("{column} = $$"), wanted.into(), values);
        }
    }
    if let Some(year) = filter.year {
        with("e.fiscal_year = $$", year.into(), values);
    }
    if let Some(path) = &filter.under {
        let (from, to) = db::range(path);
        with("o.path >= $$", from.into(), values);
        with("o.path < $$", to.into(), values);
    }
    if filter.state == WITHDRAWN {
        all.push("w.entry_id IS NOT NULL".to_owned());
    } else {
        all.push("w.entry_id IS NULL".to_owned());
        if !filter.state.is_empty() {
            values.push(filter.state.as_str().into());
            all.push(format!("e.state = ${}", values.len()));
        }
    }
    all.join(" AND ")
}

/// How a list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Order {
    /// By title, in Thai order.
    #[default]
    Title,
    /// What was saved last first.
    Newest,
}

/// Entries of a ledger after the one with this id in the list, all when it is empty.
pub(crate) fn list(
    tx: &mut Tx<'_>,
    (ledger, filter, reach): (&Ledger, &Filter, &Reach),
    (order, after): (Order, &str),
    most: usize,
) -> Result<Vec<Entry>> {
    let mut values = Vec::new();
    let mut condition = condition(ledger, filter, reach, &mut values);
    let (column, sign, way) = match order {
        Order::Title => ("e.sort_key", ">", "ASC"),
        Order::Newest => ("e.saved_at", "<", "DESC"),
    };
    if !after.is_empty() {
        values.push(after.into());
        let at = values.len();
        let key = column.replace("e.", "x.");
        condition.push_str(&format!(
            " AND ({column}, e.id) {sign} ((SELECT {key} FROM measure_entry x WHERE x.id = ${at}), ${at})"
        ));
    }
    values.push(most.into());
    let sql = format!(
        "SELECT {COLUMNS} {FROM} WHERE {condition} ORDER BY {column} {way}, e.id {way} LIMIT ${}",
        values.len()
    );
    tx.rows(&sql, &values, entry)
}

/// How many entries stand where, and what they count.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counts {
    /// By state.
    pub states: BTreeMap<String, u64>,
    pub n: u64,
    pub d: u64,
}

impl Counts {
    /// Adds a row of state, number of entries, `n` and `d`.
    fn add(&mut self, ledger: &Ledger, row: &Row<'_>, from: usize) -> Result<()> {
        let state: String = row.get(from)?;
        if ledger.adds_up(&state) {
            self.n += row.get::<u64>(from + 2)?;
            self.d += row.get::<u64>(from + 3)?;
        }
        self.states.insert(state, row.get(from + 1)?);
        Ok(())
    }

    pub(crate) fn total(&self) -> u64 {
        self.states.values().sum()
    }
}

/// Counts what a filter finds in whatever state, or what of it was withdrawn.
pub(crate) fn counts(tx: &mut Tx<'_>, ledger: &Ledger, filter: &Filter, reach: &Reach) -> Result<Counts> {
    let state = if filter.state == WITHDRAWN { WITHDRAWN } else { "" };
    let filter = Filter { state: state.to_owned(), ..filter.clone() };
    let mut values = Vec::new();
    let condition = condition(ledger, &filter, reach, &mut values);
    // What is only known as a count without its whole is in no share.
    let sql = format!(
        "SELECT e.state, count(*), CAST(sum(CASE WHEN e.d IS NULL THEN 0 ELSE coalesce(e.n, 0) END) AS BIGINT), \
         CAST(sum(coalesce(e.d, 0)) AS BIGINT) {FROM} WHERE {condition} GROUP BY e.state"
    );
    let mut counts = Counts::default();
    tx.each::<db::Error>(&sql, &values, |row| counts.add(ledger, row, 0))?;
    Ok(counts)
}

/// By what a summary groups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Group {
    #[default]
    Organisation,
    Ministry,
    Province,
    Kind,
}

/// One group: its code, its names where the group is an organisation, and its counts.
#[derive(Clone, Debug)]
pub(crate) struct Grouped {
    pub code: String,
    pub name_th: String,
    pub name_en: String,
    pub counts: Counts,
}

/// Counts by group, in the order of the groups' names or codes.
pub(crate) fn grouped(
    tx: &mut Tx<'_>,
    (ledger, filter, reach): (&Ledger, &Filter, &Reach),
    group: Group,
) -> Result<Vec<Grouped>> {
    let mut values = Vec::new();
    let condition = condition(ledger, filter, reach, &mut values);
    let (columns, by) = match group {
        Group::Organisation => ("o.code, o.name_th, o.name_en", "o.code, o.name_th, o.name_en, o.sort_key"),
        Group::Ministry => ("o.ministry_code, '', ''", "o.ministry_code"),
        Group::Province => ("o.province_code, '', ''", "o.province_code"),
        Group::Kind => ("e.kind, '', ''", "e.kind"),
    };
    let order = if group == Group::Organisation { "o.sort_key, o.code" } else { by };
    let sql = format!(
        "SELECT {columns}, e.state, count(*), CAST(sum(CASE WHEN e.d IS NULL THEN 0 ELSE coalesce(e.n, 0) END) AS BIGINT), \
         CAST(sum(coalesce(e.d, 0)) AS BIGINT) {FROM} WHERE {condition} GROUP BY {by}, e.state ORDER BY {order}, e.state"
    );
    let mut all: Vec<Grouped> = Vec::new();
    tx.each::<db::Error>(&sql, &values, |row| {
        let code: String = row.get(0)?;
        if all.last().is_none_or(|last| last.code != code) {
            all.push(Grouped { code, name_th: row.get(1)?, name_en: row.get(2)?, counts: Counts::default() });
        }
        if let Some(last) = all.last_mut() {
            last.counts.add(ledger, row, 3)?;
        }
        Ok(())
    })?;
    Ok(all)
}

/// Fiscal years that a ledger has entries of, the newest first.
pub(crate) fn years(tx: &mut Tx<'_>, ledger: &Ledger) -> Result<Vec<i32>> {
    let sql = "SELECT DISTINCT fiscal_year FROM measure_entry WHERE ledger = $1 ORDER BY fiscal_year DESC";
    tx.rows(sql, params![ledger.code], |row| row.get(0))
}

/// One entry, whoever may see it.
pub(crate) fn one(tx: &mut Tx<'_>, ledger: &Ledger, id: &str) -> Result<Option<Entry>> {
    let sql = format!("SELECT {COLUMNS} {FROM} WHERE e.id = $1 AND e.ledger = $2");
    tx.row_opt(&sql, params![id, ledger.code], entry)
}

/// One entry within reach.
pub(crate) fn find(tx: &mut Tx<'_>, ledger: &Ledger, id: &str, reach: &Reach) -> Result<Option<Entry>> {
    Ok(one(tx, ledger, id)?.filter(|entry| reach.sees(ledger, entry)))
}

/// The same entry in the ledger already: of this organisation, year, kind and title, not withdrawn.
pub(crate) fn same(tx: &mut Tx<'_>, ledger: &Ledger, owner: &str, draft: &Draft) -> Result<Option<String>> {
    let sql = "SELECT e.id FROM measure_entry e LEFT JOIN measure_withdrawal w ON w.entry_id = e.id \
               WHERE e.ledger = $1 AND e.organisation_id = $2 AND e.fiscal_year = $3 AND e.kind = $4 \
               AND e.title_folded = $5 AND w.entry_id IS NULL";
    let title = thai::normalise::fold(&draft.title);
    tx.row_opt(sql, params![ledger.code, owner, draft.fiscal_year, &draft.kind, title], |row| row.get(0))
}

/// An organisation that is not closed, by its code.
pub(crate) fn organisation(tx: &mut Tx<'_>, code: &str) -> Result<Option<Owner>> {
    let sql = "SELECT id, code, name_th, name_en, path FROM organisation WHERE code = $1 AND closed_on IS NULL";
    tx.row_opt(sql, params![code], owner)
}

/// The one organisation that a scope reaches, when it is no more than one by itself.
pub(crate) fn only(tx: &mut Tx<'_>, scope: &db::Scope) -> Result<Option<Owner>> {
    let Some([db::Reach::Only(path)]) = scope.parts() else { return Ok(None) };
    let sql = "SELECT id, code, name_th, name_en, path FROM organisation WHERE path = $1 AND closed_on IS NULL";
    tx.row_opt(sql, params![path], owner)
}

pub(crate) fn owner(row: &Row<'_>) -> Result<Owner> {
    Ok(Owner { id: row.get(0)?, code: row.get(1)?, name_th: row.get(2)?, name_en: row.get(3)?, path: row.get(4)? })
}

/// A revision as it was saved.
#[derive(Clone, Debug)]
pub(crate) struct Revision {
    pub number: i64,
    pub at: Timestamp,
    pub by: String,
    pub reason: String,
    pub draft: Draft,
}

/// Every revision of an entry, the first first.
pub(crate) fn revisions(tx: &mut Tx<'_>, entry: &Entry) -> Result<Vec<Revision>> {
    let sql = "SELECT r.revision, r.made_at, coalesce(a.name, r.made_by), r.reason, r.fiscal_year, r.title, r.kind, r.state, \
               r.classification, r.n, r.d, r.document FROM measure_revision r LEFT JOIN account a ON a.id = r.made_by \
               WHERE r.entry_id = $1 ORDER BY r.revision";
    tx.rows(sql, params![&entry.id], |row| {
        Ok(Revision {
            number: row.get(0)?,
            at: db::instant(&row.get::<String>(1)?)?,
            by: row.get(2)?,
            reason: row.get(3)?,
            draft: draft(row, 4, &entry.owner.code)?,
        })
    })
}

/// Organisations found at once.
const FOUND: usize = 12;

/// Open organisations of the nation whose names or codes have all the words; none for no words.
pub(crate) fn organisations(tx: &mut Tx<'_>, words: &str, lang: web::Lang) -> Result<Vec<web::components::Choice>> {
    let folded = thai::normalise::fold(words);
    let mut values = Vec::new();
    let mut conditions = Vec::new();
    for word in folded.split_whitespace().take(8) {
        values.push(anywhere(word).into());
        conditions.push(format!("search_text LIKE ${} ESCAPE '\\'", values.len()));
    }
    if conditions.is_empty() {
        return Ok(Vec::new());
    }
    values.push(FOUND.into());
    let sql = format!(
        "SELECT code, name_th, name_en FROM organisation WHERE closed_on IS NULL AND {} ORDER BY length(name_th), \
         sort_key LIMIT ${}",
        conditions.join(" AND "),
        values.len()
    );
    tx.rows(&sql, &values, |row| {
        let (code, th, en): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(web::components::Choice::new(code.clone(), lang.name(&th, &en)).with_hint(code))
    })
}
