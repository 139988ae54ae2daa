//! The named differences between the two engines; everything else is one SQL text.

/// Which engine a transaction runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite, embedded.
    Sqlite,
    /// PostgreSQL or what speaks its protocol.
    Postgres,
}

impl Engine {
    /// Difference 1: how a job is taken so that no other replica takes it too. SQLite has one writer.
    pub const fn skip_locked(self) -> &'static str {
        match self {
            Engine::Sqlite => "",
            Engine::Postgres => "FOR UPDATE SKIP LOCKED",
        }
    }

    /// Difference 2: the condition that is always false without a table, for a health check that reads a page.
    pub const fn alive(self) -> &'static str {
        match self {
            Engine::Sqlite => "SELECT count(*) FROM sqlite_master WHERE FALSE",
            Engine::Postgres => "SELECT count(*) FROM pg_catalog.pg_class WHERE FALSE",
        }
    }

    /// Difference 3: bytes that the database takes on disk.
    pub const fn size(self) -> &'static str {
        match self {
            Engine::Sqlite => "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
            Engine::Postgres => "SELECT pg_database_size(current_database())",
        }
    }

    /// Difference 4: the engine's own version, in its words.
    pub const fn version(self) -> &'static str {
        match self {
            Engine::Sqlite => "SELECT sqlite_version()",
            Engine::Postgres => "SELECT current_setting('server_version')",
        }
    }

    /// Difference 5: how many tables bear the name under which migrations are recorded.
    pub const fn schema_tables(self) -> &'static str {
        match self {
            Engine::Sqlite => "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'",
            Engine::Postgres => {
                "SELECT count(*) FROM pg_catalog.pg_tables WHERE tablename = 'schema_migration' \
                 AND schemaname = current_schema()"
            }
        }
    }
}

/// A pattern for `LIKE … ESCAPE '\'` that finds the text anywhere, its own wildcards taken literally. Fold both sides
/// first: `LIKE` ignores ASCII case on SQLite only.
pub fn anywhere(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
