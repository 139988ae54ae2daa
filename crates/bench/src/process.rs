//! The program in a process of its own: commands with their time and memory, and the server.

use std::{
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// First word with which this program is the shipped one.
pub const RATPHROM: &str = "ratphrom";
/// First word with which this program serves the bytes of a file.
pub const STILL: &str = "still";

/// What a command took.
#[derive(Clone, Copy, Debug)]
pub struct Took {
    /// From start to end.
    pub time: Duration,
    /// Most resident memory in MB as the kernel counts it; 0 where it does not tell.
    pub memory: u64,
}

fn program(word: &str) -> anyhow::Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(word).kill_on_drop(true);
    Ok(command)
}

/// Runs a command of the program to its end over this database.
///
/// # Errors
/// When it can't be started or does not end well; with what it said.
pub async fn run(database: &Path, arguments: &[&str]) -> anyhow::Result<Took> {
    let began = Instant::now();
    let mut command = program(RATPHROM)?;
    command.args(arguments).arg("--database-url").arg(format!("sqlite://{}", database.display()));
    // Warnings about the plans that were made are no news here; errors are.
    let said = tempfile::NamedTempFile::new()?;
    let mut child = command.stdout(Stdio::null()).stderr(said.reopen()?).spawn()?;
    let mut memory = 0;
    let status = loop {
        memory = peak(&child).unwrap_or(0).max(memory);
        match tokio::time::timeout(Duration::from_millis(10), child.wait()).await {
            Ok(status) => break status?,
            Err(_) => continue,
        }
    };
    if !status.success() {
        let said = std::fs::read_to_string(said.path())?;
        let last: Vec<&str> = said.lines().rev().take(5).collect();
        bail!("{RATPHROM} {}: {status}\n{}", arguments.join(" "), last.join("\n"));
    }
    Ok(Took { time: began.elapsed(), memory })
}

/// A line of the kernel's account of a process, in MB.
fn account(child: &Child, line: &str) -> Option<u64> {
    let text = std::fs::read_to_string(format!("/proc/{}/status", child.id()?)).ok()?;
    let found = text.lines().find_map(|known| known.strip_prefix(line))?;
    found.trim_start_matches(':').split_whitespace().next()?.parse::<u64>().ok().map(|kb| kb / 1024)
}

fn peak(child: &Child) -> Option<u64> {
    account(child, "VmHWM")
}

/// A running server.
pub struct Served {
    child: Child,
    /// `127.0.0.1:…`
    pub address: String,
}

impl Served {
    /// Starts the program's server over this database on a free port.
    ///
    /// # Errors
    /// When it does not come up.
    pub async fn ratphrom(database: &Path) -> anyhow::Result<Self> {
        let mut command = program(RATPHROM)?;
        command.args(["serve", "--listen", "127.0.0.1:0", "--database-url"]);
        command.arg(format!("sqlite://{}", database.display()));
        // A load of a whole nation comes from few accounts here; what is measured is the work, not the limit of one.
        command.env("RATPHROM_API_LIMIT", "0");
        Self::start(command).await
    }

    /// Serves the bytes of a file and does nothing else, to compare with.
    ///
    /// # Errors
    /// When it does not come up.
    pub async fn still(file: &Path) -> anyhow::Result<Self> {
        let mut command = program(STILL)?;
        command.arg(file);
        Self::start(command).await
    }

    async fn start(mut command: Command) -> anyhow::Result<Self> {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn()?;
        let out = child.stdout.take().context("the server has an output")?;
        let mut lines = BufReader::new(out).lines();
        while let Some(line) = lines.next_line().await? {
            if let Some((_, address)) = line.split_once("http://") {
                let address = address.trim().to_owned();
                // Reads on, so that the server is never held up by a full pipe.
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return Ok(Served { child, address });
            }
        }
        bail!("the server ended: {}", child.wait().await?)
    }

    /// Resident memory now, in MB.
    pub fn memory(&self) -> u64 {
        account(&self.child, "VmRSS").unwrap_or(0)
    }

    /// Most resident memory so far, in MB.
    pub fn peak(&self) -> u64 {
        peak(&self.child).unwrap_or(0)
    }

    /// Ends it.
    ///
    /// # Errors
    /// When the process can't be ended.
    pub async fn end(mut self) -> anyhow::Result<()> {
        self.child.kill().await.context("the server is ended")
    }
}
