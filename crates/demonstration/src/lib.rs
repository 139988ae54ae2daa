//! The demonstration nation: the register of 2563 with realistic plans that differ by kind, ministry, place and
//! chance, and nations of any size for measuring.
//!
//! What is made is pure: the same seed gives the same nation in any order. Only [`mod@load`] touches a database, and
//! only through the commands of the areas. Nothing made here describes a real plan, person or telephone number; an
//! installation that holds it is marked as a demonstration on every page.

mod chance;
mod large;
pub mod lessons;
pub mod letters;
mod library;
pub mod load;
pub mod measures;
pub mod nation;
mod organisation;
pub mod plan;

pub use large::{Large, REGISTER_COLUMNS};
pub use load::{Failed, Loaded, Options, load};
pub use nation::Nation;
pub use organisation::Org;
pub use plan::plan_for;

/// The seed of the demonstration nation.
pub const SEED: u64 = 2563;
