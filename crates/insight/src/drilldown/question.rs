//! What a list is asked for: the filters in the query string, understood, and as conditions on `standing`.

use continuity::round::StandingState;
use db::{Scope, Value};
use serde::Deserialize;

use crate::{
    national::view::Asked,
    readiness::{Dimension, hazard},
    standing::row::Row,
};

/// Rows of a page.
pub(super) const PAGE: usize = 50;
/// Most rows of a page.
pub(super) const LARGEST_PAGE: usize = 200;

/// The query string of a list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Query {
    pub year: String,
    pub as_of: String,
    pub format: String,
    pub status: String,
    pub on_time: String,
    pub hazard: String,
    pub ministry: String,
    pub province: String,
    pub kind: String,
    pub region: String,
    pub processes: String,
    pub q: String,
    pub rto: String,
    pub e_service: String,
    /// Id of the row after which the page begins.
    pub after: String,
    /// Id of the row before which the page ends.
    pub before: String,
    /// Number of rows before the page, for showing.
    pub at: String,
    pub size: String,
}

impl Query {
    pub fn asked(&self) -> Asked {
        Asked { year: self.year.clone(), as_of: self.as_of.clone(), ..Asked::default() }
    }

    /// Everything that narrows the list, as pairs of an address.
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("status", &self.status),
            ("on_time", &self.on_time),
            ("hazard", &self.hazard),
            ("ministry", &self.ministry),
            ("province", &self.province),
            ("kind", &self.kind),
            ("region", &self.region),
            ("processes", &self.processes),
            ("rto", &self.rto),
            ("e_service", &self.e_service),
            ("q", &self.q),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.as_str())).collect()
    }

    pub fn size(&self) -> usize {
        self.size.parse().unwrap_or(PAGE).clamp(1, LARGEST_PAGE)
    }

    /// The value asked for in a dimension; `none` is whoever belongs to none.
    pub fn group(&self, dimension: Dimension) -> Option<&str> {
        let value = match dimension {
            Dimension::Ministry => &self.ministry,
            Dimension::Province => &self.province,
            Dimension::Kind => &self.kind,
            Dimension::Region => &self.region,
        };
        match value.as_str() {
            "" => None,
            "none" => Some(""),
            code => Some(code),
        }
    }

    /// True when the list tells what is in plans, so that classified ones are left out for those not cleared.
    pub fn is_about_content(&self) -> bool {
        !self.hazard.is_empty() || !self.processes.is_empty()
    }
}

/// The statuses that a list can be narrowed to, in the order in which they are offered.
pub(super) const STATUSES: [&str; 7] =
    ["submitted", "awaiting", "returned", "approved", "outstanding", "drafting", "not_started"];

/// Adds a parameter and gives its place.
fn place(params: &mut Vec<Value>, value: impl Into<Value>) -> String {
    params.push(value.into());
    format!("${}", params.len())
}

/// Conditions on `standing s JOIN organisation o` for what is asked. `$1` is the year.
pub(super) fn conditions(query: &Query, reach: &Scope, cleared: &Scope, params: &mut Vec<Value>) -> Vec<String> {
    let mut all = vec!["s.fiscal_year = $1".to_owned()];
    all.extend(status_condition(&query.status).map(str::to_owned));
    match query.on_time.as_str() {
        "yes" => all.push("s.on_time".to_owned()),
        "no" => all.push("s.version_id IS NOT NULL AND NOT s.on_time".to_owned()),
        _ => {}
    }
    for dimension in Dimension::ALL {
        if let Some(code) = query.group(dimension) {
            all.push(format!("s.{} = {}", dimension.column(), place(params, code)));
        }
    }
    if !query.hazard.is_empty() {
        let named = if query.hazard == hazard::OWN {
            hazard::own_condition("h.code")
        } else {
            format!("h.code = {}", place(params, &query.hazard))
        };
        all.push(format!("EXISTS (SELECT 1 FROM version_hazard h WHERE h.version_id = s.version_id AND {named})"));
    }
    match query.processes.as_str() {
        "rto_over_mtpd" => all.push("s.rto_over_mtpd > 0".to_owned()),
        "with_e_service" => all.push("s.with_e_service > 0".to_owned()),
        "without_e_service" => all.push("s.process_count > s.with_e_service".to_owned()),
        "any" => all.push("s.process_count > 0".to_owned()),
        _ => {}
    }
    let words = thai::normalise::fold(&query.q);
    for word in words.split_whitespace() {
        let pattern = place(params, db::dialect::anywhere(word));
        all.push(format!("o.search_text LIKE {pattern} ESCAPE '\\'"));
    }
    if !reach.is_nation() {
        all.push(reach.condition("o.path", params));
    }
    if query.is_about_content() && !cleared.is_nation() {
        all.push(format!("(NOT s.classified OR {})", cleared.condition("o.path", params)));
    }
    all
}

fn status_condition(status: &str) -> Option<&'static str> {
    Some(match status {
        "submitted" => "s.version_id IS NOT NULL",
        "awaiting" => "s.status = 'submitted'",
        "returned" => "s.status = 'returned'",
        "approved" => "s.approved",
        "outstanding" => "s.version_id IS NULL",
        "drafting" => "s.status = 'drafting'",
        "not_started" => "s.status = 'not_started'",
        _ => return None,
    })
}

/// The same conditions on a row of the past, but for the name, the hazard and the clearance.
pub(super) fn holds(query: &Query, row: &Row) -> bool {
    let submitted = row.version_id.is_some();
    let status = match query.status.as_str() {
        "submitted" => submitted,
        "awaiting" => row.status == StandingState::Submitted,
        "returned" => row.status == StandingState::Returned,
        "approved" => row.approved,
        "outstanding" => !submitted,
        "drafting" => row.status == StandingState::Drafting,
        "not_started" => row.status == StandingState::NotStarted,
        _ => true,
    };
    let on_time = match query.on_time.as_str() {
        "yes" => row.on_time,
        "no" => submitted && !row.on_time,
        _ => true,
    };
    let processes = match query.processes.as_str() {
        "rto_over_mtpd" => row.rto_over_mtpd > 0,
        "with_e_service" => row.with_e_service > 0,
        "without_e_service" => row.process_count > row.with_e_service,
        "any" => row.process_count > 0,
        _ => true,
    };
    let grouped = Dimension::ALL.into_iter().all(|by| query.group(by).is_none_or(|code| row.code_in(by) == code));
    status && on_time && processes && grouped
}
