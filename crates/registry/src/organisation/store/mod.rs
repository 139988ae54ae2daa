//! All SQL about single organisations. Whatever a person asked for takes a scope; what is outside is not found.

mod past;

use db::{Result, Row, Scope, Tx, audit, params, range};
use jiff::{Timestamp, civil::Date};

use super::{Details, path, search_text};

pub use past::{History, Recorded, Succession, history, predecessors, record, succeed, successors};

/// An organisation as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Id.
    pub id: String,
    /// Register code.
    pub code: String,
    /// What it is.
    pub details: Details,
    /// Id of the parent; none at the top.
    pub parent_id: Option<String>,
    /// Materialised path.
    pub path: String,
    /// Level from the top, which is 1.
    pub level: u32,
    /// First day on which it exists, if known.
    pub valid_from: Option<Date>,
    /// Day from which on it is closed.
    pub closed_on: Option<Date>,
    /// Counts its changes.
    pub revision: i64,
}

impl Organisation {
    /// True when it was closed.
    pub const fn is_closed(&self) -> bool {
        self.closed_on.is_some()
    }
}

/// The columns that [`read`] reads, of the organisation called `o`.
pub(crate) const COLUMNS: &str = "o.id, o.code, o.name_th, o.name_en, o.kind, o.ministry_code, o.province_code, \
    o.district_code, o.obliged, o.provenance, o.parent_id, o.path, o.depth, o.valid_from, o.closed_on, o.revision";

/// How many columns [`COLUMNS`] has.
pub(crate) const WIDTH: usize = 16;

pub(crate) fn read(row: &Row<'_>) -> Result<Organisation> {
    let day = |column| row.get::<Option<String>>(column)?.as_deref().map(db::date).transpose();
    Ok(Organisation {
        id: row.get(0)?,
        code: row.get(1)?,
        details: Details {
            name_th: row.get(2)?,
            name_en: row.get(3)?,
            kind: row.get(4)?,
            ministry_code: row.get(5)?,
            province_code: row.get(6)?,
            district_code: row.get(7)?,
            obliged: row.get(8)?,
            provenance: row.get(9)?,
        },
        parent_id: row.get(10)?,
        path: row.get(11)?,
        level: u32::try_from(row.get::<i64>(12)?).unwrap_or(u32::MAX),
        valid_from: day(13)?,
        closed_on: day(14)?,
        revision: row.get(15)?,
    })
}

/// The organisation with this code.
pub fn find(tx: &mut Tx<'_>, scope: &Scope, code: &str) -> Result<Option<Organisation>> {
    let mut params = vec![code.into()];
    let reach = scope.condition("o.path", &mut params);
    tx.row_opt(&format!("SELECT {COLUMNS} FROM organisation o WHERE o.code = $1 AND {reach}"), &params, read)
}

/// The organisation with this id, wherever it is; for what is reached through one that was found.
pub fn by_id(tx: &mut Tx<'_>, id: &str) -> Result<Option<Organisation>> {
    tx.row_opt(&format!("SELECT {COLUMNS} FROM organisation o WHERE o.id = $1"), params![id], read)
}

/// True when some organisation has this code, within reach or not: codes are unique in the nation.
pub fn is_taken(tx: &mut Tx<'_>, code: &str) -> Result<bool> {
    Ok(tx.count("SELECT count(*) FROM organisation WHERE code = $1", params![code])? > 0)
}

/// A short view of another organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Register code.
    pub code: String,
    /// Thai name.
    pub name_th: String,
    /// English name; may be empty.
    pub name_en: String,
    /// Materialised path.
    pub path: String,
}

fn named(row: &Row<'_>) -> Result<Named> {
    Ok(Named { code: row.get(0)?, name_th: row.get(1)?, name_en: row.get(2)?, path: row.get(3)? })
}

/// Those above, from the top down: their names are public, so no scope.
pub fn ancestors(tx: &mut Tx<'_>, of: &Organisation) -> Result<Vec<Named>> {
    tx.rows(
        "WITH RECURSIVE above (id, parent_id, step) AS (\
         SELECT id, parent_id, 0 FROM organisation WHERE id = $1 \
         UNION ALL SELECT p.id, p.parent_id, a.step + 1 FROM organisation p JOIN above a ON p.id = a.parent_id \
         WHERE a.step < 12) \
         SELECT o.code, o.name_th, o.name_en, o.path FROM above a JOIN organisation o ON o.id = a.id \
         WHERE a.step > 0 ORDER BY a.step DESC",
        params![&of.id],
        named,
    )
}

/// Those directly below that are open, in Thai order; at most `limit`.
pub fn children(tx: &mut Tx<'_>, id: &str, limit: u32) -> Result<Vec<Organisation>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM organisation o WHERE o.parent_id = $1 AND o.closed_on IS NULL \
         ORDER BY o.sort_key, o.id LIMIT $2"
    );
    tx.rows(&sql, params![id, limit], read)
}

/// How many are directly below and open.
pub fn count_children(tx: &mut Tx<'_>, id: &str) -> Result<i64> {
    tx.count("SELECT count(*) FROM organisation WHERE parent_id = $1 AND closed_on IS NULL", params![id])
}

/// Levels of the subtree, itself counting as 1.
pub fn height(tx: &mut Tx<'_>, of: &Organisation) -> Result<u32> {
    let (from, to) = range(&of.path);
    let deepest =
        tx.count("SELECT coalesce(max(depth), 0) FROM organisation WHERE path >= $1 AND path < $2", params![from, to])?;
    Ok(u32::try_from(deepest).unwrap_or(of.level).saturating_sub(of.level) + 1)
}

/// What a new row of the register holds.
pub struct Entered<'a> {
    /// Id.
    pub id: &'a str,
    /// Code.
    pub code: &'a str,
    /// Id of the parent.
    pub parent_id: Option<&'a str>,
    /// Materialised path.
    pub path: &'a str,
    /// What it is.
    pub details: &'a Details,
    /// First day, if known.
    pub valid_from: Option<Date>,
    /// Codes of other schemes.
    pub other_codes: &'a [String],
}

/// Writes a new organisation.
pub fn insert(tx: &mut Tx<'_>, new: &Entered<'_>) -> Result<()> {
    let of = new.details;
    let search = search_text(&of.name_th, &of.name_en, new.code, new.other_codes.iter().map(String::as_str));
    tx.execute(
        "INSERT INTO organisation (id, code, name_th, name_en, kind, parent_id, path, depth, ministry_code, \
         province_code, district_code, obliged, provenance, sort_key, search_text, valid_from, revision) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1)",
        params![
            new.id,
            new.code,
            &of.name_th,
            &of.name_en,
            of.kind.as_str(),
            new.parent_id,
            new.path,
            path::level(new.path),
            of.ministry_code.as_str(),
            of.province_code.as_str(),
            of.district_code.as_str(),
            of.obliged,
            of.provenance.as_str(),
            thai::collate::sort_key(&of.name_th),
            search,
            new.valid_from
        ],
    )?;
    Ok(())
}

/// Writes what an organisation is, and counts its revision up.
pub fn set_details(tx: &mut Tx<'_>, id: &str, code: &str, of: &Details, other_codes: &[String]) -> Result<()> {
    let search = search_text(&of.name_th, &of.name_en, code, other_codes.iter().map(String::as_str));
    tx.execute(
        "UPDATE organisation SET name_th = $2, name_en = $3, kind = $4, ministry_code = $5, province_code = $6, \
         district_code = $7, obliged = $8, provenance = $9, sort_key = $10, search_text = $11, \
         revision = revision + 1 WHERE id = $1",
        params![
            id,
            &of.name_th,
            &of.name_en,
            of.kind.as_str(),
            of.ministry_code.as_str(),
            of.province_code.as_str(),
            of.district_code.as_str(),
            of.obliged,
            of.provenance.as_str(),
            thai::collate::sort_key(&of.name_th),
            search
        ],
    )?;
    Ok(())
}

/// Puts an organisation below another one, with all that is below it; counts its own revision up.
pub fn relocate(tx: &mut Tx<'_>, of: &Organisation, parent: Option<&Organisation>) -> Result<()> {
    let new = path::below(parent.map(|parent| parent.path.as_str()), &of.id);
    let (from, to) = range(&of.path);
    let subtree =
        tx.rows("SELECT id, path FROM organisation WHERE path >= $1 AND path < $2", params![from, to], |row| {
            Ok((row.get::<String>(0)?, row.get::<String>(1)?))
        })?;
    for (id, old) in subtree {
        let path = format!("{new}{}", old.strip_prefix(&of.path).unwrap_or_default());
        let level = path::level(&path);
        tx.execute("UPDATE organisation SET path = $2, depth = $3 WHERE id = $1", params![id, path, level])?;
    }
    tx.execute(
        "UPDATE organisation SET parent_id = $2, revision = revision + 1 WHERE id = $1",
        params![&of.id, parent.map(|parent| parent.id.as_str())],
    )?;
    Ok(())
}

/// Closes an organisation.
pub fn close(tx: &mut Tx<'_>, id: &str, on: Date) -> Result<()> {
    tx.execute("UPDATE organisation SET closed_on = $2, revision = revision + 1 WHERE id = $1", params![id, on])?;
    Ok(())
}

/// Codes of other schemes: (scheme, code).
pub fn other_codes(tx: &mut Tx<'_>, id: &str) -> Result<Vec<(String, String)>> {
    tx.rows(
        "SELECT scheme, code FROM organisation_code WHERE organisation_id = $1 ORDER BY scheme, code",
        params![id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Who has this code of another scheme.
pub fn holder(tx: &mut Tx<'_>, scheme: &str, code: &str) -> Result<Option<String>> {
    let sql = "SELECT organisation_id FROM organisation_code WHERE scheme = $1 AND code = $2";
    tx.row_opt(sql, params![scheme, code], |row| row.get(0))
}

/// Gives a code of another scheme.
pub fn add_code(tx: &mut Tx<'_>, id: &str, scheme: &str, code: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO organisation_code (scheme, code, organisation_id) VALUES ($1, $2, $3)",
        params![scheme, code, id],
    )?;
    Ok(())
}

/// Takes a code of another scheme away; false when it was not there.
pub fn remove_code(tx: &mut Tx<'_>, id: &str, scheme: &str, code: &str) -> Result<bool> {
    let sql = "DELETE FROM organisation_code WHERE organisation_id = $1 AND scheme = $2 AND code = $3";
    Ok(tx.execute(sql, params![id, scheme, code])? > 0)
}

/// Writes an event into the organisation's audit chain.
pub fn note(tx: &mut Tx<'_>, action: &str, id: &str, by: &str, detail: serde_json::Value, at: Timestamp) -> Result<()> {
    let event = audit::Event {
        at,
        actor: by,
        action,
        subject_kind: "organisation",
        subject_id: id,
        organisation_id: Some(id),
        detail,
    };
    audit::append(tx, &event)
}
