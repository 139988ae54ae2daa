//! All statements of this slice.

use db::{Scope, Tx, Value, params};
use jiff::civil::Date;

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
pub(super) fn all(tx: &mut Tx<'_>) -> db::Result<Vec<Round>> {
    tx.rows(&format!("{ROUND} ORDER BY fiscal_year DESC"), &[], round)
}

/// How many organisations of a round stand where, in a person's reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// On the roster today.
    pub roster: i64,
    /// Nothing begun.
    pub not_started: i64,
    /// Begun.
    pub drafting: i64,
    /// Waiting for review.
    pub submitted: i64,
    /// Returned and not submitted again.
    pub returned: i64,
    /// Approved.
    pub approved: i64,
    /// Submitted, and the first time in time.
    pub on_time: i64,
    /// Additions and removals since the opening.
    pub changes: i64,
    /// Extensions in force.
    pub extensions: i64,
}

impl Counts {
    /// Organisations that count as having submitted.
    pub fn sent(&self) -> i64 {
        self.submitted + self.returned + self.approved
    }

    /// Organisations that have not submitted.
    pub fn outstanding(&self) -> i64 {
        self.not_started + self.drafting
    }
}

/// Where the organisations in reach stand. The nation's figures come from the counters of insight, a part's from the
/// standings below it.
pub(crate) fn counts(tx: &mut Tx<'_>, round: &Round, scope: &Scope, today: Date) -> db::Result<Counts> {
    let mut counts = if scope.is_nation() { nation(tx, round.fiscal_year)? } else { part(tx, round, scope)? };
    let mut on_round = Where::new();
    on_round.is("r.round_id", &round.id);
    on_round.reach("o.path", scope);
    let mut changed = on_round.clone();
    changed.plain("(r.added_on IS NOT NULL OR r.removed_on IS NOT NULL)");
    let from = "FROM roster r JOIN organisation o ON o.id = r.organisation_id";
    counts.changes = tx.count(&format!("SELECT count(*) {from} WHERE {}", changed.sql()), changed.params())?;
    on_round.on_day("r", today);
    if scope.is_nation() {
        let (mut whole, id) = (Where::new(), &round.id);
        whole.is("r.round_id", id);
        whole.on_day("r", today);
        counts.roster = tx.count(&format!("SELECT count(*) FROM roster r WHERE {}", whole.sql()), whole.params())?;
    } else {
        counts.roster = tx.count(&format!("SELECT count(*) {from} WHERE {}", on_round.sql()), on_round.params())?;
    }
    counts.not_started =
        counts.roster - counts.drafting - counts.submitted - counts.returned - counts.approved;
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
    let sql = "SELECT CAST(coalesce(sum(drafting), 0) AS BIGINT), CAST(coalesce(sum(submitted), 0) AS BIGINT), \
               CAST(coalesce(sum(returned), 0) AS BIGINT), CAST(coalesce(sum(approved), 0) AS BIGINT), \
               CAST(coalesce(sum(on_time), 0) AS BIGINT) FROM readiness_cell WHERE fiscal_year = $1";
    let by_status = |row: &db::Row<'_>| {
        Ok(Counts {
            drafting: row.get(0)?,
            submitted: row.get(1)?,
            returned: row.get(2)?,
            approved: row.get(3)?,
            on_time: row.get(4)?,
            ..Counts::default()
        })
    };
    tx.row(sql, params![fiscal_year], by_status)
}

fn part(tx: &mut Tx<'_>, round: &Round, scope: &Scope) -> db::Result<Counts> {
    let mut condition = Where::new();
    condition.is("s.fiscal_year", round.fiscal_year);
    condition.reach("o.path", scope);
    let sql = format!(
        "SELECT s.status, count(*), CAST(coalesce(sum(CASE WHEN s.on_time THEN 1 ELSE 0 END), 0) AS BIGINT) \
         FROM standing s JOIN organisation o ON o.id = s.organisation_id WHERE {} GROUP BY s.status",
        condition.sql()
    );
    let mut counts = Counts::default();
    tx.each::<db::Error>(&sql, condition.params(), |row| {
        let n: i64 = row.get(1)?;
        match row.get::<String>(0)?.as_str() {
            "drafting" => counts.drafting = n,
            "submitted" => counts.submitted = n,
            "returned" => counts.returned = n,
            "approved" => counts.approved = n,
            _ => {}
        }
        counts.on_time += row.get::<i64>(2)?;
        Ok(())
    })?;
    Ok(counts)
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

const MEMBERS: &str = "FROM roster r JOIN organisation o ON o.id = r.organisation_id \
    LEFT JOIN standing s ON s.fiscal_year = $1 AND s.organisation_id = r.organisation_id";

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
        "sent" => condition.plain("s.status IN ('submitted', 'returned', 'approved')"),
        "on_time" => condition.plain("s.status IN ('submitted', 'returned', 'approved') AND s.on_time"),
        "sent_late" => condition.plain("s.status IN ('submitted', 'returned', 'approved') AND NOT s.on_time"),
        one => condition.is("s.status", one),
    }
    condition
}

/// How many organisations there are under a condition of [`members_where`].
pub fn count_members(tx: &mut Tx<'_>, condition: &Where) -> db::Result<i64> {
    tx.count(&format!("SELECT count(*) {MEMBERS} WHERE {}", condition.sql()), condition.params())
}

/// The organisations under a condition, in Thai order.
pub fn members(tx: &mut Tx<'_>, condition: &Where, from: u64, most: u64) -> db::Result<Vec<Member>> {
    let mut values = condition.params().to_vec();
    values.push(Value::from(most));
    values.push(Value::from(from));
    let sql = format!(
        "{MEMBER} {MEMBERS} WHERE {} ORDER BY o.sort_key, o.id LIMIT ${} OFFSET ${}",
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
    let sql = format!(
        "SELECT {column}, count(*), {}, {}, {} {MEMBERS} WHERE {} GROUP BY {column}",
        sum("not_started"),
        sum("drafting"),
        sum("returned"),
        condition.sql()
    );
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
pub(super) fn extension_by_id(tx: &mut Tx<'_>, id: &str, scope: &Scope) -> db::Result<Option<Extension>> {
    let mut condition = Where::new();
    condition.is("e.id", id);
    condition.reach("o.path", scope);
    tx.row_opt(&format!("{EXTENSION} WHERE {}", condition.sql()), condition.params(), extension)
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
pub(super) fn named(tx: &mut Tx<'_>, round: &Round, ids: &[String], scope: &Scope) -> db::Result<Vec<(String, String, String)>> {
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
