//! The running server.

use db::Db;
use jiff::Timestamp;
use testkit::{World, at};
use tokio::sync::oneshot;
use web::{App, Clock, Role, Route, Settings};

use crate::Person;

/// When the clock of a new server stands: a morning in the round of 2563.
const BEGINS: &str = "2020-08-03T09:00:00+07:00";

/// What `/metrics` asks for.
pub const METRICS_TOKEN: &str = "a-token-of-the-tests";

/// A server for one test.
pub struct TestApp {
    /// What its handlers reach.
    pub app: App,
    /// Every route with what it asks.
    pub routes: Vec<Route>,
    /// `http://127.0.0.1:…`
    pub address: String,
    stop: Option<oneshot::Sender<()>>,
    runtime: Option<tokio::runtime::Runtime>,
    /// Dropped last: its database goes with it.
    world: World,
}

impl TestApp {
    /// Starts the server over this database.
    pub fn start(world: World) -> Self {
        Self::start_with(world, |_| ())
    }

    /// Starts it with other settings.
    pub fn start_with(world: World, change: impl FnOnce(&mut Settings)) -> Self {
        let db = server::wiring::open(&world.address).expect("the database opens");
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let mut settings =
            Settings { base_url: address.clone(), metrics_token: Some(METRICS_TOKEN.into()), ..Settings::default() };
        change(&mut settings);
        let app = server::wiring::app(db, Clock::fixed(at(BEGINS)), settings).expect("the application starts");
        let (_, routes) = server::wiring::service(&app);
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = server::wiring::serve(app.clone(), listener, async { _ = stopped.await });
        runtime.spawn(async { serving.await.unwrap_or_else(|problem| panic!("the server ended: {problem:?}")) });
        TestApp { app, routes, address, stop: Some(stop), runtime: Some(runtime), world }
    }

    /// The database, as the server sees it.
    pub fn db(&self) -> &Db {
        &self.app.db
    }

    /// What time it is for the server.
    pub fn now(&self) -> Timestamp {
        self.app.clock.now()
    }

    /// Moves the clock: `app.set_clock("2020-09-01T00:00:00+07:00")`.
    pub fn set_clock(&self, text: &str) {
        self.app.clock.set(at(text));
    }

    /// Somebody without an account.
    pub fn guest(&self) -> Person {
        Person::new(&self.address, None)
    }

    /// Makes an account with this role and a session for it. The organisation is named by its code; `None` is the nation.
    pub fn person(&self, role: Role, organisation: Option<&str>) -> Person {
        let account_id = self.an_account(role, organisation);
        let now = self.now();
        let begun =
            self.db().write_now(move |tx| web::account::session::begin(tx, &account_id, "test", "127.0.0.1", now));
        Person::new(&self.address, Some(begun.expect("a session begins")))
    }

    /// One number from the database.
    pub fn count(&self, sql: &str) -> i64 {
        self.db().read_now::<_, db::Error>(|tx| tx.count(sql, &[])).unwrap()
    }

    /// What must hold however the test went.
    fn check(&self) {
        let db = &self.world.db;
        let count = |sql: &str| db.read_now::<_, db::Error>(|tx| tx.count(sql, &[])).unwrap();
        assert_eq!(count("SELECT count(*) FROM job WHERE state = 'dead'"), 0, "a job was put aside");
        db.read_now(db::audit::verify).expect("the audit chain is whole");
        let astray = db.read_now(planning::plan::listed::astray).expect("the standing of plans is read");
        assert_eq!(astray, 0, "plans are listed as they do not stand");
        let sql = "SELECT fiscal_year FROM round";
        let years = db.read_now::<_, db::Error>(|tx| tx.rows(sql, &[], |row| row.get::<i32>(0))).unwrap();
        for year in years {
            let held = db.read_now(|tx| insight::standing::verify(tx, year));
            held.unwrap_or_else(|problem| panic!("{year}: {problem}"));
        }
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        // The application must not be the last to hold the database on a thread of the runtime, and is not: `app` is
        // dropped after this.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(std::time::Duration::from_secs(5));
        }
        if !std::thread::panicking() {
            self.check();
        }
    }
}
