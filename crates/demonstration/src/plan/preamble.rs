//! T0: title, objectives, assumptions and scope.

use continuity::plan::{Process, Text};

use super::Subject;
use crate::{Org, chance::Chance};

/// Agencies use several titles for the same document (template 2.1).
pub(super) fn title(org: &Org, chance: Chance, fiscal_year: i32) -> Text {
    let name = chance.pick(
        "title",
        &[
            "แผนดำเนินธุรกิจอย่างต่อเนื่อง (Business Continuity Plan: BCP)",
            "แผนบริหารความพร้อมต่อสภาวะวิกฤต (Business Continuity Plan: BCP)",
            "แผนบริหารความต่อเนื่อง (BCP)",
        ],
    );
    let th = format!("{name} {} ปีงบประมาณ พ.ศ. {fiscal_year}", org.name_th);
    let en = (!org.name_en.is_empty())
        .then(|| format!("Business Continuity Plan of {}, fiscal year {fiscal_year}", org.name_en));
    Text { th, en }
}

pub(super) fn objectives(chance: Chance) -> Vec<Text> {
    let texts = [
        "เพื่อใช้เป็นแนวทางในการบริหารความต่อเนื่องของหน่วยงานเมื่อเกิดสภาวะวิกฤต",
        "เพื่อให้หน่วยงานมีการเตรียมความพร้อมล่วงหน้าในการรับมือกับสภาวะวิกฤต",
        "เพื่อลดผลกระทบจากการหยุดชะงักในการดำเนินงานหรือการให้บริการ",
        "เพื่อบรรเทาความเสียหายให้อยู่ในระดับที่ยอมรับได้",
        "เพื่อให้ประชาชน เจ้าหน้าที่ และผู้มีส่วนได้ส่วนเสียมีความเชื่อมั่นในศักยภาพของหน่วยงาน",
    ];
    let count = usize::try_from(chance.between("objectives", 3, 5)).unwrap_or(3);
    chance.several("which objectives", &texts, count).into_iter().map(Text::th).collect()
}

pub(super) fn assumptions(subject: &Subject<'_>) -> Vec<Text> {
    let mut list = Vec::new();
    if let Some(site) = subject.alternates.first() {
        list.push(Text::th(format!("{}ไม่ได้รับผลกระทบจากเหตุการณ์เดียวกันและเข้าใช้พื้นที่ได้", site.name)));
    }
    let others = [
        "ระบบสารสนเทศสำรองและข้อมูลสำรองไม่ได้รับผลกระทบไปพร้อมกับระบบหลัก",
        "“บุคลากร” ในแผนนี้หมายถึง ข้าราชการ พนักงาน ลูกจ้างประจำ และพนักงานจ้างทั้งหมดของหน่วยงาน",
        "บุคลากรอย่างน้อยกึ่งหนึ่งสามารถเดินทางมาปฏิบัติงานหรือปฏิบัติงานที่บ้านได้",
        "ผู้ให้บริการไฟฟ้า ประปา และโทรคมนาคมดำเนินการตามแผนฟื้นคืนระบบของตน",
    ];
    list.extend(subject.chance.several("assumptions", &others, 2).into_iter().map(Text::th));
    list
}

pub(super) fn scope(subject: &Subject<'_>, processes: &[Process]) -> Text {
    let org = subject.org;
    let area = match org.district() {
        Some(district) => format!("ในเขตอำเภอ{district} จังหวัด{}", org.province()),
        None if org.province_code.is_empty() => "ทั้งในส่วนกลางและหน่วยงานในสังกัด".to_owned(),
        None => format!("ในพื้นที่{}{}", if org.province_code == "10" { "" } else { "จังหวัด" }, org.province()),
    };
    let first = processes.first().map(|process| process.name.th.as_str()).unwrap_or_default();
    Text::th(format!(
        "แผนนี้ใช้กับ{} {area} ครอบคลุมกระบวนงานสำคัญ {} กระบวนงาน โดยให้ความสำคัญกับกระบวนงาน “{first}” เป็นลำดับแรก กรณีเกิดเหตุการณ์ที่ทำให้ไม่สามารถปฏิบัติงานหรือให้บริการได้ตามปกติ",
        org.name_th,
        processes.len(),
    ))
}
