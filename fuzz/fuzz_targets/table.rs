//! Tables that are uploaded: CSV in any encoding, or XLSX, told apart by content. Whatever is read can be written and is
//! then read the same.
#![no_main]

use documents::{csv::Writer, table::{Limits, read}};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { expanded: 8 << 20, rows: 5_000, ..Limits::default() };
    let Ok(rows) = read(bytes, "table", &limits) else { return };
    let mut writer = Writer::new(Vec::new(), true).expect("memory takes a mark");
    for line in &rows.lines {
        writer.row(&line.cells).expect("memory takes a row");
    }
    let written = writer.finish().expect("memory is flushed");
    if rows.lines.is_empty() || written.len() as u64 > limits.bytes {
        return;
    }
    let again = read(&written, "again.csv", &Limits::default()).expect("what was written is a table");
    assert_eq!(rows.lines.len(), again.lines.len());
});
