//! T4-T8: people, equipment, space and access by time after the disruption.

use std::collections::BTreeMap;

use continuity::{
    Duration,
    organisation::Kind,
    plan::{
        Category, ResourceNeed, Text,
        resource::{FIRST_COLUMN, STANDARD_COLUMNS},
    },
};

use super::Subject;
use crate::{chance::Chance, library::Template};

/// Square metres that one person at an alternate site needs.
const SPACE: u64 = 4;

pub(super) fn of(subject: &Subject<'_>, template: &Template, chance: Chance, rto: Duration) -> Vec<ResourceNeed> {
    let chance = chance.part("resources");
    let staff = staff(subject.org.kind, chance);
    let needs = |what: &str| template.needs.iter().any(|need| need.starts_with(what));
    let row = |category, item: &str, unit: &str, source: Option<String>, most: u64| ResourceNeed {
        category,
        item: Text::th(item),
        unit: Some(unit.to_owned()),
        source,
        need: by_time(most, rto),
    };
    let mut list = vec![row(Category::People, "เจ้าหน้าที่ปฏิบัติงาน", "คน", None, staff)];
    match subject.alternates.get(usize::from(chance.happens("second site", 0.2))).or(subject.alternates.first()) {
        Some(site) if chance.happens("space", 0.75) => {
            let source = Some(format!("site:{}", site.code));
            list.push(row(Category::Premises, "พื้นที่ปฏิบัติงานสำรอง", "ตารางเมตร", source, staff * SPACE));
        }
        _ => list.push(row(Category::Premises, "การปฏิบัติงานที่บ้าน", "คน", None, staff.div_ceil(2))),
    }
    if needs("lifeline:fuel") {
        let (item, unit) = vehicle(&template.id);
        let source = subject.org.district().map(|_| format!("POOL-{}", subject.org.district_code));
        list.push(row(Category::Equipment, item, unit, source, chance.between("vehicles", 1, 4)));
    } else {
        let item = "คอมพิวเตอร์พกพาพร้อมอุปกรณ์เชื่อมต่ออินเทอร์เน็ต";
        list.push(row(Category::Equipment, item, "เครื่อง", None, staff.div_ceil(2)));
    }
    if needs("system:") {
        list.push(row(Category::Technology, "สิทธิเข้าใช้ระบบสารสนเทศจากสถานที่สำรอง", "บัญชีผู้ใช้", None, staff.div_ceil(2)));
    }
    if let Some(code) = template.needs.iter().find_map(|need| need.strip_prefix("supplier:")) {
        list.push(row(Category::Partners, supply(code), "ราย", None, 1));
    }
    list
}

fn staff(kind: Kind, chance: Chance) -> u64 {
    match kind {
        Kind::LaoSao | Kind::LaoSubdistrictMunicipality | Kind::School | Kind::Subunit => chance.between("staff", 2, 8),
        Kind::LaoTown | Kind::Province | Kind::District => chance.between("staff", 4, 16),
        _ => chance.between("staff", 8, 60),
    }
}

/// A third at first, then more, and everybody after two weeks; nothing before the first column that the RTO asks for.
fn by_time(most: u64, rto: Duration) -> BTreeMap<Duration, f64> {
    let first =
        STANDARD_COLUMNS.iter().rev().find(|time| **time <= rto.max(FIRST_COLUMN)).copied().unwrap_or(FIRST_COLUMN);
    let parts = [3, 5, 7, 9, 9];
    let columns = STANDARD_COLUMNS.iter().zip(parts).filter(|(time, _)| **time >= first);
    columns.map(|(time, part)| (*time, f64::from(u32::try_from((most * part).div_ceil(9)).unwrap_or(1)))).collect()
}

fn vehicle(id: &str) -> (&'static str, &'static str) {
    match id {
        "RESCUE" | "EMS" => ("รถกู้ชีพกู้ภัยพร้อมอุปกรณ์", "คัน"),
        "WASTE" | "LANDFILL" => ("รถบรรทุกขยะ", "คัน"),
        "AGRI" | "DRAIN" => ("เครื่องสูบน้ำเคลื่อนที่", "เครื่อง"),
        "LIGHT" | "ROADS" | "ROAD-OPEN" | "MACHINE" => ("รถบรรทุกและเครื่องจักรกล", "คัน"),
        _ => ("เครื่องกำเนิดไฟฟ้าสำรอง", "เครื่อง"),
    }
}

fn supply(code: &str) -> &'static str {
    match code {
        "FIRE-VEHICLE" => "ผู้รับจ้างซ่อมรถดับเพลิงและรถกู้ภัย",
        "LANDFILL" => "ผู้รับกำจัดขยะมูลฝอย",
        "CHLORINE" | "CHEMICAL" | "REAGENT" | "GAS" | "METAL" | "API" => "ผู้จำหน่ายสารเคมีและวัตถุดิบ",
        "SCHOOL-MILK" | "FOOD" => "ผู้ส่งอาหารและนมโรงเรียน",
        "PPE" | "MEDICINE" | "OXYGEN" | "VACCINE" => "ผู้จำหน่ายยาและเวชภัณฑ์",
        "ISP" | "SUBMARINE-CABLE" | "ITMX" | "CCTV" => "ผู้ให้บริการเครือข่ายสื่อสาร",
        _ => "ผู้จำหน่ายวัสดุและผู้รับจ้างซ่อมบำรุง",
    }
}
