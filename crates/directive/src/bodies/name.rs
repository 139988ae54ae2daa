//! One name at a place in the text, and where it ends.

use super::defined::Defined;
use super::groups::{Group, group_at, group_of};
use super::standing;
use super::words::{HEADS, NOT_BODIES, OFFICERS, VERBS};

/// How sure the reader is of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// In the table or defined by the text.
    Yes,
    /// A group, not one body.
    Group(Group),
    /// An officer, a place or a name that only its first word gives away.
    Guessed,
}

/// A name found in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The byte after it.
    pub end: usize,
    /// As printed.
    pub printed: String,
    /// The name that an abbreviation defined in this text stands for, else as printed.
    pub name: String,
    /// What the table says it means, else as `name`.
    pub means: String,
    /// Whether and how it is known.
    pub known: Known,
    /// A misprint of the table, or (องค์กรมหาชน) for (องค์การมหาชน).
    pub misprint: bool,
}

const LONGEST_NAME: usize = 110;

/// The names that a text may use: the table and its own definitions.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// What the text itself defines.
    pub defined: &'a Defined,
}

impl Names<'_> {
    /// The name that begins at `at`, when one does.
    pub fn at(&self, text: &str, at: usize) -> Option<Found> {
        let rest = text.get(at..)?;
        let known = self.known(rest);
        let group = group_at(rest);
        let found = match (known, group) {
            (Some(known), Some((end, _))) if known.end >= end => Some(known),
            (_, Some((end, group))) => Some(found(rest, end, Known::Group(group))),
            (Some(known), None) => Some(known),
            (None, None) => None,
        };
        let found = match found {
            Some(found) if !matches!(found.known, Known::Group(Group::Provinces)) => Some(found),
            // A governor may be named with the province.
            other => {
                officer(self, rest).filter(|named| other.as_ref().is_none_or(|group| named.end > group.end)).or(other)
            }
        };
        let mut found = found.or_else(|| abbreviation(rest)).or_else(|| guess(self, rest))?;
        found.end += at;
        Some(found)
    }

    /// A province without the word, in a list of provinces: `จังหวัดนครพนม สุรินทร์ ยะลา และตรัง` (D2 L55).
    pub fn province_at(&self, text: &str, at: usize) -> Option<Found> {
        const WORD: &str = "จังหวัด";
        let rest = text.get(at..)?;
        let near: String = rest.chars().take(30).collect();
        let named = format!("{WORD}{near}");
        let (end, meaning) = standing::spellings().longest(&named)?;
        let end = end.checked_sub(WORD.len())?;
        let after = &rest[end..];
        let ends = after.is_empty() || after.starts_with([' ', ',', ')', ';']) || after.starts_with("และ");
        let mut found = found(rest, end, Known::Yes);
        (found.end, found.means) = (at + end, meaning.name.clone());
        (ends && end > 0).then_some(found)
    }

    /// The names of the table, and of the text's own definitions, anywhere in a stretch of text.
    pub fn mentioned(&self, text: &str) -> Vec<Found> {
        let mut all: Vec<Found> = Vec::new();
        let (mut beyond, mut before) = (0, ' ');
        for (at, c) in text.char_indices() {
            if at >= beyond
                && let Some(mut found) = self.known(&text[at..])
            {
                // An abbreviation begins a word; a full name may follow another word without a blank.
                let packed: String = found.printed.chars().filter(|c| !c.is_whitespace()).collect();
                let short = abbreviation_end(&packed) == Some(packed.len());
                let inside_word = short && ('ก'..='๎').contains(&before);
                if !inside_word && all.len() < 60 {
                    found.end += at;
                    beyond = found.end;
                    all.push(found);
                }
            }
            before = c;
        }
        all
    }

    fn known(&self, rest: &str) -> Option<Found> {
        let (mut end, meaning) = match (self.defined.spellings().longest(rest), standing::spellings().longest(rest)) {
            (Some(own), Some(table)) if table.0 > own.0 => table,
            (Some(own), _) => own,
            (None, table) => table?,
        };
        let mut means = meaning.name.clone();
        if let Some((longer, _)) =
            standing::spellings().longest(&rest[end..]).filter(|(_, to)| to.name.starts_with("จังหวัด"))
        {
            // สำนักงานประกันสังคมจังหวัดนครปฐม is not the office of the capital.
            end += longer;
            means = rest[..end].to_owned();
        }
        end = with_kind(rest, end);
        let printed = rest[..end].to_owned();
        let own = self.defined.full_name(&printed);
        let misprint = meaning.misprint || printed.ends_with("(องค์กรมหาชน)");
        Some(Found { end, name: own.unwrap_or(printed.clone()), printed, means, known: Known::Yes, misprint })
    }
}

/// True when a body, an officer or a group can begin here.
pub fn is_head(rest: &str) -> bool {
    HEADS.iter().chain(OFFICERS).any(|head| rest.starts_with(head)) || group_at(rest).is_some()
}

/// `(องค์การมหาชน)`, also misprinted, belongs to the name.
fn with_kind(rest: &str, end: usize) -> usize {
    let after = rest[end..].trim_start_matches(' ');
    for kind in ["(องค์การมหาชน)", "(องค์กรมหาชน)", "(มหาชน)"] {
        if after.starts_with(kind) {
            return rest.len() - after.len() + kind.len();
        }
    }
    end
}

fn found(rest: &str, end: usize, known: Known) -> Found {
    let printed = rest[..end].trim_end().to_owned();
    Found { end, name: printed.clone(), means: printed.clone(), printed, known, misprint: false }
}

/// The bytes of an abbreviation with full stops: `ศอ.บต.`, `กสทช.`; the last stop may be missing after two.
pub fn abbreviation_end(rest: &str) -> Option<usize> {
    let (mut end, mut letters, mut stops, mut total) = (0, 0, 0, 0);
    for (at, c) in rest.char_indices() {
        match c {
            'ก'..='ฮ' if letters < 6 => {
                letters += 1;
                total += 1;
            }
            '.' if letters > 0 => {
                stops += 1;
                letters = 0;
                end = at + 1;
            }
            _ => break,
        }
    }
    let text = rest.get(..end)?;
    (stops > 0 && (2..=10).contains(&total) && !NOT_BODIES.contains(&text)).then_some(end)
}

fn abbreviation(rest: &str) -> Option<Found> {
    abbreviation_end(rest).map(|end| found(rest, end, Known::Guessed))
}

fn officer(names: &Names<'_>, rest: &str) -> Option<Found> {
    let title = OFFICERS.iter().find(|title| rest.starts_with(**title))?;
    // อธิบดีกรมปศุสัตว์: the body begins inside the title.
    for stem in ["กระทรวง", "กรม", "สำนักนายกรัฐมนตรี", "จังหวัด", "กรุงเทพมหานคร", ""]
    {
        let Some(start) = title.strip_suffix(stem).map(str::len).filter(|start| *start > 0) else { continue };
        if let Some(body) = names.known(&rest[start..]) {
            let named = found(rest, start + body.end, Known::Yes);
            // Who heads a body answers for it.
            return Some(Found { means: body.means, ..named });
        }
    }
    if *title == "ผู้อำนวยการ" {
        // ผู้อำนวยการกองจัดทำงบประมาณเขตพื้นที่: verbs are common in names of divisions; only a blank ends one.
        let end = rest.find([' ', '(', ',', ')']).unwrap_or(rest.len());
        return (end > title.len() && end < LONGEST_NAME * 3).then(|| found(rest, end, Known::Guessed));
    }
    if title.ends_with("กระทรวง") || title.ends_with("กรม") || matches!(*title, "เลขาธิการ" | "ประธาน")
    {
        let start = title.len();
        let end = name_end(names, rest, start);
        return (end > start).then(|| found(rest, end, Known::Guessed));
    }
    Some(found(rest, title.len(), Known::Guessed))
}

fn guess(names: &Names<'_>, rest: &str) -> Option<Found> {
    if let Some(officer) = officer(names, rest) {
        return Some(officer);
    }
    let head = HEADS.iter().filter(|head| rest.starts_with(**head)).max_by_key(|head| head.len())?;
    let mut start = head.len();
    // สำนักงาน ศปก. and the like: an office named by an abbreviation.
    let blank = usize::from(rest[start..].starts_with(' '));
    if let Some(end) = abbreviation_end(&rest[start + blank..]).filter(|_| *head == "สำนักงาน" || *head == "กระทรวง")
    {
        return Some(found(rest, start + blank + end, Known::Guessed));
    }
    if *head == "บริษัท" && blank == 1 {
        start += 1;
    }
    let end = with_kind(rest, name_end(names, rest, start));
    if let Some(group) = group_of(&rest[..end]) {
        return Some(found(rest, end, Known::Group(group)));
    }
    (end > start).then(|| found(rest, end, Known::Guessed))
}

/// Where an unknown name ends: at a blank, a sign, a verb, or และ before another body.
fn name_end(names: &Names<'_>, rest: &str, start: usize) -> usize {
    let mut previous_end = start;
    for (offset, c) in rest[start..].char_indices().take(LONGEST_NAME) {
        let at = start + offset;
        let here = &rest[at..];
        let letter = c.is_alphanumeric() || ('\u{0E30}'..='\u{0E4E}').contains(&c) || c == '.';
        if !letter {
            return at;
        }
        if let Some(after) = here.strip_prefix("และ").or_else(|| here.strip_prefix("หรือ")) {
            let after = after.trim_start();
            if is_head(after) || abbreviation_end(after).is_some() || names.known(after).is_some() {
                return at;
            }
        }
        let long_enough = rest[start..at].chars().count() >= 3;
        let in_noun = ["การ", "ความ", "เพื่อการ", "คณะกรรมการ"].iter().any(|noun| rest[..at].ends_with(noun));
        if long_enough && !in_noun && VERBS.iter().any(|verb| here.starts_with(verb)) {
            return at;
        }
        previous_end = at + c.len_utf8();
    }
    previous_end
}
