//! Lines to paragraphs: a line that the page cut is joined to the one before, catch-lines and page numbers are left
//! out, and every place of a paragraph still knows its line.

use super::marker::{Marker, Style, bullet_at, marker_alone, marker_at};
use super::markup::{Cell, cells};
use super::number::digit;
use crate::warning::{Kind, Warning};

/// A stretch of text that belongs together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Its text without number and bullet, one blank between words.
    pub text: String,
    /// Where each printed line begins in it: byte and line number from 1.
    pub lines: Vec<(usize, usize)>,
    /// Its number.
    pub marker: Option<Marker>,
    /// It stood after a bullet, or as an item of a list.
    pub bullet: bool,
    /// Marked as a heading.
    pub heading: bool,
    /// Column of a table row.
    pub column: usize,
    /// How many columns the row has; 1 for running text.
    pub columns: usize,
    /// It stands in the head of the paper, before its text.
    pub label: bool,
}

impl Paragraph {
    /// The line of a byte of the text.
    pub fn line_at(&self, at: usize) -> usize {
        let nth = self.lines.partition_point(|(start, _)| *start <= at).max(1);
        self.lines.get(nth - 1).map_or(1, |(_, line)| *line)
    }

    /// The first line.
    pub fn line(&self) -> usize {
        self.lines.first().map_or(1, |(_, line)| *line)
    }

    /// The last line.
    pub fn last_line(&self) -> usize {
        self.lines.last().map_or(1, |(_, line)| *line)
    }

    /// Divides it at a byte: what stands before stays, the rest is returned without number or bullet.
    pub fn divide(&mut self, at: usize) -> Paragraph {
        let line = self.line_at(at);
        let rest = self.text.split_off(at);
        self.text.truncate(self.text.trim_end().len());
        let mut lines = vec![(0, line)];
        lines.extend(self.lines.iter().filter(|(start, _)| *start > at).map(|(start, line)| (start - at, *line)));
        self.lines.retain(|(start, _)| *start < at || *start == 0);
        Paragraph {
            text: rest,
            lines,
            marker: None,
            bullet: self.bullet,
            column: self.column,
            columns: self.columns,
            ..Paragraph::default()
        }
    }

    /// Takes `bytes` off its front.
    pub fn strip_front(&mut self, bytes: usize) {
        let line = self.line_at(bytes);
        self.text.drain(..bytes.min(self.text.len()));
        let mut lines = vec![(0, line)];
        lines.extend(self.lines.iter().filter(|(start, _)| *start > bytes).map(|(start, line)| (start - bytes, *line)));
        self.lines = lines;
    }

    fn join(&mut self, text: &str, line: usize) {
        let latin =
            |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || digit(c).is_some() || ".,)%".contains(c));
        let begins = text.chars().next();
        if latin(self.text.chars().next_back()) || latin(begins) || self.text.ends_with("ๆ") {
            self.text.push(' ');
        }
        self.lines.push((self.text.len(), line));
        self.text.push_str(text);
    }
}

/// Words that go on with the sentence of the line before.
const GOES_ON: &[&str] = &[
    "โดย",
    "ผ่าน",
    "และ",
    "หรือ",
    "รวมทั้ง",
    "รวมถึง",
    "เพื่อ",
    "ซึ่ง",
    "ของ",
    "ใน",
    "จาก",
    "แก่",
    "ตาม",
    "เช่น",
    "ได้แก่",
    "กับ",
    "ต่อ",
    "ว่า",
    "ตลอดจน",
    "พร้อมทั้ง",
    "พร้อมกับ",
    "ทำให้",
    "ร่วมกับ",
    "อันเป็น",
    "อันจะ",
];

/// Ends that leave a sentence open.
const LEFT_OPEN: &[&str] = &[
    "ของ",
    "และ",
    "หรือ",
    "โดย",
    "ใน",
    "กับ",
    "แก่",
    "เพื่อ",
    "จาก",
    "ตาม",
    "เช่น",
    "ได้แก่",
    "มอบหมาย",
    "เห็นควร",
    "ให้",
    "(",
    ",",
    "วันที่",
    "เมื่อวันที่",
    "ครั้งที่",
];

/// Ends that leave a long line open; a short one is the head of a table.
const LEFT_OPEN_WHEN_LONG: &[&str] = &["ร้อยละ", "จำนวน", "ข้อ", "ประมาณ"];

/// First words of the lines in the head of a paper.
const LABELS: &[&str] = &[
    "ส่วนราชการ ",
    "ที่ ",
    "วันที่ ",
    "เรื่อง ",
    "เรื่อง:",
    "เรียน ",
    "เรียน:",
    "อ้างถึง",
    "สิ่งที่ส่งมาด้วย",
    "เลขรับ",
    "เลขที่รับ",
    "เวลา ",
    "บันทึกข้อความ",
    "ที่มา",
    "ขอแสดงความนับถือ",
    "จึงเรียนมา",
    "จึงเสนอ",
    "โทร",
    "ด่วน",
    "ลับ",
    "ชั้นความ",
];

/// First words of the text of a paper.
const BEGINS_TEXT: &[&str] = &["คณะรัฐมนตรี", "ครม.", "ด้วย", "ตามที่", "ที่ประชุม", "ในการประชุม", "มติคณะรัฐมนตรี", "มติที่ประชุม"];

/// The paragraphs of a text, and what was left out of it.
pub fn paragraphs(text: &str, warnings: &mut Vec<Warning>) -> Vec<Paragraph> {
    let lines: Vec<&str> = if text.contains('\n') { text.split('\n').collect() } else { text.split('\r').collect() };
    let read: Vec<(Vec<Cell>, usize)> = lines.iter().map(|line| cells(line)).collect();
    let full = full_width(&read);
    let mut out: Vec<Paragraph> = Vec::new();
    let mut blank = true;
    let mut last_width = 0;
    for (at, (cells, columns)) in read.iter().enumerate() {
        let line = at + 1;
        let Some(first) = cells.first() else {
            blank = true;
            continue;
        };
        if *columns <= 1 && cells.len() == 1 {
            if is_page_number(&first.text) {
                continue;
            }
            if is_catch_line(&first.text, &read[at + 1..]) {
                warnings.push(Warning::new(line, Kind::CatchLine, &first.text));
                continue;
            }
            let indented = lines.get(at).is_some_and(|raw| raw.starts_with("  ") || raw.starts_with('\t'));
            if let Some(last) = out.last_mut()
                && last.columns <= 1
                && goes_on(last, first, Seam { blank, indented, last_width, full })
            {
                last.join(&first.text, line);
                last_width = first.text.chars().count();
                blank = false;
                continue;
            }
        }
        // A column of running numbers numbers the cell beside it.
        let mut number = None;
        for cell in cells {
            match marker_alone(&cell.text).filter(|_| *columns > 1 && cell.column == 0) {
                Some(marker) => number = Some(marker),
                None => {
                    let mut paragraph = begin(cell, line, *columns);
                    paragraph.marker = paragraph.marker.or_else(|| number.take());
                    out.push(paragraph);
                }
            }
        }
        last_width = cells.last().map_or(0, |cell| cell.text.chars().count());
        blank = false;
    }
    out.retain(|paragraph| !paragraph.text.is_empty());
    out
}

fn begin(cell: &Cell, line: usize, columns: usize) -> Paragraph {
    let mut text = cell.text.as_str();
    let mut bullet = cell.item;
    if let Some(end) = bullet_at(text) {
        text = &text[end..];
        bullet = true;
    }
    let marker = marker_at(text);
    let label = columns <= 1 && !cell.heading && LABELS.iter().any(|label| text.starts_with(label));
    // "14. เรื่อง …" numbers the papers of a meeting, not the clauses of this one.
    let numbered_subject = marker.as_ref().is_some_and(|(_, end)| text[*end..].starts_with("เรื่อง "));
    let label = label || numbered_subject;
    let (marker, text) = match marker {
        Some((_, end)) if numbered_subject => (None, &text[end..]),
        Some((marker, end)) => (Some(marker), &text[end..]),
        None => (None, text),
    };
    Paragraph {
        text: text.to_owned(),
        lines: vec![(0, line)],
        marker,
        bullet,
        heading: cell.heading,
        column: cell.column,
        columns,
        label,
    }
}

/// What lies between two lines.
struct Seam {
    blank: bool,
    indented: bool,
    last_width: usize,
    /// The width of a full line when the text is cut into lines.
    full: Option<usize>,
}

impl Seam {
    /// The line before is full, and this one stands right below it.
    fn fills(&self) -> bool {
        self.full.is_some_and(|full| self.last_width * 10 >= full * 7) && !self.blank && !self.indented
    }
}

/// The line before opened a bracket that this one closes.
fn in_bracket(last: &str, next: &str) -> bool {
    let opened = last.rfind('(').is_some_and(|open| last.len() - open < 400 && !last[open..].contains(')'));
    let closes = next.find(')').is_some_and(|close| close < 300 && !next[..close].contains('('));
    opened && closes
}

/// `(4)` at the left edge goes on with `(1)` … `(3)` inside the paragraph; `(1)` does when `(2)` is on its line.
fn lists_on(last: &Paragraph, next: &str, marker: &Marker) -> bool {
    let own = last.marker.as_ref().is_some_and(|held| held.style == Style::Bracketed);
    if marker.style != Style::Bracketed || own {
        return false;
    }
    let value = marker.parts.first().copied().unwrap_or(0);
    let (text, other) = if value == 1 { (next, 2) } else { (last.text.as_str(), value.saturating_sub(1)) };
    let arabic = format!("({other})");
    text.contains(&arabic) || text.contains(&thai::digits::to_thai(&arabic))
}

fn goes_on(last: &Paragraph, next: &Cell, seam: Seam) -> bool {
    let begins = next.heading
        || next.item
        || bullet_at(&next.text).is_some()
        || LABELS.iter().any(|label| next.text.starts_with(label))
        || last.heading;
    // In bytes: a Thai letter has three. Counting letters would read a long paragraph again at each of its lines.
    let length = last.text.len();
    let open = LEFT_OPEN.iter().any(|end| last.text.ends_with(end)) && length > 24
        || LEFT_OPEN_WHEN_LONG.iter().any(|end| last.text.ends_with(end)) && length > 120;
    if begins {
        return false;
    }
    if seam.fills() && in_bracket(&last.text, &next.text) {
        return true;
    }
    if let Some((marker, _)) = marker_at(&next.text) {
        // ตามข้อ | ๒.๓ and ร้อยละ | 39.47 are references and amounts that the page cut.
        let cut = !seam.blank && LEFT_OPEN_WHEN_LONG.iter().any(|word| last.text.ends_with(word));
        return cut || seam.fills() && lists_on(last, &next.text, &marker);
    }
    if open {
        return true;
    }
    if seam.blank {
        return false;
    }
    if last.label && seam.full.is_none() {
        return false;
    }
    // The text of a paper begins below its subject; a title that the page cut seldom goes on with these words.
    let cut_title = ["มติ", "ต่อ", "เสนอ", "ประชุม"].iter().any(|end| last.text.ends_with(end));
    if last.label && !cut_title && BEGINS_TEXT.iter().any(|word| next.text.starts_with(word)) {
        return false;
    }
    let order = next.text.starts_with("ให้") || next.text.starts_with("ทั้งนี้") || next.text.starts_with("มอบหมาย");
    let filled = seam.fills() && !last.text.ends_with("ดังนี้") && !last.text.ends_with(':');
    let word = GOES_ON.iter().any(|word| next.text.starts_with(word));
    match seam.full {
        Some(_) => filled && !order || word && !seam.indented && !last.label,
        None => word && next.text.chars().count() > 12,
    }
}

/// The width of a full line of a text that was cut into lines, `None` when each line is a paragraph.
fn full_width(read: &[(Vec<Cell>, usize)]) -> Option<usize> {
    let mut widths: Vec<usize> = read
        .iter()
        .filter(|(cells, columns)| *columns <= 1 && cells.len() == 1)
        .filter_map(|(cells, _)| cells.first().map(|cell| cell.text.chars().count()))
        .collect();
    widths.sort_unstable();
    let longest = widths.last().copied().filter(|_| widths.len() >= 6)?;
    let usual = widths.get(widths.len() * 8 / 10).copied()?;
    (longest <= 150 && usual >= 40).then_some(usual)
}

/// `- ๒ -`, `หน้า 3`, `๕`
fn is_page_number(text: &str) -> bool {
    let inner = text.trim_matches(|c: char| c == '-' || c == '–' || c == '—' || c == ' ' || c == '/');
    let inner = inner.strip_prefix("หน้า").map_or(inner, |rest| rest.trim_start_matches("ที่").trim());
    !inner.is_empty() && inner.chars().count() <= 3 && inner.chars().all(|c| digit(c).is_some())
}

/// The first words of the next page, printed at the foot of this one: `๑.๒ ผลกระทบ...`, `/ทั้งนี้...`
fn is_catch_line(text: &str, after: &[(Vec<Cell>, usize)]) -> bool {
    let Some(words) = ["...", "…", "..", ". . ."].iter().find_map(|dots| text.strip_suffix(dots)) else {
        return false;
    };
    let words = words.trim_matches(|c: char| c == '/' || c == '.' || c == '…' || c == ' ');
    if words.chars().count() > 60 {
        return false;
    }
    let next = after.iter().filter_map(|(cells, _)| cells.first()).filter(|cell| !is_page_number(&cell.text));
    let squeezed = |text: &str| thai::normalise::fold(text).replace(' ', "");
    let words = squeezed(words);
    text.starts_with('/') || (!words.is_empty() && next.take(3).any(|cell| squeezed(&cell.text).starts_with(&words)))
}
