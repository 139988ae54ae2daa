//! Lists with filters, and searching in Thai.

use crate::{load::closed, process::Served};

use super::{Bench, FEW};

/// Lists, each with the addresses that are asked in turn.
const LISTS: [(&str, &[&str]); 6] = [
    (
        "drill-down, 200 rows",
        &[
            "/readiness/list?year=2563&size=200",
            "/readiness/list?year=2563&size=200&status=submitted",
            "/readiness/list?year=2563&size=200&status=approved&province=73",
            "/readiness/list?year=2563&size=200&kind=school&region=northeast",
            "/readiness/list?year=2563&size=200&hazard=flood",
            "/readiness/list?year=2563&size=200&hazard=cyber&province=50",
            "/readiness/list?year=2563&size=200&processes=rto_over_mtpd",
            "/readiness/list?year=2563&size=200&on_time=yes&ministry=M06",
        ],
    ),
    (
        "processes behind a number",
        &["/readiness/processes?year=2563", "/readiness/processes?year=2563&rto=over_mtpd&province=73"],
    ),
    (
        "register",
        &[
            "/organisations",
            "/organisations?kind=school",
            "/organisations?province=73&obliged=1",
            "/organisations?sort=-code",
            "/organisations?kind=hospital&sort=-name",
        ],
    ),
    (
        "plans",
        &[
            "/plans",
            "/plans?year=2563&state=approved",
            "/plans?of=lao_sao&year=2563",
            "/plans?sort=saved",
            "/plans?state=drafting",
        ],
    ),
    ("roster", &["/rounds/2563/roster", "/rounds/2563/roster?province=73", "/rounds/2563/roster?status=approved"]),
    ("late ones", &["/rounds/2570/late", "/rounds/2570/late?province=73"]),
];

/// The queue of reviews, which is long on the evening of the last day.
const QUEUE: [&str; 4] = ["/reviews", "/reviews?sort=name", "/reviews?sort=waiting&province=73", "/reviews?risk=high"];

pub(super) async fn lists(bench: &mut Bench<'_>, server: &Served) -> anyhow::Result<()> {
    let running = format!("/{}/", bench.nation.running);
    for (name, paths) in LISTS {
        for path in paths {
            let path = path.replace("/2570/", &running);
            let one = closed(&server.address, FEW, bench.asked.seconds.div_ceil(3), bench.reading(vec![path.clone()]))
                .await?;
            bench.report.most(&format!("{name}: {path}"), one.at(0.99), "ms", 30.0, one.words());
        }
    }
    Ok(())
}

/// After the deadline day.
pub(super) async fn queue(bench: &mut Bench<'_>, server: &Served) -> anyhow::Result<()> {
    for path in QUEUE {
        let one =
            closed(&server.address, FEW, bench.asked.seconds.div_ceil(3), bench.reading(vec![path.into()])).await?;
        bench.report.most(&format!("review queue: {path}"), one.at(0.99), "ms", 30.0, one.words());
    }
    Ok(())
}

/// A name, the middle of unspaced names, a whole kind of name, two letters, nothing.
const WORDS: [&str; 8] = ["ท่าช้าง", "หนองบัว", "ส่งเสริมสุขภาพ", "โรงเรียนบ้านหนอง", "บ้าน", "ชุม", "นา", "ไม่มีชื่อนี้"];

pub(super) async fn search(bench: &mut Bench<'_>, server: &Served) -> anyhow::Result<()> {
    let places = [
        ("organisations", "/organisations?q="),
        ("picker", "/organisations/search?q="),
        ("plans", "/plans?q="),
        ("drill-down", "/readiness/list?year=2563&q="),
    ];
    for (name, place) in places {
        for word in WORDS {
            let path = format!("{place}{}", encoded(word));
            let one = closed(&server.address, FEW, bench.asked.seconds.div_ceil(3), bench.reading(vec![path])).await?;
            bench.report.most(&format!("search in {name}: {word}"), one.at(0.99), "ms", 50.0, one.words());
        }
    }
    Ok(())
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
