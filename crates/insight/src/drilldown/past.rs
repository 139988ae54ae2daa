//! The lists of a past date, from the history: the same filters, order and pages as those of today.

use std::collections::HashSet;

use db::{Scope, Tx};

use super::{
    question::{Query, holds},
    store::{self, Line},
};
use crate::{
    readiness::{
        hazard::{OWN, is_listed},
        source::{Past, each_hazard},
    },
    standing::row::Row,
};

/// Everyone that is asked for, in Thai order of names.
pub(super) fn lines(tx: &mut Tx<'_>, year: i32, past: &Past, query: &Query, cleared: &Scope) -> db::Result<Vec<Line>> {
    let prepared = prepared(tx, year, &query.hazard)?;
    let has_hazard = |row: &Row| match (&prepared, &row.version_id) {
        (None, _) => true,
        (Some(prepared), Some(version)) => prepared.contains(version),
        (Some(_), None) => false,
    };
    let mut rows: Vec<&Row> = past.rows.iter().filter(|row| holds(query, row) && has_hazard(row)).collect();
    rows.sort_by(|a, b| {
        let key = |row: &&Row| (row.member.sort_key.clone(), row.member.organisation_id.clone());
        key(a).cmp(&key(b))
    });
    let words = thai::normalise::fold(&query.q);
    let mut known = store::organisations(tx)?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let found = known.remove(&row.member.organisation_id);
        let Some((code, name_en, path, search)) = found else { continue };
        let named = words.split_whitespace().all(|word| search.contains(word));
        let hidden = query.is_about_content() && row.classified && !cleared.reaches(&path);
        if named && !hidden {
            lines.push(line(row, code, name_en, path));
        }
    }
    Ok(lines)
}

/// The versions that name the hazard; `None` when no hazard is asked for.
fn prepared(tx: &mut Tx<'_>, year: i32, hazard: &str) -> db::Result<Option<HashSet<String>>> {
    if hazard.is_empty() {
        return Ok(None);
    }
    let mut versions = HashSet::new();
    each_hazard(tx, year, |version, code| {
        if code == hazard || (hazard == OWN && !is_listed(code)) {
            versions.insert(version.to_owned());
        }
    })?;
    Ok(Some(versions))
}

fn line(row: &Row, code: String, name_en: String, path: String) -> Line {
    let cell = &row.member.cell;
    Line {
        organisation_id: row.member.organisation_id.clone(),
        code,
        name_th: row.member.name_th.clone(),
        name_en,
        kind: cell.kind.clone(),
        ministry_code: cell.ministry_code.clone(),
        province_code: cell.province_code.clone(),
        status: row.status.code().to_owned(),
        first_submitted_at: row.first_submitted_at.map(db::stamp),
        latest_submitted_at: row.latest_submitted_at.map(db::stamp),
        on_time: row.on_time,
        version_id: row.version_id.clone(),
        classified: row.classified,
        process_count: row.process_count,
        rto_over_mtpd: row.rto_over_mtpd,
        with_e_service: row.with_e_service,
        path,
        plan_id: None,
    }
}
