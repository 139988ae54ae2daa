//! How many statements a page costs: the server inside this process, and the counter of the database before and after.

use crate::{
    bars::Bench,
    client::{Ask, Client},
};

const PAGES: [(&str, &str); 10] = [
    ("front page", "/"),
    ("home of the national office", "/home"),
    ("national page", "/readiness?year=2563"),
    ("provinces", "/readiness/provinces?year=2563"),
    ("drill-down, 200 rows", "/readiness/list?year=2563&size=200&hazard=flood"),
    ("register", "/organisations"),
    ("plans", "/plans"),
    ("review queue", "/reviews"),
    ("roster", "/rounds/2563/roster"),
    ("audit trail", "/admin/audit"),
];

/// Asks for each page a few times and takes the fewest, because the job runner asks now and then beside.
pub async fn count(bench: &mut Bench<'_>) -> anyhow::Result<()> {
    let db = server::wiring::open(&format!("sqlite://{}", bench.copy().file().display()))?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?.to_string();
    let settings = web::Settings { base_url: format!("http://{address}"), ..web::Settings::default() };
    let app = server::wiring::app(db, web::Clock::System, settings)?;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(server::wiring::serve(app, listener, async { _ = stopped.await }));
    let mut client = Client::new(&address);
    for (name, path) in PAGES {
        let ask = Ask::get(path, bench.national());
        let first = client.send(&ask).await?;
        if !first.status.is_success() {
            continue; // not for this role
        }
        let mut fewest = u64::MAX;
        for _ in 0..3 {
            let before = db::statements_run();
            client.good(&ask).await?;
            fewest = fewest.min(db::statements_run() - before);
        }
        #[allow(clippy::cast_precision_loss)]
        bench.report().told(&format!("statements: {name}"), fewest as f64, "", path);
    }
    drop(client);
    let _ = stop.send(());
    serving.abort();
    Ok(())
}
