//! The gallery of components: what a page may be made of, with examples that are no figures of any organisation.

use axum::response::IntoResponse;
use web::{Access, Problem, Routes, Visit, components::gallery, render};

use crate::text::T;

/// The routes of this slice.
pub fn routes() -> Routes {
    Routes::new().get("/gallery", Access::SignedIn, page)
}

async fn page(visit: Visit) -> Result<impl IntoResponse, Problem> {
    render(&gallery(visit.page(T(visit.lang).gallery_title())))
}
