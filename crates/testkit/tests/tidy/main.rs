//! What a machine can keep of the architecture and the style: arrows between crates, who reads the clock, who writes
//! which table, SQL that only one engine understands, sizes, templates, words, and paths named in documents.
//!
//! An exception is a line in a list here, with its reason; a list may only get shorter.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod actions;
mod arrows;
mod commands;
mod guides;
mod paths;
mod size;
mod sources;
mod sql;
mod tables;
mod templates;
mod words;

/// Fails with every finding at once, one a line.
fn nothing_found(rule: &str, findings: &[String]) {
    assert!(findings.is_empty(), "{rule}; {} found:\n{}", findings.len(), findings.join("\n"));
}
