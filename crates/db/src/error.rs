//! What can go wrong with the database, told apart by what the caller can do about it.

/// A result whose error is the database's.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// The address in `DATABASE_URL` can't be understood.
    #[error("the database address {0:?} is not sqlite:///absolute/path.db, sqlite://relative/path.db or postgres://…")]
    Address(String),
    /// The database can't be reached or opened.
    #[error("the database can't be opened: {0}")]
    Unavailable(String),
    /// Others wrote the same rows at the same moment, again and again; the command had no effect and may be asked again.
    #[error("too much is written at once: {0}")]
    Busy(String),
    /// A row that must be unique is there already.
    #[error("already there: {0}")]
    Duplicate(String),
    /// A statement was refused; a defect of ours, not of the user's.
    #[error("{message} (in: {statement})")]
    Statement {
        /// What the engine said.
        message: String,
        /// The statement's first words.
        statement: String,
    },
    /// The schema is newer than this program, or a migration was changed after it ran.
    #[error("the schema does not fit this program: {0}")]
    Schema(String),
    /// A command panicked; its transaction was rolled back.
    #[error("a command stopped in the middle and was undone: {0}")]
    Panicked(String),
    /// A row holds what the program can't read.
    #[error("unreadable value in column {column}: {message}")]
    Column {
        /// Position from 0.
        column: usize,
        /// Why.
        message: String,
    },
    /// Figures that are kept differ from what the history gives.
    #[error("kept figures differ from the history: {0}")]
    Figures(String),
    /// The audit chain is broken.
    #[error("the audit chain {chain} breaks at {seq}: {why}")]
    Chain {
        /// Which chain.
        chain: String,
        /// Which event.
        seq: i64,
        /// How.
        why: &'static str,
    },
}

impl Error {
    pub(crate) fn statement(sql: &str, problem: impl std::fmt::Display) -> Self {
        Error::Statement { message: problem.to_string(), statement: first_words(sql) }
    }

    pub(crate) fn from_sqlite(sql: &str, problem: rusqlite::Error) -> Self {
        use rusqlite::ffi;
        if let rusqlite::Error::SqliteFailure(code, message) = &problem {
            let unique = [ffi::SQLITE_CONSTRAINT_UNIQUE, ffi::SQLITE_CONSTRAINT_PRIMARYKEY];
            if unique.contains(&code.extended_code) {
                return Error::Duplicate(message.clone().unwrap_or_default());
            }
            if matches!(code.code, ffi::ErrorCode::DiskFull | ffi::ErrorCode::DatabaseBusy | ffi::ErrorCode::CannotOpen)
            {
                return Error::Unavailable(problem.to_string());
            }
        }
        Error::statement(sql, problem)
    }

    pub(crate) fn from_postgres(sql: &str, problem: &postgres::Error) -> Self {
        match problem.as_db_error() {
            Some(refusal) if *refusal.code() == postgres::error::SqlState::UNIQUE_VIOLATION => {
                Error::Duplicate(refusal.detail().unwrap_or(refusal.message()).to_owned())
            }
            Some(refusal) => Error::statement(sql, refusal),
            None => Error::Unavailable(problem.to_string()),
        }
    }
}

fn first_words(sql: &str) -> String {
    let words: Vec<&str> = sql.split_whitespace().take(12).collect();
    words.join(" ")
}
