//! Numbers and bullets at the start of a paragraph: `๑.๒`, `ข้อ 3`, `(๑)`, `2)`, `ก.`, `●`.

use super::number::{digit, number_at};

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `3.1`, and `ข้อ 3`: an address in the whole paper.
    Dotted,
    /// `(1)`
    Bracketed,
    /// `1)`
    HalfBracketed,
    /// `ก.`, `(ก)`, `ก)`
    Letter,
}

/// The number of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// How it is written.
    pub style: Style,
    /// Its parts; one for everything but dotted numbers. A letter is its place in the alphabet.
    pub parts: Vec<u16>,
    /// In ASCII digits without brackets or a last point: `5.2`, `1`, `ก`.
    pub label: String,
}

const BULLETS: &[char] =
    &['•', '●', '○', '◦', '▪', '▫', '■', '□', '–', '—', '-', '*', '·', '\u{F0B7}', '➢', '❖', '✓', '►', '‣'];
const LETTERS: &str = "กขคงจฉชซฌญ";

/// Words after a number that make it an amount and not an address.
const UNITS: &[&str] = &[
    "ล้าน",
    "แสน",
    "หมื่น",
    "พันบาท",
    "บาท",
    "คน",
    "ราย",
    "หน่วยงาน",
    "แห่ง",
    "เท่า",
    "ครั้ง",
    "วัน",
    "ปี",
    "เดือน",
    "เมตร",
    "กิโล",
    "ไร่",
    "ตัน",
    "จุด",
    "เปอร์เซ็นต์",
    "กม.",
    "ชั่วโมง",
    "นาที",
    "น.",
    "ลบ.",
    "ตร.",
    "องศา",
    "เมกะ",
    "กระบวนงาน",
    "จังหวัด ",
    "อำเภอ ",
    "ตำบล ",
    "ต่อ",
    "ถึง",
    "และร้อยละ",
    "ล้านบาท",
    "ริกเตอร์",
    "โครงการ ",
];

/// The bullet at the start of `text`: how many bytes it and the blanks after it take.
pub fn bullet_at(text: &str) -> Option<usize> {
    let first = text.chars().next().filter(|c| BULLETS.contains(c))?;
    let rest = &text[first.len_utf8()..];
    let blanks = rest.len() - rest.trim_start().len();
    // A dash needs a blank: `-๒-` is a page number.
    let needs_blank = matches!(first, '-' | '–' | '—' | '*');
    (!rest.trim().is_empty() && (blanks > 0 || !needs_blank)).then(|| first.len_utf8() + blanks)
}

/// The number at the start of `text` and how many bytes it takes with the blanks after it.
pub fn marker_at(text: &str) -> Option<(Marker, usize)> {
    let (marker, end) = read(text)?;
    let rest = &text[end..];
    let after = rest.trim_start();
    let blanks = rest.len() - after.len();
    let amount = UNITS.iter().any(|unit| after.starts_with(unit));
    let fits =
        after.is_empty() || blanks > 0 || after.starts_with(|c: char| c.is_alphabetic() || "เแโใไ“\"(".contains(c));
    let dotted = marker.style == Style::Dotted;
    (fits && !(dotted && amount) && !after.is_empty()).then_some((marker, end + blanks))
}

/// The number that is all of a text, as in the first column of a table: `1`, `๒.`, `3.1`.
pub fn marker_alone(text: &str) -> Option<Marker> {
    let text = text.trim();
    let (marker, end) =
        read(text).or_else(|| dotted(text, 0).map(|(parts, end)| (numbered(Style::Dotted, parts), end)))?;
    (end == text.len()).then_some(marker)
}

fn read(text: &str) -> Option<(Marker, usize)> {
    if let Some(rest) = text.strip_prefix("ข้อที่").or_else(|| text.strip_prefix("ข้อ")) {
        let from = text.len() - rest.trim_start().len();
        let (parts, mut end) = dotted(text, from)?;
        if text[end..].starts_with(['.', ')', ':']) {
            end += 1;
        }
        return Some((numbered(Style::Dotted, parts), end));
    }
    if let Some(rest) = text.strip_prefix('(') {
        let close = rest.char_indices().take(8).find(|(_, c)| *c == ')')?.0;
        if let Some((parts, _)) = dotted(&rest[..close], 0).filter(|(parts, end)| parts.len() > 1 && *end == close) {
            return Some((numbered(Style::Dotted, parts), close + 2));
        }
        return Some((inner(&rest[..close], Style::Bracketed)?, close + 2));
    }
    if text.starts_with(|c: char| digit(c).is_some()) {
        let (parts, end) = dotted(text, 0)?;
        let rest = &text[end..];
        return match parts.len() {
            1 if rest.starts_with(')') => Some((numbered(Style::HalfBracketed, parts), end + 1)),
            1 if rest.starts_with('.') => Some((numbered(Style::Dotted, parts), end + 1)),
            1 => None,
            _ if rest.starts_with(['.', ')']) => Some((numbered(Style::Dotted, parts), end + 1)),
            _ => Some((numbered(Style::Dotted, parts), end)),
        };
    }
    letter(text)
}

fn numbered(style: Style, parts: Vec<u16>) -> Marker {
    let label = parts.iter().map(u16::to_string).collect::<Vec<_>>().join(".");
    Marker { style, parts, label }
}

fn inner(text: &str, style: Style) -> Option<Marker> {
    let text = text.trim();
    if let Some(number) = number_at(text, 0).filter(|number| number.end == text.len() && number.digits.len() <= 2) {
        let value: u16 = number.digits.parse().ok().filter(|value| *value > 0)?;
        return Some(numbered(style, vec![value]));
    }
    let mut chars = text.chars();
    let (first, none) = (chars.next()?, chars.next());
    let place = LETTERS.chars().position(|c| c == first).filter(|_| none.is_none())?;
    Some(Marker { style: Style::Letter, parts: vec![u16::try_from(place).ok()? + 1], label: first.to_string() })
}

/// `ก.` or `ก)` with a blank after it, so that ก.พ. and อ.สามพราน are left alone.
fn letter(text: &str) -> Option<(Marker, usize)> {
    let first = text.chars().next()?;
    let marker = inner(first.encode_utf8(&mut [0; 4]), Style::Letter)?;
    let rest = &text[first.len_utf8()..];
    let sign = rest.starts_with(['.', ')']);
    (sign && rest[1..].starts_with(' ')).then_some((marker, first.len_utf8() + 1))
}

/// Up to five parts of one or two digits without a leading nought, joined by points.
fn dotted(text: &str, from: usize) -> Option<(Vec<u16>, usize)> {
    let mut parts = Vec::new();
    let mut at = from;
    loop {
        let digits: Vec<u32> = text.get(at..)?.chars().map_while(digit).take(3).collect();
        if digits.is_empty() || digits.len() > 2 || digits.first() == Some(&0) || parts.len() == 5 {
            return None;
        }
        parts.push(digits.iter().fold(0u16, |value, digit| value * 10 + u16::try_from(*digit).unwrap_or(0)));
        at += text.get(at..)?.chars().take(digits.len()).map(char::len_utf8).sum::<usize>();
        let more = text[at..].strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| digit(c).is_some()));
        if !more {
            return Some((parts, at));
        }
        at += 1;
    }
}

/// True when a dotted number `next` can stand after `last` without a gap: its first child, its next brother, or the
/// next brother of one of its ancestors.
pub fn follows(last: &[u16], next: &[u16]) -> bool {
    if next.len() == last.len() + 1 {
        return next.starts_with(last) && next.last() == Some(&1);
    }
    let Some((value, parents)) = next.split_last() else { return false };
    last.starts_with(parents) && last.get(parents.len()).is_some_and(|before| before + 1 == *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_style_are_read() {
        let cases = [
            ("๑.๒ ผลกระทบ", "1.2"),
            ("3. แนวทาง", "3"),
            ("3.แนวทาง", "3"),
            ("ข้อ ๑ ให้", "1"),
            ("ข้อ 2. ให้", "2"),
            ("(๑) ให้", "1"),
            ("(ก) ให้", "ก"),
            ("(1.2) ให้", "1.2"),
            ("2) ให้", "2"),
            ("ก. ให้", "ก"),
            ("2.2.1 การ", "2.2.1"),
            ("2.1. การ", "2.1"),
        ];
        for (text, label) in cases {
            assert_eq!(marker_at(text).map(|(marker, _)| marker.label).as_deref(), Some(label), "{text}");
        }
    }

    #[test]
    fn amounts_times_years_and_abbreviations_are_no_addresses() {
        for text in
            ["3.5 ล้านบาท", "09.10 น.", "9.30 น.", "2563. การ", "ก.พ.ร. มี", "๘ 1", "(10.304)", "4.0 ยุค", "1.", "ข้อเสนอ"]
        {
            assert_eq!(marker_at(text), None, "{text}");
        }
    }

    #[test]
    fn a_glued_number_must_follow_the_one_before() {
        assert!(follows(&[1, 4], &[2]) && follows(&[2, 2, 1], &[2, 2, 2]) && follows(&[2, 2, 2], &[3]));
        assert!(follows(&[2], &[2, 1]) && !follows(&[2], &[2, 2]) && !follows(&[1, 4], &[3]));
    }
}
