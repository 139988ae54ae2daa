//! The closed lists of the field, each value with its code, Thai and English label, embedded from `reference/*.csv`;
//! and the places of Thailand. Reading them never fails at run time: a test reads every list.
//!
//! Nothing is computed on here; what a rule computes on is an enum in `continuity` with the same codes.

mod lists;
mod places;

pub use lists::{Entry, List};
pub use places::{
    District, Ministry, Province, district, districts_of, ministries, ministry, province, provinces, subdistricts,
};

/// Outlines of the 77 provinces as SVG paths: `{"viewBox": …, "paths": {map_id: d}}`.
pub const THAILAND_MAP: &str = include_str!("../../../reference/thailand-map.json");
/// The register of obliged organisations as the cabinet paper of 8 Dec 2563 counts them, for the demonstration.
pub const REGISTER_2563: &str = include_str!("../../../reference/register-2563.csv");
