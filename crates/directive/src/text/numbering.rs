//! Which clause a paragraph belongs to, and numbers that a page glued into the middle of a line (mission 1.8: heading 2
//! at the end of 1.4, 2.2.2 inside the line of 2.2.1).

use super::marker::{Marker, Style, follows, marker_at};
use super::number::digit;
use super::paragraph::Paragraph;
use crate::warning::{Kind, Warning};

/// A paragraph with its place in the numbering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The paragraph.
    pub paragraph: Paragraph,
    /// The number of the clause that begins here.
    pub begins: Option<String>,
    /// The number of the clause it stands in.
    pub under: Option<String>,
}

#[derive(Default)]
struct Numbering {
    /// Parts of the last dotted number.
    dotted: Vec<u16>,
    /// Numbers of other styles below it.
    below: Vec<(Style, u16, String)>,
    seen: std::collections::BTreeSet<String>,
}

/// Words before a number that make it part of a sentence.
const BEFORE_AMOUNTS: &[&str] = &[
    "ร้อยละ",
    "ข้อ",
    "ข้อที่",
    "ที่",
    "จำนวน",
    "ครั้งที่",
    "มาตรา",
    "ประมาณ",
    "ระดับ",
    "เฉลี่ย",
    "กว่า",
    "ถึง",
    "เป็น",
    "วรรค",
    "หมวด",
    "ตาราง",
    "ภาคผนวก",
    "เกิน",
    "ราว",
    "ลำดับ",
    "รุ่น",
    "ปี",
    "และ",
    "หรือ",
    "ตาม",
    "พ.ศ.",
    "เวลา",
    "หน้า",
    "ฉบับที่",
    "ระยะที่",
    "ขั้นที่",
    "=",
    ":",
    "/",
    "-",
    "–",
    "ใน",
    "จาก",
    "กับ",
    "ของ",
    "ไตรมาส",
];

/// Words that begin an order or a resolution, after a number inside a line.
const BEGIN_ORDERS: &[&str] =
    &["ให้", "มอบหมาย", "ขอให้", "เห็นควร", "เห็นชอบ", "รับทราบ", "อนุมัติ", "สั่งการ", "กำชับ", "มอบ", "ทั้งนี้ ให้"];

/// More numbers than were ever glued into one paragraph.
const MOST_IN_ONE: usize = 300;

/// Numbers every paragraph and divides those into which a number was glued.
pub fn place(paragraphs: Vec<Paragraph>, warnings: &mut Vec<Warning>) -> Vec<Placed> {
    let mut numbering = Numbering::default();
    let mut out = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        let mut rest = Some(paragraph);
        let mut divided = 0;
        while let Some(mut current) = rest.take() {
            let begins = current.marker.clone().and_then(|marker| numbering.take(&marker, current.line(), warnings));
            if divided < MOST_IN_ONE
                && let Some(at) = glued(&current.text, &numbering)
            {
                divided += 1;
                let mut next = current.divide(at);
                if let Some((marker, end)) = marker_at(&next.text) {
                    next.strip_front(end);
                    if marker.style == Style::Dotted {
                        warnings.push(Warning::new(next.line(), Kind::GluedHeading, &marker.label));
                    }
                    next.marker = Some(marker);
                    rest = Some(next);
                } else {
                    current.text.push(' ');
                    current.text.push_str(&next.text);
                }
            }
            out.push(Placed { paragraph: current, begins, under: numbering.current() });
        }
    }
    out
}

impl Numbering {
    /// The full number of a marker, which becomes the current one; `None` for a letter out of order.
    fn take(&mut self, marker: &Marker, line: usize, warnings: &mut Vec<Warning>) -> Option<String> {
        let value = *marker.parts.first()?;
        if marker.style == Style::Dotted {
            if marker.parts.len() > 1 {
                let parents = &marker.parts[..marker.parts.len() - 1];
                let parent = parents.iter().map(u16::to_string).collect::<Vec<_>>().join(".");
                if !self.seen.contains(&parent) {
                    warnings.push(Warning::new(line, Kind::MissingHeading, &parent));
                    self.seen.insert(parent);
                }
            }
            self.dotted = marker.parts.clone();
            self.below.clear();
        } else {
            let place = self.below.iter().position(|(style, ..)| *style == marker.style);
            let before = place.and_then(|at| self.below.get(at)).map_or(0, |(_, value, _)| *value);
            if marker.style == Style::Letter && value != before + 1 && value != 1 {
                return None;
            }
            self.below.truncate(place.unwrap_or(self.below.len()));
            self.below.push((marker.style, value, marker.label.clone()));
        }
        let number = self.current()?;
        if !self.seen.insert(number.clone()) {
            warnings.push(Warning::new(line, Kind::RepeatedNumber, &number));
        }
        Some(number)
    }

    fn current(&self) -> Option<String> {
        let mut number = self.dotted.iter().map(u16::to_string).collect::<Vec<_>>().join(".");
        for (_, _, label) in &self.below {
            match number.is_empty() {
                true => number.push_str(label),
                false => number.push_str(&format!("({label})")),
            }
        }
        (!number.is_empty()).then_some(number)
    }

    fn last_of(&self, style: Style) -> Option<u16> {
        self.below.iter().find(|(held, ..)| *held == style).map(|(_, value, _)| *value)
    }
}

/// Where a glued number begins.
fn glued(text: &str, numbering: &Numbering) -> Option<usize> {
    text.match_indices(' ').map(|(blank, _)| blank + 1).find(|at| {
        let rest = &text[*at..];
        if !rest.starts_with(|c: char| digit(c).is_some() || c == '(' || c == 'ข') {
            return false;
        }
        let Some((marker, end)) = marker_at(rest) else { return false };
        let after = &rest[end..];
        let value = marker.parts.first().copied().unwrap_or(0);
        let orders = BEGIN_ORDERS.iter().any(|word| after.starts_with(word));
        let before = text[..*at].trim_end();
        match marker.style {
            Style::Dotted if rest.starts_with('ข') => {
                orders && (value == 1 || follows(&numbering.dotted, &marker.parts)) && !before.ends_with("ตาม")
            }
            Style::Dotted => {
                let first = numbering.dotted.is_empty() && marker.parts == [1] && orders;
                let thai = after.starts_with(|c: char| ('ก'..='ไ').contains(&c));
                (first || !numbering.dotted.is_empty() && follows(&numbering.dotted, &marker.parts))
                    && thai
                    && !BEFORE_AMOUNTS.iter().any(|word| before.ends_with(word))
            }
            Style::Letter => false,
            style => orders && (value == 1 || numbering.last_of(style) == Some(value - 1)),
        }
    })
}
