//! The nation's figures as JSON, kept by their version until one of them changes, as the drawn pages are (see
//! [`crate::national`]). Figures of other reaches and of the past are made each time.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex, PoisonError},
};

use axum::body::Bytes;
use db::{Scope, Tx};
use jiff::civil::Date;

use super::{Dimension, Refused, source};

/// Reports kept; by province one has some 200 kB.
const MOST: usize = 64;

type Key = (source::Version, Date, Option<Dimension>);

static KEPT: LazyLock<Mutex<HashMap<Key, Bytes>>> = LazyLock::new(Mutex::default);

/// The report of [`super::report`] as JSON.
pub(super) fn report(
    tx: &mut Tx<'_>,
    year: i32,
    as_of: Date,
    by: Option<Dimension>,
    scope: &Scope,
) -> Result<Bytes, Refused> {
    let version = source::open_version(tx, year, as_of, scope)?;
    let key = version.map(|version| (version, as_of, by));
    let kept = |key: &Key| KEPT.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned();
    if let Some(bytes) = key.as_ref().and_then(kept) {
        return Ok(bytes);
    }
    let report = super::report(tx, year, as_of, by, scope)?;
    let bytes = Bytes::from(serde_json::to_vec(&report).unwrap_or_default());
    if let Some(key) = key {
        let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key, bytes.clone());
    }
    Ok(bytes)
}
