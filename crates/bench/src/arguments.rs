//! The command line.

use std::path::PathBuf;

/// Measure the program over a nation of any size.
#[derive(Debug, clap::Parser)]
#[command(
    name = "bench",
    after_help = "Examples:
  cargo run --release -p bench -- --organisations 100000
  cargo run --release -p bench -- --organisations 8281 --only readiness,save --json > before.json
  cargo run --release -p bench -- --organisations 8281 --compare before.json"
)]
pub struct Arguments {
    /// Organisations of the nation; made once and kept
    #[arg(long, default_value_t = 8_281)]
    pub organisations: usize,
    /// Versions of each plan
    #[arg(long, default_value_t = 3)]
    pub versions: u32,
    /// Events written into the audit trail beside those of the plans
    #[arg(long, default_value_t = 0)]
    pub audit_events: usize,
    /// Seed of the nation
    #[arg(long, default_value_t = 2563)]
    pub seed: u64,
    /// Where the nation is kept
    #[arg(long, default_value = "target/bench")]
    pub data: PathBuf,
    /// Only these: start, readiness, lists, search, save, deadline, paper, report, register, statements
    #[arg(long, value_delimiter = ',')]
    pub only: Vec<String>,
    /// Seconds that each load lasts
    #[arg(long, default_value_t = 5)]
    pub seconds: u64,
    /// Seconds of the deadline day at its real rate (8,281 in 10 minutes); the rest then comes as fast as it can
    #[arg(long, default_value_t = 60)]
    pub deadline_seconds: u64,
    /// Write the result as JSON instead of a table
    #[arg(long)]
    pub json: bool,
    /// An earlier result as JSON; each line then shows the ratio to it
    #[arg(long)]
    pub compare: Option<PathBuf>,
}

impl Arguments {
    /// True when this part is asked for.
    pub fn wants(&self, part: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == part)
    }
}
