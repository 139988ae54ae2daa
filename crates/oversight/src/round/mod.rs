//! A round: one fiscal year's cycle with its frozen roster, two dates and extensions (design: product, "round").
//!
//! Opening freezes who must submit and where each belonged; what the register does afterwards changes no figure of
//! the round. Nothing is ever deleted: additions, removals and extensions are dated, and revoking keeps the record.

pub mod api;
mod chosen_pages;
pub mod commands;
mod extension_pages;
pub mod extensions;
mod form;
mod freeze;
mod pages;
pub mod refused;
pub mod roster;
mod roster_pages;
pub(crate) mod store;

pub(crate) use commands::record;
pub use commands::{Opened, Roster, open};
pub use form::{codes_of_file, file_words};
pub(crate) use pages::{RoundView, round_of, share};
pub use refused::{Refused, RowReason, RowRefused};
pub(crate) use roster_pages::{FilterChoices, MemberView, labels as roster_labels, table as roster_table};

use web::{Access, Action, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    let view = Access::May(Action::ViewReview);
    let manage = Access::May(Action::ManageRound);
    Routes::new()
        .get("/rounds", view, pages::list)
        .get("/rounds/new", manage, pages::new_form)
        .post("/rounds", manage, pages::create)
        .get("/rounds/{year}", view, pages::show)
        .get("/rounds/{year}/dates", manage, pages::dates_form)
        .post("/rounds/{year}/dates", manage, pages::change_dates)
        .get("/rounds/{year}/roster", view, roster_pages::list)
        .post("/rounds/{year}/roster/chosen", manage, chosen_pages::chosen)
        .get("/rounds/{year}/roster/additions/new", manage, chosen_pages::additions_form)
        .post("/rounds/{year}/roster/additions", manage, chosen_pages::add)
        .post("/rounds/{year}/roster/removals", manage, chosen_pages::remove)
        .get("/rounds/{year}/extensions", view, extension_pages::list)
        .post("/rounds/{year}/extensions", manage, chosen_pages::grant)
        .post("/rounds/{year}/extensions/{id}/revocation", manage, extension_pages::revoke)
        .get("/api/v1/rounds", view, api::list)
        .post("/api/v1/rounds", manage, api::open)
        .get("/api/v1/rounds/{year}", view, api::show)
        .get("/api/v1/rounds/{year}/extensions", view, api::extensions)
        .post("/api/v1/rounds/{year}/extensions", manage, api::grant)
        .post("/api/v1/extensions/{id}/revocation", manage, api::revoke)
}
