//! Where the database is: the forms of `DATABASE_URL`.

use std::path::PathBuf;

use crate::{Error, Result};

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// An embedded database in this file.
    File(PathBuf),
    /// A server that speaks PostgreSQL's protocol.
    Server(String),
}

impl Location {
    /// Reads `sqlite:///absolute/path.db`, `sqlite://relative/path.db` or `postgres://…`.
    pub fn parse(address: &str) -> Result<Self> {
        if let Some(path) = address.strip_prefix("sqlite://") {
            let path = path.split('?').next().unwrap_or_default();
            if path.is_empty() || path == "/" {
                return Err(Error::Address(address.into()));
            }
            return Ok(Location::File(path.into()));
        }
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            return Ok(Location::Server(address.into()));
        }
        Err(Error::Address(shown(address)))
    }
}

/// An address fit for a message: without what stands before `@`, which may be a password.
pub fn shown(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((_, rest)) => format!("…@{rest}"),
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_forms_are_read_and_others_refused() {
        assert_eq!(Location::parse("sqlite:///a/b.db").ok(), Some(Location::File("/a/b.db".into())));
        assert_eq!(Location::parse("sqlite://data/b.db").ok(), Some(Location::File("data/b.db".into())));
        assert!(matches!(Location::parse("postgres://u@h/d"), Ok(Location::Server(_))));
        for wrong in ["", "sqlite://", "mysql://x", "b.db"] {
            assert!(Location::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_password_never_reaches_the_message() {
        let message = Location::parse("mysql://me:secret@host/db").unwrap_err().to_string();
        assert!(!message.contains("secret"), "{message}");
    }
}
