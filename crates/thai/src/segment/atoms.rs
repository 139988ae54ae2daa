//! A text as the segmenter sees it: Thai runs cut into the pieces that may never be parted, and
//! everything else, which it leaves whole.

use super::words::code;
use crate::cluster::{Kind, Piece, pieces};
use crate::normalise::{fold, is_settled};
use std::ops::Range;

/// A stretch of the text.
pub(super) enum Run {
    /// Blanks, a stretch of other scripts and digits, or an abbreviation: byte range.
    Whole(Range<usize>),
    /// Thai, with the labels of all its atoms in one row.
    Thai { atoms: Vec<Atom>, codes: Vec<u8> },
}

/// Clusters that belong together: byte range in the text, and where its labels end in the row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Atom {
    pub start: usize,
    pub end: usize,
    pub code_end: usize,
}

/// Bare consonants that an abbreviation such as อบต. may have before its stop.
const ABBREVIATION_LETTERS: usize = 4;

pub(super) fn runs(text: &str) -> Vec<Run> {
    let pieces: Vec<Piece> = pieces(text).collect();
    let mut out = Vec::new();
    let mut rest = pieces.as_slice();
    let mut after_thai = false;
    while let Some(first) = rest.first() {
        let abbreviation = abbreviation(rest, after_thai);
        let taken = match abbreviation {
            0 if first.is_thai() => thai_length(rest),
            0 => count_while(rest, |piece| !piece.is_thai() && is_blank(piece) == is_blank(first)),
            pieces => pieces,
        };
        let (run, remaining) = rest.split_at_checked(taken.max(1)).unwrap_or((rest, &[]));
        after_thai = first.is_thai();
        if first.is_thai() && abbreviation == 0 {
            out.push(thai(run));
        } else if let Some(last) = run.last() {
            out.push(Run::Whole(first.start..last.end()));
        }
        rest = remaining;
    }
    out
}

/// Thai pieces up to another script or an abbreviation.
fn thai_length(pieces: &[Piece]) -> usize {
    (1..pieces.len())
        .find(|at| match pieces.get(*at..) {
            Some(rest @ [next, ..]) => !next.is_thai() || abbreviation(rest, true) > 0,
            _ => true,
        })
        .unwrap_or(pieces.len())
}

/// How many pieces at the start make an abbreviation: two or more single clusters with a stop each
/// (พ.ศ., เม.ย., ก.พ.ร.) anywhere, or up to four bare consonants with a stop (น., อบต.) where no Thai
/// stands before. 0 if none.
fn abbreviation(pieces: &[Piece], after_thai: bool) -> usize {
    let dotted = pieces
        .chunks_exact(2)
        .take_while(|pair| matches!(pair, [letter, stop] if letter.is_thai() && stop.text == "."))
        .count();
    if dotted >= 2 {
        return dotted * 2;
    }
    if after_thai {
        return 0;
    }
    let within = pieces.get(..ABBREVIATION_LETTERS).unwrap_or(pieces);
    let bare = count_while(within, |piece| piece.kind == Kind::Base && is_bare(piece));
    let stopped = pieces.get(bare).is_some_and(|piece| piece.text == ".");
    if bare > 0 && stopped { bare + 1 } else { 0 }
}

fn thai(run: &[Piece]) -> Run {
    let mut atoms: Vec<Atom> = Vec::with_capacity(run.len());
    let mut codes = Vec::with_capacity(run.len() * 3);
    let mut previous: Option<&Piece> = None;
    for piece in run {
        if is_settled(piece.text) {
            codes.extend(piece.text.chars().filter_map(code));
        } else {
            codes.extend(fold(piece.text).chars().filter_map(code));
        }
        let joined = previous.is_some_and(|before| belongs_together(before, piece));
        match atoms.last_mut() {
            Some(atom) if joined => {
                atom.end = piece.end();
                atom.code_end = codes.len();
            }
            _ => atoms.push(Atom { start: piece.start, end: piece.end(), code_end: codes.len() }),
        }
        previous = Some(piece);
    }
    Run::Thai { atoms, codes }
}

/// Whether spelling alone says that no word ends between two clusters: a silenced letter never
/// begins a word, and ั ื ็, เ-ิ and เ-ี are never without a final letter (ก็ excepted).
fn belongs_together(before: &Piece, piece: &Piece) -> bool {
    if piece.kind == Kind::Base && piece.text.contains('\u{0E4C}') {
        return true;
    }
    if piece.kind != Kind::Base || before.text.ends_with(['ะ', 'า', 'ำ']) {
        return false;
    }
    let has = |marks: &[char]| before.text.contains(marks);
    has(&['\u{0E31}', '\u{0E37}'])
        || (has(&['\u{0E47}']) && before.text != "ก็")
        || (before.text.starts_with('เ') && has(&['\u{0E34}', '\u{0E35}']))
}

fn is_bare(piece: &Piece) -> bool {
    piece.text.chars().nth(1).is_none()
}

fn is_blank(piece: &Piece) -> bool {
    piece.text.chars().next().is_some_and(char::is_whitespace)
}

fn count_while(pieces: &[Piece], belongs: impl Fn(&Piece) -> bool) -> usize {
    pieces.iter().take_while(|piece| belongs(piece)).count()
}
