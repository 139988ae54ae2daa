//! Search terms for unspaced Thai: pairs of neighbouring clusters, matched as a phrase, the same in
//! both databases. A word is found wherever it stands, without a dictionary having to know it.
//!
//! Terms are ASCII letters and digits only, so that SQLite's `fts5(…, content='',
//! tokenize='ascii')` and PostgreSQL's ready lexemes take them as they are. A Thai character is two
//! hex digits (U+0E01 is `01`), a pair is joined by `x`, a cluster alone starts with `s`, a Latin word
//! or number with `w`, a word of another script with `u`. What fills an index and what asks it must
//! come from the same version of this module.

mod highlight;
mod tokens;

pub use highlight::highlight;

use crate::normalise::fold;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use tokens::{Token, TokenKind, tokens};

/// PostgreSQL keeps no position above this; longer texts must be indexed by section.
const LAST_POSITION: usize = 16_383;
/// A longer query is cut here; what follows could only narrow the result.
const QUERY_TOKENS: usize = 64;
/// Characters of a cluster or word that count. PostgreSQL refuses lexemes over 2 KB.
const CLUSTER_CHARS: usize = 12;
const WORD_CHARS: usize = 40;
/// A Latin word or number of this many characters also finds longer words that begin with it.
const WORD_PREFIX_CHARS: usize = 3;

/// The terms of a text to index, separated by spaces: first the stream that phrases are looked up
/// in, then each distinct cluster of the text once, for queries of a single cluster.
pub fn index_terms(text: &str) -> String {
    let folded = fold(text);
    let tokens: Vec<Token> = tokens(&folded).collect();
    let mut out = stream(&tokens).join(" ");
    for single in singles(&tokens) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&single);
    }
    out
}

/// The same terms as a PostgreSQL `tsvector` literal: `'01x02':1 '02x03':2 's01' 's02' 's03'`.
pub fn tsvector(text: &str) -> String {
    let folded = fold(text);
    let tokens: Vec<Token> = tokens(&folded).collect();
    let mut out = String::new();
    for (at, term) in stream(&tokens).iter().enumerate() {
        // Writing to a String cannot fail.
        let _ = write!(out, "'{term}':{} ", (at + 1).min(LAST_POSITION));
    }
    for single in singles(&tokens) {
        let _ = write!(out, "'{single}' ");
    }
    out.truncate(out.trim_end().len());
    out
}

/// The terms that stand next to each other, in this order, in every text that contains `query`.
/// Empty if there is nothing to search for.
pub fn phrase(query: &str) -> Vec<String> {
    let folded = fold(query);
    let tokens: Vec<Token> = tokens(&folded).take(QUERY_TOKENS).collect();
    stream(&tokens)
}

/// The phrases of what a user typed, one for each part between blanks; a text must contain all of
/// them, in any order.
pub fn phrases(query: &str) -> Vec<Vec<String>> {
    query_parts(&fold(query)).iter().map(|part| stream(part)).collect()
}

/// The `MATCH` text of SQLite FTS5 for what a user typed, `None` if there is nothing to search for.
/// The end of each part matches as a prefix, so that a word half typed is already found.
pub fn fts5_query(query: &str) -> Option<String> {
    let parts: Vec<String> = query_parts(&fold(query))
        .iter()
        .map(|part| {
            let star = if ends_open(part) { "*" } else { "" };
            format!("\"{}\"{star}", stream(part).join(" "))
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join(" AND "))
}

/// The PostgreSQL `tsquery` literal for what a user typed, with the same meaning as
/// [`fts5_query`]: `'01x02' <-> '02x03':* & 'w2563':*`.
pub fn tsquery(query: &str) -> Option<String> {
    let parts: Vec<String> = query_parts(&fold(query))
        .iter()
        .map(|part| {
            let star = if ends_open(part) { ":*" } else { "" };
            let terms: Vec<String> = stream(part).iter().map(|term| format!("'{term}'")).collect();
            format!("{}{star}", terms.join(" <-> "))
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join(" & "))
}

/// The tokens of each part of a folded query, at most [`QUERY_TOKENS`] together.
fn query_parts(folded: &str) -> Vec<Vec<Token<'_>>> {
    let mut room = QUERY_TOKENS;
    let mut parts = Vec::new();
    for part in folded.split(' ') {
        let tokens: Vec<Token> = tokens(part).take(room).collect();
        room -= tokens.len();
        if !tokens.is_empty() {
            parts.push(tokens);
        }
    }
    parts
}

/// Whether the last term of a query part is matched as a prefix. Short Latin words are not: `it`
/// would find every `item`.
fn ends_open(part: &[Token]) -> bool {
    part.last().is_some_and(Token::is_open)
}

fn stream(tokens: &[Token]) -> Vec<String> {
    let mut terms = Vec::with_capacity(tokens.len());
    for run in tokens.chunk_by(|a, b| a.kind == b.kind) {
        match run {
            [only] if only.kind == TokenKind::Cluster => terms.push(single_term(only)),
            run if run.first().is_some_and(|token| token.kind == TokenKind::Cluster) => {
                terms.extend(run.windows(2).filter_map(pair_term));
            }
            words => terms.extend(words.iter().map(word_term)),
        }
    }
    terms
}

fn singles(tokens: &[Token]) -> BTreeSet<String> {
    tokens.iter().filter(|token| token.kind == TokenKind::Cluster).map(single_term).collect()
}

fn single_term(cluster: &Token) -> String {
    let mut term = String::from("s");
    push_cluster(&mut term, cluster);
    term
}

fn pair_term(pair: &[Token]) -> Option<String> {
    let [first, second] = pair else { return None };
    let mut term = String::with_capacity(16);
    push_cluster(&mut term, first);
    term.push('x');
    push_cluster(&mut term, second);
    Some(term)
}

fn push_cluster(term: &mut String, cluster: &Token) {
    for c in cluster.folded.chars().take(CLUSTER_CHARS) {
        push_hex(term, u32::from(c).wrapping_sub(0x0E00));
    }
}

/// The low byte in two hex digits.
fn push_hex(term: &mut String, value: u32) {
    for nibble in [value >> 4, value] {
        term.extend(char::from_digit(nibble & 0xF, 16));
    }
}

fn word_term(word: &Token) -> String {
    if word.folded.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return std::iter::once('w').chain(word.folded.chars().take(WORD_CHARS)).collect();
    }
    let mut term = String::from("u");
    for c in word.folded.chars().take(WORD_CHARS) {
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            push_hex(&mut term, u32::from(byte));
        }
    }
    term
}

#[cfg(test)]
#[path = "search/tests.rs"]
mod tests;
