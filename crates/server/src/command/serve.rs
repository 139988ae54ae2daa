//! Serving: the first start makes the demonstration nation; later starts serve what is there.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use db::Db;
use tokio::net::TcpListener;
use web::{App, Settings};

use super::Context;
use crate::{
    Outcome,
    arguments::Serve,
    config::{Config, api_limit, metrics_token, trusted_proxies},
    progress, wiring,
};

const DEFAULT: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 8080);

/// Without a command.
pub(super) fn first(
    context: &Context,
    config: &Config,
    listen: Option<SocketAddr>,
    empty: bool,
) -> Result<(), Outcome> {
    let mut db = context.open()?;
    let unfinished = demonstration::load::is_unfinished(&db)?;
    if unfinished || (!empty && is_blank(&db)?) {
        let alone = Alone::new(&context.address)?;
        if unfinished {
            db = anew(db, context)?;
        }
        demonstrate(&db, context)?;
        drop(alone);
    }
    with(db, config, &Serve { listen, ..Serve::default() })
}

/// Serves what is there.
pub(super) fn serve(context: &Context, config: &Config, asked: &Serve) -> Result<(), Outcome> {
    let db = context.open()?;
    if demonstration::load::is_unfinished(&db)? {
        return Err(Outcome::refused(format!(
            "{}: the demonstration nation was not loaded to its end, so what is here is only a part of it; run \
             `ratphrom` without a command to begin it again, wait when that is under way, or name another database",
            shown(&context.address)
        )));
    }
    with(db, config, asked)
}

/// A database with a part of the demonstration nation, left by a first start that was stopped, is begun again. Nothing
/// of it was ever served. A server's database is left to whoever keeps the server.
fn anew(db: Db, context: &Context) -> Result<Db, Outcome> {
    let db::Location::File(path) = db::Location::parse(&context.address)? else {
        return Err(Outcome::refused(format!(
            "{}: the demonstration nation was not loaded to its end, so what is here is only a part of it; drop and \
             create this database and start again",
            shown(&context.address)
        )));
    };
    eprintln!("The first start was stopped before the demonstration nation was whole; it is begun again");
    drop(db);
    for ending in ["", "-wal", "-shm"] {
        match std::fs::remove_file(with_ending(&path, ending)) {
            Err(problem) if problem.kind() != std::io::ErrorKind::NotFound => return Err(problem.into()),
            _ => {}
        }
    }
    context.open()
}

/// Held while the demonstration nation is loaded into an embedded database, so that another start does not take a load
/// that is under way for one that was stopped. The lock goes with the process, however that ends.
struct Alone(Option<(std::fs::File, PathBuf)>);

impl Alone {
    fn new(address: &str) -> Result<Self, Outcome> {
        let db::Location::File(path) = db::Location::parse(address)? else { return Ok(Alone(None)) };
        let path = with_ending(&path, ".loading");
        let file = std::fs::File::create(&path)?;
        match file.try_lock() {
            Ok(()) => Ok(Alone(Some((file, path)))),
            Err(_) => Err(Outcome::refused(format!(
                "{}: another start is loading the demonstration nation into this database",
                shown(address)
            ))),
        }
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        if let Some((_, path)) = &self.0 {
            let _ = std::fs::remove_file(path);
        }
    }
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut file = path.as_os_str().to_owned();
    file.push(ending);
    file.into()
}

/// An address without the password that may be in it.
fn shown(address: &str) -> &str {
    if address.starts_with("sqlite:") { address } else { "the database server" }
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
    let token = metrics_token(config)?;
    let base_url = asked.base_url.clone().or_else(|| config.base_url.clone());
    let listener = std::net::TcpListener::bind(listen).map_err(|problem| {
        Outcome::Failed(format!("{listen}: {problem}; choose another address with --listen 127.0.0.1:0"))
    })?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let base_url = base_url.unwrap_or_else(|| format!("http://{address}"));
    let https = base_url.starts_with("https://");
    let settings = Settings {
        base_url: base_url.trim_end_matches('/').to_owned(),
        https,
        metrics_token: token,
        api_limit: api_limit(config)?,
        trusted_proxies: trusted_proxies(config, asked.trusted_proxies.as_deref())?,
        ..Settings::default()
    };
    // The synchronous client of PostgreSQL may be neither used nor dropped on a thread of the runtime, so the application
    // is made before it, and the last handle to the database is dropped after it.
    let last = db.clone();
    let app = wiring::app(db, web::Clock::System, settings)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(async move {
        let listener = TcpListener::from_std(listener)?;
        greet(&app, address).await?;
        wiring::serve(app, listener, stop_signal()).await
    });
    drop(runtime);
    drop(last);
    served
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
