//! The people of an organisation: inviting them, giving and taking roles, new links, ending an account. Accounts are
//! written by `web`; here is who may do what to whom. Nobody changes their own roles, nobody gives a role that reaches
//! further than their own, and an account that also holds roles elsewhere is not taken over from here.

mod commands;
pub mod pages;
mod rule;
