//! Cutting Thai into words, for line breaks, snippets and ranking: the most probable sequence of
//! dictionary words (unigram Viterbi over `reference/thai`).
//!
//! A cut never falls inside a Thai character cluster. Text that no word covers stays together as
//! one segment. Time is linear in the text; the segments joined together are the text, byte by byte.

mod atoms;
mod trie;
mod words;

use atoms::{Atom, Run, runs};
use std::sync::LazyLock;
use trie::Trie;

#[cfg(test)]
pub(crate) use words::built_in_words;

/// Cost of beginning a stretch that is in no dictionary, and of each cluster of it, in nats. Dear
/// enough that a rare word wins, cheap enough that a name is not forced into scraps of words.
const UNKNOWN_START: f32 = 10.0;
const UNKNOWN_ATOM: f32 = 9.0;

/// A word list with probabilities. Building it reads the whole dictionary, so share one: see
/// [`segmenter`].
#[derive(Debug)]
pub struct Segmenter {
    trie: Trie,
}

static SHARED: LazyLock<Segmenter> = LazyLock::new(|| Segmenter::with_words(std::iter::empty::<&str>()));

/// The shared segmenter over the built-in words, made at its first use.
pub fn segmenter() -> &'static Segmenter {
    &SHARED
}

/// [`Segmenter::segments`] of the shared segmenter.
pub fn segments(text: &str) -> Vec<&str> {
    segmenter().segments(text)
}

impl Segmenter {
    /// The built-in words and others, for example the names of organisations and places, which then
    /// stay whole. Only the Thai stretches of an extra word count.
    pub fn with_words<I, S>(extra: I) -> Self
    where
        I: IntoIterator<Item = S>,
        S: AsRef<str>,
    {
        Self { trie: Trie::build(words::weighted(extra)) }
    }

    /// The words of a text in order. Blanks are segments of their own; a stretch that is not Thai
    /// stays whole up to the next blank; abbreviations such as พ.ศ. stay whole.
    pub fn segments<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut out = Vec::with_capacity(text.len() / 12 + 1);
        for run in runs(text) {
            match run {
                Run::Whole(range) => out.extend(text.get(range)),
                Run::Thai { atoms, codes } => {
                    let mut start = atoms.first().map_or(0, |atom| atom.start);
                    for end in self.best_cuts(&atoms, &codes) {
                        out.extend(text.get(start..end));
                        start = end;
                    }
                }
            }
        }
        out
    }

    /// Byte ends of the cheapest sequence of words that covers the atoms.
    fn best_cuts(&self, atoms: &[Atom], codes: &[u8]) -> Vec<usize> {
        let mut lattice = Lattice::new(atoms.len());
        let mut code_start = 0;
        for (at, atom) in atoms.iter().enumerate() {
            lattice.settle(at);
            lattice.extend_unknown(at);
            let mut walk = self.trie.walk();
            let mut from = code_start;
            for (ahead, next) in atoms.iter().enumerate().skip(at) {
                if !walk.step_all(codes.get(from..next.code_end).unwrap_or_default()) {
                    break;
                }
                from = next.code_end;
                if let Some(cost) = walk.cost() {
                    lattice.word(at, ahead + 1, cost);
                }
            }
            code_start = atom.code_end;
        }
        lattice.settle(atoms.len());
        let ends = lattice.ends(atoms.len());
        ends.iter().filter_map(|end| atoms.get(end.checked_sub(1)?)).map(|atom| atom.end).collect()
    }
}

/// The cheapest way to each place between atoms, ended by a word or inside an unknown stretch.
struct Lattice {
    places: Vec<Place>,
}

#[derive(Clone, Copy)]
struct Place {
    /// Cheapest way that ends here with a whole word, and where that word began.
    known: f32,
    known_from: usize,
    /// Cheapest way that ends here inside an unknown stretch, and where that stretch began.
    unknown: f32,
    unknown_from: usize,
    /// The cheaper of the two once every way has been seen.
    best: f32,
    best_from: usize,
}

impl Lattice {
    fn new(atoms: usize) -> Self {
        let far = f32::INFINITY;
        let unseen = Place { known: far, known_from: 0, unknown: far, unknown_from: 0, best: far, best_from: 0 };
        let mut places = vec![unseen; atoms + 1];
        if let Some(start) = places.first_mut() {
            start.known = 0.0;
        }
        Self { places }
    }

    fn settle(&mut self, at: usize) {
        if let Some(place) = self.places.get_mut(at) {
            let known = place.known <= place.unknown;
            place.best = if known { place.known } else { place.unknown };
            place.best_from = if known { place.known_from } else { place.unknown_from };
        }
    }

    fn word(&mut self, from: usize, to: usize, cost: f32) {
        let Some(best) = self.places.get(from).map(|place| place.best) else {
            return;
        };
        if let Some(place) = self.places.get_mut(to)
            && best + cost < place.known
        {
            place.known = best + cost;
            place.known_from = from;
        }
    }

    fn extend_unknown(&mut self, from: usize) {
        let Some(here) = self.places.get(from).copied() else {
            return;
        };
        let begin = here.known + UNKNOWN_START;
        if let Some(next) = self.places.get_mut(from + 1) {
            let (so_far, start) = match here.unknown <= begin {
                true => (here.unknown, here.unknown_from),
                false => (begin, from),
            };
            next.unknown = so_far + UNKNOWN_ATOM;
            next.unknown_from = start;
        }
    }

    /// Atom counts at which the words of the cheapest way end, in order.
    fn ends(&self, last: usize) -> Vec<usize> {
        let mut ends = Vec::new();
        let mut at = last;
        while at > 0 {
            ends.push(at);
            // A way always came from before; the bound only guards the loop.
            at = self.places.get(at).map_or(0, |place| place.best_from).min(at - 1);
        }
        ends.reverse();
        ends
    }
}

#[cfg(test)]
#[path = "segment/tests.rs"]
mod tests;
