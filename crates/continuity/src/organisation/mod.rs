//! What an organisation is: its kind, its place in the hierarchy, and which changes of both are lawful (ISO
//! 22301:2019 4.1; contracts, `import register`).
//!
//! The register itself is data elsewhere; here are only the rules that every change and every import obey.

pub mod change;
pub mod hierarchy;
mod kind;

pub use change::{Change, ChangeRefusal, Registered, Related};
pub use hierarchy::{Fault, MOST_LEVELS, Node, faults};
pub use kind::{Family, Kind, ModelKind};
