//! Thai character clusters: a consonant with the vowels and marks that cannot be parted from it.
//!
//! A cluster depends on nothing outside itself, so that the clusters of a word are the same alone
//! and inside unspaced text; search relies on it. The grammar bears text as typed: marks in any
//! order, zero-width characters and the glyphs of old fonts stay with their letter.

use crate::normalise::{is_invisible, standard_glyph};

/// What a character is to the cluster grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// เ แ โ ใ ไ
    Lead,
    /// A consonant, ฤ or ฦ.
    Base,
    /// A vowel, tone or sign above or below the letter.
    Mark,
    /// ะ า ำ ๅ
    Follow,
    /// ๆ
    Repeat,
    /// ฯ
    Abbreviation,
    /// Leaves no trace on paper.
    Invisible,
    /// Anything else.
    Other,
}

pub(crate) fn kind(c: char) -> Kind {
    match standard_glyph(c) {
        '\u{0E01}'..='\u{0E2E}' => Kind::Base,
        '\u{0E40}'..='\u{0E44}' => Kind::Lead,
        '\u{0E31}' | '\u{0E34}'..='\u{0E3A}' | '\u{0E47}'..='\u{0E4E}' => Kind::Mark,
        '\u{0E30}' | '\u{0E32}' | '\u{0E33}' | '\u{0E45}' => Kind::Follow,
        '\u{0E46}' => Kind::Repeat,
        '\u{0E2F}' => Kind::Abbreviation,
        c if is_invisible(c) => Kind::Invisible,
        _ => Kind::Other,
    }
}

/// One piece of a text: a Thai cluster, or a single other character with what clings to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece<'a> {
    pub text: &'a str,
    pub start: usize,
    /// The kind of its first visible character; `Invisible` if it has none.
    pub kind: Kind,
}

impl Piece<'_> {
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether the piece belongs to a Thai word.
    pub fn is_thai(&self) -> bool {
        !matches!(self.kind, Kind::Invisible | Kind::Other)
    }
}

/// The pieces of a text, in order; joined together they are the text.
pub(crate) fn pieces(text: &str) -> Pieces<'_> {
    Pieces { text, at: 0 }
}

/// The Thai clusters of a text and its other characters one by one; joined they are the text.
///
/// `ที่นี่ 1` gives `ที่`, `นี่`, ` `, `1`. Breaking a line inside a cluster would part a mark from its
/// letter.
pub fn clusters(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).map(|piece| piece.text)
}

#[derive(Clone)]
pub(crate) struct Pieces<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let mut state = State::Start;
        let mut first = Kind::Invisible;
        let mut end = rest.len();
        for (offset, c) in rest.char_indices() {
            let kind = kind(c);
            if kind == Kind::Invisible {
                continue;
            }
            match state.after(kind, c) {
                Some(next) => state = next,
                None => {
                    end = offset;
                    break;
                }
            }
            if first == Kind::Invisible {
                first = kind;
            }
        }
        let piece = Piece { text: rest.get(..end)?, start: self.at, kind: first };
        self.at += end;
        Some(piece)
    }
}

/// Where in a cluster the reader stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    /// After a leading vowel; the flag is set after a single เ, which may double to แ.
    Lead {
        may_double: bool,
    },
    /// After the letter: marks and following vowels belong to it.
    Body,
    /// Nothing more belongs.
    Closed,
}

impl State {
    /// The state after a visible character, or `None` if it begins the next piece.
    fn after(self, kind: Kind, c: char) -> Option<Self> {
        match (self, kind) {
            (Self::Start, Kind::Lead) => Some(Self::Lead { may_double: c == 'เ' }),
            (Self::Start | Self::Lead { .. }, Kind::Base) => Some(Self::Body),
            (Self::Start | Self::Lead { .. } | Self::Body, Kind::Mark | Kind::Follow) => Some(Self::Body),
            (Self::Lead { may_double: true }, Kind::Lead) if c == 'เ' => Some(Self::Lead { may_double: false }),
            (Self::Start, _) => Some(Self::Closed),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::fold;
    use crate::normalise::tests::thai_soup;
    use proptest::prelude::*;

    #[test]
    fn marks_and_vowels_stay_with_their_letter() {
        let cases: [(&str, &[&str]); 8] = [
            ("ท้องถิ่น", &["ท้", "อ", "ง", "ถิ่", "น"]),
            ("เทคโนโลยี", &["เท", "ค", "โน", "โล", "ยี"]),
            ("พฤศจิกายน", &["พ", "ฤ", "ศ", "จิ", "กา", "ย", "น"]),
            ("น้ำ", &["น้ำ"]),
            ("เเผน", &["เเผ", "น"]),
            ("เกาะ 1", &["เกาะ", " ", "1"]),
            ("ก\u{200b}็ๆ", &["ก\u{200b}็", "ๆ"]),
            ("ฯลฯ", &["ฯ", "ล", "ฯ"]),
        ];
        for (text, expected) in cases {
            assert_eq!(clusters(text).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn clusters_join_to_the_text(text in prop_oneof![any::<String>(), thai_soup()]) {
            prop_assert_eq!(clusters(&text).collect::<String>(), text);
        }

        #[test]
        fn folding_a_text_is_folding_its_clusters(text in "[ก-ฮะ-ฺเ-๎\u{200b}]{0,24}") {
            prop_assert_eq!(clusters(&text).map(fold).collect::<String>(), fold(&text));
        }
    }
}
