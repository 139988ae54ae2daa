//! The bars, one file a group, in an order in which those that write come last.

mod deadline;
mod lists;
mod papers;
mod readiness;
mod save;

use std::sync::Arc;

use db::Db;

use crate::{
    arguments::Arguments,
    client::Ask,
    load::Maker,
    nation::{self, Copy, DRAFTS, Nation, WRITERS},
    people::{self, People},
    process::Served,
    result::{Report, busy},
    statements,
};

/// What every bar is given.
pub struct Bench<'a> {
    asked: &'a Arguments,
    nation: &'a Nation,
    copy: Copy,
    people: People,
    report: Report,
}

/// Visitors at once where the time of one answer is measured: as many as the smallest machine has processors.
const FEW: usize = 2;
/// Visitors at once where the most that can be served is measured.
const MANY: usize = 16;

/// Measures everything that is asked for.
pub fn run(asked: &Arguments) -> anyhow::Result<()> {
    let earlier = asked.compare.as_deref().map(Report::read).transpose()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let report = runtime.block_on(measure(asked))?;
    if asked.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        report.print(earlier.as_ref());
    }
    Ok(())
}

async fn measure(asked: &Arguments) -> anyhow::Result<Report> {
    let nation = nation::nation(asked).await?;
    let before = busy();
    let copy = Copy::of(&nation, &asked.data)?;
    // A nation that was made by an earlier program has an earlier schema.
    let migrated = crate::process::run(&copy.file(), &["migrate"]).await?;
    let people = people::make(&copy.file(), nation.running, DRAFTS + WRITERS)?;
    let mut report = Report { organisations: asked.organisations, ..Report::default() };
    report.database = std::fs::metadata(copy.file())?.len() / 1_000_000;
    count(&copy, &mut report)?;
    if migrated.time.as_secs_f64() > 1.0 {
        report.told("the schema brought up to date", migrated.time.as_secs_f64(), "s", "an earlier nation");
    }
    let mut bench = Bench { asked, nation: &nation, copy, people, report };
    if asked.wants("statements") {
        statements::count(&mut bench).await?;
    }
    if asked.wants("register") {
        papers::register(&mut bench).await?;
    }
    if asked.wants("start") {
        papers::start(&mut bench).await?;
    }
    if asked.wants("report") {
        papers::report(&mut bench).await?;
    }
    served(&mut bench).await?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    bench.report.machine = format!("{cores} processors, load {before} before and {} after", busy());
    Ok(bench.report)
}

/// What a running server is asked.
async fn served(bench: &mut Bench<'_>) -> anyhow::Result<()> {
    let parts = ["readiness", "lists", "search", "paper", "save", "deadline"];
    if !parts.iter().any(|part| bench.asked.wants(part)) {
        return Ok(());
    }
    let server = Served::ratphrom(&bench.copy.file()).await?;
    // Somebody has looked at the first page; then nobody for a while.
    crate::client::Client::new(&server.address).good(&Ask::get("/readiness?year=2563", &bench.people.national)).await?;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    bench.report.most("memory, idle", mb(server.memory()), "MB", 200.0, "resident");
    if bench.asked.wants("readiness") {
        readiness::measure(bench, &server).await?;
    }
    if bench.asked.wants("lists") {
        lists::lists(bench, &server).await?;
    }
    if bench.asked.wants("search") {
        lists::search(bench, &server).await?;
    }
    if bench.asked.wants("save") {
        save::measure(bench, &server).await?;
    }
    if bench.asked.wants("paper") {
        papers::paper(bench, &server).await?;
    }
    if bench.asked.wants("deadline") {
        deadline::measure(bench, &server).await?;
        lists::queue(bench, &server).await?;
    }
    bench.report.most("memory, most under these loads", mb(server.peak()), "MB", 400.0, "resident");
    server.end().await
}

#[allow(clippy::cast_precision_loss)]
const fn mb(n: u64) -> f64 {
    n as f64
}

fn count(copy: &Copy, report: &mut Report) -> anyhow::Result<()> {
    let db = Db::open(&format!("sqlite://{}", copy.file().display()))?;
    for table in ["organisation", "plan", "plan_version", "version_process", "audit_event", "standing"] {
        let rows = db.read_now::<_, db::Error>(|tx| tx.count(&format!("SELECT count(*) FROM {table}"), &[]))?;
        report.rows.insert(table.into(), rows);
    }
    Ok(())
}

impl Bench<'_> {
    /// Requests of a national officer for these addresses, one after the other.
    fn reading(&self, paths: Vec<String>) -> Maker {
        let session = self.people.national.clone();
        Arc::new(move |number| {
            let path = paths.get(number % paths.len().max(1)).cloned().unwrap_or_default();
            Ask::get(path, &session)
        })
    }

    /// The session of the national officer.
    pub fn national(&self) -> &str {
        &self.people.national
    }

    /// The copy that is worked on.
    pub fn copy(&self) -> &Copy {
        &self.copy
    }

    /// Where figures go.
    pub fn report(&mut self) -> &mut Report {
        &mut self.report
    }
}
