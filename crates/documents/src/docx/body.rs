//! The content: the opening, then each block in order, in sections that lie one way.

use super::parts::{HEAD, NAMESPACES};
use super::run::{BOLD, colour, paragraph, run, runs, size};
use super::{frame, letter, table};
use crate::picture;
use crate::report::{
    Block, Chart, ChartSize, Document, Emblem, LetterHead, List, ListKind, Note, NoteKind, Opening, Orientation,
    ParagraphStyle, RenderError, Signatory, Text, Wording,
};
use crate::text::escape;

/// The paragraph that ends a section is as good as without height: after a table that fills its page it would else be
/// alone on a blank one.
const SECTION_END: &str = "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>\
<w:rPr><w:sz w:val=\"2\"/><w:szCs w:val=\"2\"/></w:rPr>";

/// English Metric Units in a twentieth of a point.
const EMU: i64 = 635;
/// Pixels of a picture as wide as the text: about 250 an inch.
const PICTURE_WIDTH: u32 = 1700;
const PAGE_BREAK: &str = "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>";

/// The written content with what else it needs.
pub(super) struct Body {
    pub xml: String,
    pub numbering: String,
    pub pictures: Vec<Vec<u8>>,
}

struct Writer<'a> {
    document: &'a Document,
    wording: Wording,
    out: String,
    /// One entry a list: each counts from one again.
    lists: Vec<ListKind>,
    pictures: Vec<Vec<u8>>,
    lying: Orientation,
    before_signature: bool,
}

impl Body {
    pub(super) fn write(document: &Document) -> Result<Self, RenderError> {
        let mut writer = Writer {
            document,
            wording: Wording::of(document),
            out: String::new(),
            lists: Vec::new(),
            pictures: Vec::new(),
            lying: document.options.orientation,
            before_signature: false,
        };
        writer.opening()?;
        let mut first = true;
        let following = document.blocks.iter().skip(1).map(Some).chain([None]);
        for (block, following) in document.blocks.iter().zip(following) {
            writer.before_signature = matches!(following, Some(Block::Signatures(_) | Block::LetterEnd(_)));
            if let Block::Section(next) = block {
                let section = frame::section(document, writer.lying, first);
                writer.out.push_str(&format!("<w:p><w:pPr>{SECTION_END}{section}</w:pPr></w:p>"));
                (writer.lying, first) = (*next, false);
            } else {
                writer.block(block)?;
            }
        }
        let section = frame::section(document, writer.lying, first);
        let xml = format!("{HEAD}<w:document {NAMESPACES}><w:body>{}{section}</w:body></w:document>", writer.out);
        Ok(Self { xml, numbering: numbering(&writer.lists, document.options.thai_digits), pictures: writer.pictures })
    }
}

impl Writer<'_> {
    fn put(&mut self, style: &str, properties: &str, runs: &str) {
        self.out.push_str(&paragraph(style, properties, runs));
    }

    fn line(&mut self, style: &str, words: &str, properties: &str) {
        let words = self.wording.words(words);
        self.put(style, "", &run(&words, properties));
    }

    fn opening(&mut self) -> Result<(), RenderError> {
        let document = self.document;
        let (title, meta) = (document.title.as_str(), &document.meta);
        match document.options.opening {
            Opening::Cover { contents } => self.cover(contents)?,
            Opening::TitleBlock => {
                self.line("Title", title, "");
                for words in document.subtitle.iter() {
                    self.line("CentredText", words, BOLD);
                }
                self.line("CentredText", &meta.agency, "");
                let facts = [self.wording.fiscal_year(document), self.wording.as_of(document)];
                for fact in facts.into_iter().flatten() {
                    self.put("CentredText", "", &run(&fact, ""));
                }
                self.reference();
                self.put("CentredText", "", &run("—————————————", ""));
            }
            Opening::Letterhead => {
                self.line("FlushText", &meta.agency, &format!("{BOLD}{}", size(20)));
                let rule = "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"12\" w:space=\"4\" w:color=\"0B4F6C\"/></w:pBdr>";
                let parent = meta.parent.as_deref().map(|parent| run(&self.wording.words(parent), &colour("51606F")));
                self.put("FlushText", rule, &parent.unwrap_or_default());
                self.line("Title", title, "");
                for words in document.subtitle.iter() {
                    self.line("CentredText", words, "");
                }
                self.reference();
            }
            Opening::Poster => {
                self.put("Heading1", "", &run(&self.wording.words(title), &colour("0B4F6C")));
                let facts =
                    [self.wording.fiscal_year(document), self.wording.version(document), self.wording.as_of(document)];
                let facts: Vec<String> = [Some(meta.agency.clone())].into_iter().chain(facts).flatten().collect();
                self.put("SmallText", "", &run(&facts.join("  ·  "), ""));
            }
            Opening::Letter => {}
        }
        Ok(())
    }

    fn reference(&mut self) {
        if let Some(reference) = self.wording.reference(self.document) {
            self.put("CentredText", "", &run(&reference, &format!("{BOLD}{}", colour("0B4F6C"))));
        }
    }

    fn cover(&mut self, contents: bool) -> Result<(), RenderError> {
        let document = self.document;
        let meta = &document.meta;
        let space = |twips: u32| format!("<w:spacing w:before=\"{twips}\"/>");
        let emblem = match &meta.emblem {
            Some(Emblem::Svg(svg)) => {
                let png = picture::png(svg, 500)?;
                Some((png.bytes, png.aspect))
            }
            Some(Emblem::Png(bytes)) => Some((bytes.clone(), 1.0)),
            None => None,
        };
        match emblem {
            Some((bytes, aspect)) => {
                let height = 1701.0;
                let drawn =
                    self.drawing(bytes, (height * f64::from(aspect)) as i64, height as i64, self.wording.labels.emblem);
                self.put("CentredText", &space(900), &drawn);
            }
            None => self.put("CentredText", &space(1900), ""),
        }
        let title = run(&self.wording.words(&document.title), "");
        self.put("CoverTitle", &space(900), &title);
        for words in document.subtitle.iter() {
            self.line("CentredText", words, &format!("{BOLD}{}", size(22)));
        }
        if let Some(year) = self.wording.fiscal_year(document) {
            self.put("CentredText", "", &run(&year, &size(20)));
        }
        let agency = run(&self.wording.words(&meta.agency), &format!("{BOLD}{}", size(24)));
        self.put("CentredText", &space(2000), &agency);
        for words in meta.parent.iter() {
            self.line("CentredText", words, &size(20));
        }
        let facts = [
            self.wording.version(document),
            Some(self.wording.dated(document)),
            self.wording.as_of(document),
            self.wording.reference(document),
        ];
        for (index, fact) in facts.into_iter().flatten().enumerate() {
            self.put("CentredText", &space(if index == 0 { 1600 } else { 0 }), &run(&fact, ""));
        }
        self.out.push_str(PAGE_BREAK);
        if contents {
            self.contents();
            self.out.push_str(PAGE_BREAK);
        }
        Ok(())
    }

    /// A field that the word processor keeps up to date, filled with the headings as they are now.
    fn contents(&mut self) {
        let label = self.wording.labels.contents;
        self.put("CentredText", "<w:spacing w:after=\"200\"/>", &run(label, &format!("{BOLD}{}", size(20))));
        let entries: Vec<(u8, String)> = self
            .document
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Heading(heading) if heading.level <= 2 => {
                    let number = heading.number.as_deref().unwrap_or_default();
                    Some((heading.level, self.wording.words(format!("{number} {}", heading.text).trim())))
                }
                _ => None,
            })
            .collect();
        let begin = "<w:r><w:fldChar w:fldCharType=\"begin\" w:dirty=\"true\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-2\" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
        let end = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
        let last = entries.len().saturating_sub(1);
        if entries.is_empty() {
            return self.put("TOC1", "", &format!("{begin}{end}"));
        }
        for (index, (level, words)) in entries.into_iter().enumerate() {
            let before = if index == 0 { begin } else { "" };
            let after = if index == last { end } else { "" };
            let style = if level == 1 { "TOC1" } else { "TOC2" };
            self.put(style, "", &format!("{before}{}{after}", run(&words, "")));
        }
    }

    fn width(&self) -> i64 {
        frame::text_area(self.document, self.lying).0
    }

    fn block(&mut self, block: &Block) -> Result<(), RenderError> {
        match block {
            Block::Heading(heading) => {
                let number = heading.number.as_deref().map(|number| format!("{number}  ")).unwrap_or_default();
                let words = format!("{number}{}", heading.text);
                self.line(&format!("Heading{}", heading.level.clamp(1, 4)), &words, "");
            }
            Block::Paragraph(found) => {
                let style = match found.style {
                    ParagraphStyle::Body => "BodyText",
                    ParagraphStyle::Flush => "FlushText",
                    ParagraphStyle::Centred => "CentredText",
                    ParagraphStyle::Small => "SmallText",
                };
                let text = runs(&found.text, &self.wording, "");
                // The words before a signature stay with it.
                self.put(style, if self.before_signature { "<w:keepNext/>" } else { "" }, &text);
            }
            Block::List(list) => self.list(list, 0),
            Block::Table(found) => self.out.push_str(&table::ruled(found, &self.wording, self.width())),
            Block::Chart(chart) => self.chart(chart)?,
            Block::KeyValues(rows) => self.out.push_str(&table::pairs(rows, &self.wording, self.width())),
            Block::Figures(figures) => self.out.push_str(&table::figures(figures, &self.wording, self.width())),
            Block::Signatures(signatures) => self.signatures(&signatures.0),
            Block::Note(note) => self.note(note),
            Block::LetterHead(head) => self.letter_head(head)?,
            Block::LetterEnd(end) => self.out.push_str(&letter::end(end, &self.wording)),
            Block::Endorsements(all) => self.out.push_str(&letter::endorsements(all, &self.wording)),
            Block::PageBreak => self.out.push_str(PAGE_BREAK),
            Block::Section(_) => {}
        }
        Ok(())
    }

    fn signatures(&mut self, people: &[Signatory]) {
        self.out.push_str(&table::signatures(people, &self.wording, self.width()));
    }

    fn note(&mut self, note: &Note) {
        let (edge, ground) = match note.kind {
            NoteKind::Information => ("0B4F6C", "EEF4F7"),
            NoteKind::Warning => ("B87A00", "FDF6E6"),
        };
        let properties = format!(
            "<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"8\" w:color=\"{edge}\"/></w:pBdr>\
<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{ground}\"/><w:spacing w:before=\"160\" w:after=\"160\"/>"
        );
        let title = note.title.as_deref().map(|title| run(&format!("{} ", self.wording.words(title)), BOLD));
        let words = title.unwrap_or_default() + &runs(&note.text, &self.wording, "");
        self.put("Normal", &properties, &words);
    }

    fn list(&mut self, list: &List, depth: usize) {
        self.lists.push(list.kind);
        let id = self.lists.len();
        for item in &list.items {
            let properties = format!("<w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"{id}\"/></w:numPr>");
            let words = runs(&item.text, &self.wording, "");
            self.put("ListParagraph", &properties, &words);
            if let Some(children) = &item.children {
                self.list(children, depth + 1);
            }
        }
    }

    fn chart(&mut self, chart: &Chart) -> Result<(), RenderError> {
        let (width, height) = frame::text_area(self.document, self.lying);
        let (most_wide, most_tall) = match chart.size {
            ChartSize::Percent(share) => (width * i64::from(share) / 100, height * 8 / 10),
            // Room for the title above, the caption and a tall footer.
            ChartSize::Page => (width, height * 76 / 100),
        };
        let png = picture::png(&self.wording.picture(&chart.svg), PICTURE_WIDTH)?;
        let aspect = f64::from(png.aspect).max(0.01);
        let wide = (most_wide as f64).min(most_tall as f64 * aspect);
        let drawn = self.drawing(png.bytes, wide as i64, (wide / aspect) as i64, &chart.alt);
        let together = if chart.caption.is_some() { "<w:keepNext/>" } else { "" };
        self.put("CentredText", together, &drawn);
        for caption in chart.caption.iter() {
            let words = runs(&Text::from(caption.as_str()), &self.wording, "");
            self.put("PictureCaption", "", &words);
        }
        Ok(())
    }

    fn letter_head(&mut self, head: &LetterHead) -> Result<(), RenderError> {
        let (bytes, aspect) = match &self.document.meta.emblem {
            Some(Emblem::Png(bytes)) => (bytes.clone(), picture::aspect(bytes)),
            Some(Emblem::Svg(svg)) => picture::png(svg, 500).map(|png| (png.bytes, png.aspect))?,
            None => picture::png(letter::NEUTRAL, 300).map(|png| (png.bytes, png.aspect))?,
        };
        let height = letter::emblem_height(head.form);
        let width = (f64::from(aspect) * height as f64) as i64;
        let drawn = self.drawing(bytes, width, height, self.wording.labels.emblem);
        self.out.push_str(&letter::head(head, &drawn, &self.wording, self.width()));
        Ok(())
    }

    /// A picture in the line, sizes in twentieths of a point.
    fn drawing(&mut self, bytes: Vec<u8>, width: i64, height: i64, alt: &str) -> String {
        self.pictures.push(bytes);
        let id = self.pictures.len();
        let (cx, cy, alt) = (width.max(1) * EMU, height.max(1) * EMU, escape(alt));
        format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{cx}\" cy=\"{cy}\"/>\
<wp:docPr id=\"{id}\" name=\"Picture {id}\" descr=\"{alt}\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
<pic:pic><pic:nvPicPr><pic:cNvPr id=\"{id}\" name=\"picture{id}.png\" descr=\"{alt}\"/><pic:cNvPicPr/></pic:nvPicPr>\
<pic:blipFill><a:blip r:embed=\"rId{}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
<pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{cx}\" cy=\"{cy}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr>\
</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
            100 + id
        )
    }
}

/// One abstract list a kind, one list a list of the document.
fn numbering(lists: &[ListKind], thai_digits: bool) -> String {
    const KINDS: [ListKind; 4] = [ListKind::Numbered, ListKind::Bracketed, ListKind::Bulleted, ListKind::Boxes];
    let count = if thai_digits { "thaiNumbers" } else { "decimal" };
    let mut out = format!("{HEAD}<w:numbering {NAMESPACES}>");
    for (id, kind) in KINDS.iter().enumerate() {
        out.push_str(&format!(
            "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>"
        ));
        for level in 0..4 {
            let number = level + 1;
            let (format, mark) = match kind {
                ListKind::Numbered => (count, format!("%{number}.")),
                ListKind::Bracketed => (count, format!("(%{number})")),
                ListKind::Bulleted => ("bullet", "•".to_owned()),
                ListKind::Boxes => ("bullet", "☐".to_owned()),
            };
            let font = match kind {
                ListKind::Boxes => {
                    "<w:rPr><w:rFonts w:ascii=\"Segoe UI Symbol\" w:hAnsi=\"Segoe UI Symbol\" w:cs=\"Segoe UI Symbol\"/></w:rPr>"
                }
                _ => "",
            };
            let left = 1134 + 454 * level;
            out.push_str(&format!(
                "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{mark}\"/><w:lvlJc w:val=\"left\"/>\
<w:pPr><w:ind w:left=\"{left}\" w:hanging=\"454\"/></w:pPr>{font}</w:lvl>"
            ));
        }
        out.push_str("</w:abstractNum>");
    }
    for (index, kind) in lists.iter().enumerate() {
        let id = KINDS.iter().position(|known| known == kind).unwrap_or(0);
        let restart: String = (0..4)
            .map(|level| format!("<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"1\"/></w:lvlOverride>"))
            .collect();
        out.push_str(&format!("<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{id}\"/>{restart}</w:num>", index + 1));
    }
    out.push_str("</w:numbering>");
    out
}
