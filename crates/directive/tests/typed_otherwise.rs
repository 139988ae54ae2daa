//! The same paper typed on another keyboard, saved by another program or printed in the other digits is read the same.
#![allow(clippy::unwrap_used)]

mod common;

use directive::{NoRegister, Paper, read};

/// What must not change: everything but the printed form of digits and signs.
fn gist(paper: &Paper) -> Vec<String> {
    let fold = |text: &str| thai::normalise::fold(text).replace(' ', "");
    let mut all = vec![format!(
        "{:?} {:?} {:?} {:?}",
        paper.cabinet_date, paper.document_number, paper.document_date, paper.dates
    )];
    all.push(fold(&format!("{} {:?}", paper.title, paper.relayed_by)));
    all.extend(paper.clauses.iter().map(|c| format!("{} {} {} {}", c.number, c.line, c.to_line, fold(&c.text))));
    for r in &paper.recommendations {
        let bodies = fold(&format!("{:?} {:?} {:?} {:?}", r.lead, r.with, r.lead_names, r.with_names));
        all.push(format!("{:?} {} {} {:?} {bodies} {}", r.number, r.line, r.to_line, r.cadence, fold(&r.text)));
    }
    all.extend(paper.opinions.iter().map(|o| format!("{:?} {} {}", o.kind, o.line, fold(&o.name))));
    all.extend(paper.figures.iter().map(|f| format!("{} {:?} {:?} {:?} {}", f.printed, f.n, f.d, f.check, f.line)));
    all
}

fn same(change: impl Fn(&str) -> String) {
    for (name, text) in common::all() {
        let before = gist(&read(&text, &NoRegister));
        let after = gist(&read(&change(&text), &NoRegister));
        for (old, new) in before.iter().zip(&after) {
            assert_eq!(old, new, "{name}");
        }
        assert_eq!(before.len(), after.len(), "{name}");
    }
}

#[test]
fn the_ends_of_lines_and_a_mark_at_the_start_do_not_matter() {
    same(|text| format!("\u{FEFF}{}", text.replace("\r\n", "\n").replace('\n', "\r\n")));
    same(|text| text.replace("\r\n", "\n").replace('\n', "  \n"));
}

#[test]
fn thai_and_arabic_digits_are_the_same() {
    same(thai::digits::to_arabic);
    same(thai::digits::to_thai);
}

#[test]
fn blanks_of_every_kind_are_the_same() {
    same(|text| text.replace(' ', "\u{A0}"));
    same(|text| text.replace(' ', "\u{2009}"));
}

#[test]
fn sara_am_in_two_characters_and_invisible_signs_do_not_matter() {
    same(|text| text.replace('\u{E33}', "\u{E4D}\u{E32}"));
    same(|text| text.replace('แ', "เเ"));
    same(|text| {
        text.replace("กระทรวง", "กระ\u{200B}ทรวง")
            .replace("ให้", "\u{200B}ให้\u{200B}")
            .replace("สำนักงาน", "สำนัก\u{AD}งาน")
    });
}

/// Cuts every long line into lines of `width` letters, never before a mark and never inside a number.
fn cut_into_lines(text: &str, width: usize) -> String {
    let hangs = |c: char| ('\u{E30}'..='\u{E3A}').contains(&c) || ('\u{E45}'..='\u{E4E}').contains(&c);
    let leads = |c: char| ('\u{E40}'..='\u{E44}').contains(&c);
    let mut out = String::new();
    for line in text.split('\n') {
        let mut count = 0;
        let mut last = '\0';
        for c in line.chars() {
            let in_number = last.is_numeric() || ".,".contains(last);
            if count >= width && !hangs(c) && !leads(last) && !in_number {
                out.push('\n');
                count = 0;
                last = '\0';
                if c == ' ' {
                    continue;
                }
            }
            out.push(c);
            count += 1;
            last = c;
        }
        out.push('\n');
    }
    out
}

#[test]
fn a_paper_that_was_cut_into_lines_tells_the_same_bodies_the_same() {
    // As text comes out of a PDF; tables with tags do not, so the report of 2563 and the plain papers are taken.
    for name in ["2563-12-08-bcp-progress-report", "08-paragraph-resolution", "12-counts-in-many-words"] {
        let (_, text) = common::all().into_iter().find(|(held, _)| held == name).unwrap();
        let whole = read(&text, &NoRegister);
        // At 84 a line happens to begin with "ทั้งนี้ ให้…", which then is a paragraph of its own: nobody could tell.
        for width in [58, 62, 66, 70, 77, 95] {
            let cut = read(&cut_into_lines(&text, width), &NoRegister);
            let told = |paper: &Paper| -> Vec<_> {
                let items = paper.recommendations.iter();
                items.map(|r| (r.number.clone(), r.lead_names.clone(), r.with_names.clone(), r.cadence)).collect()
            };
            assert_eq!(told(&cut), told(&whole), "{name} at {width}");
            assert_eq!(common::figures(&cut), common::figures(&whole), "{name} at {width}");
            assert_eq!(common::numbers(&cut), common::numbers(&whole), "{name} at {width}");
            assert_eq!((cut.dates, cut.cabinet_date), (whole.dates.clone(), whole.cabinet_date), "{name} at {width}");
        }
    }
}
