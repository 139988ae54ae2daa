//! The report as CSV: one figure a row, so that any program reads it without knowing how many situations there are.

use documents::csv::{WriteError, Writer};
use web::Lang;

use super::{Line, group_lines, lines};
use crate::readiness::ReadinessReport;

const HEADER: [&str; 11] =
    ["fiscal_year", "as_of", "by", "code", "name", "figure", "hazard", "label", "n", "d", "percent"];

/// The report as UTF-8 CSV with a byte order mark, headings by code, labels in Thai.
///
/// # Errors
/// Never in memory; the writer's own error otherwise.
pub fn readiness_csv(report: &ReadinessReport) -> Result<Vec<u8>, WriteError> {
    let mut writer = Writer::new(Vec::new(), true)?;
    writer.row(HEADER)?;
    let (year, as_of) = (report.fiscal_year.to_string(), report.as_of.to_string());
    let mut put = |by: &str, code: &str, name: &str, line: &Line| {
        let share = line.value.share();
        let (d, percent) = (share.map(|share| share.d.to_string()), share.and_then(continuity::Share::percent));
        let (n, d, percent) = (line.value.n().to_string(), d.unwrap_or_default(), percent.unwrap_or_default());
        writer.row([&year, &as_of, by, code, name, line.code, &line.hazard, &line.label, &n, &d, &percent])
    };
    for line in lines(Lang::Th, report) {
        put("", "", "", &line)?;
    }
    for group in &report.groups {
        for line in group_lines(Lang::Th, group) {
            put(group.by, &group.code, &group.name, &line)?;
        }
    }
    writer.finish()
}
