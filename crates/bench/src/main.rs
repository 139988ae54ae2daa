//! Measures the program over a nation of any size against the bars that docs/performance.md lists:
//! `cargo run --release -p bench -- --organisations 100000`.
//!
//! The nation is made once, by the program's own imports, and kept; each run works on a copy. The server that is
//! measured is the shipped one: this program starts itself again with the word `ratphrom`, which is all of it in a
//! process of its own. Nothing that is shipped depends on this crate.

mod arguments;
mod bars;
mod client;
mod load;
mod nation;
mod people;
mod process;
mod result;
mod statements;
mod still;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os();
    let program = arguments.next();
    let first = std::env::args().nth(1);
    match first.as_deref() {
        Some(process::RATPHROM) => server::run(program.into_iter().chain(arguments.skip(1))),
        Some(process::STILL) => ended(still::serve(std::env::args().nth(2))),
        _ => ended(bars::run(&arguments::Arguments::parse())),
    }
}

fn ended(outcome: anyhow::Result<()>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem:#}");
            ExitCode::FAILURE
        }
    }
}
