//! Statements of the lists as everything stands: keyset pages in Thai order of names.

use std::collections::HashMap;

use db::{Result, Scope, Tx, Value, params};

use super::{
    counters,
    question::{Query, conditions},
};

/// One organisation of a list.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub organisation_id: String,
    pub code: String,
    pub name_th: String,
    pub name_en: String,
    pub kind: String,
    pub ministry_code: String,
    pub province_code: String,
    pub status: String,
    pub first_submitted_at: Option<String>,
    pub latest_submitted_at: Option<String>,
    pub on_time: bool,
    pub version_id: Option<String>,
    pub classified: bool,
    pub process_count: i64,
    pub rto_over_mtpd: i64,
    pub with_e_service: i64,
    /// Path of the organisation, for what one may see of it.
    pub path: String,
    /// The plan that the version belongs to.
    pub plan_id: Option<String>,
}

const FROM: &str = "FROM standing s JOIN organisation o ON o.id = s.organisation_id";

/// The same from the organisations on, for words that few names have. A cross join keeps the order of the tables on
/// SQLite; PostgreSQL finds its own way.
const FROM_NAMES: &str = "FROM organisation o CROSS JOIN standing s";

/// Names found that are so few that they are sorted rather than met in the order of all names.
const FEW: i64 = 2_000;

/// How many organisations there are.
pub(super) fn count(tx: &mut Tx<'_>, year: i32, query: &Query, reach: &Scope, cleared: &Scope) -> Result<i64> {
    if let Some(counted) = counters::organisations(query, reach, cleared) {
        return counted.sum(tx, year, query);
    }
    let mut params = vec![Value::from(year)];
    let conditions = conditions(query, reach, cleared, &mut params);
    if !query.q.is_empty() {
        let conditions = conditions.join(" AND ");
        let sql = format!("SELECT count(*) {FROM_NAMES} WHERE s.organisation_id = o.id AND {conditions}");
        return tx.count(&sql, &params);
    }
    // Whatever needs no column of the organisation is counted on the standings alone.
    let from = if conditions.iter().any(|c| c.contains("o.")) { FROM } else { "FROM standing s" };
    tx.count(&format!("SELECT count(*) {from} WHERE {}", conditions.join(" AND ")), &params)
}

/// How many processes the organisations asked for have, narrowed as asked.
pub(super) fn count_processes(
    tx: &mut Tx<'_>,
    year: i32,
    query: &Query,
    reach: &Scope,
    cleared: &Scope,
) -> Result<i64> {
    if let Some(counted) = counters::processes(query, reach, cleared) {
        return counted.sum(tx, year, query);
    }
    let mut params = vec![Value::from(year)];
    let conditions = conditions(query, reach, cleared, &mut params).join(" AND ");
    let narrowed = process_conditions(query);
    let sum = |what: &str| format!("SELECT CAST(coalesce(sum({what}), 0) AS BIGINT) {FROM} WHERE {conditions}");
    let sql = match (query.rto.as_str(), query.e_service.as_str()) {
        ("", "") => sum("s.process_count"),
        ("over_mtpd", "") => sum("s.rto_over_mtpd"),
        ("within_mtpd", "") => sum("s.process_count - s.rto_over_mtpd"),
        ("", "yes") => sum("s.with_e_service"),
        ("", "no") => sum("s.process_count - s.with_e_service"),
        _ => format!(
            "SELECT count(*) {FROM} JOIN version_process p ON p.version_id = s.version_id WHERE {conditions} AND {}",
            if narrowed.is_empty() { "TRUE".to_owned() } else { narrowed.join(" AND ") }
        ),
    };
    tx.count(&sql, &params)
}

/// The organisations after a row, or before one, at most `limit`, in the order of names.
pub(super) fn page(
    tx: &mut Tx<'_>,
    year: i32,
    query: &Query,
    reach: &Scope,
    cleared: &Scope,
    limit: usize,
) -> Result<Vec<Line>> {
    let few = !query.q.is_empty() && count(tx, year, query, reach, cleared)? <= FEW;
    let mut params = vec![Value::from(year)];
    let mut conditions = conditions(query, reach, cleared, &mut params);
    let backwards = query.after.is_empty() && !query.before.is_empty();
    let from = if backwards { &query.before } else { &query.after };
    if let Some(key) = sort_key(tx, year, from)? {
        params.push(Value::Bytes(key));
        params.push(from.into());
        let side = if backwards { '<' } else { '>' };
        conditions.push(format!("(s.sort_key, s.organisation_id) {side} (${}, ${})", params.len() - 1, params.len()));
    }
    params.push(limit.into());
    let order = if backwards { "s.sort_key DESC, s.organisation_id DESC" } else { "s.sort_key, s.organisation_id" };
    let from = if few { FROM_NAMES } else { "FROM standing s CROSS JOIN organisation o" };
    conditions.push("o.id = s.organisation_id".to_owned());
    let sql = format!(
        "SELECT s.organisation_id, o.code, s.name_th, o.name_en, s.kind, s.ministry_code, s.province_code, s.status, \
         s.first_submitted_at, s.latest_submitted_at, s.on_time, s.version_id, s.classified, s.process_count, \
         s.rto_over_mtpd, s.with_e_service, o.path, \
         (SELECT v.plan_id FROM plan_version v WHERE v.id = s.version_id) {from} WHERE {} ORDER BY {order} LIMIT ${}",
        conditions.join(" AND "),
        params.len()
    );
    let mut lines = tx.rows(&sql, &params, line)?;
    if backwards {
        lines.reverse();
    }
    Ok(lines)
}

fn sort_key(tx: &mut Tx<'_>, year: i32, organisation: &str) -> Result<Option<Vec<u8>>> {
    if organisation.is_empty() {
        return Ok(None);
    }
    let sql = "SELECT sort_key FROM standing WHERE fiscal_year = $1 AND organisation_id = $2";
    tx.row_opt(sql, params![year, organisation], |row| row.get(0))
}

fn line(row: &db::Row<'_>) -> Result<Line> {
    Ok(Line {
        organisation_id: row.get(0)?,
        code: row.get(1)?,
        name_th: row.get(2)?,
        name_en: row.get(3)?,
        kind: row.get(4)?,
        ministry_code: row.get(5)?,
        province_code: row.get(6)?,
        status: row.get(7)?,
        first_submitted_at: row.get(8)?,
        latest_submitted_at: row.get(9)?,
        on_time: row.get(10)?,
        version_id: row.get(11)?,
        classified: row.get(12)?,
        process_count: row.get(13)?,
        rto_over_mtpd: row.get(14)?,
        with_e_service: row.get(15)?,
        path: row.get(16)?,
        plan_id: row.get(17)?,
    })
}

/// What the register knows of an organisation: code, English name, path, text to search in.
pub(super) type Known = (String, String, String, String);

/// What the register knows of every organisation, by id; one statement for a list that needs most of them.
pub(super) fn organisations(tx: &mut Tx<'_>) -> Result<HashMap<String, Known>> {
    let sql = "SELECT id, code, name_en, path, search_text FROM organisation";
    let known = tx.rows(sql, params![], |row| {
        Ok((row.get::<String>(0)?, (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))
    })?;
    Ok(known.into_iter().collect())
}

/// The plan that a version belongs to, when there is one; for lists of the past.
pub(super) fn plan_of(tx: &mut Tx<'_>, version: &str) -> Result<Option<String>> {
    tx.row_opt("SELECT plan_id FROM plan_version WHERE id = $1", params![version], |row| row.get(0))
}

/// One critical process.
#[derive(Clone, Debug)]
pub(super) struct Process {
    pub position: i64,
    pub name: String,
    pub impact: String,
    pub rto_minutes: i64,
    pub mtpd_minutes: Option<i64>,
    pub e_services: i64,
}

/// The processes of a version in its order, narrowed as asked.
pub(super) fn processes(tx: &mut Tx<'_>, version: &str, query: &Query) -> Result<Vec<Process>> {
    let mut conditions = vec!["p.version_id = $1"];
    conditions.extend(process_conditions(query));
    let sql = format!(
        "SELECT p.position, p.name, p.impact, p.rto_minutes, p.mtpd_minutes, p.e_services FROM version_process p \
         WHERE {} ORDER BY p.position",
        conditions.join(" AND ")
    );
    tx.rows(&sql, params![version], |row| {
        Ok(Process {
            position: row.get(0)?,
            name: row.get(1)?,
            impact: row.get(2)?,
            rto_minutes: row.get(3)?,
            mtpd_minutes: row.get(4)?,
            e_services: row.get(5)?,
        })
    })
}

fn process_conditions(query: &Query) -> Vec<&'static str> {
    let rto = match query.rto.as_str() {
        "over_mtpd" => Some("p.rto_minutes > p.mtpd_minutes"),
        "within_mtpd" => Some("(p.mtpd_minutes IS NULL OR p.rto_minutes <= p.mtpd_minutes)"),
        _ => None,
    };
    let e_service = match query.e_service.as_str() {
        "yes" => Some("p.e_services > 0"),
        "no" => Some("p.e_services = 0"),
        _ => None,
    };
    rto.into_iter().chain(e_service).collect()
}
