//! Every statement of the program that stands whole in its source is prepared on both engines, so that a table or
//! column that is not there, or words that only one engine knows, are found without anybody visiting the page.

use std::path::{Path, PathBuf};

use db::{Error, Value};
use testkit::{PostgresServer, World};

#[test]
fn every_statement_is_understood_by_sqlite() {
    let world = World::sqlite();
    let refused = refused(|sql, parameters| {
        let nothing = vec![Value::Null; parameters];
        let explained = format!("EXPLAIN {sql}");
        let asked = world.db.write_now::<_, Error>(move |tx| tx.rows(&explained, &nothing, |_| Ok(())));
        asked.err().map(|problem| problem.to_string())
    });
    assert!(refused.is_empty(), "{} statements:\n{}", refused.len(), refused.join("\n"));
}

#[test]
fn every_statement_is_understood_by_postgresql() {
    let world = World::postgres();
    let name = world.address.rsplit('/').next().unwrap();
    let mut client = PostgresServer::shared().client(name);
    let refused = refused(|sql, _| {
        let problem = client.prepare(sql).err()?;
        Some(problem.as_db_error().map_or_else(|| problem.to_string(), ToString::to_string))
    });
    assert!(refused.is_empty(), "{} statements:\n{}", refused.len(), refused.join("\n"));
}

#[test]
fn the_search_for_statements_finds_them() {
    assert!(statements().len() > 100, "{}", statements().len());
    let source = r#"let sql = "SELECT a \
        FROM b WHERE c = $1"; other("x"); format!("SELECT {}", y); // "DELETE FROM comment"
        '"'; r"UPDATE t SET e = '\' WHERE x = $1" }"#;
    assert_eq!(
        literals(source),
        ["SELECT a FROM b WHERE c = $1", "x", "SELECT {}", r"UPDATE t SET e = '\' WHERE x = $1"]
    );
}

fn refused(mut ask: impl FnMut(&str, usize) -> Option<String>) -> Vec<String> {
    let mut refused = Vec::new();
    for (file, sql) in statements() {
        let parameters = (1..40).take_while(|number| has_parameter(&sql, *number)).count();
        if let Some(problem) = ask(&sql, parameters) {
            refused.push(format!("{}: {problem}\n    {sql}", file.display()));
        }
    }
    refused
}

fn has_parameter(sql: &str, number: usize) -> bool {
    let wanted = format!("${number}");
    sql.match_indices(&wanted).any(|(at, _)| !sql[at + wanted.len()..].starts_with(|c: char| c.is_ascii_digit()))
}

/// Whole statements of every crate but this one: those with `{…}` are put together at run time.
fn statements() -> Vec<(PathBuf, String)> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    rust_files(crates, &mut files);
    let mut found = Vec::new();
    for file in files {
        let short = file.strip_prefix(crates).unwrap().to_owned();
        if short.starts_with("testkit") || short.starts_with("testapp") || short == Path::new("db/src/dialect.rs") {
            continue;
        }
        let source = std::fs::read_to_string(&file).unwrap();
        let whole = literals(&source).into_iter().filter(|text| is_statement(text) && !text.contains('{'));
        found.extend(whole.map(|sql| (short.clone(), sql)));
    }
    found
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("node_modules") {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn is_statement(text: &str) -> bool {
    let text = text.trim_start();
    let selects = text.starts_with("SELECT ") && outside_parentheses(text).contains(" FROM ");
    let writes = (text.starts_with("INSERT INTO ") && (text.contains("VALUES") || text.contains("SELECT")))
        || (text.starts_with("UPDATE ") && text.contains(" SET "))
        || text.starts_with("DELETE FROM ");
    // A statement whose end is added at run time ends in the middle of itself.
    let open = [" WHERE", " AND", " ORDER BY", " IN", "(", ",", "="];
    (selects || writes) && !open.iter().any(|end| text.trim_end().ends_with(end)) && !text.ends_with(' ')
}

fn outside_parentheses(text: &str) -> String {
    let mut depth = 0;
    let outside = text.chars().filter(|c| {
        depth += i32::from(*c == '(') - i32::from(*c == ')');
        depth == 0
    });
    outside.collect()
}

/// The string literals of a Rust source, comments left out, `\` at a line's end joined as Rust does.
fn literals(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(at) = rest.find(['"', '/', '\'']) {
        let raw = rest[..at].ends_with('r');
        let begun = &rest[at..];
        if begun.starts_with("//") {
            rest = begun.find('\n').map_or("", |end| &begun[end..]);
        } else if let Some(after) = begun.strip_prefix("'\"'") {
            rest = after;
        } else if let Some(body) = begun.strip_prefix('"') {
            let (text, after) = literal(body, raw);
            found.push(text);
            rest = after;
        } else {
            rest = &begun[1..];
        }
    }
    found
}

fn literal(body: &str, raw: bool) -> (String, &str) {
    let mut text = String::new();
    let mut characters = body.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        match c {
            '"' => return (text, &body[at + 1..]),
            '\\' if !raw => match characters.next() {
                Some((_, '\n')) => while characters.next_if(|(_, c)| c.is_whitespace()).is_some() {},
                Some((_, 'n')) => text.push('\n'),
                Some((_, other)) => text.push(other),
                None => break,
            },
            other => text.push(other),
        }
    }
    (text, "")
}
