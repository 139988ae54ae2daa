//! Sizes: a file that fits the head, a template that fits the screen twice.

use crate::{nothing_found, sources::sources};

const RUST: usize = 400;
const TEMPLATE: usize = 150;

/// Files that are longer, and how long they may be; never to grow.
const LONGER: &[(&str, usize)] = &[
    // Every rule of the check with its words and place: one list that is read as one.
    ("crates/continuity/src/plan/issue.rs", 480),
];

#[test]
fn files_stay_small() {
    let mut found = Vec::new();
    for source in sources("crates", ".rs").iter().filter(|source| !source.is_test()) {
        let lines = source.shipped_lines().count();
        let most = LONGER.iter().find(|(path, _)| *path == source.path).map_or(RUST, |(_, most)| *most);
        if lines > most {
            found.push(format!("{}: {lines} lines, {most} allowed", source.path));
        }
    }
    for source in sources("crates", ".html") {
        let lines = source.text.lines().count();
        if lines > TEMPLATE {
            found.push(format!("{}: {lines} lines, {TEMPLATE} allowed", source.path));
        }
    }
    nothing_found("a file is too long: split it by what it is about", &found);
}

#[test]
fn the_list_of_longer_files_gets_shorter() {
    let all = sources("crates", ".rs");
    let mut found = Vec::new();
    for (path, _) in LONGER {
        let lines = all.iter().find(|source| source.path == *path).map(|source| source.shipped_lines().count());
        if lines.is_none_or(|lines| lines <= RUST) {
            found.push(format!("{path} is no longer too long: take it from the list"));
        }
    }
    nothing_found("the list of longer files has an entry too many", &found);
}

/// Functions that are longer: by what their files begin, and how long they may be.
const LONG_FUNCTIONS: &[(&str, usize)] = &[
    // The parts of an OOXML package one after the other, each a literal.
    ("crates/documents/src/docx/parts.rs", 90),
    // A line for each thing that a check can find.
    ("crates/web/src/plan_words/issue.rs", 110),
];

#[test]
fn functions_fit_a_screen() {
    let mut found = Vec::new();
    for source in sources("crates", ".rs").iter().filter(|source| !source.is_test()) {
        let mut begun: Option<(usize, String)> = None;
        for (number, line) in source.shipped_lines() {
            let indent = line.len() - line.trim_start().len();
            let opens =
                ["fn ", "pub fn ", "async fn ", "pub async fn ", "pub(crate) fn ", "pub(super) fn ", "const fn "];
            if opens.iter().any(|open| line.trim_start().starts_with(open)) && begun.is_none() {
                begun = Some((number, " ".repeat(indent) + "}"));
            }
            if begun.as_ref().is_some_and(|(_, end)| {
                line == end || (line.trim_end().ends_with(';') && line.len() - line.trim_start().len() + 1 == end.len())
            }) {
                let (start, _) = begun.take().unwrap();
                let most = LONG_FUNCTIONS.iter().find(|(path, _)| *path == source.path).map_or(80, |(_, most)| *most);
                if number - start > most {
                    found.push(format!("{}:{start}: {} lines", source.path, number - start));
                }
            }
        }
    }
    nothing_found("a function is longer than a screen", &found);
}

#[test]
fn modules_say_what_they_are() {
    let all = sources("crates", ".rs");
    let shipped = all.iter().filter(|source| !source.is_test() && source.path.contains("/src/"));
    let silent = shipped.filter(|source| !source.text.starts_with("//!"));
    nothing_found("a module that does not open with what it is", &silent.map(|s| s.path.clone()).collect::<Vec<_>>());
}

#[test]
fn nothing_is_left_to_be_done() {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("unimple", "mented!")];
    let mut found = Vec::new();
    for ending in [".rs", ".html", ".toml", ".css", ".js", ".sql"] {
        let folders = if ending == ".sql" { ["migrations"].as_slice() } else { &["crates", "locales"] };
        for folder in folders.iter().filter(|folder| **folder != "locales" || ending == ".toml") {
            for source in sources(folder, ending) {
                for (number, line) in source.text.lines().enumerate() {
                    if marks.iter().any(|mark| line.contains(mark)) {
                        found.push(format!("{}:{}: {}", source.path, number + 1, line.trim()));
                    }
                }
            }
        }
    }
    nothing_found("something is marked as to be done", &found);
}
