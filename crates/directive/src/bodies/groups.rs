//! Groups that a paper addresses without naming their members: every state agency, provinces, local organisations.

/// What a group is, for who it obliges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Every agency of the state.
    AllAgencies,
    /// Departments and ministries (ส่วนราชการ).
    Departments,
    /// Ministries.
    Ministries,
    /// Provinces.
    Provinces,
    /// Groups of provinces.
    ProvinceGroups,
    /// Local administrative organisations.
    Local,
    /// Provincial administrative organisations.
    LocalProvincial,
    /// Sub-district administrative organisations.
    LocalSubdistrict,
    /// Municipalities of every size.
    Municipalities,
    /// State enterprises.
    StateEnterprises,
    /// Public organisations.
    PublicOrganisations,
    /// Universities.
    Universities,
    /// Districts.
    Districts,
    /// Whoever the matter concerns; nobody can say whom without reading.
    Concerned,
    /// Units below those addressed.
    Subordinate,
    /// Private, civil and international partners.
    Partners,
}

/// Beginnings of groups, longer ones first where one begins with another.
const STEMS: &[(&str, Group)] = &[
    ("องค์กรปกครองส่วนท้องถิ่น", Group::Local),
    ("หน่วยการบริหารราชการส่วนท้องถิ่น", Group::Local),
    ("ราชการส่วนท้องถิ่น", Group::Local),
    ("อปท.", Group::Local),
    ("อบต.", Group::LocalSubdistrict),
    ("อบจ.", Group::LocalProvincial),
    ("หน่วยงานในสังกัด", Group::Subordinate),
    ("ส่วนราชการในสังกัด", Group::Subordinate),
    ("หน่วยงานของรัฐ", Group::AllAgencies),
    ("หน่วยงานภาครัฐ", Group::AllAgencies),
    ("หน่วยงานรัฐ", Group::AllAgencies),
    ("หน่วยงานราชการ", Group::AllAgencies),
    ("ทุกหน่วยงาน", Group::AllAgencies),
    ("ทุกส่วนราชการ", Group::Departments),
    ("ทุกกระทรวง", Group::Ministries),
    ("ทุกจังหวัด", Group::Provinces),
    ("หน่วยงานตรวจสอบ", Group::Concerned),
    ("หน่วยงานต่างๆ", Group::Concerned),
    ("หน่วยงานต่าง ๆ", Group::Concerned),
    ("หน่วยงาน", Group::Concerned),
    ("ส่วนราชการ", Group::Departments),
    ("องค์กรกลางบริหารงานบุคคลประเภท", Group::Concerned),
    ("องค์กรกลางบริหารงานบุคคล", Group::Concerned),
    ("ผู้ว่าราชการจังหวัด", Group::Provinces),
    ("กลุ่มจังหวัด", Group::ProvinceGroups),
    ("จังหวัด", Group::Provinces),
    ("อำเภอ", Group::Districts),
    ("รัฐวิสาหกิจ", Group::StateEnterprises),
    ("องค์การมหาชน", Group::PublicOrganisations),
    ("สถาบันอุดมศึกษา", Group::Universities),
    ("มหาวิทยาลัยของรัฐ", Group::Universities),
    ("ผู้ที่เกี่ยวข้อง", Group::Concerned),
    ("ภาคีเครือข่าย", Group::Partners),
    ("ภาคเอกชน", Group::Partners),
    ("ภาคประชาสังคม", Group::Partners),
    ("ภาคส่วน", Group::Concerned),
];

const TAILS: &[&str] = &[
    "ของรัฐ",
    "ภาครัฐ",
    "ทั้งหมด",
    "ทุกจังหวัด",
    "ทุกแห่ง",
    "ทุกระดับ",
    "ทุกประเภท",
    "ต่าง ๆ",
    "ต่างๆ",
    "อื่น ๆ",
    "อื่นๆ",
    "ที่เกี่ยวข้อง",
    "ที่รับผิดชอบ",
    "เจ้าของเรื่อง",
    "ดังกล่าว",
    "ในสังกัด",
];

/// The group that a whole name means, where a longer name would be one body: องค์การบริหารส่วนจังหวัด, but not
/// องค์การบริหารส่วนจังหวัดเชียงใหม่.
pub fn group_of(name: &str) -> Option<Group> {
    match name {
        "องค์การบริหารส่วนจังหวัด" => Some(Group::LocalProvincial),
        "องค์การบริหารส่วนตำบล" => Some(Group::LocalSubdistrict),
        "เทศบาล" => Some(Group::Municipalities),
        _ => None,
    }
}

/// The group at the start of `text` with the bytes its name takes.
pub fn group_at(text: &str) -> Option<(usize, Group)> {
    let (stem, mut group) = STEMS.iter().copied().find(|(stem, _)| text.starts_with(stem))?;
    let mut end = stem.len();
    while let Some(tail) = TAILS.iter().find(|tail| text[end..].trim_start_matches(' ').starts_with(**tail)) {
        let blanks = text[end..].len() - text[end..].trim_start_matches(' ').len();
        end += blanks + tail.len();
        if matches!(*tail, "ที่เกี่ยวข้อง" | "ดังกล่าว" | "ที่รับผิดชอบ" | "เจ้าของเรื่อง")
        {
            group = Group::Concerned;
        }
    }
    Some((end, group))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_take_their_qualifiers() {
        let cases = [
            ("หน่วยงานของรัฐต่าง ๆ ในการ", "หน่วยงานของรัฐต่าง ๆ", Group::AllAgencies),
            ("หน่วยงานของรัฐที่เกี่ยวข้อง เช่น", "หน่วยงานของรัฐที่เกี่ยวข้อง", Group::Concerned),
            ("หน่วยงานที่เกี่ยวข้องดำเนินการ", "หน่วยงานที่เกี่ยวข้อง", Group::Concerned),
            ("อปท. ที่มี", "อปท.", Group::Local),
        ];
        for (text, name, group) in cases {
            assert_eq!(group_at(text), Some((name.len(), group)), "{text}");
        }
    }
}
