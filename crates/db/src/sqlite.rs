//! SQLite: readers in a pool, and one writer thread that commits commands in groups. Each command runs in its own
//! savepoint and is answered only after the common commit, so an answered write is on the disk. Another thread copies
//! the log into the file, so that no command waits for that.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc, OnceLock,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    time::Duration,
};

use rusqlite::{CachedStatement, Connection, OpenFlags};

use crate::{Error, Result, Row, Tx, Value, database::Listener, tx::On};

/// At most so many commands share one commit.
const GROUP: usize = 128;
/// Commands that may wait for the writer before senders are held back.
const QUEUE: usize = 4096;
/// Pages of the log after which a commit copies them into the file itself, because the checkpointer fell behind: 64 MB.
const LOG_PAGES: u32 = 16_384;
/// How long commits gather before the checkpointer copies the log.
const GATHER: Duration = Duration::from_millis(250);
/// Statements that a connection keeps prepared.
const STATEMENTS: usize = 256;

pub(crate) type Listeners = Arc<OnceLock<Vec<Listener>>>;

/// A command on its way through the writer.
pub(crate) trait Command: Send {
    /// Runs it; false undoes its savepoint.
    fn run(&mut self, tx: &mut Tx<'_>) -> bool;
    /// Answers whoever waits, once the group's commit has succeeded or failed.
    fn answer(self: Box<Self>, outcome: Result<()>);
}

/// An open embedded database.
pub(crate) struct Embedded {
    readers: r2d2::Pool<Readers>,
    writer: SyncSender<Box<dyn Command>>,
    listeners: Listeners,
}

pub(crate) struct Readers(PathBuf);

impl r2d2::ManageConnection for Readers {
    type Connection = Connection;
    type Error = Error;

    fn connect(&self) -> Result<Connection> {
        open(&self.0, false)
    }

    fn is_valid(&self, _: &mut Connection) -> Result<()> {
        Ok(())
    }

    fn has_broken(&self, connection: &mut Connection) -> bool {
        !connection.is_autocommit()
    }
}

fn open(path: &Path, writes: bool) -> Result<Connection> {
    let unavailable = |problem: rusqlite::Error| Error::Unavailable(format!("{}: {problem}", path.display()));
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(unavailable)?;
    connection.busy_timeout(Duration::from_secs(30)).map_err(unavailable)?;
    connection
        .execute_batch(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;
             PRAGMA cache_size=-16000; PRAGMA trusted_schema=OFF;",
        )
        .map_err(unavailable)?;
    if !writes {
        connection.execute_batch("PRAGMA query_only=ON").map_err(unavailable)?;
    }
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

/// True when a program has this embedded database open. To leave the write-ahead log a connection must be the only one,
/// so this asks for that without waiting; when it is alone, what was in the log is in the file afterwards.
///
/// # Errors
/// [`Error::Unavailable`] when the file can't be opened.
pub fn is_in_use(path: &Path) -> Result<bool> {
    let unavailable = |problem: rusqlite::Error| Error::Unavailable(format!("{}: {problem}", path.display()));
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(unavailable)?;
    connection.busy_timeout(Duration::ZERO).map_err(unavailable)?;
    let mode = connection.query_row("PRAGMA journal_mode=DELETE", [], |row| row.get::<_, String>(0));
    match mode {
        Ok(mode) => Ok(mode.eq_ignore_ascii_case("wal")),
        Err(rusqlite::Error::SqliteFailure(problem, _))
            if matches!(problem.code, rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) =>
        {
            Ok(true)
        }
        // Whatever it is, no program serves from it.
        Err(_) => Ok(false),
    }
}

impl Embedded {
    pub(crate) fn open(path: &Path, readers: u32, listeners: Listeners) -> Result<Self> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)
                .map_err(|problem| Error::Unavailable(format!("{}: {problem}", folder.display())))?;
        }
        let connection = open(path, true)?;
        connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES).map_err(|e| Error::from_sqlite("PRAGMA", e))?;
        let (writer, commands) = sync_channel(QUEUE);
        let heard = Arc::clone(&listeners);
        let committed = checkpointer(path)?;
        std::thread::Builder::new()
            .name("sqlite-writer".into())
            .spawn(move || write_forever(&connection, &commands, &heard, &committed))
            .map_err(|problem| Error::Unavailable(problem.to_string()))?;
        let readers = r2d2::Pool::builder()
            .max_size(readers)
            .min_idle(Some(1))
            .test_on_check_out(false)
            .build(Readers(path.to_owned()))
            .map_err(|problem| Error::Unavailable(problem.to_string()))?;
        Ok(Embedded { readers, writer, listeners })
    }

    pub(crate) fn read<T, E: From<Error>>(&self, query: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        let connection = self.readers.get().map_err(|problem| Error::Unavailable(problem.to_string()))?;
        let _end = Snapshot::begin(&connection)?;
        query(&mut Tx { on: On::Sqlite(&connection), listeners: heard(&self.listeners) })
    }

    /// `VACUUM INTO` reads one snapshot, so writers go on and the copy is whole.
    pub(crate) fn copy_to(&self, file: &Path) -> Result<()> {
        let connection = self.readers.get().map_err(|problem| Error::Unavailable(problem.to_string()))?;
        let name = file.to_str().ok_or_else(|| Error::Unavailable("the file name is not Unicode".into()))?;
        let allowed = connection.execute_batch("PRAGMA query_only=OFF");
        let copied = allowed.and_then(|()| connection.execute("VACUUM INTO ?1", [name]));
        let _ = connection.execute_batch("PRAGMA query_only=ON");
        copied.map_err(|problem| Error::Unavailable(format!("{name}: {problem}")))?;
        let synced = std::fs::File::open(file).and_then(|copy| copy.sync_all());
        synced.map_err(|problem| Error::Unavailable(format!("{name}: {problem}")))
    }

    pub(crate) fn send(&self, command: Box<dyn Command>) -> Result<()> {
        self.writer.send(command).map_err(|_| Error::Unavailable("the writer has stopped".into()))
    }
}

/// A read transaction, ended even when the query panics, so that every statement of a page sees one state.
struct Snapshot<'c>(&'c Connection);

impl<'c> Snapshot<'c> {
    fn begin(connection: &'c Connection) -> Result<Self> {
        connection.execute_batch("BEGIN DEFERRED").map_err(|problem| Error::from_sqlite("BEGIN", problem))?;
        Ok(Snapshot(connection))
    }
}

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        if let Err(problem) = self.0.execute_batch("COMMIT") {
            tracing::error!(%problem, "a read transaction could not be ended");
        }
    }
}

fn heard(listeners: &Listeners) -> &[Listener] {
    listeners.get().map_or(&[], Vec::as_slice)
}

/// Starts the thread that copies the log into the file a while after it is told of a commit; it ends with the writer.
fn checkpointer(path: &Path) -> Result<SyncSender<()>> {
    let connection = open(path, true)?;
    let (committed, commits) = sync_channel(1);
    let run = move || {
        while commits.recv().is_ok() {
            std::thread::sleep(GATHER);
            // Passive: it waits for nobody and nobody for it; what it can't copy yet is copied the next time.
            if let Err(problem) = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())) {
                tracing::warn!(%problem, "the log could not be copied into the database");
            }
        }
    };
    let started = std::thread::Builder::new().name("sqlite-checkpointer".into()).spawn(run);
    started.map(|_| committed).map_err(|problem| Error::Unavailable(problem.to_string()))
}

fn write_forever(
    connection: &Connection,
    commands: &Receiver<Box<dyn Command>>,
    listeners: &Listeners,
    committed: &SyncSender<()>,
) {
    while let Ok(first) = commands.recv() {
        let begun = connection.execute_batch("BEGIN IMMEDIATE").map_err(|problem| Error::from_sqlite("BEGIN", problem));
        if let Err(problem) = begun {
            first.answer(Err(problem));
            continue;
        }
        let mut done = Vec::new();
        let mut next = Some(first);
        while let Some(mut command) = next {
            run_in_savepoint(connection, command.as_mut(), heard(listeners));
            done.push(command);
            next = if done.len() < GROUP { commands.try_recv().ok() } else { None };
        }
        let outcome = connection.execute_batch("COMMIT").map_err(|problem| Error::from_sqlite("COMMIT", problem));
        if outcome.is_err() && !connection.is_autocommit() {
            // A full disk leaves the transaction open; nothing of it may stay.
            let _ = connection.execute_batch("ROLLBACK");
        }
        let _ = committed.try_send(()); // when it was told already, it will see this one too
        for command in done {
            command.answer(outcome.clone());
        }
    }
}

fn run_in_savepoint(connection: &Connection, command: &mut dyn Command, listeners: &[Listener]) {
    if connection.execute_batch("SAVEPOINT command").is_err() {
        return; // the command has no result, so its answer is the failed commit's or Panicked
    }
    let kept = catch_unwind(AssertUnwindSafe(|| command.run(&mut Tx { on: On::Sqlite(connection), listeners })));
    let end = match kept {
        Ok(true) => "RELEASE SAVEPOINT command",
        _ => "ROLLBACK TO SAVEPOINT command; RELEASE SAVEPOINT command",
    };
    if let Err(problem) = connection.execute_batch(end) {
        tracing::error!(%problem, "a savepoint could not be ended");
    }
}

/// `$1` … `$n` are bound by name, so their order in the statement is free and each may be used again.
fn prepare<'c>(connection: &'c Connection, sql: &str, params: &[Value]) -> Result<CachedStatement<'c>> {
    let mut statement = connection.prepare_cached(sql).map_err(|problem| Error::from_sqlite(sql, problem))?;
    if statement.parameter_count() != params.len() {
        let message = format!("{} parameters given for {}", params.len(), statement.parameter_count());
        return Err(Error::statement(sql, message));
    }
    for (position, value) in params.iter().enumerate() {
        let name = format!("${}", position + 1);
        let index = statement.parameter_index(&name).map_err(|problem| Error::from_sqlite(sql, problem))?;
        let index = index.ok_or_else(|| Error::statement(sql, format!("{name} is not used")))?;
        statement.raw_bind_parameter(index, value).map_err(|problem| Error::from_sqlite(sql, problem))?;
    }
    Ok(statement)
}

pub(crate) fn execute(connection: &Connection, sql: &str, params: &[Value]) -> Result<u64> {
    let mut statement = prepare(connection, sql, params)?;
    let changed = statement.raw_execute().map_err(|problem| Error::from_sqlite(sql, problem))?;
    Ok(changed as u64)
}

pub(crate) fn each<E: From<Error>>(
    connection: &Connection,
    sql: &str,
    params: &[Value],
    each: &mut dyn FnMut(&Row<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut statement = prepare(connection, sql, params)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(|problem| Error::from_sqlite(sql, problem))? {
        each(&Row::Sqlite(row))?;
    }
    Ok(())
}
