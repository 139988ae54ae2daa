//! Thai dictionary order, the same in every database: a sort key is computed here and kept in a
//! binary column, so that `ORDER BY` compares bytes and no database collation is involved.
//!
//! Numbers inside a text sort by value, so that แห่งที่ 2 comes before แห่งที่ 10. Keys of different
//! [`SORT_KEY_VERSION`]s must never stand in one column: rebuild it when the version changes.

use crate::normalise::fold;
use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use std::cmp::Ordering;
use std::sync::LazyLock;

/// Names the collation data and options that [`sort_key`] uses; store it beside the keys.
pub const SORT_KEY_VERSION: &str = "icu_collator 2.4.0 th numeric 1";

/// `None` only if the built-in data were missing, which the tests exclude.
static COLLATOR: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| {
    let mut preferences = CollatorPreferences::from(icu_locale::locale!("th"));
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    CollatorBorrowed::try_new(preferences, CollatorOptions::default()).ok()
});

/// Bytes whose order is the Thai dictionary order of the texts: leading vowels after their
/// consonant, tones and blanks deciding only between otherwise equal words. Texts that differ only
/// in what [`fold`] drops, or in blanks and punctuation, have equal keys: add the identifier as a
/// second sort column where pages are cut.
pub fn sort_key(text: &str) -> Vec<u8> {
    let folded = fold(text);
    let Some(collator) = COLLATOR.as_ref() else {
        return folded.into_bytes();
    };
    let mut key = Vec::with_capacity(folded.len());
    // The error type of writing to a Vec has no value.
    let Ok(()) = collator.write_sort_key_to(&folded, &mut key);
    key
}

/// Compares as [`sort_key`] does, without building the keys.
pub fn cmp(a: &str, b: &str) -> Ordering {
    let (a, b) = (fold(a), fold(b));
    match COLLATOR.as_ref() {
        Some(collator) => collator.compare(&a, &b),
        None => a.cmp(&b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::tests::thai_soup;
    use proptest::prelude::*;

    #[test]
    fn the_collation_data_is_built_in() {
        assert!(COLLATOR.is_some());
    }

    #[test]
    fn the_version_names_the_collator_that_is_locked() {
        let lock = include_str!("../../../Cargo.lock");
        let locked =
            lock.split("name = \"icu_collator\"\nversion = \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        assert!(
            SORT_KEY_VERSION.contains(&format!("icu_collator {locked} ")),
            "stored keys must be rebuilt for icu_collator {locked}: change SORT_KEY_VERSION"
        );
    }

    #[test]
    fn words_sort_as_in_the_dictionary() {
        let sorted = [
            "กระทรวงการคลัง",
            "กระทรวงมหาดไทย",
            "กระบี่",
            "กรุงเทพมหานคร",
            "ก่อน",
            "การ",
            "เกณฑ์",
            "แก้ว",
            "ไก่",
            "ขอนแก่น",
            "เขต",
            "ครู",
            "เชียงราย",
            "เชียงใหม่",
            "นครปฐม",
            "แผน",
            "แม่ฮ่องสอน",
            "โรงเรียน",
            "ศูนย์แห่งที่ ๒",
            "ศูนย์แห่งที่ 10",
            "อุบลราชธานี",
        ];
        let mut shuffled = sorted;
        shuffled.reverse();
        shuffled.sort_by_key(|name| sort_key(name));
        assert_eq!(shuffled, sorted);
        assert!(sorted.is_sorted_by(|a, b| cmp(a, b) == Ordering::Less));
    }

    #[test]
    fn tones_decide_only_between_equal_words() {
        assert_eq!(cmp("กา", "ก่า"), Ordering::Less);
        assert_eq!(cmp("ก่าย", "กาว"), Ordering::Less);
        assert_eq!(cmp("ท\u{0e48}\u{0e35}", "ที่"), Ordering::Equal);
        assert_eq!(sort_key("BCP ๑"), sort_key("bcp 1"));
    }

    proptest! {
        #[test]
        fn keys_and_comparison_agree(
            a in prop_oneof![any::<String>(), thai_soup()],
            b in prop_oneof![any::<String>(), thai_soup()],
        ) {
            prop_assert_eq!(sort_key(&a).cmp(&sort_key(&b)), cmp(&a, &b));
            prop_assert_eq!(cmp(&a, &b), cmp(&b, &a).reverse());
            prop_assert_eq!(cmp(&a, &a), Ordering::Equal);
        }
    }
}
