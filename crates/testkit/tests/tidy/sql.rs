//! SQL that means different things on the two engines, or that only one of them understands.

use crate::{nothing_found, sources::sources};

/// Words that must not stand in a statement, and what to do instead.
const TRAPS: &[(&str, &str)] = &[
    (" ILIKE ", "fold both sides and use LIKE"),
    ("strftime(", "compute it in Rust"),
    ("to_char(", "compute it in Rust"),
    ("date_trunc(", "compute it in Rust"),
    ("julianday(", "compute it in Rust"),
    ("json_", "no JSON in statements"),
    ("jsonb_", "no JSON in statements"),
    ("->>", "no JSON in statements"),
    ("lower(", "it is ASCII on SQLite: fold in Rust and store it"),
    ("upper(", "it is ASCII on SQLite: fold in Rust and store it"),
    ("now()", "time is a parameter"),
    ("CURRENT_TIMESTAMP", "time is a parameter"),
    ("datetime(", "time is a parameter"),
    ("random()", "chance comes from outside"),
    ("IFNULL(", "coalesce"),
    ("INSERT OR ", "ON CONFLICT"),
    ("REPLACE INTO", "ON CONFLICT"),
    ("AUTOINCREMENT", "ids are UUIDs"),
    ("SERIAL", "ids are UUIDs"),
    ("pg_", "a named difference in db/src/dialect.rs"),
    ("sqlite_", "a named difference in db/src/dialect.rs"),
    ("PRAGMA ", "a named difference in db/src/dialect.rs"),
    ("?1", "$1"),
];

#[test]
fn statements_hold_nothing_that_only_one_engine_knows() {
    let mut found = Vec::new();
    for source in sources("crates", ".rs") {
        if source.is_test() || source.crate_name() == "db" {
            continue;
        }
        for (number, line) in source.shipped_lines().filter(|(_, line)| reads_as_sql(line)) {
            let traps = TRAPS.iter().filter(|(trap, _)| line.contains(trap));
            found.extend(traps.map(|(trap, instead)| format!("{}:{number}: {trap}: {instead}", source.path)));
            if has_postgres_cast(line) {
                found.push(format!("{}:{number}: ::type: CAST(x AS type)", source.path));
            }
        }
    }
    nothing_found("SQL that means different things on the two engines", &found);
}

/// Lists that are paged by number: each is short by its nature, or a person goes no further than a few pages.
const PAGED_BY_NUMBER: &[&str] = &[
    "crates/oversight/src/outbox/store.rs",
    "crates/oversight/src/review/store.rs",
    "crates/oversight/src/round/store/extension.rs",
    "crates/oversight/src/round/store/mod.rs",
    "crates/public/src/admin/accounts/store.rs",
    "crates/public/src/admin/jobs/store.rs",
];

#[test]
fn lists_are_paged_by_key() {
    let by_number = sources("crates", ".rs").into_iter().filter(|source| {
        !source.is_test() && source.shipped_lines().any(|(_, line)| reads_as_sql(line) && line.contains(" OFFSET "))
    });
    let by_number: Vec<String> = by_number.map(|source| source.path).collect();
    let new = by_number.iter().filter(|path| !PAGED_BY_NUMBER.contains(&path.as_str())).cloned();
    nothing_found("a list is paged by number: a page far back reads all before it", &new.collect::<Vec<_>>());
    let gone = PAGED_BY_NUMBER.iter().filter(|path| !by_number.iter().any(|found| found == **path));
    nothing_found("the list of exceptions has an entry too many", &gone.map(ToString::to_string).collect::<Vec<_>>());
}

#[test]
fn migrations_hold_only_portable_types() {
    let types = ["TEXT", "BIGINT", "BOOLEAN", "BYTEA", "DOUBLE"];
    let mut found = Vec::new();
    for source in sources("migrations", ".sql") {
        for (number, line) in source.shipped_lines() {
            let column = line.strip_prefix("    ").filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
            let kind = column.and_then(|column| column.split([' ', ',']).nth(1)).unwrap_or("TEXT");
            if !types.contains(&kind) && line.starts_with("    ") && !is_continued(line) {
                found.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    nothing_found("a column of a type that is not the same on both engines", &found);
}

/// A list of columns of an index that goes on in the next line.
fn is_continued(line: &str) -> bool {
    line.trim_end().ends_with(");")
}

/// A line of source that holds a part of a statement.
fn reads_as_sql(line: &str) -> bool {
    let words = [
        "SELECT ", " FROM ", " WHERE ", " AND ", "UPDATE ", "INSERT ", "DELETE ", " JOIN ", "ORDER BY", " VALUES ",
        " LIMIT ",
    ];
    !line.trim_start().starts_with("//") && words.iter().any(|word| line.contains(word))
}

fn has_postgres_cast(line: &str) -> bool {
    ["::text", "::bigint", "::int", "::date", "::jsonb", "::boolean"].iter().any(|cast| {
        // `T::text()` is Rust.
        line.match_indices(cast)
            .any(|(at, cast)| !line[at + cast.len()..].starts_with(|c: char| c.is_alphanumeric() || "(_:".contains(c)))
    })
}
