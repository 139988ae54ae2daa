//! Rows of a label and a percentage under a heading with ร้อยละ (D1 L8-16). The whole is seldom printed: the rows are
//! tried together, and against the counts that the text gives before them; nothing is chosen.

use super::counts::Totals;
use crate::text::number::{digit, numbers};
use crate::text::numbering::Placed;
use crate::warning::{Kind, Warning};
use continuity::figures::{Rounding, check, together};

/// Largest whole that rows are tried with when the text gives none.
const LARGEST: u64 = 10_000;

/// The tables of a paper as they come.
#[derive(Debug, Default)]
pub struct Tables {
    open: bool,
    label: Option<String>,
    tables: Vec<Vec<(usize, String)>>,
}

impl Tables {
    /// The label and the percentage of a row, when the paragraph is one.
    pub fn row(&mut self, place: &Placed) -> Option<(String, String)> {
        let paragraph = &place.paragraph;
        let text = paragraph.text.trim();
        let short = text.chars().count() <= 90;
        let heading =
            short && (text.contains("ร้อยละ") || text.contains('%')) && !text.chars().any(|c| digit(c).is_some());
        if heading {
            self.open = true;
            self.tables.push(Vec::new());
            return None;
        }
        if !self.open {
            return None;
        }
        if paragraph.columns > 1 {
            return self.cell(paragraph.column, text, paragraph.line());
        }
        let last = numbers(text).pop().filter(|number| short && number.end == text.len() && number.start > 0);
        let fits =
            last.as_ref().is_some_and(|number| is_share(&number.digits) && text[..number.start].ends_with([' ', ':']));
        let Some(number) = last.filter(|_| fits) else {
            self.open = self.tables.last().is_some_and(Vec::is_empty) && short;
            return None;
        };
        let label = text[..number.start].trim_end_matches([' ', ':', '-']).to_owned();
        self.keep(paragraph.line(), &number.digits);
        Some((label, number.digits))
    }

    /// A cell of a row: the first names it, a later one of digits only is its share.
    fn cell(&mut self, column: usize, text: &str, line: usize) -> Option<(String, String)> {
        let number = numbers(text).pop().filter(|number| number.start == 0 && number.end == text.len());
        match number {
            Some(number) if column > 0 && is_share(&number.digits) => {
                let label = self.label.clone()?;
                self.keep(line, &number.digits);
                Some((label, number.digits))
            }
            None if !text.ends_with('%') => {
                self.label = Some(text.to_owned());
                None
            }
            _ => None,
        }
    }

    fn keep(&mut self, line: usize, printed: &str) {
        if let Some(rows) = self.tables.last_mut() {
            rows.push((line, printed.to_owned()));
        }
    }

    /// What the rows of each table say together.
    pub fn judge(&self, totals: &Totals, warnings: &mut Vec<Warning>) {
        for rows in self.tables.iter().filter(|rows| rows.len() >= 2).take(40) {
            let Some((first, _)) = rows.first() else { continue };
            let last = rows.last().map_or(*first, |(line, _)| *line);
            let printed: Vec<(&str, Option<u64>)> =
                rows.iter().take(60).map(|(_, printed)| (printed.as_str(), None)).collect();
            let mut stated: Vec<u64> = totals.before(*first).filter(|d| *d >= 10 && *d <= LARGEST).collect();
            stated.sort_unstable();
            stated.dedup();
            for d in stated.iter().rev().take(4).rev() {
                let missed = printed.iter().filter(|(printed, _)| {
                    check(printed, None, Some(*d), 1)
                        .is_ok_and(|judged| judged.check != continuity::figures::FigureCheck::Exact)
                });
                let missed: Vec<&str> = missed.map(|(printed, _)| *printed).collect();
                if !missed.is_empty() {
                    let about = format!(
                        "lines {first}-{last}: no count over {d} gives {} of the {} figures ({})",
                        missed.len(),
                        printed.len(),
                        missed.join(", ")
                    );
                    warnings.push(Warning::new(*first, Kind::Together, &about));
                }
            }
            let largest = stated.first().copied().unwrap_or(LARGEST);
            let list = |rounding| together(&printed, largest, rounding).unwrap_or_default();
            let about = format!(
                "lines {first}-{last}: the whole is not printed; up to {largest} all rows together fit {} rounded, {} cut off",
                said(&list(Rounding::HalfUp)),
                said(&list(Rounding::Truncation))
            );
            warnings.push(Warning::new(*first, Kind::Together, &about));
        }
    }
}

fn is_share(digits: &str) -> bool {
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let value: u64 = whole.parse().unwrap_or(u64::MAX);
    value < 100 && decimals.len() <= 4 || value == 100 && decimals.bytes().all(|b| b == b'0')
}

fn said(fits: &[u64]) -> String {
    match fits {
        [] => "none".to_owned(),
        fits if fits.len() <= 5 => fits.iter().map(u64::to_string).collect::<Vec<_>>().join(", "),
        fits => format!("{} wholes", fits.len()),
    }
}
