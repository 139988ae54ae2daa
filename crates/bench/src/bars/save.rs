//! A section saved as the page does by itself; each answer comes after the disk has it.

use std::time::{Duration, Instant};

use hyper::{body::Bytes, header};

use crate::{
    client::{Ask, Client},
    load::Measured,
    nation::WRITERS,
    people::Coordinator,
    process::Served,
};

use super::Bench;

pub(super) async fn measure(bench: &mut Bench<'_>, server: &Served) -> anyhow::Result<()> {
    let writers: Vec<Coordinator> = bench.people.coordinators.iter().rev().take(WRITERS).cloned().collect();
    for (name, at_once) in [("section save, one writer, p99", 1), ("section save, 16 writers at once, p99", 16)] {
        let mut tasks = Vec::new();
        for writer in writers.iter().take(at_once).cloned() {
            let until = Instant::now() + Duration::from_secs(bench.asked.seconds);
            tasks.push(tokio::spawn(write(server.address.clone(), writer, until, at_once)));
        }
        let mut all = Measured::new()?;
        for task in tasks {
            all.add(&task.await??)?;
        }
        bench.report.most(name, all.at(0.99), "ms", 15.0, all.words());
    }
    Ok(())
}

/// Saves the recovery steps again and again, each time with another word in one of them.
async fn write(address: String, writer: Coordinator, until: Instant, run: usize) -> anyhow::Result<Measured> {
    let (mut client, mut measured) = (Client::new(&address), Measured::new()?);
    let path = format!("/plans/{}/sections/recovery", writer.plan_id);
    let page = client.good(&Ask::get(&path, &writer.session)).await?;
    let text = String::from_utf8_lossy(&page.bytes).into_owned();
    let from = text.split("name=\"etag\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    let mut revision = from.replace("&quot;", "\"").replace("&#34;", "\"");
    let (began, mut number) = (Instant::now(), 0);
    while Instant::now() < until {
        number += 1;
        let ask = Ask {
            path: path.clone(),
            session: writer.session.clone(),
            body: Some(("application/x-www-form-urlencoded", form(run, number))),
            revision: Some(revision.clone()),
            accept: Some("application/json"),
        };
        let asked = Instant::now();
        let answer = client.send(&ask).await;
        // The first ones bring the plan into memory.
        if number > 5 {
            measured.note(asked.elapsed(), &answer, |status| status.is_success());
        }
        if let Some(tag) = answer?.headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()) {
            revision = tag.to_owned();
        }
    }
    measured.lasted = began.elapsed();
    Ok(measured)
}

fn form(run: usize, number: u32) -> Bytes {
    let rows = (0..12).map(|row| {
        let phase = ["day_1", "days_2_7", "day_8_on"][row / 4];
        format!("rows[{row}].phase={phase}&rows[{row}].order={row}&rows[{row}].step=%E0%B9%82%E0%B8%97%E0%B8%A3+{run}+{number}+{row}&rows[{row}].role=%E0%B8%9B%E0%B8%A5%E0%B8%B1%E0%B8%94")
    });
    Bytes::from(rows.collect::<Vec<_>>().join("&"))
}
