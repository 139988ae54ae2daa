//! Head, end and endorsements of an official letter in TH SarabunPSK: the memo's name 29 points on exactly 35, its labels
//! 20, urgency 32 in red, everything else 16.

use super::run::{BOLD, colour, paragraph, run, size};
use crate::report::{Endorsement, LetterEnd, LetterForm, LetterHead, ReceivedStamp, Wording};

/// Stands in for an emblem that the organisation has not given: the state's is not ours to draw.
pub(super) const NEUTRAL: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><path d='M16 2 28 7v9c0 7-5 12-12 14C9 28 4 23 4 16V7z' fill='none' stroke='#0b4f6c' stroke-width='1.6'/><path d='M10 16.5 14.5 21 23 12' fill='none' stroke='#b87a00' stroke-width='2'/></svg>";

const RED: &str = "C00000";
const INK: &str = "1F3F66";
const TAB: &str = "<w:r><w:tab/></w:r>";
/// The middle of the text in twentieths of a point, where owner and date of an external letter begin.
const MIDDLE: u32 = 4536;

/// 1.5 cm in a memo and 3 cm in an external letter, in twentieths of a point.
pub(super) const fn emblem_height(form: LetterForm) -> i64 {
    match form {
        LetterForm::Memo => 851,
        LetterForm::External => 1701,
    }
}

/// The head; `emblem` is the run that draws it, `width` that of the text.
pub(super) fn head(head: &LetterHead, emblem: &str, wording: &Wording, width: i64) -> String {
    match head.form {
        LetterForm::Memo => memo(head, emblem, wording, width),
        LetterForm::External => external(head, emblem, wording),
    }
}

fn normal(properties: &str, runs: &str) -> String {
    paragraph("Normal", properties, runs)
}

fn tab_at(position: u32) -> String {
    format!("<w:tabs><w:tab w:val=\"left\" w:pos=\"{position}\"/></w:tabs>")
}

fn dots(count: usize) -> String {
    ".".repeat(count)
}

fn label(words: &str) -> String {
    run(&format!("{words} "), &format!("{BOLD}{}", size(20)))
}

fn urgency(head: &LetterHead) -> String {
    let words = head.urgency.as_deref().map(|words| run(words, &format!("{BOLD}{}{}", colour(RED), size(32))));
    words.map(|words| normal("", &words)).unwrap_or_default()
}

fn memo(head: &LetterHead, emblem: &str, wording: &Wording, width: i64) -> String {
    let said = |words: &str| run(&wording.words(words), "");
    let sides = [2500, width - 2 * 2500, 2500];
    let name = run("บันทึกข้อความ", &format!("{BOLD}{}", size(29)));
    let exact = "<w:spacing w:line=\"700\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>";
    let stamp = head.received.as_ref().map_or_else(|| normal("", ""), |found| stamp(found, wording));
    let cells = [normal("", emblem), normal(exact, &name), stamp];
    let cells: String = cells
        .iter()
        .zip(sides)
        .map(|(content, wide)| {
            format!("<w:tc><w:tcPr><w:tcW w:w=\"{wide}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>{content}</w:tc>")
        })
        .collect();
    let columns: String = sides.iter().map(|wide| format!("<w:gridCol w:w=\"{wide}\"/>")).collect();
    let mut out = format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr>\
<w:tblGrid>{columns}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"
    );
    out.push_str(&urgency(head));
    out.push_str(&normal("", &format!("{}{}", label("ส่วนราชการ"), said(&head.office.join("  ")))));
    let number = if head.number.is_empty() { dots(40) } else { head.number.clone() };
    let date = head.date.map_or_else(|| dots(40), |day| wording.date(day));
    let row = format!("{}{}{TAB}{}{}", label("ที่"), said(&number), label("วันที่"), said(&date));
    out.push_str(&normal(&tab_at(MIDDLE), &row));
    out.push_str(&normal("", &format!("{}{}", label("เรื่อง"), said(&head.subject))));
    out.push_str(&labelled(&head.salutation, &head.to, 794, wording));
    out + &lists(head, wording)
}

fn external(head: &LetterHead, emblem: &str, wording: &Wording) -> String {
    let said = |words: &str| run(&wording.words(words), "");
    let mut out = head.received.as_ref().map(|found| stamp(found, wording)).unwrap_or_default();
    out.push_str(&normal("<w:jc w:val=\"center\"/>", emblem));
    out.push_str(&urgency(head));
    let number = if head.number.is_empty() { dots(40) } else { head.number.clone() };
    let first = head.office.first().map(String::as_str).unwrap_or_default();
    out.push_str(&normal(&tab_at(MIDDLE), &format!("{}{TAB}{}", said(&format!("ที่ {number}")), said(first))));
    for line in head.office.iter().skip(1) {
        out.push_str(&normal(&format!("<w:ind w:left=\"{MIDDLE}\"/>"), &said(line)));
    }
    let date = head.date.map_or_else(|| dots(46), |day| wording.date(day));
    let place = format!("<w:spacing w:before=\"120\" w:after=\"120\"/><w:ind w:left=\"{MIDDLE}\"/>");
    out.push_str(&normal(&place, &said(&date)));
    out.push_str(&labelled("เรื่อง", &head.subject, 794, wording));
    out.push_str(&labelled(&head.salutation, &head.to, 794, wording));
    out + &lists(head, wording)
}

/// A label with its words, which hang beside it.
fn labelled(label: &str, words: &str, hang: u32, wording: &Wording) -> String {
    let place = format!("<w:spacing w:before=\"120\"/><w:ind w:left=\"{hang}\" w:hanging=\"{hang}\"/>");
    normal(&place, &format!("{}{TAB}{}", run(label, ""), run(&wording.words(words), "")))
}

fn lists(head: &LetterHead, wording: &Wording) -> String {
    let mut out = String::new();
    for (label, all, hang) in [("อ้างถึง", &head.references, 1021), ("สิ่งที่ส่งมาด้วย", &head.enclosures, 1701)]
    {
        for (index, words) in all.iter().enumerate() {
            let words = if all.len() > 1 { format!("{}. {words}", index + 1) } else { words.clone() };
            out.push_str(&labelled(if index == 0 { label } else { "" }, &words, hang, wording));
        }
    }
    out + &normal("", "")
}

/// Shown at the right, in the ink of a stamp.
fn stamp(found: &ReceivedStamp, wording: &Wording) -> String {
    let lines = [
        found.desk.clone(),
        format!("เลขรับที่ {}", found.number),
        format!("วันที่ {}", thai::date::short_th(found.date)),
        format!("เวลา {} น.", found.time),
    ];
    let ink = format!("{}{}", colour(INK), size(12));
    let line = |words: &String| normal("<w:jc w:val=\"right\"/>", &run(&wording.words(words), &ink));
    lines.iter().map(line).collect()
}

/// Close and signature right of the middle, whose work it is at the left.
pub(super) fn end(end: &LetterEnd, wording: &Wording) -> String {
    const RIGHT: &str = "<w:keepNext/><w:ind w:left=\"3402\"/><w:jc w:val=\"center\"/>";
    let line = |words: &str, properties: &str| normal(RIGHT, &run(&wording.words(words), properties));
    let mut out = normal("<w:keepNext/>", "");
    out.push_str(&end.close.as_deref().map(|words| line(words, "")).unwrap_or_default());
    out.push_str(&line("", ""));
    match &end.mark {
        Some(mark) => out.push_str(&line(mark, &format!("{}{}", colour(INK), size(13)))),
        None => out.push_str(&line("", "")),
    }
    let name = end.name.clone().unwrap_or_else(|| dots(60));
    out.push_str(&line(&format!("({name})"), ""));
    out.extend(end.position.iter().map(|words| line(words, "")));
    out.extend(end.date.map(|day| line(&thai::date::short_th(day), "")));
    out.push_str(&normal("", ""));
    out.extend(end.contact.iter().map(|words| normal("", &run(&wording.words(words), ""))));
    out
}

/// What was written on it, one under the other.
pub(super) fn endorsements(all: &[Endorsement], wording: &Wording) -> String {
    let edge = |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"{INK}\"/>");
    let mut out = String::new();
    for one in all {
        let border = format!("<w:keepNext/><w:pBdr>{}</w:pBdr><w:spacing w:before=\"160\"/>", edge("top"));
        out.push_str(&normal(&border, &run(&wording.words(&one.task), &format!("{BOLD}{}", colour(INK)))));
        if !one.text.is_empty() {
            out.push_str(&normal("<w:keepNext/>", &run(&wording.words(&one.text), "")));
        }
        let at = if one.at.is_empty() { dots(34) } else { one.at.clone() };
        let name = if one.name.is_empty() { dots(50) } else { one.name.clone() };
        let lines = [format!("({name})")].into_iter().chain(one.position.iter().cloned()).chain([at]);
        let place = "<w:ind w:left=\"3402\"/><w:jc w:val=\"center\"/>";
        out.extend(lines.map(|words| normal(place, &run(&wording.words(&words), ""))));
    }
    out
}
