//! The values of an organisation at the door, whatever way they come in: each is cleaned and bounded, codes of lists
//! are looked up, and what is wrong is named.

use super::Reason;

/// Most characters of a code.
pub const CODE_MOST: usize = 40;
/// Most characters of a name.
pub const NAME_MOST: usize = 250;
/// Most characters of other texts: provenance, reason of a change.
pub const TEXT_MOST: usize = 500;

/// Words of this system's own addresses under `/organisations/`.
const RESERVED: [&str; 3] = ["new", "import", "search"];

/// What an organisation is, apart from its code and its place in the hierarchy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// Thai name.
    pub name_th: String,
    /// English name; may be empty.
    pub name_en: String,
    /// Code of `reference/kinds.csv`.
    pub kind: String,
    /// Code of the ministry; may be empty.
    pub ministry_code: String,
    /// Code of the province; may be empty.
    pub province_code: String,
    /// Code of the district; may be empty.
    pub district_code: String,
    /// Whether it owes a plan every year.
    pub obliged: bool,
    /// Where the entry comes from; may be empty.
    pub provenance: String,
}

impl Details {
    /// The columns in which these differ from what was before.
    pub fn differences(&self, before: &Details) -> Vec<&'static str> {
        let pairs = [
            ("name_th", self.name_th == before.name_th),
            ("name_en", self.name_en == before.name_en),
            ("kind", self.kind == before.kind),
            ("ministry_code", self.ministry_code == before.ministry_code),
            ("province_code", self.province_code == before.province_code),
            ("district_code", self.district_code == before.district_code),
            ("obliged", self.obliged == before.obliged),
            ("provenance", self.provenance == before.provenance),
        ];
        pairs.into_iter().filter(|(_, same)| !same).map(|(column, _)| column).collect()
    }
}

/// One line of text, cleaned.
///
/// # Errors
/// [`Reason::ControlCharacter`] and [`Reason::TooLong`].
pub fn line(raw: &str, most: usize) -> Result<String, Reason> {
    if raw.trim().chars().any(char::is_control) {
        return Err(Reason::ControlCharacter);
    }
    let text = thai::normalise::clean(raw);
    if text.chars().count() > most { Err(Reason::TooLong { most }) } else { Ok(text) }
}

/// One line of text that must be there.
///
/// # Errors
/// As [`line`], and [`Reason::Missing`].
pub fn needed(raw: &str, most: usize) -> Result<String, Reason> {
    line(raw, most).and_then(|text| if text.is_empty() { Err(Reason::Missing) } else { Ok(text) })
}

/// A code, which also stands in addresses: it begins with a letter or digit and holds no blank.
///
/// # Errors
/// As [`needed`], [`Reason::BadCode`] and [`Reason::ReservedCode`].
pub fn code(raw: &str) -> Result<String, Reason> {
    let code = needed(raw, CODE_MOST)?;
    let allowed =
        |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.') || ('\u{0E31}'..='\u{0E4E}').contains(&c);
    if !code.starts_with(char::is_alphanumeric) || !code.chars().all(allowed) {
        return Err(Reason::BadCode);
    }
    if RESERVED.contains(&code.as_str()) { Err(Reason::ReservedCode) } else { Ok(code) }
}

/// A kind of the list.
///
/// # Errors
/// As [`needed`], and [`Reason::UnknownKind`].
pub fn kind(raw: &str) -> Result<String, Reason> {
    let kind = needed(raw, CODE_MOST)?;
    if reference::List::kinds().get(&kind).is_some() { Ok(kind) } else { Err(Reason::UnknownKind(kind)) }
}

/// A province of the list, or nothing.
///
/// # Errors
/// As [`line`], and [`Reason::UnknownProvince`].
pub fn province(raw: &str) -> Result<String, Reason> {
    let code = line(&thai::digits::to_arabic(raw), CODE_MOST)?;
    if code.is_empty() || reference::province(&code).is_some() { Ok(code) } else { Err(Reason::UnknownProvince(code)) }
}

/// A district of the list, or nothing.
///
/// # Errors
/// As [`line`], and [`Reason::UnknownDistrict`].
pub fn district(raw: &str) -> Result<String, Reason> {
    let code = line(&thai::digits::to_arabic(raw), CODE_MOST)?;
    if code.is_empty() || reference::district(&code).is_some() { Ok(code) } else { Err(Reason::UnknownDistrict(code)) }
}

/// Whether the district lies in the province; either may be unknown.
///
/// # Errors
/// [`Reason::DistrictElsewhere`] with the district's own province.
pub fn district_in(province: &str, district: &str) -> Result<(), Reason> {
    match reference::district(district) {
        Some(known) if !province.is_empty() && known.province_code != province => {
            Err(Reason::DistrictElsewhere { province: known.province_code.clone() })
        }
        _ => Ok(()),
    }
}

/// `1` or `0`, or as spreadsheets write truth values.
///
/// # Errors
/// [`Reason::Missing`] and [`Reason::BadObliged`].
pub fn obliged(raw: &str) -> Result<bool, Reason> {
    let value = needed(raw, CODE_MOST)?;
    match thai::normalise::fold(&value).as_str() {
        "1" | "true" => Ok(true),
        "0" | "false" => Ok(false),
        _ => Err(Reason::BadObliged(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_can_stand_in_an_address() {
        for good in ["M01-01", "L110102-A", "06730604", "ก.01", "U_1"] {
            assert_eq!(code(good).as_deref(), Ok(good));
        }
        for bad in ["a/b", "a b", "-x", "../x", "?x", "a%2f"] {
            assert_eq!(code(bad), Err(Reason::BadCode), "{bad}");
        }
        assert_eq!(code(" "), Err(Reason::Missing));
        assert_eq!(code("import"), Err(Reason::ReservedCode));
        assert_eq!(code(&"x".repeat(41)), Err(Reason::TooLong { most: CODE_MOST }));
    }

    #[test]
    fn control_characters_inside_a_name_are_refused_and_invisible_ones_dropped() {
        assert_eq!(needed("กรม\u{7}หนึ่ง", NAME_MOST), Err(Reason::ControlCharacter));
        assert_eq!(needed("กรม\nหนึ่ง", NAME_MOST), Err(Reason::ControlCharacter));
        assert_eq!(needed(" กรม\u{200B}หนึ่ง ", NAME_MOST).as_deref(), Ok("กรมหนึ่ง"));
    }

    #[test]
    fn a_district_lies_in_its_province() {
        assert_eq!(district_in("11", "1101"), Ok(()));
        assert_eq!(district_in("", "1101"), Ok(()));
        assert_eq!(district_in("10", "1101"), Err(Reason::DistrictElsewhere { province: "11".into() }));
    }

    #[test]
    fn obliged_is_one_or_zero_and_never_blank() {
        assert_eq!(obliged("๑"), Ok(true));
        assert_eq!(obliged("FALSE"), Ok(false));
        assert_eq!(obliged(""), Err(Reason::Missing));
        assert_eq!(obliged("2"), Err(Reason::BadObliged("2".into())));
    }
}
