//! Words of an expression: names in `${}`, texts in quotation marks, numbers, signs and function names.

use super::{Decimal, Refused};

/// One word with where it begins, counted in characters from 1.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub at: usize,
    pub word: Word,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Word {
    /// `${name}`.
    Reference(String),
    /// `'x'` or `"x"`.
    Text(String),
    Number(Decimal),
    /// `and`, `selected`, `count-selected`.
    Name(String),
    /// `( ) , . = != < <= > >= -`.
    Sign(&'static str),
}

const SIGNS: [&str; 11] = ["!=", "<=", ">=", "(", ")", ",", "=", "<", ">", "-", "."];

/// Splits an expression into words.
pub(super) fn words(source: &str) -> Result<Vec<Token>, Refused> {
    let characters: Vec<char> = source.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&c) = characters.get(at) {
        if c.is_whitespace() {
            at += 1;
            continue;
        }
        let (word, length) = word(&characters, at)?;
        found.push(Token { at: at + 1, word });
        at += length;
    }
    Ok(found)
}

/// The word that begins here, with how many characters it takes.
fn word(characters: &[char], at: usize) -> Result<(Word, usize), Refused> {
    let rest = characters.get(at..).unwrap_or_default();
    match rest {
        ['$', '{', inner @ ..] => {
            let end = inner.iter().position(|c| *c == '}').ok_or(Refused::Unclosed { at: at + 1 })?;
            let name: String = inner.iter().take(end).collect();
            Ok((Word::Reference(name.trim().to_owned()), end + 3))
        }
        [quote @ ('\'' | '"'), inner @ ..] => {
            let end = inner.iter().position(|c| c == quote).ok_or(Refused::Unclosed { at: at + 1 })?;
            Ok((Word::Text(inner.iter().take(end).collect()), end + 2))
        }
        [c, ..] if c.is_ascii_digit() => {
            let length = rest.iter().take_while(|c| c.is_ascii_digit() || **c == '.').count();
            let text: String = rest.iter().take(length).collect();
            let number = text.parse().map_err(|_| Refused::Number { at: at + 1, text })?;
            Ok((Word::Number(number), length))
        }
        [c, ..] if c.is_ascii_alphabetic() => {
            let length = rest.iter().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')).count();
            Ok((Word::Name(rest.iter().take(length).collect()), length))
        }
        _ => {
            let begins = |sign: &&&str| sign.chars().enumerate().all(|(n, c)| rest.get(n) == Some(&c));
            let sign = SIGNS.iter().find(begins).copied();
            let unknown = || Refused::Unexpected { at: at + 1, text: rest.iter().take(1).collect() };
            sign.map(|sign| (Word::Sign(sign), sign.len())).ok_or_else(unknown)
        }
    }
}
