//! Whom the second paper counts (mission, note 2; unconfirmed): departments without the Ministry of Defence, the Internal
//! Security Operations Command and the Royal Thai Police, 153 in the register of 2563; and reporting units, which are
//! ministries, but each department by itself below the Office of the Prime Minister and outside any ministry: 39.

/// Kind of organisation that reports.
pub(super) const KIND: &str = "department";
/// The ministry that is left out.
const DEFENCE: &str = "M02";
/// Departments that are left out by themselves: the Internal Security Operations Command, the Royal Thai Police.
const LEFT_OUT: [&str; 2] = ["M01-16", "M00-04"];
/// The Office of the Prime Minister, whose departments report by themselves.
const PRIME_MINISTER: &str = "M01";

/// True when the paper counts this department.
pub(super) fn reports(code: &str, ministry: &str) -> bool {
    ministry != DEFENCE && !LEFT_OUT.contains(&code)
}

/// The reporting unit of a department that reports.
pub(super) fn unit<'a>(code: &'a str, ministry: &'a str) -> &'a str {
    if ministry.is_empty() || ministry == PRIME_MINISTER { code } else { ministry }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_register_of_2563_has_153_departments_in_39_units() {
        let rows = reference::REGISTER_2563.lines().map(|row| row.split(',').collect::<Vec<_>>());
        let departments = rows.filter(|row| row.get(3) == Some(&KIND)).map(|row| (row[0], row[5]));
        let counted: Vec<(&str, &str)> = departments.filter(|(code, ministry)| reports(code, ministry)).collect();
        let units: BTreeSet<&str> = counted.iter().map(|(code, ministry)| unit(code, ministry)).collect();
        assert_eq!((counted.len(), units.len()), (153, 39));
    }
}
