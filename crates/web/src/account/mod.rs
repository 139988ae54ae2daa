//! Accounts: sign-in names, passwords (argon2id), roles over organisations, sessions, invitations and access tokens.

pub mod commands;
pub mod device;
pub mod password;
pub mod session;
pub mod store;
pub mod throttle;
pub mod token;
