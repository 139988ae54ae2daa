//! How a command ends when it does not simply succeed.

use std::{path::Path, process::ExitCode};

/// Why a command did not succeed.
#[derive(Debug)]
pub enum Outcome {
    /// The input was refused; one line for each reason.
    Refused(Vec<String>),
    /// The command was used wrongly.
    Usage(String),
    /// Something outside failed: a file, the database, the network.
    Failed(String),
}

impl Outcome {
    /// One reason.
    pub fn refused(reason: impl Into<String>) -> Self {
        Outcome::Refused(vec![reason.into()])
    }

    /// A value on the command line was refused. It has the shape of a refused row: the command line stands for the file,
    /// the option for the field.
    pub fn option(option: &str, reason: impl std::fmt::Display) -> Self {
        Outcome::refused(format!("command-line:1: {option}: {reason}"))
    }

    /// A file could not be read.
    pub fn unread(path: &Path, problem: &std::io::Error) -> Self {
        Outcome::refused(format!("{}:0: file: {problem}", path.display()))
    }

    /// Tells it on stderr and gives the exit code.
    pub fn report(self) -> ExitCode {
        match self {
            Outcome::Refused(lines) => {
                for line in lines {
                    eprintln!("{line}");
                }
                ExitCode::from(1)
            }
            Outcome::Usage(words) => {
                eprintln!("error: {words}");
                ExitCode::from(2)
            }
            Outcome::Failed(words) => {
                eprintln!("error: {words}");
                ExitCode::from(1)
            }
        }
    }
}

impl From<db::Error> for Outcome {
    fn from(problem: db::Error) -> Self {
        match problem {
            db::Error::Address(_) => Outcome::Usage(problem.to_string()),
            other => Outcome::Failed(other.to_string()),
        }
    }
}

impl From<std::io::Error> for Outcome {
    fn from(problem: std::io::Error) -> Self {
        Outcome::Failed(problem.to_string())
    }
}
