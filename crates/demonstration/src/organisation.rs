//! What the generator knows of an organisation: a row of the register, its place, and a neighbour to lean on.

use std::collections::BTreeMap;

use continuity::organisation::Kind;

/// One organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Org {
    /// Register code.
    pub code: String,
    /// Thai name in full.
    pub name_th: String,
    /// English name, empty where the register has none.
    pub name_en: String,
    /// Kind.
    pub kind: Kind,
    /// Register code of the parent, empty at the top.
    pub parent_code: String,
    /// Register code of its ministry, or empty.
    pub ministry_code: String,
    /// Province, two digits, or empty.
    pub province_code: String,
    /// District, four digits, or empty.
    pub district_code: String,
    /// Owes a plan.
    pub obliged: bool,
    /// Code of an organisation of the same kind nearby, whose building may serve as an alternate.
    pub neighbour: Option<String>,
}

impl Org {
    /// The organisations of a register in the columns of `register-2563.csv`, each with its neighbour. Rows of an
    /// unknown kind are left out: the register's own import refuses them with their row.
    pub fn read_register(text: &str) -> Vec<Org> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows = reader.records().filter_map(Result::ok);
        let mut all: Vec<Org> = rows
            .filter_map(|row| {
                let field = |at: usize| row.get(at).unwrap_or_default().to_owned();
                Some(Org {
                    code: field(0),
                    name_th: field(1),
                    name_en: field(2),
                    kind: Kind::from_code(row.get(3)?)?,
                    parent_code: field(4),
                    ministry_code: field(5),
                    province_code: field(6),
                    district_code: field(7),
                    obliged: row.get(8) == Some("1"),
                    neighbour: None,
                })
            })
            .collect();
        introduce(&mut all);
        all
    }

    /// The name without the words that say what kind it is: `บางแขม` for องค์การบริหารส่วนตำบลบางแขม.
    pub fn place(&self) -> &str {
        const BEFORE: [&str; 10] = [
            "องค์การบริหารส่วนจังหวัด",
            "องค์การบริหารส่วนตำบล",
            "เทศบาลนคร",
            "เทศบาลเมือง",
            "เทศบาลตำบล",
            "จังหวัด",
            "ที่ว่าการอำเภอ",
            "อำเภอ",
            "โรงเรียน",
            "โรงพยาบาล",
        ];
        BEFORE.iter().find_map(|before| self.name_th.strip_prefix(before)).unwrap_or(&self.name_th)
    }

    /// Thai name of the province without จังหวัด; Bangkok for the central administration.
    pub fn province(&self) -> &'static str {
        reference::province(&self.province_code)
            .map_or("กรุงเทพมหานคร", |province| province.name_th.as_str())
    }

    /// Thai name of the district without อำเภอ, where the organisation lies in one.
    pub fn district(&self) -> Option<&'static str> {
        reference::district(&self.district_code).map(|district| district.name_th.as_str())
    }

    /// Code of the main building.
    pub fn headquarters(&self) -> String {
        format!("{}-HQ", self.code)
    }
}

/// Gives each local organisation the next one of its kind in the same district, or province without a district.
pub(crate) fn introduce(all: &mut [Org]) {
    let mut near: BTreeMap<(Kind, String), Vec<usize>> = BTreeMap::new();
    for (at, org) in all.iter().enumerate().filter(|(_, org)| org.kind.is_local()) {
        let place = if org.district_code.is_empty() { &org.province_code } else { &org.district_code };
        near.entry((org.kind, place.clone())).or_default().push(at);
    }
    for group in near.values_mut() {
        group.sort_by(|a, b| all.get(*a).map(|org| &org.code).cmp(&all.get(*b).map(|org| &org.code)));
        let next = group.iter().cycle().skip(1);
        for (at, next) in group.iter().zip(next).filter(|(at, next)| at != next) {
            let code = all.get(*next).map(|org| org.code.clone());
            if let Some(org) = all.get_mut(*at) {
                org.neighbour = code;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_register_is_read() {
        let all = Org::read_register(reference::REGISTER_2563);
        assert_eq!(all.len(), 8_301);
        assert_eq!(all.iter().filter(|org| org.obliged).count(), 8_281);
    }

    #[test]
    fn a_neighbour_is_another_organisation_of_the_same_kind_and_district() {
        let all = Org::read_register(reference::REGISTER_2563);
        let by_code: BTreeMap<&str, &Org> = all.iter().map(|org| (org.code.as_str(), org)).collect();
        let mut with = 0;
        for org in &all {
            let Some(neighbour) = org.neighbour.as_deref().and_then(|code| by_code.get(code)) else { continue };
            assert_ne!(neighbour.code, org.code);
            assert_eq!((neighbour.kind, &neighbour.district_code), (org.kind, &org.district_code));
            with += 1;
        }
        assert!(with > 7_000, "{with}");
    }

    #[test]
    fn a_place_is_the_name_without_its_kind() {
        let all = Org::read_register(reference::REGISTER_2563);
        let named = |code: &str| all.iter().find(|org| org.code == code).map(|org| org.place().to_owned());
        assert_eq!(named("L730102-A").as_deref(), Some("บางแขม"));
        assert_eq!(named("P73").as_deref(), Some("นครปฐม"));
    }
}
