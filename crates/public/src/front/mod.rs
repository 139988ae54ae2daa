//! The first page, for anyone: what the service is, for whom, and the way in. It shows no figure: figures become public
//! with open data, and until then nothing here may be taken for one.

mod pages;

use web::{Access, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    Routes::new().get("/", Access::Public, pages::front)
}
