//! The count and the whole of a share, where the sentence gives them: `3,616 หน่วยงาน (คิดเป็นร้อยละ 43.66) จาก… 8,281`,
//! `๙๐ … จากจำนวนทั้งสิ้น ๑๐๓ … คิดเป็นร้อยละ ๘๗.๓๘`, `ร้อยละ ๖๔.๑๐ (๒๕ … จาก ๓๙ …)`; and the wholes that the paper states.

use crate::dates::dates;
use crate::text::number::{Number, numbers};
use crate::text::numbering::Placed;
use std::collections::BTreeMap;

/// How far a count may stand from its share, in characters.
const NEAR: usize = 110;

/// The units in which wholes are counted.
const NOUNS: &[&str] = &[
    "ส่วนราชการ",
    "หน่วยงาน",
    "จังหวัด",
    "กระบวนงาน",
    "อำเภอ",
    "แห่ง",
    "ราย",
    "คน",
    "งานบริการ",
    "โครงการ",
    "ตำบล",
    "กระทรวง",
    "กรม",
];

/// Scales and measures: what is not counted one by one.
const AMOUNTS: &[&str] =
    &["ล้าน", "แสน", "หมื่น", "พัน", "บาท", "ลบ.", "ลูกบาศก์", "ไร่", "ตัน", "กิโล", "เมตร", "กม.", "องศา", "ดอลลาร์"];

/// The numbers of a stretch of text that can be counts: whole, no part of a date, no year.
fn countable(text: &str, from: usize, to: usize) -> Vec<Number> {
    let slice = text.get(from..to).unwrap_or_default();
    let dated = dates(slice);
    let mut found = numbers(slice);
    found.retain(|number| {
        let nth = dated.partition_point(|dated| dated.start <= number.start);
        let in_date = nth.checked_sub(1).and_then(|nth| dated.get(nth)).is_some_and(|dated| number.end <= dated.end);
        let before = slice[..number.start].trim_end();
        let after = &slice[number.end..];
        let year = number.digits.len() == 4
            && (before.ends_with("พ.ศ.")
                || before.ends_with("ปี")
                || before.ends_with("งบประมาณ")
                || thai::date::MONTHS_TH.iter().any(|month| before.ends_with(month)));
        let glued =
            slice[..number.start].ends_with(['-', '/', '.']) || after.starts_with('/') || before.ends_with("ร้อยละ");
        let percent = after.trim_start().starts_with('%') || after.trim_start().starts_with("เปอร์เซ็นต์");
        let time = ["ชั่วโมง", "วัน", "เดือน", "ปี", "นาที", "ครั้งที่"].iter().any(|unit| after.trim_start().starts_with(unit));
        let amount = AMOUNTS.iter().any(|unit| after.trim_start().starts_with(unit));
        number.whole().is_some()
            && !amount
            && !in_date
            && !year
            && !glued
            && !percent
            && !time
            && !before.ends_with("ข้อ")
            && !before.ends_with("COVID")
    });
    for number in &mut found {
        number.start += from;
        number.end += from;
    }
    found
}

fn near_start(text: &str, at: usize, from: usize) -> usize {
    let start = text[..at].char_indices().rev().nth(NEAR).map_or(0, |(at, _)| at);
    start.max(from)
}

fn near_end(text: &str, at: usize, to: Option<usize>) -> usize {
    let end = text[at..].char_indices().nth(NEAR).map_or(text.len(), |(offset, _)| at + offset);
    end.min(to.unwrap_or(text.len())).max(at)
}

/// Words after which the whole stands.
fn opens_whole(between: &str) -> bool {
    ["จาก", "ของจำนวน", "ของทั้งหมด", "ในจำนวน"].iter().any(|word| between.contains(word))
        || between.trim() == "/"
        || between.trim() == "ใน"
}

/// Count and whole near a share between `start` and `end`; text before `from` and after `to` belongs to its neighbours.
pub fn nearby(text: &str, start: usize, end: usize, from: usize, to: Option<usize>) -> (Option<u64>, Option<u64>) {
    let mut before = countable(text, near_start(text, start, from), start);
    let after = countable(text, end, near_end(text, end, to));
    if let Some(stroke) = stroke(text, near_start(text, start, from), start, end) {
        return stroke;
    }
    // ร้อยละ 64.10 (25 หน่วยงาน จาก 39 หน่วยงาน)
    let bracket = text[end..].trim_start().starts_with('(');
    if bracket
        && let [n, d, ..] = after.as_slice()
        && opens_whole(&text[n.end..d.start])
        && !text[end..n.start].contains(')')
    {
        return (n.whole(), d.whole());
    }
    let last = before.pop();
    let leads = |number: &Number| {
        let between = &text[number.end..start];
        let short = between.chars().count() <= 45;
        short
            && (between.contains("คิดเป็น")
                || between.contains('(')
                || between.contains("หรือ")
                || between.trim().chars().count() <= 9)
    };
    if let Some(n) = last.as_ref().filter(|number| leads(number)) {
        // ๙๐ กระบวนงาน จากจำนวนทั้งสิ้น ๑๐๓ กระบวนงาน คิดเป็นร้อยละ
        if let Some(count) = before.last().filter(|count| opens_whole(&text[count.end..n.start])) {
            return (count.whole(), n.whole());
        }
        // 3,616 หน่วยงาน (คิดเป็นร้อยละ 43.66) จากจำนวนหน่วยงานทั้งหมดที่ต้องจัดทำแผน 8,281 หน่วยงาน
        if let Some(d) = after.first().filter(|d| opens_whole(&text[end..d.start]) && n.whole() <= d.whole()) {
            return (n.whole(), d.whole());
        }
        // จากหน่วยงานทั้งหมด 120 แห่ง ดำเนินการแล้ว 90 แห่ง คิดเป็นร้อยละ 75
        let whole = before.iter().rev().find(|d| is_whole(text, d) && n.whole() <= d.whole());
        return (n.whole(), whole.and_then(Number::whole));
    }
    // ร้อยละ 75 ของหน่วยงานทั้งหมด 120 แห่ง
    let of = after.first().filter(|d| {
        let between = text[end..d.start].trim_start_matches(' ');
        let total = ["ทั้งหมด", "ทั้งสิ้น", "จำนวน"].iter().any(|word| between.trim_end().ends_with(word));
        (between.starts_with("ของ") || between.starts_with("จาก")) && total && between.chars().count() <= 60
    });
    (None, of.and_then(Number::whole))
}

/// `90/103 (87.38%)`, `ร้อยละ 87.38 (90/103)`
fn stroke(text: &str, from: usize, start: usize, end: usize) -> Option<(Option<u64>, Option<u64>)> {
    let to = near_end(text, end, None);
    let ahead = text.get(end..to)?;
    let inner = ahead.trim_start().strip_prefix('(').map(|inner| inner.split(')').next().unwrap_or_default());
    let behind =
        text.get(from..start)?.trim_end_matches([' ', '(', '=']).trim_end_matches("คิดเป็น").trim_end_matches([' ', '(']);
    let tail = behind.rsplit(' ').next().unwrap_or_default();
    for part in [inner.unwrap_or_default(), tail] {
        if let [n, d] = numbers(part).as_slice()
            && part[n.end..d.start].trim() == "/"
            && d.end == part.trim_end().len()
            && n.start == 0
        {
            return Some((n.whole(), d.whole()));
        }
    }
    None
}

fn is_whole(text: &str, number: &Number) -> bool {
    let before = text[..number.start].trim_end();
    let words: String = before.chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
    ["ทั้งสิ้น", "ทั้งหมด", "จำนวน"].iter().any(|word| words.trim_end().ends_with(word)) || words.contains("จาก")
}

/// The wholes that a paper states, by what they count.
#[derive(Debug, Default)]
pub struct Totals {
    by_noun: BTreeMap<&'static str, u64>,
    counts: Vec<(u64, usize)>,
}

impl Totals {
    /// Collects `ทั้งสิ้น ๑๕๓ ส่วนราชการ`, `จาก ๓๙ หน่วยงาน` and the counts of the text.
    pub fn of(placed: &[Placed]) -> Self {
        let mut totals = Self::default();
        for place in placed {
            let text = &place.paragraph.text;
            for number in countable(text, 0, text.len()).into_iter().take(2_000) {
                let Some(value) = number.whole().filter(|value| *value >= 2) else { continue };
                let after = text[number.end..].trim_start();
                let Some(noun) = NOUNS.iter().find(|noun| after.starts_with(**noun)) else { continue };
                totals.counts.push((value, place.paragraph.line_at(number.start)));
                if is_whole(text, &number) {
                    let held = totals.by_noun.entry(noun).or_default();
                    *held = (*held).max(value);
                }
            }
        }
        totals
    }

    /// What the words right before a share count.
    pub fn noun_before(&self, before: &str) -> Option<&'static str> {
        let start = before.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
        let near = &before[start..];
        let place = self.by_noun.keys().filter_map(|noun| near.rfind(noun).map(|at| (at, *noun))).max()?;
        Some(place.1)
    }

    /// The largest whole of that kind that the paper states.
    pub fn largest(&self, noun: &'static str) -> Option<u64> {
        self.by_noun.get(noun).copied()
    }

    /// The counts of the nearest line before `line` that gives any: the text that opens a table.
    pub fn before(&self, line: usize) -> impl Iterator<Item = u64> + '_ {
        let nearest = self.counts.iter().map(|(_, at)| *at).filter(|at| *at < line).max();
        self.counts.iter().filter(move |(_, at)| Some(*at) == nearest).map(|(value, _)| *value)
    }
}
