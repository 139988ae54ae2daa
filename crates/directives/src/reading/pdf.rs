//! The text of a PDF by what it says its marks stand for (`ActualText`), else by the characters that its fonts say they
//! draw, put together to lines and paragraphs by where they stand. A scanned page has none and is refused; nothing is recognised from pictures. Bounded in pages and characters,
//! and a page that the reader can't follow costs that page only.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask,
    font::Glyph,
    hayro_cmap::BfString,
    hayro_syntax::{Pdf, content::ops::TypedInstruction, object, page::Page},
    interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect};

use super::Unreadable;

/// Pages that are read.
const PAGES: usize = 500;
/// Characters that are kept.
const CHARACTERS: usize = 3_000_000;

pub(super) fn text(bytes: &[u8]) -> Result<String, Unreadable> {
    let bytes = bytes.to_vec();
    // The reader is of others, and the file of anybody: whatever it does, this request alone ends.
    let read = catch_unwind(AssertUnwindSafe(move || pages(bytes)));
    let text = read.map_err(|_| Unreadable::Damaged)??;
    if text.trim().is_empty() { Err(Unreadable::NoText) } else { Ok(text) }
}

fn pages(bytes: Vec<u8>) -> Result<String, Unreadable> {
    let pdf = Pdf::new(bytes).map_err(|_| Unreadable::Damaged)?;
    let cache = InterpreterCache::new();
    let mut out = String::new();
    let mut left = CHARACTERS;
    for page in pdf.pages().iter().take(PAGES) {
        let mut letters = Letters { found: Vec::new(), left, meant: meant(page), begun: 0, within: Vec::new() };
        let frame = Rect::new(0.0, 0.0, 1.0, 1.0);
        let settings = InterpreterSettings { render_annotations: false, ..InterpreterSettings::default() };
        let mut context = Context::new(Affine::IDENTITY, frame, &cache, pdf.xref(), settings);
        interpret_page(page, &mut context, &mut letters);
        left = letters.left;
        put_together(&letters.found, &mut out);
        if left == 0 {
            return Err(Unreadable::TooLarge);
        }
    }
    Ok(out)
}

/// What each marked stretch of a page stands for, in the order in which they begin.
fn meant(page: &Page<'_>) -> Vec<Option<String>> {
    let mut found = Vec::new();
    let mut operations = page.typed_operations();
    while let Some(operation) = operations.next() {
        match operation {
            TypedInstruction::BeginMarkedContent(_) => found.push(None),
            TypedInstruction::BeginMarkedContentWithProperties(marked) => {
                let properties = marked.1.clone().into_dict();
                let text = properties.and_then(|all| all.get::<object::String<'_>>(b"ActualText"));
                found.push(text.and_then(|text| words(text.as_bytes())));
            }
            _ => {}
        }
    }
    found
}

/// A text string of a PDF: UTF-16 with a mark, UTF-8 with a mark, or plain ASCII.
fn words(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            Some(char::decode_utf16(units).filter_map(Result::ok).collect())
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        _ if bytes.is_ascii() => String::from_utf8(bytes.to_vec()).ok(),
        _ => None,
    }
}

/// One character where it stands; y grows upward.
struct Letter {
    x: f64,
    y: f64,
    /// Height of its font on the page.
    size: f64,
    text: String,
}

struct Letters {
    found: Vec<Letter>,
    left: usize,
    meant: Vec<Option<String>>,
    /// Marked stretches begun so far.
    begun: usize,
    /// Those that are open, with whether what they mean was taken already.
    within: Vec<(Option<String>, bool)>,
}

impl Device<'_> for Letters {
    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'_>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, _: &[u8], _: Option<i32>) {
        self.within.push((self.meant.get(self.begun).cloned().flatten(), false));
        self.begun += 1;
    }

    fn end_marked_content(&mut self) {
        self.within.pop();
    }

    fn draw_glyph(&mut self, glyph: &Glyph<'_>, at: Affine, within: Affine, _: &Paint<'_>, _: &GlyphDrawMode) {
        let marked = self.within.iter_mut().find(|(meant, _)| meant.is_some());
        let text = match marked {
            // The first glyph stands for the whole stretch.
            Some((_, true)) => return,
            Some((meant, taken)) => {
                *taken = true;
                meant.clone().unwrap_or_default()
            }
            None => match glyph.as_unicode() {
                Some(BfString::Char(c)) => c.to_string(),
                Some(BfString::String(text)) => text,
                None => return,
            },
        };
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        let whole = at * within;
        let origin = whole * Point::ORIGIN;
        // Glyphs are drawn in a square of a thousand units.
        let size = (whole * Point::new(0.0, 1000.0)).distance(origin);
        self.found.push(Letter { x: origin.x, y: origin.y, size, text });
    }
}

/// A line of a page.
struct Line {
    from: f64,
    to: f64,
    y: f64,
    size: f64,
    text: String,
}

fn put_together(letters: &[Letter], out: &mut String) {
    let lines = lines(letters);
    let left = lines.iter().map(|line| line.from).fold(f64::INFINITY, f64::min);
    let right = lines.iter().map(|line| line.to).fold(f64::NEG_INFINITY, f64::max);
    let mut before: Option<&Line> = None;
    for line in &lines {
        // A paragraph goes on where the line before was full and this one begins at the margin.
        let goes_on = before.is_some_and(|before| {
            let full = right - before.to < 4.0 * before.size;
            let near = before.y - line.y > 0.0 && before.y - line.y < 2.6 * line.size;
            full && near && line.from - left < line.size
        });
        if !goes_on && before.is_some() {
            out.push('\n');
        }
        out.push_str(line.text.trim_end());
        before = Some(line);
    }
    out.push('\n');
}

fn lines(letters: &[Letter]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for letter in letters {
        match lines.last_mut().filter(|line| (line.y - letter.y).abs() < 0.5 * line.size.max(letter.size)) {
            Some(line) => {
                if letter.x - line.to > 1.6 * line.size && !line.text.ends_with(' ') {
                    line.text.push(' ');
                }
                line.to = line.to.max(letter.x);
                line.text.push_str(&letter.text);
            }
            None => lines.push(Line {
                from: letter.x,
                to: letter.x,
                y: letter.y,
                size: letter.size,
                text: letter.text.clone(),
            }),
        }
    }
    lines.retain(|line| !line.text.trim().is_empty());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_written_as_pdf_is_read_again() {
        let meta = documents::report::Meta::new("สำนักงาน ก.พ.ร.", jiff::civil::date(2020, 12, 8));
        let mut paper = documents::report::Document::new("เรื่อง รายงานผล", meta);
        paper.options.thai_digits = false;
        let long = "ให้หน่วยงานของรัฐทบทวน ทดสอบ ซักซ้อม และปรับปรุงแผนเป็นประจำทุกปีเพื่อให้สามารถนำไปปฏิบัติได้ทันทีเมื่อเกิดเหตุ รวมทั้งให้พิจารณาจัดทำแผนให้เหมาะสมกับสถานการณ์";
        paper.paragraph(long);
        let read = text(&documents::pdf::render(&paper).unwrap_or_default()).unwrap_or_default();
        let folded = |text: &str| text.replace([' ', '\n'], "");
        assert!(folded(&read).contains(&folded(long)), "{read}");
        assert!(read.lines().any(|line| folded(line).contains(&folded(long))), "the paragraph is one line: {read}");
    }
}
