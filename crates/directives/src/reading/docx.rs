//! The text of a DOCX (ECMA-376): paragraphs of the body as lines, a table's row as one line with its cells apart. Marks,
//! pictures and deleted text are left out. Bounded while it unfolds.

use std::io::{Cursor, Read as _};

use quick_xml::{Reader, events::Event};

use super::Unreadable;

/// Bytes that the main part may unfold into.
const UNFOLDED: u64 = 64 << 20;
/// Bytes of text that are kept.
const TEXT: usize = 8 << 20;

pub(super) fn text(bytes: &[u8]) -> Result<String, Unreadable> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
    let part = archive.by_name("word/document.xml").map_err(|_| Unreadable::Damaged)?;
    let mut xml = Vec::new();
    let read = part.take(UNFOLDED + 1).read_to_end(&mut xml).map_err(|_| Unreadable::Damaged)?;
    if read as u64 > UNFOLDED {
        return Err(Unreadable::TooLarge);
    }
    let xml = String::from_utf8(xml).map_err(|_| Unreadable::Damaged)?;
    lines(&xml)
}

#[derive(Default)]
struct Lines {
    out: String,
    in_text: bool,
    /// How deep in deleted text.
    deleted: usize,
    /// How deep in table rows.
    rows: usize,
}

impl Lines {
    fn start(&mut self, name: &[u8]) {
        match name {
            b"t" => self.in_text = true,
            b"del" => self.deleted += 1,
            b"tr" => self.rows += 1,
            _ => self.empty(name),
        }
    }

    fn empty(&mut self, name: &[u8]) {
        match name {
            b"tab" => self.out.push(' '),
            b"br" | b"cr" => self.break_line(),
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"t" => self.in_text = false,
            b"del" => self.deleted = self.deleted.saturating_sub(1),
            b"p" => self.break_line(),
            b"tr" => {
                self.rows = self.rows.saturating_sub(1);
                self.break_line();
            }
            _ => {}
        }
    }

    /// Within a row of a table the cells stay on one line.
    fn break_line(&mut self) {
        self.out.push(if self.rows > 0 { ' ' } else { '\n' });
    }

    fn text(&mut self, words: &str) {
        if self.in_text && self.deleted == 0 {
            self.out.push_str(words);
        }
    }
}

fn lines(xml: &str) -> Result<String, Unreadable> {
    let mut reader = Reader::from_str(xml);
    let mut lines = Lines::default();
    loop {
        match reader.read_event().map_err(|_| Unreadable::Damaged)? {
            Event::Start(tag) => lines.start(tag.local_name().as_ref().as_ref()),
            Event::Empty(tag) => lines.empty(tag.local_name().as_ref().as_ref()),
            Event::End(tag) => lines.end(tag.local_name().as_ref().as_ref()),
            Event::Text(words) => lines.text(&words.xml10_content()),
            Event::GeneralRef(reference) => {
                let named = match reference.xml10_content().as_ref() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => reference.resolve_char_ref().ok().flatten(),
                };
                if let Some(c) = named {
                    lines.text(c.encode_utf8(&mut [0; 4]));
                }
            }
            Event::Eof => return Ok(lines.out),
            _ => {}
        }
        if lines.out.len() > TEXT {
            return Err(Unreadable::TooLarge);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_lines_and_a_row_of_a_table_is_one() {
        let xml = "<w:document xmlns:w='x'><w:body><w:p><w:r><w:t>เรื่อง ก &amp; ข</w:t></w:r><w:r><w:tab/>\
                   <w:t>ค</w:t></w:r></w:p><w:del><w:r><w:t>ลบ</w:t></w:r></w:del><w:tbl><w:tr><w:tc><w:p><w:r>\
                   <w:t>อัคคีภัย</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>98.10</w:t></w:r></w:p></w:tc></w:tr>\
                   </w:tbl></w:body></w:document>";
        let read = lines(xml).unwrap_or_default();
        let read: Vec<&str> = read.lines().map(str::trim).collect();
        assert_eq!(read, ["เรื่อง ก & ข ค", "อัคคีภัย 98.10"]);
    }

    #[test]
    fn a_paper_written_as_docx_is_read_again() {
        let mut meta = documents::report::Meta::new("สำนักงาน ก.พ.ร.", jiff::civil::date(2020, 12, 8));
        meta.draft = true;
        let mut paper = documents::report::Document::new("เรื่อง รายงานผล", meta);
        paper.options.thai_digits = false;
        paper.paragraph("ให้หน่วยงานของรัฐทบทวนแผนเป็นประจำทุกปี");
        let bytes = documents::docx::render(&paper).unwrap_or_default();
        let read = text(&bytes).unwrap_or_default();
        assert!(read.lines().any(|line| line.contains("ให้หน่วยงานของรัฐทบทวนแผนเป็นประจำทุกปี")), "{read}");
    }
}
