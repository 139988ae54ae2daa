//! The number of an official letter (ที่), official-document conventions 3.2: a two to four letter
//! body or province code, the owner's number with optional sub-units, ว for a circular letter, and
//! the running number of the calendar year. Some offices print a full stop after the code; it is
//! accepted and never printed.

use crate::digits;
use crate::normalise::fold;
use std::fmt;
use std::str::FromStr;

/// ชั้นความเร็ว, how soon a letter must be dealt with; later is more urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// ด่วน: faster than usual.
    Fast,
    /// ด่วนมาก: fast.
    VeryFast,
    /// ด่วนที่สุด: at once.
    Immediate,
}

impl Urgency {
    /// As stamped on the letter.
    pub fn label_th(self) -> &'static str {
        match self {
            Self::Immediate => "ด่วนที่สุด",
            Self::VeryFast => "ด่วนมาก",
            Self::Fast => "ด่วน",
        }
    }

    /// The class at the start of `text` and what follows it.
    fn split_from(text: &str) -> (Option<Self>, &str) {
        // Longest first: every label starts with the shortest.
        for urgency in [Self::Immediate, Self::VeryFast, Self::Fast] {
            if let Some(rest) = text.strip_prefix(urgency.label_th()) {
                return (Some(urgency), rest.trim_start());
            }
        }
        (None, text)
    }
}

/// A letter's number, in parts. [`fmt::Display`] prints it in Thai digits: `มท ๐๒๐๑.๓/ว ๒๑๐๖`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DocumentNumber {
    urgency: Option<Urgency>,
    code: String,
    owner: String,
    circular: bool,
    running: u32,
}

/// Which part of a document number could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentNumberError {
    /// Nothing but blanks.
    Empty,
    /// No stroke between the owner's number and the running number.
    NoStroke,
    /// The body or province code is not two to four Thai consonants.
    Code,
    /// The owner's number is not four or five digits with sub-units of one to three digits.
    Owner,
    /// The running number is not a whole number from 0 to 4,294,967,295.
    Running,
}

impl fmt::Display for DocumentNumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "no document number given",
            Self::NoStroke => "a document number has a stroke before the running number",
            Self::Code => "the code of the body is two to four Thai consonants",
            Self::Owner => "the owner's number is four or five digits, then .1 to .999",
            Self::Running => "the running number is a whole number",
        })
    }
}

impl std::error::Error for DocumentNumberError {}

impl DocumentNumber {
    /// ชั้นความเร็ว written before the number, if any.
    pub fn urgency(&self) -> Option<Urgency> {
        self.urgency
    }

    /// Code of the body or province, without a full stop: `มท`.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The owner's number in ASCII digits with its sub-units: `0201.3`.
    pub fn owner(&self) -> &str {
        &self.owner
    }

    /// Whether it is a circular letter (ว).
    pub fn is_circular(&self) -> bool {
        self.circular
    }

    /// The running number, restarted each calendar year.
    pub fn running(&self) -> u32 {
        self.running
    }

    /// For storage and search, in ASCII digits: `มท 0201.3/ว 2106`. Without the urgency.
    pub fn in_arabic(&self) -> String {
        let circular = if self.circular { "ว " } else { "" };
        format!("{} {}/{circular}{}", self.code, self.owner, self.running)
    }

    /// As cited in running text, with its urgency: `ด่วนที่สุด ที่ มท ๐๒๐๑.๓/ว ๒๑๐๖`.
    pub fn citation(&self) -> String {
        match self.urgency {
            Some(urgency) => format!("{} ที่ {self}", urgency.label_th()),
            None => format!("ที่ {self}"),
        }
    }
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&digits::to_thai(&self.in_arabic()))
    }
}

impl FromStr for DocumentNumber {
    type Err = DocumentNumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text)
    }
}

/// Reads a document number in Thai or Arabic digits, with or without urgency and `ที่`.
///
/// # Errors
/// The first part that does not fit, see [`DocumentNumberError`].
pub fn parse(text: &str) -> Result<DocumentNumber, DocumentNumberError> {
    let folded = fold(text);
    if folded.is_empty() {
        return Err(DocumentNumberError::Empty);
    }
    let (urgency, rest) = Urgency::split_from(&folded);
    let rest = rest.strip_prefix("ที่").unwrap_or(rest).trim_start();
    let (office, running) = rest.split_once('/').ok_or(DocumentNumberError::NoStroke)?;
    let digits_at = office.find(|c: char| c.is_ascii_digit()).unwrap_or(office.len());
    let (code, owner) = office.split_at(digits_at);
    let running = running.trim_start();
    let (circular, running) = match running.strip_prefix('ว') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, running),
    };
    Ok(DocumentNumber {
        urgency,
        code: read_code(code)?,
        owner: read_owner(owner)?,
        circular,
        running: read_running(running)?,
    })
}

fn read_code(text: &str) -> Result<String, DocumentNumberError> {
    let text = text.trim_end();
    let code = text.strip_suffix('.').unwrap_or(text);
    let consonants = code.chars().all(|c| ('ก'..='ฮ').contains(&c));
    match consonants && (2..=4).contains(&code.chars().count()) {
        true => Ok(code.to_owned()),
        false => Err(DocumentNumberError::Code),
    }
}

fn read_owner(text: &str) -> Result<String, DocumentNumberError> {
    let owner = text.trim_end();
    let digits_only = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let fits = owner.split('.').enumerate().all(|(at, part)| {
        let lengths = if at == 0 { 4..=5 } else { 1..=3 };
        lengths.contains(&part.len()) && digits_only(part)
    });
    match fits {
        true => Ok(owner.to_owned()),
        false => Err(DocumentNumberError::Owner),
    }
}

fn read_running(text: &str) -> Result<u32, DocumentNumberError> {
    match text.bytes().all(|b| b.is_ascii_digit()) {
        true => text.parse().map_err(|_| DocumentNumberError::Running),
        false => Err(DocumentNumberError::Running),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn real_numbers_are_read_and_printed_without_a_full_stop() {
        let cases = [
            ("กษ.๐๖๐๖/๒๕๓", "กษ ๐๖๐๖/๒๕๓", "ที่ กษ ๐๖๐๖/๒๕๓"),
            ("มท ๐๘๑๒/ว ๑๙๖๔", "มท ๐๘๑๒/ว ๑๙๖๔", "ที่ มท ๐๘๑๒/ว ๑๙๖๔"),
            ("ด่วนที่สุด ที่ มท ๐๒๐๑.๓/ว ๒๑๐๖", "มท ๐๒๐๑.๓/ว ๒๑๐๖", "ด่วนที่สุด ที่ มท ๐๒๐๑.๓/ว ๒๑๐๖"),
            ("ด่วนมาก ที่ นร 0505 / 37", "นร ๐๕๐๕/๓๗", "ด่วนมาก ที่ นร ๐๕๐๕/๓๗"),
            ("ที่ นฐ 73104.2.11/ว12", "นฐ ๗๓๑๐๔.๒.๑๑/ว ๑๒", "ที่ นฐ ๗๓๑๐๔.๒.๑๑/ว ๑๒"),
            ("ท\u{0e48}\u{0e35}\u{a0}ศธ\u{200b} 0206/1", "ศธ ๐๒๐๖/๑", "ที่ ศธ ๐๒๐๖/๑"),
        ];
        for (text, printed, cited) in cases {
            let number = parse(text).unwrap();
            assert_eq!(number.to_string(), printed, "{text}");
            assert_eq!(number.citation(), cited, "{text}");
        }
    }

    #[test]
    fn the_parts_are_kept_apart() {
        let number: DocumentNumber = "ด่วนที่สุด ที่ มท ๐๒๐๑.๓/ว ๒๑๐๖".parse().unwrap();
        assert_eq!(number.urgency(), Some(Urgency::Immediate));
        assert_eq!((number.code(), number.owner()), ("มท", "0201.3"));
        assert!(number.is_circular());
        assert_eq!(number.running(), 2106);
        assert_eq!(number.in_arabic(), "มท 0201.3/ว 2106");
        assert!(Urgency::Immediate > Urgency::VeryFast && Urgency::VeryFast > Urgency::Fast);
    }

    #[test]
    fn the_part_that_does_not_fit_is_named() {
        use DocumentNumberError::*;
        let cases = [
            ("  ", Empty),
            ("มท 0812", NoStroke),
            ("ม 0812/1", Code),
            ("มทมทม 0812/1", Code),
            ("MT 0812/1", Code),
            ("มท.. 0812/1", Code),
            ("0812/1", Code),
            ("มท 812/1", Owner),
            ("มท 081234/1", Owner),
            ("มท 0812./1", Owner),
            ("มท 0812.1234/1", Owner),
            ("มท 08 12/1", Owner),
            ("มท/1", Owner),
            ("มท 0812/", Running),
            ("มท 0812/ว", Running),
            ("มท 0812/1/2", Running),
            ("มท 0812/+1", Running),
            ("มท 0812/4294967296", Running),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), Err(expected), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_cited_number_is_read_back(
            text in "(ด่วนที่สุด |ด่วนมาก |ด่วน )?(ที่ )?[ก-ฮ]{2,4}\\.? ?[๐-๙]{4,5}(\\.[0-9]{1,3}){0,2}/(ว ?)?[๐-๙]{1,9}"
        ) {
            let number = parse(&text).unwrap();
            prop_assert_eq!(parse(&number.citation()), Ok(number.clone()));
            prop_assert_eq!(parse(&number.in_arabic()).map(|n| n.to_string()), Ok(number.to_string()));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in prop_oneof![any::<String>(), "[ก-๙0-9./ ]{0,20}"]) {
            let _ = parse(&text).map_err(|error| error.to_string());
        }
    }
}
