//! All statements of this slice.

use db::{Scope, Tx, Value};

use crate::listing::{Filters, Where};

/// One message.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) id: String,
    /// Somebody of the organisation has opened it.
    pub(crate) read: bool,
    pub(crate) code: String,
    pub(crate) name_th: String,
    pub(crate) name_en: String,
    pub(crate) kind: String,
    pub(crate) arguments: String,
    pub(crate) link: String,
    pub(crate) state: String,
    pub(crate) created_at: String,
    pub(crate) created_by: String,
}

/// As a status: nobody of the organisation has opened it.
pub(crate) const UNREAD: &str = "unread";

const FROM: &str =
    "FROM message m JOIN organisation o ON o.id = m.organisation_id LEFT JOIN account a ON a.id = m.created_by";

/// The messages in reach, the newest first, and how many there are.
pub(crate) fn list(
    tx: &mut Tx<'_>,
    filters: &Filters,
    scope: &Scope,
    (from, most): (u64, u64),
) -> db::Result<(i64, Vec<Message>)> {
    let mut condition = Where::new();
    condition.reach("o.path", scope);
    condition.chosen("o.ministry_code", &filters.ministry);
    condition.chosen("o.province_code", &filters.province);
    condition.chosen("m.kind", &filters.kind);
    if filters.status == UNREAD {
        condition.plain("m.read_at IS NULL");
    } else {
        condition.chosen("m.state", &filters.status);
    }
    condition.search("o.search_text", &filters.q);
    let total = tx.count(&format!("SELECT count(*) {FROM} WHERE {}", condition.sql()), condition.params())?;
    let mut values = condition.params().to_vec();
    values.extend([Value::from(most), Value::from(from)]);
    let sql = format!(
        "SELECT o.code, o.name_th, o.name_en, m.kind, m.arguments, m.link, m.state, m.created_at, \
         coalesce(a.name, m.created_by), m.id, m.read_at IS NOT NULL {FROM} WHERE {} ORDER BY m.created_at DESC, m.id DESC LIMIT ${} OFFSET ${}",
        condition.sql(),
        values.len() - 1,
        values.len()
    );
    let found = tx.rows(&sql, &values, |row| {
        Ok(Message {
            code: row.get(0)?,
            name_th: row.get(1)?,
            name_en: row.get(2)?,
            kind: row.get(3)?,
            arguments: row.get(4)?,
            link: row.get(5)?,
            state: row.get(6)?,
            created_at: row.get(7)?,
            created_by: row.get(8)?,
            id: row.get(9)?,
            read: row.get(10)?,
        })
    })?;
    Ok((total, found))
}

/// Where a message in reach leads.
pub(crate) fn link(tx: &mut Tx<'_>, id: &str, scope: &Scope) -> db::Result<Option<String>> {
    let mut values = vec![Value::from(id)];
    let reached = scope.condition("o.path", &mut values);
    let sql = format!(
        "SELECT m.link FROM message m JOIN organisation o ON o.id = m.organisation_id WHERE m.id = $1 AND {reached}"
    );
    tx.row_opt(&sql, &values, |row| row.get(0))
}
