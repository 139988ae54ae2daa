//! The nation that is measured: register, a round of 2563 with as many plans as organisations in several versions, and
//! the running round with drafts. Made by the program's own imports, measured as they run, and kept.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use anyhow::Context;
use db::{Db, audit};
use demonstration::Large;
use indicatif::{ProgressBar, ProgressStyle};

use crate::{arguments::Arguments, process};

/// Year of the plans that were handed in.
pub const YEAR: i32 = 2563;
/// Drafts of the running round: a whole nation of today.
pub const DRAFTS: usize = 8_281;
/// Drafts beside, for the saving of sections.
pub const WRITERS: usize = 64;

/// A nation that is there.
pub struct Nation {
    /// Its database; never written to.
    pub file: PathBuf,
    /// What making it took, by name: seconds, or MB.
    pub made: BTreeMap<String, f64>,
    /// Year of the running round.
    pub running: i32,
}

/// The nation that is asked for, made when it is not there.
///
/// # Errors
/// When it can't be made.
pub async fn nation(asked: &Arguments) -> anyhow::Result<Nation> {
    std::fs::create_dir_all(&asked.data)?;
    let name = format!("nation-{}-{}-{}-{}", asked.organisations, asked.versions, asked.audit_events, asked.seed);
    let (file, kept) = (asked.data.join(format!("{name}.db")), asked.data.join(format!("{name}.json")));
    let today = web::Clock::System.today();
    // The running round ends with the fiscal year, on 30 September.
    let running = i32::from(today.year()) + 543 + i32::from(today.month() >= 10);
    if kept.is_file() && file.is_file() {
        let made = serde_json::from_slice(&std::fs::read(&kept)?)?;
        return Ok(Nation { file, made, running });
    }
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", file.display()));
    }
    let made =
        Making { asked, file: &file, large: Large::new(asked.seed), made: BTreeMap::new() }.make(running).await?;
    std::fs::write(&kept, serde_json::to_vec_pretty(&made)?)?;
    Ok(Nation { file, made, running })
}

struct Making<'a> {
    asked: &'a Arguments,
    file: &'a Path,
    large: Large,
    made: BTreeMap<String, f64>,
}

impl Making<'_> {
    async fn make(mut self, running: i32) -> anyhow::Result<BTreeMap<String, f64>> {
        let text = self.file.with_extension("csv");
        self.large.write_register(self.asked.organisations, BufWriter::new(File::create(&text)?))?;
        self.run("register", &["import", "register", &text.to_string_lossy()]).await?;
        std::fs::remove_file(&text)?;
        self.run("round", &["round", "open", "2563", "--due", "2020-08-31", "--closes", "2020-09-30"]).await?;
        let plans = self.file.with_extension("ndjson");
        let named = plans.to_string_lossy().into_owned();
        for version in 0..self.asked.versions {
            let written = self.write_plans(&plans, version, YEAR, usize::MAX)?;
            self.made.insert("plans".into(), counted(written));
            let at = format!("2020-0{}-15", 5 + version.min(3));
            let become_ = if version + 1 == self.asked.versions { "approved" } else { "submitted" };
            let arguments = ["import", "plans", named.as_str(), "--as", become_, "--at", &at];
            self.run(&format!("version {}", version + 1), &arguments).await?;
        }
        let year = running.to_string();
        let due = |day: &str| format!("{}-{day}", running - 543);
        self.run("running round", &["round", "open", &year, "--due", &due("08-31"), "--closes", &due("09-30")]).await?;
        self.write_plans(&plans, 2, running, DRAFTS + WRITERS)?;
        self.run("drafts", &["import", "plans", &named]).await?;
        std::fs::remove_file(&plans)?;
        self.audit_events()?;
        Ok(self.made)
    }

    async fn run(&mut self, name: &str, arguments: &[&str]) -> anyhow::Result<()> {
        eprintln!("making the nation: {name}");
        let took = process::run(self.file, arguments).await.with_context(|| name.to_owned())?;
        self.made.insert(format!("{name}, s"), took.time.as_secs_f64());
        self.made.insert(format!("{name}, MB"), counted(took.memory as usize));
        eprintln!("  {:.1} s, {} MB", took.time.as_secs_f64(), took.memory);
        Ok(())
    }

    fn write_plans(&self, to: &Path, version: u32, year: i32, most: usize) -> anyhow::Result<usize> {
        let mut out = BufWriter::with_capacity(1 << 20, File::create(to)?);
        let bar = bar(self.asked.organisations.min(most), "plans");
        let mut written = 0;
        for mut plan in self.large.plans(self.asked.organisations, version).take(most) {
            plan.fiscal_year = year;
            if year != YEAR {
                // What stands in the way of handing in is not what is measured.
                plan.processes
                    .iter_mut()
                    .for_each(|process| process.rto = process.rto.min(process.mtpd.or(process.rto)));
            }
            serde_json::to_writer(&mut out, &plan.for_exchange())?;
            out.write_all(b"\n")?;
            written += 1;
            bar.inc(1);
        }
        bar.finish_and_clear();
        out.flush()?;
        Ok(written)
    }

    /// Events that nothing hangs on, in the chains of many organisations.
    fn audit_events(&mut self) -> anyhow::Result<()> {
        const CHUNK: usize = 5_000;
        if self.asked.audit_events == 0 {
            return Ok(());
        }
        let began = std::time::Instant::now();
        let db = Db::open(&format!("sqlite://{}", self.file.display()))?;
        let bar = bar(self.asked.audit_events, "audit events");
        let at = web::Clock::System.now();
        for from in (0..self.asked.audit_events).step_by(CHUNK) {
            let until = (from + CHUNK).min(self.asked.audit_events);
            db.write_now(move |tx| {
                (from..until).try_for_each(|number| {
                    let organisation = format!("bench-{}", number % 1_000);
                    audit::append(
                        tx,
                        &audit::Event {
                            at,
                            actor: "bench",
                            action: "plan.section_saved",
                            subject_kind: "plan",
                            subject_id: &organisation,
                            organisation_id: Some(&organisation),
                            detail: serde_json::json!({"section": "recovery", "revision": number}),
                        },
                    )
                })
            })?;
            bar.set_position(until as u64);
        }
        bar.finish_and_clear();
        self.made.insert("audit events, s".into(), began.elapsed().as_secs_f64());
        Ok(())
    }
}

#[allow(clippy::cast_precision_loss)]
const fn counted(n: usize) -> f64 {
    n as f64
}

fn bar(steps: usize, word: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(steps as u64);
    let style = ProgressStyle::with_template("{prefix:>14} [{bar:32}] {human_pos}/{human_len} {eta}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
    bar.set_prefix(word);
    bar
}

/// A copy to work on; gone when dropped.
pub struct Copy {
    folder: tempfile::TempDir,
}

impl Copy {
    /// Copies a nation beside the kept one.
    ///
    /// # Errors
    /// When there is no room.
    pub fn of(nation: &Nation, data: &Path) -> anyhow::Result<Self> {
        let copy = Copy { folder: tempfile::tempdir_in(data)? };
        for suffix in ["", "-wal"] {
            let from = format!("{}{suffix}", nation.file.display());
            if Path::new(&from).is_file() {
                std::fs::copy(&from, format!("{}{suffix}", copy.file().display())).context("a copy of the nation")?;
            }
        }
        Ok(copy)
    }

    /// The database.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("ratphrom.db")
    }

    /// A file beside it.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}
