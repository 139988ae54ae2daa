//! Documents name files that exist, and nothing of the machine on which they were written.

use crate::{
    nothing_found,
    sources::{Source, root, sources},
};

fn documents() -> Vec<Source> {
    let all = sources("", ".md");
    all.into_iter().filter(|source| !source.path.starts_with("crates/web/assets/vendor")).collect()
}

#[test]
fn every_path_named_in_a_document_exists() {
    let root = root();
    let mut found = Vec::new();
    for document in documents() {
        let here = root.join(&document.path).parent().unwrap().to_owned();
        for (number, line) in document.text.lines().enumerate() {
            for path in linked(line).chain(quoted(line)) {
                let there =
                    here.join(path).exists() || root.join(path).exists() || root.join("crates").join(path).exists();
                if !there {
                    found.push(format!("{}:{}: {path}", document.path, number + 1));
                }
            }
        }
    }
    nothing_found("a document names a file that is not there", &found);
}

/// Targets of `[words](target)` inside the project.
fn linked(line: &str) -> impl Iterator<Item = &str> {
    let targets = line.split("](").skip(1).filter_map(|rest| rest.split([')', '#', ' ']).next());
    targets.filter(|target| !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:"))
}

/// Paths in back quotes: with a slash and one of our endings, and nothing that stands for something else.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    let code = line.split('`').skip(1).step_by(2);
    code.filter(|text| {
        let ours = ["crates/", "docs/", "migrations/", "reference/", "locales/", "scripts/", "contracts/", ".ci/"];
        let named = ours.iter().any(|start| text.starts_with(start));
        named
            && !text.contains([' ', '*', '{', '<', '…', '$'])
            && !text.chars().any(|c| c.is_ascii_uppercase() && !text.ends_with(".md"))
    })
}

#[test]
fn nothing_of_one_machine_is_in_the_project() {
    let places = [concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/wo", "rk/"), concat!("/Use", "rs/")];
    let mut found = Vec::new();
    for ending in [".md", ".rs", ".toml", ".html", ".js", ".mjs", ".sql", "scripts/test", ".ci/run"] {
        for source in sources("", ending) {
            for (number, line) in source.text.lines().enumerate() {
                if places.iter().any(|place| line.match_indices(place).any(|(at, _)| starts_a_path(line, at))) {
                    found.push(format!("{}:{}: {}", source.path, number + 1, line.trim()));
                }
            }
        }
    }
    nothing_found("a path of one machine", &found);
}

/// `/home/` of this system's own addresses stands after a quote; a path of a machine goes on after it.
fn starts_a_path(line: &str, at: usize) -> bool {
    let before = line[..at].chars().next_back();
    let after = line[at + 1..].find('/').and_then(|end| line[at + 1 + end + 1..].chars().next());
    before.is_none_or(|c| c.is_whitespace() || "=`(:".contains(c)) && after.is_some_and(|c| c.is_ascii_lowercase())
}

#[test]
fn the_lock_of_the_browser_tests_names_no_host() {
    for lock in sources("crates", "package-lock.json") {
        assert!(!lock.text.contains("\"resolved\""), "{} holds addresses", lock.path);
    }
}
