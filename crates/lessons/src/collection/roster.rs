//! The roster of a year: which organisations answer, and for which reporting unit. By rule, as the last time, or from a
//! file. A unit is apart from a ministry, because what is counted changed from 38 in 2563 to 39 in 2564 while 153
//! departments answered (mission 1.6, note 2).

use std::collections::{BTreeMap, BTreeSet};

use db::{Tx, params};
use documents::table::{self, Limits};

use super::store;
use crate::Refused;

/// The Office of the Prime Minister, whose departments report each for itself.
const PRIME_MINISTER: &str = "M01";
const LIMITS: Limits =
    Limits { bytes: 8 << 20, rows: 20_000, columns: 30, cell: 4 << 10, expanded: 48 << 20, entries: 300 };

/// One row of a roster file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RosterRow {
    /// Row of the file.
    pub row: u32,
    /// Code of the organisation.
    pub code: String,
    /// Code of its unit; its own code when empty.
    pub unit: String,
    /// Thai name of the unit; that of the organisation with the unit's code when empty.
    pub unit_th: String,
    /// English name of the unit.
    pub unit_en: String,
}

/// Where a roster comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Roster {
    /// Every open department by ministry, those of the Office of the Prime Minister and those without a ministry each for
    /// itself; or every open province. Without these codes of organisations or ministries.
    Rule(Vec<String>),
    /// The units of this fiscal year's collection, without organisations that have closed since.
    LikeYear(i32),
    /// These rows.
    Rows(Vec<RosterRow>),
}

/// An organisation that may stand on a roster.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Id.
    pub id: String,
    /// Code.
    pub code: String,
    /// Thai name.
    pub name_th: String,
    /// English name; may be empty.
    pub name_en: String,
    /// Kind.
    pub kind: String,
    /// Code of its ministry; may be empty.
    pub ministry: String,
}

/// A reporting unit with the ids of its organisations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Code.
    pub code: String,
    /// Thai name.
    pub name_th: String,
    /// English name; may be empty.
    pub name_en: String,
    /// Ids of the organisations that answer for it.
    pub members: Vec<String>,
}

/// Reads a roster file: columns `code`, `unit`, and when wanted `unit_th` and `unit_en`.
///
/// # Errors
/// [`Refused::File`].
pub fn read(bytes: &[u8], filename: &str) -> Result<Vec<RosterRow>, Refused> {
    let rows = table::read(bytes, filename, &LIMITS).map_err(Refused::File)?;
    let records = rows.records(&["code", "unit"]).map_err(Refused::File)?;
    let row = |record: table::Record<'_>| RosterRow {
        row: record.row(),
        code: record.get("code").to_owned(),
        unit: record.get("unit").to_owned(),
        unit_th: record.get("unit_th").to_owned(),
        unit_en: record.get("unit_en").to_owned(),
    };
    Ok(records.iter().map(row).collect())
}

/// The units of a roster, as the register stands now.
pub(super) fn resolve(tx: &mut Tx<'_>, part: &str, roster: &Roster) -> Result<Vec<Unit>, Refused> {
    let all = candidates(tx)?;
    let units = match roster {
        Roster::Rule(except) => by_rule(&all, part, except),
        Roster::LikeYear(year) => {
            let before = store::of_year(tx, *year, part)?.ok_or(Refused::EmptyRoster)?;
            let open: BTreeSet<&str> = all.iter().map(|one| one.id.as_str()).collect();
            let mut units = store::units(tx, &before)?;
            units.iter_mut().for_each(|unit| unit.members.retain(|id| open.contains(id.as_str())));
            units
        }
        Roster::Rows(rows) => by_rows(&all, rows)?,
    };
    let units: Vec<Unit> = units.into_iter().filter(|unit| !unit.members.is_empty()).collect();
    if units.is_empty() { Err(Refused::EmptyRoster) } else { Ok(units) }
}

/// Every open organisation, in the order of the register's codes.
fn candidates(tx: &mut Tx<'_>) -> db::Result<Vec<Candidate>> {
    let sql = "SELECT id, code, name_th, name_en, kind, ministry_code FROM organisation WHERE closed_on IS NULL ORDER BY code";
    tx.rows(sql, params![], |row| {
        Ok(Candidate {
            id: row.get(0)?,
            code: row.get(1)?,
            name_th: row.get(2)?,
            name_en: row.get(3)?,
            kind: row.get(4)?,
            ministry: row.get(5)?,
        })
    })
}

/// The units by rule; see [`Roster::Rule`].
pub fn by_rule(all: &[Candidate], part: &str, except: &[String]) -> Vec<Unit> {
    let kind = if part == "provinces" { "province" } else { "department" };
    let without = |code: &str| except.iter().any(|excepted| excepted == code);
    let wanted = all.iter().filter(|one| one.kind == kind && !without(&one.code));
    let mut units: Vec<Unit> = Vec::new();
    for one in wanted.filter(|one| one.ministry.is_empty() || !without(&one.ministry)) {
        let alone = part == "provinces" || one.ministry.is_empty() || one.ministry == PRIME_MINISTER;
        let of = if alone { &one.code } else { &one.ministry };
        match units.iter_mut().find(|unit| unit.code == *of) {
            Some(unit) => unit.members.push(one.id.clone()),
            None => units.push(unit(all, of, "", "", &one.id)),
        }
    }
    units
}

fn unit(all: &[Candidate], code: &str, th: &str, en: &str, member: &str) -> Unit {
    let named = all.iter().find(|one| one.code == code);
    let known = |own: fn(&Candidate) -> &String| named.map(|one| own(one).clone()).unwrap_or_default();
    let or = |given: &str, known: String| if given.is_empty() { known } else { given.to_owned() };
    let name_th = or(th, known(|one| &one.name_th));
    Unit {
        code: code.to_owned(),
        name_th: if name_th.is_empty() { code.to_owned() } else { name_th },
        name_en: or(en, known(|one| &one.name_en)),
        members: vec![member.to_owned()],
    }
}

/// The units of a file.
fn by_rows(all: &[Candidate], rows: &[RosterRow]) -> Result<Vec<Unit>, Refused> {
    let known: BTreeMap<&str, &Candidate> = all.iter().map(|one| (one.code.as_str(), one)).collect();
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    let mut units: Vec<Unit> = Vec::new();
    for row in rows {
        let Some(one) = known.get(row.code.as_str()).filter(|_| seen.insert(row.code.as_str())) else {
            wrong.push((row.row, row.code.clone()));
            continue;
        };
        let of = if row.unit.is_empty() { &row.code } else { &row.unit };
        match units.iter_mut().find(|unit| unit.code == *of) {
            Some(unit) => unit.members.push(one.id.clone()),
            None => units.push(unit(all, of, &row.unit_th, &row.unit_en, &one.id)),
        }
    }
    if wrong.is_empty() { Ok(units) } else { Err(Refused::Roster(wrong)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The register of 2563.
    fn register() -> Vec<Candidate> {
        let field = |row: &[String], at: usize| row.get(at).cloned().unwrap_or_default();
        let table = table::read(reference::REGISTER_2563.as_bytes(), "register.csv", &Limits::default()).unwrap();
        let rows = table.lines.into_iter().skip(1).map(|line| line.cells);
        rows.map(|row| Candidate {
            id: field(&row, 0),
            code: field(&row, 0),
            name_th: field(&row, 1),
            name_en: field(&row, 2),
            kind: field(&row, 3),
            ministry: field(&row, 5),
        })
        .collect()
    }

    #[test]
    fn without_defence_isoc_and_police_153_departments_report_as_39_units() {
        let all = register();
        let except = ["M02", "M00-04", "M01-16"].map(str::to_owned);
        let units = by_rule(&all, "departments", &except);
        assert_eq!((units.len(), units.iter().map(|unit| unit.members.len()).sum::<usize>()), (39, 153));
        let finance = units.iter().find(|unit| unit.code == "M03").unwrap();
        assert_eq!((finance.name_th.as_str(), finance.members.len()), ("กระทรวงการคลัง", 9));
        let provinces = by_rule(&all, "provinces", &[]);
        assert_eq!((provinces.len(), provinces.iter().all(|unit| unit.members.len() == 1)), (76, true));
    }

    #[test]
    fn a_file_names_units_and_a_code_that_is_unknown_or_twice_is_refused_at_its_row() {
        let all = register();
        let text = "code,unit,unit_th\nM03-01,FIN,หน่วยการคลัง\nM03-02,FIN,\nM01-12,,\n";
        let units = by_rows(&all, &read(text.as_bytes(), "roster.csv").unwrap()).unwrap();
        let told: Vec<_> =
            units.iter().map(|unit| (unit.code.as_str(), unit.name_th.as_str(), unit.members.len())).collect();
        assert_eq!(told, [("FIN", "หน่วยการคลัง", 2), ("M01-12", "สำนักงาน ก.พ.ร.", 1)]);
        let rows = read(b"code,unit\nM03-01,a\nNOBODY,a\nM03-01,b\n", "roster.csv").unwrap();
        let Err(Refused::Roster(wrong)) = by_rows(&all, &rows) else { panic!("not refused") };
        assert_eq!(wrong, [(3, "NOBODY".to_owned()), (4, "M03-01".to_owned())]);
        assert!(matches!(read(b"a,b\n1,2\n", "roster.csv"), Err(Refused::File(_))));
    }
}
