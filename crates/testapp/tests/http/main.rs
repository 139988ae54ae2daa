//! The whole server by HTTP, on both databases: who reaches what, and the stories that cross areas.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod access;
mod directives;
mod doors;
mod find;
mod hostile;
mod lessons;
mod letters;
mod matrix;
mod measures;
mod messages;
mod monitor;
mod once;
mod openapi;
mod personal;
mod plans;
mod programs;
mod story;
mod templates;
mod uploads;
mod years;
