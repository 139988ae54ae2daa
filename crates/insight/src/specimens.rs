//! The nation of 2563 for looking and measuring, by hand only: `cargo nextest run -p insight --run-ignored only`.
//! `SPECIMENS` names a folder for the papers; with `SPECIMENS_PORT` the pages are served for a while.

#![allow(clippy::unwrap_used)]

use std::time::Instant;

use db::{Change, Scope, Tx, params};
use jiff::{SignedDuration, civil::date};

use crate::{
    page_tests::{NOW, signed_in, site},
    readiness::{Dimension, report},
    world::{Befalls, World, YEAR, at, befall, world},
};

/// The counts over 3,616 that come nearest to the printed table.
const HAZARDS: [(&str, usize); 9] = [
    ("pandemic", 3506),
    ("fire", 3547),
    ("flood", 3447),
    ("civil_unrest", 3073),
    ("power_outage", 2182),
    ("terrorism", 1255),
    ("earthquake", 1130),
    ("cyber", 937),
    ("storm", 700),
];

/// The register of 2563, `times` over, with a round.
fn register(world: &World, times: usize) -> usize {
    world.write(move |tx| {
        let mut count = 0;
        for copy in 0..times {
            for line in reference::REGISTER_2563.lines().skip(1).filter(|line| !line.contains('"')) {
                let cells: Vec<&str> = line.split(',').collect();
                if cells.get(8) == Some(&"1") {
                    organisation(tx, &cells, copy, count)?;
                    count += 1;
                }
            }
        }
        tx.announce(&Change::Roster { fiscal_year: YEAR })?;
        Ok(count)
    })
}

fn organisation(tx: &mut Tx<'_>, cells: &[&str], copy: usize, count: usize) -> db::Result<()> {
    let (code, id) = (format!("{}-{copy}", cells[0]), format!("o{count}"));
    let region = reference::province(cells[6]).map_or("", |province| province.region.as_str());
    tx.execute(
        "INSERT INTO organisation (id, code, name_th, name_en, kind, path, depth, ministry_code, province_code, \
         district_code, obliged, provenance, sort_key, search_text, revision) \
         VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8, $9, TRUE, $10, $11, $3, 1)",
        params![
            &id,
            &code,
            cells[1],
            cells[2],
            cells[3],
            format!("{id}/"),
            cells[5],
            cells[6],
            cells[7],
            cells[9],
            thai::collate::sort_key(cells[1])
        ],
    )?;
    tx.execute(
        "INSERT INTO roster (round_id, organisation_id, name_th, kind, ministry_code, province_code, region, reason) \
         VALUES ('r', $1, $2, $3, $4, $5, $6, '')",
        params![&id, cells[1], cells[3], cells[5], cells[6], region],
    )
    .map(|_| ())
}

/// Every `total / submitted`-th organisation submits, over the year until 31 August.
fn submissions(world: &World, total: usize, submitted: usize) {
    for chunk in (0..submitted).collect::<Vec<_>>().chunks(500) {
        let chunk = chunk.to_vec();
        world.write(move |tx| {
            for n in &chunk {
                let number = n * total / submitted;
                let hazards = HAZARDS.iter().filter(|(_, count)| n * 7919 % submitted < count * submitted / 3616);
                let hazards = hazards.map(|(code, _)| *code).collect();
                let when = at("2019-11-01T03:00:00Z") + SignedDuration::from_mins((n * 430_000 / submitted) as i64);
                let id = format!("o{number}");
                befall(tx, &id, &Befalls::Submitted { processes: 3 + (n % 5) as i64, hazards }, when)?;
                match n % 9 {
                    0 => befall(tx, &id, &Befalls::Returned, when + SignedDuration::from_hours(5))?,
                    1..=6 => befall(tx, &id, &Befalls::Approved, when + SignedDuration::from_hours(9))?,
                    _ => {}
                }
            }
            Ok(())
        });
    }
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let made = work();
    println!("{what}: {:.1} ms", began.elapsed().as_secs_f64() * 1e3);
    made
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "for looking and measuring by hand"]
async fn specimens() {
    let times: usize = std::env::var("SPECIMENS_TIMES").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
    let world = world();
    let total = timed("roster and rebuild", || register(&world, times));
    timed("submissions with standing", || submissions(&world, total, 3616 * times));
    timed("rebuild", || world.write(|tx| crate::standing::rebuild(tx, YEAR)));
    timed("verify", || world.read(|tx| crate::standing::verify(tx, YEAR)));
    world.write(|tx| tx.execute("INSERT INTO setting (name, value) VALUES ('demonstration', 'yes')", &[]).map(|_| ()));
    for (what, day) in [("current", date(2020, 11, 20)), ("past", date(2020, 6, 30))] {
        for _ in 0..3 {
            let made = timed(what, || world.db.read_now(|tx| report(tx, YEAR, day, None, &Scope::nation())).unwrap());
            assert!(made.submitted.n > 0);
        }
        timed("by province", || {
            world.db.read_now(|tx| report(tx, YEAR, day, Some(Dimension::Province), &Scope::nation())).unwrap()
        });
    }
    let paper = timed("cabinet", || {
        world.db.read_now(|tx| crate::cabinet::document(tx, YEAR, date(2020, 8, 31), date(2020, 11, 20))).unwrap()
    });
    if let Ok(folder) = std::env::var("SPECIMENS") {
        let folder = std::path::PathBuf::from(folder);
        std::fs::write(folder.join("cabinet.pdf"), timed("pdf", || documents::pdf::render(&paper).unwrap())).unwrap();
        std::fs::write(folder.join("cabinet.docx"), documents::docx::render(&paper).unwrap()).unwrap();
        let made = world
            .db
            .read_now(|tx| report(tx, YEAR, date(2020, 8, 31), Some(Dimension::Region), &Scope::nation()))
            .unwrap();
        let paper =
            crate::report::readiness_document(&made, "สำนักงานคณะกรรมการพัฒนาระบบราชการ", date(2020, 11, 20), true);
        std::fs::write(folder.join("readiness.pdf"), documents::pdf::render(&paper).unwrap()).unwrap();
    }
    let site = site(world);
    let cookie = signed_in(&site.world, "national_officer", None);
    for path in PATHS {
        let mut times = Vec::new();
        for _ in 0..12 {
            let began = Instant::now();
            let (status, body) = site.get(path, &cookie, "th").await;
            times.push(began.elapsed().as_secs_f64() * 1e3);
            assert!(status.is_success(), "{path} {status} {}", body.len());
        }
        times.sort_by(f64::total_cmp);
        println!("{path}: median {:.1} ms, worst {:.1} ms", times[6], times[11]);
    }
    if let Ok(port) = std::env::var("SPECIMENS_PORT") {
        let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await.unwrap();
        std::fs::write("/tmp/ins/cookie", &cookie).unwrap();
        println!("{NOW} {cookie}");
        let serving = axum::serve(listener, site.router.clone());
        let _ = tokio::time::timeout(std::time::Duration::from_secs(240), async { serving.await }).await;
    }
}

const PATHS: [&str; 13] = [
    "/readiness",
    "/api/v1/readiness",
    "/readiness/provinces",
    "/readiness/hazards/fire",
    "/readiness/list?size=200",
    "/readiness/list?size=200&status=outstanding",
    "/readiness/list?size=200&hazard=storm",
    "/readiness/list?size=200&province=73&status=submitted",
    "/readiness/list?size=200&q=%E0%B8%99%E0%B8%84%E0%B8%A3",
    "/readiness/list?size=200&on_time=no",
    "/readiness/processes?size=200&rto=over_mtpd",
    "/readiness/overview",
    "/readiness?as_of=2020-06-30",
];
