//! Lists whose length the summary rows know already: those of the nation that are narrowed only by what cells count.

use db::{Result, Scope, Tx, Value};

use super::question::Query;
use crate::readiness::{Dimension, hazard::OWN};

/// A sum over summary rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    table: &'static str,
    what: &'static str,
    by_hazard: bool,
}

impl Counted {
    const fn cells(what: &'static str) -> Self {
        Counted { table: "readiness_cell", what, by_hazard: false }
    }

    /// The sum within the groups that are asked for.
    pub fn sum(self, tx: &mut Tx<'_>, year: i32, query: &Query) -> Result<i64> {
        let mut params = vec![Value::from(year)];
        let mut conditions = vec!["c.fiscal_year = $1".to_owned()];
        let mut narrow = |column: &str, value: &str| {
            params.push(value.into());
            conditions.push(format!("c.{column} = ${}", params.len()));
        };
        for dimension in Dimension::ALL {
            if let Some(code) = query.group(dimension) {
                narrow(dimension.column(), code);
            }
        }
        if self.by_hazard {
            narrow("hazard", &query.hazard);
        }
        let (table, what) = (self.table, self.what);
        let conditions = conditions.join(" AND ");
        let sql = format!("SELECT CAST(coalesce(sum({what}), 0) AS BIGINT) FROM {table} c WHERE {conditions}");
        tx.count(&sql, &params)
    }
}

/// How many organisations a list has, when the counters know.
pub(super) fn organisations(query: &Query, reach: &Scope, cleared: &Scope) -> Option<Counted> {
    if !reach.is_nation() || !query.q.is_empty() || !query.processes.is_empty() {
        return None;
    }
    let (status, on_time) = (query.status.as_str(), query.on_time.as_str());
    if !query.hazard.is_empty() {
        // Counters of hazards count classified plans too, carry no region, and count each code of its own.
        let known = query.hazard != OWN && cleared.is_nation() && query.region.is_empty() && on_time.is_empty();
        let counted = Counted { table: "readiness_cell_hazard", what: "c.plans", by_hazard: true };
        return (known && matches!(status, "" | "submitted")).then_some(counted);
    }
    Some(Counted::cells(match (status, on_time) {
        ("", "") => "c.roster",
        ("submitted", "") => "c.submitted",
        ("awaiting", "") => "c.awaiting",
        ("returned", "") => "c.returned",
        ("approved", "") => "c.approved",
        ("outstanding", "") => "c.roster - c.submitted",
        ("drafting", "") => "c.drafting",
        ("not_started", "") => "c.roster - c.submitted - c.drafting",
        ("" | "submitted", "yes") => "c.on_time",
        ("" | "submitted", "no") => "c.submitted - c.on_time",
        _ => return None,
    }))
}

/// How many processes a list has, when the counters know.
pub(super) fn processes(query: &Query, reach: &Scope, cleared: &Scope) -> Option<Counted> {
    let whole = reach.is_nation() && cleared.is_nation() && query.q.is_empty();
    let plain =
        matches!(query.status.as_str(), "" | "submitted") && query.on_time.is_empty() && query.hazard.is_empty();
    if !whole || !plain {
        return None;
    }
    Some(Counted::cells(match (query.rto.as_str(), query.e_service.as_str()) {
        ("", "") => "c.process_count",
        ("over_mtpd", "") => "c.rto_over_mtpd",
        ("within_mtpd", "") => "c.process_count - c.rto_over_mtpd",
        ("", "yes") => "c.with_e_service",
        ("", "no") => "c.process_count - c.with_e_service",
        _ => return None,
    }))
}
