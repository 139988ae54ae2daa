//! Where the words of a query stand in a text, for marking them on the page. It finds what the index
//! finds: across blanks and stops between Thai clusters, whatever the order of marks, and the end of
//! each query part as a prefix.

use super::query_parts;
use super::tokens::{Token, tokens};
use crate::normalise::fold;
use std::ops::Range;

/// The whole of `text` in consecutive byte ranges, each with whether the query matched it.
///
/// The ranges are on character boundaries, never empty, and alternate; an empty text has none.
pub fn highlight(text: &str, query: &str) -> Vec<(Range<usize>, bool)> {
    let folded = fold(query);
    let parts = query_parts(&folded);
    let units: Vec<Token> = tokens(text).collect();
    let mut hits: Vec<Range<usize>> = Vec::new();
    for at in 0..units.len() {
        let here = units.get(at..).unwrap_or_default();
        let longest = parts.iter().filter_map(|part| match_end(here, part)).max();
        if let (Some(first), Some(end)) = (here.first(), longest) {
            match hits.last_mut() {
                Some(last) if first.start <= last.end => last.end = last.end.max(end),
                _ => hits.push(first.start..end),
            }
        }
    }
    cover(text, hits)
}

/// The end in the text of `part` if the units begin with it.
fn match_end(units: &[Token], part: &[Token]) -> Option<usize> {
    let (last_wanted, wanted) = part.split_last()?;
    let found = units.get(..part.len())?;
    let (last_found, found) = found.split_last()?;
    let same = |a: &Token, b: &Token| a.kind == b.kind && a.folded == b.folded;
    let starts_alike = found.iter().zip(wanted).all(|(a, b)| same(a, b));
    let ends_alike = same(last_found, last_wanted)
        || (last_wanted.is_open()
            && last_found.kind == last_wanted.kind
            && last_found.folded.starts_with(last_wanted.folded.as_ref()));
    (starts_alike && ends_alike).then_some(last_found.end)
}

fn cover(text: &str, hits: Vec<Range<usize>>) -> Vec<(Range<usize>, bool)> {
    let mut ranges = Vec::with_capacity(hits.len() * 2 + 1);
    let mut at = 0;
    for hit in hits {
        if at < hit.start {
            ranges.push((at..hit.start, false));
        }
        at = hit.end;
        ranges.push((hit, true));
    }
    if at < text.len() {
        ranges.push((at..text.len(), false));
    }
    ranges
}
