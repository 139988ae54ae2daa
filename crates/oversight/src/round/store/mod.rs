//! All statements of this slice.

mod extension;
mod groups;

use db::{Scope, Tx, Value, params};
use jiff::civil::Date;

pub(super) use extension::extension_by_id;
pub use extension::{Extension, extensions};
pub use groups::{counted_groups, total};

use crate::listing::{Filters, Where};

/// A round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Id.
    pub id: String,
    /// Buddhist fiscal year.
    pub fiscal_year: i32,
    /// Last day on time.
    pub due_on: Date,
    /// Last day taken.
    pub closes_on: Date,
    /// When it was opened, as stored.
    pub opened_at: String,
    /// What an edit must name.
    pub revision: i64,
}

const ROUND: &str = "SELECT id, fiscal_year, due_on, closes_on, opened_at, revision FROM round";

fn round(row: &db::Row<'_>) -> db::Result<Round> {
    Ok(Round {
        id: row.get(0)?,
        fiscal_year: row.get(1)?,
        due_on: db::date(&row.get::<String>(2)?)?,
        closes_on: db::date(&row.get::<String>(3)?)?,
        opened_at: row.get(4)?,
        revision: row.get(5)?,
    })
}

/// The round of a year.
pub fn by_year(tx: &mut Tx<'_>, fiscal_year: i32) -> db::Result<Option<Round>> {
    tx.row_opt(&format!("{ROUND} WHERE fiscal_year = $1"), params![fiscal_year], round)
}

/// Every round, the newest first.
pub(in crate::round) fn all(tx: &mut Tx<'_>) -> db::Result<Vec<Round>> {
    tx.rows(&format!("{ROUND} ORDER BY fiscal_year DESC"), &[], round)
}

/// How many organisations of a round stand where, in a person's reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// On the roster today.
    pub roster: i64,
    /// Begun and not submitted.
    pub drafting: i64,
    /// Count as having submitted, whatever became of it.
    pub sent: i64,
    /// Of these, the latest version waits for review.
    pub waiting: i64,
    /// Of these, the latest version was returned.
    pub returned: i64,
    /// Some version is approved, perhaps an older one than the latest.
    pub approved: i64,
    /// Submitted the first time in time.
    pub on_time: i64,
    /// Additions and removals since the opening.
    pub changes: i64,
    /// Extensions in force.
    pub extensions: i64,
}

impl Counts {
    /// Organisations that have begun nothing.
    pub fn not_started(&self) -> i64 {
        (self.outstanding() - self.drafting).max(0)
    }

    /// Organisations that have not submitted.
    pub fn outstanding(&self) -> i64 {
        (self.roster - self.sent).max(0)
    }
}

/// Where the organisations in reach stand. The nation's figures come from the counters of insight, a part's from the
/// standings below it.
pub(crate) fn counts(tx: &mut Tx<'_>, round: &Round, scope: &Scope, today: Date) -> db::Result<Counts> {
    let mut counts = if scope.is_nation() { nation(tx, round.fiscal_year)? } else { part(tx, round, scope)? };
    let from = "FROM roster r JOIN organisation o ON o.id = r.organisation_id";
    let mut on_round = Where::new();
    on_round.is("r.round_id", &round.id);
    on_round.reach("o.path", scope);
    let mut changed = on_round.clone();
    changed.plain("(r.added_on IS NOT NULL OR r.removed_on IS NOT NULL)");
    counts.changes = tx.count(&format!("SELECT count(*) {from} WHERE {}", changed.sql()), changed.params())?;
    on_round.on_day("r", today);
    counts.roster = tx.count(&format!("SELECT count(*) {from} WHERE {}", on_round.sql()), on_round.params())?;
    let mut granted = Where::new();
    granted.is("e.round_id", &round.id);
    granted.plain("e.revoked_at IS NULL");
    granted.reach("o.path", scope);
    let sql = format!(
        "SELECT count(*) FROM extension e JOIN organisation o ON o.id = e.organisation_id WHERE {}",
        granted.sql()
    );
    counts.extensions = tx.count(&sql, granted.params())?;
    Ok(counts)
}

fn nation(tx: &mut Tx<'_>, fiscal_year: i32) -> db::Result<Counts> {
    let sum = |column: &str| format!("CAST(coalesce(sum({column}), 0) AS BIGINT)");
    let columns = ["drafting", "submitted", "awaiting", "returned", "approved", "on_time"].map(sum).join(", ");
    let sql = format!("SELECT {columns} FROM readiness_cell WHERE fiscal_year = $1");
    tx.row(&sql, params![fiscal_year], read_counts)
}

fn part(tx: &mut Tx<'_>, round: &Round, scope: &Scope) -> db::Result<Counts> {
    let mut condition = Where::new();
    condition.is("s.fiscal_year", round.fiscal_year);
    condition.reach("o.path", scope);
    let sum = |when: &str| format!("CAST(coalesce(sum(CASE WHEN {when} THEN 1 ELSE 0 END), 0) AS BIGINT)");
    let sent = "s.status IN ('submitted', 'returned', 'approved')";
    let columns = [
        sum("s.status = 'drafting'"),
        sum(sent),
        sum("s.status = 'submitted'"),
        sum("s.status = 'returned'"),
        sum("s.approved"),
        sum(&format!("{sent} AND s.on_time")),
    ];
    let sql = format!(
        "SELECT {} FROM standing s JOIN organisation o ON o.id = s.organisation_id WHERE {}",
        columns.join(", "),
        condition.sql()
    );
    tx.row(&sql, condition.params(), read_counts)
}

fn read_counts(row: &db::Row<'_>) -> db::Result<Counts> {
    Ok(Counts {
        drafting: row.get(0)?,
        sent: row.get(1)?,
        waiting: row.get(2)?,
        returned: row.get(3)?,
        approved: row.get(4)?,
        on_time: row.get(5)?,
        ..Counts::default()
    })
}

/// One organisation of a roster.
#[derive(Clone, Debug)]
pub struct Member {
    /// Organisation's id.
    pub id: String,
    /// Register code.
    pub code: String,
    /// Name as frozen.
    pub name_th: String,
    /// English name today.
    pub name_en: String,
    /// Kind as frozen.
    pub kind: String,
    /// Ministry as frozen.
    pub ministry_code: String,
    /// Province as frozen.
    pub province_code: String,
    /// Where its plan stands.
    pub status: String,
    /// Since when on the roster; `None` from the opening on.
    pub added_on: Option<String>,
    /// Since when not any more.
    pub removed_on: Option<String>,
    /// Why it was added or removed.
    pub reason: String,
    /// Due day of an extension in force.
    pub extended_to: Option<String>,
    /// First submission of the year.
    pub first_submitted_at: Option<String>,
    /// Whether that was on time.
    pub on_time: bool,
    /// When it was last reminded.
    pub reminded_at: Option<String>,
}

const MEMBER: &str = "SELECT o.id, o.code, r.name_th, o.name_en, r.kind, r.ministry_code, r.province_code, \
    coalesce(s.status, 'not_started'), r.added_on, r.removed_on, r.reason, \
    (SELECT max(e.due_on) FROM extension e WHERE e.round_id = r.round_id AND e.organisation_id = r.organisation_id \
     AND e.revoked_at IS NULL), s.first_submitted_at, coalesce(s.on_time, FALSE), \
    (SELECT max(m.sent_at) FROM reminder m WHERE m.round_id = r.round_id AND m.organisation_id = r.organisation_id)";

/// Lists of at most so many are found first and sorted then; longer ones are walked in Thai order until the page is full.
const FEW: i64 = 2_000;

/// The tables that the members under a condition need, and the condition. `$1` is the year of the standings.
fn narrowed(condition: &Where, more: &str) -> (String, String) {
    let (mut from, mut sql) = ("FROM roster r".to_owned(), condition.sql());
    let needs = |alias: &str| sql.contains(alias) || more.contains(alias);
    let standing = needs("s.status") || needs("s.approved") || needs("s.on_time");
    if needs("o.") {
        from.push_str(" JOIN organisation o ON o.id = r.organisation_id");
    }
    if standing {
        from.push_str(" LEFT JOIN standing s ON s.fiscal_year = $1 AND s.organisation_id = r.organisation_id");
    } else {
        sql.push_str(" AND CAST($1 AS BIGINT) IS NOT NULL"); // every parameter must be used
    }
    (from, sql)
}

fn member(row: &db::Row<'_>) -> db::Result<Member> {
    Ok(Member {
        id: row.get(0)?,
        code: row.get(1)?,
        name_th: row.get(2)?,
        name_en: row.get(3)?,
        kind: row.get(4)?,
        ministry_code: row.get(5)?,
        province_code: row.get(6)?,
        status: row.get(7)?,
        added_on: row.get(8)?,
        removed_on: row.get(9)?,
        reason: row.get(10)?,
        extended_to: row.get(11)?,
        first_submitted_at: row.get(12)?,
        on_time: row.get(13)?,
        reminded_at: row.get(14)?,
    })
}

/// The condition for the organisations of a round that a list with these filters shows.
pub fn members_where(round: &Round, filters: &Filters, scope: &Scope, today: Date) -> Where {
    let mut condition = Where::with(vec![Value::from(round.fiscal_year)]);
    condition.is("r.round_id", &round.id);
    condition.reach("o.path", scope);
    match filters.change.as_str() {
        "added" => condition.plain("r.added_on IS NOT NULL"),
        "removed" => condition.plain("r.removed_on IS NOT NULL"),
        "any" => condition.plain("(r.added_on IS NOT NULL OR r.removed_on IS NOT NULL)"),
        _ => condition.on_day("r", today),
    }
    condition.chosen("r.ministry_code", &filters.ministry);
    condition.chosen("r.province_code", &filters.province);
    condition.chosen("r.kind", &filters.kind);
    condition.search("o.search_text", &filters.q);
    match filters.status.as_str() {
        "" => {}
        "not_started" => condition.plain("coalesce(s.status, 'not_started') = 'not_started'"),
        "outstanding" => condition.plain("coalesce(s.status, 'not_started') IN ('not_started', 'drafting')"),
        "open" => condition.plain("coalesce(s.status, 'not_started') IN ('not_started', 'drafting', 'returned')"),
        // An accepted plan stays one while its update waits, as the national figure counts it.
        "approved" => condition.plain("s.approved"),
        "sent" => condition.plain("s.status IN ('submitted', 'returned', 'approved')"),
        "on_time" => condition.plain("s.status IN ('submitted', 'returned', 'approved') AND s.on_time"),
        "sent_late" => condition.plain("s.status IN ('submitted', 'returned', 'approved') AND NOT s.on_time"),
        one => condition.is("s.status", one),
    }
    condition
}

/// How many organisations there are under a condition of [`members_where`].
pub fn count_members(tx: &mut Tx<'_>, condition: &Where) -> db::Result<i64> {
    let (from, sql) = narrowed(condition, "");
    tx.count(&format!("SELECT count(*) {from} WHERE {sql}"), condition.params())
}

/// True when there are more than [`FEW`]; looks no further.
fn is_long(tx: &mut Tx<'_>, condition: &Where) -> db::Result<bool> {
    let (from, sql) = narrowed(condition, "");
    let sql = format!("SELECT count(*) FROM (SELECT 1 AS one {from} WHERE {sql} LIMIT {}) first", FEW + 1);
    Ok(tx.count(&sql, condition.params())? > FEW)
}

/// The organisations under a condition, in Thai order.
pub fn members(tx: &mut Tx<'_>, condition: &Where, from: u64, most: u64) -> db::Result<Vec<Member>> {
    let mut values = condition.params().to_vec();
    values.push(Value::from(most));
    values.push(Value::from(from));
    // A cross join keeps the order of the tables on SQLite; PostgreSQL finds its own way.
    let joined =
        if is_long(tx, condition)? { "organisation o CROSS JOIN roster r" } else { "roster r, organisation o" };
    let sql = format!(
        "{MEMBER} FROM {joined} LEFT JOIN standing s ON s.fiscal_year = $1 AND s.organisation_id = o.id \
         WHERE o.id = r.organisation_id AND {} ORDER BY o.sort_key, o.id LIMIT ${} OFFSET ${}",
        condition.sql(),
        values.len() - 1,
        values.len()
    );
    tx.rows(&sql, &values, member)
}

/// How the organisations of one group stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Code of the ministry, province or kind.
    pub code: String,
    /// On the roster.
    pub roster: i64,
    /// Nothing begun.
    pub not_started: i64,
    /// Begun.
    pub drafting: i64,
    /// Returned and not submitted again.
    pub returned: i64,
}

impl Group {
    /// Organisations that have not submitted.
    pub fn outstanding(&self) -> i64 {
        self.not_started + self.drafting
    }
}

/// How the organisations under a condition stand, by one column of the roster.
pub fn member_groups(tx: &mut Tx<'_>, condition: &Where, column: &str) -> db::Result<Vec<Group>> {
    let sum = |status: &str| {
        format!("CAST(sum(CASE WHEN coalesce(s.status, 'not_started') = '{status}' THEN 1 ELSE 0 END) AS BIGINT)")
    };
    let sums = ["not_started", "drafting", "returned"].map(sum).join(", ");
    let (from, conditions) = narrowed(condition, &sums);
    let sql = format!("SELECT {column}, count(*), {sums} {from} WHERE {conditions} GROUP BY {column}");
    tx.rows(&sql, condition.params(), |row| {
        Ok(Group {
            code: row.get(0)?,
            roster: row.get(1)?,
            not_started: row.get(2)?,
            drafting: row.get(3)?,
            returned: row.get(4)?,
        })
    })
}

/// Who changed a round last, and when; for the page that tells of a lost race.
pub(crate) fn last_change(tx: &mut Tx<'_>, round_id: &str) -> db::Result<Option<(String, String)>> {
    tx.row_opt(
        "SELECT coalesce(a.name, e.actor), e.at FROM audit_event e LEFT JOIN account a ON a.id = e.actor \
         WHERE e.subject_kind = 'round' AND e.subject_id = $1 AND e.action = 'round.dates_changed' ORDER BY e.at DESC LIMIT 1",
        params![round_id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// The names of these organisations of a roster that are in reach, in Thai order: (id, Thai, English).
pub(in crate::round) fn named(
    tx: &mut Tx<'_>,
    round: &Round,
    ids: &[String],
    scope: &Scope,
) -> db::Result<Vec<(String, String, String)>> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let mut condition = Where::new();
        condition.is("r.round_id", &round.id);
        condition.is("o.id", id);
        condition.reach("o.path", scope);
        let sql = format!(
            "SELECT o.id, r.name_th, o.name_en FROM roster r JOIN organisation o ON o.id = r.organisation_id WHERE {}",
            condition.sql()
        );
        found.extend(tx.row_opt(&sql, condition.params(), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?);
    }
    found.sort_by(|a: &(String, String, String), b| thai::collate::cmp(&a.1, &b.1));
    Ok(found)
}
