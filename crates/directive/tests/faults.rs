//! Papers that were cut, doubled, shuffled and filled with anything: the reader never fails, and what it says is in the
//! text.
#![allow(clippy::unwrap_used)]

mod common;

use directive::{NoRegister, Paper, read};
use proptest::prelude::*;
use std::sync::LazyLock;

static PAPERS: LazyLock<Vec<String>> = LazyLock::new(|| common::all().into_iter().map(|(_, text)| text).collect());

/// Digits, blanks and marks folded; every blank out, because the page may have cut a name.
fn folded(text: &str) -> String {
    let text = thai::normalise::fold(&strip_tags(text)).replace([' ', ','], "");
    text.replace("เเ", "แ")
}

/// Tags and entities of the test papers.
fn strip_tags(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.replace("&nbsp;", " ").replace("**", "")
}

fn lines_of(text: &str) -> usize {
    text.split('\n').count().max(text.split('\r').count())
}

/// Every line exists and every span is in order; warnings too.
fn lines_exist(text: &str, paper: &Paper) -> Result<(), TestCaseError> {
    let most = lines_of(text);
    let spans = paper
        .clauses
        .iter()
        .map(|c| (c.line, c.to_line))
        .chain(paper.recommendations.iter().map(|r| (r.line, r.to_line)));
    for (from, to) in spans {
        prop_assert!(1 <= from && from <= to && to <= most, "{from}..{to} of {most}");
    }
    let single = paper.opinions.iter().map(|o| o.line).chain(paper.figures.iter().map(|f| f.line));
    for line in single.chain(paper.warnings.iter().map(|w| w.line)) {
        prop_assert!((1..=most).contains(&line), "{line} of {most}");
    }
    Ok(())
}

/// Every name and figure stands in the text.
fn nothing_is_invented(text: &str, paper: &Paper) -> Result<(), TestCaseError> {
    // A name may be cut by the end of a page: its number and the catch-line stand between the halves.
    let between_pages = |line: &&str| {
        let inner = line.trim_matches(['-', '–', ' ', '\r', '\t']);
        let catch_line = line.trim_end().ends_with("...") && line.chars().count() < 80;
        !(catch_line || inner.chars().count() <= 3 && inner.chars().all(|c| c.is_numeric()))
    };
    let text = folded(&text.lines().filter(between_pages).collect::<Vec<_>>().join("\n"));
    let names = paper
        .recommendations
        .iter()
        .flat_map(|r| r.lead.iter().chain(&r.with))
        .chain(paper.opinions.iter().map(|o| &o.body));
    for name in names {
        prop_assert!(text.contains(&folded(name)), "{name}");
    }
    for figure in &paper.figures {
        prop_assert!(text.contains(&folded(&figure.printed)), "{}", figure.printed);
        for count in [figure.n, figure.d].into_iter().flatten() {
            prop_assert!(text.contains(&count.to_string()), "{count}");
        }
    }
    Ok(())
}

#[derive(Clone, Debug)]
enum Fault {
    Cut(usize, usize),
    Double(usize),
    Swap(usize, usize),
    Insert(usize, String),
    Join(usize),
}

fn any_fault() -> impl Strategy<Value = Fault> {
    let words = prop::sample::select(vec![
        "ให้",
        "ให้ มท.",
        "(",
        "(ก.พ.",
        ")",
        "1.",
        "๒.๓ ",
        "ร้อยละ ",
        "ร้อยละ ๙๙.๙๙",
        "จาก ",
        "เช่น",
        "ร่วมกับ",
        "และ",
        "ข้อ ",
        "<td>",
        "<ul",
        "&#x0;",
        "&nbsp;",
        "|",
        "\t",
        "\u{200B}",
        "\u{E33}",
        "\u{E48}\u{E48}",
        "…",
        "...",
        "๓๑ ก.พ. ๖๕",
        "ที่ กษ 0000/",
        "%",
        "ความเห็นของ",
        "เพิ่มขึ้น 9 (จาก ",
        "\r",
        "\n\n",
        "\u{FEFF}",
        "บริษัท ",
        "ผู้อำนวยการ",
        "เป็นหน่วยงานหลัก",
        "99999999999999999999999",
    ]);
    prop_oneof![
        (any::<usize>(), 0usize..400).prop_map(|(at, length)| Fault::Cut(at, length)),
        any::<usize>().prop_map(Fault::Double),
        (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Fault::Swap(a, b)),
        (any::<usize>(), words).prop_map(|(at, text)| Fault::Insert(at, text.to_owned())),
        (any::<usize>(), any::<String>()).prop_map(|(at, text)| Fault::Insert(at, text)),
        any::<usize>().prop_map(Fault::Join),
    ]
}

fn with_fault(text: &str, fault: &Fault) -> String {
    let place = |at: usize| {
        let wanted = at % (text.len() + 1);
        (0..=wanted).rev().find(|at| text.is_char_boundary(*at)).unwrap()
    };
    let mut lines: Vec<&str> = text.split('\n').collect();
    let count = lines.len();
    match fault {
        Fault::Cut(at, length) => {
            let from = place(*at);
            text[..from].to_owned() + &text[from..].chars().skip(*length).collect::<String>()
        }
        Fault::Double(at) => {
            lines.insert(at % count, lines[at % count]);
            lines.join("\n")
        }
        Fault::Swap(a, b) => {
            lines.swap(a % count, b % count);
            lines.join("\n")
        }
        Fault::Insert(at, words) => {
            let from = place(*at);
            format!("{}{words}{}", &text[..from], &text[from..])
        }
        Fault::Join(at) => {
            let at = at % count;
            lines
                .iter()
                .enumerate()
                .map(|(nth, line)| if nth == at { (*line).to_owned() } else { format!("{line}\n") })
                .collect()
        }
    }
}

#[test]
fn nothing_is_invented_in_any_paper() {
    for (name, text) in common::all() {
        let paper = read(&text, &NoRegister);
        lines_exist(&text, &paper).unwrap_or_else(|error| panic!("{name}: {error}"));
        nothing_is_invented(&text, &paper).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[test]
fn a_long_text_without_ends_takes_no_longer_than_its_length() {
    let pieces = [
        "ให้กระทรวง",
        "(",
        "ก.",
        "ร้อยละ 1 จาก ",
        "1.1 ",
        "1) ให้ ",
        "<",
        "&",
        "ร่วมกับ",
        "ให้",
        "และ",
        " ",
        "9",
        "เช่น ",
        "ที่/",
        "๑ เม.ย. ",
    ];
    for piece in pieces {
        let text = piece.repeat(60_000 / piece.len());
        let paper = read(&text, &NoRegister);
        lines_exist(&text, &paper).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    #[test]
    fn a_damaged_paper_is_still_read_honestly(
        which in any::<prop::sample::Index>(), faults in prop::collection::vec(any_fault(), 1..12)
    ) {
        let mut text = which.get(&PAPERS).clone();
        for fault in &faults {
            text = with_fault(&text, fault);
        }
        let paper = read(&text, &NoRegister);
        lines_exist(&text, &paper)?;
        // Tags that were torn open hide words from the test's own stripping, not from the reader.
        let torn = |fault: &Fault| matches!(fault, Fault::Insert(_, words) if words.contains(['<', '>', '&', '*', '|', '_', '`']));
        if !faults.iter().any(torn) && !text.contains("<") {
            nothing_is_invented(&text, &paper)?;
        }
    }

    #[test]
    fn any_text_at_all_is_read(text in prop_oneof![any::<String>(), "[ก-๙0-9๐-๙ .()/<>|•\\-\n]{0,300}"]) {
        let paper = read(&text, &NoRegister);
        lines_exist(&text, &paper)?;
        serde_json::to_string(&paper).unwrap();
    }
}
