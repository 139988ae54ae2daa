//! The head of a paper: subject, number, day, who relays it, and the day of the cabinet's meeting.
//!
//! A memo (บันทึกข้อความ) relays a decision: its own day and number are not the cabinet's. The resolution that a title
//! only refers to ("ตามมติคณะรัฐมนตรีเมื่อวันที่…") is an older one (D1 L1).

use crate::bodies::name::{Known, Names};
use crate::dates::dates;
use crate::text::number::digit;
use crate::text::paragraph::Paragraph;
use crate::warning::{Kind, Warning};
use jiff::civil::Date;
use thai::document_number::{self, DocumentNumber};

/// How many paragraphs a head has at most.
const HEAD: usize = 45;

/// What the head says.
#[derive(Debug, Default)]
pub struct Header {
    /// เรื่อง
    pub title: String,
    /// The subject of the relayed paper.
    pub subject: Option<String>,
    /// Number of the letter.
    pub number: Option<DocumentNumber>,
    /// Its urgency, as stamped.
    pub urgency: Option<String>,
    /// Its day.
    pub date: Option<Date>,
    /// Who relays.
    pub relayed_by: Option<String>,
    /// The cabinet's day.
    pub cabinet_date: Option<Date>,
}

/// Reads the head of a paper.
pub fn header(names: &Names<'_>, paragraphs: &[Paragraph], warnings: &mut Vec<Warning>) -> Header {
    let head = &paragraphs[..paragraphs.len().min(HEAD)];
    let labelled =
        |label: &str| head.iter().find_map(|paragraph| field(&paragraph.text, label).map(|text| (paragraph, text)));
    let alone = head.iter().position(|paragraph| matches!(paragraph.text.as_str(), "เรื่อง" | "เรื่อง:" | "ชื่อเรื่อง"));
    let below = alone.and_then(|at| head.get(at + 1)).map(|paragraph| paragraph.text.clone());
    let title = labelled("เรื่อง")
        .or_else(|| labelled("ชื่อเรื่อง"))
        .map(|(_, text)| text)
        .or(below)
        .or_else(|| title_of_heading(head));
    if title.is_none() {
        let line = head.first().map_or(1, Paragraph::line);
        warnings.push(Warning::new(line, Kind::NoTitle, ""));
    }
    let title =
        title.unwrap_or_else(|| head.first().map(|first| first.text.chars().take(300).collect()).unwrap_or_default());
    let subjects = paragraphs.iter().filter(|paragraph| paragraph.label && field(&paragraph.text, "เรื่อง").is_some());
    for other in subjects.skip(1).take(100) {
        warnings.push(Warning::new(other.line(), Kind::AnotherSubject, &other.text));
    }
    let (number, after_number) = number(head);
    let memo = head.iter().any(|paragraph| paragraph.text.starts_with("บันทึกข้อความ"));
    let unit =
        labelled("ส่วนราชการ").map(|(_, text)| cut(&text)).filter(|unit| memo || number.is_some() || !unit.is_empty());
    let urgency = ["ด่วนที่สุด", "ด่วนมาก", "ด่วน"].into_iter().find(|label| {
        head.iter()
            .take(20)
            .any(|paragraph| paragraph.text == *label || paragraph.text.starts_with(&format!("{label} ")))
    });
    Header {
        subject: subject(paragraphs).filter(|subject| *subject != title),
        urgency: urgency.map(str::to_owned),
        date: document_date(head, unit.is_some() || number.is_some()),
        relayed_by: match unit {
            Some(unit) => Some(with_department(names, head, unit)),
            None => number.as_ref().and_then(|_| sender(names, head, &after_number)),
        },
        cabinet_date: cabinet_date(paragraphs, &title, warnings),
        number,
        title,
    }
}

/// The text after a label at the start of a paragraph.
fn field(text: &str, label: &str) -> Option<String> {
    let rest = text.strip_prefix(label)?;
    let value = rest.trim_start_matches([' ', ':', '.']);
    (rest.starts_with([' ', ':']) && !value.is_empty()).then(|| value.trim().to_owned())
}

/// A paper without เรื่อง: its first heading that is no name of a form.
fn title_of_heading(head: &[Paragraph]) -> Option<String> {
    let named = head.iter().find(|paragraph| paragraph.heading && !paragraph.text.starts_with("บันทึกข้อความ"));
    named.map(|paragraph| paragraph.text.clone())
}

/// `… มีเรื่องที่ควรทราบ คือ เรื่อง รายงานการถอดบทเรียน…` (D2 L28)
fn subject(paragraphs: &[Paragraph]) -> Option<String> {
    paragraphs.iter().take(HEAD).filter(|paragraph| !paragraph.label).find_map(|paragraph| {
        let (at, word) = ["คือ เรื่อง ", "ได้แก่ เรื่อง ", "จำนวน 1 เรื่อง คือ ", " เรื่อง "]
            .iter()
            .find_map(|word| paragraph.text.find(word).map(|at| (at, word)))?;
        let relays = paragraph.text.contains("คณะรัฐมนตรี");
        let rest = paragraph.text[at + word.len()..].trim();
        let title: String = rest.split(" ดังนี้").next().unwrap_or(rest).chars().take(400).collect();
        (relays && title.chars().count() > 12).then_some(title)
    })
}

/// The part of the line that names the unit: telephone, number and day left out.
fn cut(unit: &str) -> String {
    let end = ["โทร", " ที่ ", "วันที่", "E-mail", "e-mail", "ไปรษณีย์"]
        .iter()
        .filter_map(|word| unit.find(word))
        .min()
        .unwrap_or(unit.len());
    unit[..end].trim().trim_end_matches(['(', ',']).trim().to_owned()
}

/// A unit below a department is named with the department, whose head a memo addresses (D2 L16, L22).
fn with_department(names: &Names<'_>, head: &[Paragraph], unit: String) -> String {
    let large =
        ["กรม", "กระทรวง", "สำนักงาน", "สำนักเลขาธิการ", "จังหวัด", "มหาวิทยาลัย", "เทศบาล", "องค์การ", "การไฟฟ้า", "ธนาคาร"];
    if large.iter().any(|word| unit.contains(word)) {
        return unit;
    }
    let department = head.iter().filter_map(|paragraph| field(&paragraph.text, "เรียน")).find_map(|to| {
        let at = ["กรม", "กระทรวง", "สำนักงาน", "จังหวัด"].iter().filter_map(|word| to.find(word)).min()?;
        names.at(&to, at).filter(|found| found.known == Known::Yes).map(|found| found.printed)
    });
    match department {
        Some(department) => format!("{department} {unit}"),
        None => unit,
    }
}

/// The number of the letter, and what stands after it on its line.
fn number(head: &[Paragraph]) -> (Option<DocumentNumber>, (usize, String)) {
    for (nth, paragraph) in head.iter().enumerate() {
        let text = &paragraph.text;
        if text.starts_with("เรียน") || text.starts_with("เรื่อง") || text.starts_with("อ้างถึง")
        {
            continue;
        }
        for (stroke, _) in text.match_indices('/').take(8) {
            if let Some((number, end)) = around(text, stroke) {
                return (Some(number), (nth, text[end..].trim().to_owned()));
            }
        }
    }
    (None, (0, String::new()))
}

/// The document number around a stroke: at most 30 characters before it, digits after it.
fn around(text: &str, stroke: usize) -> Option<(DocumentNumber, usize)> {
    let after = &text[stroke + 1..];
    let blanks = after.len() - after.trim_start().len();
    let mut end = stroke + 1 + blanks;
    if let Some(rest) = text[end..].strip_prefix('ว') {
        end = text.len() - rest.trim_start_matches([' ', '.']).len();
    }
    let digits: usize = text[end..].chars().take_while(|c| digit(*c).is_some()).map(char::len_utf8).sum();
    end += digits;
    if digits == 0 || text[end..].starts_with(['/', '.', '-']) {
        return None;
    }
    let starts: Vec<usize> = text[..stroke].char_indices().rev().take(30).map(|(at, _)| at).collect();
    // The longest reading from the code on; a code before it belongs to another word.
    let mut read = starts.into_iter().filter_map(|at| {
        let starts_word = text[..at].chars().next_back().is_none_or(|c| !('ก'..='๎').contains(&c));
        let number = document_number::parse(&text[at..end].replace("ว.", "ว")).ok()?;
        starts_word.then_some(number)
    });
    read.next_back().map(|number| (number, end))
}

/// The sender of a letter without ส่วนราชการ: beside or below its number.
fn sender(names: &Names<'_>, head: &[Paragraph], (nth, rest): &(usize, String)) -> Option<String> {
    let below = head.iter().skip(nth + 1).take(3).map(|paragraph| paragraph.text.clone());
    std::iter::once(rest.clone()).chain(below).find_map(|line| {
        let found = names.at(&line, 0).filter(|found| matches!(found.known, Known::Yes | Known::Guessed))?;
        (!line.starts_with("ที่") && found.end > 12).then_some(found.printed)
    })
}

/// วันที่ on its own line or after the number; letters print the day alone.
fn document_date(head: &[Paragraph], letter: bool) -> Option<Date> {
    let before_text = head.iter().take_while(|paragraph| !paragraph.text.starts_with("เรียน ")).filter(|_| letter);
    let mut alone = None;
    for paragraph in before_text {
        if paragraph.text.starts_with("เรื่อง") {
            continue;
        }
        for dated in dates(&paragraph.text) {
            let labelled = paragraph.text[..dated.start].trim_end().ends_with("วันที่");
            match dated.days.first() {
                Some(day) if labelled => return Some(*day),
                Some(day) => alone = alone.or(Some(*day)),
                None => {}
            }
        }
    }
    alone
}

/// The day of the cabinet's meeting, by how plainly it is said.
fn cabinet_date(paragraphs: &[Paragraph], title: &str, warnings: &mut Vec<Warning>) -> Option<Date> {
    let mut best: Option<(u8, Date, usize, String)> = None;
    for paragraph in paragraphs {
        let text = &paragraph.text;
        if !text.contains("คณะรัฐมนตรี") && !text.contains("ครม.") {
            continue;
        }
        for dated in dates(text) {
            let Some(day) = dated.days.first() else { continue };
            let Some(rank) = rank(text, dated.start, title) else { continue };
            if best.as_ref().is_none_or(|(held, ..)| rank < *held) {
                let words = tail(&text[..dated.end], 180)
                    .chars()
                    .rev()
                    .take(60)
                    .collect::<Vec<_>>()
                    .into_iter()
                    .rev()
                    .collect();
                best = Some((rank, *day, paragraph.line_at(dated.start), words));
            }
        }
    }
    match best {
        Some((rank, day, line, words)) => {
            if rank >= 5 {
                warnings.push(Warning::new(line, Kind::UnsureCabinetDate, &words));
            }
            Some(day)
        }
        None => {
            warnings.push(Warning::new(paragraphs.first().map_or(1, Paragraph::line), Kind::NoCabinetDate, ""));
            None
        }
    }
}

/// At most so many bytes of the end of a text.
fn tail(text: &str, most: usize) -> &str {
    let start = (text.len().saturating_sub(most)..=text.len()).find(|at| text.is_char_boundary(*at));
    &text[start.unwrap_or(text.len())..]
}

/// How plainly a date is the meeting's: 1 best; `None` when it is of something else.
fn rank(text: &str, at: usize, title: &str) -> Option<u8> {
    let before = tail(&text[..at], 600);
    let cabinet = before.rfind("คณะรัฐมนตรี").or_else(|| before.rfind("ครม."))?;
    let between = &before[cabinet..];
    if text.starts_with("ที่มา") {
        return Some(1);
    }
    if between.chars().count() > 75 {
        return None;
    }
    let ahead = &before[..cabinet];
    let meeting = ahead.ends_with("ประชุม") || between.contains("ประชุม");
    let referring = ["ตาม", "ตามที่", "อ้างถึง", "ตามนัย", "สืบเนื่องจาก", "นอกจากนี้ "]
        .iter()
        .any(|word| ahead.trim_end_matches("มติ").trim_end_matches("มติที่ประชุม").ends_with(word));
    let in_title = title.contains(between);
    match (meeting, referring) {
        (true, false) if in_title => Some(2),
        (true, false) => Some(3),
        (_, true) => Some(6),
        (false, false) if ahead.ends_with("มติ") => Some(if in_title { 3 } else { 5 }),
        (false, false) if between.contains("มติ") => Some(4),
        (false, false) => Some(if in_title { 4 } else { 5 }),
    }
}
