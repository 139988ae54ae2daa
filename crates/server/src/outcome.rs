//! How a command ends when it does not simply succeed.

use std::process::ExitCode;

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
