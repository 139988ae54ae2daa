//! The blocks a paper is made of.

use jiff::civil::Date;

use super::letter::{Endorsement, LetterEnd, LetterHead};
use super::meta::Orientation;
use super::table::Table;
use super::words::Text;

/// One piece of content.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A numbered heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A numbered or bulleted list.
    List(List),
    /// A table.
    Table(Table),
    /// A picture.
    Chart(Chart),
    /// Labels with their values, one a line.
    KeyValues(KeyValues),
    /// Large figures side by side, each with what it counts and of how many.
    Figures(Vec<Figure>),
    /// Places for signatures.
    Signatures(Signatures),
    /// A remark set apart from the text.
    Note(Note),
    /// What stands above the text of an official letter.
    LetterHead(Box<LetterHead>),
    /// What stands below it: close and signature.
    LetterEnd(LetterEnd),
    /// What was written on it while it went round.
    Endorsements(Vec<Endorsement>),
    /// The next block begins a page.
    PageBreak,
    /// The next block begins a page that lies so, and so do the pages after it.
    Section(Orientation),
}

/// A heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// 1 for a part to 4.
    pub level: u8,
    /// The printed number, such as `"2.1"`.
    pub number: Option<String>,
    /// Its words.
    pub text: String,
}

impl Heading {
    /// A heading; an empty number prints none.
    pub fn new(level: u8, number: &str, text: impl Into<String>) -> Self {
        let number = (!number.is_empty()).then(|| number.to_owned());
        Self { level, number, text: text.into() }
    }
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    /// Its text.
    pub text: Text,
    /// How it is set.
    pub style: ParagraphStyle,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ParagraphStyle {
    /// First line indented by 2.5 cm, justified: official running text.
    #[default]
    Body,
    /// Justified from the margin.
    Flush,
    /// Centred.
    Centred,
    /// Small, from the margin: sources and remarks.
    Small,
}

impl Paragraph {
    /// Official running text.
    pub fn body(text: impl Into<Text>) -> Self {
        Self { text: text.into(), style: ParagraphStyle::Body }
    }

    /// A paragraph in another style.
    pub fn styled(style: ParagraphStyle, text: impl Into<Text>) -> Self {
        Self { text: text.into(), style }
    }
}

/// A list.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// How items are marked.
    pub kind: ListKind,
    /// The items.
    pub items: Vec<ListItem>,
}

/// How the items of a list are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListKind {
    /// 1. 2. 3.
    Numbered,
    /// (1) (2) (3), the second level of Thai official papers.
    Bracketed,
    /// Dots.
    Bulleted,
    /// Empty boxes to tick by hand.
    Boxes,
}

/// One item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListItem {
    /// Its text.
    pub text: Text,
    /// A list under it.
    pub children: Option<List>,
}

impl List {
    /// A list of one level.
    pub fn of<T: Into<Text>>(kind: ListKind, items: impl IntoIterator<Item = T>) -> Self {
        let items = items.into_iter().map(|text| ListItem { text: text.into(), children: None }).collect();
        Self { kind, items }
    }
}

/// A picture, as the builders of [`crate::chart`] draw it with the print palette.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// SVG source with explicit colours.
    pub svg: String,
    /// What it shows, in words, for those who cannot see it; never blank.
    pub alt: String,
    /// A line under it.
    pub caption: Option<String>,
    /// How large it is drawn.
    pub size: ChartSize,
}

/// How large a picture is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartSize {
    /// This share of the text's width, 1 to 100.
    Percent(u8),
    /// As large as the rest of the page allows: a map or diagram that is the page.
    Page,
}

impl Chart {
    /// A picture as wide as the text.
    pub fn new(svg: impl Into<String>, alt: impl Into<String>) -> Self {
        Self { svg: svg.into(), alt: alt.into(), caption: None, size: ChartSize::Percent(100) }
    }

    /// With a line under it.
    pub fn caption(mut self, caption: impl Into<String>) -> Self {
        self.caption = Some(caption.into());
        self
    }

    /// Drawn so large.
    pub fn size(mut self, size: ChartSize) -> Self {
        self.size = size;
        self
    }
}

/// Labels with their values.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct KeyValues(pub Vec<(String, Text)>);

impl KeyValues {
    /// Appends a line.
    pub fn with(mut self, label: impl Into<String>, value: impl Into<Text>) -> Self {
        self.0.push((label.into(), value.into()));
        self
    }
}

/// One large figure, such as 43.67% of submitted plans, 3,616 of 8,281.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The figure as printed.
    pub value: String,
    /// What it counts.
    pub label: String,
    /// Its count and of how many.
    pub detail: Option<String>,
}

/// Places for signatures, at most three side by side.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Signatures(pub Vec<Signatory>);

/// Someone who signs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Signatory {
    /// The name under the line; dots to write on when it is not known.
    pub name: Option<String>,
    /// The position under the name.
    pub position: String,
    /// As what they sign, such as ผู้อนุมัติ.
    pub capacity: Option<String>,
    /// When they signed; dots to write on when they have not.
    pub date: Option<Date>,
}

/// A remark set apart from the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// How urgent it looks.
    pub kind: NoteKind,
    /// Its first words, in bold.
    pub title: Option<String>,
    /// Its text.
    pub text: Text,
}

/// How urgent a remark looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// To know.
    Information,
    /// To heed.
    Warning,
}

macro_rules! into_block {
    ($($type:ident),*) => {$(
        impl From<$type> for Block {
            fn from(value: $type) -> Self {
                Self::$type(value)
            }
        }
    )*};
}

into_block!(Heading, Paragraph, List, Table, Chart, KeyValues, Signatures, Note, LetterEnd);

impl From<LetterHead> for Block {
    fn from(value: LetterHead) -> Self {
        Self::LetterHead(Box::new(value))
    }
}
