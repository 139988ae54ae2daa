//! What every handler can reach: the database, the clock, the settings.

use std::sync::{Arc, RwLock};

use axum::extract::FromRef;
use db::Db;

use crate::{
    Clock, Network,
    account::throttle::{Limits, Throttle},
    metrics::Metrics,
};

/// Settings of this server; read from the command line, the environment and the settings file by `server`.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address under which people reach the server, without a slash at the end.
    pub base_url: String,
    /// True when people reach it by HTTPS, so that cookies are only sent there.
    pub https: bool,
    /// Which build this is.
    pub version: &'static str,
    /// What `/metrics` asks for; without it there is no such address.
    pub metrics_token: Option<String>,
    /// Requests to the programming interface that one account may make in a minute; 0 for no limit.
    pub api_limit: u32,
    /// Proxies whose word about the visitor's address is believed.
    pub trusted_proxies: Vec<Network>,
}

/// Requests to the programming interface that one account may make in a minute, unless set.
pub const API_LIMIT: u32 = 1_200;

impl Default for Settings {
    fn default() -> Self {
        Settings {
            base_url: "http://127.0.0.1:8080".into(),
            https: false,
            version: env!("CARGO_PKG_VERSION"),
            metrics_token: None,
            api_limit: API_LIMIT,
            trusted_proxies: Network::loopback(),
        }
    }
}

/// Shared by every handler; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// Settings.
    pub settings: Arc<Settings>,
    /// Limits on guessing passwords.
    pub throttle: Arc<Throttle>,
    /// Limits on the programming interface.
    pub limits: Arc<Limits>,
    /// What is counted of the requests.
    pub metrics: Arc<Metrics>,
    /// True when the data is the demonstration nation's; every page says so.
    pub demonstration: Arc<RwLock<bool>>,
}

impl App {
    /// An application over an open, migrated database.
    pub fn new(db: Db, clock: Clock, settings: Settings) -> Self {
        App {
            metrics: Arc::new(Metrics::new(settings.version, db.engine())),
            db,
            clock,
            limits: Arc::new(Limits::new(settings.api_limit)),
            settings: Arc::new(settings),
            throttle: Arc::new(Throttle::new()),
            demonstration: Arc::new(RwLock::new(false)),
        }
    }

    /// Reads again whether the data is the demonstration's.
    pub fn reload(&self) -> db::Result<()> {
        let sql = "SELECT value FROM setting WHERE name = 'demonstration'";
        let value = self.db.read_now(|tx| tx.row_opt(sql, &[], |row| row.get::<String>(0)))?;
        if let Ok(mut demonstration) = self.demonstration.write() {
            *demonstration = value.is_some_and(|value| value == "yes");
        }
        Ok(())
    }

    /// True when the data is the demonstration nation's.
    pub fn is_demonstration(&self) -> bool {
        self.demonstration.read().is_ok_and(|demonstration| *demonstration)
    }
}

impl FromRef<App> for Db {
    fn from_ref(app: &App) -> Db {
        app.db.clone()
    }
}
