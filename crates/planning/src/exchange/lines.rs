//! Lines of a stream with a limit on each, so that no input can fill the memory.

use std::io::{self, BufRead};

/// One line.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// Its bytes without the end of line.
    Whole(Vec<u8>),
    /// It was longer than the limit; its rest was passed over.
    TooLong,
}

/// Reads the next line of at most `limit` bytes; `None` at the end.
///
/// # Errors
/// When the stream can't be read.
pub fn next(reader: &mut impl BufRead, limit: usize) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    let (mut too_long, mut any) = (false, false);
    loop {
        let part = match reader.fill_buf() {
            Ok(part) => part,
            Err(problem) if problem.kind() == io::ErrorKind::Interrupted => continue,
            Err(problem) => return Err(problem),
        };
        if part.is_empty() {
            break;
        }
        any = true;
        let end = part.iter().position(|byte| *byte == b'\n');
        let words = part.get(..end.unwrap_or(part.len())).unwrap_or_default();
        if line.len() + words.len() > limit {
            too_long = true;
            line = Vec::new();
        } else if !too_long {
            line.extend_from_slice(words);
        }
        let used = end.map_or(part.len(), |end| end + 1);
        reader.consume(used);
        if end.is_some() {
            break;
        }
    }
    if !any {
        return Ok(None);
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(Some(if too_long { Line::TooLong } else { Line::Whole(line) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str, limit: usize) -> Vec<Line> {
        let mut reader = io::BufReader::with_capacity(3, text.as_bytes());
        std::iter::from_fn(|| next(&mut reader, limit).unwrap()).collect()
    }

    #[test]
    fn lines_come_with_either_end_and_the_last_without() {
        let whole = |text: &str| Line::Whole(text.as_bytes().to_vec());
        assert_eq!(all("ab\r\n\ncdefgh", 10), [whole("ab"), whole(""), whole("cdefgh")]);
    }

    #[test]
    fn a_line_over_the_limit_is_passed_over_and_the_next_is_read() {
        assert_eq!(all("abcdefghij\nok\n", 4), [Line::TooLong, Line::Whole(b"ok".to_vec())]);
    }
}
