//! All SQL of the import.

use std::{
    collections::HashMap,
    sync::atomic::{AtomicUsize, Ordering},
};

use db::{Result, Tx, params};
use jiff::Timestamp;
use serde_json::json;

use super::plan::{Known, Plan, Wanted};
use crate::organisation::{
    Details, path,
    store::{self, Entered, History},
};

/// Every organisation, closed ones too.
pub(super) fn known(tx: &mut Tx<'_>) -> Result<Vec<Known>> {
    let mut others: HashMap<String, Vec<String>> = HashMap::new();
    let codes = tx.rows("SELECT organisation_id, code FROM organisation_code ORDER BY scheme, code", &[], |row| {
        Ok((row.get::<String>(0)?, row.get::<String>(1)?))
    })?;
    for (id, code) in codes {
        others.entry(id).or_default().push(code);
    }
    tx.rows(
        "SELECT o.id, o.code, p.code, o.path, o.closed_on, o.name_th, o.name_en, o.kind, o.ministry_code, \
         o.province_code, o.district_code, o.obliged, o.provenance FROM organisation o \
         LEFT JOIN organisation p ON p.id = o.parent_id",
        &[],
        |row| {
            let id: String = row.get(0)?;
            Ok(Known {
                other_codes: others.remove(&id).unwrap_or_default(),
                id,
                code: row.get(1)?,
                parent_code: row.get(2)?,
                path: row.get(3)?,
                closed: row.get::<Option<String>>(4)?.is_some(),
                details: Details {
                    name_th: row.get(5)?,
                    name_en: row.get(6)?,
                    kind: row.get(7)?,
                    ministry_code: row.get(8)?,
                    province_code: row.get(9)?,
                    district_code: row.get(10)?,
                    obliged: row.get(11)?,
                    provenance: row.get(12)?,
                },
            })
        },
    )
}

/// Writes the plan, counting what is written.
pub(super) fn apply(tx: &mut Tx<'_>, plan: &Plan, by: &str, now: Timestamp, written: &AtomicUsize) -> Result<()> {
    for wanted in &plan.created {
        store::insert(tx, &entered(wanted))?;
        history(tx, wanted, None, by, now)?;
        store::note(tx, "organisation.created", &wanted.id, by, json!({"code": wanted.code, "by": "import"}), now)?;
        written.fetch_add(1, Ordering::Relaxed);
    }
    for wanted in &plan.updated {
        update(tx, wanted)?;
        let recorded = ["name_th", "name_en", "kind", "parent_code"];
        if wanted.changed.iter().any(|column| recorded.contains(column)) {
            let today = thai::date::bangkok_date(now);
            history(tx, wanted, Some(today), by, now)?;
        }
        let detail = json!({"code": wanted.code, "by": "import", "changed": wanted.changed});
        store::note(tx, "organisation.changed", &wanted.id, by, detail, now)?;
        written.fetch_add(1, Ordering::Relaxed);
    }
    for (id, path) in &plan.moved {
        tx.execute(
            "UPDATE organisation SET path = $2, depth = $3 WHERE id = $1",
            params![id, path, path::level(path)],
        )?;
    }
    Ok(())
}

fn entered(wanted: &Wanted) -> Entered<'_> {
    Entered {
        id: &wanted.id,
        code: &wanted.code,
        parent_id: wanted.parent_id.as_deref(),
        path: &wanted.path,
        details: &wanted.details,
        valid_from: None,
        other_codes: &wanted.other_codes,
    }
}

fn update(tx: &mut Tx<'_>, wanted: &Wanted) -> Result<()> {
    store::set_details(tx, &wanted.id, &wanted.code, &wanted.details, &wanted.other_codes)?;
    tx.execute(
        "UPDATE organisation SET parent_id = $2, path = $3, depth = $4 WHERE id = $1",
        params![&wanted.id, wanted.parent_id.as_deref(), &wanted.path, path::level(&wanted.path)],
    )?;
    Ok(())
}

fn history(
    tx: &mut Tx<'_>,
    wanted: &Wanted,
    effective_on: Option<jiff::civil::Date>,
    by: &str,
    now: Timestamp,
) -> Result<()> {
    let history = History {
        organisation_id: &wanted.id,
        effective_on,
        change: "imported",
        name_th: &wanted.details.name_th,
        name_en: &wanted.details.name_en,
        kind: &wanted.details.kind,
        parent_code: wanted.parent_code.as_deref().unwrap_or_default(),
        reason: "",
    };
    store::record(tx, &history, by, now)
}
