//! A table is written by one crate; anyone may read it. The owner is named in the first line of the migration that
//! makes the table.

use std::collections::BTreeMap;

use crate::{nothing_found, sources::sources};

/// Tables whose owner is not the crate in brackets in the first line of their migration, because the ground has two.
const OF_DB: &[&str] = &["audit_event", "audit_head", "job", "schema_migration"];

/// `setting` holds what belongs to the whole installation.
const OF_ANYBODY: &[&str] = &["setting"];

fn owners() -> BTreeMap<String, String> {
    let mut owners = BTreeMap::from([("schema_migration".to_owned(), "db".to_owned())]);
    for migration in sources("migrations", ".sql") {
        let first = migration.text.lines().next().unwrap_or_default();
        let owner = first.rsplit_once('(').and_then(|(_, owner)| owner.split(')').next());
        let owner = owner.unwrap_or_else(|| panic!("{}: the first line names no owner: {first}", migration.path));
        let made = migration.text.lines().filter_map(|line| line.strip_prefix("CREATE TABLE "));
        for table in made.filter_map(|rest| rest.split_whitespace().next()) {
            let owner = match table {
                table if OF_DB.contains(&table) => "db",
                _ => owner,
            };
            owners.insert(table.to_owned(), owner.to_owned());
        }
    }
    owners
}

#[test]
fn each_table_is_written_by_its_owner_alone() {
    let owners = owners();
    let mut found = Vec::new();
    for source in sources("crates", ".rs").iter().filter(|source| !source.is_test()) {
        for (number, line) in source.shipped_lines() {
            for table in written(line) {
                let Some(owner) = owners.get(table) else { continue };
                let own = owner == source.crate_name() || OF_ANYBODY.contains(&table);
                if !own {
                    found.push(format!("{}:{number}: {table} belongs to {owner}", source.path));
                }
            }
        }
    }
    nothing_found("a table is written by a crate that does not own it", &found);
}

/// The tables that a line of source writes.
fn written(line: &str) -> Vec<&str> {
    let verbs = ["INSERT INTO ", "DELETE FROM ", "UPDATE "];
    let starts = verbs.iter().flat_map(|verb| line.match_indices(verb).map(|(at, verb)| &line[at + verb.len()..]));
    let names = starts.filter_map(|rest| rest.split(|c: char| !c.is_ascii_lowercase() && c != '_').next());
    names.filter(|name| !name.is_empty()).collect()
}

#[test]
fn writing_is_recognised() {
    assert_eq!(written(r#"tx.execute("INSERT INTO plan (id) VALUES ($1)")"#), ["plan"]);
    assert_eq!(written("UPDATE job SET state = 'x'"), ["job"]);
    assert!(written("ON CONFLICT (id) DO UPDATE SET x = 1").is_empty());
}

#[test]
fn migrations_are_numbered_without_gaps_and_all_known_to_the_program() {
    let files: Vec<String> = sources("migrations", ".sql").into_iter().map(|file| file.path).collect();
    let known: Vec<String> = db::migrate::ALL.iter().map(|known| format!("migrations/{}.sql", known.name)).collect();
    assert_eq!(files, known);
    for (position, migration) in db::migrate::ALL.iter().enumerate() {
        assert_eq!(migration.number, position as i64 + 1);
        assert!(migration.name.starts_with(&format!("{:04}_", migration.number)), "{}", migration.name);
    }
}
