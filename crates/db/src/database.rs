//! A database of either kind, opened once and shared.

use std::{
    path::Path,
    sync::{Arc, mpsc},
};

use crate::{
    Engine, Error, Location, Result, Tx,
    postgresql::Server,
    sqlite::{Command, Embedded, Listeners},
};

/// Something changed from which another area keeps figures; told inside the same transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A plan was started, submitted, withdrawn, returned or approved, so its organisation's standing may differ.
    Standing {
        /// Whose plan.
        organisation_id: String,
        /// Of which Buddhist fiscal year.
        fiscal_year: i32,
    },
    /// A round's roster or dates changed.
    Roster {
        /// Which Buddhist fiscal year.
        fiscal_year: i32,
    },
}

/// Called for each [`Change`] in the transaction that causes it.
pub type Listener = fn(&mut Tx<'_>, &Change) -> Result<()>;

/// Connections that read at the same time on one machine.
const READERS: u32 = 8;
/// Connections to a server.
const CONNECTIONS: u32 = 16;

/// A shared handle on the database.
#[derive(Clone)]
pub struct Db(Arc<Kind>);

struct Kind {
    on: On,
    listeners: Listeners,
}

enum On {
    Embedded(Embedded),
    Server(Server),
}

impl Db {
    /// Opens the database at an address (see [`Location::parse`]); an embedded one is made when missing. The schema is
    /// not touched: see [`crate::migrate::migrate`].
    pub fn open(address: &str) -> Result<Self> {
        match Location::parse(address)? {
            Location::File(path) => Self::open_file(&path),
            Location::Server(address) => {
                let listeners = Listeners::default();
                let server = Server::open(&address, CONNECTIONS, Arc::clone(&listeners))?;
                Ok(Db(Arc::new(Kind { on: On::Server(server), listeners })))
            }
        }
    }

    /// Opens the embedded database in this file, made when missing.
    pub fn open_file(path: &Path) -> Result<Self> {
        let listeners = Listeners::default();
        let embedded = Embedded::open(path, READERS, Arc::clone(&listeners))?;
        Ok(Db(Arc::new(Kind { on: On::Embedded(embedded), listeners })))
    }

    /// Sets who is told of changes; only the first call counts, at start.
    pub fn listen(&self, listeners: Vec<Listener>) {
        let _ = self.0.listeners.set(listeners);
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        match &self.0.on {
            On::Embedded(_) => Engine::Sqlite,
            On::Server(_) => Engine::Postgres,
        }
    }

    /// Runs a query on a consistent state. Blocks: for jobs, tests and the command line.
    pub fn read_now<T, E: From<Error>>(&self, query: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        match &self.0.on {
            On::Embedded(embedded) => embedded.read(query),
            On::Server(server) => server.read(query),
        }
    }

    /// Runs a command in a transaction: an error undoes all of it, and it may be run again from the beginning. Blocks.
    pub fn write_now<T, E>(&self, command: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        match &self.0.on {
            On::Embedded(embedded) => {
                let (answer, answered) = mpsc::sync_channel(1);
                let deliver = move |outcome| {
                    let _ = answer.send(outcome); // whoever asked may have gone; the write stands
                };
                embedded.send(Box::new(Waiting { command, result: None, deliver }))?;
                answered.recv().map_err(|_| Error::Unavailable("the writer has stopped".into()))?
            }
            On::Server(server) => server.write(command),
        }
    }

    /// Copies an embedded database, as of one moment, into a new file while it serves.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the file is there already or can't be written, or for a server, which has its own
    /// tools.
    pub fn copy_to(&self, file: &Path) -> Result<()> {
        match &self.0.on {
            On::Embedded(embedded) => embedded.copy_to(file),
            On::Server(_) => Err(Error::Unavailable("a database server is copied with pg_dump".into())),
        }
    }

    /// Runs a query off the async threads.
    pub async fn read<T, E>(&self, query: impl FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let db = self.clone();
        match tokio::task::spawn_blocking(move || db.read_now(query)).await {
            Ok(answer) => answer,
            Err(stopped) => Err(Error::Panicked(stopped.to_string()).into()),
        }
    }

    /// Runs a command off the async threads; see [`Db::write_now`].
    pub async fn write<T, E>(&self, command: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        if let On::Embedded(embedded) = &self.0.on {
            let (answer, answered) = tokio::sync::oneshot::channel();
            let deliver = move |outcome| {
                let _ = answer.send(outcome);
            };
            embedded.send(Box::new(Waiting { command, result: None, deliver }))?;
            return answered.await.map_err(|_| Error::Unavailable("the writer has stopped".into()))?;
        }
        let db = self.clone();
        match tokio::task::spawn_blocking(move || db.write_now(command)).await {
            Ok(answer) => answer,
            Err(stopped) => Err(Error::Panicked(stopped.to_string()).into()),
        }
    }
}

/// A command and whoever waits for its answer.
struct Waiting<C, T, E, D> {
    command: C,
    result: Option<Result<T, E>>,
    deliver: D,
}

impl<C, T, E, D> Command for Waiting<C, T, E, D>
where
    C: FnMut(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<Error> + Send,
    D: FnOnce(Result<T, E>) + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        let result = (self.command)(tx);
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn answer(self: Box<Self>, outcome: Result<()>) {
        let Waiting { result, deliver, .. } = *self;
        deliver(match (result, outcome) {
            (Some(Ok(_)), Err(lost)) => Err(lost.into()),
            (Some(answer), _) => answer,
            (None, Err(lost)) => Err(lost.into()),
            (None, Ok(())) => Err(Error::Panicked("see the log".into()).into()),
        });
    }
}

/// What a panic said.
pub(crate) fn panic_words(panic: &(dyn std::any::Any + Send)) -> String {
    let words = panic.downcast_ref::<&str>().map(|words| (*words).to_owned());
    words.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}
