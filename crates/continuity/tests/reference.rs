//! The closed lists of the rules and the reference lists of the repository say the same, and the national register
//! obeys the rules of the register.

#![allow(clippy::unwrap_used, reason = "what cannot be set up cannot be tested")]

use std::{fs, path::Path, time::Instant};

use continuity::{
    organisation::{Kind, Node, faults},
    plan::{
        Category, Classification, Impact, Phase, PlanKind, TeamRole,
        check::{STANDARD_HAZARDS, STANDARD_LIFELINES},
    },
};

/// The rows of a reference list without its heading, as fields.
fn rows(file: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../reference").join(file);
    fs::read_to_string(path).unwrap().lines().skip(1).map(fields).collect()
}

/// One line of CSV whose quoted fields hold commas but no quotes.
fn fields(line: &str) -> Vec<String> {
    let (mut list, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => list.push(String::new()),
            _ => list.last_mut().unwrap().push(c),
        }
    }
    list
}

fn codes(file: &str) -> Vec<String> {
    rows(file).into_iter().map(|row| row[0].clone()).collect()
}

#[test]
fn reference_lists_have_the_codes_of_the_rules() {
    assert_eq!(codes("hazards.csv"), STANDARD_HAZARDS);
    assert_eq!(codes("lifelines.csv"), STANDARD_LIFELINES);
    let of = |list: Vec<&'static str>| list;
    assert_eq!(codes("categories.csv"), of(Category::ALL.iter().map(|c| c.code()).collect()));
    assert_eq!(codes("classifications.csv"), of(Classification::ALL.iter().map(|c| c.code()).collect()));
    assert_eq!(codes("impacts.csv"), of(Impact::ALL.iter().map(|c| c.code()).collect()));
    assert_eq!(codes("phases.csv"), of(Phase::ALL.iter().map(|c| c.code()).collect()));
    assert_eq!(codes("plan_kinds.csv"), of(PlanKind::ALL.iter().map(|c| c.code()).collect()));
    assert_eq!(codes("team_roles.csv"), of(TeamRole::ALL.iter().map(|c| c.code()).collect()));
    let (mut kinds, mut known): (Vec<_>, Vec<_>) = (codes("kinds.csv"), Kind::ALL.iter().map(|k| k.code()).collect());
    kinds.sort();
    known.sort_unstable();
    assert_eq!(kinds, known);
}

#[test]
fn the_national_register_obeys_the_rules_and_is_judged_at_once() {
    let register = rows("register-2563.csv");
    assert_eq!(register.len(), 8_301);
    let known = register.iter().filter(|row| Kind::from_code(&row[3]).is_some()).count();
    assert_eq!(known, register.len());
    let nodes: Vec<Node<'_>> = register
        .iter()
        .map(|row| Node { code: &row[0], parent: Some(row[4].as_str()).filter(|code| !code.is_empty()) })
        .collect();
    let started = Instant::now();
    assert_eq!(faults(&nodes, &[]), []);
    assert_eq!(faults(&nodes, &nodes), []);
    assert!(started.elapsed().as_secs() < 2, "{:?}", started.elapsed());
}
