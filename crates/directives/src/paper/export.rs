//! Decisions as a table: `export directives` (one recommendation a row, the whole nation) and the list as seen.

use db::{Scope, Tx};
use directive::follow::standing;
use documents::xlsx::Cell;
use jiff::Timestamp;
use serde_json::{Value, json};
use web::Lang;

use super::{
    items,
    list::Counted,
    store::{self, Directive},
};
use crate::{
    download::{self, Table},
    following::{store::histories, view::ItemView},
    text::T,
    words::code,
};

/// Formats of the export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON document a line.
    Ndjson,
    /// CSV.
    Csv,
    /// XLSX.
    Xlsx,
}

/// The list of papers as seen.
pub(super) fn papers(found: &[Counted], lang: Lang, at: Timestamp) -> Table {
    let t = T(lang);
    let row = |one: &Counted| -> Vec<Cell> {
        let paper = &one.directive;
        vec![
            paper.id.as_str().into(),
            paper.title.as_str().into(),
            paper.cabinet_date.map_or(Cell::Blank, Cell::Date),
            paper.document_number.as_str().into(),
            one.state(at).into(),
            whole(one.total),
            whole(one.closed),
        ]
    };
    Table {
        name: "directives".into(),
        title: t.directives().into(),
        columns: vec![
            ("id", t.column_id()),
            ("title", t.title()),
            ("cabinet_date", t.cabinet_date()),
            ("document_number", t.document_number()),
            ("state", t.state()),
            ("recommendations", t.recommendations()),
            ("closed", t.status_closed()),
        ],
        rows: found.iter().map(row).collect(),
    }
}

fn whole(n: usize) -> Cell {
    Cell::Int(i64::try_from(n).unwrap_or(i64::MAX))
}

/// One recommendation as programs read it.
struct Row {
    json: Value,
    cells: Vec<Cell>,
}

fn row(paper: &Directive, view: &ItemView, told: &[String], counted: Option<continuity::Share>) -> Row {
    let date = paper.cabinet_date;
    let status = code(&view.standing);
    let codes = told.join(" ");
    Row {
        json: json!({
            "directive": paper.id, "title": paper.title, "cabinet_date": date.map(|day| day.to_string()),
            "document_number": paper.document_number, "recommendation": view.id, "number": view.number,
            "heading": view.heading, "text": view.text, "line": view.line, "lead": view.lead, "with": view.with,
            "lead_codes": told, "status": status, "n": counted.map(|share| share.n), "d": counted.map(|share| share.d),
        }),
        cells: vec![
            paper.id.as_str().into(),
            paper.title.as_str().into(),
            date.map_or(Cell::Blank, Cell::Date),
            paper.document_number.as_str().into(),
            view.id.as_str().into(),
            view.number.as_str().into(),
            view.heading.as_str().into(),
            view.text.as_str().into(),
            whole(view.line),
            view.lead.as_str().into(),
            view.with.as_str().into(),
            codes.into(),
            status.into(),
            counted.map_or(Cell::Blank, |share| Cell::Int(share.n.try_into().unwrap_or(i64::MAX))),
            counted.map_or(Cell::Blank, |share| Cell::Int(share.d.try_into().unwrap_or(i64::MAX))),
        ],
    }
}

/// Every recommendation of every paper as of an instant.
///
/// # Errors
/// The database's; a defect of a writer, in words.
pub fn export(tx: &mut Tx<'_>, format: Format, demo: bool, at: Timestamp) -> db::Result<Result<Vec<u8>, String>> {
    let asked = store::Asked { drafts: true, ..store::Asked::default() };
    let mut rows = Vec::new();
    for paper in store::list(tx, &asked, 100_000)? {
        let all = items::recommendations(tx, std::slice::from_ref(&paper.id))?;
        let all: Vec<_> = all.into_iter().filter(|item| item.decision != "rejected").collect();
        let ids: Vec<String> = all.iter().map(|item| item.id.clone()).collect();
        let (bodies, told) = (items::bodies(tx, &ids)?, histories(tx, &all)?);
        for item in &all {
            let view = ItemView::of(item, &bodies, &told, &Scope::nation(), Lang::Th, at);
            let codes: Vec<String> = told
                .told(&item.id, at)
                .iter()
                .filter(|told| told.part == "lead")
                .map(|told| told.code.clone())
                .collect();
            rows.push(row(&paper, &view, &codes, standing(&told.of(&item.id), at).counted));
        }
    }
    Ok(written(rows, format, demo, at))
}

fn written(rows: Vec<Row>, format: Format, demo: bool, at: Timestamp) -> Result<Vec<u8>, String> {
    let t = T(Lang::Th);
    let columns = [
        ("directive", t.column_id()),
        ("title", t.title()),
        ("cabinet_date", t.cabinet_date()),
        ("document_number", t.document_number()),
        ("recommendation", t.recommendation()),
        ("number", t.number()),
        ("heading", t.heading()),
        ("text", t.wording()),
        ("line", t.line()),
        ("lead", t.lead()),
        ("with", t.with()),
        ("lead_codes", t.told()),
        ("status", t.state()),
        ("n", t.count_done()),
        ("d", t.count_all()),
    ];
    if format == Format::Ndjson {
        let lines: Vec<String> = rows.iter().map(|row| row.json.to_string()).collect();
        return Ok(lines.join("\n").into_bytes());
    }
    let table = Table {
        name: "directives".into(),
        title: t.directives().into(),
        columns: columns.into(),
        rows: rows.into_iter().map(|row| row.cells).collect(),
    };
    let name = if format == Format::Csv { "csv" } else { "xlsx" };
    download::bytes(&table, name, Lang::Th, demo, at).map_err(|problem| format!("{problem:?}"))
}
