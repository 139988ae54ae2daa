//! The model of an official paper: who issues it, as of when, and its blocks in reading order.
//! The same value becomes a PDF and a DOCX, so nothing here speaks of points, fonts or XML.
//! Layout follows the Thai rules on official correspondence (ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ
//! พ.ศ. 2526) and on official secrets (พ.ศ. 2544). It must never carry a rule of continuity.

mod block;
mod check;
mod letter;
mod meta;
mod table;
mod wording;
mod words;

pub use block::{
    Block, Chart, ChartSize, Figure, Heading, KeyValues, List, ListItem, ListKind, Note, NoteKind, Paragraph,
    ParagraphStyle, Signatory, Signatures,
};
pub use check::Fault;
pub use letter::{Endorsement, LetterEnd, LetterForm, LetterHead, ReceivedStamp};
pub use meta::{Classification, Emblem, Language, Meta, Opening, Options, Orientation};
pub use table::{Align, Cell, Column, Row, RowKind, Table, Width};
pub use words::{Span, Text};

pub(crate) use meta::Labels;
pub(crate) use table::{Slot, slots};
pub(crate) use wording::Wording;

use thiserror::Error;

/// One official paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The title, also the PDF's title property; never blank.
    pub title: String,
    /// A line under the title.
    pub subtitle: Option<String>,
    /// Who issues it, as of when, and how it is marked.
    pub meta: Meta,
    /// How it is laid out.
    pub options: Options,
    /// The content in reading order.
    pub blocks: Vec<Block>,
}

impl Document {
    /// A paper without content, laid out as a Thai report: A4 portrait, Thai digits.
    pub fn new(title: impl Into<String>, meta: Meta) -> Self {
        Self { title: title.into(), subtitle: None, meta, options: Options::default(), blocks: Vec::new() }
    }

    /// Appends a block.
    pub fn push(&mut self, block: impl Into<Block>) -> &mut Self {
        self.blocks.push(block.into());
        self
    }

    /// Appends a heading with its printed number, such as `"2.1"`; an empty number prints none.
    pub fn heading(&mut self, level: u8, number: &str, text: impl Into<String>) -> &mut Self {
        self.push(Heading::new(level, number, text))
    }

    /// Appends a body paragraph: first line indented, justified.
    pub fn paragraph(&mut self, text: impl Into<Text>) -> &mut Self {
        self.push(Paragraph::body(text))
    }

    /// Finds what would not print: blank titles, cells that do not fill their table, pictures
    /// without a description, and so on. Rendering refuses a document with a fault.
    ///
    /// # Errors
    /// The first [`Fault`] in reading order.
    pub fn check(&self) -> Result<(), Fault> {
        check::document(self)
    }
}

/// Why a document was not rendered.
#[derive(Debug, Error)]
pub enum RenderError {
    /// The document itself is wrong.
    #[error("the document cannot be printed: {0}")]
    Fault(#[from] Fault),
    /// The typesetting or packing library refused it; a defect of ours, to be logged.
    #[error("{format} could not be made: {detail}")]
    Engine {
        /// `"PDF"`, `"DOCX"` or `"PNG"`.
        format: &'static str,
        /// What the library said.
        detail: String,
    },
}

impl RenderError {
    pub(crate) fn engine(format: &'static str, detail: impl ToString) -> Self {
        Self::Engine { format, detail: detail.to_string() }
    }
}
