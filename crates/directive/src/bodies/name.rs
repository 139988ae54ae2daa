//! One name at a place in the text, and where it ends.

use super::defined::Defined;
use super::groups::{Group, group_at};
use super::standing;

/// How sure the reader is of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// In the table or defined by the text.
    Yes,
    /// A group, not one body.
    Group(Group),
    /// An officer, a place or a name that only its first word gives away.
    Guessed,
}

/// A name found in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The byte after it.
    pub end: usize,
    /// As printed.
    pub printed: String,
    /// The name that an abbreviation defined in this text stands for, else as printed.
    pub name: String,
    /// What the table says it means, else as `name`.
    pub means: String,
    /// Whether and how it is known.
    pub known: Known,
    /// A misprint or a short form of the table.
    pub variant: bool,
}

/// First words of bodies.
const HEADS: &[&str] = &[
    "กระทรวง", "ทบวง", "กรม", "สำนักงาน", "สำนัก", "คณะกรรมการ", "คณะอนุกรรมการ", "คณะทำงาน", "คณะรัฐมนตรี", "องค์การ",
    "องค์กร", "สถาบัน", "มหาวิทยาลัย", "เทศบาล", "การไฟฟ้า", "การประปา", "การรถไฟ", "การท่าเรือ", "การเคหะ", "การยาง",
    "การนิคม", "การทางพิเศษ", "ธนาคาร", "บรรษัท", "บริษัท", "ศูนย์", "สภา", "สมาคม", "หอการค้า", "กองทัพ", "กองบัญชาการ",
    "กองทุน", "กองอำนวยการ", "กอง", "กลุ่มงาน", "ตำรวจ", "ศาล", "โรงพยาบาล", "โรงเรียน", "วิทยาลัย", "แขวงทางหลวง",
    "ที่ทำการปกครอง", "มูลนิธิ", "กรุงเทพมหานคร", "เมืองพัทยา",
];

/// Officers; the body they belong to may follow.
const OFFICERS: &[&str] = &[
    "ปลัดกระทรวง", "ปลัดสำนักนายกรัฐมนตรี", "รัฐมนตรีว่าการกระทรวง", "รัฐมนตรีประจำสำนักนายกรัฐมนตรี", "รองนายกรัฐมนตรี",
    "นายกรัฐมนตรี", "อธิบดีกรม", "อธิบดี", "ผู้อำนวยการ", "เลขาธิการ", "ผู้ว่าราชการจังหวัด", "ผู้ว่าราชการกรุงเทพมหานคร",
    "นายอำเภอ", "นายทะเบียน", "ผู้บัญชาการ", "หัวหน้าส่วนราชการ", "หัวหน้าหน่วยงาน", "ผู้บริหาร", "ประธาน",
];

/// Words that begin what a body is told to do, after its name.
const VERBS: &[&str] = &[
    "เร่ง", "พิจารณา", "ดำเนิน", "จัดทำ", "จัดสรร", "จัดหา", "จัดตั้ง", "จัดให้", "จัดเตรียม", "ติดตาม", "รายงาน", "ประสาน",
    "ร่วม", "เป็น", "ทบทวน", "นำ", "เสนอ", "รับ", "ควร", "ต้อง", "สามารถ", "ได้", "ที่มี", "ที่ได้", "ถือปฏิบัติ", "กำหนด",
    "ปรับปรุง", "แจ้ง", "เตรียม", "ใช้", "ขับเคลื่อน", "เสริมสร้าง", "สำรวจ", "รวบรวม", "สรุป", "ขยาย", "หารือ", "บูรณาการ",
    "ศึกษาแนวทาง", "ศึกษาความ", "เผยแพร่", "สื่อสาร", "ออก", "วาง", "ยกระดับ", "เพิ่ม", "ลด", "แก้ไข", "อำนวยความสะดวก",
    "ชี้แจง", "ซักซ้อม", "สั่งการ", "มอบหมาย", "ให้", "ทำ", "ช่วย", "ส่ง", "โดย", "เพื่อ", "ใน", "มี", "ไป", "ตาม", "และให้",
    "กำชับ", "ดูแล", "จะ", "พัฒนาแนว", "พัฒนาระบบ", "พัฒนากลไก", "พัฒนาหลักสูตร", "ส่งเสริมให้", "สนับสนุนให้", "สนับสนุนการ",
    "สนับสนุนงบ", "ตรวจสอบและ", "กำกับดูแล", "กำกับ ", "ควบคุมดูแล", "เฝ้าระวัง", "เบิก", "จ่าย", "ทั้งนี้", "ดัง", "ว่า", "ซึ่ง",
];

const LONGEST_NAME: usize = 110;

/// What can be a month, a title or a unit and is no body.
const NOT_BODIES: &[&str] = &[
    "ม.ค.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.", "พ.ศ.", "ค.ศ.", "น.", "ฯลฯ", "โทร.",
    "กม.", "ตร.ม.", "ลบ.ม.", "ดร.", "นพ.", "รศ.", "ผศ.", "ศ.", "พล.อ.", "พล.ต.", "จ.", "อ.", "ต.", "ร.", "ข.", "ว.", "พ.ร.บ.",
    "พ.ร.ก.", "พ.ร.ฎ.", "มท", "ก.ม.",
];

/// The names that a text may use: the table and its own definitions.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// What the text itself defines.
    pub defined: &'a Defined,
}

impl Names<'_> {
    /// The name that begins at `at`, when one does.
    pub fn at(&self, text: &str, at: usize) -> Option<Found> {
        let rest = text.get(at..)?;
        let known = self.known(rest);
        let group = group_at(rest);
        let found = match (known, group) {
            (Some(known), Some((end, _))) if known.end >= end => Some(known),
            (_, Some((end, group))) => Some(found(rest, end, Known::Group(group))),
            (Some(known), None) => Some(known),
            (None, None) => None,
        };
        let found = match found {
            Some(found) if !matches!(found.known, Known::Group(Group::Provinces)) => Some(found),
            // A governor or a province may be named in full.
            other => officer(self, rest).or(other),
        };
        let mut found = found.or_else(|| abbreviation(rest)).or_else(|| guess(self, rest))?;
        found.end += at;
        Some(found)
    }

    fn known(&self, rest: &str) -> Option<Found> {
        let (mut end, meaning) = match (self.defined.spellings().longest(rest), standing::spellings().longest(rest)) {
            (Some(own), Some(table)) if table.0 > own.0 => table,
            (Some(own), _) => own,
            (None, table) => table?,
        };
        let mut means = meaning.name.clone();
        if let Some((longer, _)) = standing::spellings().longest(&rest[end..]).filter(|(_, to)| to.name.starts_with("จังหวัด")) {
            // สำนักงานประกันสังคมจังหวัดนครปฐม is not the office of the capital.
            end += longer;
            means = rest[..end].to_owned();
        }
        end = with_kind(rest, end);
        let printed = rest[..end].to_owned();
        let own = self.defined.full_name(&printed);
        let variant = meaning.variant && !means.starts_with(&printed);
        Some(Found { end, name: own.unwrap_or(printed.clone()), printed, means, known: Known::Yes, variant })
    }
}

/// True when a body, an officer or a group can begin here.
pub fn is_head(rest: &str) -> bool {
    HEADS.iter().chain(OFFICERS).any(|head| rest.starts_with(head)) || group_at(rest).is_some()
}

/// `(องค์การมหาชน)`, also misprinted, belongs to the name.
fn with_kind(rest: &str, end: usize) -> usize {
    let after = rest[end..].trim_start_matches(' ');
    for kind in ["(องค์การมหาชน)", "(องค์กรมหาชน)", "(มหาชน)"] {
        if after.starts_with(kind) {
            return rest.len() - after.len() + kind.len();
        }
    }
    end
}

fn found(rest: &str, end: usize, known: Known) -> Found {
    let printed = rest[..end].trim_end().to_owned();
    Found { end, name: printed.clone(), means: printed.clone(), printed, known, variant: false }
}

/// The bytes of an abbreviation with full stops: `ศอ.บต.`, `กสทช.`; the last stop may be missing after two.
pub fn abbreviation_end(rest: &str) -> Option<usize> {
    let (mut end, mut letters, mut stops, mut total) = (0, 0, 0, 0);
    for (at, c) in rest.char_indices() {
        match c {
            'ก'..='ฮ' if letters < 6 => {
                letters += 1;
                total += 1;
            }
            '.' if letters > 0 => {
                stops += 1;
                letters = 0;
                end = at + 1;
            }
            _ => break,
        }
    }
    let text = rest.get(..end)?;
    (stops > 0 && (2..=10).contains(&total) && !NOT_BODIES.contains(&text)).then_some(end)
}

fn abbreviation(rest: &str) -> Option<Found> {
    abbreviation_end(rest).map(|end| found(rest, end, Known::Guessed))
}

fn officer(names: &Names<'_>, rest: &str) -> Option<Found> {
    let title = OFFICERS.iter().find(|title| rest.starts_with(**title))?;
    // อธิบดีกรมปศุสัตว์: the body begins inside the title.
    for stem in ["กระทรวง", "กรม", "สำนักนายกรัฐมนตรี", "จังหวัด", "กรุงเทพมหานคร", ""] {
        let Some(start) = title.strip_suffix(stem).map(str::len).filter(|start| *start > 0) else { continue };
        if let Some(body) = names.known(&rest[start..]) {
            return Some(found(rest, start + body.end, Known::Guessed));
        }
    }
    if *title == "ผู้อำนวยการ" {
        // ผู้อำนวยการกองจัดทำงบประมาณเขตพื้นที่: verbs are common in names of divisions; only a blank ends one.
        let end = rest.find([' ', '(', ',', ')']).unwrap_or(rest.len());
        return (end > title.len() && end < LONGEST_NAME * 3).then(|| found(rest, end, Known::Guessed));
    }
    if title.ends_with("กระทรวง") || title.ends_with("กรม") || matches!(*title, "เลขาธิการ" | "ประธาน") {
        let start = title.len();
        let end = name_end(names, rest, start);
        return (end > start).then(|| found(rest, end, Known::Guessed));
    }
    Some(found(rest, title.len(), Known::Guessed))
}

fn guess(names: &Names<'_>, rest: &str) -> Option<Found> {
    if let Some(officer) = officer(names, rest) {
        return Some(officer);
    }
    let head = HEADS.iter().filter(|head| rest.starts_with(**head)).max_by_key(|head| head.len())?;
    let mut start = head.len();
    // สำนักงาน ศปก. and the like: an office named by an abbreviation.
    let blank = usize::from(rest[start..].starts_with(' '));
    if let Some(end) = abbreviation_end(&rest[start + blank..]).filter(|_| *head == "สำนักงาน" || *head == "กระทรวง") {
        return Some(found(rest, start + blank + end, Known::Guessed));
    }
    if *head == "บริษัท" && blank == 1 {
        start += 1;
    }
    let end = with_kind(rest, name_end(names, rest, start));
    (end > start).then(|| found(rest, end, Known::Guessed))
}

/// Where an unknown name ends: at a blank, a sign, a verb, or และ before another body.
fn name_end(names: &Names<'_>, rest: &str, start: usize) -> usize {
    let mut previous_end = start;
    for (offset, c) in rest[start..].char_indices().take(LONGEST_NAME) {
        let at = start + offset;
        let here = &rest[at..];
        let letter = c.is_alphanumeric() || ('\u{0E30}'..='\u{0E4E}').contains(&c) || c == '.';
        if !letter {
            return at;
        }
        if let Some(after) = here.strip_prefix("และ").or_else(|| here.strip_prefix("หรือ")) {
            let after = after.trim_start();
            if is_head(after) || abbreviation_end(after).is_some() || names.known(after).is_some() {
                return at;
            }
        }
        let long_enough = rest[start..at].chars().count() >= 3;
        let in_noun = ["การ", "ความ", "เพื่อการ", "คณะกรรมการ"].iter().any(|noun| rest[..at].ends_with(noun));
        if long_enough && !in_noun && VERBS.iter().any(|verb| here.starts_with(verb)) {
            return at;
        }
        previous_end = at + c.len_utf8();
    }
    previous_end
}
