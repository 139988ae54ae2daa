//! T9: at least one strategy for each of the five resource categories.

use continuity::{
    Duration,
    organisation::Kind,
    plan::{Agreement, Category, Commitment, Strategy, Text},
};

use super::Subject;

pub(super) fn all(subject: &Subject<'_>) -> Vec<Strategy> {
    let mut list: Vec<Strategy> =
        subject.alternates.iter().enumerate().map(|(at, site)| premises(subject, at, &site.code, &site.name)).collect();
    if subject.chance.happens("work from home", 0.6) {
        list.push(at_home(subject));
    }
    list.extend(
        [Category::Equipment, Category::Technology, Category::People, Category::Partners].map(|c| other(subject, c)),
    );
    list
}

fn premises(subject: &Subject<'_>, at: usize, code: &str, name: &str) -> Strategy {
    let chance = subject.chance.part("premises").part(code);
    let seats = match subject.org.kind {
        Kind::LaoSao | Kind::LaoSubdistrictMunicipality | Kind::School | Kind::Subunit => {
            chance.between("seats", 8, 25)
        }
        Kind::LaoTown | Kind::Province | Kind::District => chance.between("seats", 15, 50),
        _ => chance.between("seats", 40, 200),
    };
    let agreement = match chance.below("agreement", 100) {
        0..45 => Agreement::Signed,
        45..70 => Agreement::Proposed,
        70..80 => Agreement::Expired,
        _ => Agreement::None,
    };
    let text = if at == 0 {
        format!("ย้ายไปปฏิบัติงาน ณ {name} โดยจัดพื้นที่รองรับ {seats} คน")
    } else {
        format!("กรณีสถานที่สำรองแห่งแรกใช้ไม่ได้ ให้ย้ายไป {name} รองรับ {seats} คน")
    };
    Strategy {
        category: Category::Premises,
        text: Text::th(text),
        trigger: Some(Text::th("อาคารสำนักงานเข้าใช้พื้นที่ไม่ได้เกิน 2 ชั่วโมง หรือหัวหน้าคณะบริหารความต่อเนื่องสั่งการ")),
        time_to_implement: Some(Duration::hours(chance.between("time", 1, 8))),
        maximum_duration: Some(Duration::days(chance.between("longest", 7, 60))),
        level_achieved: Some(share(chance.between("level", 10, 18))),
        cost_baht: chance.happens("cost", 0.6).then(|| baht(chance.between("baht", 5, 120))),
        commitment: Some(Commitment {
            resource: format!("site:{code}"),
            quantity: number(seats),
            agreement: Some(agreement),
        }),
    }
}

fn at_home(subject: &Subject<'_>) -> Strategy {
    let chance = subject.chance.part("at home");
    Strategy {
        category: Category::Premises,
        text: Text::th("ให้บุคลากรที่ไม่ต้องพบประชาชนปฏิบัติงานที่บ้านและประชุมผ่านสื่ออิเล็กทรอนิกส์"),
        trigger: Some(Text::th("มีประกาศของทางราชการหรือพบผู้ติดเชื้อในสำนักงาน")),
        time_to_implement: Some(Duration::hours(chance.between("time", 1, 4))),
        maximum_duration: Some(Duration::days(90)),
        level_achieved: Some(share(chance.between("level", 10, 16))),
        cost_baht: None,
        commitment: None,
    }
}

fn other(subject: &Subject<'_>, category: Category) -> Strategy {
    let chance = subject.chance.part("strategy").part(category.code());
    let text = chance.pick("text", texts(category, subject.org.kind.is_local()));
    Strategy {
        category,
        text: Text::th(text),
        trigger: chance.happens("trigger", 0.7).then(|| Text::th(trigger(category))),
        time_to_implement: Some(Duration::hours(chance.between("time", 1, 12))),
        maximum_duration: chance.happens("longest", 0.7).then(|| Duration::days(chance.between("days", 3, 45))),
        level_achieved: Some(share(chance.between("level", 10, 19))),
        cost_baht: chance.happens("cost", 0.5).then(|| baht(chance.between("baht", 2, 90))),
        commitment: commitment(subject, category),
    }
}

/// Pumps, generators and trucks are borrowed from the pool of the district or province.
fn commitment(subject: &Subject<'_>, category: Category) -> Option<Commitment> {
    let chance = subject.chance.part("commitment").part(category.code());
    let org = subject.org;
    let resource = match category {
        Category::Equipment if org.district().is_some() => format!("POOL-{}", org.district_code),
        Category::Equipment if !org.province_code.is_empty() => format!("POOL-{}", org.province_code),
        Category::Equipment => "POOL-CENTRAL".to_owned(),
        Category::Partners if !org.province_code.is_empty() => format!("supplier:RADIO-{}", org.province_code),
        _ => return None,
    };
    let agreement = if chance.happens("signed", 0.4) { Agreement::Signed } else { Agreement::Proposed };
    chance.happens("has", 0.55).then(|| Commitment {
        resource,
        quantity: number(chance.between("quantity", 1, 4)),
        agreement: Some(agreement),
    })
}

const fn texts(category: Category, local: bool) -> &'static [&'static str] {
    match (category, local) {
        (Category::Equipment, true) => &[
            "ขอยืมเครื่องสูบน้ำ เครื่องกำเนิดไฟฟ้า และรถบรรทุกน้ำจากองค์กรปกครองส่วนท้องถิ่นข้างเคียงและองค์การบริหารส่วนจังหวัด",
            "จัดเตรียมคอมพิวเตอร์พกพาและเครื่องพิมพ์สำรองไว้ ณ สถานที่ปฏิบัติงานสำรอง",
            "จัดซื้อจัดจ้างกรณีจำเป็นเร่งด่วนตามระเบียบพัสดุ และใช้อุปกรณ์ส่วนตัวของบุคลากรเป็นการชั่วคราว",
        ],
        (Category::Equipment, false) => &[
            "จัดสรรคอมพิวเตอร์พกพาพร้อมอุปกรณ์เชื่อมต่ออินเทอร์เน็ตให้บุคลากรหลักทุกกระบวนงานสำคัญ",
            "ใช้ทรัพยากรกลางของกระทรวงและเช่าอุปกรณ์เร่งด่วนตามสัญญาที่ทำไว้ล่วงหน้า",
            "กระจายอุปกรณ์สำรองไว้ ณ สถานที่ปฏิบัติงานสำรองและหน่วยงานในภูมิภาค",
        ],
        (Category::Technology, true) => &[
            "ปฏิบัติงานด้วยเอกสาร (Manual) แล้วบันทึกข้อมูลย้อนหลังเมื่อระบบกลับมาใช้งานได้",
            "ใช้ระบบของกรมส่งเสริมการปกครองท้องถิ่นผ่านเครือข่ายโทรศัพท์เคลื่อนที่",
            "สำรองข้อมูลทุกวันลงสื่อภายนอกและเก็บไว้นอกสำนักงาน",
        ],
        (Category::Technology, false) => &[
            "สลับไปใช้ศูนย์ข้อมูลสำรอง (DR Site) และระบบคลาวด์กลางภาครัฐ",
            "สำรองข้อมูลแบบเวลาจริงและทดสอบการกู้คืนปีละสองครั้ง",
            "ใช้ขั้นตอนปฏิบัติงานด้วยเอกสารระหว่างกู้คืนระบบและเข้าระบบจากภายนอกผ่าน VPN",
        ],
        (Category::People, true) => &[
            "กำหนดบุคลากรสำรองปฏิบัติงานแทนทุกตำแหน่งหลักและขอกำลัง อปพร. อสม. ในพื้นที่",
            "แบ่งบุคลากรเป็นสองชุดสลับกันปฏิบัติงานและขอสนับสนุนบุคลากรจากหน่วยงานข้างเคียง",
        ],
        (Category::People, false) => &[
            "แบ่งบุคลากรเป็นชุดสลับกันปฏิบัติงาน ณ ที่ตั้งและที่บ้าน พร้อมกำหนดผู้ปฏิบัติงานแทน",
            "ใช้บุคลากรสำรองจากกองอื่นที่ผ่านการอบรมข้ามสายงานแล้ว",
            "เรียกบุคลากรที่เกษียณหรือโอนย้ายซึ่งขึ้นบัญชีไว้มาช่วยปฏิบัติงานเป็นการชั่วคราว",
        ],
        (_, true) => &[
            "ประสานอำเภอ จังหวัด และมูลนิธิในพื้นที่ตามบันทึกข้อตกลงความร่วมมือ",
            "จัดทำบัญชีผู้รับจ้างและผู้จำหน่ายสำรองอย่างน้อยสองรายต่อรายการ",
        ],
        (_, false) => &[
            "กำหนดผู้ให้บริการสำรองอย่างน้อยหนึ่งรายสำหรับบริการสำคัญและระบุระดับการให้บริการในสัญญา",
            "ทำบันทึกข้อตกลงการสนับสนุนซึ่งกันและกันกับหน่วยงานที่มีภารกิจใกล้เคียง",
        ],
    }
}

const fn trigger(category: Category) -> &'static str {
    match category {
        Category::Equipment => "วัสดุอุปกรณ์หลักเสียหายหรือไม่เพียงพอต่อระดับการให้บริการขั้นต่ำ",
        Category::Technology => "ระบบหลักหยุดทำงานเกิน 1 ชั่วโมงหรือข้อมูลถูกโจมตี",
        Category::People => "บุคลากรหลักมาปฏิบัติงานไม่ได้เกินร้อยละ 30",
        Category::Partners => "ผู้ให้บริการหลักแจ้งว่าไม่สามารถให้บริการได้ตามสัญญา",
        Category::Premises => "เข้าใช้พื้นที่ไม่ได้",
    }
}

/// A share in steps of five in a hundred.
fn share(steps: u64) -> f64 {
    number(steps) * 5.0 / 100.0
}

/// So many thousand baht.
fn baht(thousands: u64) -> f64 {
    number(thousands * 1_000)
}

fn number(value: u64) -> f64 {
    f64::from(u32::try_from(value).unwrap_or(u32::MAX))
}
