//! Rules of cabinet decisions: reading a paper into clauses, recommendations, opinions, figures and dates; who is
//! obliged; what has become of it (issue "Decisions followed to the end"; mission A19-A23, B1-B22; contracts
//! `import directive`).
//!
//! Nothing here reads a clock, a database or a file, and no text makes it panic. Nothing is invented: names and figures
//! stand in the text as printed, codes come from the caller's register, and what is unsure is marked for a person.

pub mod bodies;
mod cadence;
mod columns;
pub mod dates;
mod figures;
pub mod follow;
mod header;
pub mod obligation;
mod opinions;
mod orders;
pub mod paper;
mod recommendations;
mod text;
pub mod warning;

pub use bodies::{Bodies, NoRegister, Register};
pub use paper::Paper;
pub use warning::Warning;

use bodies::defined::Defined;
use bodies::name::Names;
use paper::Clause;
use recommendations::Context;
use text::numbering::{Placed, place};
use text::paragraph::{Paragraph, paragraphs};
use warning::Kind;

/// How much of a text is read, in bytes: some 400 pages.
pub const LONGEST: usize = 4 * 1024 * 1024;

/// Reads a cabinet paper, or a memo that relays one, as a draft that a person confirms. Any text gives a paper; one that
/// is none gives an empty one with warnings.
pub fn read(text: &str, bodies: &dyn Bodies) -> Paper {
    let mut warnings = Vec::new();
    let text = within(text, &mut warnings);
    let paragraphs = paragraphs(text, &mut warnings);
    let defined = Defined::collect(paragraphs.iter().map(|paragraph| paragraph.text.as_str()));
    let names = Names { defined: &defined };
    let header = header::header(&names, &paragraphs, &mut warnings);
    let days = all_dates(&paragraphs, &mut warnings);
    let placed = place(paragraphs, &mut warnings);
    let context = Context { names, bodies };
    let recommendations = recommendations::recommendations(&context, &placed, &mut warnings);
    let opinions = opinions::opinions(&context, &placed, &recommendations, &mut warnings);
    let figures = figures::figures(&placed, &mut warnings);
    warnings.sort();
    warnings.dedup();
    Paper {
        title: header.title,
        subject: header.subject,
        cabinet_date: header.cabinet_date,
        relayed_by: header.relayed_by,
        document_number: header.number.as_ref().map(thai::document_number::DocumentNumber::in_arabic),
        document_number_th: header.number.as_ref().map(ToString::to_string),
        urgency: header.urgency,
        document_date: header.date,
        clauses: clauses(&placed),
        recommendations,
        opinions,
        figures,
        dates: days,
        warnings,
    }
}

fn within<'t>(text: &'t str, warnings: &mut Vec<Warning>) -> &'t str {
    if text.len() <= LONGEST {
        return text;
    }
    let end = (0..=LONGEST).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let line = text[..end].matches('\n').count() + 1;
    warnings.push(Warning::new(line, Kind::TooLong, ""));
    &text[..end]
}

fn all_dates(paragraphs: &[Paragraph], warnings: &mut Vec<Warning>) -> Vec<dates::Date> {
    let mut days = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for paragraph in paragraphs {
        for dated in dates::dates(&paragraph.text) {
            if dated.days.is_empty() {
                let words = &paragraph.text[dated.start..dated.end];
                warnings.push(Warning::new(paragraph.line_at(dated.start), Kind::UnreadableDate, words));
            }
            days.extend(dated.days.into_iter().filter(|day| seen.insert(*day)));
        }
    }
    days
}

fn clauses(placed: &[Placed]) -> Vec<Clause> {
    let mut found: Vec<Clause> = Vec::new();
    for place in placed {
        let line = place.paragraph.line();
        if let Some(number) = &place.begins {
            let text = place.paragraph.text.clone();
            found.push(Clause { number: number.clone(), text, line, to_line: place.paragraph.last_line() });
        } else if let Some(last) = found.last_mut() {
            last.to_line = last.to_line.max(place.paragraph.last_line());
        }
    }
    found
}
