//! What tests share: a world with a database of either kind, made new for each test and gone after it, and the macro
//! that runs one rule on both. PostgreSQL is the machine's own, started by the tests themselves; when it is missing the
//! test fails and says what to install, because a test that skips itself proves nothing.
//!
//! Nothing that is shipped may depend on this crate.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a fixture that can't be made fails the test"
)]

mod postgres_server;
mod world;

pub use db;
pub use postgres_server::PostgresServer;
pub use world::World;

/// Makes two tests of each rule, `name::sqlite` and `name::postgres`.
///
/// ```ignore
/// testkit::on_both! {
///     fn a_refused_command_leaves_nothing(world: &World) { … }
/// }
/// ```
#[macro_export]
macro_rules! on_both {
    ($($(#[$attribute:meta])* fn $name:ident($world:ident: &World) $body:block)+) => {$(
        $(#[$attribute])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            fn rule($world: &$crate::World) $body

            #[test]
            fn sqlite() {
                rule(&$crate::World::sqlite());
            }

            #[test]
            fn postgres() {
                rule(&$crate::World::postgres());
            }
        }
    )+};
}

/// An instant in tests: `at("2020-08-31T09:00:00+07:00")`.
pub fn at(text: &str) -> jiff::Timestamp {
    text.parse().unwrap_or_else(|problem| panic!("{text}: {problem}"))
}
