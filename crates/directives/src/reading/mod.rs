//! A paper as a file: text in any usual encoding or DOCX, bounded, to the lines that the reader takes. A PDF is read by
//! its characters, see [`pdf`]. Nothing of a file is believed before it is measured.

mod docx;
mod pdf;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_874};
use web::Lang;

use crate::text::T;

/// Bytes that a paper may have.
pub const LARGEST: usize = 20 << 20;

/// Why a file gives no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Nothing is in it.
    Empty,
    /// More than [`LARGEST`], or it unfolds to more.
    TooLarge,
    /// The bytes are text in no known encoding.
    Encoding,
    /// A document of Word before 2007.
    OldWord,
    /// A DOCX or PDF that is damaged, or protected.
    Damaged,
    /// A PDF of pictures, or with characters that mean nothing.
    NoText,
}

impl Unreadable {
    /// What to do about it.
    pub fn words(self, lang: Lang) -> &'static str {
        let t = T(lang);
        match self {
            Unreadable::Empty => t.file_empty(),
            Unreadable::TooLarge => t.file_too_large(),
            Unreadable::Encoding => t.file_encoding(),
            Unreadable::OldWord => t.file_old_word(),
            Unreadable::Damaged => t.file_damaged(),
            Unreadable::NoText => t.file_no_text(),
        }
    }
}

/// The text of a paper, one paragraph a line; what the file is, its first bytes say and not its name.
///
/// # Errors
/// See [`Unreadable`].
pub fn text(bytes: &[u8]) -> Result<String, Unreadable> {
    let read = match bytes {
        [] => return Err(Unreadable::Empty),
        _ if bytes.len() > LARGEST => return Err(Unreadable::TooLarge),
        [b'P', b'K', 3, 4, ..] => docx::text(bytes)?,
        [b'%', b'P', b'D', b'F', b'-', ..] => pdf::text(bytes)?,
        [0xD0, 0xCF, 0x11, 0xE0, ..] => return Err(Unreadable::OldWord),
        _ => plain(bytes)?,
    };
    // A database server refuses a zero; no paper means one.
    let read = read.replace('\0', "");
    if read.trim().is_empty() { Err(Unreadable::Empty) } else { Ok(read) }
}

fn plain(bytes: &[u8]) -> Result<String, Unreadable> {
    let decoded = |encoding: &'static encoding_rs::Encoding, bytes: &[u8]| {
        encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
    };
    let read = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => decoded(UTF_8, rest),
        [0xFF, 0xFE, rest @ ..] => decoded(UTF_16LE, rest),
        [0xFE, 0xFF, rest @ ..] => decoded(UTF_16BE, rest),
        _ => decoded(UTF_8, bytes).or_else(|| decoded(WINDOWS_874, bytes)),
    };
    read.ok_or(Unreadable::Encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_in_the_encodings_that_people_have() {
        let words = "เรื่อง รายงานผล";
        assert_eq!(text(words.as_bytes()).as_deref(), Ok(words));
        assert_eq!(text(format!("\u{FEFF}{words}").as_bytes()).as_deref(), Ok(words));
        let (old, _, _) = WINDOWS_874.encode(words);
        assert_eq!(text(&old).as_deref(), Ok(words));
        let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(words.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(text(&wide).as_deref(), Ok(words));
    }

    #[test]
    fn what_is_no_paper_is_refused_with_its_reason() {
        assert_eq!(text(b""), Err(Unreadable::Empty));
        assert_eq!(text(b" \n"), Err(Unreadable::Empty));
        assert_eq!(text(&[0xD0, 0xCF, 0x11, 0xE0, 1]), Err(Unreadable::OldWord));
        assert_eq!(text(b"PK\x03\x04 not a zip"), Err(Unreadable::Damaged));
        assert_eq!(text(b"%PDF-1.7 nothing"), Err(Unreadable::Damaged));
        assert_eq!(text(&vec![b'a'; LARGEST + 1]), Err(Unreadable::TooLarge));
    }
}
