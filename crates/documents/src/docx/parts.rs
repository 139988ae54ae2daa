//! The parts of the package that hardly depend on the content: types, relationships, properties,
//! settings and styles.

use crate::report::{Document, Language};
use crate::text::escape;

pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The namespaces of every part with text in it.
pub(super) const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";

pub(super) const PACKAGE_RELATIONSHIPS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties\" Target=\"docProps/app.xml\"/>\
</Relationships>";

pub(super) const APP_PROPERTIES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>Ratphrom</Application></Properties>";

pub(super) const SETTINGS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
<w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"709\"/><w:characterSpacingControl w:val=\"doNotCompress\"/>\
<w:compat><w:applyBreakingRules/><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
<w:themeFontLang w:val=\"en-US\" w:bidi=\"th-TH\"/></w:settings>";

/// The parts of the frame by relationship, in this order from `rId10`.
pub(super) const FRAME: [(&str, &str); 4] =
    [("header1", "header"), ("header2", "header"), ("footer1", "footer"), ("footer2", "footer")];

pub(super) fn content_types() -> String {
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut overrides = String::new();
    let parts =
        [("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"), ("settings", "settings")];
    for (name, kind) in parts.into_iter().chain(FRAME) {
        overrides.push_str(&format!("<Override PartName=\"/word/{name}.xml\" ContentType=\"{WORD}.{kind}+xml\"/>"));
    }
    format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>{overrides}\
<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
<Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/></Types>"
    )
}

/// The document's relationships: fixed parts, the frame from `rId10`, pictures from `rId101`.
pub(super) fn relationships(pictures: usize) -> String {
    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut out =
        format!("{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
    let mut add = |id: usize, kind: &str, target: &str| {
        out.push_str(&format!("<Relationship Id=\"rId{id}\" Type=\"{KIND}/{kind}\" Target=\"{target}\"/>"));
    };
    for (index, name) in ["styles", "numbering", "settings"].into_iter().enumerate() {
        add(index + 1, name, &format!("{name}.xml"));
    }
    for (index, (name, kind)) in FRAME.into_iter().enumerate() {
        add(10 + index, kind, &format!("{name}.xml"));
    }
    for index in 0..pictures {
        add(101 + index, "image", &format!("media/picture{}.png", index + 1));
    }
    out.push_str("</Relationships>");
    out
}

pub(super) fn core_properties(document: &Document) -> String {
    let language = match document.options.language {
        Language::Thai => "th-TH",
        Language::English => "en-GB",
    };
    let date = document.meta.date;
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
<dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>{language}</dc:language>\
<dcterms:created xsi:type=\"dcterms:W3CDTF\">{date}T00:00:00Z</dcterms:created>\
<dcterms:modified xsi:type=\"dcterms:W3CDTF\">{date}T00:00:00Z</dcterms:modified></cp:coreProperties>",
        escape(&document.title.replace('\n', " ")),
        escape(&document.meta.agency),
    )
}

/// A paragraph style: id, shown name, what it builds on, paragraph and run properties.
struct Style(&'static str, &'static str, &'static str, String, String);

pub(super) fn styles(document: &Document) -> String {
    let line = (240.0 * f64::from(document.options.line_spacing.clamp(0.8, 2.0))).round() as i32;
    let size = |points: i32| format!("<w:sz w:val=\"{0}\"/><w:szCs w:val=\"{0}\"/>", points * 2);
    let bold = |points: i32| format!("<w:b/><w:bCs/>{}", size(points));
    let space = |before: i32, after: i32| format!("<w:spacing w:before=\"{before}\" w:after=\"{after}\"/>");
    let heading = |level: i32, before: i32| {
        format!("<w:keepNext/><w:keepLines/>{}<w:outlineLvl w:val=\"{}\"/>", space(before, 60), level - 1)
    };
    let contents = |indent: i32| {
        format!(
            "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"9070\"/></w:tabs>{}<w:ind w:left=\"{indent}\"/>",
            space(0, 40)
        )
    };
    let styles = [
        Style(
            "BodyText",
            "Body Text",
            "Normal",
            format!("{}<w:ind w:firstLine=\"1417\"/><w:jc w:val=\"thaiDistribute\"/>", space(0, 80)),
            String::new(),
        ),
        Style(
            "FlushText",
            "Flush Text",
            "Normal",
            format!("{}<w:jc w:val=\"thaiDistribute\"/>", space(0, 80)),
            String::new(),
        ),
        Style(
            "CentredText",
            "Centred Text",
            "Normal",
            format!("{}<w:jc w:val=\"center\"/>", space(0, 40)),
            String::new(),
        ),
        Style("SmallText", "Small Text", "Normal", space(0, 60), format!("<w:color w:val=\"51606F\"/>{}", size(13))),
        Style("Title", "Title", "Normal", format!("{}<w:jc w:val=\"center\"/>", space(0, 120)), bold(20)),
        Style("CoverTitle", "Cover Title", "Title", String::new(), bold(30)),
        Style("Heading1", "heading 1", "Normal", heading(1, 240), bold(18)),
        Style("Heading2", "heading 2", "Normal", heading(2, 160), bold(17)),
        Style("Heading3", "heading 3", "Normal", heading(3, 120), bold(16)),
        Style("Heading4", "heading 4", "Normal", heading(4, 120), bold(16)),
        Style("Caption", "caption", "Normal", format!("<w:keepNext/>{}", space(160, 60)), bold(15)),
        Style(
            "PictureCaption",
            "Picture Caption",
            "Normal",
            format!("{}<w:jc w:val=\"center\"/>", space(40, 200)),
            size(15),
        ),
        Style(
            "ListParagraph",
            "List Paragraph",
            "Normal",
            format!("{}<w:contextualSpacing/>", space(0, 40)),
            String::new(),
        ),
        Style("TableText", "Table Text", "Normal", space(0, 0), size(14)),
        Style("CompactText", "Compact Text", "TableText", String::new(), size(12)),
        Style("TableNote", "Table Note", "Normal", space(40, 40), size(13)),
        Style("TOC1", "toc 1", "Normal", contents(0), "<w:b/><w:bCs/>".to_owned()),
        Style("TOC2", "toc 2", "Normal", contents(340), String::new()),
        Style("Header", "header", "Normal", format!("{}<w:jc w:val=\"center\"/>", space(0, 0)), String::new()),
        Style("Footer", "footer", "Normal", format!("{}<w:jc w:val=\"center\"/>", space(0, 0)), size(12)),
    ];
    let mut out = format!(
        "{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>\
<w:rFonts w:ascii=\"TH SarabunPSK\" w:hAnsi=\"TH SarabunPSK\" w:eastAsia=\"TH SarabunPSK\" w:cs=\"TH SarabunPSK\"/>{}\
<w:lang w:val=\"en-US\" w:eastAsia=\"en-US\" w:bidi=\"th-TH\"/></w:rPr></w:rPrDefault>\
<w:pPrDefault><w:pPr><w:spacing w:line=\"{line}\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\
<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/></w:style>\
<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/>\
<w:tblCellMar><w:left w:w=\"80\" w:type=\"dxa\"/><w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>",
        size(16)
    );
    for Style(id, name, base, paragraph, run) in styles {
        let paragraph = if paragraph.is_empty() { String::new() } else { format!("<w:pPr>{paragraph}</w:pPr>") };
        let run = if run.is_empty() { String::new() } else { format!("<w:rPr>{run}</w:rPr>") };
        out.push_str(&format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"{base}\"/><w:qFormat/>{paragraph}{run}</w:style>"
        ));
    }
    out.push_str("</w:styles>");
    out
}
