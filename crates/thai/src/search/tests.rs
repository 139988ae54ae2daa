use super::*;
use crate::normalise::tests::thai_soup;
use proptest::prelude::*;

/// Whether a text is found, as both databases decide it: neighbouring terms, the last as a prefix.
fn finds(text: &str, query: &str) -> bool {
    let index = index_terms(text);
    let terms: Vec<&str> = index.split(' ').collect();
    let folded = fold(query);
    let parts = query_parts(&folded);
    !parts.is_empty()
        && parts.iter().all(|part| {
            let wanted = stream(part);
            terms.windows(wanted.len()).any(|window| {
                let last = wanted.len() - 1;
                window.iter().zip(&wanted).enumerate().all(|(at, (have, want))| {
                    *have == want || (at == last && ends_open(part) && have.starts_with(want.as_str()))
                })
            })
        })
}

const PLAN: &str = "แผนดำเนินธุรกิจอย่างต่อเนื่อง (BCP) ปี ๒๕๖๓ ขององค์การบริหารส่วนท้องถิ่น \
    รองรับโรค COVID-19 และเหตุต่าง ๆ ตามมติ ก.พ.ร. ใช้เทคโนโลยี งบ ๑,๒๕๐,๐๐๐ บาท กรุงเทพฯ";

#[test]
fn a_word_is_found_inside_unspaced_text() {
    let queries = [
        "ท้องถิ่น",
        "ต่อเนื่อง",
        "ธุรกิจ",
        "เทคโนโลยี",
        "แผน",
        "bcp",
        "BCP",
        "2563",
        "๒๕๖๓",
        "covid19",
        "COVID-19",
        "โควิด covid",
        "ต่างๆ",
        "ต่าง ๆ",
        "กพร",
        "ก.พ.ร.",
        "กรุงเทพ",
        "1250000",
        "1,250,000",
        "องค์การบริหาร",
        "ท้อง",
        "ถิ่น",
        "งบ",
        "แผ",
        "ก",
        "เทคโ",
        "เทคโนโล",
        "bcp 2563 ท้องถิ่น",
        "ท\u{0e49}อง\u{200b}ถ\u{0e48}\u{0e34}น",
        "ด\u{0e4d}าเนิน",
    ];
    for query in queries.iter().filter(|query| !query.starts_with("โควิด")) {
        assert!(finds(PLAN, query), "{query}");
        let marked = highlight(PLAN, query);
        assert!(marked.iter().any(|(_, hit)| *hit), "{query} is not marked");
    }
    for query in ["โควิด covid", "อุทกภัย", "ถิ่นท้อง", "2564", "it", "cp", "ร้อง", "", " . "]
    {
        assert!(!finds(PLAN, query), "{query}");
    }
}

#[test]
fn terms_are_fixed_because_stored_indexes_hold_them() {
    assert_eq!(index_terms("แผน BCP ๒๕๖๓"), "411cx19 wbcp w2563 s19 s411c");
    assert_eq!(phrase("แผน BCP"), ["411cx19", "wbcp"]);
    assert_eq!(phrase("ก"), ["s01"]);
    assert_eq!(phrase(" / "), Vec::<String>::new());
    assert_eq!(phrases("แผน ๒๕๖๓"), [vec!["411cx19"], vec!["w2563"]]);
    assert_eq!(index_terms("é 漢"), "uc3a9 ue6bca2");
    assert_eq!(tsvector("แผน BCP"), "'411cx19':1 'wbcp':2 's19' 's411c'");
    assert_eq!(fts5_query("แผนงาน it").as_deref(), Some("\"411cx19 19x0732 0732x19\"* AND \"wit\""));
    assert_eq!(tsquery("แผนงาน 2563").as_deref(), Some("'411cx19' <-> '19x0732' <-> '0732x19':* & 'w2563':*"));
    assert_eq!(fts5_query("(..)"), None);
    assert_eq!(tsquery(""), None);
}

#[test]
fn every_word_of_the_dictionary_is_found_in_a_sentence() {
    let words = crate::segment::built_in_words();
    let (mut asked, mut found) = (0u32, 0u32);
    for word in words.lines().step_by(23).filter(|word| !word.is_empty()) {
        asked += 1;
        found += u32::from(finds(&format!("หน่วยงานที่{word}และแผน"), word));
    }
    assert!(asked > 2_000);
    assert!(found * 1_000 >= asked * 999, "{found} of {asked}");
}

#[test]
fn matches_are_marked_in_the_text_as_typed() {
    let text = "แผนท\u{0e49}อง\u{200b}ถิ่น เพื่อท้องถิ่น";
    let marked: Vec<&str> =
        highlight(text, "ท้องถิ่น").into_iter().filter(|(_, hit)| *hit).map(|(range, _)| &text[range]).collect();
    assert_eq!(marked, ["ท\u{0e49}อง\u{200b}ถิ่น", "ท้องถิ่น"]);
    assert_eq!(highlight("แผน", "ไม่มี"), [(0..9, false)]);
    assert_eq!(highlight("แผน", "แผน"), [(0..9, true)]);
    assert_eq!(highlight("", "แผน"), []);
    assert_eq!(highlight("plan B", ""), [(0..6, false)]);
}

#[test]
fn hostile_lengths_stay_within_what_databases_take() {
    let long = format!("{} {}", "ก".to_owned() + &"\u{0e32}".repeat(5_000), "a".repeat(5_000));
    assert!(index_terms(&long).split(' ').all(|term| term.len() < 400));
    assert!(phrase(&"แผน ".repeat(10_000)).len() <= QUERY_TOKENS);
    assert!(tsvector(&"แผน ".repeat(10_000)).contains("16383"));
}

proptest! {
    #[test]
    fn terms_are_ascii_letters_and_digits(text in prop_oneof![any::<String>(), thai_soup()]) {
        let ascii = |term: &str| term.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        prop_assert!(index_terms(&text).split(' ').all(ascii));
        prop_assert!(phrase(&text).iter().all(|term| ascii(term) && !term.is_empty()));
        tsvector(&text);
        tsquery(&text);
        fts5_query(&text);
    }

    #[test]
    fn a_text_finds_itself(text in prop_oneof![any::<String>(), thai_soup(), "[ก-ฮะ-ูเ-ไ็-์ 0-9a-z]{1,20}"]) {
        let index = format!(" {} ", index_terms(&text));
        let whole = phrase(&text).join(" ");
        prop_assert!(index.contains(&whole));
    }

    #[test]
    fn ranges_cover_the_text(text in prop_oneof![any::<String>(), thai_soup()], query in thai_soup()) {
        let ranges = highlight(&text, &query);
        let joined: String = ranges.iter().map(|(range, _)| &text[range.clone()]).collect();
        prop_assert_eq!(joined, text);
        prop_assert!(ranges.windows(2).all(|pair| pair[0].1 != pair[1].1));
        prop_assert!(ranges.iter().all(|(range, _)| !range.is_empty()));
    }
}
