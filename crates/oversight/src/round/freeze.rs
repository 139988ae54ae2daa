//! Freezing the roster: who is taken, and where each belongs on that day.
//!
//! One statement a thousand organisations at most, so that 100,000 are frozen in seconds on either engine.

use std::collections::HashMap;

use db::{Tx, Value, params};
use jiff::civil::Date;

use super::refused::{Refused, RowReason, RowRefused};

/// Organisations in one statement.
const CHUNK: usize = 500;

/// What the register knows under a code.
pub(super) struct Known {
    pub(super) id: String,
    pub(super) closed: bool,
}

/// Every organisation by code, with whether it is closed on this day.
pub(super) fn by_code(tx: &mut Tx<'_>, today: Date) -> db::Result<HashMap<String, Known>> {
    let mut known = HashMap::new();
    let sql = "SELECT code, id, closed_on IS NOT NULL AND closed_on <= $1 FROM organisation";
    tx.each::<db::Error>(sql, params![today], |row| {
        known.insert(row.get(0)?, Known { id: row.get(1)?, closed: row.get(2)? });
        Ok(())
    })?;
    Ok(known)
}

/// The ids of these codes in their order, or every refused row.
pub(super) fn resolve(
    known: &HashMap<String, Known>,
    codes: &[(u32, String)],
    check: impl Fn(&str) -> Option<RowReason>,
) -> Result<Vec<String>, Refused> {
    let (mut ids, mut refused) = (Vec::with_capacity(codes.len()), Vec::new());
    let mut seen: HashMap<&str, u32> = HashMap::with_capacity(codes.len());
    for (row, code) in codes {
        let reason = match (seen.get(code.as_str()), known.get(code)) {
            (Some(first), _) => Some(RowReason::Duplicate { first: *first }),
            (None, None) => Some(RowReason::Unknown),
            (None, Some(organisation)) if organisation.closed => Some(RowReason::Closed),
            (None, Some(organisation)) => check(&organisation.id),
        };
        seen.entry(code.as_str()).or_insert(*row);
        match (reason, known.get(code)) {
            (Some(reason), _) => refused.push(RowRefused { row: *row, code: code.clone(), reason }),
            (None, Some(organisation)) => ids.push(organisation.id.clone()),
            (None, None) => {}
        }
    }
    if refused.is_empty() { Ok(ids) } else { Err(Refused::Rows(refused)) }
}

/// Freezes every obliged organisation that is not closed; gives how many.
pub(super) fn obliged(tx: &mut Tx<'_>, round_id: &str, today: Date) -> db::Result<u64> {
    let sql = format!("{} WHERE o.obliged AND (o.closed_on IS NULL OR o.closed_on > $4)", copy());
    tx.execute(&sql, params![round_id, None::<String>, "", today])
}

/// Freezes these organisations; `added_on` and its reason when it is not from the opening on.
pub(super) fn these(
    tx: &mut Tx<'_>,
    round_id: &str,
    ids: &[String],
    added_on: Option<Date>,
    reason: &str,
) -> db::Result<u64> {
    let mut frozen = 0;
    for chunk in ids.chunks(CHUNK) {
        let mut values: Vec<Value> = params![round_id, added_on, reason].to_vec();
        let places: Vec<String> = (4..4 + chunk.len()).map(|n| format!("${n}")).collect();
        values.extend(chunk.iter().map(Value::from));
        frozen += tx.execute(&format!("{} WHERE o.id IN ({})", copy(), places.join(", ")), &values)?;
    }
    Ok(frozen)
}

/// Copies organisations as they are now, with the region of their province.
fn copy() -> String {
    let regions: String = reference::provinces()
        .iter()
        .map(|province| format!(" WHEN '{}' THEN '{}'", province.code, province.region))
        .collect();
    format!(
        "INSERT INTO roster (round_id, organisation_id, name_th, kind, ministry_code, province_code, region, added_on, \
         removed_on, reason) SELECT CAST($1 AS TEXT), o.id, o.name_th, o.kind, o.ministry_code, o.province_code, \
         CASE o.province_code{regions} ELSE '' END, CAST($2 AS TEXT), CAST(NULL AS TEXT), CAST($3 AS TEXT) \
         FROM organisation o"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refused_row_is_named_and_a_duplicate_names_the_first() {
        let known = HashMap::from([
            ("A".to_owned(), Known { id: "a".into(), closed: false }),
            ("C".to_owned(), Known { id: "c".into(), closed: true }),
        ]);
        let codes = [(2, "A"), (3, "B"), (4, "C"), (5, "A")].map(|(row, code)| (row, code.to_owned()));
        let Err(Refused::Rows(rows)) = resolve(&known, &codes, |_| None) else { panic!("refused") };
        let reasons: Vec<(u32, RowReason)> = rows.into_iter().map(|row| (row.row, row.reason)).collect();
        assert_eq!(reasons, [(3, RowReason::Unknown), (4, RowReason::Closed), (5, RowReason::Duplicate { first: 2 })]);
        assert_eq!(resolve(&known, &codes[..1], |_| None).ok(), Some(vec!["a".to_owned()]));
    }
}
