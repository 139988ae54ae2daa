//! The last day: 8,281 submissions in ten minutes from 500 connections while 200 people read. First at that rate for a
//! part of the ten minutes, then the rest as fast as it can, which is the most that it sustains. At the end every
//! submission that was answered is looked for in the database.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use db::{Db, params};
use hyper::{StatusCode, body::Bytes};
use tokio::task::JoinHandle;

use crate::{
    client::{Ask, Client},
    load::{Measured, reader},
    nation::WRITERS,
    people::Coordinator,
    process::Served,
};

use super::{Bench, readiness::PAGE};

const CONNECTIONS: usize = 500;
const READERS: usize = 200;
/// Each reader turns a page so often.
const PAUSE: Duration = Duration::from_secs(5);
/// Submissions a second on the day.
const RATE: f64 = 8_281.0 / 600.0;

pub(super) async fn measure(bench: &mut Bench<'_>, server: &Served) -> anyhow::Result<()> {
    // The last ones save sections; what they wrote is no whole plan.
    let whole = bench.people.coordinators.len().saturating_sub(WRITERS);
    let people: Arc<Vec<Coordinator>> = Arc::new(bench.people.coordinators.iter().take(whole).cloned().collect());
    let (lasts, next) = (Duration::from_secs(bench.asked.deadline_seconds), Arc::new(AtomicUsize::new(0)));
    let until = Instant::now() + lasts;
    let readers = start_readers(bench, server, until);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let scheduled = ((lasts.as_secs_f64() * RATE) as usize).min(people.len());
    let paced = submit(server, &people, &next, Some(scheduled)).await?;
    let reading = joined(readers).await?;
    let words = format!("{}; at the rate of the day for {} s of its 600", paced.words(), lasts.as_secs());
    bench.report.most("deadline day, submission p99", paced.at(0.99), "ms", 250.0, words);
    bench.report.most("deadline day, reader p99", reading.at(0.99), "ms", 250.0, reading.words());
    bench.report.most("deadline day, errors", told(paced.errors + reading.errors), "errors", 0.0, "");
    let readers = start_readers(bench, server, Instant::now() + Duration::from_secs(3_600));
    let fast = submit(server, &people, &next, None).await?;
    readers.iter().for_each(JoinHandle::abort);
    bench.report.told("deadline day, most submissions", fast.rate(), "/s", format!("{}; 500 at once", fast.words()));
    let answered = (paced.count() + fast.count()).saturating_sub(paced.errors + fast.errors);
    let stored = stored(bench)?;
    let detail = format!("{answered} answered, {stored} stored; {} of the rest failed", fast.errors);
    bench.report.most("deadline day, lost", told(answered.abs_diff(stored)), "lost", 0.0, detail);
    Ok(())
}

#[allow(clippy::cast_precision_loss)]
const fn told(n: u64) -> f64 {
    n as f64
}

fn stored(bench: &Bench<'_>) -> anyhow::Result<u64> {
    let db = Db::open(&format!("sqlite://{}", bench.copy.file().display()))?;
    let sql =
        "SELECT count(*) FROM plan_version v JOIN head_approval h ON h.version_id = v.id WHERE v.fiscal_year = $1";
    let count = db.read_now::<_, db::Error>(|tx| tx.count(sql, params![bench.nation.running]))?;
    Ok(u64::try_from(count)?)
}

fn start_readers(bench: &Bench<'_>, server: &Served, until: Instant) -> Vec<JoinHandle<anyhow::Result<Measured>>> {
    let year = bench.nation.running;
    let pages = [
        PAGE.to_owned(),
        format!("/readiness?year={year}"),
        format!("/readiness/provinces?year={year}"),
        format!("/readiness/list?year={year}&status=outstanding"),
        "/home".to_owned(),
        "/organisations?province=73".to_owned(),
    ];
    let make = bench.reading(pages.to_vec());
    (0..READERS).map(|n| tokio::spawn(reader(server.address.clone(), PAUSE, until, Arc::clone(&make), n))).collect()
}

async fn joined(tasks: Vec<JoinHandle<anyhow::Result<Measured>>>) -> anyhow::Result<Measured> {
    let mut all = Measured::new()?;
    for task in tasks {
        all.add(&task.await??)?;
    }
    Ok(all)
}

/// Submits from the next plan on: by the clock up to a number of them, or as fast as it can to the end.
async fn submit(
    server: &Served,
    people: &Arc<Vec<Coordinator>>,
    next: &Arc<AtomicUsize>,
    scheduled: Option<usize>,
) -> anyhow::Result<Measured> {
    let began = Instant::now();
    let until = scheduled.unwrap_or(people.len());
    let tasks = (0..CONNECTIONS).map(|_| {
        let (people, next, address) = (Arc::clone(people), Arc::clone(next), server.address.clone());
        tokio::spawn(async move {
            let (mut client, mut measured) = (Client::new(&address), Measured::new()?);
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(person) = people.get(number).filter(|_| number < until) else {
                    // What was taken and is not for this part is for the next one.
                    next.fetch_min(until, Ordering::Relaxed);
                    measured.lasted = began.elapsed();
                    return anyhow::Ok(measured);
                };
                let mut due = Instant::now();
                if scheduled.is_some() {
                    due = began + Duration::from_secs_f64(told(number as u64) / RATE);
                    tokio::time::sleep_until(due.into()).await;
                }
                let answer = client.send(&submission(person)).await;
                measured.note(due.elapsed(), &answer, |status| status == StatusCode::CREATED);
            }
        })
    });
    joined(tasks.collect()).await
}

fn submission(person: &Coordinator) -> Ask {
    let body = serde_json::json!({
        "content_hash": person.content_hash, "approver_name": "นายวัดผล ทดสอบ", "approver_position": "หัวหน้าหน่วยงาน",
        "approved_on": web::Clock::System.today().to_string(), "document_number": "",
    });
    Ask {
        path: format!("/api/v1/plans/{}/submission", person.plan_id),
        session: person.session.clone(),
        body: Some(("application/json", Bytes::from(body.to_string()))),
        accept: Some("application/json"),
        ..Ask::default()
    }
}
