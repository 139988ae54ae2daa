//! All statements of this slice but those that keep the queue (see [`super::waiting`]).

use db::{Scope, Tx, Value, params};
use jiff::civil::Date;

use super::waiting::{class_sql, score_sql};
use crate::listing::{Filters, Where};

/// A version with its organisation and what was decided.
#[derive(Clone, Debug)]
pub struct Version {
    /// Id.
    pub id: String,
    /// Its plan.
    pub plan_id: String,
    /// Whose.
    pub organisation_id: String,
    /// Register code.
    pub code: String,
    /// Thai name of the organisation.
    pub name_th: String,
    /// English name.
    pub name_en: String,
    /// Materialised path of the organisation.
    pub path: String,
    /// Buddhist fiscal year.
    pub fiscal_year: i32,
    /// Number within the plan.
    pub number: u32,
    /// What people cite.
    pub reference: String,
    /// Title.
    pub title: String,
    /// When it was handed in.
    pub submitted_at: String,
    /// By whom, a name where it is an account.
    pub submitted_by: String,
    /// When it was taken back.
    pub withdrawn_at: Option<String>,
    /// When it was returned, by whom and why.
    pub returned_at: Option<String>,
    /// By whom.
    pub returned_by: Option<String>,
    /// Why.
    pub return_reason: Option<String>,
    /// When it was accepted.
    pub approved_at: Option<String>,
    /// By whom.
    pub approved_by: Option<String>,
    /// With which note.
    pub approval_note: Option<String>,
}

const VERSION: &str = "SELECT v.id, v.plan_id, v.organisation_id, o.code, o.name_th, o.name_en, \
    o.path, v.fiscal_year, v.number, v.reference, v.title, v.submitted_at, \
    coalesce(s.name, v.submitted_by), w.withdrawn_at, r.returned_at, coalesce(b.name, r.returned_by), r.reason, \
    a.approved_at, coalesce(c.name, a.approved_by), a.note \
    FROM plan_version v JOIN organisation o ON o.id = v.organisation_id LEFT JOIN account s ON s.id = v.submitted_by \
    LEFT JOIN withdrawal w ON w.version_id = v.id LEFT JOIN review_return r ON r.version_id = v.id \
    LEFT JOIN account b ON b.id = r.returned_by LEFT JOIN review_approval a ON a.version_id = v.id \
    LEFT JOIN account c ON c.id = a.approved_by";

fn read_version(row: &db::Row<'_>) -> db::Result<Version> {
    Ok(Version {
        id: row.get(0)?,
        plan_id: row.get(1)?,
        organisation_id: row.get(2)?,
        code: row.get(3)?,
        name_th: row.get(4)?,
        name_en: row.get(5)?,
        path: row.get(6)?,
        fiscal_year: row.get(7)?,
        number: u32::try_from(row.get::<i64>(8)?).unwrap_or(u32::MAX),
        reference: row.get(9)?,
        title: row.get(10)?,
        submitted_at: row.get(11)?,
        submitted_by: row.get(12)?,
        withdrawn_at: row.get(13)?,
        returned_at: row.get(14)?,
        returned_by: row.get(15)?,
        return_reason: row.get(16)?,
        approved_at: row.get(17)?,
        approved_by: row.get(18)?,
        approval_note: row.get(19)?,
    })
}

/// One version in reach; classified ones only where the person is cleared.
pub(crate) fn version(
    tx: &mut Tx<'_>,
    id: &str,
    scope: &Scope,
    cleared: Option<&Scope>,
) -> db::Result<Option<Version>> {
    let mut condition = Where::new();
    condition.is("v.id", id);
    condition.reach("o.path", scope);
    condition.cleared("v.classification", "o.path", cleared);
    tx.row_opt(&format!("{VERSION} WHERE {}", condition.sql()), condition.params(), read_version)
}

/// Every version of a plan, the newest first. The plan was reached through one of them.
pub(super) fn versions(tx: &mut Tx<'_>, plan_id: &str) -> db::Result<Vec<Version>> {
    tx.rows(&format!("{VERSION} WHERE v.plan_id = $1 ORDER BY v.number DESC"), params![plan_id], read_version)
}

/// The row of the queue of a version: facts, day submitted, compared with.
pub(super) fn waiting_row(tx: &mut Tx<'_>, version_id: &str) -> db::Result<Option<(String, i64, Option<String>)>> {
    tx.row_opt(
        "SELECT facts, submitted_day, compared_with FROM review_waiting WHERE version_id = $1",
        params![version_id],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}

/// True when a version waits as an unchanged renewal without contradictions.
pub(super) fn is_routine(tx: &mut Tx<'_>, version_id: &str) -> db::Result<bool> {
    let sql = "SELECT count(*) FROM review_waiting WHERE version_id = $1 AND routine";
    Ok(tx.count(sql, params![version_id])? == 1)
}

/// The head's approval of a version: (name, position, date).
pub(super) fn head_approval(tx: &mut Tx<'_>, version_id: &str) -> db::Result<Option<(String, String, String)>> {
    tx.row_opt(
        "SELECT approver_name, approver_position, approved_on FROM head_approval WHERE version_id = $1",
        params![version_id],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}

/// A remark.
#[derive(Clone, Debug)]
pub struct Remark {
    /// Id.
    pub id: String,
    /// On which version.
    pub version_id: String,
    /// Code of the section.
    pub section: String,
    /// Anchor of the field.
    pub place: String,
    /// Name of the row.
    pub row_name: String,
    /// What it says.
    pub text: String,
    /// When.
    pub made_at: String,
    /// Account that made it.
    pub made_by: String,
    /// Name of that account's person.
    pub maker: String,
    /// The agency's answer.
    pub answer: Option<String>,
    /// When it was answered.
    pub answered_at: Option<String>,
}

const REMARK: &str = "SELECT m.id, m.version_id, m.section, m.place, m.row_name, m.text, m.made_at, m.made_by, \
    coalesce(a.name, m.made_by), m.answer, m.answered_at FROM remark m LEFT JOIN account a ON a.id = m.made_by";

fn read_remark(row: &db::Row<'_>) -> db::Result<Remark> {
    Ok(Remark {
        id: row.get(0)?,
        version_id: row.get(1)?,
        section: row.get(2)?,
        place: row.get(3)?,
        row_name: row.get(4)?,
        text: row.get(5)?,
        made_at: row.get(6)?,
        made_by: row.get(7)?,
        maker: row.get(8)?,
        answer: row.get(9)?,
        answered_at: row.get(10)?,
    })
}

/// One remark; whether the person reaches it, its version says.
pub(super) fn remark(tx: &mut Tx<'_>, id: &str) -> db::Result<Option<Remark>> {
    tx.row_opt(&format!("{REMARK} WHERE m.id = $1"), params![id], read_remark)
}

/// The remarks on a version, the oldest first.
pub(crate) fn remarks(tx: &mut Tx<'_>, version_id: &str) -> db::Result<Vec<Remark>> {
    tx.rows(&format!("{REMARK} WHERE m.version_id = $1 ORDER BY m.made_at, m.id"), params![version_id], read_remark)
}

/// One row of the queue.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The version.
    pub version_id: String,
    /// Its plan.
    pub plan_id: String,
    /// Register code.
    pub code: String,
    /// Thai name of the organisation.
    pub name_th: String,
    /// English name.
    pub name_en: String,
    /// Kind of organisation.
    pub organisation_kind: String,
    /// Ministry.
    pub ministry_code: String,
    /// Province.
    pub province_code: String,
    /// Materialised path.
    pub path: String,
    /// Buddhist fiscal year.
    pub fiscal_year: i32,
    /// Kind of plan.
    pub kind: String,
    /// Number within the plan.
    pub number: i64,
    /// What people cite.
    pub reference: String,
    /// When it was handed in.
    pub submitted_at: String,
    /// That day, counted from 1970.
    pub submitted_day: i64,
    /// Differences from the version before; `None` without one.
    pub changes: Option<i64>,
    /// What the risk is judged by.
    pub facts: String,
}

const FROM: &str = "FROM review_waiting w JOIN plan_version v ON v.id = w.version_id \
    JOIN organisation o ON o.id = w.organisation_id";

/// The tables of the queue that these parts of a statement name; most questions need the queue alone.
fn queue_from(parts: &[&str]) -> String {
    let needs = |alias: &str| parts.iter().any(|part| part.contains(alias));
    let mut from = "FROM review_waiting w".to_owned();
    if needs("v.") {
        from.push_str(" JOIN plan_version v ON v.id = w.version_id");
    }
    if needs("o.") {
        from.push_str(" JOIN organisation o ON o.id = w.organisation_id");
    }
    from
}

/// The condition for the rows of the queue that these filters show.
pub(crate) fn queue_where(filters: &Filters, scope: &Scope, cleared: Option<&Scope>, today: Date) -> Where {
    let mut condition = Where::new();
    condition.reach("o.path", scope);
    condition.cleared("v.classification", "o.path", cleared);
    if let Some(year) = thai::date::parse_fiscal_year(&filters.year) {
        condition.is("w.fiscal_year", year);
    }
    condition.chosen("o.ministry_code", &filters.ministry);
    condition.chosen("o.province_code", &filters.province);
    condition.chosen("o.kind", &filters.kind);
    condition.search("o.search_text", &filters.q);
    match filters.change.as_str() {
        "unchanged" => condition.plain("w.changes IS NOT NULL AND w.routine"),
        "changed" => condition.plain("w.changes IS NOT NULL AND NOT w.routine"),
        "first" => condition.plain("w.changes IS NULL"),
        _ => {}
    }
    if !filters.risk.is_empty() {
        condition.is(&format!("({})", class_sql(today)), filters.risk.as_str());
    }
    condition
}

/// How many rows there are by class of risk.
pub(crate) fn queue_classes(tx: &mut Tx<'_>, condition: &Where, today: Date) -> db::Result<Vec<(String, i64)>> {
    let (from, conditions) = (queue_from(&[&condition.sql()]), condition.sql());
    let sql = format!("SELECT {}, count(*) {from} WHERE {conditions} GROUP BY 1", class_sql(today));
    tx.rows(&sql, condition.params(), |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The rows, in the order asked for: by risk unless said otherwise.
pub(crate) fn queue(
    tx: &mut Tx<'_>,
    condition: &Where,
    sort: &str,
    (from, most): (u64, u64),
    today: Date,
) -> db::Result<Vec<Waiting>> {
    let order = match sort {
        "waiting" => "w.submitted_at, w.version_id".to_owned(),
        "newest" => "w.submitted_at DESC, w.version_id DESC".to_owned(),
        "name" => "o.sort_key, w.version_id".to_owned(),
        "changes" => "coalesce(w.changes, -1) DESC, w.submitted_at, w.version_id".to_owned(),
        _ => format!("CASE WHEN w.routine THEN 1 ELSE 0 END, {} DESC, w.submitted_at, w.version_id", score_sql(today)),
    };
    let mut values = condition.params().to_vec();
    values.extend([Value::from(most), Value::from(from)]);
    let sql = format!(
        "SELECT w.version_id, v.plan_id, o.code, o.name_th, o.name_en, o.kind, o.ministry_code, o.province_code, o.path, \
         w.fiscal_year, v.kind, v.number, v.reference, w.submitted_at, w.submitted_day, w.changes, w.facts {FROM} \
         WHERE w.version_id IN (SELECT w.version_id {} WHERE {} ORDER BY {order} LIMIT ${} OFFSET ${}) ORDER BY {order}",
        queue_from(&[&condition.sql(), &order]),
        condition.sql(),
        values.len() - 1,
        values.len()
    );
    tx.rows(&sql, &values, read_waiting)
}

fn read_waiting(row: &db::Row<'_>) -> db::Result<Waiting> {
    Ok(Waiting {
        version_id: row.get(0)?,
        plan_id: row.get(1)?,
        code: row.get(2)?,
        name_th: row.get(3)?,
        name_en: row.get(4)?,
        organisation_kind: row.get(5)?,
        ministry_code: row.get(6)?,
        province_code: row.get(7)?,
        path: row.get(8)?,
        fiscal_year: row.get(9)?,
        kind: row.get(10)?,
        number: row.get(11)?,
        reference: row.get(12)?,
        submitted_at: row.get(13)?,
        submitted_day: row.get(14)?,
        changes: row.get(15)?,
        facts: row.get(16)?,
    })
}
