//! Configuration, wiring, the job runner and the command line. No rule of any area lives here: a command reads its
//! arguments, calls the area, and prints what came back: people's words to stderr, the result to stdout.

mod arguments;
mod command;
mod common;
mod config;
mod outcome;
mod progress;
pub mod wiring;

use clap::Parser;

pub use arguments::{Arguments, Command};
pub use outcome::Outcome;

/// Runs the program and gives its exit code: 0 done, 1 refused, 2 used wrongly.
pub fn run(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> std::process::ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(problem) => {
            let _ = problem.print();
            return std::process::ExitCode::from(u8::from(problem.use_stderr()) * 2);
        }
    };
    config::log(arguments.verbose);
    match command::run(arguments) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(outcome) => outcome.report(),
    }
}
