//! Where lines may break. Typst's own Thai breaker cuts inside some words (`พฤศจิกาย|น`). Each text is
//! segmented by our segmenter as well, and a word that Typst would cut is put into a box, which it
//! cannot break. No joiner characters: those would end up in text copied from the PDF.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use crate::{font, text};

/// The very breaker that Typst uses.
static TYPST: LazyLock<LineSegmenterBorrowed<'static>> =
    LazyLock::new(|| LineSegmenter::new_lstm(LineBreakOptions::default()));

/// Boxing one word shortens what stands beside it, which may then be cut elsewhere; this often is
/// enough for every text tried.
const ROUNDS: usize = 6;

/// A stretch of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch<'a> {
    pub text: &'a str,
    pub boxed: bool,
}

/// Splits a text into stretches, boxing the words that would be cut. A word wider than `widest` ems
/// is left as it is, for a box of that width would not fit its column.
pub(super) fn stretches(text: &str, widest: f64) -> Vec<Stretch<'_>> {
    if !text.contains(is_thai) {
        return if text.is_empty() { Vec::new() } else { vec![Stretch { text, boxed: false }] };
    }
    let known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner).get(&(widest.to_bits(), text.into())).cloned();
    let lengths = known.unwrap_or_else(|| {
        let lengths: Arc<[(usize, bool)]> = find(text, widest).iter().map(|one| (one.text.len(), one.boxed)).collect();
        remember(text, widest, Arc::clone(&lengths));
        lengths
    });
    let mut at = 0;
    let cut = lengths.iter().filter_map(|(length, boxed)| {
        let text = text.get(at..at + length)?;
        at += length;
        Some(Stretch { text, boxed: *boxed })
    });
    cut.collect()
}

/// Lengths and boxes of a text's stretches, by the width and the text.
type Known = HashMap<(u64, Box<str>), Arc<[(usize, bool)]>>;

/// Papers say much the same: labels, units, places, usual steps. Finding where a text is cut takes longer than setting it.
static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);

/// So many texts are kept, each no longer than that in bytes: a few megabytes.
const MOST_KNOWN: usize = 8_192;
/// Longer texts seldom come again.
const LONGEST_KNOWN: usize = 400;

fn remember(text: &str, widest: f64, lengths: Arc<[(usize, bool)]>) {
    if text.len() > LONGEST_KNOWN {
        return;
    }
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if known.len() >= MOST_KNOWN {
        known.clear();
    }
    known.insert((widest.to_bits(), text.into()), lengths);
}

/// Finds the stretches of a text.
fn find(text: &str, widest: f64) -> Vec<Stretch<'_>> {
    let words = text::words_within(text, widest);
    let mut boxed = vec![false; words.len()];
    for _ in 0..ROUNDS {
        if !box_more(&words, &mut boxed, widest) {
            break;
        }
    }
    join(text, &words, &boxed)
}

/// Boxes the words that Typst would cut now; whether there were any.
fn box_more(words: &[&str], boxed: &mut [bool], widest: f64) -> bool {
    let mut seen = String::new();
    let mut ends = Vec::with_capacity(words.len());
    for (word, boxed) in words.iter().zip(boxed.iter()) {
        if *boxed {
            seen.push('\u{FFFC}');
        } else {
            seen.push_str(word);
        }
        ends.push(seen.len());
    }
    let mut more = false;
    for cut in TYPST.segment_str(&seen) {
        let index = ends.partition_point(|end| *end < cut);
        let start = index.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
        let inside = ends.get(index).is_some_and(|end| cut > start && cut < *end);
        let Some((word, mark)) = words.get(index).zip(boxed.get_mut(index)) else { continue };
        if inside && !*mark && word.contains(is_thai) && !word.contains(' ') && font::width(word) <= widest {
            *mark = true;
            more = true;
        }
    }
    more
}

/// Puts neighbouring unboxed words together again.
fn join<'a>(text: &'a str, words: &[&str], boxed: &[bool]) -> Vec<Stretch<'a>> {
    let mut out: Vec<Stretch<'a>> = Vec::new();
    let (mut start, mut at) = (0, 0);
    for (word, boxed) in words.iter().zip(boxed) {
        if *boxed {
            out.extend(
                text.get(start..at).filter(|plain| !plain.is_empty()).map(|text| Stretch { text, boxed: false }),
            );
            out.extend(text.get(at..at + word.len()).map(|text| Stretch { text, boxed: true }));
            start = at + word.len();
        }
        at += word.len();
    }
    out.extend(text.get(start..).filter(|plain| !plain.is_empty()).map(|text| Stretch { text, boxed: false }));
    out
}

fn is_thai(c: char) -> bool {
    ('\u{0E01}'..='\u{0E5B}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "เมื่อวันที่ ๓๐ พฤศจิกายน ๒๕๖๓ หน่วยงานได้นำเทคโนโลยีดิจิทัลและระบบบริการอิเล็กทรอนิกส์มาใช้ในการให้บริการประชาชนขององค์กรปกครองส่วนท้องถิ่น";

    #[test]
    fn stretches_put_together_are_the_text() {
        let whole: String = stretches(SENTENCE, 20.0).iter().map(|stretch| stretch.text).collect();
        assert_eq!(whole, SENTENCE);
    }

    #[test]
    fn no_word_is_cut_by_typst_any_more() {
        let mut seen = String::new();
        let mut allowed = vec![0];
        let words = crate::text::words(SENTENCE);
        let mut boxed = vec![false; words.len()];
        while box_more(&words, &mut boxed, 20.0) {}
        for (word, boxed) in words.iter().zip(&boxed) {
            seen.push_str(if *boxed { "\u{FFFC}" } else { word });
            allowed.push(seen.len());
        }
        for cut in TYPST.segment_str(&seen) {
            assert!(allowed.contains(&cut), "cut inside a word at {cut}: {seen}");
        }
    }

    #[test]
    fn a_text_met_again_is_cut_as_before() {
        let first = stretches(SENTENCE, 7.0);
        assert_eq!(stretches(SENTENCE, 7.0), first);
        assert_eq!(first, find(SENTENCE, 7.0));
    }

    #[test]
    fn text_without_thai_is_left_alone() {
        assert_eq!(stretches("Business Continuity Plan", 20.0).len(), 1);
        assert!(stretches("", 20.0).is_empty());
    }
}
