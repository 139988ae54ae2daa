//! What stands on every page: stamps of secrecy, page numbers, the demonstration mark; and how the
//! pages of a section lie.

use super::parts::{HEAD, NAMESPACES};
use super::run::{BOLD, colour, paragraph, run, size};
use crate::report::{Document, Opening, Orientation, Wording};

const RED: &str = "C00000";
const AMBER: &str = "8A5A00";
const MUTED: &str = "51606F";

/// Headers and footers by part name; those of the first page carry no number.
pub(super) fn parts(document: &Document) -> Vec<(&'static str, String)> {
    let wording = Wording::of(document);
    vec![
        ("header1", part("hdr", &header(document, &wording, true))),
        ("header2", part("hdr", &header(document, &wording, false))),
        ("footer1", part("ftr", &footer(document, &wording, true))),
        ("footer2", part("ftr", &footer(document, &wording, false))),
    ]
}

fn part(kind: &str, content: &str) -> String {
    format!("{HEAD}<w:{kind} {NAMESPACES}>{content}</w:{kind}>")
}

fn stamp(document: &Document, wording: &Wording, style: &str) -> String {
    let properties = format!("{BOLD}{}{}", colour(RED), size(24));
    wording.stamp(document).map(|stamp| paragraph(style, "", &run(stamp, &properties))).unwrap_or_default()
}

fn header(document: &Document, wording: &Wording, numbered: bool) -> String {
    let mut out = stamp(document, wording, "Header");
    if document.meta.draft {
        let properties = format!("{BOLD}{}{}", colour(MUTED), size(18));
        out.push_str(&paragraph("Header", "", &run(wording.labels.draft, &properties)));
    }
    if numbered && document.options.page_numbers && document.options.opening != Opening::Poster {
        let field = format!(
            "{}<w:fldSimple w:instr=\" PAGE \">{}</w:fldSimple>{}",
            run("- ", ""),
            run(&wording.words("1"), ""),
            run(" -", "")
        );
        out.push_str(&paragraph("Header", "", &field));
    }
    if out.is_empty() { paragraph("Header", "", "") } else { out }
}

fn footer(document: &Document, wording: &Wording, inside: bool) -> String {
    let mut out = String::new();
    if document.meta.demo {
        out.push_str(&paragraph(
            "Footer",
            "",
            &run(wording.labels.demo, &format!("{BOLD}{}{}", colour(AMBER), size(13))),
        ));
    }
    let facts: Vec<String> = [wording.version(document), wording.reference(document)].into_iter().flatten().collect();
    if inside && matches!(document.options.opening, Opening::Cover { .. }) && !facts.is_empty() {
        out.push_str(&paragraph("Footer", "", &run(&facts.join(" · "), &colour(MUTED))));
    }
    out.push_str(&stamp(document, wording, "Footer"));
    if out.is_empty() { paragraph("Footer", "", "") } else { out }
}

/// The text's width and height on a page in twentieths of a point.
pub(super) fn text_area(document: &Document, lying: Orientation) -> (i64, i64) {
    let page = Page::of(document, lying);
    (page.width - page.left - page.right, page.height - page.top - page.bottom)
}

struct Page {
    width: i64,
    height: i64,
    top: i64,
    bottom: i64,
    left: i64,
    right: i64,
}

impl Page {
    fn of(document: &Document, lying: Orientation) -> Self {
        let (width, height) = match lying {
            Orientation::Portrait => (11906, 16838),
            Orientation::Landscape => (16838, 11906),
        };
        let stamped = document.meta.classification != crate::report::Classification::Open;
        if document.options.opening == Opening::Poster {
            let edge = if stamped { 1134 } else { 680 };
            return Self { width, height, top: edge, bottom: edge, left: 850, right: 850 };
        }
        let top = if stamped { 1644 } else { 1417 };
        let left = if lying == Orientation::Portrait { 1701 } else { 1134 };
        Self { width, height, top, bottom: 1304, left, right: 1134 }
    }
}

/// The properties of a section; the first one has a first page of its own.
pub(super) fn section(document: &Document, lying: Orientation, first: bool) -> String {
    let page = Page::of(document, lying);
    let orientation = if lying == Orientation::Landscape { " w:orient=\"landscape\"" } else { "" };
    let digits = if document.options.thai_digits { "<w:pgNumType w:fmt=\"thaiNumbers\"/>" } else { "" };
    let title = if first { "<w:titlePg/>" } else { "" };
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId10\"/><w:headerReference w:type=\"first\" r:id=\"rId11\"/>\
<w:footerReference w:type=\"default\" r:id=\"rId12\"/><w:footerReference w:type=\"first\" r:id=\"rId13\"/>\
<w:pgSz w:w=\"{}\" w:h=\"{}\"{orientation}/><w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" w:left=\"{}\" w:header=\"510\" w:footer=\"454\" w:gutter=\"0\"/>\
{digits}{title}</w:sectPr>",
        page.width, page.height, page.top, page.right, page.bottom, page.left
    )
}
