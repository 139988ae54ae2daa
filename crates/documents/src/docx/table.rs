//! Tables: ruled ones with repeated header rows, and ruleless ones for labels, figures and signatures.

use super::run::{BOLD, colour, paragraph, run, runs, size};
use crate::report::{Align, Figure, KeyValues, Row, RowKind, Signatory, Slot, Table, Text, Width, Wording, slots};

const RULE: &str = "9AA7B2";
const HEADER_FILL: &str = "E6EDF1";
const GROUP_FILL: &str = "F3F6F8";
const ACCENT: &str = "0B4F6C";
const MUTED: &str = "51606F";
/// Twentieths of a point in a centimetre.
const CM: f64 = 567.0;

/// A ruled table `width` twentieths of a point wide, with its caption and remarks.
pub(super) fn ruled(table: &Table, wording: &Wording, width: i64) -> String {
    let widths = column_widths(table, width);
    let mut out = String::new();
    if let Some(caption) = &table.caption {
        out.push_str(&paragraph("Caption", "", &run(&wording.words(caption), "")));
    }
    let edge = |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"{RULE}\"/>");
    let edges: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(edge).concat();
    out.push_str(&open(&widths, &format!("<w:tblBorders>{edges}</w:tblBorders>")));
    for (header, rows) in [(true, &table.header), (false, &table.rows)] {
        let places = slots(rows, table.columns.len());
        for (row, slots) in rows.iter().zip(places) {
            out.push_str(&ruled_row(row, &slots, header, table, &widths, wording));
        }
    }
    out.push_str("</w:tbl>");
    for (index, note) in table.notes.iter().enumerate() {
        let label = if index == 0 { run(&format!("{}: ", wording.labels.table_note), BOLD) } else { String::new() };
        out.push_str(&paragraph("TableNote", "", &(label + &runs(note, wording, ""))));
    }
    // Two tables without a paragraph between them would become one.
    out.push_str(&paragraph("TableNote", "", ""));
    out
}

fn open(widths: &[i64], extra: &str) -> String {
    let total: i64 = widths.iter().sum();
    let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{total}\" w:type=\"dxa\"/>{extra}<w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )
}

fn ruled_row(
    row: &Row,
    slots: &[(usize, Slot<'_>)],
    header: bool,
    table: &Table,
    widths: &[i64],
    wording: &Wording,
) -> String {
    let repeated = if header { "<w:tblHeader/>" } else { "" };
    let mut out = format!("<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>");
    let bold = header || row.kind != RowKind::Ordinary;
    let fill = match (header, row.kind) {
        (true, _) => Some(HEADER_FILL),
        (false, RowKind::Group) => Some(GROUP_FILL),
        _ => None,
    };
    let style = if table.compact { "CompactText" } else { "TableText" };
    for (column, slot) in slots {
        let (across, merge, content) = match slot {
            Slot::Continues(across) => (*across, "<w:vMerge/>", paragraph(style, "", "")),
            Slot::Begins(cell) => {
                let own = cell.align.or_else(|| table.columns.get(*column).map(|column| column.align));
                let align = match (header, own.unwrap_or_default()) {
                    (true, _) | (_, Align::Centre) => "<w:jc w:val=\"center\"/>",
                    (_, Align::Right) => "<w:jc w:val=\"right\"/>",
                    (_, Align::Left) => "",
                };
                let merge = if cell.rowspan > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" };
                let text = runs(&cell.text, wording, if bold { BOLD } else { "" });
                (cell.colspan.max(1), merge, paragraph(style, align, &text))
            }
        };
        let width: i64 = widths.iter().skip(*column).take(across).sum();
        out.push_str(&cell(width, across, merge, fill, header, &content));
    }
    out.push_str("</w:tr>");
    out
}

fn cell(width: i64, across: usize, merge: &str, fill: Option<&str>, centred: bool, content: &str) -> String {
    let span = if across > 1 { format!("<w:gridSpan w:val=\"{across}\"/>") } else { String::new() };
    let fill =
        fill.map(|fill| format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/>")).unwrap_or_default();
    let middle = if centred { "<w:vAlign w:val=\"center\"/>" } else { "" };
    format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{merge}{fill}{middle}</w:tcPr>{content}</w:tc>")
}

/// Fixed widths as they are, the rest by shares; a column as wide as its content counts as one share.
fn column_widths(table: &Table, total: i64) -> Vec<i64> {
    let total = total as f64;
    let fixed = |width: Width| if let Width::Cm(cm) = width { f64::from(cm) * CM } else { 0.0 };
    let share = |width: Width| match width {
        Width::Share(share) => f64::from(share),
        Width::Auto => 1.0,
        Width::Cm(_) => 0.0,
    };
    let all_fixed: f64 = table.columns.iter().map(|column| fixed(column.width)).sum();
    let all_shares: f64 = table.columns.iter().map(|column| share(column.width)).sum();
    // Fixed columns that leave no room are narrowed together.
    let room = (total - all_fixed).max(if all_shares > 0.0 { total * 0.25 } else { 0.0 });
    let shrink = if all_fixed > 0.0 { ((total - room) / all_fixed).min(1.0) } else { 1.0 };
    let width = |width: Width| match width {
        Width::Cm(_) => fixed(width) * shrink,
        _ => room * share(width) / all_shares.max(0.001),
    };
    table.columns.iter().map(|column| width(column.width).round() as i64).collect()
}

/// Labels with their values.
pub(super) fn pairs(rows: &KeyValues, wording: &Wording, width: i64) -> String {
    let widths = [width * 3 / 10, width - width * 3 / 10];
    let mut out = open(&widths, "");
    for (label, value) in &rows.0 {
        let label = paragraph("TableText", "", &run(&wording.words(label), &format!("{BOLD}{}", size(16))));
        let value = paragraph("TableText", "", &runs(value, wording, &size(16)));
        out.push_str(&format!(
            "<w:tr>{}{}</w:tr>",
            cell(widths[0], 1, "", None, false, &label),
            cell(widths[1], 1, "", None, false, &value)
        ));
    }
    out.push_str("</w:tbl>");
    out + &paragraph("TableNote", "", "")
}

/// Large figures side by side, at most four in a row.
pub(super) fn figures(figures: &[Figure], wording: &Wording, width: i64) -> String {
    let across = figures.len().clamp(1, 4);
    let widths = vec![width / across as i64; across];
    let edge = |side: &str, size: u32, hex: &str| {
        format!("<w:{side} w:val=\"single\" w:sz=\"{size}\" w:space=\"0\" w:color=\"{hex}\"/>")
    };
    let edges = [
        edge("top", 18, ACCENT),
        edge("left", 4, "D9DFE4"),
        edge("bottom", 4, "D9DFE4"),
        edge("right", 4, "D9DFE4"),
        edge("insideH", 18, ACCENT),
        edge("insideV", 4, "D9DFE4"),
    ];
    let mut out = open(&widths, &format!("<w:tblBorders>{}</w:tblBorders>", edges.concat()));
    for row in figures.chunks(across) {
        out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for place in 0..across {
            let content = row.get(place).map(|figure| figure_card(figure, wording));
            let content = content.unwrap_or_else(|| paragraph("TableText", "", ""));
            out.push_str(&cell(widths.get(place).copied().unwrap_or_default(), 1, "", None, false, &content));
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
    out + &paragraph("TableNote", "", "")
}

fn figure_card(figure: &Figure, wording: &Wording) -> String {
    let label = paragraph("TableText", "", &run(&wording.words(&figure.label), &colour(MUTED)));
    let value = paragraph(
        "TableText",
        "",
        &run(&wording.words(&figure.value), &format!("{BOLD}{}{}", colour(ACCENT), size(26))),
    );
    let detail = figure.detail.as_deref().map(|detail| paragraph("TableText", "", &run(&wording.words(detail), "")));
    label + &value + &detail.unwrap_or_default()
}

/// Places for signatures: one stands at the right, more stand side by side.
pub(super) fn signatures(people: &[Signatory], wording: &Wording, width: i64) -> String {
    let across = people.len().clamp(1, 3);
    let widths =
        if across == 1 { vec![width * 45 / 100, width * 55 / 100] } else { vec![width / across as i64; across] };
    let mut out = open(&widths, "");
    for row in people.chunks(across) {
        out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        if across == 1 {
            out.push_str(&cell(
                widths.first().copied().unwrap_or_default(),
                1,
                "",
                None,
                false,
                &paragraph("TableText", "", ""),
            ));
        }
        for place in 0..across {
            let content =
                row.get(place).map_or_else(|| paragraph("TableText", "", ""), |person| sign(person, wording, across));
            out.push_str(&cell(widths.last().copied().unwrap_or_default(), 1, "", None, false, &content));
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
    out + &paragraph("TableNote", "", "")
}

fn sign(person: &Signatory, wording: &Wording, across: usize) -> String {
    const CENTRE: &str = "<w:jc w:val=\"center\"/>";
    let line = |words: &str, properties: &str| {
        paragraph("TableText", CENTRE, &run(words, &format!("{properties}{}", size(16))))
    };
    let dots = |count: usize| ".".repeat(if across > 1 { count * 2 / 3 } else { count });
    let mut out = person.capacity.as_deref().map(|capacity| line(capacity, BOLD)).unwrap_or_default();
    out.push_str(&line("", ""));
    out.push_str(&line(&format!("{} {}", wording.labels.signature, dots(44)), ""));
    let name = person.name.as_deref().map_or_else(|| dots(48), |name| wording.words(name));
    out.push_str(&line(&format!("( {name} )"), ""));
    out.push_str(&paragraph("TableText", CENTRE, &runs(&Text::from(person.position.as_str()), wording, &size(16))));
    let date = person.date.map_or_else(|| dots(32), |date| wording.date(date));
    out.push_str(&line(&format!("{} {date}", wording.labels.signed_on), ""));
    out
}
