//! The catalogues: both languages say the same things, each in its own script.

use std::collections::BTreeMap;

use crate::{
    nothing_found,
    sources::{root, sources},
};

fn is_thai(c: char) -> bool {
    ('\u{0E00}'..='\u{0E7F}').contains(&c)
}

fn catalogue(language: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for source in sources(&format!("locales/{language}"), ".toml") {
        let name = source.path.rsplit('/').next().unwrap().to_owned();
        let table: toml::Table = source.text.parse().unwrap_or_else(|problem| panic!("{}: {problem}", source.path));
        for (key, value) in table {
            let text = value.as_str().unwrap_or_else(|| panic!("{}: {key} is not a text", source.path));
            all.insert(format!("{name} {key}"), text.to_owned());
        }
    }
    all
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_arguments() {
    let (th, en) = (catalogue("th"), catalogue("en"));
    let missing: Vec<String> = th.keys().filter(|key| !en.contains_key(*key)).map(|key| format!("en: {key}")).collect();
    let extra: Vec<String> = en.keys().filter(|key| !th.contains_key(*key)).map(|key| format!("th: {key}")).collect();
    nothing_found("a message that one language lacks", &[missing, extra].concat());
    let differ = th.iter().filter(|(key, text)| arguments(text) != arguments(&en[*key]));
    nothing_found("arguments differ", &differ.map(|(key, _)| key.clone()).collect::<Vec<_>>());
}

fn arguments(text: &str) -> Vec<&str> {
    let written = text.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    let mut found: Vec<&str> = written.map(|name| name.trim_end_matches(":gregorian")).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// English messages that repeat a year as it was typed, in whichever calendar.
const YEAR_AS_TYPED: &[&str] = &["registry.toml date_no_such_year"];

#[test]
fn an_english_message_says_which_calendar_its_year_is_of() {
    let unsaid = |text: &str| {
        let mut names = text.split('{').skip(1).filter_map(|rest| rest.split('}').next());
        names.any(|name| name == "year" || name.ends_with("_year"))
    };
    let english = catalogue("en");
    let found = english.iter().filter(|(key, text)| unsaid(text) && !YEAR_AS_TYPED.contains(&key.as_str()));
    nothing_found("a year without :gregorian", &found.map(|(key, text)| format!("{key}: {text}")).collect::<Vec<_>>());
}

/// English messages in which Thai stands as an example of what to type, or as the name of the language.
const THAI_IN_ENGLISH: &[&str] = &["submission.toml document_number_hint"];

#[test]
fn each_message_is_in_its_own_language() {
    let mut found = Vec::new();
    for (key, text) in catalogue("en") {
        if text.chars().any(is_thai) && !THAI_IN_ENGLISH.contains(&key.as_str()) {
            found.push(format!("en: {key}: {text}"));
        }
    }
    for (key, text) in catalogue("th") {
        let outside: String = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect();
        let words = outside.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 2);
        let english = words.filter(|word| word.bytes().any(|c| c.is_ascii_lowercase())).count();
        if !outside.chars().any(is_thai) && english > 2 {
            found.push(format!("th: {key}: {text}"));
        }
    }
    nothing_found("a message in the other language", &found);
}

#[test]
fn thai_is_written_with_the_right_characters() {
    let mut found = Vec::new();
    for (key, text) in catalogue("th") {
        // Two characters that look like sara ae, and sara am typed as nikhahit and sara aa.
        if text.contains("\u{0E40}\u{0E40}") || text.contains("\u{0E4D}\u{0E32}") || text.contains("\u{200B}") {
            found.push(format!("{key}: {text}"));
        }
        if text.trim() != text {
            found.push(format!("{key}: begins or ends with a space"));
        }
    }
    nothing_found("a message that looks right and is not", &found);
}

#[test]
fn every_row_of_a_reference_list_has_both_languages() {
    let mut found = Vec::new();
    for source in sources("reference", ".csv") {
        let mut lines = source.text.lines();
        let header: Vec<&str> = lines.next().unwrap_or_default().trim_start_matches('\u{FEFF}').split(',').collect();
        let (Some(th), Some(en)) = (header.iter().position(|h| *h == "th"), header.iter().position(|h| *h == "en"))
        else {
            continue;
        };
        for (number, line) in lines.enumerate().filter(|(_, line)| !line.contains('"')) {
            let cells: Vec<&str> = line.split(',').collect();
            let empty = |column: usize| cells.get(column).is_none_or(|cell| cell.trim().is_empty());
            if empty(th) || empty(en) {
                found.push(format!("{}:{}: {line}", source.path, number + 2));
            }
        }
    }
    nothing_found("a label that one language lacks", &found);
    assert!(root().join("reference").is_dir());
}
