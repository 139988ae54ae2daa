//! The register: organisations as they are, as they were and what became of them, their people, and the ways in and
//! out of it. Writes the tables of `migrations/0002_register.sql` and nobody else's; accounts are written through `web`.
//!
//! An organisation is never deleted: it is closed, and its history and successors stay known. Whatever a person reads
//! or changes here goes through the scope that the policy granted.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod change;
mod edit;
pub mod export;
pub mod import;
pub mod list;
pub mod organisation;
mod people;

use web::{
    Access::May,
    Action::{EditRegister, FindOrganisation, ImportRegister, ManagePeople, ViewOrganisation},
    Routes,
};

/// Every route of the register.
pub fn routes() -> Routes {
    Routes::new()
        .get("/organisations", May(ViewOrganisation), list::pages::index)
        .get("/organisations/search", May(FindOrganisation), list::pages::search)
        .get("/organisations/choices", May(EditRegister), list::pages::search)
        .get("/organisations/new", May(EditRegister), edit::pages::new)
        .post("/organisations/new", May(EditRegister), edit::pages::create)
        .get("/organisations/import", May(ImportRegister), import::pages::form)
        .post("/organisations/import", May(ImportRegister), import::pages::preview)
        .post("/organisations/import/{id}", May(ImportRegister), import::pages::apply)
        .get("/organisations/{code}", May(FindOrganisation), organisation::pages::show)
        .get("/organisations/{code}/units/new", May(EditRegister), edit::pages::new_unit)
        .post("/organisations/{code}/units/new", May(EditRegister), edit::pages::create_unit)
        .get("/organisations/{code}/edit", May(EditRegister), edit::pages::edit)
        .post("/organisations/{code}/edit", May(EditRegister), edit::pages::correct)
        .get("/organisations/{code}/codes", May(EditRegister), edit::codes::list)
        .post("/organisations/{code}/codes", May(EditRegister), edit::codes::add)
        .post("/organisations/{code}/codes/remove", May(EditRegister), edit::codes::remove)
        .get("/organisations/{code}/changes/{act}", May(EditRegister), change::pages::form)
        .post("/organisations/{code}/changes/{act}", May(EditRegister), change::pages::apply)
        .get("/organisations/{code}/people", May(ManagePeople), people::pages::list)
        .post("/organisations/{code}/people", May(ManagePeople), people::pages::invite)
        .post("/organisations/{code}/people/{account}/roles", May(ManagePeople), people::pages::grant)
        .post("/organisations/{code}/people/{account}/roles/remove", May(ManagePeople), people::pages::revoke)
        .post("/organisations/{code}/people/{account}/invitation", May(ManagePeople), people::pages::renew)
        .post("/organisations/{code}/people/{account}/disabled", May(ManagePeople), people::pages::disable)
        .get("/api/v1/organisations", May(ViewOrganisation), organisation::api::list)
        .get("/api/v1/organisations/{code}", May(ViewOrganisation), organisation::api::show)
        .put("/api/v1/organisations/{code}", May(EditRegister), organisation::api::replace)
}

/// The part of the OpenAPI document that is about the register.
pub fn openapi() -> utoipa::openapi::OpenApi {
    organisation::api::openapi()
}

pub mod text {
    //! The words of the register.
    locale::catalogue!("registry", web::Lang);
}

#[cfg(test)]
mod tests;
