//! Serving: the first start makes the demonstration nation; later starts serve what is there.

use std::net::SocketAddr;

use db::Db;
use tokio::net::TcpListener;
use web::{App, Settings};

use super::Context;
use crate::{Outcome, arguments::Serve, config::Config, progress, wiring};

const DEFAULT: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 8080);

/// Without a command.
pub(super) fn first(
    context: &Context,
    config: &Config,
    listen: Option<SocketAddr>,
    empty: bool,
) -> Result<(), Outcome> {
    let db = context.open()?;
    if !empty && is_blank(&db)? {
        demonstrate(&db, context)?;
    }
    with(db, config, &Serve { listen, base_url: None })
}

/// Serves what is there.
pub(super) fn serve(context: &Context, config: &Config, asked: &Serve) -> Result<(), Outcome> {
    with(context.open()?, config, asked)
}

fn is_blank(db: &Db) -> Result<bool, Outcome> {
    let sql = "SELECT (SELECT count(*) FROM organisation) + (SELECT count(*) FROM account)";
    Ok(db.read_now(|tx| tx.count(sql, &[]))? == 0)
}

fn demonstrate(db: &Db, context: &Context) -> Result<(), Outcome> {
    eprintln!("Making the demonstration nation (8,281 organisations; once)");
    let bar = progress::bar(1, "");
    let mut tell = |stage: &'static str, done: usize, total: usize| {
        bar.set_prefix(stage);
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    };
    let options = demonstration::Options { seed: demonstration::SEED, now: context.now, progress: &mut tell };
    demonstration::load(db, options).map_err(|problem| Outcome::Failed(problem.to_string()))?;
    bar.finish_and_clear();
    Ok(())
}

fn with(db: Db, config: &Config, asked: &Serve) -> Result<(), Outcome> {
    let listen = match (asked.listen, &config.listen) {
        (Some(listen), _) => listen,
        (None, Some(text)) => {
            text.parse().map_err(|_| Outcome::Usage(format!("listen = {text:?} is not an address")))?
        }
        (None, None) => DEFAULT,
    };
    let base_url = asked.base_url.clone().or_else(|| config.base_url.clone());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async move {
        let listener = TcpListener::bind(listen).await.map_err(|problem| {
            Outcome::Failed(format!("{listen}: {problem}; choose another address with --listen 127.0.0.1:0"))
        })?;
        let address = listener.local_addr()?;
        let base_url = base_url.unwrap_or_else(|| format!("http://{address}"));
        let https = base_url.starts_with("https://");
        let settings = Settings { base_url: base_url.trim_end_matches('/').to_owned(), https, ..Settings::default() };
        let app = wiring::app(db, web::Clock::System, settings)?;
        greet(&app, address).await?;
        wiring::serve(app, listener, stop_signal()).await
    })
}

/// The address and, for the demonstration nation, how to sign in.
async fn greet(app: &App, address: SocketAddr) -> Result<(), Outcome> {
    println!("Ratphrom {} at http://{address}", env!("CARGO_PKG_VERSION"));
    if !app.is_demonstration() {
        return Ok(());
    }
    let accounts = web::sign_in::demonstration_accounts(&app.db).await?;
    println!("Demonstration sign-ins, password {}:", web::sign_in::DEMONSTRATION_PASSWORD);
    for account in accounts {
        let role = reference::List::roles().en(&account.role);
        println!("  {:<12} {role}, {}", account.login, account.organisation_th);
    }
    Ok(())
}

/// Ctrl-C, or the signal by which a service manager stops a service.
async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
        if let Ok(mut terminate) = terminate {
            tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
            return;
        }
    }
    let _ = interrupt.await;
}
