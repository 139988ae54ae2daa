//! Edits that never overwrite each other in silence: a save names the revision that it began from (RFC 9110, If-Match).

use axum::http::{HeaderMap, header};

use crate::Problem;

/// The entity tag of a revision.
pub fn tag(revision: i64) -> String {
    format!("\"{revision}\"")
}

/// The revision that `If-Match` names.
///
/// # Errors
/// [`Problem::RevisionNeeded`] without the header, [`Problem::TagUnreadable`] when it is not one of our tags.
pub fn if_match(headers: &HeaderMap) -> Result<i64, Problem> {
    let value = headers.get(header::IF_MATCH).ok_or(Problem::RevisionNeeded)?;
    let text = value.to_str().unwrap_or_default().trim().trim_start_matches("W/").trim_matches('"');
    text.parse().map_err(|_| Problem::TagUnreadable)
}
