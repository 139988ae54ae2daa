//! Where an organisation would move to: schools, temples, the district office, a neighbour, the government complex.
//!
//! Most of these places are promised to several organisations, as in real plans; what that means together is for
//! the feasibility check to find.

use continuity::organisation::Kind;

use crate::{Org, chance::Chance};

/// A place to work.
pub(crate) struct Site {
    /// Code without `site:`.
    pub code: String,
    /// Thai name.
    pub name: String,
}

fn site(code: String, name: String) -> Site {
    Site { code, name }
}

/// One or two alternate sites, the preferred one first; never the own building.
pub(super) fn alternates(org: &Org, chance: Chance) -> Vec<Site> {
    let chance = chance.part("sites");
    let mut all = match org.kind {
        Kind::Province => provincial(org, chance),
        _ if org.kind.is_local() || !org.province_code.is_empty() => local(org, chance),
        Kind::University => vec![
            site(format!("{}-CAMPUS2", org.code), "วิทยาเขตอื่นของมหาวิทยาลัย".into()),
            site("UNI-NETWORK-CENTRE".into(), "ศูนย์เครือข่ายมหาวิทยาลัยประจำภูมิภาค".into()),
        ],
        _ => central(org, chance),
    };
    let wanted = 1 + usize::from(chance.happens("second", 0.35));
    all.truncate(wanted);
    all
}

fn local(org: &Org, chance: Chance) -> Vec<Site> {
    let (area, key) = match org.district() {
        // What lies in the town is called after the province: โรงเรียนอนุบาลนครปฐม in เมืองนครปฐม.
        Some(district) => (
            district.strip_prefix("เมือง").filter(|name| *name == org.province()).unwrap_or(district),
            org.district_code.as_str(),
        ),
        None => (org.province(), org.province_code.as_str()),
    };
    let number = chance.between("school", 1, 3);
    let school = match number {
        1 => format!("โรงเรียนอนุบาล{area}"),
        2 => format!("โรงเรียนชุมชนบ้าน{area}"),
        _ => format!("โรงเรียน{area}วิทยาคม"),
    };
    let school = site(format!("SCH-{key}-{number}"), school);
    let temple = site(format!("WAT-{}", org.code), format!("ศาลาการเปรียญวัด{}", org.place()));
    let office = match org.district() {
        Some(district) => site(format!("DIST-{key}"), format!("หอประชุมที่ว่าการอำเภอ{district}")),
        None => site(format!("STADIUM-{key}"), format!("อาคารกีฬาประจำจังหวัด{area}")),
    };
    let neighbour =
        org.neighbour.as_ref().map(|code| site(format!("{code}-HQ"), "อาคารสำนักงานองค์กรปกครองส่วนท้องถิ่นใกล้เคียง".into()));
    let mut all = match (chance.below("which", 100), neighbour) {
        (0..15, Some(neighbour)) => vec![neighbour, school, office],
        (15..40, _) => vec![office, school],
        (40..60, _) => vec![temple, school],
        _ => vec![school, office],
    };
    all.dedup_by(|a, b| a.code == b.code);
    all
}

fn provincial(org: &Org, chance: Chance) -> Vec<Site> {
    let (name, key) = (org.province(), &org.province_code);
    let stadium = site(format!("STADIUM-{key}"), format!("อาคารกีฬาประจำจังหวัด{name}"));
    let college = site(format!("TECH-{key}"), format!("วิทยาลัยเทคนิค{name}"));
    let camp = site(format!("CAMP-{key}"), format!("ค่ายทหารในพื้นที่จังหวัด{name}"));
    match chance.below("which", 3) {
        0 => vec![stadium, college],
        1 => vec![college, camp],
        _ => vec![camp, stadium],
    }
}

fn central(org: &Org, chance: Chance) -> Vec<Site> {
    let complex = match chance.below("building", 2) {
        0 => site("GOV-COMPLEX-A".into(), "ศูนย์ราชการเฉลิมพระเกียรติ 80 พรรษา อาคารเอ".into()),
        _ => site("GOV-COMPLEX-B".into(), "ศูนย์ราชการเฉลิมพระเกียรติ 80 พรรษา อาคารบี".into()),
    };
    let training = site(format!("{}-TRAINING", org.code), "สถาบันพัฒนาบุคลากรของหน่วยงาน จังหวัดนนทบุรี".into());
    let campus = site("CAMPUS-RANGSIT".into(), "มหาวิทยาลัยในพื้นที่รังสิต จังหวัดปทุมธานี".into());
    let ministry = (!org.ministry_code.is_empty() && !org.code.ends_with("-01"))
        .then(|| site(format!("{}-01-HQ", org.ministry_code), "อาคารสำนักงานปลัดกระทรวง".into()));
    match (chance.below("which", 100), ministry) {
        (0..25, Some(ministry)) => vec![ministry, complex],
        (25..55, _) => vec![complex, campus],
        (55..70, _) => vec![campus, training],
        _ => vec![training, complex],
    }
}
