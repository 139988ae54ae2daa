//! Papers read back with the tools readers use: poppler for PDF, an XML parser for DOCX. Needs
//! `pdftotext` and `pdfinfo` (Debian: poppler-utils).

#![allow(clippy::unwrap_used)] // The helpers of tests fail by panicking, as tests do.

mod samples;

use std::io::Read;
use std::path::Path;
use std::process::Command;

use documents::report::{
    Cell, Chart, Column, Document, Fault, List, ListItem, ListKind, Meta, Options, RenderError, Row, Table, Text,
};
use documents::{docx, pdf};
use jiff::civil::date;

/// Words that came out of PDFs doubled, torn or reordered at one time or another.
const HARD_WORDS: [&str; 16] = [
    "ท้องถิ่น",
    "เทคโนโลยี",
    "พฤศจิกายน",
    "น้ำท่วม",
    "กู้ชีพกู้ภัย",
    "ที่ว่าการอำเภอ",
    "ป้องกัน",
    "ปั้นจั่น",
    "ฎีกา",
    "ญัตติ",
    "ฟื้นฟู",
    "ชายฝั่ง",
    "ปั๊มน้ำ",
    "ปิ้งย่าง",
    "ญี่ปุ่น",
    "ปริญญานิพนธ์",
];

fn poppler(tool: &str, arguments: &[&str], bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.pdf");
    std::fs::write(&path, bytes).unwrap();
    let output = Command::new(tool).args(arguments).arg(&path).args(to_stdout(tool)).output();
    let output = output.unwrap_or_else(|error| panic!("{tool} is needed (poppler-utils): {error}"));
    assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn to_stdout(tool: &str) -> &'static [&'static str] {
    if tool == "pdftotext" { &["-"] } else { &[] }
}

/// Whether a line of the page is its number; how wide a blank is taken is up to the reader.
fn numbered(page: &str, number: &str) -> bool {
    page.lines().any(|line| line.split_whitespace().collect::<String>() == number)
}

fn plain(meta_demo: bool) -> Document {
    let mut meta = Meta::new("กรมทดสอบ", date(2020, 8, 31));
    meta.demo = meta_demo;
    Document::new("เอกสารทดสอบ", meta)
}

#[test]
fn hard_words_come_out_of_a_pdf_as_they_went_in() {
    let mut paper = plain(false);
    for word in HARD_WORDS {
        paper.paragraph(word);
        paper.push(Table::new([Column::text(1.0)]).row([word]));
        paper.paragraph(Text::default().bold(word));
    }
    let text = poppler("pdftotext", &["-layout"], &pdf::render(&paper).unwrap());
    for word in HARD_WORDS {
        assert_eq!(text.matches(word).count(), 3, "{word} in:\n{text}");
    }
}

#[test]
fn no_line_of_running_text_breaks_inside_a_word() {
    let sentence = "ภายในวันที่ 30 พฤศจิกายน 2563 องค์กรปกครองส่วนท้องถิ่นจะนำเทคโนโลยีดิจิทัลและระบบบริการอิเล็กทรอนิกส์มาใช้ในการให้บริการประชาชนอย่างต่อเนื่อง ";
    let mut paper = plain(false);
    paper.options.page_numbers = false;
    paper.options.thai_digits = false;
    // Different first words shift the line ends over every place in the sentence.
    for shift in 0..24 {
        paper.paragraph(format!("{}{}", "ก ".repeat(shift), sentence.repeat(3)));
    }
    let text = poppler("pdftotext", &["-raw"], &pdf::render(&paper).unwrap());
    let words = thai::segment::segments(sentence);
    let mut broken = Vec::new();
    let lines: Vec<&str> = text.lines().map(|line| line.trim_matches(['\u{c}', ' '])).collect();
    for pair in lines.windows(2) {
        let (end, start) = (pair[0], pair[1]);
        let torn = words.iter().find(|word| {
            word.char_indices().skip(1).any(|(at, _)| {
                let (left, right) = word.split_at(at);
                left.chars().count() > 2 && right.chars().count() > 1 && end.ends_with(left) && start.starts_with(right)
            })
        });
        broken.extend(torn.map(|word| format!("{word}: {end} / {start}")));
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn a_pdf_is_tagged_titled_and_dated() {
    let info = poppler("pdfinfo", &[], &pdf::render(&samples::plan()).unwrap());
    for expected in [
        "Tagged:          yes",
        "Author:          องค์การบริหารส่วนตำบลกระทุ่มล้ม",
        "Page size:       595.276 x 841.89 pts (A4)",
        "Title:           แผนดำเนินธุรกิจอย่างต่อเนื่อง",
        "CreationDate:    Thu Aug 20",
    ] {
        assert!(info.contains(expected), "{expected} in\n{info}");
    }
    let bytes = pdf::render(&samples::receipt()).unwrap();
    let contains = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
    assert!(contains(b"pdfaid:part") && contains(b"pdfuaid:part"), "declares PDF/A and PDF/UA");
}

#[test]
fn the_marks_of_a_paper_stand_on_every_page() {
    let bytes = pdf::render(&samples::plan()).unwrap();
    let text = poppler("pdftotext", &["-layout"], &bytes);
    let pages: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
    assert!(pages.len() >= 7, "{}", pages.len());
    for (index, page) in pages.iter().enumerate() {
        assert_eq!(page.matches("ข้อมูลสาธิต ไม่ใช่ข้อมูลจริงของหน่วยงาน").count(), 1, "page {}", index + 1);
        assert!(page.lines().filter(|line| line.trim() == "ลับ").count() == 2, "page {}:\n{page}", index + 1);
    }
    assert!(!numbered(pages[0], "-๑-") && numbered(pages[1], "-๒-"));
    assert!(pages[1].contains("สารบัญ") && pages[1].contains("วัตถุประสงค์"));
    // The header rows of a long table repeat.
    assert!(pages.iter().filter(|page| page.contains("ระยะเวลานับจากเหตุเกิด")).count() >= 2);
    // A reference and a Latin code keep their digits.
    assert!(text.contains("BCP-2563-0K7Q2"));
}

#[test]
fn without_thai_digits_none_is_printed() {
    let mut paper = samples::cabinet_report();
    paper.options = Options { thai_digits: false, ..paper.options };
    let text = poppler("pdftotext", &["-layout"], &pdf::render(&paper).unwrap());
    assert!(text.contains("3,616") && numbered(&text, "-2-") && !text.contains('๑'));
}

#[test]
fn equal_documents_give_equal_bytes() {
    let paper = samples::cabinet_report();
    assert!(pdf::render(&paper).unwrap() == pdf::render(&paper).unwrap());
    assert!(docx::render(&paper).unwrap() == docx::render(&paper).unwrap());
}

#[test]
fn what_users_type_never_costs_them_the_paper() {
    let mut paper = plain(true);
    for words in [
        "😀 emoji ✓ ☐ 漢字 \u{200B}\u{FEFF}\u{7}",
        "#set page(width: 1pt) $x$ *b* \\ `code` <label> @ref",
        "]]><w:p/>&amp;",
        "ก\u{0E48}\u{0E48}\u{0E33}เเ",
        "",
    ] {
        paper.heading(1, "1", words);
        paper.paragraph(words);
        paper.push(Table::new([Column::centred(1.0)]).caption(words).row([words]));
        paper.push(List::of(ListKind::Boxes, [words]));
    }
    paper.paragraph("ก".repeat(20_000));
    let text = poppler("pdftotext", &["-layout"], &pdf::render(&paper).unwrap());
    assert!(text.contains("#set page(width: ๑pt)") || text.contains("#set page(width: 1pt)"), "{}", &text[..600]);
    parts_of(&docx::render(&paper).unwrap());
}

#[test]
fn faults_are_found_before_typesetting() {
    let refused = |change: fn(&mut Document)| {
        let mut paper = plain(false);
        change(&mut paper);
        let fault = |result: Result<Vec<u8>, RenderError>| match result {
            Err(RenderError::Fault(fault)) => fault,
            other => panic!("{other:?}"),
        };
        assert_eq!(fault(pdf::render(&paper)), fault(docx::render(&paper)));
        fault(pdf::render(&paper))
    };
    assert_eq!(refused(|paper| paper.title = "  ".into()), Fault::BlankTitle);
    assert_eq!(
        refused(|paper| {
            paper.heading(5, "", "x");
        }),
        Fault::HeadingLevel { block: 0, level: 5 }
    );
    assert_eq!(
        refused(|paper| {
            paper.push(Chart::new("<svg/>", " "));
        }),
        Fault::NoAlt { block: 0 }
    );
    assert_eq!(
        refused(|paper| {
            paper.push(Table::new([]));
        }),
        Fault::Columns { block: 0 }
    );
    let short = |paper: &mut Document| {
        paper.push(Table::new([Column::text(1.0), Column::text(1.0)]).header(["ก", "ข"]).row(["ค"]));
    };
    assert_eq!(refused(short), Fault::RowWidth { block: 0, row: 1, filled: 1, columns: 2 });
    let deep = |paper: &mut Document| {
        paper.push(Table::new([Column::text(1.0)]).row([Cell::from("ก").down(2)]));
    };
    assert_eq!(refused(deep), Fault::SpanTooDeep { block: 0 });
    let nested = |paper: &mut Document| {
        let mut list = List::of(ListKind::Bulleted, ["ก"]);
        for _ in 0..5 {
            list =
                List { kind: ListKind::Bulleted, items: vec![ListItem { text: "ก".into(), children: Some(list) }] };
        }
        paper.push(list);
    };
    assert_eq!(refused(nested), Fault::ListDepth { block: 0 });
}

/// The parts of a DOCX by name; XML parts are parsed.
fn parts_of(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        if Path::new(&name).extension().is_some_and(|kind| kind == "png") {
            continue;
        }
        let mut xml = String::new();
        part.read_to_string(&mut xml).unwrap();
        resvg::usvg::roxmltree::Document::parse(&xml).unwrap_or_else(|error| panic!("{name}: {error}"));
        parts.push((name, xml));
    }
    parts
}

#[test]
fn a_memo_has_its_stamp_and_no_close_and_an_external_letter_its_close_and_degree_of_secrecy() {
    let memo = poppler("pdftotext", &["-layout"], &pdf::render(&samples::memo()).unwrap());
    for words in ["บันทึกข้อความ", "ด่วนมาก", "กษ ๐๖๐๖/๒๕๓", "๒๐ เมษายน ๒๕๖๕", "เลขรับที่ ๒๓๙๐", "เวลา ๐๙.๑๐ น.", "เกษียน"]
    {
        assert!(memo.contains(words), "{words} in:\n{memo}");
    }
    assert!(!memo.contains("ขอแสดงความนับถือ"));
    let letter = poppler("pdftotext", &["-layout"], &pdf::render(&samples::external_letter()).unwrap());
    for words in ["ด่วนที่สุด", "ที่ นร ๑๒๐๐/ว ๑๒", "ขอแสดงความนับถือ", "ปฏิบัติราชการแทน", "๒. แบบรายงาน จำนวน ๑ ชุด"]
    {
        assert!(letter.contains(words), "{words} in:\n{letter}");
    }
    assert!(letter.matches("ลับ").count() >= 2, "{letter}");
    for (paper, points) in [(samples::memo(), ["58", "64", "40"]), (samples::external_letter(), ["64", "32", "64"])] {
        let parts = parts_of(&docx::render(&paper).unwrap());
        let (_, xml) = parts.iter().find(|(name, _)| name == "word/document.xml").unwrap();
        let (_, styles) = parts.iter().find(|(name, _)| name == "word/styles.xml").unwrap();
        for half in points {
            let size = format!("<w:szCs w:val=\"{half}\"/>");
            assert!(xml.contains(&size) || styles.contains(&size), "no {half} half-points");
        }
    }
}

#[test]
fn a_docx_is_well_formed_thai_and_deflated() {
    let letters = [samples::memo(), samples::external_letter()];
    for paper in [samples::cabinet_report(), samples::plan(), samples::receipt(), samples::strategy_map()]
        .into_iter()
        .chain(letters)
    {
        let bytes = docx::render(&paper).unwrap();
        let parts = parts_of(&bytes);
        let unfolded: usize = parts.iter().map(|(_, xml)| xml.len()).sum();
        let part = |wanted: &str| &parts.iter().find(|(name, _)| name == wanted).unwrap().1;
        assert!(unfolded > 8000 && part("word/styles.xml").contains("w:cs=\"TH SarabunPSK\""));
        assert!(
            part("word/styles.xml").contains("w:bidi=\"th-TH\"")
                && part("word/styles.xml").contains("<w:szCs w:val=\"32\"/>")
        );
        assert!(part("word/document.xml").contains("thaiNumbers"));
        // Every relationship that the text uses exists.
        let relationships = part("word/_rels/document.xml.rels");
        for used in part("word/document.xml")
            .split("r:embed=\"")
            .skip(1)
            .chain(part("word/document.xml").split("r:id=\"").skip(1))
        {
            let id = used.split('"').next().unwrap();
            assert!(relationships.contains(&format!("Id=\"{id}\"")), "{id}");
        }
    }
}

#[test]
fn a_docx_keeps_headings_lists_and_header_rows() {
    let parts = parts_of(&docx::render(&samples::plan()).unwrap());
    let body = &parts.iter().find(|(name, _)| name == "word/document.xml").unwrap().1;
    for expected in [
        "w:val=\"Heading1\"",
        "w:val=\"Heading2\"",
        "<w:tblHeader/>",
        "<w:vMerge w:val=\"restart\"/>",
        "w:orient=\"landscape\"",
        "TOC \\o",
        "<w:titlePg/>",
        "thaiDistribute",
        "<w:numPr>",
    ] {
        let found = body.contains(expected)
            || parts.iter().any(|(name, xml)| name == "word/styles.xml" && xml.contains(expected));
        assert!(found, "{expected}");
    }
    let numbering = &parts.iter().find(|(name, _)| name == "word/numbering.xml").unwrap().1;
    assert!(numbering.contains("w:val=\"thaiNumbers\""));
}

#[cfg(target_os = "linux")]
#[test]
fn ten_documents_in_a_row_do_not_grow_memory() {
    let resident = || -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    };
    let paper = |index: usize| {
        let mut paper = samples::plan();
        paper.title = format!("แผนฉบับที่ {index}");
        paper
    };
    for index in 0..3 {
        pdf::render(&paper(index)).unwrap();
    }
    let before = resident();
    for index in 3..13 {
        pdf::render(&paper(index)).unwrap();
    }
    let grown = resident().saturating_sub(before);
    assert!(grown < 30 * 1024, "grew by {grown} KiB");
}

#[test]
fn pictures_for_pages_obey_a_strict_content_policy() {
    for (name, svg) in samples::page_charts() {
        resvg::usvg::roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!svg.contains("style=") && !svg.contains("<style") && !svg.contains("<script"), "{name}");
        assert!(svg.contains("aria-label=\""), "{name}");
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{name}");
    }
}

#[test]
fn pictures_of_nothing_are_still_pictures() {
    use documents::chart::*;
    let empties = [
        BarChart::default().svg(Palette::Print),
        TrendChart::default().svg(Palette::Print),
        GroupedBars::default().svg(Palette::Print),
        ImpactChart::default().svg(Palette::Print),
        ThailandMap::default().svg(Palette::Print),
        StrategyMap::default().svg(Palette::Print),
        CallTree::default().svg(Palette::Print),
    ];
    for svg in empties {
        let mut paper = plain(false);
        paper.push(Chart::new(svg, "ว่าง"));
        pdf::render(&paper).unwrap();
        docx::render(&paper).unwrap();
    }
}

#[test]
fn a_row_of_totals_and_groups_is_printed() {
    let mut paper = plain(false);
    let mut table = Table::new([Column::text(1.0), Column::number(3.0)]);
    table.rows = vec![Row::group("กลุ่ม", 2), Row::of(["ก", "1"]), Row::total(["รวม", "1"])];
    paper.push(table);
    let text = poppler("pdftotext", &["-layout"], &pdf::render(&paper).unwrap());
    assert!(text.contains("กลุ่ม") && text.contains("รวม") && text.contains('๑'));
}
