//! Orders to recommendations: the clause they stand in, who leads, who acts with them, how often to report
//! (mission 1.4, B1-B22).

use crate::bodies::Bodies;
use crate::bodies::list::{Listed, list_at};
use crate::bodies::name::{Known, Names};
use crate::cadence::{cadence, due, within};
use crate::columns::{Answering, answering};
use crate::orders::{Order, Setting, orders};
use crate::paper::{Part, Recommendation, Role, Unsure};
use crate::text::numbering::Placed;
use crate::warning::{Kind, Warning};

/// Words after which come the bodies that act together with the lead.
const TOGETHER: &[&str] = &[
    "ร่วมกับ",
    "หารือกับ",
    "ประสานงานกับ",
    "ประสานกับ",
    "ประสานความร่วมมือกับ",
    "บูรณาการกับ",
    "ความร่วมมือจาก",
    "ความร่วมมือกับ",
    "ความร่วมมือของ",
    "เป็นอำนาจของ",
    "สนับสนุนโดย",
    "หน่วยงานสนับสนุน:",
    "หน่วยงานร่วม:",
];

/// Words that show that a paragraph is a resolution or stands among recommendations.
const CUES: &[&str] = &["มีมติ", "มอบหมาย", "เห็นชอบ", "อนุมัติ", "รับทราบ", "ข้อสั่งการ", "สั่งการ", "ข้อเสนอแนะ", "เห็นควร"];

/// Words before the bodies that answer for an item.
const RESPONSIBLE: &[&str] = &["หน่วยงานที่รับผิดชอบหลัก", "หน่วยงานที่รับผิดชอบ", "หน่วยงานรับผิดชอบ", "ผู้รับผิดชอบ", "หน่วยงานหลัก"];

fn is_named_after(text: &str, word: &str) -> bool {
    text.find(word).is_some_and(|at| text[at + word.len()..].trim_start().starts_with([':', '：']))
}

/// More recommendations than any paper has.
const MOST: usize = 3_000;

/// What is read beside the orders.
pub struct Context<'a> {
    /// Names of the text.
    pub names: Names<'a>,
    /// The caller's register.
    pub bodies: &'a dyn Bodies,
}

/// The recommendations of a paper.
pub fn recommendations(context: &Context<'_>, placed: &[Placed], warnings: &mut Vec<Warning>) -> Vec<Recommendation> {
    let mut found = Vec::new();
    let mut heading: Option<&Placed> = None;
    let mut owner: Option<Vec<Listed>> = None;
    let mut section = false;
    let mut closing = false;
    let rows = answering(&context.names, placed);
    for (at, place) in placed.iter().enumerate() {
        if found.len() >= MOST {
            warnings.push(Warning::new(place.paragraph.line(), Kind::TooLong, ""));
            break;
        }
        let text = &place.paragraph.text;
        let here = CUES.iter().any(|cue| text.contains(cue));
        if place.begins.is_some() && place.paragraph.marker.as_ref().is_some_and(|marker| marker.parts.len() == 1) {
            section = here || text.contains("แนวทาง");
        } else if place.paragraph.heading {
            section |= here;
        }
        closing |= text.starts_with("จึงเรียนมา") || text.starts_with("จึงเสนอ");
        if place.paragraph.label && !closing || is_head_of_table(text) {
            heading = None;
            continue;
        }
        if closing && !text.contains("เห็นควร") && !text.contains("มอบหมาย") {
            continue;
        }
        let row = rows.get(&place.paragraph.line()).filter(|_| place.paragraph.columns > 1);
        if row.is_some_and(|row| row.item != place.paragraph.column) {
            continue;
        }
        let item = place.paragraph.bullet || place.begins.is_some();
        let setting = Setting { among_orders: here || section, item };
        let mut told = orders(&context.names, text, setting);
        if told.is_empty()
            && let Some(order) = inherited(context, place, owner.as_deref(), setting)
        {
            told.push(order);
        }
        if told.is_empty() && (row.is_some() || RESPONSIBLE.iter().any(|word| is_named_after(text, word))) {
            told.push(Order { start: 0, leads: Vec::new(), after: 0, unsure: Vec::new(), adds: false });
        }
        if told.is_empty() {
            let running = place.paragraph.columns <= 1;
            owner = owner_of(context, text).or(if item { owner } else { None }).filter(|_| running);
            let short = text.chars().count() <= 120 && place.begins.is_none() && !place.paragraph.bullet;
            heading = (short && place.paragraph.columns <= 1).then_some(place);
            continue;
        }
        let above = heading.take().filter(|above| at > 0 && above.under == place.under);
        // "ให้กระทรวงมหาดไทยดำเนินการ ดังนี้" opens a list of what that body is told.
        let opens = told.last().filter(|order| {
            let tail = &text[order.after..];
            (tail.ends_with("ดังนี้") || tail.ends_with(':')) && tail.chars().count() <= 40 && !tail.contains("สาระสำคัญ")
        });
        owner = opens.map(|order| order.leads.clone()).or(if item { owner } else { None });
        let before = found.len();
        found.extend(items(context, place, &told, row, warnings));
        for item in &mut found[before..] {
            item.heading = above.map(|above| above.paragraph.text.clone());
            if closing {
                item.unsure.push(Unsure::Origin);
                warnings.push(Warning::new(item.line, Kind::OfTheMemo, &short(&item.text)));
            }
        }
    }
    found
}

/// The repeated head of a table (D2 L81, L84, L90).
fn is_head_of_table(text: &str) -> bool {
    text.chars().count() < 60
        && ["ข้อเสนอแนะ/", "ประเด็น", "หน่วยงานที่รับผิดชอบ", "หน่วยงานรับผิดชอบ", "ลำดับ"]
            .iter()
            .any(|head| text.starts_with(head))
        && !text.contains("ให้")
}

/// A heading that is nothing but bodies: what is listed below it is told to them.
fn owner_of(context: &Context<'_>, text: &str) -> Option<Vec<Listed>> {
    let (listed, end) = list_at(&context.names, text, 0);
    let rest = text[end..].trim_matches(|c: char| c == ':' || c == ' ' || c == '-');
    let named = listed.iter().any(|one| one.found.known == Known::Yes);
    (named && rest.is_empty()).then_some(listed)
}

/// `กระทรวงการคลัง: จัดสรร…`, or an item below a heading that names its body.
fn inherited(context: &Context<'_>, place: &Placed, owner: Option<&[Listed]>, setting: Setting) -> Option<Order> {
    let text = &place.paragraph.text;
    if !setting.item || !setting.among_orders && owner.is_none() {
        return None;
    }
    let (listed, end) = list_at(&context.names, text, 0);
    let rest = text[end..].trim_start();
    let unsure = vec![Unsure::Order];
    if !listed.is_empty()
        && listed.iter().all(|one| one.found.known != Known::Guessed)
        && rest.starts_with(':')
        && rest.len() > 8
    {
        return Some(Order { start: 0, leads: listed, after: end, unsure, adds: false });
    }
    let owner = owner.filter(|_| listed.is_empty() && text.chars().count() > 12)?;
    Some(Order { start: 0, leads: owner.to_vec(), after: 0, unsure: vec![Unsure::Lead], adds: false })
}

/// The items that the orders of one paragraph make.
fn items(
    context: &Context<'_>,
    place: &Placed,
    told: &[Order],
    row: Option<&Answering>,
    warnings: &mut Vec<Warning>,
) -> Vec<Recommendation> {
    let text = &place.paragraph.text;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = told.get(at) {
        let adding = told[at + 1..].iter().take_while(|order| order.adds).count();
        let next = told.get(at + 1 + adding);
        let end = next.map_or(text.len(), |next| next.start);
        let words = text[first.start..end].trim_end();
        let words = ["ทั้งนี้", "นอกจากนี้", "โดย", "และ", "อนึ่ง"]
            .iter()
            .fold(words, |words, tail| words.strip_suffix(tail).unwrap_or(words).trim_end());
        let mut leads = first.leads.clone();
        for order in &told[at + 1..=at + adding] {
            leads.extend(order.leads.iter().cloned());
        }
        let acting = row.map(|row| row.with.clone()).unwrap_or_default();
        leads.extend(row.iter().flat_map(|row| row.lead.iter().cloned()));
        found.push(item(context, place, first, (leads, acting), words, warnings));
        at += 1 + adding;
    }
    found
}

fn item(
    context: &Context<'_>,
    place: &Placed,
    order: &Order,
    (mut leads, mut acting): (Vec<Listed>, Vec<Listed>),
    words: &str,
    warnings: &mut Vec<Warning>,
) -> Recommendation {
    let line = place.paragraph.line_at(order.start);
    let from = order.after.saturating_sub(order.start).min(words.len());
    let after = words.get(from..).unwrap_or_default();
    acting.extend(together(context, after));
    support(context, after, &mut leads, &mut acting);
    let mut bodies: Vec<Part> = Vec::new();
    for (list, role) in [(leads, Role::Lead), (acting, Role::With)] {
        for one in list {
            let part = part(context, &one, role);
            let said = bodies.iter().any(|held| held.name == part.name);
            if !said {
                note(&one, line, warnings);
                bodies.push(part);
            }
        }
    }
    for found in context.names.mentioned(after) {
        let one = Listed { found, such_as: false, exemplified: false };
        let part = part(context, &one, Role::Mentioned);
        if !bodies.iter().any(|held| held.name == part.name) {
            bodies.push(part);
        }
    }
    let mut unsure = order.unsure.clone();
    if bodies.iter().all(|part| part.role != Role::Lead) {
        unsure.push(Unsure::Lead);
        warnings.push(Warning::new(line, Kind::NoLead, &short(words)));
    }
    if unsure.contains(&Unsure::Order) {
        warnings.push(Warning::new(line, Kind::ToldAsDone, &short(words)));
    }
    if bodies.iter().any(|part| part.unsure) {
        unsure.push(Unsure::Name);
    }
    unsure.sort_unstable();
    unsure.dedup();
    reports_to_itself(context, &bodies, after, line, warnings);
    let (cadence, cadence_stated) = cadence(words);
    let of = |role: Role| {
        let shown = bodies.iter().filter(|part| part.role == role && !exemplified(part, &bodies));
        shown.collect::<Vec<_>>()
    };
    let (leads, with) = (of(Role::Lead), of(Role::With));
    let printed = |parts: &[&Part]| parts.iter().map(|part| full(context, part)).collect();
    let meant = |parts: &[&Part]| parts.iter().map(|part| part.name.clone()).collect();
    let codes = |parts: &[&Part]| parts.iter().filter_map(|part| part.code.clone()).collect();
    Recommendation {
        number: place.under.clone(),
        heading: None,
        text: words.to_owned(),
        lead: printed(&leads),
        with: printed(&with),
        lead_names: meant(&leads),
        with_names: meant(&with),
        lead_codes: codes(&leads),
        with_codes: codes(&with),
        cadence,
        cadence_stated,
        due: due(words),
        within: within(words),
        line,
        to_line: place.paragraph.line_at((order.start + words.len()).saturating_sub(1)),
        unsure,
        bodies,
    }
}

/// A group whose examples are named stands only in `bodies`: the named are who can be asked.
fn exemplified(part: &Part, bodies: &[Part]) -> bool {
    part.group.is_some() && !part.such_as && bodies.iter().any(|other| other.role == part.role && other.such_as)
}

fn full(context: &Context<'_>, part: &Part) -> String {
    context.names.defined.full_name(&part.printed).unwrap_or_else(|| part.printed.clone())
}

fn part(context: &Context<'_>, one: &Listed, role: Role) -> Part {
    let found = &one.found;
    let code = [&found.means, &found.name, &found.printed].into_iter().find_map(|name| context.bodies.code(name));
    Part {
        printed: found.printed.clone(),
        name: found.means.clone(),
        unsure: found.known == Known::Guessed && code.is_none(),
        code: code.filter(|_| one.group().is_none()),
        role,
        such_as: one.such_as,
        group: one.group(),
    }
}

fn note(one: &Listed, line: usize, warnings: &mut Vec<Warning>) {
    if one.found.known == Known::Guessed {
        warnings.push(Warning::new(line, Kind::GuessedName, &one.found.printed));
    } else if one.found.misprint {
        let about = format!("\"{}\" is read as {}", one.found.printed, one.found.means);
        warnings.push(Warning::new(line, Kind::Misprint, &about));
    }
}

/// The bodies after "ร่วมกับ" and its like.
fn together(context: &Context<'_>, after: &str) -> Vec<Listed> {
    let mut places: Vec<(usize, usize)> =
        TOGETHER.iter().flat_map(|word| after.match_indices(word).map(|(at, _)| (at, at + word.len()))).collect();
    places.sort_unstable();
    let mut found = Vec::new();
    for (at, from) in places {
        let (mut listed, _) = list_at(&context.names, after, from);
        if ["เช่น", "อาทิ"].iter().any(|word| after[..at].trim_end().ends_with(word)) {
            listed.iter_mut().for_each(|one| one.such_as = true);
        }
        found.extend(listed);
    }
    found
}

/// `โดยมี ก เป็นหน่วยงานหลัก`, `และ ข เป็นหน่วยงานสนับสนุน`, `(หน่วยงานรับผิดชอบ: ก)`
fn support(context: &Context<'_>, after: &str, leads: &mut Vec<Listed>, with: &mut Vec<Listed>) {
    for (word, lead) in
        [("เป็นหน่วยงานหลัก", true), ("เป็นเจ้าภาพ", true), ("เป็นหน่วยงานสนับสนุน", false), ("เป็นหน่วยงานร่วม", false)]
    {
        let Some(place) = after.find(word).filter(|place| *place > 0) else { continue };
        let before = after[..place].trim_end();
        let starts = before.char_indices().rev().take(200).map(|(at, _)| at).collect::<Vec<_>>();
        let begins =
            |at: usize| ["โดยมี", "และ", "และมี", "โดย", "มี", " "].iter().any(|word| before[..at].ends_with(word));
        let list = starts.into_iter().rev().filter(|at| begins(*at)).find_map(|at| {
            let (listed, end) = list_at(&context.names, before, at);
            (!listed.is_empty() && before[end..].trim().is_empty()).then_some(listed)
        });
        let held = if lead { &mut *leads } else { &mut *with };
        held.extend(list.into_iter().flatten());
    }
    for word in RESPONSIBLE {
        let Some(place) = after.find(word) else { continue };
        let from = place + word.len();
        let skipped = after[from..].len() - after[from..].trim_start_matches([' ', ':', '：']).len();
        if skipped > 0 && after[from..from + skipped].contains([':', '：']) {
            leads.extend(list_at(&context.names, after, from + skipped).0);
            return;
        }
    }
}

/// D1 L49 tells the office to report to the office.
fn reports_to_itself(context: &Context<'_>, bodies: &[Part], after: &str, line: usize, warnings: &mut Vec<Warning>) {
    for word in ["รายงานให้", "รายงานต่อ", "รายงานผลต่อ", "รายงานผลให้"]
    {
        for (at, _) in after.match_indices(word) {
            let (listed, _) = list_at(&context.names, after, at + word.len());
            for one in listed.iter().take(1).filter(|one| one.group().is_none()) {
                if bodies.iter().any(|part| part.role == Role::Lead && part.name == one.found.means) {
                    warnings.push(Warning::new(line, Kind::ReportsToItself, &one.found.printed));
                }
            }
        }
    }
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}
