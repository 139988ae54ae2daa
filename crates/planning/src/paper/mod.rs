//! The plan as an official document in Thai: cover, contents, tables T0-T10 with the headings of the Thai template, call
//! tree and Strategy Map, as PDF and DOCX; and the same as an empty form (template T0-T11).
//!
//! What a paper says comes from the plan and its [`Facts`] alone, so that a version printed twice is the same. A draft is
//! marked as one on every page. Telephones leave unmasked only for those of the organisation, and that is written down.

mod assemble;
mod bia;
mod deliver;
mod facts;
mod hazards_team;
mod opening;
pub mod pages;
mod resources;
mod sheet;
pub mod store;
mod strategies_recovery;
mod wording;

use web::{Access, Action, Routes};

pub use assemble::{blank_form, document, map_document};
pub use deliver::{Form, deliver, file};
pub use facts::{Approval, Facts, Revision, Version};

/// The routes of this slice.
pub fn routes() -> Routes {
    const VIEW: Access = Access::May(Action::ViewPlan);
    Routes::new()
        .get("/plans/{id}/paper", VIEW, pages::draft)
        .get("/plans/{id}/versions/{number}/paper", VIEW, pages::version)
        .get("/api/v1/plans/{id}/paper", VIEW, pages::draft)
        .get("/api/v1/plans/{id}/versions/{number}/paper", VIEW, pages::version)
}

/// The paper of a plan for the command line, unmasked: by the plan's id or `ORGANISATION/YEAR` the version in effect, or
/// the draft marked as one when nothing was handed in; by a reference number that version. `None` when there is none.
///
/// # Errors
/// The database's.
pub fn for_cli(tx: &mut db::Tx<'_>, name: &str) -> db::Result<Option<documents::report::Document>> {
    Ok(store::named(tx, name)?.map(|source| document(&source.plan, &source.facts)))
}
