//! `เพิ่มขึ้น ๓๒๕ งานบริการ (จาก ๒๘๐ งานบริการ …)`: to 325, or by 325? It stays open until a person decides (mission 1.6).

use crate::paper::{Figure, FigureKind, Unsure};
use crate::text::number::{Number, number_at};
use crate::text::numbering::Placed;
use crate::warning::{Kind, Warning};
use continuity::figures::FigureCheck;

const CHANGED: &[(&str, bool)] = &[("เพิ่มขึ้น", true), ("ลดลง", false)];

/// The changes of counts in a paragraph.
pub fn changes(place: &Placed, warnings: &mut Vec<Warning>) -> Vec<Figure> {
    let text = &place.paragraph.text;
    let mut found = Vec::new();
    for (word, up) in CHANGED {
        for (at, _) in text.match_indices(word) {
            let Some((number, from)) = change(text, at + word.len()) else { continue };
            let (Some(value), Some(before)) = (number.whole(), from.whole()) else { continue };
            let line = place.paragraph.line_at(at);
            let by = if *up { before.saturating_add(value) } else { before.saturating_sub(value) };
            // Nothing increases from 77 to 12: then only "by 12" is left.
            let open = if *up { value > before } else { value <= before };
            if open {
                let direction = if *up { "increased" } else { "decreased" };
                let about = format!(
                    "{direction} {value} (from {before}) can mean to {value} or by {value}, which gives {by}: a person decides"
                );
                warnings.push(Warning::new(line, Kind::Ambiguous, &about));
            }
            found.push(Figure {
                label: super::label(text, at),
                printed: number.digits,
                n: None,
                d: None,
                check: FigureCheck::NoDenominator,
                fits: Vec::new(),
                fits_left_off: 0,
                largest: None,
                kind: FigureKind::Change,
                line,
                unsure: if open { vec![Unsure::Meaning] } else { Vec::new() },
            });
        }
    }
    found
}

/// The number right after the word, and the one after "(จาก".
fn change(text: &str, at: usize) -> Option<(Number, Number)> {
    let rest = text[at..].trim_start();
    let rest = rest.strip_prefix("จำนวน").unwrap_or(rest).trim_start();
    let number = number_at(text, text.len() - rest.len())?;
    let after: String = text[number.end..].chars().take(60).collect();
    let place = after.find("(จาก").or_else(|| after.find("จากเดิม"))?;
    let word = if after[place..].starts_with('(') { "(จาก" } else { "จากเดิม" };
    let tail = &text[number.end + place + word.len()..];
    let tail = tail.strip_prefix("เดิม").unwrap_or(tail).trim_start();
    let tail = tail.strip_prefix("จำนวน").unwrap_or(tail).trim_start();
    let from = number_at(text, text.len() - tail.len())?;
    let percent = text[from.end..].trim_start().starts_with('%');
    (!percent).then_some((number, from))
}
