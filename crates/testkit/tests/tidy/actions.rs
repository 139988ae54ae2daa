//! Actions of the audit trail: each that is written has words in both languages, so that nobody reads a code.

use crate::{nothing_found, sources::sources};

/// What an action is about, before its full stop.
const SUBJECTS: [&str; 16] = [
    "account",
    "area_order",
    "extension",
    "job",
    "lesson",
    "letter",
    "measure",
    "organisation",
    "plan",
    "register",
    "remark",
    "reminders",
    "roster",
    "round",
    "session",
    "token",
];

/// Texts of that shape that are something else: names of files and columns.
const NO_ACTIONS: [&str; 6] = ["plan.csv", "register.csv", "register.db", "plan.json", "session.json", "plan.ndjson"];

const WORDS: &str = "crates/public/src/admin/audit/actions.rs";

/// An action as code writes it: `"round.opened"`.
fn is_action(text: &str) -> bool {
    let Some((subject, what)) = text.split_once('.') else { return false };
    let named = what.len() > 2 && what.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    SUBJECTS.contains(&subject) && named && !NO_ACTIONS.contains(&text)
}

#[test]
fn every_action_of_the_audit_trail_has_words() {
    let all = sources("crates", ".rs");
    let known = &all.iter().find(|source| source.path == WORDS).expect("the words of actions").text;
    let mut found = Vec::new();
    for source in all.iter().filter(|source| source.path != WORDS && !source.is_test()) {
        for (at, line) in source.shipped_lines() {
            for text in line.split('"').skip(1).step_by(2).filter(|text| is_action(text)) {
                if !known.contains(&format!("\"{text}\"")) {
                    found.push(format!("{}:{at}: {text}", source.path));
                }
            }
        }
    }
    // The dated changes of an organisation make theirs of a word.
    let dated = all.iter().find(|source| source.path.ends_with("organisation/commands/dated.rs")).expect("the changes");
    let words = dated.text.lines().filter(|line| line.trim_start().starts_with("Act::")).filter_map(|line| {
        line.split_once("=> \"").and_then(|(_, rest)| rest.split('"').next()).map(|word| format!("organisation.{word}"))
    });
    let words: Vec<String> = words.collect();
    assert!(words.len() >= 5, "the words of changes are elsewhere: {words:?}");
    found.extend(words.into_iter().filter(|action| !known.contains(&format!("\"{action}\""))));
    nothing_found("an action without words in admin/audit/actions.rs", &found);
}
