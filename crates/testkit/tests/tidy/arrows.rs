//! Which crate may know which, who may name a driver, and who may read the clock and the environment.

use std::collections::BTreeMap;

use crate::{
    nothing_found,
    sources::{root, sources},
};

const AREAS: &[&str] =
    &["registry", "planning", "oversight", "insight", "directives", "letters", "lessons", "measures", "public"];
const OF_AREAS: &[&str] =
    &["directive", "questionnaire", "web", "db", "documents", "continuity", "thai", "reference", "locale"];

/// What each crate of ours may know of ours. An area and the two that join everything are said in the test.
const BELOW: &[(&str, &[&str])] = &[
    ("continuity", &[]),
    ("thai", &[]),
    ("reference", &["continuity"]),
    ("locale", &[]),
    ("directive", &["continuity", "thai"]),
    ("questionnaire", &["thai"]),
    ("documents", &["thai"]),
    ("db", &[]),
    ("web", &["reference", "continuity", "thai", "db", "locale", "documents"]),
    ("testkit", &["db"]),
];

/// What a pure crate may use of others': nothing that does I/O, reads the clock or draws at random.
const OF_PURE: &[(&str, &[&str])] = &[
    ("continuity", &["serde", "jiff"]),
    ("directive", &["serde", "jiff", "continuity", "thai"]),
    ("questionnaire", &["serde", "jiff", "thai"]),
    ("thai", &["jiff", "icu_collator", "icu_locale", "unicode-normalization", "flate2"]),
    ("reference", &["csv", "toml", "continuity"]),
    ("locale", &["toml"]),
    (
        "documents",
        &[
            "serde",
            "serde_json",
            "typst",
            "typst-pdf",
            "typst-layout",
            "comemo",
            "rust_xlsxwriter",
            "calamine",
            "zip",
            "csv",
            "encoding_rs",
            "thiserror",
            "jiff",
            "icu_segmenter",
            "ttf-parser",
            "resvg",
            "thai",
        ],
    ),
];

/// Each crate's dependencies, by the crate's name.
fn dependencies() -> BTreeMap<String, Vec<String>> {
    let manifests = sources("crates", "/Cargo.toml");
    let read = manifests.iter().map(|manifest| {
        let table: toml::Table = manifest.text.parse().unwrap();
        let named = table.get("dependencies").and_then(|table| table.as_table());
        let names = named.into_iter().flat_map(|table| table.keys().cloned()).collect();
        (manifest.crate_name().to_owned(), names)
    });
    read.collect()
}

#[test]
fn crates_know_only_what_the_architecture_allows() {
    let all = dependencies();
    let mut found = Vec::new();
    for (name, uses) in &all {
        let allowed: &[&str] = match BELOW.iter().find(|(below, _)| below == name) {
            Some((_, allowed)) => allowed,
            None if AREAS.contains(&name.as_str()) => OF_AREAS,
            None if ["server", "demonstration", "testapp", "bench"].contains(&name.as_str()) => continue,
            None => panic!("the crate {name} has no place in the architecture: give it one in this test"),
        };
        let ours = uses.iter().filter(|used| all.contains_key(*used));
        found.extend(ours.filter(|used| !allowed.contains(&used.as_str())).map(|used| format!("{name} -> {used}")));
    }
    nothing_found("an arrow that the architecture does not have", &found);
}

#[test]
fn nothing_that_is_shipped_knows_the_tests() {
    let shipped = dependencies().into_iter().filter(|(name, _)| name != "testkit" && name != "testapp");
    let found: Vec<String> = shipped
        .filter(|(_, uses)| uses.iter().any(|used| used == "testkit" || used == "testapp"))
        .map(|(name, _)| name)
        .collect();
    nothing_found("a shipped crate depends on a crate of the tests", &found);
}

#[test]
fn only_db_names_a_database_driver() {
    let mut found = Vec::new();
    for (name, uses) in dependencies().iter().filter(|(name, _)| *name != "db" && *name != "testkit") {
        let drivers = uses.iter().filter(|used| ["rusqlite", "postgres", "r2d2"].contains(&used.as_str()));
        found.extend(drivers.map(|used| format!("{name} -> {used}")));
    }
    nothing_found("a driver outside db", &found);
}

#[test]
fn pure_crates_use_only_what_is_listed() {
    let all = dependencies();
    let mut found = Vec::new();
    for (name, allowed) in OF_PURE {
        let uses = all[*name].iter().filter(|used| !allowed.contains(&used.as_str()));
        found.extend(uses.map(|used| format!("{name} -> {used}")));
    }
    nothing_found("a pure crate uses what is not listed", &found);
}

#[test]
fn only_web_and_server_read_the_clock_and_the_environment() {
    let words = ["Timestamp::now", "Zoned::now", "SystemTime::now", "env::var"];
    let mut found = Vec::new();
    for source in sources("crates", ".rs") {
        if ["web", "server"].contains(&source.crate_name()) || source.is_test() || source.path.ends_with("/build.rs") {
            continue;
        }
        // The catalogue macro reads files while the program is built, not while it runs.
        if source.crate_name() == "locale" {
            continue;
        }
        for (number, line) in source.shipped_lines() {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    nothing_found("the clock or the environment is read outside web and server", &found);
}

#[test]
fn pure_crates_have_no_door_to_the_outside() {
    let doors = ["std::fs", "std::net", "std::process", "std::thread", "tokio", "async fn", "rand::"];
    let mut found = Vec::new();
    let pure = ["crates/continuity/src", "crates/directive/src", "crates/questionnaire/src"];
    for source in pure.iter().flat_map(|folder| sources(folder, ".rs")) {
        for (number, line) in source.shipped_lines() {
            if !line.trim_start().starts_with("//") && doors.iter().any(|door| line.contains(door)) {
                found.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    nothing_found("a pure crate touches the outside", &found);
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    let missing =
        sources("crates", "/Cargo.toml").into_iter().filter(|m| !m.text.contains("[lints]\nworkspace = true"));
    nothing_found("a crate without the lints of the workspace", &missing.map(|m| m.path).collect::<Vec<_>>());
    assert!(root().join("Cargo.lock").is_file(), "the lock file is part of the project");
}
