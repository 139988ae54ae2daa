//! A plan as a whole: who it belongs to, its draft, its versions, how far it is, and whether it may be edited now.
//!
//! The draft is one document (`plan.document`); each section of it has a revision of its own, so that two people who
//! write different sections never meet. Only [`commands`] and [`crate::section`] change a draft.

pub mod checked;
pub mod content;
pub mod reach;
pub mod row;
pub mod standing;
pub mod store;
pub mod version_store;

pub use reach::PlanReach;
pub use row::{Owner, PlanRow, SectionRow, Unread};
