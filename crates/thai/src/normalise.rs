//! Two forms of a text: [`clean`] for storing and [`fold`] for searching and comparing.
//!
//! Thai typed on different keyboards or copied out of a PDF looks the same and differs in its code
//! points: tone before vowel, sara am as two characters, เ twice for แ, zero-width spaces between
//! words, old fonts' private glyphs. `clean` repairs only what cannot be seen; `fold` also drops
//! what a reader does not tell apart. Neither may apply NFKC: it takes sara am apart.

use crate::digits::as_ascii_digit;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

const SARA_AA: char = '\u{0E32}';
const SARA_AM: char = '\u{0E33}';
const NIKHAHIT: char = '\u{0E4D}';
const SARA_E: char = '\u{0E40}';
const SARA_AE: char = '\u{0E41}';

/// The form for searching and comparing, never for storing or showing.
///
/// Marks in one order, a mark doubled by mistake once, both spellings of sara am as ำ, เเ as แ,
/// Thai and full-width digits as ASCII, lower case, invisible characters gone, every run of blanks
/// one space, no blank at either end. Folding twice changes nothing.
pub fn fold(text: &str) -> String {
    let typed = settle(visible(text), Doubled::Once);
    // One character for one: İ would become two, and the rule for the final sigma looks at its
    // neighbours, so that a word would fold differently alone and inside a sentence.
    let lowered: String = typed.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect();
    if lowered == typed {
        return squeeze(&lowered);
    }
    // A lower-case letter may have a composed form that its capital lacks.
    squeeze(&settle(lowered, Doubled::Once))
}

/// Without invisible characters, every blank a space, every digit ASCII.
fn visible(text: &str) -> String {
    text.chars()
        .map(standard_glyph)
        .filter(|c| !is_invisible(*c))
        .map(|c| match c {
            c if c.is_whitespace() => ' ',
            c => as_ascii_digit(c).unwrap_or(c),
        })
        .collect()
}

/// One space for a run of them, none at the ends, and แ for เเ.
fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' if out.is_empty() || out.ends_with(' ') => {}
            SARA_E if out.ends_with(SARA_E) => {
                out.pop();
                out.push(SARA_AE);
            }
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The form for storing: the text as typed apart from the order of marks, sara am in one
/// character, Unicode NFC, and characters nobody can see (zero-width, soft hyphen, direction marks,
/// control characters; U+0000 would not even fit in PostgreSQL). Line breaks become `\n`, blanks at
/// both ends go. Letters, digits, case and inner blanks stay. Cleaning twice changes nothing.
pub fn clean(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut chars = text.chars().map(standard_glyph).peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' => kept.push('\n'),
            '\n' | '\t' => kept.push(c),
            c if is_invisible(c) => {}
            c => kept.push(c),
        }
    }
    settle(kept, Doubled::AsTyped).trim().to_owned()
}

/// What happens to a mark that stands twice on one letter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doubled {
    Once,
    AsTyped,
}

/// NFC and Thai mark order together. Each can disturb the other when a foreign combining mark
/// stands among Thai ones, so they take turns until nothing moves.
fn settle(text: String, doubled: Doubled) -> String {
    let mut current = text;
    for _ in 0..8 {
        let composed = match is_nfc_quick(current.chars()) {
            IsNormalized::Yes => current,
            _ => current.nfc().collect(),
        };
        let ordered = order_marks(&composed, doubled);
        if ordered == composed {
            return ordered;
        }
        current = ordered;
    }
    current
}

fn order_marks(text: &str, doubled: Doubled) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = MarkRun::default();
    for c in text.chars() {
        if mark_rank(c).is_some() {
            run.push(c);
        } else if c == SARA_AA && run.open_nikhahit {
            run.join_sara_am();
        } else {
            run.flush(&mut out, doubled);
            out.push(c);
        }
    }
    run.flush(&mut out, doubled);
    out
}

/// The marks on one letter, in the order they came.
#[derive(Default)]
struct MarkRun {
    marks: Vec<char>,
    open_nikhahit: bool,
    joined: bool,
}

impl MarkRun {
    fn push(&mut self, mark: char) {
        self.marks.push(mark);
        self.open_nikhahit |= mark == NIKHAHIT;
    }

    /// ํ … า is ำ, whether the tone came before, between or after.
    fn join_sara_am(&mut self) {
        self.marks.push(SARA_AM);
        self.open_nikhahit = false;
        self.joined = true;
    }

    fn flush(&mut self, out: &mut String, doubled: Doubled) {
        if self.joined {
            self.marks.retain(|mark| *mark != NIKHAHIT);
        }
        if self.marks.len() > 1 {
            self.marks.sort_by_key(|mark| mark_rank(*mark));
            if doubled == Doubled::Once {
                self.marks.dedup();
            }
        }
        out.extend(self.marks.drain(..));
        self.open_nikhahit = false;
        self.joined = false;
    }
}

/// The place of a Thai mark among the marks of one letter: vowel, then tone or silencer, then ำ.
///
/// Phinthu comes first and the lower vowels before the upper short ones so that the order agrees
/// with the combining classes of Unicode, which NFC enforces. Tones share a rank: two different
/// tones on a letter are a slip whose order says which was typed first.
fn mark_rank(c: char) -> Option<u8> {
    Some(match c {
        '\u{0E3A}' => 0,
        '\u{0E31}' => 1,
        '\u{0E34}' => 2,
        '\u{0E35}' => 3,
        '\u{0E36}' => 4,
        '\u{0E37}' => 5,
        '\u{0E38}' => 6,
        '\u{0E39}' => 7,
        '\u{0E47}' => 8,
        NIKHAHIT => 9,
        '\u{0E48}'..='\u{0E4B}' => 10,
        '\u{0E4C}' => 11,
        '\u{0E4E}' => 12,
        SARA_AM => 13,
        _ => return None,
    })
}

/// Whether a cluster is already as [`fold`] would leave it; a cheap test for the segmenter.
pub(crate) fn is_settled(cluster: &str) -> bool {
    let mut last: Option<u8> = None;
    let mut nikhahit = false;
    let mut previous = '\0';
    for c in cluster.chars() {
        if !('\u{0E01}'..='\u{0E4E}').contains(&c) {
            return false;
        }
        let rank = mark_rank(c);
        let in_order = match (last, rank) {
            (Some(before), Some(now)) => before < now,
            _ => true,
        };
        let joins = c == SARA_AA && nikhahit;
        if !in_order || joins || (c == SARA_E && previous == SARA_E) {
            return false;
        }
        nikhahit = c == NIKHAHIT || (nikhahit && rank.is_some());
        last = rank;
        previous = c;
    }
    true
}

/// Characters that leave no trace on paper and only break comparisons.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}'
        | '\u{034F}'
        | '\u{061C}'
        | '\u{180E}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}'
    ) || (c.is_control() && !c.is_whitespace())
}

/// The standard character of a positional glyph of old Thai fonts (U+F700 to U+F71A), which text
/// copied out of older PDFs still carries; every other character unchanged.
pub(crate) fn standard_glyph(c: char) -> char {
    match c {
        '\u{F700}' => 'ฐ',
        '\u{F70F}' => 'ญ',
        '\u{F701}' => '\u{0E34}',
        '\u{F702}' => '\u{0E35}',
        '\u{F703}' => '\u{0E36}',
        '\u{F704}' => '\u{0E37}',
        '\u{F705}' | '\u{F70A}' | '\u{F713}' => '\u{0E48}',
        '\u{F706}' | '\u{F70B}' | '\u{F714}' => '\u{0E49}',
        '\u{F707}' | '\u{F70C}' | '\u{F715}' => '\u{0E4A}',
        '\u{F708}' | '\u{F70D}' | '\u{F716}' => '\u{0E4B}',
        '\u{F709}' | '\u{F70E}' | '\u{F717}' => '\u{0E4C}',
        '\u{F710}' => '\u{0E31}',
        '\u{F711}' => NIKHAHIT,
        '\u{F712}' => '\u{0E47}',
        '\u{F718}' => '\u{0E38}',
        '\u{F719}' => '\u{0E39}',
        '\u{F71A}' => '\u{0E3A}',
        c => c,
    }
}

#[cfg(test)]
#[path = "normalise_tests.rs"]
pub(crate) mod tests;
