//! What a national page shows is the same for everybody until a figure changes: the drawn pieces are kept by the version
//! of the figures and drawn again only then. An epoch is never used twice, so no other database's figures can come up.

use std::sync::{Arc, LazyLock};

use jiff::civil::Date;
use web::Lang;

use super::{index::Figures, view::View};
use crate::{
    readiness::{dimension::Group, source::Version},
    remembered::Remembered,
};

/// What makes two pages the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    /// Of the round shown, and of the one before where the page names it.
    versions: (Version, Option<Version>),
    lang: Lang,
    as_of: Date,
    dated: bool,
    within: Option<Group>,
}

impl Key {
    pub fn new(versions: (Version, Option<Version>), view: &View, within: Option<&Group>) -> Self {
        Key { versions, lang: view.lang, as_of: view.as_of, dated: view.dated, within: within.cloned() }
    }
}

static KEPT: LazyLock<Remembered<Key, Arc<Figures>>> = LazyLock::new(Remembered::default);

/// The pieces of a page, drawn by `draw` when they are not there yet; each page holds a map of some 160 kB.
pub(super) fn remembered(key: Key, draw: impl FnOnce() -> db::Result<Figures>) -> db::Result<Arc<Figures>> {
    KEPT.get_or(key, || draw().map(Arc::new))
}
