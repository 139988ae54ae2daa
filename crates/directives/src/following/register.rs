//! The register as the rules of obligation take it: every organisation with what it belongs to and its days. Kind and
//! place are those of today; whether it exists is judged on the day that is asked for.

use std::collections::HashMap;

use continuity::organisation::Kind;
use db::{Result, Tx};
use directive::obligation::Row;

use crate::paper::store::day;

/// Every organisation, open or closed, with its id.
pub(crate) struct Register {
    pub rows: Vec<Row>,
    pub ids: HashMap<String, String>,
}

/// Reads the register whole: some thousands of rows.
pub(crate) fn read(tx: &mut Tx<'_>) -> Result<Register> {
    let sql = "SELECT id, code, kind, ministry_code, province_code, path, valid_from, closed_on FROM organisation";
    let mut found = Vec::new();
    let mut ids = HashMap::new();
    let mut keys: HashMap<String, String> = HashMap::new();
    tx.each::<db::Error>(sql, &[], |row| {
        let (id, code, path): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(5)?);
        let Some(kind) = Kind::from_code(&row.get::<String>(2)?) else { return Ok(()) };
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        if let Some(key) = path.trim_end_matches('/').rsplit('/').next() {
            keys.insert(key.to_owned(), code.clone());
        }
        ids.insert(code.clone(), id);
        let (ministry, province) = (some(row.get(3)?), some(row.get(4)?));
        let (from, until) = (day(row, 6)?, day(row, 7)?);
        found.push((Row { code, kind, ministry, province, above: Vec::new(), from, until }, path));
        Ok(())
    })?;
    let rows = found.into_iter().map(|(mut row, path)| {
        let above = path.trim_end_matches('/').split('/').filter_map(|key| keys.get(key));
        row.above = above.filter(|code| **code != row.code).cloned().collect();
        row
    });
    Ok(Register { rows: rows.collect(), ids })
}
