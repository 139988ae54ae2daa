//! What stands around the content: issuer, dates, marks of secrecy and demonstration, page layout.

use jiff::civil::Date;

/// Who issues a paper, as of when, and how it is marked.
#[derive(Debug, Clone, PartialEq)]
pub struct Meta {
    /// The issuing organisation, in full.
    pub agency: String,
    /// The organisation above it, printed with it on a cover.
    pub parent: Option<String>,
    /// The Buddhist fiscal year the paper is about.
    pub fiscal_year: Option<i32>,
    /// The day whose state the figures show.
    pub as_of: Option<Date>,
    /// The day the paper is made; also the PDF's date property.
    pub date: Date,
    /// The version of what is printed, as people cite it, such as `"2"` or `"1.3"`.
    pub version: Option<String>,
    /// A reference number, such as a submission's; its digits are never turned into Thai ones.
    pub reference: Option<String>,
    /// The degree of secrecy, stamped in red at the top and bottom of every page.
    pub classification: Classification,
    /// Whether the content is demonstration data, said at the foot of every page.
    pub demo: bool,
    /// Whether the content may still change, said at the head of every page.
    pub draft: bool,
    /// The issuer's emblem. The Garuda is not ours to supply: without one a neutral mark is drawn.
    pub emblem: Option<Emblem>,
}

impl Meta {
    /// An unclassified paper of `agency`, made on `date`.
    pub fn new(agency: impl Into<String>, date: Date) -> Self {
        Self {
            agency: agency.into(),
            parent: None,
            fiscal_year: None,
            as_of: None,
            date,
            version: None,
            reference: None,
            classification: Classification::Open,
            demo: false,
            draft: false,
            emblem: None,
        }
    }
}

/// An organisation's emblem as a picture.
#[derive(Debug, Clone, PartialEq)]
pub enum Emblem {
    /// SVG source.
    Svg(String),
    /// PNG bytes.
    Png(Vec<u8>),
}

/// The degrees of the Rule on Maintenance of Official Secrets, พ.ศ. 2544.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Classification {
    /// Not classified; nothing is stamped.
    #[default]
    Open,
    /// ลับ: disclosure would damage the state.
    Confidential,
    /// ลับมาก: disclosure would damage it gravely.
    Secret,
    /// ลับที่สุด: disclosure would damage it most gravely.
    TopSecret,
}

impl Classification {
    /// The stamp, nothing for an open paper.
    pub fn stamp(self, language: Language) -> Option<&'static str> {
        Some(match (self, language) {
            (Self::Open, _) => return None,
            (Self::Confidential, Language::Thai) => "ลับ",
            (Self::Secret, Language::Thai) => "ลับมาก",
            (Self::TopSecret, Language::Thai) => "ลับที่สุด",
            (Self::Confidential, Language::English) => "CONFIDENTIAL",
            (Self::Secret, Language::English) => "SECRET",
            (Self::TopSecret, Language::English) => "TOP SECRET",
        })
    }
}

/// The language of fixed words such as "Contents", of dates and of line breaking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Thai.
    #[default]
    Thai,
    /// English.
    English,
}

/// How the paper lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Orientation {
    /// A4 upright.
    #[default]
    Portrait,
    /// A4 on its side, for wide tables and maps.
    Landscape,
}

/// How a paper begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// The title centred above the text, with agency and date: a report to the cabinet.
    TitleBlock,
    /// A cover page, then a page of contents when asked: a plan.
    Cover {
        /// Whether a table of contents follows.
        contents: bool,
    },
    /// The agency's name above a rule, then the title: a receipt.
    Letterhead,
    /// One slim line of title above a picture that fills the page: a strategy map.
    Poster,
    /// Nothing of its own: the first block is the head of an official letter.
    Letter,
}

/// How a paper is laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// The language of fixed words and dates.
    pub language: Language,
    /// Whether digits are printed as ๐-๙. Digits inside Latin words and codes (`COVID-19`,
    /// `BCP-2563-0K7Q2`) and in [`Span::verbatim`](super::Span) stay as they are.
    pub thai_digits: bool,
    /// The distance between lines as a multiple of the ordinary one, kept within 0.8 to 2.0.
    pub line_spacing: f32,
    /// Whether pages after the first carry their number.
    pub page_numbers: bool,
    /// How the first pages lie; [`Block::Section`](super::Block) changes it later.
    pub orientation: Orientation,
    /// How the paper begins.
    pub opening: Opening,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            language: Language::Thai,
            thai_digits: true,
            line_spacing: 1.0,
            page_numbers: true,
            orientation: Orientation::Portrait,
            opening: Opening::TitleBlock,
        }
    }
}

/// The words that the layout itself prints.
pub(crate) struct Labels {
    pub contents: &'static str,
    pub fiscal_year: &'static str,
    pub as_of: &'static str,
    pub version: &'static str,
    pub reference: &'static str,
    pub dated: &'static str,
    pub demo: &'static str,
    pub draft: &'static str,
    pub emblem: &'static str,
    pub table_note: &'static str,
    pub signature: &'static str,
    pub signed_on: &'static str,
}

impl Labels {
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            Language::Thai => &Self {
                contents: "สารบัญ",
                fiscal_year: "ประจำปีงบประมาณ พ.ศ.",
                as_of: "ข้อมูล ณ วันที่",
                version: "ฉบับที่",
                reference: "เลขอ้างอิง",
                dated: "วันที่",
                demo: "ข้อมูลสาธิต ไม่ใช่ข้อมูลจริงของหน่วยงาน",
                draft: "ร่าง",
                emblem: "ตราสัญลักษณ์ของหน่วยงาน",
                table_note: "หมายเหตุ",
                signature: "ลงชื่อ",
                signed_on: "วันที่",
            },
            Language::English => &Self {
                contents: "Contents",
                fiscal_year: "Fiscal year",
                as_of: "As of",
                version: "Version",
                reference: "Reference",
                dated: "Date",
                demo: "Demonstration data, not an agency's real data",
                draft: "DRAFT",
                emblem: "The organisation's emblem",
                table_note: "Note",
                signature: "Signed",
                signed_on: "Date",
            },
        }
    }
}
