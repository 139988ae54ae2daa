//! The kept figures against a recomputation from the history.

use std::collections::{BTreeMap, HashMap};

use db::{Error, Result, Tx};

use super::{
    counts::Counts,
    judged,
    row::{Cell, Row},
    store,
};

/// Most differences that the refusal names.
const NAMED: usize = 5;

/// Compares everything that is kept of a year with what the history gives.
///
/// # Errors
/// [`Error::Figures`] naming the first differences.
pub fn verify(tx: &mut Tx<'_>, year: i32) -> Result<()> {
    let Some(round) = store::round(tx, year)? else { return Ok(()) };
    let mut differences = Vec::new();
    let right = judged(tx, year, &round)?;
    let kept = store::kept_rows(tx, year)?;
    compare_rows(&right, &kept, &mut differences);
    compare_cells(&right, store::kept_cells(tx, year)?, &mut differences);
    let (hazards, days) = store::differing_counters(tx, year)?;
    if hazards > 0 {
        differences.push(format!("{hazards} counters of hazards"));
    }
    if days > 0 {
        differences.push(format!("{days} counters of days"));
    }
    if differences.is_empty() {
        return Ok(());
    }
    let count = differences.len();
    differences.truncate(NAMED);
    Err(Error::Figures(format!("{year}: {count} differences: {}", differences.join("; "))))
}

fn compare_rows(right: &[Row], kept: &[Row], differences: &mut Vec<String>) {
    let mut kept: HashMap<&str, &Row> = kept.iter().map(|row| (row.member.organisation_id.as_str(), row)).collect();
    for row in right {
        let id = row.member.organisation_id.as_str();
        match kept.remove(id) {
            None => differences.push(format!("the organisation {id} is missing")),
            // The collation key follows the register, where a name may be mended at any time.
            Some(found) if !same(found, row) => differences.push(format!("the organisation {id} stands elsewhere")),
            Some(_) => {}
        }
    }
    differences.extend(kept.keys().map(|id| format!("the organisation {id} is not on the roster")));
}

fn same(kept: &Row, right: &Row) -> bool {
    let mut kept = kept.clone();
    kept.member.sort_key.clone_from(&right.member.sort_key);
    kept == *right
}

fn compare_cells(right: &[Row], kept: Vec<(Cell, Counts)>, differences: &mut Vec<String>) {
    let key = |cell: &Cell| (cell.kind.clone(), cell.ministry_code.clone(), cell.province_code.clone());
    let mut cells = BTreeMap::new();
    for row in right {
        let counts = cells.entry(key(&row.member.cell)).or_insert_with(Counts::default);
        *counts = *counts + Counts::of_row(row);
    }
    for (cell, counts) in kept {
        let expected = cells.remove(&key(&cell)).unwrap_or_default();
        if expected != counts {
            differences.push(format!("the cell {:?} counts {counts:?} instead of {expected:?}", key(&cell)));
        }
    }
    differences.extend(cells.keys().map(|cell| format!("the cell {cell:?} is missing")));
}
