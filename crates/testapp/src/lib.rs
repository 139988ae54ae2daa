//! The whole server as tests meet it: started on a free port over a database of either kind, with a clock that stands
//! still, people who sign in, and organisations and plans written by the commands that the areas themselves use.
//!
//! When a test ends, what must always hold is checked: no job was put aside, the audit chain is whole, the kept figures
//! are those of the history.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a fixture that can't be made fails the test"
)]

mod app;
mod build;
mod person;

pub use app::{METRICS_TOKEN, TestApp};
pub use build::{COORDINATED, ELSEWHERE, Handed, PROVINCE};
pub use person::{Answer, Person};
pub use testkit::{World, at};
pub use web::Role;

/// Makes two tests of each rule, `name::sqlite` and `name::postgres`, each with a running server.
///
/// ```ignore
/// testapp::served! {
///     fn a_visitor_is_asked_to_sign_in(app: &TestApp) { … }
/// }
/// ```
#[macro_export]
macro_rules! served {
    ($($(#[$attribute:meta])* fn $name:ident($app:ident: &TestApp) $body:block)+) => {$(
        $(#[$attribute])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            fn rule($app: &$crate::TestApp) $body

            #[test]
            fn sqlite() {
                rule(&$crate::TestApp::start($crate::World::sqlite()));
            }

            #[test]
            fn postgres() {
                rule(&$crate::TestApp::start($crate::World::postgres()));
            }
        }
    )+};
}
