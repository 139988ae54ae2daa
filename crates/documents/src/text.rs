//! Digits and line breaks of printed text.

use thai::cluster::clusters;

use crate::font;

/// Turns digits into Thai ones, apart from those in Latin words and codes: `COVID-19`, `T3` and
/// `BCP-2563-0K7Q2` stay, `3,616` and `(2563)` do not.
pub(crate) fn thai_digits(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut token = String::new();
    for c in text.chars() {
        if is_code_character(c) {
            token.push(c);
        } else {
            flush(&mut out, &mut token);
            out.push(c);
        }
    }
    flush(&mut out, &mut token);
    out
}

fn is_code_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | '@' | ',')
}

fn flush(out: &mut String, token: &mut String) {
    if token.contains(|c: char| c.is_ascii_alphabetic()) {
        out.push_str(token);
    } else {
        out.push_str(&thai::digits::to_thai(token));
    }
    token.clear();
}

/// Breaks text into lines of at most `width` ems between words, as a Thai reader expects. A word
/// longer than a line is cut between character clusters; past `most` lines the last one ends with
/// an ellipsis.
pub(crate) fn wrap(text: &str, width: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in words_within(paragraph, width) {
            if font::width(line.trim_end()) + font::width(word.trim_end()) <= width {
                line.push_str(word);
                continue;
            }
            if !line.trim().is_empty() {
                lines.push(std::mem::take(&mut line).trim().to_owned());
            }
            line = cut_long(word.trim_start(), width, &mut lines);
        }
        lines.push(line.trim().to_owned());
    }
    lines.retain(|line| !line.is_empty());
    shorten(&mut lines, width, most.max(1));
    lines
}

/// Words with the marks that must stay at their end (ๆ, ฯ, closing punctuation) joined to them.
pub(crate) fn words(text: &str) -> Vec<&str> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for segment in thai::segment::segments(text) {
        let end = at + segment.len();
        let clings = segment.starts_with(['ๆ', 'ฯ', ')', '”', '’', ']', ',', ';', ':', '.', '!', '?', '%']);
        let opens = out
            .last()
            .and_then(|(start, end)| text.get(*start..*end))
            .is_some_and(|previous| previous.ends_with(['(', '[', '“', '‘', '/', '-']));
        match out.last_mut() {
            Some(last) if clings || opens => last.1 = end,
            _ => out.push((at, end)),
        }
        at = end;
    }
    out.into_iter().filter_map(|(start, end)| text.get(start..end)).collect()
}

/// The words of a text, those wider than `widest` ems parted where a compound has its joint:
/// เทคโนโลยีสารสนเทศ into เทคโนโลยี and สารสนเทศ.
pub(crate) fn words_within(text: &str, widest: f64) -> Vec<&str> {
    let mut out = Vec::new();
    for word in words(text) {
        let mut rest = vec![word];
        while let Some(piece) = rest.pop() {
            match joint(piece).filter(|_| font::width(piece) > widest).and_then(|at| piece.split_at_checked(at)) {
                Some((left, right)) => rest.extend([right, left]),
                None => out.push(piece),
            }
        }
    }
    out
}

/// Longer words are no compounds but text that nobody could segment.
const LONGEST_COMPOUND: usize = 120;

/// Where a compound is joined: both sides are words of their own, as equal in width as can be.
fn joint(word: &str) -> Option<usize> {
    if word.len() > LONGEST_COMPOUND || word.is_ascii() {
        return None;
    }
    let half = font::width(word) / 2.0;
    let mut at = 0;
    let ends = clusters(word).map(|cluster| {
        at += cluster.len();
        at
    });
    let is_word = |part: &str| clusters(part).count() > 2 && thai::segment::segments(part).len() == 1;
    let joints =
        ends.filter(|at| word.split_at_checked(*at).is_some_and(|(left, right)| is_word(left) && is_word(right)));
    let uneven = |at: &usize| word.get(..*at).map_or(half, |left| (font::width(left) - half).abs());
    joints.min_by(|a, b| uneven(a).total_cmp(&uneven(b)))
}

/// Pushes full lines of a word that is longer than a line and returns its rest.
fn cut_long(word: &str, width: f64, lines: &mut Vec<String>) -> String {
    let mut line = String::new();
    for cluster in clusters(word) {
        if !line.is_empty() && font::width(&line) + font::width(cluster) > width {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(cluster);
    }
    line
}

fn shorten(lines: &mut Vec<String>, width: f64, most: usize) {
    if lines.len() <= most {
        return;
    }
    lines.truncate(most);
    if let Some(last) = lines.last_mut() {
        while font::width(last) + font::width("…") > width {
            let Some(start) = clusters(last).last().map(|cluster| last.len() - cluster.len()) else { break };
            if start == 0 {
                break;
            }
            last.truncate(start);
        }
        last.push('…');
    }
}

/// Escapes text for XML content and attributes, leaving out what XML 1.0 cannot hold.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c.is_control() && c < ' ' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_in_latin_codes_stay() {
        assert_eq!(thai_digits("COVID-19 จำนวน 3,616 (ร้อยละ 43.67)"), "COVID-19 จำนวน ๓,๖๑๖ (ร้อยละ ๔๓.๖๗)");
        assert_eq!(thai_digits("ตาราง T3 ปี 2563 อ้างอิง BCP-2563-0K7Q2"), "ตาราง T3 ปี ๒๕๖๓ อ้างอิง BCP-2563-0K7Q2");
        assert_eq!(thai_digits("วันที่ 2-7"), "วันที่ ๒-๗");
    }

    #[test]
    fn lines_are_no_wider_than_asked() {
        let lines = wrap("ย้ายไปปฏิบัติงานที่ศาลากลางจังหวัดและโรงเรียนในพื้นที่ใกล้เคียง", 10.0, 9);
        assert!(lines.len() > 1);
        assert!(lines.iter().all(|line| font::width(line) <= 10.0), "{lines:?}");
        assert_eq!(lines.concat(), "ย้ายไปปฏิบัติงานที่ศาลากลางจังหวัดและโรงเรียนในพื้นที่ใกล้เคียง");
    }

    #[test]
    fn what_does_not_fit_ends_with_an_ellipsis() {
        let lines = wrap("การจัดทำแผนบริหารความพร้อมต่อสภาวะวิกฤตของหน่วยงานของรัฐ", 8.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…') && font::width(&lines[1]) <= 8.0);
    }

    #[test]
    fn a_mark_never_stands_apart_from_its_consonant() {
        let mut lines = Vec::new();
        let rest = cut_long("เที่ยวที่", 0.9, &mut lines);
        lines.push(rest);
        assert!(lines.iter().all(|line| !line.starts_with(['่', 'ี', '้'])), "{lines:?}");
        assert_eq!(lines.concat(), "เที่ยวที่");
    }

    #[test]
    fn a_compound_too_wide_is_parted_at_its_joint() {
        assert_eq!(words_within("เทคโนโลยีสารสนเทศ", 5.5), ["เทคโนโลยี", "สารสนเทศ"]);
        assert_eq!(words_within("พฤศจิกายน", 2.0).concat(), "พฤศจิกายน");
    }

    #[test]
    fn xml_never_carries_control_characters() {
        assert_eq!(escape("ก\u{1}<&\"\u{B}"), "ก&lt;&amp;&quot;");
    }
}
