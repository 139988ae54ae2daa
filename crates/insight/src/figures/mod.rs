//! Printed percentages of a table checked against whole counts (contracts, `check figures`; mission 1.6): rows of
//! `label,percent[,n][,d]` in, the verdict of `continuity::figures` on each out. It must never choose among the counts
//! that fit.

mod read;
#[cfg(test)]
mod tests;

use continuity::figures::{self, FigureCheck, Rounding};
use serde::Serialize;

pub use continuity::figures::DEFAULT_LARGEST;
pub use read::{Reason, RowError, RowErrors};

/// The contract's JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FiguresReport {
    /// Denominators up to the largest that give every row without one exactly; only where at least two rows lack one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub together: Option<Vec<u64>>,
    /// The rows in order.
    pub rows: Vec<FigureRow>,
}

/// The verdict on one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FigureRow {
    /// What is counted, as given.
    pub label: String,
    /// As printed, in ASCII digits and without a per cent sign.
    pub percent: String,
    /// The count, when given.
    pub n: Option<u64>,
    /// Of how many, when given.
    pub d: Option<u64>,
    /// What the arithmetic says.
    pub check: FigureCheck,
    /// The counts that fit.
    pub fits: Vec<(u64, u64)>,
}

/// Judges every row of a CSV (or XLSX) with the columns label, percent and optionally n and d, with or without a
/// header. Denominators are sought up to `largest`.
///
/// # Errors
/// Every row that can't be read, none of the file is judged then.
pub fn check_csv(bytes: &[u8], filename: &str, largest: u64) -> Result<FiguresReport, RowErrors> {
    let read = read::rows(bytes, filename)?;
    let mut rows = Vec::with_capacity(read.len());
    let mut errors = Vec::new();
    for row in read {
        match figures::check(&row.percent, row.n, row.d, largest) {
            Ok(judged) => rows.push(FigureRow {
                label: row.label,
                percent: row.percent,
                n: row.n,
                d: row.d,
                check: judged.check,
                fits: judged.fits,
            }),
            Err(figures::NotAPercentage) => {
                errors.push(RowError {
                    row: row.number,
                    field: "percent",
                    reason: Reason::NotAPercentage(row.percent),
                });
            }
        }
    }
    if !errors.is_empty() {
        return Err(RowErrors { errors });
    }
    let open: Vec<(&str, Option<u64>)> =
        rows.iter().filter(|row| row.d.is_none()).map(|row| (row.percent.as_str(), row.n)).collect();
    let together = (open.len() > 1).then(|| figures::together(&open, largest, Rounding::HalfUp).unwrap_or_default());
    Ok(FiguresReport { together, rows })
}
