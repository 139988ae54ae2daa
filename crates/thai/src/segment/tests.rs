use super::*;
use crate::cluster::clusters;
use crate::normalise::tests::thai_soup;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Sentences of plans, memos and news, cut by hand. `|` is a cut that must be there; at `+`, inside
/// compounds that people cut or keep as they please, a cut is neither right nor wrong.
const GOLD: &str = include_str!("gold.txt");

fn spans<'a>(words: impl Iterator<Item = &'a str>) -> BTreeSet<(usize, usize)> {
    let mut at = 0;
    words
        .map(|word| {
            let start = at;
            at += word.len();
            (start, at)
        })
        .collect()
}

/// The words wanted, with the optional cuts made where ours are.
fn wanted(line: &str, ours: &BTreeSet<(usize, usize)>) -> BTreeSet<(usize, usize)> {
    let cuts: BTreeSet<usize> = ours.iter().map(|(_, end)| *end).collect();
    let (mut words, mut start, mut at) = (BTreeSet::new(), 0, 0);
    for part in line.split_inclusive(['|', '+']) {
        at += part.trim_end_matches(['|', '+']).len();
        if !part.ends_with('+') || cuts.contains(&at) {
            words.insert((start, at));
            start = at;
        }
    }
    words
}

#[test]
fn sentences_are_cut_as_a_person_cuts_them() {
    let (mut hits, mut found, mut expected) = (0, 0, 0);
    for line in GOLD.lines() {
        let sentence = line.replace(['|', '+'], "");
        let cut = segments(&sentence);
        let ours = spans(cut.iter().copied());
        let gold = wanted(line, &ours);
        if gold != ours {
            println!("{line}\n{}\n", cut.join("|"));
        }
        hits += gold.intersection(&ours).count();
        found += ours.len();
        expected += gold.len();
    }
    let f1 = 2.0 * hits as f64 / (found + expected) as f64;
    println!("F1 {f1:.3}: {hits} right of {expected}, {found} found");
    assert!(f1 >= 0.93, "F1 {f1:.3}");
}

#[test]
fn words_that_typesetters_break_stay_whole() {
    for word in [
        "ท้องถิ่น",
        "เทคโนโลยี",
        "พฤศจิกายน",
        "อิเล็กทรอนิกส์",
        "กรุงเทพมหานคร",
        "น้ำ",
        "พ.ศ.",
        "ก.พ.ร.",
        "เม.ย.",
        "อบต.",
        "ฯลฯ",
        "BCP-2563",
        "๒๕๖๓",
    ] {
        assert_eq!(segments(word), [word]);
        assert!(segments(&format!("ใน {word} และ")).contains(&word), "{word}");
    }
}

#[test]
fn words_typed_in_another_order_are_still_words() {
    assert_eq!(segments("น\u{0e4d}\u{0e49}\u{0e32}และ"), ["น\u{0e4d}\u{0e49}\u{0e32}", "และ"]);
    assert_eq!(segments("เเผนงาน"), ["เเผนงาน"]);
    assert_eq!(segments("เทคโน\u{200b}โลยี"), ["เทคโน\u{200b}โลยี"]);
}

#[test]
fn blanks_and_other_scripts_are_kept_whole() {
    assert_eq!(
        segments("แผน BCP/2563  ฉบับที่๒\nBusiness Plan"),
        ["แผน", " ", "BCP/2563", "  ", "ฉบับ", "ที่", "๒", "\n", "Business", " ", "Plan"]
    );
    assert_eq!(segments(""), Vec::<&str>::new());
}

#[test]
fn a_name_that_is_no_word_stays_whole_once_it_is_known() {
    let name = "บ้านเขาสมิงโนนกุ่ม";
    assert!(segments(name).len() > 1);
    let known = Segmenter::with_words([format!("เทศบาลตำบล{name} (แห่งที่ 2)"), name.to_owned()]);
    assert_eq!(known.segments(&format!("ที่{name}มี")), ["ที่", name, "มี"]);
}

#[test]
fn the_word_lists_are_built_in() {
    assert!(built_in_words().lines().count() > 60_000);
    for word in include_str!("domain.txt").lines() {
        assert_eq!(segments(word), [word]);
    }
}

#[test]
fn hostile_text_takes_linear_time() {
    for unit in ["ก", "ก.", "เ", "การ", "ั", "ก.ก", "ๆ", "กก.", "ฯ", "์"] {
        let text = unit.repeat(200_000 / unit.len());
        assert_eq!(segments(&text).concat(), text);
    }
}

proptest! {
    #[test]
    fn segments_join_to_the_text(text in prop_oneof![any::<String>(), thai_soup(), "[ก-๙ .]{0,60}"]) {
        let cut = segments(&text);
        prop_assert_eq!(cut.concat(), text.clone());
        prop_assert!(cut.iter().all(|segment| !segment.is_empty()));
    }

    #[test]
    fn no_cut_falls_inside_a_cluster(text in prop_oneof![any::<String>(), thai_soup(), "[ก-๙]{0,60}"]) {
        let cuts = |parts: Vec<&str>| spans(parts.into_iter()).into_iter().map(|(_, end)| end).collect::<BTreeSet<_>>();
        let allowed = cuts(clusters(&text).collect());
        prop_assert!(cuts(segments(&text)).is_subset(&allowed));
    }
}
