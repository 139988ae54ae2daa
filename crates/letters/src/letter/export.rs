//! A list of letters as a table: the register as people and programs read it.

use documents::xlsx::Cell;
use web::Lang;

use super::store::Letter;
use crate::{download::Table, reach::Reach, text::T, words};

fn text(value: &str) -> Cell {
    if value.is_empty() { Cell::Blank } else { value.into() }
}

/// The letters as seen; only what the reader may know of is among them.
pub(super) fn table(letters: &[Letter], reach: &Reach, lang: Lang) -> Table {
    let t = T(lang);
    let row = |letter: &Letter| -> Vec<Cell> {
        let w = &letter.written;
        let receipt = letter.received.as_ref();
        vec![
            letter.id.as_str().into(),
            letter.code.as_str().into(),
            if letter.incoming { "incoming" } else { "own" }.into(),
            w.form.code().into(),
            text(&letter.number),
            letter.dated.map_or(Cell::Blank, Cell::Date),
            text(&reach.words(&letter.path, &w.subject)),
            text(&letter.sender),
            text(&w.addressee),
            text(w.urgency.code()),
            w.secrecy.code().into(),
            receipt.map_or(Cell::Blank, |receipt| Cell::Int(receipt.number.into())),
            receipt.map_or(Cell::Blank, |receipt| Cell::Int(receipt.year.into())),
            receipt.map_or(Cell::Blank, |receipt| receipt.at.to_string().into()),
            letter.state.code().into(),
            words::state(lang, letter.state).into(),
        ]
    };
    Table {
        name: "letters".into(),
        title: t.letters().into(),
        columns: vec![
            ("id", t.column_id()),
            ("organisation", t.organisation()),
            ("direction", t.direction()),
            ("form", t.form()),
            ("number", t.number()),
            ("dated", t.dated()),
            ("subject", t.subject()),
            ("sender", t.sender()),
            ("addressee", t.addressee()),
            ("urgency", t.urgency()),
            ("classification", t.secrecy()),
            ("register_number", t.column_register()),
            ("register_year", t.column_year()),
            ("received_at", t.received_day()),
            ("state_code", t.column_state()),
            ("state", t.state()),
        ],
        rows: letters.iter().map(row).collect(),
    }
}
