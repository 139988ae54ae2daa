//! The word lists: `words_th` (a dictionary), `tnc_freq` (words of the Thai National Corpus with how
//! often each occurs) and the words of continuity planning that both lack or hardly know.

use super::trie::Weighted;
use crate::cluster::{Kind, kind};
use crate::normalise::fold;
use flate2::read::GzDecoder;
use std::io::Read as _;

const DICTIONARY: &[u8] = include_bytes!("../../../../reference/thai/words_th.txt.gz");
const FREQUENCIES: &[u8] = include_bytes!("../../../../reference/thai/tnc_freq.txt.gz");

/// Running words of the corpus, the sum of its frequencies.
const CORPUS_WORDS: f32 = 33_535_658.0;
/// A dictionary word that the corpus lacks counts as this often.
const UNSEEN: f32 = 2.0;
/// An extra word counts as this often: it wins over its parts, not over the common words around it.
const EXTRA: f32 = 1_000.0;
/// A corpus word that no dictionary has must occur this often; below are typing errors and scraps.
const CORPUS_MINIMUM: f32 = 20.0;

const DOMAIN: &str = include_str!("domain.txt");

/// The dictionary, a word a line.
#[cfg(test)]
pub(crate) fn built_in_words() -> String {
    unzipped(DICTIONARY)
}

/// Every word in labels with its cost; one word may come twice.
pub(super) fn weighted<I, S>(extra: I) -> Vec<Weighted>
where
    I: IntoIterator<Item = S>,
    S: AsRef<str>,
{
    let dictionary = unzipped(DICTIONARY);
    let frequencies = unzipped(FREQUENCIES);
    let mut out = Vec::with_capacity(180_000);
    let mut known: Vec<&str> = dictionary.lines().filter(|word| is_thai(word)).collect();
    out.extend(known.iter().map(|word| entry(word, UNSEEN)));
    known.sort_unstable();
    for line in frequencies.lines() {
        let Some((word, count)) = line.split_once('\t') else {
            continue;
        };
        let Ok(count) = count.trim().parse::<f32>() else {
            continue;
        };
        let counts = count >= CORPUS_MINIMUM || known.binary_search(&word).is_ok();
        if is_thai(word) && counts && !is_scrap(word) {
            out.push(entry(word, count.max(UNSEEN)));
        }
    }
    for word in DOMAIN.lines().filter(|line| !line.is_empty()) {
        out.push(entry(word, EXTRA));
    }
    for phrase in extra {
        let folded = fold(phrase.as_ref());
        let thai = folded.split(|c: char| kind(c) == Kind::Other);
        out.extend(thai.filter(|word| !word.is_empty() && !is_scrap(word)).map(|word| entry(word, EXTRA)));
    }
    out
}

fn entry(word: &str, count: f32) -> Weighted {
    Weighted { codes: word.chars().filter_map(code).collect(), cost: (CORPUS_WORDS / count).ln() }
}

/// The label of a Thai letter or sign in the tree.
pub(super) fn code(c: char) -> Option<u8> {
    match kind(c) {
        Kind::Other | Kind::Invisible => None,
        _ => u8::try_from(u32::from(c).checked_sub(0x0E00)?).ok(),
    }
}

fn is_thai(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| code(c).is_some())
}

/// A lone consonant, which corpora list as a word because their texts spell names and initials.
/// Only ณ and ธ are words of running text.
fn is_scrap(word: &str) -> bool {
    let mut chars = word.chars();
    let lone = chars.next().is_some_and(|c| kind(c) == Kind::Base) && chars.next().is_none();
    lone && !matches!(word, "ณ" | "ธ")
}

/// Empty if the built-in data were damaged, which a test excludes.
fn unzipped(data: &[u8]) -> String {
    let mut text = String::new();
    match GzDecoder::new(data).read_to_string(&mut text) {
        Ok(_) => text,
        Err(_) => String::new(),
    }
}
