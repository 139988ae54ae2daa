//! Lessons of the demonstration nation: answers of 153 departments and 76 provinces of 2563 and 2564, and of the year
//! that runs. Counts are those of the second paper (22 of 39, 15 of 38, 11 of 39, 3 of 38, 38 of 39, 25 of 39), what the
//! paper tells of is told as it does; which unit answered how, and all words beside, are made up from a seed.
//!
//! Two choices are ours and marked so in the guides: for 61.10 per cent, which no count gives, 24 of 39 units say yes;
//! and of the 39 units one reports together with another in 2563, since the paper does not say which of them was not there.

mod answers;
pub mod load;

use std::collections::BTreeSet;

use lessons::collection::{RosterRow, roster::Unit};

use crate::chance::Chance;

pub use answers::{department, province};

/// Codes of departments and ministries that the paper leaves out (clause 4.3): Defence, ISOC, the Royal Thai Police.
pub const EXCEPT: [&str; 3] = ["M02", "M01-16", "M00-04"];
/// Reported together with [`TOGETHER_WITH`] in 2563.
const TOGETHER: &str = "M01-15";
const TOGETHER_WITH: &str = "M01-01";

/// Rows of the practices that the registers of measures have too: organisation, kind, title, how, result.
const PRACTICES: &str = include_str!("../measures/practices.csv");

/// A practice or an innovation that an organisation tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Code of the organisation.
    pub organisation: String,
    /// True for an innovation, false for a good practice.
    pub innovation: bool,
    /// What it is called.
    pub title: String,
    /// How it was done.
    pub how: String,
    /// What came of it.
    pub result: String,
}

/// Provinces that the paper names with others for one innovation (clause 2.3).
const ALSO: [(&str, &str); 6] = [
    ("P46", "หุ่นยนต์ส่งอาหารและเวชภัณฑ์ในโรงพยาบาล"),
    ("P47", "หุ่นยนต์ส่งอาหารและเวชภัณฑ์ในโรงพยาบาล"),
    ("P95", "หุ่นยนต์ส่งอาหารและเวชภัณฑ์ในโรงพยาบาล"),
    ("P32", "แอปพลิเคชันคัดกรองและติดตามกลุ่มเสี่ยง"),
    ("P95", "แอปพลิเคชันคัดกรองและติดตามกลุ่มเสี่ยง"),
    ("P92", "แอปพลิเคชันคัดกรองและติดตามกลุ่มเสี่ยง"),
];

/// What organisations tell of.
pub fn told() -> Vec<Told> {
    let mut reader = csv::Reader::from_reader(PRACTICES.as_bytes());
    let rows = reader.records().filter_map(Result::ok);
    let field = |row: &csv::StringRecord, at: usize| row.get(at).unwrap_or_default().to_owned();
    let mut all: Vec<Told> = rows
        .filter(|row| row.get(1) != Some("proposal"))
        .map(|row| Told {
            organisation: field(&row, 0),
            innovation: row.get(1) == Some("innovation"),
            title: field(&row, 2),
            how: field(&row, 3),
            result: field(&row, 4),
        })
        .collect();
    for (code, title) in ALSO {
        let first = all.iter().find(|one| one.title == title).cloned();
        all.extend(first.map(|first| Told { organisation: code.to_owned(), ..first }));
    }
    all
}

/// Which units say yes to what, in a year.
#[derive(Clone, Debug, Default)]
pub struct Says {
    /// Services to the people were affected.
    pub service: BTreeSet<String>,
    /// A law or guideline was changed.
    pub law: BTreeSet<String>,
    /// Work was moved online.
    pub online: BTreeSet<String>,
    /// Services were made e-services.
    pub eservice: BTreeSet<String>,
    /// Innovation was used.
    pub innovation: BTreeSet<String>,
}

/// The units that say yes in a year, as many as the paper counts.
pub fn says(units: &[Unit], year: i32, seed: u64) -> Says {
    let chance = Chance::about(seed, &format!("lessons {year}"));
    let choose = |question: &str, count: usize| -> BTreeSet<String> {
        let of = chance.part(question);
        let mut ranked: Vec<(u64, &str)> = units.iter().map(|unit| (of.bits(&unit.code), unit.code.as_str())).collect();
        ranked.sort_unstable();
        ranked.into_iter().take(count).map(|(_, code)| code.to_owned()).collect()
    };
    let (service, law) = if year == 2563 { (15, 3) } else { (22, 11) };
    let inventive = told().into_iter().filter(|one| one.innovation).map(|one| one.organisation);
    let inventive: BTreeSet<String> = inventive.collect();
    let holds = |unit: &&Unit| unit.members.iter().any(|member| inventive.contains(member));
    Says {
        service: choose("service", service),
        law: choose("law", law),
        online: choose("online", 38),
        eservice: choose("eservice", 24),
        innovation: units.iter().filter(holds).map(|unit| unit.code.clone()).collect(),
    }
}

/// The roster of 2563: that of 2564 with one unit reporting together with another.
pub fn roster_of_2563(units: &[Unit]) -> Vec<RosterRow> {
    let rows = units.iter().flat_map(|unit| {
        let code = if unit.code == TOGETHER { TOGETHER_WITH } else { &unit.code };
        unit.members.iter().map(move |member| RosterRow {
            code: member.clone(),
            unit: code.to_owned(),
            ..RosterRow::default()
        })
    });
    rows.enumerate().map(|(at, row)| RosterRow { row: u32::try_from(at + 2).unwrap_or(u32::MAX), ..row }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Org;
    use lessons::collection::roster::{Candidate, by_rule};

    /// The units of 2564, their members by code.
    pub(super) fn units() -> Vec<Unit> {
        let all: Vec<Candidate> = Org::read_register(reference::REGISTER_2563)
            .into_iter()
            .map(|org| Candidate {
                id: org.code.clone(),
                code: org.code,
                name_th: org.name_th,
                name_en: org.name_en,
                kind: org.kind.code().to_owned(),
                ministry: org.ministry_code,
            })
            .collect();
        by_rule(&all, "departments", &EXCEPT.map(str::to_owned))
    }

    #[test]
    fn as_many_units_say_yes_as_the_paper_counts() {
        let units = units();
        let of = says(&units, 2564, crate::SEED);
        assert_eq!((units.len(), of.service.len(), of.law.len(), of.online.len()), (39, 22, 11, 38));
        assert_eq!((of.eservice.len(), of.innovation.len()), (24, 25));
        let rows = roster_of_2563(&units);
        assert_eq!((rows.len(), rows.iter().map(|row| &row.unit).collect::<BTreeSet<_>>().len()), (153, 38));
    }

    #[test]
    fn every_answer_is_whole() {
        use questionnaire::examine;
        let units = units();
        for year in [2563, 2564] {
            let says = says(&units, year, crate::SEED);
            let form = lessons::questionnaires::built_in().iter().find(|form| form.version == year.to_string());
            let form = form.filter(|form| form.code == "lessons-departments").unwrap();
            for unit in &units {
                for member in &unit.members {
                    let made = department(member, unit, year, &says, crate::SEED);
                    let problems = examine(form, &made, jiff::civil::date(2021, 11, 1)).problems;
                    assert!(problems.is_empty(), "{member} {year}: {problems:?}");
                }
            }
        }
        let form = lessons::questionnaires::built_in().iter().find(|form| form.code == "lessons-provinces").unwrap();
        for org in Org::read_register(reference::REGISTER_2563).iter().filter(|org| org.code.starts_with('P')) {
            let made = province(&org.code, org.place(), 2564, crate::SEED);
            let problems = examine(form, &made, jiff::civil::date(2021, 11, 1)).problems;
            assert!(problems.is_empty(), "{}: {problems:?}", org.code);
        }
    }
}
