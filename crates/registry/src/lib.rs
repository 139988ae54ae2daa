//! The register: organisations as they are, as they were and what became of them, their people, and the ways in and
//! out of it. Writes the tables of `migrations/0002_register.sql` and nobody else's; accounts are written through `web`.
//!
//! An organisation is never deleted: it is closed, and its history and successors stay known. Whatever a person reads
//! or changes here goes through the scope that the policy granted.

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod export;
pub mod import;
pub mod list;
pub mod organisation;

pub mod text {
    //! The words of the register.
    locale::catalogue!("registry", web::Lang);
}
