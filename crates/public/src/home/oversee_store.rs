//! Statements about what lies in somebody's reach: reviews that wait, who has sent and who has not. The nation's counts
//! come from the counters of insight, so that they cost the same whatever its size; a part's from the standings below it.

use db::{Result, Row, Scope, Tx, Value, params};
use jiff::civil::Date;

/// Versions that wait for review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// How many.
    pub count: i64,
    /// Day in Bangkok, counted from 1 January 1970, since which the oldest one waits.
    pub oldest_day: Option<i64>,
    /// Those that differ in nothing from the last accepted version.
    pub routine: i64,
}

/// Versions that wait for review in a scope.
pub fn waiting(tx: &mut Tx<'_>, scope: &Scope) -> Result<Waiting> {
    let mut params = Vec::new();
    let join = match scope.is_nation() {
        true => String::new(),
        false => {
            format!("JOIN organisation o ON o.id = w.organisation_id WHERE {}", scope.condition("o.path", &mut params))
        }
    };
    let sql = format!(
        "SELECT count(*), min(w.submitted_day), CAST(coalesce(sum(CASE WHEN w.routine THEN 1 ELSE 0 END), 0) AS BIGINT) \
         FROM review_waiting w {join}"
    );
    tx.row(&sql, &params, |row| Ok(Waiting { count: row.get(0)?, oldest_day: row.get(1)?, routine: row.get(2)? }))
}

/// How many organisations of a year stand where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// On the roster.
    pub roster: i64,
    /// Begun, nothing sent.
    pub drafting: i64,
    /// Sent.
    pub sent: i64,
    /// Of the sent: returned and not sent again.
    pub returned: i64,
    /// Accepted.
    pub approved: i64,
    /// Sent, the first time in time.
    pub on_time: i64,
}

impl Counts {
    /// Those that have not sent.
    pub const fn outstanding(&self) -> i64 {
        self.roster - self.sent
    }

    /// Those that have not begun.
    pub const fn not_started(&self) -> i64 {
        self.outstanding() - self.drafting
    }
}

fn counts_of(row: &Row<'_>) -> Result<Counts> {
    Ok(Counts {
        roster: row.get(0)?,
        drafting: row.get(1)?,
        sent: row.get(2)?,
        returned: row.get(3)?,
        approved: row.get(4)?,
        on_time: row.get(5)?,
    })
}

/// Where the organisations of a scope stand.
pub fn counts(tx: &mut Tx<'_>, year: i32, scope: &Scope) -> Result<Counts> {
    if scope.is_nation() {
        let sums = ["roster", "drafting", "submitted", "returned", "approved", "on_time"]
            .map(|column| format!("CAST(coalesce(sum({column}), 0) AS BIGINT)"));
        let sql = format!("SELECT {} FROM readiness_cell WHERE fiscal_year = $1", sums.join(", "));
        return tx.row(&sql, params![year], counts_of);
    }
    let mut params = vec![Value::from(year)];
    let reached = scope.condition("o.path", &mut params);
    let when = |condition: &str| format!("CAST(coalesce(sum(CASE WHEN {condition} THEN 1 ELSE 0 END), 0) AS BIGINT)");
    let sql = format!(
        "SELECT count(*), {}, {}, {}, {}, {} FROM standing s JOIN organisation o ON o.id = s.organisation_id \
         WHERE s.fiscal_year = $1 AND {reached}",
        when("s.status = 'drafting'"),
        when("s.status IN ('submitted', 'returned', 'approved')"),
        when("s.status = 'returned'"),
        when("s.approved"),
        when("s.status IN ('submitted', 'returned', 'approved') AND s.on_time"),
    );
    tx.row(&sql, &params, counts_of)
}

/// Of those that have not sent: how many still have time by an extension.
pub fn still_in_time(tx: &mut Tx<'_>, round_id: &str, year: i32, scope: &Scope, today: Date) -> Result<i64> {
    let mut params = vec![Value::from(round_id), Value::from(year), Value::from(today)];
    let reached = scope.condition("o.path", &mut params);
    let sql = format!(
        "SELECT count(DISTINCT e.organisation_id) FROM extension e JOIN organisation o ON o.id = e.organisation_id \
         JOIN standing s ON s.fiscal_year = $2 AND s.organisation_id = e.organisation_id \
         WHERE e.round_id = $1 AND e.revoked_at IS NULL AND e.due_on >= $3 \
         AND s.status IN ('not_started', 'drafting') AND {reached}"
    );
    tx.count(&sql, &params)
}

/// Organisations in a scope that are not closed.
pub fn units(tx: &mut Tx<'_>, scope: &Scope) -> Result<i64> {
    let mut params = Vec::new();
    let reached = scope.condition("o.path", &mut params);
    tx.count(&format!("SELECT count(*) FROM organisation o WHERE o.closed_on IS NULL AND {reached}"), &params)
}

/// Messages to organisations in a scope that nobody there has read.
pub fn unread_messages(tx: &mut Tx<'_>, scope: &Scope) -> Result<i64> {
    let mut params = Vec::new();
    let reached = scope.condition("o.path", &mut params);
    let sql = format!(
        "SELECT count(*) FROM message m JOIN organisation o ON o.id = m.organisation_id \
         WHERE m.read_at IS NULL AND {reached}"
    );
    tx.count(&sql, &params)
}
