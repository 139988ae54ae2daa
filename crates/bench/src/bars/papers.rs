//! What is done now and then: starting, importing, reports of a past date, papers of one plan.

use std::{path::Path, time::Instant};

use crate::{
    client::{Ask, Client},
    load::closed,
    process::{self, Served},
};

use super::{Bench, FEW, mb};

/// The register of 2563 into an empty database, and what the imports of the nation took when it was made.
pub(super) async fn register(bench: &mut Bench<'_>) -> anyhow::Result<()> {
    let (file, empty) = (bench.copy.beside("register.csv"), bench.copy.beside("empty.db"));
    std::fs::write(&file, reference::REGISTER_2563)?;
    let took = process::run(&empty, &["import", "register", &file.to_string_lossy()]).await?;
    let detail = format!("8,301 rows, {} MB", took.memory);
    bench.report.most("import of the register", took.time.as_secs_f64(), "s", 2.0, detail);
    let made = bench.nation.made.clone();
    let of = |name: &str| made.get(name).copied().unwrap_or_default();
    let plans = of("plans");
    for (name, seconds) in made.iter().filter(|(name, _)| name.ends_with(", s")) {
        let stage = name.trim_end_matches(", s");
        let detail = format!("{} MB, when the nation was made", of(&format!("{stage}, MB")));
        if stage.starts_with("version") {
            // The bar is for 100,000 plans.
            let name = format!("import of {plans} plans, {stage}");
            bench.report.most(&name, *seconds, "s", 180.0 * plans / 100_000.0, detail);
        } else {
            bench.report.told(&format!("making the nation: {stage}"), *seconds, "s", detail);
        }
    }
    Ok(())
}

/// From the start of the process to the first page; the second time the files are in the machine's memory.
pub(super) async fn start(bench: &mut Bench<'_>) -> anyhow::Result<()> {
    let mut worst: f64 = 0.0;
    for _ in 0..3 {
        let began = Instant::now();
        let server = Served::ratphrom(&bench.copy.file()).await?;
        Client::new(&server.address).good(&Ask::get("/readiness?year=2563", &bench.people.national)).await?;
        worst = worst.max(began.elapsed().as_secs_f64());
        server.end().await?;
    }
    bench.report.most("start to the national page, worst of 3", worst, "s", 1.0, "an existing database");
    Ok(())
}

/// Reports of past dates by the command line, whole processes.
pub(super) async fn report(bench: &mut Bench<'_>) -> anyhow::Result<()> {
    let database = bench.copy.file();
    let out = bench.copy.beside("out");
    let out = out.to_string_lossy().into_owned();
    let day = ["--year", "2563", "--as-of", "2020-06-20"];
    let runs: [(&str, &[&str], f64); 4] = [
        ("readiness of a past date, JSON", &["report", "readiness", "--format", "json", "-o", &out], 1.0),
        ("readiness of a past date by province, JSON", &["report", "readiness", "--by", "province", "-o", &out], 1.0),
        ("readiness of a past date, PDF", &["report", "readiness", "--format", "pdf", "-o", &out], 3.0),
        ("cabinet's report of a past date, PDF", &["report", "cabinet", "-o", &out], 3.0),
    ];
    for (name, words, bar) in runs {
        let arguments: Vec<&str> = words.iter().copied().chain(day).collect();
        let took = worst(&database, &arguments).await?;
        let (seconds, detail) = (took.time.as_secs_f64(), format!("{} MB, worst of 3", took.memory));
        // The bar is for the nation of today.
        match bench.asked.organisations {
            ..=10_000 => bench.report.most(name, seconds, "s", bar, detail),
            _ => bench.report.told(name, seconds, "s", detail),
        }
    }
    Ok(())
}

async fn worst(database: &Path, arguments: &[&str]) -> anyhow::Result<process::Took> {
    let mut worst = process::run(database, arguments).await?;
    for _ in 0..2 {
        let next = process::run(database, arguments).await?;
        worst = if next.time > worst.time { next } else { worst };
    }
    Ok(worst)
}

/// The paper of one plan, a different plan each time and the same again.
pub(super) async fn paper(bench: &mut Bench<'_>, server: &Served) -> anyhow::Result<()> {
    let paths: Vec<String> =
        bench.people.coordinators.iter().map(|writer| format!("/plans/{}/paper", writer.plan_id)).collect();
    let mut client = Client::new(&server.address);
    for path in paths.iter().take(3) {
        client.good(&Ask::get(path, bench.national())).await?;
    }
    let same: Vec<String> = paths.iter().take(1).cloned().collect();
    let many = closed(&server.address, 1, bench.asked.seconds, bench.reading(paths)).await?;
    bench.report.most(
        "paper of one plan, PDF, p99",
        many.at(0.99),
        "ms",
        300.0,
        format!("{}; another each time", many.words()),
    );
    let again = closed(&server.address, FEW, bench.asked.seconds.div_ceil(3), bench.reading(same)).await?;
    bench.report.most("paper of the same plan again, p99", again.at(0.99), "ms", 300.0, again.words());
    bench.report.told("memory after papers", mb(server.memory()), "MB", "resident");
    Ok(())
}
