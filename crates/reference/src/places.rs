//! Provinces, districts, sub-districts and ministries of Thailand.

use std::{collections::HashMap, sync::LazyLock};

/// A province, or Bangkok.
#[derive(Clone, Debug)]
pub struct Province {
    /// Two-digit code; `TH-` before it gives ISO 3166-2.
    pub code: String,
    /// Thai name without จังหวัด.
    pub name_th: String,
    /// English name.
    pub name_en: String,
    /// Code of the region (`reference/regions.csv`).
    pub region: String,
    /// Key of its outline in the map.
    pub map_id: String,
}

/// A district.
#[derive(Clone, Debug)]
pub struct District {
    /// Four-digit code.
    pub code: String,
    /// Its province.
    pub province_code: String,
    /// Thai name without อำเภอ.
    pub name_th: String,
    /// English name.
    pub name_en: String,
}

/// A ministry.
#[derive(Clone, Debug)]
pub struct Ministry {
    /// Register code.
    pub code: String,
    /// Two-letter document code.
    pub abbr_th: String,
    /// Thai name.
    pub name_th: String,
    /// English name.
    pub name_en: String,
}

fn rows<T>(text: &str, make: impl Fn(&csv::StringRecord) -> Option<T>) -> Vec<T> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().filter_map(Result::ok).filter_map(|row| make(&row)).collect()
}

fn text(row: &csv::StringRecord, index: usize) -> Option<String> {
    row.get(index).map(str::to_owned)
}

static PROVINCES: LazyLock<Vec<Province>> = LazyLock::new(|| {
    rows(include_str!("../../../reference/provinces.csv"), |row| {
        let region = text(row, 6)?.to_lowercase().replace(' ', "_");
        Some(Province {
            code: text(row, 0)?,
            name_th: text(row, 2)?,
            name_en: text(row, 3)?,
            region,
            map_id: text(row, 7)?,
        })
    })
});

static DISTRICTS: LazyLock<HashMap<String, District>> = LazyLock::new(|| {
    let all = rows(include_str!("../../../reference/districts.csv"), |row| {
        Some(District {
            code: text(row, 0)?,
            province_code: text(row, 1)?,
            name_th: text(row, 2)?,
            name_en: text(row, 3)?,
        })
    });
    all.into_iter().map(|district| (district.code.clone(), district)).collect()
});

static MINISTRIES: LazyLock<Vec<Ministry>> = LazyLock::new(|| {
    rows(include_str!("../../../reference/ministries.csv"), |row| {
        Some(Ministry { code: text(row, 0)?, abbr_th: text(row, 1)?, name_th: text(row, 2)?, name_en: text(row, 3)? })
    })
});

/// The 77 provinces, Bangkok among them, by code.
pub fn provinces() -> &'static [Province] {
    &PROVINCES
}

/// The province with this code.
pub fn province(code: &str) -> Option<&'static Province> {
    PROVINCES.iter().find(|province| province.code == code)
}

/// The district with this code.
pub fn district(code: &str) -> Option<&'static District> {
    DISTRICTS.get(code)
}

/// The districts of a province, by code.
pub fn districts_of(province_code: &str) -> Vec<&'static District> {
    let mut found: Vec<_> = DISTRICTS.values().filter(|district| district.province_code == province_code).collect();
    found.sort_by(|a, b| a.code.cmp(&b.code));
    found
}

/// The 20 ministries.
pub fn ministries() -> &'static [Ministry] {
    &MINISTRIES
}

/// The ministry with this code.
pub fn ministry(code: &str) -> Option<&'static Ministry> {
    MINISTRIES.iter().find(|ministry| ministry.code == code)
}

/// Sub-districts as (code, district code, province code, Thai name), for making nations of any size.
pub fn subdistricts() -> Vec<(String, String, String, String)> {
    rows(include_str!("../../../reference/subdistricts.csv"), |row| {
        Some((text(row, 0)?, text(row, 1)?, text(row, 2)?, text(row, 3)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thailand_has_77_provinces_928_districts_7436_subdistricts_and_20_ministries() {
        assert_eq!(provinces().len(), 77);
        assert_eq!(DISTRICTS.len(), 928);
        assert_eq!(subdistricts().len(), 7436);
        assert_eq!(ministries().len(), 20);
    }

    #[test]
    fn every_province_has_a_known_region() {
        for province in provinces() {
            assert!(crate::List::regions().get(&province.region).is_some(), "{} {}", province.code, province.region);
        }
    }
}
