//! Entries as rows of a file, with the columns that the import takes. Nothing personal leaves in a file.

use documents::xlsx::Cell;
use web::Lang;

use super::Entry;
use crate::{
    download::Table,
    ledger::{Field, Ledger, Shape},
    text::T,
};

/// A column that a file of a ledger has: machine name and heading.
pub(crate) fn columns(ledger: &Ledger, lang: Lang) -> Vec<(&'static str, &'static str)> {
    let t = T(lang);
    let mut all = vec![
        ("id", t.column_id()),
        ("organisation", t.column_organisation()),
        ("fiscal_year", t.fiscal_year()),
        ("title", (ledger.title)(&t)),
        ("kind", (ledger.kind)(&t)),
        ("state", (ledger.state)(&t)),
        ("classification", t.classification()),
    ];
    if let Some(counted) = &ledger.counted {
        all.extend([("n", (counted.n)(&t)), ("d", (counted.d)(&t))]);
    }
    all.extend(open(ledger).map(|field| (field.name, (field.label)(&t))));
    all
}

fn open(ledger: &Ledger) -> impl Iterator<Item = &'static Field> {
    ledger.fields.iter().filter(|field| !field.personal)
}

/// A list of entries. CSV holds codes, XLSX labels.
pub(crate) fn table(ledger: &Ledger, entries: &[Entry], lang: Lang, labels: bool) -> Table {
    let mut columns: Vec<(String, String)> =
        columns(ledger, lang).into_iter().map(|(name, heading)| (name.to_owned(), heading.to_owned())).collect();
    columns.insert(2, ("organisation_name".to_owned(), T(lang).organisation().to_owned()));
    columns.push(("revision".to_owned(), T(lang).revision().to_owned()));
    Table {
        name: format!("{}-{}", "measures", ledger.code),
        title: (ledger.name)(&T(lang)).to_owned(),
        columns,
        rows: entries.iter().map(|entry| row(ledger, entry, lang, labels)).collect(),
    }
}

fn row(ledger: &Ledger, entry: &Entry, lang: Lang, labels: bool) -> Vec<Cell> {
    let draft = &entry.draft;
    let label = |code: &str, label: &str| Cell::from(if labels { label } else { code });
    let year = if labels { lang.fiscal_year(draft.fiscal_year) } else { draft.fiscal_year };
    let mut cells = vec![
        Cell::from(entry.id.as_str()),
        Cell::from(entry.owner.code.as_str()),
        Cell::from(entry.owner.name(lang)),
        // A year is no number to be grouped.
        Cell::from(year.to_string()),
        Cell::from(draft.title.as_str()),
        label(&draft.kind, ledger.kind_label(&draft.kind, lang)),
        label(&draft.state, ledger.state_label(&draft.state, lang)),
        label(&draft.classification, lang.label(reference::List::classifications(), &draft.classification)),
    ];
    let count = |count: Option<u64>| count.map_or(Cell::Blank, crate::download::int);
    if ledger.counted.is_some() {
        cells.extend([count(draft.n), count(draft.d)]);
    }
    cells.extend(open(ledger).map(|field| {
        let value = draft.value(field.name);
        match field.shape {
            Shape::Day => db::date(value).map_or_else(|_| Cell::from(value), Cell::Date),
            _ => Cell::from(value),
        }
    }));
    cells.push(Cell::Int(entry.revision));
    cells
}
