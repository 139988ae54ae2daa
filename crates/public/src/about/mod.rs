//! What the service is and where its data and typefaces come from (from NOTICE), the accessibility statement, and help.
//! Nothing is claimed here that the program does not do.

mod notice;
mod pages;

use web::{Access, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    Routes::new()
        .get("/about", Access::Public, pages::about)
        .get("/accessibility", Access::Public, pages::accessibility)
        .get("/help", Access::Public, pages::help)
}
