//! The readiness pages: the nation, or the part of it in one's reach, and each ministry, province, kind, region and
//! situation. Figures of any day; national ones come from summary rows only. They must never show a share without its
//! counts, nor a number without the list behind it.

pub(crate) mod groups;
mod hazards;
mod index;
pub(crate) mod panels;
mod remembered;
mod shades;
pub(crate) mod view;

use web::{Access, Action, Routes};

/// The pages and their downloads.
pub(crate) fn routes() -> Routes {
    let view = Access::May(Action::ViewReadiness);
    Routes::new()
        .get("/readiness", view, index::nation)
        .get("/readiness/ministries", view, groups::ministries)
        .get("/readiness/provinces", view, groups::provinces)
        .get("/readiness/kinds", view, groups::kinds)
        .get("/readiness/regions", view, groups::regions)
        .get("/readiness/hazards", view, hazards::all)
        .get("/readiness/ministries/{code}", view, index::ministry)
        .get("/readiness/provinces/{code}", view, index::province)
        .get("/readiness/kinds/{code}", view, index::kind)
        .get("/readiness/regions/{code}", view, index::region)
        .get("/readiness/hazards/{code}", view, hazards::one)
}

/// One of the readiness pages, to go between them.
pub(crate) struct Tab {
    pub href: String,
    pub label: &'static str,
    pub current: bool,
}

/// The pages of readiness, of which the one with this path is shown.
pub(crate) fn tabs(view: &view::View, current: &str) -> Vec<Tab> {
    let t = crate::text::T(view.lang);
    let all = [
        ("/readiness", t.tab_overview()),
        ("/readiness/ministries", t.tab_ministries()),
        ("/readiness/provinces", t.tab_provinces()),
        ("/readiness/kinds", t.tab_kinds()),
        ("/readiness/regions", t.tab_regions()),
        ("/readiness/hazards", t.tab_hazards()),
        ("/readiness/overview", t.tab_mission()),
        ("/readiness/printed", t.tab_printed()),
    ];
    all.map(|(path, label)| Tab { href: view.href(path, &[]), label, current: path == current }).into()
}
