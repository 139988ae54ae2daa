//! The nation's figures as JSON, kept by their version until one of them changes, as the drawn pages are (see
//! [`crate::national`]). Figures of other reaches and of the past are made each time.

use std::sync::LazyLock;

use axum::body::Bytes;
use db::{Scope, Tx};
use jiff::civil::Date;

use super::{Dimension, Refused, source};

use crate::remembered::Remembered;

type Key = (source::Version, Date, Option<Dimension>);

static KEPT: LazyLock<Remembered<Key, Bytes>> = LazyLock::new(Remembered::default);

/// The report of [`super::report`] as JSON.
pub(super) fn report(
    tx: &mut Tx<'_>,
    year: i32,
    as_of: Date,
    by: Option<Dimension>,
    scope: &Scope,
) -> Result<Bytes, Refused> {
    let version = source::open_version(tx, year, as_of, scope)?;
    let mut made = || Ok::<_, Refused>(json(&super::report(tx, year, as_of, by, scope)?));
    match version {
        Some(version) => KEPT.get_or((version, as_of, by), made),
        None => made(),
    }
}

/// A report is plain members and numbers, which JSON always takes.
fn json(report: &super::ReadinessReport) -> Bytes {
    Bytes::from(serde_json::to_vec(report).unwrap_or_default())
}
