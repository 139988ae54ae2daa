//! The units that search counts in: a Thai cluster, a word of letters, a number. Blanks, stops and
//! ฯ are passed over, so that ก.พ.ร. is found by กพร, and ต่าง ๆ by ต่างๆ. Letters and digits part from
//! each other, so that COVID-19 is found by covid19; commas inside a number do not count.

use super::WORD_PREFIX_CHARS;
use crate::cluster::{Kind, Piece, Pieces, pieces};
use crate::digits::as_ascii_digit;
use crate::normalise::{fold, is_settled};
use std::borrow::Cow;
use unicode_normalization::char::is_combining_mark;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Cluster,
    Word,
}

/// A unit with its folded form and its byte range in the text it was read from.
#[derive(Debug, Clone)]
pub(super) struct Token<'a> {
    pub kind: TokenKind,
    pub folded: Cow<'a, str>,
    pub start: usize,
    pub end: usize,
}

impl Token<'_> {
    /// Whether the token, at the end of a query, also finds units that merely begin with it.
    pub fn is_open(&self) -> bool {
        self.kind == TokenKind::Cluster || self.folded.chars().count() >= WORD_PREFIX_CHARS
    }
}

/// The tokens of a text, folded or not.
pub(super) fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, pieces: pieces(text) }
}

pub(super) struct Tokens<'a> {
    text: &'a str,
    pieces: Pieces<'a>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WordClass {
    Letters,
    Digits,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let piece = self.pieces.next()?;
            if piece.kind == Kind::Abbreviation {
                continue;
            }
            if piece.is_thai() {
                return Some(cluster(piece));
            }
            if let Some(class) = word_class(piece) {
                return Some(self.word(piece, class));
            }
        }
    }
}

impl<'a> Tokens<'a> {
    /// The word that begins with `first`, up to a piece of another class.
    fn word(&mut self, first: Piece<'a>, class: WordClass) -> Token<'a> {
        let mut end = first.end();
        let mut ahead = self.pieces.clone();
        while let Some(piece) = ahead.next() {
            let belongs = match word_class(piece) {
                Some(other) => other == class,
                None => class == WordClass::Letters && is_accent(piece),
            };
            if belongs {
                end = piece.end();
                self.pieces = ahead.clone();
            } else if !(class == WordClass::Digits && piece.text == "," && thousand(&ahead)) {
                break;
            }
        }
        let raw = self.text.get(first.start..end).unwrap_or_default();
        let mut folded = fold(raw);
        folded.retain(|c| c != ',');
        Token { kind: TokenKind::Word, folded: Cow::Owned(folded), start: first.start, end }
    }
}

fn cluster(piece: Piece<'_>) -> Token<'_> {
    let folded = match is_settled(piece.text) {
        true => Cow::Borrowed(piece.text),
        false => Cow::Owned(fold(piece.text)),
    };
    Token { kind: TokenKind::Cluster, folded, start: piece.start, end: piece.end() }
}

fn word_class(piece: Piece) -> Option<WordClass> {
    if piece.kind != Kind::Other {
        return None;
    }
    let c = visible(piece)?;
    if as_ascii_digit(c).is_some() {
        Some(WordClass::Digits)
    } else if c.is_alphanumeric() {
        Some(WordClass::Letters)
    } else {
        None
    }
}

fn is_accent(piece: Piece) -> bool {
    piece.kind == Kind::Other && visible(piece).is_some_and(is_combining_mark)
}

fn visible(piece: Piece) -> Option<char> {
    piece.text.chars().find(|c| !crate::normalise::is_invisible(*c))
}

/// Whether exactly three digits follow.
fn thousand(after_comma: &Pieces) -> bool {
    after_comma.clone().take(4).take_while(|piece| word_class(*piece) == Some(WordClass::Digits)).count() == 3
}
