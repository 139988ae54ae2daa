//! Invented people: given names and surnames of common parts, telephone numbers that no exchange can give.

use crate::chance::Chance;

const MEN: [&str; 30] = [
    "สมชาย", "วิชัย", "ประเสริฐ", "อนุชา", "ธนากร", "สุรชัย", "พงศกร", "ณรงค์", "ชัยวัฒน์", "เกรียงไกร", "ปรีชา", "สมศักดิ์",
    "วีระ", "กิตติพงษ์", "ศุภชัย", "มานพ", "บุญเลิศ", "อดิศักดิ์", "ธีรพล", "นพดล", "ไพโรจน์", "สุทธิพงษ์", "จักรพันธ์", "ทรงพล",
    "อภิชาติ", "วรพจน์", "เอกชัย", "ยุทธนา", "พิเชษฐ์", "สิทธิชัย",
];
const WOMEN: [&str; 30] = [
    "สมหญิง", "วิไลวรรณ", "สุภาพร", "กาญจนา", "พิมพ์ใจ", "นงลักษณ์", "รัตนา", "อรทัย", "จิราพร", "สุนิสา", "ปราณี", "วราภรณ์",
    "ศิริพร", "ดวงใจ", "อัญชลี", "มาลี", "เพ็ญศรี", "ชนิดา", "ธิดารัตน์", "นิภา", "สุกัญญา", "พรทิพย์", "ลัดดา", "กนกวรรณ", "จันทนา",
    "ยุพิน", "อารีรัตน์", "ณัฐธิดา", "สาวิตรี", "เบญจมาศ",
];
const FIRST: [&str; 28] = [
    "ทอง", "แก้ว", "บุญ", "ศรี", "สุข", "วงศ์", "ชัย", "จันทร์", "พงษ์", "มณี", "รุ่ง", "เพชร", "ธรรม", "สุวรรณ", "ประ", "อินทร์",
    "คำ", "ไชย", "นาค", "สิงห์", "พิทักษ์", "รัตน", "วัฒน", "ศักดิ์", "อุดม", "เจริญ", "กิตติ", "โพธิ์",
];
const LAST: [&str; 26] = [
    "สวัสดิ์", "มงคล", "ประเสริฐ", "สมบูรณ์", "เกษม", "พันธ์", "วารี", "ไพบูลย์", "นิมิต", "รักษา", "สกุล", "วิจิตร", "อารีย์",
    "เมธา", "ดำรง", "ภักดี", "สถิต", "นคร", "ไพศาล", "วิไล", "โสภา", "กุล", "เลิศ", "ธานี", "ศิลป์", "บำรุง",
];

/// A person for a place in a team; each number gives another.
pub(super) fn person(chance: Chance, number: usize) -> String {
    let chance = chance.part(&number.to_string());
    let surname = format!("{}{}", chance.pick("first", &FIRST), chance.pick("last", &LAST));
    match chance.below("title", 5) {
        0 => format!("นาง{} {surname}", chance.pick("given", &WOMEN)),
        1 | 2 => format!("นางสาว{} {surname}", chance.pick("given", &WOMEN)),
        _ => format!("นาย{} {surname}", chance.pick("given", &MEN)),
    }
}

/// `0-0000-` and four digits that differ inside one team: no Thai area or mobile code begins with 00.
pub(super) fn phone(chance: Chance, number: usize) -> String {
    let last = (chance.below("phones", 10_000) + number * 7) % 10_000;
    format!("0-0000-{last:04}")
}
