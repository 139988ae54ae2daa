//! A database made for one test, of either kind.

use std::path::PathBuf;

use db::Db;

use crate::PostgresServer;

/// A database of its own with the newest schema; gone when dropped.
pub struct World {
    /// The open database.
    pub db: Db,
    /// Its address, to open it again.
    pub address: String,
    kept: Kept,
}

enum Kept {
    File(tempfile::TempDir),
    Database { name: String, folder: tempfile::TempDir },
}

impl World {
    /// On SQLite, with the newest schema.
    pub fn sqlite() -> Self {
        let world = Self::empty_sqlite();
        db::migrate::migrate(&world.db).expect("the schema can be made on SQLite");
        world
    }

    /// On SQLite, without any table.
    pub fn empty_sqlite() -> Self {
        let folder = folder();
        let address = format!("sqlite://{}", folder.path().join("ratphrom.db").display());
        Self::open(address, Kept::File(folder))
    }

    /// On PostgreSQL, with the newest schema.
    pub fn postgres() -> Self {
        Self::on_server(PostgresServer::migrated)
    }

    /// On PostgreSQL, without any table.
    pub fn empty_postgres() -> Self {
        Self::on_server(PostgresServer::empty)
    }

    /// Another one like this, without any table.
    pub fn another_empty(&self) -> Self {
        match self.kept {
            Kept::File(_) => Self::empty_sqlite(),
            Kept::Database { .. } => Self::empty_postgres(),
        }
    }

    /// The file of an embedded database.
    pub fn file(&self) -> Option<PathBuf> {
        self.address.strip_prefix("sqlite://").map(PathBuf::from)
    }

    /// A folder that goes with this world.
    pub fn folder(&self) -> PathBuf {
        match &self.kept {
            Kept::File(folder) | Kept::Database { folder, .. } => folder.path().to_owned(),
        }
    }

    fn on_server(make: impl Fn(&PostgresServer, &str)) -> Self {
        let server = PostgresServer::shared();
        let name = format!("test_{}", db::new_id().replace('-', ""));
        make(server, &name);
        Self::open(server.address(&name), Kept::Database { name, folder: folder() })
    }

    fn open(address: String, kept: Kept) -> Self {
        let db = Db::open(&address).unwrap_or_else(|problem| panic!("{address}: {problem}"));
        World { db, address, kept }
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if let Kept::Database { name, .. } = &self.kept {
            PostgresServer::shared().remove(name);
        }
    }
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("the folder for temporary files can be written")
}
