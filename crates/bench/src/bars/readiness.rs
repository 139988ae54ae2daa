//! The national page and its JSON: the time of one answer, and answers a second beside the same bytes served still.

use crate::{
    client::{Ask, Client},
    load::closed,
    process::Served,
};

use super::{Bench, FEW, MANY};

/// Where the national figures are.
pub const PAGE: &str = "/readiness?year=2563";
const JSON: &str = "/api/v1/readiness?year=2563";

pub(super) async fn measure(bench: &mut Bench<'_>, server: &Served) -> anyhow::Result<()> {
    let seconds = bench.asked.seconds;
    for (name, path) in [("national page", PAGE), ("national JSON", JSON)] {
        let body = Client::new(&server.address).good(&Ask::get(path, bench.national())).await?.bytes;
        let one = closed(&server.address, FEW, seconds, bench.reading(vec![path.into()])).await?;
        bench.report.most(&format!("{name}, p99"), one.at(0.99), "ms", 10.0, one.words());
        let file = bench.copy.beside("still.html");
        std::fs::write(&file, &body)?;
        let still = Served::still(&file).await?;
        // In turn, so that both meet the same machine.
        let (mut ours, mut theirs) = (0.0, 0.0);
        for _ in 0..2 {
            theirs += closed(&still.address, MANY, seconds, bench.reading(vec!["/".into()])).await?.rate();
            ours += closed(&server.address, MANY, seconds, bench.reading(vec![path.into()])).await?.rate();
        }
        still.end().await?;
        let detail = format!("{:.0}/s beside {:.0}/s still, {} bytes", ours / 2.0, theirs / 2.0, body.len());
        bench.report.least(&format!("{name}, of a still file's rate"), 100.0 * ours / theirs, "%", 50.0, detail);
    }
    Ok(())
}
