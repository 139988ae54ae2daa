//! Every share that the paper reports, as printed, with count and whole where the text gives them nearby, judged by
//! [`continuity::figures`] (mission 1.6). Nothing is corrected: 43.66 stays 43.66 and 61.10 stays 61.10.

mod changes;
mod counts;
mod table;

use crate::paper::{Figure, FigureKind, Unsure};
use crate::text::number::{Number, number_at, numbers};
use crate::text::numbering::Placed;
use crate::warning::{Kind, Warning};
use continuity::figures::{DEFAULT_LARGEST, FigureCheck, Judged, check};
use counts::Totals;
use std::collections::{BTreeSet, HashMap};

/// More figures than any paper has; the rest is left out with a warning.
const MOST: usize = 1_500;
/// How many denominators are listed.
const LISTED: usize = 20;

const PER_CENT: &[&str] = &["ร้อยละ", "เปอร์เซ็นต์", "%"];

/// A percentage in a paragraph.
struct Percent {
    /// Where its words begin (`ร้อยละ`) and end.
    start: usize,
    end: usize,
    number: Number,
}

/// The figures of a paper, in the order of the text.
pub fn figures(placed: &[Placed], warnings: &mut Vec<Warning>) -> Vec<Figure> {
    let totals = Totals::of(placed);
    let mut judge = Judge::default();
    let mut found = Vec::new();
    let mut tables = table::Tables::default();
    for place in placed {
        let text = &place.paragraph.text;
        let row = tables.row(place);
        if let Some((label, number)) = row {
            let line = place.paragraph.line();
            let (n, d) = (None, None);
            found.push(judge.figure(label, number, (n, d), None, FigureKind::Share, line, warnings));
        }
        let percents = percents(text);
        let mut noun = None;
        for (nth, percent) in percents.iter().enumerate() {
            if found.len() >= MOST {
                warnings.push(Warning::new(place.paragraph.line(), Kind::TooLong, ""));
                return found;
            }
            let line = place.paragraph.line_at(percent.start);
            let from = nth.checked_sub(1).and_then(|before| percents.get(before)).map_or(0, |before| before.end);
            let label = label(text, percent.start);
            let target = is_target(text, percent.start);
            let pair =
                counts::nearby(text, percent.start, percent.end, from, percents.get(nth + 1).map(|next| next.start));
            noun = totals.noun_before(&text[..percent.start]).or(noun);
            let largest = if pair.1.is_none() { noun.and_then(|noun| totals.largest(noun)) } else { None };
            let growth = pair == (None, None) && is_growth(text, percent.start);
            let kind = match (target, growth) {
                (true, _) => FigureKind::Target,
                (_, true) => FigureKind::Growth,
                _ => FigureKind::Share,
            };
            let pair = if target { (None, None) } else { pair };
            if target && whole_or_more(text, percent) {
                warnings.push(Warning::new(line, Kind::OverAHundred, ending(&text[..percent.end], 30)));
            }
            let figure = judge.figure(label, percent.number.digits.clone(), pair, largest, kind, line, warnings);
            let increase = text[..percent.start].trim_end().ends_with("เพิ่มขึ้น");
            if increase && figure.d.is_some() && figure.check != FigureCheck::Impossible {
                warnings.push(Warning::new(line, Kind::ShareNotIncrease, &figure.printed));
            }
            found.push(figure);
        }
        found.extend(changes::changes(place, warnings));
    }
    tables.judge(&totals, warnings);
    found
}

fn percents(text: &str) -> Vec<Percent> {
    let mut found: Vec<Percent> = Vec::new();
    let mut ends = BTreeSet::new();
    for (start, word) in text.match_indices("ร้อยละ") {
        let from = start + word.len();
        let blanks = text[from..].len() - text[from..].trim_start_matches([' ', ':']).len();
        if let Some(number) = number_at(text, from + blanks) {
            ends.insert(number.end);
            found.push(Percent { start, end: number.end, number });
        }
    }
    for number in numbers(text) {
        let rest = text[number.end..].trim_start_matches(' ');
        let sign = PER_CENT.iter().skip(1).find(|sign| rest.starts_with(**sign));
        if let Some(sign) = sign.filter(|_| !ends.contains(&number.end)) {
            let end = text.len() - rest.len() + sign.len();
            found.push(Percent { start: number.start, end, number });
        }
    }
    found.sort_by_key(|percent| percent.start);
    found
}

/// Characters of the words before a figure that name it, at most.
const LABEL_CHARS: usize = 100;

/// The words before the figure.
fn label(text: &str, at: usize) -> String {
    let before = text[..at].trim_end_matches([' ', '(', '[']);
    let before = before.strip_suffix("คิดเป็น").unwrap_or(before).trim_end_matches([' ', '(', '[']);
    ending(before, LABEL_CHARS).to_owned()
}

/// The last whole words of a text, at most so many characters of them.
fn ending(text: &str, most: usize) -> &str {
    // Words are found from further back, so that the first one kept begins where a word does.
    let from = text.char_indices().rev().nth(2 * most).map_or(0, |(at, _)| at);
    let (mut start, mut chars) = (text.len(), 0);
    for word in thai::segment::segments(&text[from..]).iter().rev() {
        chars += word.chars().count();
        if chars > most {
            break;
        }
        start -= word.len();
    }
    text[start..].trim()
}

/// ไม่น้อยกว่าร้อยละ 90: to be reached, not counted.
fn is_target(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end();
    [
        "ไม่น้อยกว่า",
        "ไม่ต่ำกว่า",
        "ไม่เกิน",
        "ไม่เกินกว่า",
        "อย่างน้อย",
        "เป้าหมาย",
        "ให้ได้",
        "ค่าเป้าหมาย",
        "อย่างต่ำ",
        "ไม่มากกว่า",
        "ให้ถึง",
    ]
    .iter()
    .any(|word| before.ends_with(word))
}

/// เพิ่มขึ้นร้อยละ 7.25: a rate against another year, no part of a whole.
fn is_growth(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end();
    ["เพิ่มขึ้น", "ลดลง", "ขยายตัว", "หดตัว", "เติบโต", "สูงขึ้น", "ขยายตัวเฉลี่ย"].iter().any(|word| before.ends_with(word))
}

/// Judges a figure. A count whose whole would lie beyond what is tried says nothing against the figure.
fn judge(printed: &str, n: Option<u64>, d: Option<u64>, most: u64) -> Option<Judged> {
    let judged = check(printed, n, d, most).ok()?;
    let beyond = d.is_none() && n.is_some_and(|n| n.saturating_mul(100) > most);
    if judged.check == FigureCheck::Impossible && beyond {
        return Some(Judged { check: FigureCheck::NoDenominator, fits: Vec::new(), left_off: 0 });
    }
    Some(judged)
}

fn whole_or_more(text: &str, percent: &Percent) -> bool {
    let at_least =
        ["ไม่น้อยกว่า", "ไม่ต่ำกว่า", "อย่างน้อย"].iter().any(|word| text[..percent.start].trim_end().ends_with(word));
    at_least && percent.number.digits == "100"
}

/// Printed, count, whole, largest.
type Asked = (String, Option<u64>, Option<u64>, u64);

/// Judges figures and remembers what was judged: papers repeat their figures.
#[derive(Default)]
struct Judge {
    judged: HashMap<Asked, Option<Judged>>,
}

impl Judge {
    #[expect(clippy::too_many_arguments, reason = "the columns of one figure")]
    fn figure(
        &mut self,
        label: String,
        printed: String,
        (n, d): (Option<u64>, Option<u64>),
        largest: Option<u64>,
        kind: FigureKind,
        line: usize,
        warnings: &mut Vec<Warning>,
    ) -> Figure {
        let most = largest.unwrap_or(DEFAULT_LARGEST);
        let judged = self.judged.entry((printed.clone(), n, d, most)).or_insert_with(|| judge(&printed, n, d, most));
        let mut figure = Figure {
            label,
            printed,
            n,
            d,
            check: FigureCheck::NoDenominator,
            fits: Vec::new(),
            fits_left_off: 0,
            largest,
            kind,
            line,
            unsure: Vec::new(),
        };
        let Some(judged) = judged else {
            warnings.push(Warning::new(line, Kind::NotAFigure, &figure.printed));
            figure.unsure.push(Unsure::Meaning);
            return figure;
        };
        if matches!(kind, FigureKind::Target | FigureKind::Growth) {
            return figure;
        }
        figure.check = judged.check;
        if d.is_none() && judged.check != FigureCheck::Impossible {
            figure.fits = judged.fits.iter().take(LISTED).map(|(_, d)| *d).collect();
            figure.fits_left_off = judged.left_off + judged.fits.len().saturating_sub(LISTED) as u64;
        }
        match (judged.check, n, d) {
            (FigureCheck::Truncated, Some(n), Some(d)) => {
                let about = format!("{} of {n}/{d}", figure.printed);
                warnings.push(Warning::new(line, Kind::Truncated, &about));
            }
            (FigureCheck::Impossible, Some(n), Some(d)) => {
                let about = format!("{n} of {d} cannot give {}", figure.printed);
                warnings.push(Warning::new(line, Kind::Impossible, &about));
            }
            (FigureCheck::Impossible, _, _) => {
                let about = format!("no whole up to {} gives {}", d.unwrap_or(most), figure.printed);
                warnings.push(Warning::new(line, Kind::Impossible, &about));
            }
            _ => {}
        }
        figure
    }
}
