//! A real PostgreSQL for tests: one for all test processes that run at the same time, started by the first and stopped
//! by its keeper a little after the last has gone, with a database of its own for each test.
//!
//! A test process holds a shared lock on `users.lock` for as long as it lives; the keeper, a shell that is the server's
//! parent, stops the server once it can have that lock alone. So the server goes however the tests end.

use std::{
    fs::{File, create_dir_all, read_to_string},
    net::TcpListener,
    os::unix::{fs::MetadataExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
    time::{Duration, Instant},
};

use postgres::{Client, NoTls};

/// The database that has the newest schema and is copied for each test.
const TEMPLATE: &str = "ratphrom_template";

/// Runs the server and removes it when nobody holds the lock. Arguments: folder, binaries, port, lock.
const KEEPER: &str = r#"
cd "$1" || exit 1
"$2/postgres" -D "$1/data" -p "$3" -k '' -h 127.0.0.1 >"$1/log" 2>&1 &
server=$!
trap 'kill -INT "$server" 2>/dev/null' TERM INT HUP
sleep 10
while kill -0 "$server" 2>/dev/null; do
    exec 9<"$4"
    if flock -n -x 9; then
        rm -f "$1/address"
        kill -INT "$server"
        wait "$server"
        rm -rf "$1/data" "$1/log"
        exit 0
    fi
    exec 9<&-
    sleep 5
done
"#;

/// What a test server need not do: survive a power cut.
const SETTINGS: &str = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 300\n\
    shared_buffers = 128MB\nlog_min_messages = warning\nautovacuum_naptime = 1h\n";

/// The running server.
pub struct PostgresServer {
    port: u16,
    /// Held until the process ends.
    _using: File,
}

impl PostgresServer {
    /// The server that all tests share, started when it does not run.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start; the message says what to do.
    pub fn shared() -> &'static PostgresServer {
        static SHARED: OnceLock<PostgresServer> = OnceLock::new();
        SHARED.get_or_init(PostgresServer::join)
    }

    /// The address of a database on it.
    pub fn address(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    /// Makes a database as a copy of the one with the newest schema.
    pub fn migrated(&self, name: &str) {
        self.create(name, TEMPLATE);
    }

    /// Makes a database without any table.
    pub fn empty(&self, name: &str) {
        self.create(name, "template0");
    }

    /// Removes a database, whoever is still connected.
    pub fn remove(&self, name: &str) {
        let _ = self.client("postgres").batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
    }

    /// A plain connection, for what `db` does not offer.
    pub fn client(&self, database: &str) -> Client {
        let connected = Client::connect(&self.address(database), NoTls);
        connected.unwrap_or_else(|problem| panic!("the test PostgreSQL can't be reached: {problem}"))
    }

    fn create(&self, name: &str, template: &str) {
        let sql = format!("CREATE DATABASE {name} TEMPLATE {template}");
        // The template can't be copied while another test's connection to it is being closed.
        let begun = Instant::now();
        while let Err(problem) = self.client("postgres").batch_execute(&sql) {
            assert!(begun.elapsed() < Duration::from_secs(20), "{sql}: {problem}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn join() -> PostgresServer {
        let base = std::env::temp_dir().join(format!("ratphrom-tests-{}", own_uid()));
        create_dir_all(&base).expect("the folder for temporary files can be written");
        let using = lock_file(&base.join("users.lock"));
        using.lock_shared().expect("files can be locked");
        let starting = lock_file(&base.join("start.lock"));
        starting.lock().expect("files can be locked");
        let folder = base.join("server");
        let port = running(&folder).unwrap_or_else(|| start(&folder, &base.join("users.lock")));
        let server = PostgresServer { port, _using: using };
        server.prepare_template();
        server
    }

    /// Makes the template when it is missing or of another schema than this program's. Called under the start lock.
    fn prepare_template(&self) {
        let mut client = self.client("postgres");
        let wanted = schema();
        let sql = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = $1";
        let found = client.query_opt(sql, &[&TEMPLATE]).expect("databases can be listed");
        if found.and_then(|row| row.get::<_, Option<String>>(0)).as_deref() == Some(&wanted) {
            return;
        }
        self.remove(TEMPLATE);
        self.empty(TEMPLATE);
        let db = db::Db::open(&self.address(TEMPLATE)).expect("the template can be opened");
        db::migrate::migrate(&db).expect("the schema can be made on PostgreSQL");
        drop(db);
        let described = client.batch_execute(&format!("COMMENT ON DATABASE {TEMPLATE} IS '{wanted}'"));
        described.expect("the template can be described");
    }
}

/// What tells one schema from another, without any of its words.
fn schema() -> String {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    db::migrate::ALL.iter().for_each(|migration| migration.sql.hash(&mut hasher));
    format!("schema {:016x}", hasher.finish())
}

fn lock_file(path: &Path) -> File {
    let opened = File::options().create(true).truncate(false).write(true).read(true).open(path);
    opened.unwrap_or_else(|problem| panic!("{}: {problem}", path.display()))
}

/// The port of a server that answers.
fn running(folder: &Path) -> Option<u16> {
    let port: u16 = read_to_string(folder.join("address")).ok()?.trim().parse().ok()?;
    let config = format!("host=127.0.0.1 port={port} user=postgres dbname=postgres connect_timeout=3");
    Client::connect(&config, NoTls).ok().map(|_| port)
}

fn start(folder: &Path, lock: &Path) -> u16 {
    let binaries = binaries();
    let _ = std::fs::remove_dir_all(folder);
    create_dir_all(folder).expect("the folder for temporary files can be written");
    // The server refuses to run as root, so root runs it as the user that Debian's package made.
    let user = (own_uid() == 0).then(postgres_user);
    if let Some((uid, gid)) = user {
        std::os::unix::fs::chown(folder, Some(uid), Some(gid)).expect("root may give a folder away");
    }
    let run = |program: &Path| {
        let mut command = Command::new(program);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).current_dir(folder);
        if let Some((uid, gid)) = user {
            command.uid(uid).gid(gid);
        }
        command
    };
    let mut init = run(&binaries.join("initdb"));
    init.args(["--username=postgres", "--auth=trust", "--locale=C", "--encoding=UTF8", "--no-sync", "-D"]);
    let made = init.arg(folder.join("data")).stderr(Stdio::inherit()).status().expect("initdb can be run");
    assert!(made.success(), "initdb failed: {made}");
    let settings = folder.join("data/postgresql.auto.conf");
    std::fs::write(settings, SETTINGS).expect("the settings of the new server can be written");
    let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port is free").port();
    let mut keeper = run(Path::new("setsid"));
    keeper.args(["bash", "-c", KEEPER, "keeper"]).arg(folder).arg(&binaries).arg(port.to_string()).arg(lock);
    #[expect(clippy::zombie_processes, reason = "the keeper outlives the tests and ends by itself")]
    let _keeper = keeper.spawn().expect("setsid and bash are there");
    let begun = Instant::now();
    let config = format!("host=127.0.0.1 port={port} user=postgres dbname=postgres connect_timeout=3");
    while Client::connect(&config, NoTls).is_err() {
        let log = || read_to_string(folder.join("log")).unwrap_or_default();
        assert!(begun.elapsed() < Duration::from_secs(30), "PostgreSQL did not start:\n{}", log());
        std::thread::sleep(Duration::from_millis(50));
    }
    std::fs::write(folder.join("address"), port.to_string()).expect("the address can be written");
    port
}

/// Where the newest installed `postgres` and `initdb` are.
fn binaries() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut debian: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    debian.sort();
    let found = debian.into_iter().rev().chain(std::env::split_paths(&path));
    let mut whole = found.filter(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file());
    whole.next().expect("PostgreSQL is not installed: run `apt-get install postgresql`, or scripts/test, which does it")
}

fn own_uid() -> u32 {
    std::fs::metadata("/proc/self").map_or(0, |own| own.uid())
}

fn postgres_user() -> (u32, u32) {
    let users = read_to_string("/etc/passwd").unwrap_or_default();
    let user = users.lines().find(|line| line.starts_with("postgres:"));
    let mut numbers = user.into_iter().flat_map(|line| line.split(':').skip(2)).filter_map(|field| field.parse().ok());
    numbers.next().zip(numbers.next()).expect("root needs the user `postgres`, which Debian's package makes")
}
