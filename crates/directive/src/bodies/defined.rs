//! Abbreviations that a text defines for itself: `สำนักงานคณะกรรมการกฤษฎีกา (สคก.)`.

use super::name::{Known, Names, abbreviation_end, is_head};
use super::standing::{Meaning, Spellings, meaning};

/// How far before its bracket a name may begin, in characters.
const LONGEST_NAME: usize = 110;
/// More definitions than any paper has.
const MOST: usize = 400;

/// What a text defines: abbreviation and full name as printed.
#[derive(Debug, Default)]
pub struct Defined {
    pairs: Vec<(String, String)>,
    spellings: Spellings,
}

impl Defined {
    /// Collects the definitions of a text given as paragraphs.
    pub fn collect<'t>(paragraphs: impl Iterator<Item = &'t str>) -> Self {
        let nothing = Defined::default();
        let mut found = Defined::default();
        let mut looked = 0;
        for text in paragraphs {
            for (open, _) in text.match_indices('(') {
                let Some(short) = short_form(&text[open + 1..]) else { continue };
                looked += 1;
                if found.pairs.len() >= MOST || looked > 5 * MOST {
                    return found;
                }
                if let Some(name) = name_before(&nothing, &text[..open]) {
                    found.add(short, name);
                }
            }
        }
        found
    }

    fn add(&mut self, short: &str, name: &str) {
        if self.pairs.iter().any(|(held, _)| held == short) {
            return;
        }
        // "กระทรวงมหาดไทย (ปภ.)" names a department of the ministry, not the ministry.
        let other = |short: &Meaning, long: &Meaning| short.name != long.name;
        if meaning(short).zip(meaning(name)).is_some_and(|(short, long)| other(short, long)) {
            return;
        }
        let means = meaning(name).map_or_else(|| name.to_owned(), |meaning| meaning.name.clone());
        self.spellings.add(name, Meaning { name: means.clone(), abbreviation: false, misprint: false });
        self.spellings.add(short, Meaning { name: means, abbreviation: true, misprint: false });
        self.pairs.push((short.to_owned(), name.to_owned()));
    }

    /// The spellings it adds to the table.
    pub fn spellings(&self) -> &Spellings {
        &self.spellings
    }

    /// The full name for which an abbreviation stands in this text.
    pub fn full_name(&self, short: &str) -> Option<String> {
        self.pairs.iter().find(|(held, _)| held == short).map(|(_, name)| name.clone())
    }
}

/// The abbreviation that fills a bracket: `ก.พ.ร.)`; `สำนักงาน ป.ย.ป.` is a name of its own and is in the table.
fn short_form(inner: &str) -> Option<&str> {
    let end = abbreviation_end(inner)?;
    inner[end..].starts_with(')').then(|| &inner[..end])
}

/// The name that ends right before the bracket: the longest known one, else the nearest first word of a body.
fn name_before<'t>(nothing: &Defined, before: &'t str) -> Option<&'t str> {
    let before = before.trim_end();
    let names = Names { defined: nothing };
    let starts: Vec<usize> = before.char_indices().rev().take(LONGEST_NAME).map(|(at, _)| at).collect();
    let mut nearest = None;
    let mut known = None;
    for at in starts {
        let rest = &before[at..];
        if !is_head(rest) {
            continue;
        }
        match names.at(before, at) {
            // The longest known name: คณะกรรมการกฤษฎีกา ends สำนักงานคณะกรรมการกฤษฎีกา too.
            Some(found) if found.end == before.len() && found.known == Known::Yes => known = Some(rest),
            Some(found) if found.end == before.len() && found.known == Known::Guessed && nearest.is_none() => {
                nearest = Some(rest);
            }
            _ => {}
        }
    }
    known.or(nearest)
}
