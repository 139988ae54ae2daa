//! A document as the data its template reads. Digits, dates and line breaks are settled here, so that
//! the template only places what it is given.

use serde_json::{Value, json};

use super::lines;
use crate::report::{
    Align, Block, Cell, Chart, ChartSize, Document, Emblem, Language, List, ListKind, NoteKind, Opening, Orientation,
    ParagraphStyle, RenderError, Row, RowKind, Signatory, Slot, Span, Table, Text, Width, Wording, slots,
};
use crate::{font, picture};

/// Widths of the text on the page in centimetres, upright and lying; the template's margins.
const TEXT_WIDTH: [f64; 2] = [16.0, 25.7];
/// Centimetres of one em at the body's 11 points.
const EM: f64 = 11.0 * 0.03528;
/// A word of running text wider than this many ems is not kept whole.
const WIDEST_WORD: f64 = 16.0;
/// The same for titles and names on a line of their own.
const WIDEST_TITLE: f64 = 30.0;
/// Codes longer than this may break after so many characters: a hash, an address.
const CODE_PIECE: usize = 12;

/// The data, once every picture in the document has been made fit for the archive.
pub(super) fn of(document: &Document) -> Result<Value, RenderError> {
    let print = Print { wording: Wording::of(document) };
    let (meta, wording) = (&document.meta, &print.wording);
    let shown = |words: Option<String>| words.map(|words| font::printable(&words));
    let (opening, contents) = match document.options.opening {
        Opening::TitleBlock => ("title-block", false),
        Opening::Cover { contents } => ("cover", contents),
        Opening::Letterhead => ("letterhead", false),
        Opening::Poster => ("poster", false),
        Opening::Letter => ("letter", false),
    };
    Ok(json!({
        "title": print.text_of(&document.title, WIDEST_TITLE),
        "title_plain": font::printable(&document.title.replace('\n', " ")),
        "subtitle": document.subtitle.as_deref().map(|subtitle| print.text_of(subtitle, WIDEST_TITLE)),
        "agency": print.text_of(&meta.agency, WIDEST_TITLE),
        "agency_plain": font::printable(&meta.agency),
        "parent": meta.parent.as_deref().map(|parent| print.text_of(parent, WIDEST_TITLE)),
        "fiscal_year": wording.fiscal_year(document),
        "as_of": wording.as_of(document),
        "dated_line": wording.dated(document),
        "date": [meta.date.year(), i16::from(meta.date.month()), i16::from(meta.date.day())],
        "version": shown(wording.version(document)),
        "reference": shown(wording.reference(document)),
        "stamp": wording.stamp(document),
        "demo": meta.demo.then_some(wording.labels.demo),
        "draft": meta.draft.then_some(wording.labels.draft),
        "emblem": meta.emblem.as_ref().map(|emblem| match emblem { Emblem::Svg(_) => "svg", Emblem::Png(_) => "png" }),
        "emblem_alt": wording.labels.emblem,
        "lang": match document.options.language { Language::Thai => "th", Language::English => "en" },
        "thai_digits": document.options.thai_digits,
        "spacing": f64::from(document.options.line_spacing.clamp(0.8, 2.0)),
        "page_numbers": document.options.page_numbers,
        "opening": opening,
        "contents": contents.then_some(wording.labels.contents),
        "sections": print.sections(document)?,
    }))
}

pub(super) struct Print {
    pub(super) wording: Wording,
}

impl Print {
    /// A short text that is not broken.
    pub(super) fn fixed(&self, words: &str) -> String {
        self.wording.words(&font::printable(words))
    }

    pub(super) fn text_of(&self, words: &str, widest: f64) -> Value {
        self.runs(&Text::from(words), widest)
    }

    /// The runs of a text: `t` with marks for bold and italic; `k` says whether it is boxed or a line break.
    fn runs(&self, text: &Text, widest: f64) -> Value {
        let mut out = Vec::new();
        for span in &text.0 {
            let words = if span.verbatim { font::printable(&span.text) } else { self.fixed(&span.text) };
            for (index, line) in words.split('\n').enumerate() {
                if index > 0 {
                    out.push(json!({"k": "line"}));
                }
                if span.verbatim && line.len() > 2 * CODE_PIECE && line.bytes().all(|byte| byte.is_ascii_graphic()) {
                    code_runs(line, span, &mut out);
                } else {
                    out.extend(lines::stretches(line, widest).iter().map(|part| run(part.text, part.boxed, span)));
                }
            }
        }
        Value::Array(out)
    }

    /// Blocks in sections that lie one way; a change of orientation begins one.
    fn sections(&self, document: &Document) -> Result<Value, RenderError> {
        let mut lying = document.options.orientation;
        let mut sections = vec![(lying, Vec::new())];
        let mut level = 0;
        let next = document.blocks.iter().skip(1).map(Some).chain([None]);
        for (block, next) in document.blocks.iter().zip(next) {
            if let Block::Section(orientation) = block {
                lying = *orientation;
                sections.push((lying, Vec::new()));
                continue;
            }
            let mut made = self.block(block, lying, &mut level)?;
            if let (Block::Paragraph(_), Value::Object(fields)) = (block, &mut made) {
                fields.insert(
                    "sticky".to_owned(),
                    json!(matches!(next, Some(Block::Signatures(_) | Block::LetterEnd(_)))),
                );
            }
            if let Some((_, blocks)) = sections.last_mut() {
                blocks.push(made);
            }
        }
        let value = |(lying, blocks): (Orientation, Vec<Value>)| json!({"landscape": lying == Orientation::Landscape, "blocks": blocks});
        Ok(Value::Array(sections.into_iter().map(value).collect()))
    }

    /// `level` is that of the heading before: accessible PDF has no level 3 right under a 1.
    fn block(&self, block: &Block, lying: Orientation, level: &mut u8) -> Result<Value, RenderError> {
        Ok(match block {
            Block::Heading(heading) => {
                *level = heading.level.min(*level + 1);
                json!({"k": "heading", "level": *level, "look": heading.level, "number": heading.number.as_deref().map(|n| self.fixed(n)),
                    "text": self.text_of(&heading.text, WIDEST_WORD)})
            }
            Block::Paragraph(paragraph) => {
                let style = match paragraph.style {
                    ParagraphStyle::Body => "body",
                    ParagraphStyle::Flush => "flush",
                    ParagraphStyle::Centred => "centred",
                    ParagraphStyle::Small => "small",
                };
                json!({"k": "paragraph", "style": style, "text": self.runs(&paragraph.text, WIDEST_WORD)})
            }
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table, lying),
            Block::Chart(chart) => self.chart(chart)?,
            Block::KeyValues(rows) => {
                let row =
                    |(label, value): &(String, Text)| json!([self.text_of(label, 11.0), self.runs(value, WIDEST_WORD)]);
                json!({"k": "pairs", "rows": rows.0.iter().map(row).collect::<Vec<_>>()})
            }
            Block::Figures(figures) => {
                let figure = |figure: &crate::report::Figure| {
                    json!({"value": self.fixed(&figure.value), "label": self.text_of(&figure.label, 9.0),
                        "detail": figure.detail.as_deref().map(|detail| self.text_of(detail, 9.0))})
                };
                json!({"k": "figures", "figures": figures.iter().map(figure).collect::<Vec<_>>()})
            }
            Block::Signatures(signatures) => {
                let people = signatures.0.iter().map(|person| self.signatory(person)).collect::<Vec<_>>();
                json!({"k": "signatures", "people": people})
            }
            Block::Note(note) => json!({
                "k": "note", "warning": note.kind == NoteKind::Warning,
                "title": note.title.as_deref().map(|title| self.text_of(title, WIDEST_WORD)),
                "text": self.runs(&note.text, WIDEST_WORD)}),
            Block::LetterHead(head) => self.letter_head(head),
            Block::LetterEnd(end) => self.letter_end(end),
            Block::Endorsements(all) => self.endorsements(all),
            Block::PageBreak | Block::Section(_) => json!({"k": "break"}),
        })
    }

    fn signatory(&self, person: &Signatory) -> Value {
        json!({
            "line": self.wording.labels.signature,
            "name": person.name.as_deref().map(|name| self.fixed(name)),
            "position": self.text_of(&person.position, 12.0),
            "capacity": person.capacity.as_deref().map(|capacity| self.fixed(capacity)),
            "on": self.wording.labels.signed_on,
            "date": person.date.map(|date| self.wording.date(date)),
        })
    }

    fn list(&self, list: &List) -> Value {
        let kind = match list.kind {
            ListKind::Numbered => "numbered",
            ListKind::Bracketed => "bracketed",
            ListKind::Bulleted => "bulleted",
            ListKind::Boxes => "boxes",
        };
        let item = |item: &crate::report::ListItem| json!({"text": self.runs(&item.text, WIDEST_WORD), "children": item.children.as_ref().map(|child| self.list(child))});
        json!({"k": "list", "kind": kind, "items": list.items.iter().map(item).collect::<Vec<_>>()})
    }

    fn chart(&self, chart: &Chart) -> Result<Value, RenderError> {
        let size = match chart.size {
            ChartSize::Percent(share) => json!(share),
            ChartSize::Page => Value::Null,
        };
        Ok(
            json!({"k": "chart", "svg": picture::outlined(&self.wording.picture(&chart.svg))?, "alt": font::printable(&chart.alt), "percent": size,
            "caption": chart.caption.as_deref().map(|caption| self.text_of(caption, WIDEST_WORD))}),
        )
    }

    fn table(&self, table: &Table, lying: Orientation) -> Value {
        let widths = widths_in_ems(table, lying);
        let columns: Vec<Value> = table
            .columns
            .iter()
            .map(|column| match column.width {
                Width::Auto => json!({"auto": true}),
                Width::Share(share) => json!({"fr": share}),
                Width::Cm(cm) => json!({"cm": cm}),
            })
            .collect();
        let rows = |rows: &[Row]| {
            let places = slots(rows, table.columns.len());
            rows.iter().zip(places).map(|(row, places)| self.row(row, &places, table, &widths)).collect::<Vec<_>>()
        };
        json!({
            "k": "table", "compact": table.compact, "columns": columns,
            "caption": table.caption.as_deref().map(|caption| self.text_of(caption, WIDEST_WORD)),
            "header": rows(&table.header), "rows": rows(&table.rows),
            "note": self.wording.labels.table_note,
            "notes": table.notes.iter().map(|note| self.runs(note, WIDEST_WORD)).collect::<Vec<_>>(),
        })
    }

    fn row(&self, row: &Row, places: &[(usize, Slot<'_>)], table: &Table, widths: &[f64]) -> Value {
        let begins = places.iter().filter_map(|(column, slot)| match slot {
            Slot::Begins(cell) => Some((*column, *cell)),
            Slot::Continues(_) => None,
        });
        let cells: Vec<Value> = begins
            .map(|(column, cell)| {
                let widest = widths.iter().skip(column).take(cell.colspan.max(1)).sum::<f64>();
                self.cell(cell, table.columns.get(column).map(|column| column.align), widest.min(WIDEST_WORD))
            })
            .collect();
        let kind = match row.kind {
            RowKind::Ordinary => "ordinary",
            RowKind::Group => "group",
            RowKind::Total => "total",
        };
        json!({"kind": kind, "cells": cells})
    }

    fn cell(&self, cell: &Cell, column: Option<Align>, widest: f64) -> Value {
        let align = cell.align.or(column).map(|align| match align {
            Align::Left => "left",
            Align::Centre => "center",
            Align::Right => "right",
        });
        json!({"text": self.runs(&cell.text, widest), "colspan": cell.colspan.max(1), "rowspan": cell.rowspan.max(1), "align": align})
    }
}

fn run(text: &str, boxed: bool, span: &Span) -> Value {
    let kind = if boxed { "box" } else { "text" };
    json!({"k": kind, "t": text, "b": span.bold, "i": span.italic})
}

fn code_runs(code: &str, span: &Span, out: &mut Vec<Value>) {
    let bytes = code.as_bytes();
    // A line may break between two boxes.
    out.extend(bytes.chunks(CODE_PIECE).map(|piece| run(&String::from_utf8_lossy(piece), true, span)));
}

/// How many ems of text fit into each column, its padding taken off.
fn widths_in_ems(table: &Table, lying: Orientation) -> Vec<f64> {
    let total = TEXT_WIDTH[usize::from(lying == Orientation::Landscape)];
    let fixed: f64 =
        table.columns.iter().map(|column| if let Width::Cm(cm) = column.width { f64::from(cm) } else { 0.0 }).sum();
    let shares: f64 =
        table.columns.iter().map(|column| if let Width::Share(fr) = column.width { f64::from(fr) } else { 0.0 }).sum();
    let em = if table.compact { EM * 0.86 } else { EM * 0.94 };
    let width = |width: Width| match width {
        Width::Auto => WIDEST_WORD * em,
        Width::Cm(cm) => f64::from(cm),
        Width::Share(fr) => (total - fixed).max(1.0) * f64::from(fr) / shares.max(0.001),
    };
    table.columns.iter().map(|column| ((width(column.width) - 0.3) / em).max(1.0)).collect()
}
