//! The closed lists of the field, each value with its code, Thai and English label, embedded from `reference/*.csv`;
//! the places of Thailand; and the forms on which plans are written. Reading them never fails at run time: a test reads every list.
//!
//! Nothing is computed on here; what a rule computes on is an enum in `continuity` with the same codes.

mod lists;
mod places;
mod templates;

pub use lists::{Entry, List};
pub use places::{
    District, Ministry, Province, district, districts_of, ministries, ministry, province, provinces, subdistricts,
};
pub use templates::{plan_templates, read_template};

/// Outlines of the 77 provinces as SVG paths: `{"viewBox": …, "paths": {map_id: d}}`.
pub const THAILAND_MAP: &str = include_str!("../../../reference/thailand-map.json");
/// The cabinet paper of 8 December 2563 on the progress of continuity plans, as extracted from its publication.
pub const PAPER_2563: &str = include_str!("../../../reference/resolutions/2563-12-08-bcp-progress-report.txt");
/// The memo of a department of 19 April 2565 that relays the lessons of COVID-19, as extracted from its scan.
pub const MEMO_2565: &str = include_str!("../../../reference/resolutions/2565-04-19-covid-lessons-memo.txt");
/// The register of obliged organisations as the cabinet paper of 8 Dec 2563 counts them, for the demonstration.
pub const REGISTER_2563: &str = include_str!("../../../reference/register-2563.csv");
