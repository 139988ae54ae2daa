//! What was measured, as a table and as JSON, against the bar and against an earlier run.

use std::{collections::BTreeMap, path::Path};

use anyhow::Context;
use serde::{Deserialize, Serialize};

/// One figure.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    /// What was measured, the same words in every run.
    pub name: String,
    /// The figure.
    pub value: f64,
    /// `ms`, `s`, `MB`, `/s`, `%`, `errors`
    pub unit: String,
    /// What it should be: at most, or for `at_least` at least; none when the figure is only told.
    pub bar: Option<f64>,
    /// True when more is better.
    pub at_least: bool,
    /// What else is worth knowing.
    pub detail: String,
}

impl Line {
    /// True when it is as it should be; `None` without a bar.
    pub fn met(&self) -> Option<bool> {
        self.bar.map(|bar| if self.at_least { self.value >= bar } else { self.value <= bar })
    }
}

/// Everything of one run.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Report {
    /// Organisations of the nation.
    pub organisations: usize,
    /// Rows of the large tables.
    pub rows: BTreeMap<String, i64>,
    /// Size of the database in MB.
    pub database: u64,
    /// Processors, and how busy the machine was at the beginning and at the end (one-minute load).
    pub machine: String,
    /// Figures.
    pub lines: Vec<Line>,
}

impl Report {
    /// A figure that should be at most this.
    pub fn most(&mut self, name: &str, value: f64, unit: &str, bar: f64, detail: impl Into<String>) {
        self.add(name, (value, unit), Some(bar), false, detail.into());
    }

    /// A figure that should be at least this.
    pub fn least(&mut self, name: &str, value: f64, unit: &str, bar: f64, detail: impl Into<String>) {
        self.add(name, (value, unit), Some(bar), true, detail.into());
    }

    /// A figure that is only told.
    pub fn told(&mut self, name: &str, value: f64, unit: &str, detail: impl Into<String>) {
        self.add(name, (value, unit), None, unit == "/s", detail.into());
    }

    fn add(&mut self, name: &str, (value, unit): (f64, &str), bar: Option<f64>, at_least: bool, detail: String) {
        let line = Line { name: name.into(), value, unit: unit.into(), bar, at_least, detail };
        let met = line.met().map_or("", |met| if met { "met" } else { "NOT MET" });
        eprintln!("{:<44} {:>10.1} {:<7} {met:<7} {}", line.name, line.value, line.unit, line.detail);
        self.lines.push(line);
    }

    /// Prints the table, each line beside the same one of an earlier run when there is one.
    pub fn print(&self, earlier: Option<&Report>) {
        println!("{} organisations, database {} MB; {}", self.organisations, self.database, self.machine);
        for (table, rows) in &self.rows {
            println!("  {table:<20} {rows:>12}");
        }
        println!("\n{:<44} {:>12} {:>14} {:<8} {:>7}", "what", "measured", "bar", "", "ratio");
        for line in &self.lines {
            let sign = if line.at_least { "≥" } else { "≤" };
            let bar = line.bar.map(|bar| format!("{sign} {bar} {}", line.unit)).unwrap_or_default();
            let met = line.met().map_or("", |met| if met { "met" } else { "NOT MET" });
            let before = earlier.and_then(|earlier| earlier.lines.iter().find(|known| known.name == line.name));
            let ratio =
                before.filter(|before| before.value > 0.0).map(|before| format!("{:.2}", line.value / before.value));
            let value = format!("{:.1} {}", line.value, line.unit);
            println!(
                "{:<44} {value:>12} {bar:>14} {met:<8} {:>7}  {}",
                line.name,
                ratio.unwrap_or_default(),
                line.detail
            );
        }
    }

    /// Reads an earlier run.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(file: &Path) -> anyhow::Result<Report> {
        let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
        serde_json::from_slice(&bytes).with_context(|| file.display().to_string())
    }
}

/// How busy the machine is: the load over the last minute, where it is known.
pub fn busy() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().unwrap_or("unknown").to_owned()
}
