use super::*;
use proptest::prelude::*;
use unicode_normalization::is_nfc;

/// Strings dense in the characters that the rules are about.
pub(crate) fn thai_soup() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("ก"),
        Just("น"),
        Just("ท"),
        Just("ฤ"),
        Just("า"),
        Just("ะ"),
        Just("ำ"),
        Just("ํ"),
        Just("ๅ"),
        Just("เ"),
        Just("แ"),
        Just("โ"),
        Just("ไ"),
        Just("ั"),
        Just("ิ"),
        Just("ื"),
        Just("ุ"),
        Just("ู"),
        Just("ฺ"),
        Just("็"),
        Just("่"),
        Just("้"),
        Just("์"),
        Just("๎"),
        Just("ๆ"),
        Just("ฯ"),
        Just("๑"),
        Just("5"),
        Just("."),
        Just(","),
        Just("/"),
        Just(" "),
        Just("\u{a0}"),
        Just("\n"),
        Just("\r"),
        Just("\u{200b}"),
        Just("\u{ad}"),
        Just("\u{0}"),
        Just("\u{327}"),
        Just("\u{301}"),
        Just("e"),
        Just("E"),
        Just("İ"),
        Just("Σ"),
        Just("\u{f70a}"),
        Just("\u{f711}"),
        Just("漢"),
        Just("😀"),
        Just("５"),
    ];
    proptest::collection::vec(pieces, 0..40).prop_map(|parts| parts.concat())
}

#[test]
fn what_looks_the_same_folds_to_the_same() {
    let cases = [
        // Sara am: tone before, between and after its two halves, and before or after ำ itself.
        ("น\u{0e49}\u{0e4d}\u{0e32}", "น้ำ"),
        ("น\u{0e4d}\u{0e49}\u{0e32}", "น้ำ"),
        ("น\u{0e4d}\u{0e32}\u{0e49}", "น้ำ"),
        ("น\u{0e33}\u{0e49}", "น้ำ"),
        ("ท\u{0e4d}า", "ทำ"),
        ("เเผน", "แผน"),
        ("ท\u{0e48}\u{0e35}", "ที่"),
        ("ผ\u{0e39}\u{0e49}\u{0e49}", "ผู้"),
        ("พันธ\u{0e4c}\u{0e38}", "พันธ\u{0e38}\u{0e4c}"),
        ("ท้อง\u{200b}ถิ่น", "ท้องถิ่น"),
        ("เทคโน\u{ad}โลยี", "เทคโนโลยี"),
        ("\u{feff}พฤศจิกายน", "พฤศจิกายน"),
        ("ประจำปี\u{a0}\u{a0}๒๕๖๓", "ประจำปี 2563"),
        ("ปี ２５６３", "ปี 2563"),
        ("  แผน\t\r\n BCP  ", "แผน bcp"),
        ("ท\u{f702}\u{f70a}", "ที่"),
        ("ป\u{f711}\u{f70b}า", "ป้ำ"),
        ("CAFE\u{301}", "café"),
        ("İ\u{0e48}\u{0e31}", "i\u{0e31}\u{0e48}"),
        ("I\u{200b}\u{307}", "i"),
        ("J\u{30c}", "\u{1f0}"),
        ("COVID\u{2011}19", "covid\u{2011}19"),
        ("", ""),
        ("\u{200b} \u{feff}", ""),
    ];
    for (typed, expected) in cases {
        assert_eq!(fold(typed), expected, "{typed:?}");
    }
}

#[test]
fn compatibility_forms_are_left_alone() {
    assert_eq!(fold("กำหนด"), "กำหนด");
    assert_eq!(fold("ﬁ ½ ㎡"), "ﬁ ½ ㎡");
    assert_eq!(clean("น้ำ ½"), "น้ำ ½");
}

#[test]
fn cleaning_keeps_what_can_be_seen() {
    let cases = [
        ("แผน BCP ๒๕๖๓", "แผน BCP ๒๕๖๓"),
        ("เเผน", "เเผน"),
        ("ก  ข", "ก  ข"),
        ("ก\u{a0}ข", "ก\u{a0}ข"),
        ("ผู้้", "ผู้้"),
        ("บรรทัด 1\r\nบรรทัด 2\rบรรทัด 3", "บรรทัด 1\nบรรทัด 2\nบรรทัด 3"),
        ("\u{a0} แผน \n", "แผน"),
        ("ก\u{0}\u{7}ข\tค", "กข\tค"),
        ("ท\u{0e48}\u{0e35}\u{200b}", "ที่"),
        ("น\u{0e4d}\u{0e49}\u{0e32}", "น้ำ"),
    ];
    for (typed, expected) in cases {
        assert_eq!(clean(typed), expected, "{typed:?}");
    }
}

#[test]
fn every_single_character_folds_and_cleans_to_a_fixed_point() {
    for c in (0..=0x0010_FFFFu32).filter_map(char::from_u32) {
        let typed = c.to_string();
        let folded = fold(&typed);
        assert_eq!(fold(&folded), folded, "U+{:04X}", u32::from(c));
        let cleaned = clean(&typed);
        assert_eq!(clean(&cleaned), cleaned, "U+{:04X}", u32::from(c));
    }
}

#[test]
fn a_long_run_of_broken_marks_takes_linear_time() {
    let hostile = "ํา้ํ".repeat(100_000);
    assert_eq!(fold(&hostile), "\u{0e49}\u{0e33}");
    assert!(clean(&hostile).chars().count() >= 200_000);
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(text in prop_oneof![any::<String>(), thai_soup()]) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once.clone());
        prop_assert!(is_nfc(&once));
        prop_assert!(!once.contains("  ") && once.trim() == once);
    }

    #[test]
    fn cleaning_twice_changes_nothing(text in prop_oneof![any::<String>(), thai_soup()]) {
        let once = clean(&text);
        prop_assert_eq!(clean(&once), once.clone());
        prop_assert!(is_nfc(&once));
        prop_assert!(!once.contains('\0') && !once.contains('\r'));
    }

    #[test]
    fn a_cleaned_text_is_found_by_the_same_words(text in prop_oneof![any::<String>(), thai_soup()]) {
        prop_assert_eq!(fold(&clean(&text)), fold(&text));
    }

    #[test]
    fn what_the_segmenter_takes_for_settled_is_settled(text in "[ก-ฮเ-ไะ-ฺ็-๎]{0,12}") {
        if is_settled(&text) {
            prop_assert_eq!(fold(&text), text);
        }
    }
}
