//! The answers of one organisation.

use lessons::collection::roster::Unit;
use questionnaire::{Answers, Row, Value};

use super::{Says, Told, told};
use crate::chance::Chance;

fn one(text: &str) -> Value {
    Value::One(text.to_owned())
}

fn yes(yes: bool) -> Value {
    one(if yes { "yes" } else { "no" })
}

fn several(chance: Chance, question: &str, list: &[&str], count: usize) -> Value {
    Value::Many(chance.several(question, list, count).into_iter().map(str::to_owned).collect())
}

fn row<const N: usize>(pairs: [(&str, &str); N]) -> Row {
    pairs.into_iter().map(|(question, text)| (question.to_owned(), one(text))).collect()
}

const SERVICES: [&str; 6] = [
    "งานรับคำขอที่เคาน์เตอร์ลดเวลาและจำกัดจำนวนผู้เข้ารับบริการ",
    "การตรวจสถานที่จริงเลื่อนออกไป และใช้ภาพถ่ายประกอบแทนในบางกรณี",
    "การอบรมและทดสอบที่ต้องรวมคนงดหรือย้ายไปจัดทางไกล",
    "การออกหน่วยบริการเคลื่อนที่งดชั่วคราวในพื้นที่ควบคุม",
    "คิวรับบริการยาวขึ้นจากมาตรการเว้นระยะห่าง",
    "เจ้าหน้าที่บางส่วนต้องกักตัว ทำให้จุดบริการเปิดได้ไม่ครบ",
];
const LAWS: [(&str, &str, &str); 5] = [
    ("แนวทางขยายเวลาการยื่นคำขอและชำระค่าธรรมเนียม", "guideline", "ประชาชนไม่ต้องเดินทางในช่วงควบคุมโรคและไม่เสียค่าปรับ"),
    ("ระเบียบว่าด้วยการประชุมผ่านสื่ออิเล็กทรอนิกส์ของหน่วยงาน", "regulation", "คณะกรรมการพิจารณาเรื่องได้ต่อเนื่อง"),
    ("แนวทางการปรับแผนการใช้จ่ายงบประมาณ", "budget", "นำงบประมาณที่ใช้ไม่ได้ไปใช้กับมาตรการเร่งด่วน"),
    ("ประกาศหลักเกณฑ์การให้ความช่วยเหลือกลุ่มเป้าหมาย", "regulation", "ผู้ได้รับผลกระทบเข้าถึงความช่วยเหลือเร็วขึ้น"),
    ("แนวทางการรับเอกสารทางอิเล็กทรอนิกส์แทนฉบับกระดาษ", "guideline", "ลดการพบกันต่อหน้าและลดเวลาตรวจเอกสาร"),
];
/// Indicator, group, and whether 2564 was less affected than 2563, as the paper tells of the first three.
const INDICATORS: [(&str, &str, &str); 10] = [
    ("M08-15", "มูลค่าสินค้าเกษตร", "economic"),
    ("M13-02", "มูลค่าการค้าชายแดนและผ่านแดน", "economic"),
    ("M03-06", "รายได้ภาษีสรรพากรที่จัดเก็บได้", "economic"),
    ("M05-02", "จำนวนนักท่องเที่ยว", "economic"),
    ("M06-05", "จำนวนผู้เปราะบางที่ได้รับความช่วยเหลือ", "social"),
    ("M06-03", "จำนวนผู้สูงอายุที่ได้รับการดูแล", "social"),
    ("M14-03", "รายได้จากผลิตภัณฑ์ชุมชน", "social"),
    ("M16-03", "จำนวนแรงงานที่ได้รับการพัฒนาฝีมือ", "labour"),
    ("M16-02", "อัตราการบรรจุงาน", "labour"),
    ("M20-03", "ผลิตภาพของผู้ประกอบการที่เข้าร่วมโครงการ", "labour"),
];
const ADAPTED: [&str; 4] = [
    "ประชุมทางไกลแทนการเดินทาง และสลับวันเข้าสำนักงาน",
    "รับคำขอทางไปรษณีย์และอีเมลในช่วงที่เปิดเคาน์เตอร์ไม่ได้",
    "ใช้ระบบสารบรรณอิเล็กทรอนิกส์กับงานภายใน",
    "แบ่งเจ้าหน้าที่เป็นสองชุดไม่ให้พบกัน",
];
const OUTCOMES: [&str; 5] = [
    "ให้บริการหลักได้ต่อเนื่องโดยไม่หยุดแม้ในช่วงที่เข้าสำนักงานได้ไม่เต็มที่",
    "ประชาชนทำธุรกรรมได้โดยไม่ต้องเดินทาง และใช้เวลาน้อยลง",
    "บุคลากรคุ้นเคยกับการทำงานทางไกล และใช้ข้อมูลร่วมกันได้มากขึ้น",
    "ลดความเสี่ยงในการแพร่ระบาดในสถานที่ทำงาน",
    "ทบทวนแผนความต่อเนื่องของหน่วยงานและซักซ้อมจริง",
];
const SUGGESTIONS: [(&str, &str); 5] = [
    ("digital", "พัฒนาแพลตฟอร์มกลางและโครงสร้างพื้นฐานดิจิทัลที่หน่วยงานใช้ร่วมกันได้"),
    ("digital", "เร่งพัฒนาทักษะดิจิทัลของบุคลากรทุกประเภท"),
    ("integration", "กำหนดแนวทางทำงานร่วมกับภาคเอกชนและภาคประชาสังคมไว้ล่วงหน้า"),
    ("bcp", "ทบทวนและซักซ้อมแผนบริหารความพร้อมต่อสภาวะวิกฤตทุกปี"),
    ("budget", "ให้ปรับแผนงบประมาณในพื้นที่ได้ทันทีเมื่อเกิดภาวะวิกฤตแล้วรายงานภายหลัง"),
];
const FACTORS: [&str; 6] = ["authority", "people", "integration", "readiness", "communication", "data"];

fn practices(code: &str, answers: &mut Answers) {
    let own: Vec<Told> = told().into_iter().filter(|one| one.organisation == code).collect();
    let of = |one: &Told| row([("practice", &one.title), ("practice_how", &one.how), ("practice_result", &one.result)]);
    answers.set_rows("practices", own.iter().filter(|one| !one.innovation).map(of).collect());
}

fn innovations(code: &str, answers: &mut Answers) -> bool {
    let own: Vec<Told> = told().into_iter().filter(|one| one.organisation == code && one.innovation).collect();
    let kind = |one: &Told| {
        let device = ["หุ่นยนต์", "อากาศยาน"].iter().any(|word| one.title.contains(word));
        if device { "device" } else { "application" }
    };
    let of = |one: &Told| {
        row([("innovation", &one.title), ("innovation_kind", kind(one)), ("innovation_result", &one.result)])
    };
    answers.set("innovation_used", yes(!own.is_empty()));
    answers.set_rows("innovations", own.iter().map(of).collect());
    !own.is_empty()
}

fn ends(chance: Chance, answers: &mut Answers) {
    answers.set("outcome", one(chance.pick("outcome", &OUTCOMES)));
    let count = usize::try_from(chance.between("factors", 2, 4)).unwrap_or(2);
    answers.set("success_factors", several(chance, "factor", &FACTORS, count));
    if chance.happens("suggests", 0.45)
        && let Some((topic, text)) = SUGGESTIONS.get(chance.below("suggestion", SUGGESTIONS.len()))
    {
        answers.set_rows("suggestions", vec![row([("suggestion_topic", topic), ("suggestion", text)])]);
    }
}

/// Whether this member says yes: the first by chance of a unit that does, and some others of it.
fn among(chance: Chance, question: &str, code: &str, unit: &Unit, says: &std::collections::BTreeSet<String>) -> bool {
    let of = chance.part(question);
    let first = unit.members.iter().min_by_key(|member| of.bits(member));
    says.contains(&unit.code) && (first.is_some_and(|first| first == code) || of.happens(code, 0.35))
}

/// The answers of a department; members of the unit are named by code.
pub fn department(code: &str, unit: &Unit, year: i32, says: &Says, seed: u64) -> Answers {
    let own = Chance::about(seed, code).part(&format!("lessons {year}"));
    let of = Chance::about(seed, &format!("members {year}"));
    let mut answers = Answers::default();
    let service = among(of, "service", code, unit, &says.service);
    answers.set("service_affected", yes(service));
    if service {
        answers.set("service_affected_how", one(own.pick("service", &SERVICES)));
    }
    home(own, year, &mut answers);
    indicators(code, own, year, &mut answers);
    let law = among(of, "law", code, unit, &says.law);
    answers.set("law_changed", yes(law));
    if law && let Some((name, kind, effect)) = LAWS.get(own.below("law", LAWS.len())) {
        answers.set_rows("law_changes", vec![row([("law_name", name), ("law_kind", kind), ("law_effect", effect)])]);
    }
    if year == 2563 {
        answers.set("work_adapted", one(own.pick("adapted", &ADAPTED)));
    } else {
        let online = among(of, "online", code, unit, &says.online)
            || (says.online.contains(&unit.code) && own.happens("online", 0.9));
        answers.set("work_online", yes(online));
        if online {
            answers.set("online_tools", several(own, "tool", &["meeting", "document", "remote", "cloud"], 2));
        }
        let eservice = among(of, "eservice", code, unit, &says.eservice);
        answers.set("eservice_changed", yes(eservice));
        if eservice {
            answers.set("eservices", one(&own.between("eservices", 1, 6).to_string()));
        }
        innovations(code, &mut answers);
        practices(code, &mut answers);
    }
    ends(own, &mut answers);
    answers.set("kept", yes(own.happens("kept", 0.85)));
    answers
}

/// Every department worked from home in both years (clause 4.3).
fn home(own: Chance, year: i32, answers: &mut Answers) {
    answers.set("wfh", yes(true));
    let patterns = ["alternate_days", "one_day", "two_days", "alternate_weeks"];
    answers.set("wfh_patterns", several(own, "pattern", &patterns, 1 + own.below("patterns", 2)));
    let known: &[&str] =
        if year == 2563 { &["equipment", "internet", "skills"] } else { &["equipment", "internet", "skills", "data"] };
    answers.set("wfh_problems", several(own, "problem", known, 1 + own.below("problems", 3)));
    if year != 2563 {
        let staff = own.between("staff", 120, 4_000);
        answers.set("staff", one(&staff.to_string()));
        answers.set("staff_at_home", one(&(staff * own.between("home", 40, 90) / 100).to_string()));
    }
}

/// Indicators that the paper names are less affected in 2564.
fn indicators(code: &str, own: Chance, year: i32, answers: &mut Answers) {
    let known = INDICATORS.iter().filter(|(of, ..)| *of == code);
    let level = if year == 2563 { "severe" } else { own.pick("level", &["slight", "moderate"]) };
    let mut rows: Vec<Row> = known
        .map(|(_, name, group)| row([("indicator", name), ("indicator_group", group), ("indicator_level", level)]))
        .collect();
    if rows.is_empty() && own.happens("indicators", 0.3) {
        let name = own.pick("indicator", &["จำนวนผู้รับบริการ", "ร้อยละของงานที่แล้วเสร็จตามเวลา", "จำนวนผู้เข้ารับการอบรม"]);
        let group = own.pick("group", &["economic", "social", "labour"]);
        let level = own.pick("level", &["severe", "moderate", "slight"]);
        rows.push(row([("indicator", name), ("indicator_group", group), ("indicator_level", level)]));
    }
    answers.set("indicators_affected", yes(!rows.is_empty()));
    answers.set_rows("indicators", rows);
}

/// The answers of a province.
pub fn province(code: &str, place: &str, year: i32, seed: u64) -> Answers {
    let own = Chance::about(seed, code).part(&format!("lessons {year}"));
    let mut answers = Answers::default();
    let areas = ["service", "economy", "vulnerable", "labour", "health"];
    answers.set("impact_areas", several(own, "area", &areas, 2 + own.below("areas", 3)));
    let adapted = own.happens("adapted", 0.92);
    answers.set("measures_adapted", yes(adapted));
    if adapted {
        let how = own.pick(
            "measure",
            &[
                "กำหนดเงื่อนไขการกักตัวผู้เดินทางจากพื้นที่เสี่ยงให้เหมาะกับพื้นที่",
                "ตั้งจุดคัดกรองร่วมระหว่างอำเภอและท้องถิ่น",
                "ปรับเวลาเปิดตลาดและสถานประกอบการตามระดับพื้นที่",
            ],
        );
        answers.set("measures_how", one(&format!("จังหวัด{place} {how}")));
    }
    let networks = ["vhv", "migrant", "social", "private"];
    let mut chosen = vec!["vhv".to_owned()];
    chosen.extend(own.several("network", &networks[1..], 1 + own.below("networks", 2)).into_iter().map(str::to_owned));
    answers.set("networks", Value::Many(chosen));
    if year == 2563 {
        answers.set("innovation_used", yes(false));
    } else {
        innovations(code, &mut answers);
        practices(code, &mut answers);
    }
    ends(own, &mut answers);
    answers
}
