//! The one typeface of every paper: Sarabun with its Thai marks flattened, so that text copied from
//! a PDF is the text that was typed. The unmodified font yields doubled words in common readers; how
//! the files differ from those of `reference/fonts` is told in `fonts/narrow_tones.py`.

use std::sync::LazyLock;

use ttf_parser::Face;

/// The family's name in the font files.
pub(crate) const FAMILY: &str = "SarabunGov";

/// Regular, italic, bold, bold italic.
pub(crate) const FILES: [&[u8]; 4] = [
    include_bytes!("../fonts/SarabunGov_400Regular.ttf"),
    include_bytes!("../fonts/SarabunGov_400Regular_Italic.ttf"),
    include_bytes!("../fonts/SarabunGov_700Bold.ttf"),
    include_bytes!("../fonts/SarabunGov_700Bold_Italic.ttf"),
];

static REGULAR: LazyLock<Option<Face<'static>>> = LazyLock::new(|| Face::parse(FILES[0], 0).ok());

/// Half an em: what a character is taken to be wide when the font does not have it.
const USUAL_WIDTH: f64 = 0.55;

/// The width of a line of text in ems. Marks above and below take none.
pub(crate) fn width(text: &str) -> f64 {
    text.chars().map(char_width).sum()
}

fn char_width(c: char) -> f64 {
    if is_thai_mark(c) {
        return 0.0;
    }
    let advance = REGULAR.as_ref().and_then(|face| {
        let glyph = face.glyph_index(c)?;
        let advance = face.glyph_hor_advance(glyph)?;
        Some(f64::from(advance) / f64::from(face.units_per_em()))
    });
    advance.unwrap_or(USUAL_WIDTH)
}

/// Marks above and below a Thai consonant.
fn is_thai_mark(c: char) -> bool {
    matches!(c, '\u{0E31}' | '\u{0E34}'..='\u{0E3A}' | '\u{0E47}'..='\u{0E4E}')
}

/// The text with every character the typeface lacks replaced by its nearest relative, or a question
/// mark: archival PDF refuses a document with a missing glyph, and one emoji must not cost a plan.
pub(crate) fn printable(text: &str) -> String {
    text.chars().filter_map(nearest).collect()
}

fn nearest(c: char) -> Option<char> {
    if c == '\n' || has(c) {
        return Some(c);
    }
    match c {
        '\t' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{3000}' => Some(' '),
        '✓' | '✔' | '☑' | '✅' => Some('√'),
        '✗' | '✘' | '☒' | '❌' | '✖' => Some('×'),
        '●' | '○' | '◦' | '▪' | '▫' | '■' | '□' | '☐' | '\u{F0B7}' => Some('•'),
        '\u{2010}' | '\u{2011}' | '\u{2015}' => Some('-'),
        '➔' | '➜' | '⇒' => Some('→'),
        // Invisible: joiners, direction marks, variation selectors, soft hyphens, controls.
        '\u{00AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' => None,
        c if c.is_control() => None,
        // Full-width Latin letters and digits.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => Some('?'),
    }
}

fn has(c: char) -> bool {
    !c.is_control() && REGULAR.as_ref().is_some_and(|face| face.glyph_index(c).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_typeface_lacks_is_replaced() {
        assert_eq!(printable("✓ ก\u{200B}ข 😀 ＡＢ"), "√ กข ? AB");
        assert_eq!(printable("เส้นทาง → 5 ≤ 6 “ก” • ฿"), "เส้นทาง → 5 ≤ 6 “ก” • ฿");
    }

    #[test]
    fn marks_take_no_room() {
        assert!((width("ที่") - width("ท")).abs() < 1e-9);
        assert!(width("กรม") > width("กร"));
    }
}
