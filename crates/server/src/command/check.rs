//! Checks that need no database.

use web::Lang;

use super::{put_json, read};
use crate::{Outcome, arguments::Check};

/// Denominators beyond this would take minutes and say nothing.
const MOST: u64 = 10_000_000;

pub(super) fn run(what: Check) -> Result<(), Outcome> {
    let Check::Figures { file, largest } = what;
    if largest == 0 || largest > MOST {
        return Err(Outcome::Usage(format!("--largest {largest}: from 1 to {MOST}")));
    }
    let bytes = read(&file)?;
    match insight::figures::check_csv(&bytes, &file.to_string_lossy(), largest) {
        Ok(report) => put_json(&report),
        Err(refused) => {
            let line = |e: &insight::figures::RowError| {
                format!("{}:{}: {}: {}", file.display(), e.row, e.field, e.reason.words(Lang::En))
            };
            Err(Outcome::Refused(refused.errors.iter().map(line).collect()))
        }
    }
}
