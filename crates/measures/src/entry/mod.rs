//! An entry of a ledger: who keeps it, of which fiscal year, its title, kind, state, count and own fields. Every save is a
//! revision that stays; what was entered by mistake is withdrawn with a reason and can be put back.

pub mod api;
mod both;
pub mod commands;
mod edit;
pub(crate) mod fields;
mod files;
mod history;
pub(crate) mod list;
pub mod reach;
pub mod read;
pub(crate) mod show;
pub(crate) mod store;

pub use commands::{Refused, add};
pub(crate) use files::columns as file_columns;
#[cfg(test)]
pub(crate) use files::table as file_table;
pub use reach::Reach;

use std::collections::BTreeMap;

use jiff::Timestamp;
use web::{Access, Action, Lang, Routes};

/// Names of what every ledger has; no own field may have one.
pub const COMMON: [&str; 9] =
    ["id", "organisation", "fiscal_year", "title", "kind", "state", "classification", "n", "d"];

/// The routes of this slice.
pub fn routes() -> Routes {
    let view = Access::May(Action::ViewMeasure);
    let write = Access::May(Action::WriteMeasure);
    Routes::new()
        .get("/measures/{ledger}", view, list::list)
        .post("/measures/{ledger}", write, edit::create)
        .get("/measures/{ledger}/new", write, edit::blank)
        .get("/measures/{ledger}/{id}", view, show::show)
        .post("/measures/{ledger}/{id}", write, edit::save)
        .get("/measures/{ledger}/{id}/edit", write, edit::form)
        .post("/measures/{ledger}/{id}/withdrawal", write, show::withdraw)
        .post("/measures/{ledger}/{id}/contact", view, show::reveal)
        .get("/api/v1/measures", view, api::ledgers)
        .get("/api/v1/measures/{ledger}", view, api::list)
        .post("/api/v1/measures/{ledger}", write, api::create)
        .get("/api/v1/measures/{ledger}/{id}", view, api::show)
        .put("/api/v1/measures/{ledger}/{id}", write, api::save)
}

/// What is kept of an entry, apart from who keeps it and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Code of the organisation whose entry it is.
    pub organisation: String,
    /// Buddhist fiscal year.
    pub fiscal_year: i32,
    /// What the ledger's title names, at most 300 characters.
    pub title: String,
    /// Code of a kind of the ledger.
    pub kind: String,
    /// Code of a state of the ledger.
    pub state: String,
    /// Code of the list of secrecy; `none` for what is not classified.
    pub classification: String,
    /// How many, where the ledger counts.
    pub n: Option<u64>,
    /// Of how many.
    pub d: Option<u64>,
    /// The ledger's own fields by name; blank ones are left out.
    pub values: BTreeMap<String, String>,
}

impl Draft {
    /// The value of an own field; empty when it has none.
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// True for what everybody within reach may see.
    pub fn is_open(&self) -> bool {
        self.classification == OPEN
    }
}

/// The code of what is not classified.
pub const OPEN: &str = "none";

/// Whose entry it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Owner {
    pub id: String,
    pub code: String,
    pub name_th: String,
    pub name_en: String,
    pub path: String,
}

impl Owner {
    pub(crate) fn name(&self, lang: Lang) -> &str {
        lang.name(&self.name_th, &self.name_en)
    }
}

/// An entry as it is kept.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub id: String,
    pub owner: Owner,
    pub draft: Draft,
    pub revision: i64,
    pub saved_at: Timestamp,
    /// Name of the account.
    pub saved_by: String,
    pub withdrawn: Option<Withdrawn>,
    /// Organisations that copied it.
    pub copies: i64,
}

/// Why an entry does not count any more.
#[derive(Clone, Debug)]
pub(crate) struct Withdrawn {
    pub at: Timestamp,
    pub by: String,
    pub reason: String,
}
