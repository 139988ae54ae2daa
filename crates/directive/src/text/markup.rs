//! One printed line to its cells: HTML tags, entities, Markdown and invisible characters taken out, every letter
//! that can be seen left as it was printed (mission 1.8: lists inside table cells, glued pages, mixed digits).

/// What a tag does to the text around it.
const BREAK: char = '\u{E000}';
const CELL: char = '\u{E001}';

/// Longest tag; a `<` without its end within it is a sign of the text.
const LONGEST_TAG: usize = 2_000;

/// A stretch of one line that stands by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Clean text, one blank between words.
    pub text: String,
    /// Column of a table row, 0 for the first and for a line that is no row.
    pub column: usize,
    /// Marked as a heading, by Markdown or HTML.
    pub heading: bool,
    /// Marked as an item of a list.
    pub item: bool,
}

/// The cells of a line, and how many columns it has.
pub fn cells(line: &str) -> (Vec<Cell>, usize) {
    let marked = entities(&tags(&plain(line)));
    let (marked, heading) = markdown(&marked);
    let mut found = Vec::new();
    let columns: Vec<&str> = marked.split([CELL, '\t']).collect();
    // The tag that opens the first cell stands before its text; a tab stands after an empty first cell (D2 L85).
    let leading = usize::from(marked.trim_start_matches([BREAK, ' ']).starts_with(CELL));
    for (column, text) in columns.iter().enumerate() {
        for (nth, piece) in text.split(BREAK).enumerate() {
            let text = squeeze(&thai::normalise::clean(piece));
            if !text.is_empty() {
                found.push(Cell { text, column: column.saturating_sub(leading), heading, item: nth > 0 });
            }
        }
    }
    let width = found.iter().map(|cell| cell.column).collect::<std::collections::BTreeSet<_>>().len();
    (found, width.max(if columns.len() > leading + 1 { 2 } else { width }))
}

/// Blanks of every kind as spaces, the two marks of ours taken out of the text.
fn plain(line: &str) -> String {
    line.chars()
        .filter(|c| *c != BREAK && *c != CELL && *c != '\u{FEFF}')
        .map(|c| if c != '\t' && c.is_whitespace() { ' ' } else { c })
        .collect()
}

fn tags(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let body = &tag[1..];
        let starts = body.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic());
        // A tag that the page cut in two has no end on its line.
        let mut inside = body.char_indices().take(LONGEST_TAG);
        let end = inside.find(|(_, c)| matches!(c, '>' | '<')).filter(|(_, c)| *c == '>').map(|(end, _)| end);
        match end {
            Some(end) if starts => {
                out.extend(mark_of(&body[..end]));
                rest = &body[end + 1..];
            }
            Some(end) if body.starts_with('!') => rest = &body[end + 1..],
            _ => {
                out.push('<');
                rest = body;
            }
        }
    }
    out.push_str(rest);
    out
}

fn mark_of(tag: &str) -> Option<char> {
    let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
    match name.to_ascii_lowercase().as_str() {
        "td" | "th" if !tag.starts_with('/') => Some(CELL),
        "p" | "li" | "ul" | "ol" | "br" | "div" | "tr" | "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
        | "blockquote" | "section" | "dd" | "dt" => Some(BREAK),
        _ => None,
    }
}

fn entities(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let end = from.char_indices().take(12).find(|(_, c)| *c == ';').map(|(end, _)| end);
        match end.and_then(|end| Some((entity(&from[1..end])?, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &from[end + 1..];
            }
            None => {
                out.push('&');
                rest = &from[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    if let Some(code) = name.strip_prefix('#') {
        let code = match code.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => code.parse().ok()?,
        };
        let c = char::from_u32(code)?;
        return Some(if c.is_whitespace() || c == BREAK || c == CELL { ' ' } else { c });
    }
    Some(match name {
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" | "ldquo" | "rdquo" => '"',
        "apos" | "lsquo" | "rsquo" => '\'',
        "ndash" | "mdash" => '–',
        "bull" | "middot" => '•',
        "hellip" => '…',
        "zwj" | "zwnj" | "shy" => '\u{200B}',
        _ => return None,
    })
}

/// Markdown's marks taken out; whether the line is a heading.
fn markdown(line: &str) -> (String, bool) {
    let start = line.trim_start();
    let hashes = start.len() - start.trim_start_matches('#').len();
    let heading = (1..=6).contains(&hashes) && start[hashes..].starts_with(' ');
    let text = if heading { &start[hashes..] } else { line };
    let text = text.replace("**", "").replace("__", "");
    let row = text.trim();
    let pipes = row.matches('|').count();
    if pipes >= 2 || (pipes == 1 && row.contains(" | ")) {
        if row.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ')) {
            return (String::new(), false);
        }
        let inner = row.strip_prefix('|').unwrap_or(row);
        let inner = inner.strip_suffix('|').unwrap_or(inner);
        return (inner.replace('|', "\t"), heading);
    }
    (text.trim_start_matches('>').to_owned(), heading)
}

fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            // Two of the front vowel เ are the vowel แ typed wrongly.
            'เ' if out.ends_with('เ') => {
                out.pop();
                out.push('แ');
            }
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &str) -> Vec<(usize, String)> {
        cells(line).0.into_iter().map(|cell| (cell.column, cell.text)).collect()
    }

    #[test]
    fn a_list_in_a_cell_comes_apart_and_nothing_printed_is_lost() {
        let line = "<p>๕.๑ ก</p>\t<ul style=\"x\"> <li>● ให้ มท.&nbsp;ทำ</li><li>● ข < ค &amp; ง</li></ul>";
        let expected = [(0, "๕.๑ ก"), (1, "● ให้ มท. ทำ"), (1, "● ข < ค & ง")];
        assert_eq!(texts(line), expected.map(|(column, text)| (column, text.to_owned())));
    }

    #[test]
    fn markdown_tables_and_html_tables_give_columns() {
        assert_eq!(texts("| ก | **ข** |"), [(0, "ก".to_owned()), (1, "ข".to_owned())]);
        assert_eq!(texts("|---|:--|"), []);
        assert_eq!(texts("<tr><td>ก</td><td>ข</td></tr>"), [(0, "ก".to_owned()), (1, "ข".to_owned())]);
    }

    #[test]
    fn what_cannot_be_seen_is_taken_out() {
        assert_eq!(texts("\u{FEFF}ก\u{200B}ารท\u{0E4D}\u{0E32}\u{A0}งาน\r"), [(0, "การทำ งาน".to_owned())]);
    }
}
