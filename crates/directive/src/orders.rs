//! Where a paragraph tells somebody to do something: `ให้…`, `มอบหมาย…`, `ขอให้…`, `เห็นควรให้…`, `… ควร …`.
//!
//! One item may have a second body after "และให้" (D1 L42); a new sentence that turns to another named body
//! ("ทั้งนี้ ให้…", "นอกจากนี้ … ควร…", "โดยให้…") is an item of its own (D2 L33, L92).

use crate::bodies::list::{Listed, list_at};
use crate::bodies::name::{Known, Names};
use crate::paper::Unsure;

/// An order found in a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Where its words begin.
    pub start: usize,
    /// Who is told.
    pub leads: Vec<Listed>,
    /// The byte after the names.
    pub after: usize,
    /// What to confirm.
    pub unsure: Vec<Unsure>,
    /// It only adds bodies to the order before it.
    pub adds: bool,
}

/// How a paragraph stands in the paper.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setting {
    /// It stands in a resolution, or among recommendations: a plain "ให้" inside it is an order too.
    pub among_orders: bool,
    /// It is an item of a list or a numbered one.
    pub item: bool,
}

/// Words that can stand before an order at the start of a paragraph.
const OPENERS: &[&str] = &[
    "ทั้งนี้",
    "นอกจากนี้",
    "นอกจากนั้น",
    "อนึ่ง",
    "ในการนี้",
    "และ",
    "โดย",
    "รวมทั้ง",
    "ตลอดจน",
    "พร้อมทั้ง",
    "อีกทั้ง",
    "จึง",
    "ประกอบกับ",
    ",",
];

/// Verbs with which an order begins; after them come the bodies.
const TELLING: &[&str] = &[
    "มอบหมายให้",
    "มอบหมาย",
    "เห็นควรมอบหมายให้",
    "เห็นควรมอบหมาย",
    "เห็นสมควรให้",
    "เห็นควรให้",
    "เห็นควรขอให้",
    "เห็นชอบให้",
    "เห็นควรแจ้งให้",
    "ขอความร่วมมือให้",
    "ขอความร่วมมือจาก",
    "ขอความร่วมมือ",
    "สั่งการให้",
    "กำชับให้",
    "กำชับ",
    "มอบให้",
    "มอบ ",
    "ขอให้",
    "ควรให้",
    "เร่งรัดให้",
    "แจ้งให้",
    "ควรมอบหมายให้",
    "ควรมอบหมาย",
    "อนุมัติให้",
    "ให้",
];

/// Told to do, without ให้.
const SHOULD: &[&str] = &["ควร", "จะต้อง", "ต้อง", "พึง"];

/// What ให้ begins that is no order.
const GIVING: &[&str] = &[
    "ให้บริการ",
    "ให้ความ",
    "ให้คำ",
    "ให้ข้อมูล",
    "ให้เช่า",
    "ให้กู้",
    "ให้สิทธิ",
    "ให้เงิน",
    "ให้ทุน",
    "ให้โอกาส",
    "ให้การ",
    "ให้แก่",
    "ให้กับ",
    "ให้ได้รับ",
    "ให้เกิด",
    "ให้เป็นไป",
    "ให้มีผล",
    "ให้ประชาชน",
];

/// The orders of a paragraph, in order.
pub fn orders(names: &Names<'_>, text: &str, setting: Setting) -> Vec<Order> {
    let mut found: Vec<Order> = Vec::new();
    if let Some(order) = at_start(names, text, setting) {
        found.push(order);
    }
    let triggers = text.match_indices("ให้").chain(text.match_indices("มอบหมาย")).chain(text.match_indices("นอกจากนี้ "));
    let mut places: Vec<usize> = triggers.map(|(at, _)| at).collect();
    places.sort_unstable();
    for at in places {
        if at == 0 || found.last().is_some_and(|last| at < last.after) {
            continue;
        }
        let began = setting.among_orders || !found.is_empty();
        if let Some(order) = inside(names, text, at, began, found.last()) {
            found.push(order);
        }
    }
    found
}

fn at_start(names: &Names<'_>, text: &str, setting: Setting) -> Option<Order> {
    let mut start = 0;
    while let Some(opener) = OPENERS.iter().find(|opener| text[start..].starts_with(**opener)) {
        start += opener.len();
        start += text[start..].len() - text[start..].trim_start().len();
    }
    let rest = &text[start..];
    if let Some(telling) =
        TELLING.iter().filter(|telling| rest.starts_with(**telling)).max_by_key(|telling| telling.len())
    {
        if let Some(order) = told(names, text, start, start + telling.len()) {
            return Some(order);
        }
        let giving = GIVING.iter().any(|giving| rest.starts_with(giving));
        let names_nobody = telling.ends_with("ให้") && *telling != "แจ้งให้";
        if setting.item && !giving && names_nobody && rest.chars().count() > 10 {
            let after = start + telling.len();
            return Some(Order { start, leads: Vec::new(), after, unsure: vec![Unsure::Lead], adds: false });
        }
        return None;
    }
    should(names, text, start)
}

/// The order whose names follow `from`.
fn told(names: &Names<'_>, text: &str, start: usize, from: usize) -> Option<Order> {
    let (mut leads, mut after) = list_at(names, text, from);
    let mut unsure = Vec::new();
    if leads.is_empty() && text[from..].starts_with("นำ") {
        // D2 L82 prints "ให้นำหน่วยงานภาครัฐที่ได้ปรับ… ดำเนินการ": the word does not belong there.
        (leads, after) = list_at(names, text, from + "นำ".len());
        unsure.push(Unsure::Lead);
    }
    let next = text[after..].trim_start();
    let is_told_of =
        ["ทราบ", "รับทราบ", "ใช้บริการ", "สามารถ", "ดังนี้", "ดังต่อไปนี้"].iter().any(|word| next.starts_with(word));
    (!leads.is_empty() && !is_told_of).then_some(Order { start, leads, after, unsure, adds: false })
}

/// `คณะกรรมการโรคติดต่อแห่งชาติควรวาง…` (D2 L92)
fn should(names: &Names<'_>, text: &str, start: usize) -> Option<Order> {
    let (leads, after) = list_at(names, text, start);
    let next = text[after..].trim_start();
    let told = SHOULD.iter().any(|word| next.starts_with(word));
    (told && !leads.is_empty()).then_some(Order { start, leads, after, unsure: Vec::new(), adds: false })
}

/// An order whose ให้ or มอบหมาย stands at `at` inside the paragraph.
fn inside(names: &Names<'_>, text: &str, at: usize, began: bool, last: Option<&Order>) -> Option<Order> {
    let rest = &text[at..];
    if rest.starts_with("นอกจากนี้ ") {
        let start = at + "นอกจากนี้ ".len();
        return should(names, text, start);
    }
    let before = text[..at].trim_end();
    let blank = before.len() < at;
    let strong = ["ขอ", "เห็นควร", "เห็นสมควร", "สั่งการ", "กำชับ", "มอบหมาย", "มอบ", "ขอความร่วมมือ"]
        .iter()
        .find(|word| before.ends_with(**word));
    let soft = ["และ", "โดย", "ทั้งนี้", "รวมทั้ง", "ตลอดจน", "พร้อมทั้ง", "อนึ่ง", "นอกจากนี้", "ในการนี้"]
        .iter()
        .find(|word| before.ends_with(**word));
    let assigning = rest.starts_with("มอบหมาย");
    if !(assigning || strong.is_some() || (began && (soft.is_some() || blank))) {
        return None;
    }
    let start = match strong {
        Some(word) if !assigning => before.len().saturating_sub(word.len()),
        _ => at,
    };
    let from = if assigning {
        at + rest.strip_prefix("มอบหมายให้").map_or("มอบหมาย".len(), |_| "มอบหมายให้".len())
    } else {
        at + "ให้".len()
    };
    let mut order = told(names, text, start, from)?;
    let named = order.leads.iter().any(|lead| lead.group().is_none());
    if soft.is_none() && strong.is_none() && !assigning && !named {
        return None;
    }
    if !began && !named {
        return None;
    }
    if !assigning
        && strong.is_none()
        && soft.is_none()
        && order.leads.iter().all(|lead| lead.found.known == Known::Guessed)
    {
        return None;
    }
    if text[..start].trim_end().ends_with("ได้") {
        order.unsure.push(Unsure::Order);
    }
    let general = |order: &Order| order.leads.iter().any(|lead| lead.group().is_some());
    if let Some(last) = last {
        let joined = matches!(soft, Some(&"และ" | &"รวมทั้ง" | &"ตลอดจน" | &"พร้อมทั้ง"));
        // "ทั้งนี้ ให้ทุกหน่วยงาน…" goes on with an order to all (D1 L30).
        let goes_on = !named && general(last) && soft.is_some();
        order.adds = !assigning && strong.is_none() && (joined || goes_on);
        if goes_on {
            order.leads.clear();
        }
    }
    Some(order)
}
