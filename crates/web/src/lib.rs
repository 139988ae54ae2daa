//! What every page and every call of the programming interface shares: who is asking, what they may do, in which
//! language, how an answer looks and how a refusal is told. The only crate beside `server` that reads the clock.
//!
//! Authorisation is decided here and nowhere else ([`policy`]); a route without a declared access can't be written
//! ([`Routes`]).

pub mod account;
pub mod api;
mod app;
pub mod assets;
mod clock;
pub mod components;
pub mod conditional;
mod confirmed;
pub mod day;
mod error_names;
pub mod form;
mod gate;
pub mod json;
mod lang;
pub mod message;
pub mod metrics;
pub mod once;
mod page;
pub mod plan_words;
pub mod policy;
mod problem;
mod proxy;
mod routes;
mod serve;
pub mod sign_in;
pub mod text;
mod unread;
mod visit;

pub use app::{API_LIMIT, App, Settings};
pub use clock::Clock;
pub use gate::Granted;
pub use lang::Lang;
pub use page::{ActorView, Crumb, NavItem, Notice, Page, render};
pub use policy::{Access, Action, Actor, Role};
pub use problem::Problem;
pub use proxy::Network;
pub use routes::{Route, Routes};
pub use serve::service;
pub use visit::Visit;
