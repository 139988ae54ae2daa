//! The office of an organisation's letters: its units, its officers with their positions, who acts for whom, and what its
//! letters begin with. Nobody records a power for oneself.

pub mod commands;
mod pages;
pub(crate) mod store;

use web::{Access, Action, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    let keep = Access::May(Action::KeepLetter);
    Routes::new()
        .get("/letter-office", keep, pages::show)
        .post("/letter-office", keep, pages::save)
        .post("/letter-office/units", keep, pages::add_unit)
        .post("/letter-office/officers", keep, pages::add_officer)
        .post("/letter-office/officers/{id}/departure", keep, pages::leave)
        .post("/letter-office/delegations", keep, pages::delegate)
        .post("/letter-office/delegations/{id}/end", keep, pages::end)
}
