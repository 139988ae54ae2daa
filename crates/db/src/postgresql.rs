//! PostgreSQL, or what speaks its protocol: a pool of synchronous connections, serialisable transactions, and another
//! try when the server asks for one. Never used or dropped on an async thread.

use std::{collections::HashMap, panic::AssertUnwindSafe, time::Duration};

use postgres::{NoTls, Statement, error::SqlState, fallible_iterator::FallibleIterator, types::ToSql};

use crate::{Error, Result, Row, Tx, Value, sqlite::Listeners, tx::On};

/// How often a command is run again before its serialisation failure is reported.
const TRIES: u32 = 12;

/// A connection with its prepared statements.
pub(crate) struct Connection {
    client: postgres::Client,
    statements: HashMap<String, Statement>,
    /// The server asked for another try of the whole transaction.
    again: bool,
    /// A statement was refused, so the server will do nothing more until the transaction, or the savepoint around the
    /// statement, is undone; it would answer COMMIT with a rollback and no error.
    refused: bool,
}

impl Connection {
    pub(crate) fn batch(&mut self, sql: &str) -> Result<()> {
        let done = self.client.batch_execute(sql);
        done.map_err(|problem| self.noted(sql, &problem))?;
        if sql.starts_with("ROLLBACK") || sql.starts_with("BEGIN") {
            self.refused = false;
        }
        Ok(())
    }

    /// Commits, or says that a refused statement was passed over and nothing was kept.
    fn commit(&mut self) -> Result<()> {
        if self.refused {
            self.batch("ROLLBACK")?;
            return Err(Error::statement("COMMIT", "a refused statement was passed over outside a savepoint"));
        }
        self.batch("COMMIT")
    }

    pub(crate) fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64> {
        let statement = self.prepare(sql, params)?;
        let typed: Vec<&(dyn ToSql + Sync)> = params.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        let done = self.client.execute(&statement, &typed);
        done.map_err(|problem| self.noted(sql, &problem))
    }

    pub(crate) fn each<E: From<Error>>(
        &mut self,
        sql: &str,
        params: &[Value],
        each: &mut dyn FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let statement = self.prepare(sql, params)?;
        let outcome = match self.client.query_raw(&statement, params) {
            Ok(mut rows) => loop {
                match rows.next() {
                    Ok(Some(row)) => each(&Row::Postgres(&row))?,
                    Ok(None) => break Ok(()),
                    Err(problem) => break Err(problem),
                }
            },
            Err(problem) => Err(problem),
        };
        outcome.map_err(|problem| self.noted(sql, &problem).into())
    }

    fn prepare(&mut self, sql: &str, params: &[Value]) -> Result<Statement> {
        let statement = match self.statements.get(sql) {
            Some(known) => known.clone(),
            None => {
                let made = self.client.prepare(sql);
                let made = made.map_err(|problem| self.noted(sql, &problem))?;
                self.statements.insert(sql.to_owned(), made.clone());
                made
            }
        };
        if statement.params().len() != params.len() {
            let message = format!("{} parameters given for {}", params.len(), statement.params().len());
            return Err(Error::statement(sql, message));
        }
        Ok(statement)
    }

    fn noted(&mut self, sql: &str, problem: &postgres::Error) -> Error {
        self.refused = true;
        let transient = [SqlState::T_R_SERIALIZATION_FAILURE, SqlState::T_R_DEADLOCK_DETECTED];
        if problem.code().is_some_and(|code| transient.contains(code)) {
            self.again = true;
            return Error::Busy(problem.to_string());
        }
        Error::from_postgres(sql, problem)
    }
}

/// Makes connections for the pool.
pub(crate) struct Connections(postgres::Config);

impl r2d2::ManageConnection for Connections {
    type Connection = Connection;
    type Error = Error;

    fn connect(&self) -> Result<Connection> {
        let mut client = self.0.connect(NoTls).map_err(|problem| Error::from_postgres("connect", &problem))?;
        client
            .batch_execute("SET TIME ZONE 'UTC'; SET client_min_messages TO WARNING")
            .map_err(|problem| Error::from_postgres("connect", &problem))?;
        Ok(Connection { client, statements: HashMap::new(), again: false, refused: false })
    }

    fn is_valid(&self, connection: &mut Connection) -> Result<()> {
        connection.client.is_valid(Duration::from_secs(2)).map_err(|problem| Error::from_postgres("", &problem))
    }

    fn has_broken(&self, connection: &mut Connection) -> bool {
        connection.client.is_closed()
    }
}

/// A database server.
pub(crate) struct Server {
    pool: r2d2::Pool<Connections>,
    listeners: Listeners,
}

impl Server {
    pub(crate) fn open(address: &str, connections: u32, listeners: Listeners) -> Result<Self> {
        let config: postgres::Config = address.parse().map_err(|_| Error::Address("postgres://…".into()))?;
        let pool = r2d2::Pool::builder()
            .max_size(connections)
            .min_idle(Some(1))
            .test_on_check_out(false)
            .connection_timeout(Duration::from_secs(15))
            .build(Connections(config))
            .map_err(|problem| Error::Unavailable(problem.to_string()))?;
        Ok(Server { pool, listeners })
    }

    pub(crate) fn read<T, E: From<Error>>(&self, query: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        let mut connection = self.connection()?;
        connection.batch("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
        let answer = self.attempt(&mut connection, query);
        connection.batch("COMMIT")?;
        answer?
    }

    pub(crate) fn write<T, E: From<Error>>(
        &self,
        mut command: impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = self.connection()?;
        for attempt in 1.. {
            connection.again = false;
            connection.batch("BEGIN ISOLATION LEVEL SERIALIZABLE")?;
            let answer = self.attempt(&mut connection, &mut command);
            let ended = match &answer {
                Ok(Ok(_)) => connection.commit(),
                _ => connection.batch("ROLLBACK"),
            };
            if connection.again && attempt < TRIES {
                std::thread::sleep(pause(attempt));
                continue;
            }
            ended?;
            return answer?;
        }
        Err(Error::Unavailable("no try left".into()).into())
    }

    /// Runs the command; a panic in it becomes an error, so that the transaction is always ended.
    fn attempt<T, E>(
        &self,
        connection: &mut Connection,
        command: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Result<T, E>> {
        let listeners = self.listeners.get().map_or(&[][..], Vec::as_slice);
        std::panic::catch_unwind(AssertUnwindSafe(|| command(&mut Tx { on: On::Postgres(connection), listeners })))
            .map_err(|panic| Error::Panicked(crate::database::panic_words(panic.as_ref())))
    }

    fn connection(&self) -> Result<r2d2::PooledConnection<Connections>> {
        self.pool.get().map_err(|problem| Error::Unavailable(problem.to_string()))
    }
}

/// Longer after each try, and different for each thread, so that two that collided don't collide again.
fn pause(attempt: u32) -> Duration {
    let jitter = uuid::Uuid::new_v4().as_u128() % 10_000;
    let spread = u64::try_from(jitter).unwrap_or(0);
    Duration::from_micros((500 << attempt.min(7)) + spread)
}
