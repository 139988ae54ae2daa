//! Statements about extensions.

use db::{Scope, Tx, Value};

use crate::listing::{Filters, Where};

/// One extension.
#[derive(Clone, Debug)]
pub struct Extension {
    /// Id.
    pub id: String,
    /// Buddhist fiscal year of its round.
    pub fiscal_year: i32,
    /// Organisation's id.
    pub organisation_id: String,
    /// Register code.
    pub code: String,
    /// Thai name.
    pub name_th: String,
    /// English name.
    pub name_en: String,
    /// The day it is due.
    pub due_on: String,
    /// Why.
    pub reason: String,
    /// When it was granted.
    pub granted_at: String,
    /// By whom, a name where it is an account.
    pub granted_by: String,
    /// When it was revoked.
    pub revoked_at: Option<String>,
    /// By whom.
    pub revoked_by: Option<String>,
}

const EXTENSION: &str = "SELECT e.id, d.fiscal_year, o.id, o.code, o.name_th, o.name_en, e.due_on, e.reason, \
    e.granted_at, coalesce(a.name, e.granted_by), e.revoked_at, coalesce(b.name, e.revoked_by) FROM extension e \
    JOIN round d ON d.id = e.round_id JOIN organisation o ON o.id = e.organisation_id \
    LEFT JOIN account a ON a.id = e.granted_by LEFT JOIN account b ON b.id = e.revoked_by";

fn extension(row: &db::Row<'_>) -> db::Result<Extension> {
    Ok(Extension {
        id: row.get(0)?,
        fiscal_year: row.get(1)?,
        organisation_id: row.get(2)?,
        code: row.get(3)?,
        name_th: row.get(4)?,
        name_en: row.get(5)?,
        due_on: row.get(6)?,
        reason: row.get(7)?,
        granted_at: row.get(8)?,
        granted_by: row.get(9)?,
        revoked_at: row.get(10)?,
        revoked_by: row.get(11)?,
    })
}

/// The extensions of a round in reach, those in force first, the newest first; `q` finds a part of a name.
pub fn extensions(
    tx: &mut Tx<'_>,
    round_id: &str,
    scope: &Scope,
    filters: &Filters,
    (from, most): (u64, u64),
) -> db::Result<(i64, Vec<Extension>)> {
    let mut condition = Where::new();
    condition.is("e.round_id", round_id);
    condition.reach("o.path", scope);
    condition.search("o.search_text", &filters.q);
    match filters.status.as_str() {
        "in_force" => condition.plain("e.revoked_at IS NULL"),
        "revoked" => condition.plain("e.revoked_at IS NOT NULL"),
        _ => {}
    }
    let count = format!(
        "SELECT count(*) FROM extension e JOIN organisation o ON o.id = e.organisation_id WHERE {}",
        condition.sql()
    );
    let total = tx.count(&count, condition.params())?;
    let mut values = condition.params().to_vec();
    values.extend([Value::from(most), Value::from(from)]);
    let sql = format!(
        "{EXTENSION} WHERE {} ORDER BY CASE WHEN e.revoked_at IS NULL THEN 0 ELSE 1 END, e.granted_at DESC, e.id DESC \
         LIMIT ${} OFFSET ${}",
        condition.sql(),
        values.len() - 1,
        values.len()
    );
    Ok((total, tx.rows(&sql, &values, extension)?))
}

/// One extension in reach.
pub(in crate::round) fn extension_by_id(tx: &mut Tx<'_>, id: &str, scope: &Scope) -> db::Result<Option<Extension>> {
    let mut condition = Where::new();
    condition.is("e.id", id);
    condition.reach("o.path", scope);
    tx.row_opt(&format!("{EXTENSION} WHERE {}", condition.sql()), condition.params(), extension)
}
