//! A nation of any size for measuring, in five levels: ministry, province, district, local organisation, and the
//! schools, hospitals, health posts and child centres below; every name made of a real sub-district's.
//!
//! Rows and plans are made one by one, so that a hundred thousand take no more memory than one. Parents come before
//! their children.

use std::{
    collections::{HashMap, HashSet},
    io::{self, Write},
};

use continuity::{organisation::Kind, plan::Plan};

use crate::{Org, plan_for};

/// The columns of a register file, in the order of [`Org::register_row`].
pub const REGISTER_COLUMNS: [&str; 10] = [
    "code",
    "name_th",
    "name_en",
    "kind",
    "parent_code",
    "ministry_code",
    "province_code",
    "district_code",
    "obliged",
    "provenance",
];

/// Register code of Bangkok, which has districts and no province above them.
const BANGKOK: &str = "L10";

/// Units of one sub-district, in the order in which they are added: letter of the code, kind, words before the name.
const UNITS: [(&str, Kind, &str); 12] = [
    ("H", Kind::Subunit, "โรงพยาบาลส่งเสริมสุขภาพตำบล"),
    ("S", Kind::School, "โรงเรียนบ้าน"),
    ("W", Kind::School, "โรงเรียนวัด"),
    ("C", Kind::Subunit, "ศูนย์พัฒนาเด็กเล็ก"),
    ("N", Kind::School, "โรงเรียนชุมชน"),
    ("B", Kind::School, "โรงเรียนบ้านหนอง"),
    ("K", Kind::School, "โรงเรียนบ้านโคก"),
    ("D", Kind::School, "โรงเรียนบ้านดอน"),
    ("T", Kind::School, "โรงเรียนบ้านท่า"),
    ("M", Kind::School, "โรงเรียนบ้านใหม่"),
    ("P", Kind::School, "โรงเรียนบ้านโพธิ์"),
    ("G", Kind::School, "โรงเรียนบ้านนา"),
];

/// The makings of a nation.
pub struct Large {
    seed: u64,
    /// Ministries, provinces, districts and the rest of the register of 2563, parents first.
    base: Vec<Org>,
    /// Code, district, province and name of each sub-district with the code of the organisation that it lies in.
    places: Vec<(String, String, String, String, String)>,
}

impl Large {
    /// Reads the register and the places.
    pub fn new(seed: u64) -> Self {
        let base = base();
        let known: HashSet<&str> = base.iter().map(|org| org.code.as_str()).collect();
        let places = reference::subdistricts().into_iter().map(|(code, district, province, name)| {
            let local = ["A", "M", "T"].iter().map(|letter| format!("L{code}-{letter}"));
            let parent = local.into_iter().find(|code| known.contains(code.as_str()));
            let parent = parent.unwrap_or_else(|| format!("D{district}"));
            (code, district, province, name, parent)
        });
        Large { seed, places: places.collect(), base }
    }

    /// The first `n` organisations.
    pub fn organisations(&self, n: usize) -> impl Iterator<Item = Org> + '_ {
        let hospitals = self.base.iter().filter(|org| org.kind == Kind::District).map(hospital);
        let units = (1u32..).flat_map(move |round| {
            UNITS.iter().flat_map(move |unit| self.places.iter().map(move |place| of_place(place, unit, round)))
        });
        self.base.iter().cloned().chain(hospitals).chain(units).take(n)
    }

    /// The main plans of those of the first `n` that owe one, as they were at a version from 0: earlier ones lack what
    /// was added later, and from 2 on they are whole.
    pub fn plans(&self, n: usize, version: u32) -> impl Iterator<Item = Plan> + '_ {
        self.organisations(n).filter(|org| org.obliged).map(move |org| {
            let mut plan = plan_for(&org, self.seed);
            if version < 2 {
                plan.recovery.pop();
            }
            if version < 1 {
                plan.strategies.pop();
                plan.assumptions.clear();
            }
            plan
        })
    }

    /// Writes the register of the first `n` as CSV, to be imported.
    ///
    /// # Errors
    /// The target's.
    pub fn write_register(&self, n: usize, to: impl Write) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(to);
        writer.write_record(REGISTER_COLUMNS)?;
        for org in self.organisations(n) {
            writer.write_record(org.register_row())?;
        }
        writer.flush()
    }
}

impl Org {
    /// The organisation as a row of a register file.
    pub fn register_row(&self) -> [&str; 10] {
        [
            &self.code,
            &self.name_th,
            &self.name_en,
            self.kind.code(),
            &self.parent_code,
            &self.ministry_code,
            &self.province_code,
            &self.district_code,
            if self.obliged { "1" } else { "0" },
            "illustrative",
        ]
    }
}

/// The register of 2563 with provinces below the Ministry of Interior, and districts between them and their local
/// organisations.
fn base() -> Vec<Org> {
    let mut register = Org::read_register(reference::REGISTER_2563);
    let districts = districts();
    let codes: HashMap<String, usize> = districts.iter().zip(0..).map(|(org, at)| (org.code.clone(), at)).collect();
    for org in &mut register {
        let district = format!("D{}", org.district_code);
        if org.kind == Kind::Province {
            org.parent_code = "M14".into();
        } else if org.kind.is_local() && codes.contains_key(&district) {
            org.parent_code = district;
        }
    }
    let above = |org: &Org| matches!(org.kind, Kind::Ministry | Kind::Province) || org.code == BANGKOK;
    let (mut base, rest): (Vec<Org>, Vec<Org>) = register.into_iter().partition(above);
    base.sort_by_key(|org| org.kind != Kind::Ministry);
    base.extend(districts);
    base.extend(rest);
    base
}

/// Every district that has a sub-district; those of Bangkok lie below Bangkok.
fn districts() -> Vec<Org> {
    let mut seen = HashSet::new();
    let mut list = Vec::new();
    for (_, district, province, _) in reference::subdistricts() {
        let Some(known) = reference::district(&district).filter(|_| seen.insert(district.clone())) else { continue };
        let bangkok = province == "10";
        list.push(Org {
            code: format!("D{district}"),
            name_th: if bangkok {
                format!("สำนักงาน{}", known.name_th)
            } else {
                format!("ที่ว่าการอำเภอ{}", known.name_th)
            },
            name_en: String::new(),
            kind: Kind::District,
            parent_code: if bangkok { BANGKOK.into() } else { format!("P{province}") },
            ministry_code: String::new(),
            province_code: province,
            district_code: district,
            obliged: true,
            neighbour: None,
        });
    }
    list
}

fn hospital(district: &Org) -> Org {
    Org {
        code: format!("{}-HOSPITAL", district.code),
        name_th: format!("โรงพยาบาล{}", district.district().unwrap_or_default()),
        kind: Kind::Hospital,
        parent_code: district.code.clone(),
        ..district.clone()
    }
}

fn of_place(
    (code, district, province, name, parent): &(String, String, String, String, String),
    (letter, kind, before): &(&str, Kind, &str),
    round: u32,
) -> Org {
    let (number, words) = if round == 1 {
        (String::new(), String::new())
    } else {
        (round.to_string(), format!(" แห่งที่ {round}"))
    };
    Org {
        code: format!("{letter}{code}{}{number}", if number.is_empty() { "" } else { "-" }),
        name_th: format!("{before}{name}{words}"),
        name_en: String::new(),
        kind: *kind,
        parent_code: parent.clone(),
        ministry_code: String::new(),
        province_code: province.clone(),
        district_code: district.clone(),
        obliged: true,
        neighbour: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_thousand_organisations_have_different_codes_and_parents_that_came_before() {
        let mut depths: HashMap<String, usize> = HashMap::new();
        for org in Large::new(1).organisations(100_000) {
            let depth = match org.parent_code.as_str() {
                "" => 1,
                parent => 1 + depths.get(parent).copied().unwrap_or_else(|| panic!("{}: {parent}", org.code)),
            };
            assert!(depths.insert(org.code.clone(), depth).is_none(), "{}", org.code);
        }
        assert_eq!(depths.len(), 100_000);
        assert_eq!(depths.values().max(), Some(&5));
    }

    #[test]
    fn every_kind_of_unit_has_a_plan_of_its_own_kind() {
        let large = Large::new(1);
        let mut kinds = HashSet::new();
        for org in large.organisations(100_000).filter(|org| org.obliged).step_by(509) {
            let plan = plan_for(&org, 1);
            assert!(plan.processes.len() >= 2, "{}", org.name_th);
            assert!(!plan.team.is_empty() && !plan.strategies.is_empty() && !plan.hazards.is_empty());
            kinds.insert(org.kind);
        }
        assert!(kinds.contains(&Kind::School) && kinds.contains(&Kind::Subunit) && kinds.contains(&Kind::Hospital));
    }

    #[test]
    fn versions_grow() {
        let large = Large::new(1);
        let of = |version| large.plans(200, version).last().map(|plan| (plan.strategies.len(), plan.recovery.len()));
        assert!(of(0) < of(1) && of(1) < of(2));
        assert_eq!(large.plans(200, 0).count(), 180);
    }
}
