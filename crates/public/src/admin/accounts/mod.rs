//! Accounts of everybody: found, made with an invitation, given and taken roles, closed and opened again. Writing is
//! `web`'s; here it is decided what an administrator may ask for. Nobody takes the keys away from oneself.

mod commands;
mod form;
mod list;
mod pages;
mod store;

pub use list::list;
pub use pages::{close, create, grant, invite, new_form, organisations, reopen, revoke, show};
