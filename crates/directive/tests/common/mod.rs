//! Reads the papers of the tests and compares them with what was expected of them beforehand.
#![allow(clippy::type_complexity, reason = "tuples to compare with")]
#![allow(dead_code, reason = "each test file uses its part")]

use directive::Paper;
use directive::paper::{Cadence, FigureKind, OpinionKind};

/// Text of an invented paper.
pub fn invented(name: &str) -> String {
    read(&format!("{}/tests/papers/{name}.txt", env!("CARGO_MANIFEST_DIR")))
}

/// Text of a real paper.
pub fn real(name: &str) -> String {
    read(&format!("{}/../../reference/resolutions/{name}.txt", env!("CARGO_MANIFEST_DIR")))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The names of all papers of the tests with their texts.
pub fn all() -> Vec<(String, String)> {
    let folders = ["/tests/papers", "/../../reference/resolutions"];
    let mut all = Vec::new();
    for folder in folders {
        for entry in std::fs::read_dir(format!("{}{folder}", env!("CARGO_MANIFEST_DIR"))).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "txt") {
                all.push((path.file_stem().unwrap().to_string_lossy().into_owned(), read(&path.to_string_lossy())));
            }
        }
    }
    all.sort();
    all
}

/// Clause, leads, those who act with them, cadence.
pub type Told<'a> = (Option<&'a str>, &'a [&'a str], &'a [&'a str], Cadence);

/// The recommendations in short.
pub fn told(paper: &Paper) -> Vec<(Option<String>, Vec<String>, Vec<String>, Cadence)> {
    paper.recommendations.iter().map(|r| (r.number.clone(), r.lead.clone(), r.with.clone(), r.cadence)).collect()
}

/// Compares the recommendations.
pub fn assert_told(paper: &Paper, expected: &[Told<'_>]) {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let expected: Vec<_> = expected
        .iter()
        .map(|(number, lead, with, cadence)| (number.map(str::to_owned), owned(lead), owned(with), *cadence))
        .collect();
    assert_eq!(told(paper), expected);
}

/// The numbers of the clauses.
pub fn numbers(paper: &Paper) -> Vec<&str> {
    paper.clauses.iter().map(|clause| clause.number.as_str()).collect()
}

/// The dates as text.
pub fn days(paper: &Paper) -> Vec<String> {
    paper.dates.iter().map(ToString::to_string).collect()
}

/// The cabinet's day as text.
pub fn met(paper: &Paper) -> Option<String> {
    paper.cabinet_date.map(|day| day.to_string())
}

/// Whose opinions, by the names of the table.
pub fn opinions(paper: &Paper) -> Vec<(&str, OpinionKind)> {
    paper.opinions.iter().map(|opinion| (opinion.name.as_str(), opinion.kind)).collect()
}

/// Printed, count, whole, check, kind.
pub fn figures(paper: &Paper) -> Vec<(&str, Option<u64>, Option<u64>, &str, FigureKind)> {
    paper.figures.iter().map(|f| (f.printed.as_str(), f.n, f.d, f.check.code(), f.kind)).collect()
}

/// True when a warning of the line contains the words.
pub fn warns(paper: &Paper, line: usize, words: &str) -> bool {
    paper.warnings.iter().any(|warning| warning.line == line && warning.to_string().contains(words))
}
