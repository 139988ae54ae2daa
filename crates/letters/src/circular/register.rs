//! The register as the rules of a circular take it: every organisation with what it belongs to and its days.

use std::collections::HashMap;

use continuity::organisation::Kind;
use db::{Result, Tx};
use directive::obligation::{Row, Rules};
use jiff::civil::Date;

use crate::{letter::store::day, refused::Refused};

/// An organisation that a letter can be sent to.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub id: String,
    pub path: String,
}

/// The register with the ids and paths of its codes.
pub(crate) struct Register {
    rows: Vec<Row>,
    known: HashMap<String, Known>,
}

/// Reads the register whole: some thousands of rows.
pub(crate) fn read(tx: &mut Tx<'_>) -> Result<Register> {
    let sql = "SELECT id, code, kind, ministry_code, province_code, path, valid_from, closed_on FROM organisation";
    let mut rows = Vec::new();
    let mut known = HashMap::new();
    let mut keys: HashMap<String, String> = HashMap::new();
    tx.each::<db::Error>(sql, &[], |row| {
        let (id, code, path): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(5)?);
        let Some(kind) = Kind::from_code(&row.get::<String>(2)?) else { return Ok(()) };
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        if let Some(key) = path.trim_end_matches('/').rsplit('/').next() {
            keys.insert(key.to_owned(), code.clone());
        }
        let (ministry, province) = (some(row.get(3)?), some(row.get(4)?));
        let (from, until) = (day(row, 6)?, day(row, 7)?);
        rows.push(Row { code: code.clone(), kind, ministry, province, above: Vec::new(), from, until });
        known.insert(code, Known { id, path });
        Ok(())
    })?;
    for row in &mut rows {
        let path = known.get(&row.code).map(|known| known.path.clone()).unwrap_or_default();
        let above = path.trim_end_matches('/').split('/').filter_map(|key| keys.get(key));
        row.above = above.filter(|code| **code != row.code).cloned().collect();
    }
    Ok(Register { rows, known })
}

impl Register {
    /// The codes that the rules take on a day.
    ///
    /// # Errors
    /// [`Refused::Unknown`] for named codes that do not exist that day.
    pub(crate) fn resolve(&self, rules: &Rules, on: Date) -> Result<Vec<String>, Refused> {
        let named = rules.include.iter().filter_map(|rule| match rule {
            directive::obligation::Rule::Bodies(codes) => Some(codes),
            _ => None,
        });
        let exists = |code: &&String| self.rows.iter().any(|row| row.code == **code && row.exists_on(on));
        let unknown: Vec<String> = named.flatten().filter(|code| !exists(code)).cloned().collect();
        if !unknown.is_empty() {
            return Err(Refused::Unknown(unknown));
        }
        Ok(rules.obliged(&self.rows, on).into_iter().map(str::to_owned).collect())
    }

    /// The organisation with this code.
    pub(crate) fn known(&self, code: &str) -> Option<&Known> {
        self.known.get(code)
    }
}
