//! How often to report, and by when, only where the text says so (mission 1.4: no calendar date is invented).

use crate::dates::dates;
use crate::paper::Cadence;
use crate::text::number::{digit, number_at};
use jiff::civil::Date;

/// Words that make a stretch of time a rhythm of the work.
const STATED: &[(Cadence, &[&str])] = &[
    (
        Cadence::HalfYearly,
        &["ปีละ 2 ครั้ง", "ปีละสองครั้ง", "ทุก 6 เดือน", "ทุกหกเดือน", "ทุกครึ่งปี", "รอบ 6 เดือน", "รายหกเดือน", "ราย 6 เดือน"],
    ),
    (Cadence::Quarterly, &["ทุกไตรมาส", "รายไตรมาส", "ไตรมาสละ", "ทุก 3 เดือน", "ทุกสามเดือน", "ราย 3 เดือน"]),
    (Cadence::Annual, &["ทุกปี", "เป็นรายปี", "ปีละครั้ง", "ปีละ 1 ครั้ง", "ปีละหนึ่งครั้ง", "อย่างน้อยปีละ"]),
    (Cadence::Monthly, &["ทุกเดือน", "เป็นรายเดือน", "เดือนละ"]),
    (Cadence::Weekly, &["ทุกสัปดาห์", "รายสัปดาห์", "สัปดาห์ละครั้ง"]),
    (Cadence::Daily, &["ทุกวัน ", "รายงานทุกวัน", "รายงานผลทุกวัน", "เป็นรายวัน", "เป็นประจำทุกวัน"]),
];

/// The cadence of an order, and whether the text states it.
pub fn cadence(text: &str) -> (Cadence, bool) {
    let text = thai::digits::to_arabic(text);
    let found = STATED.iter().find(|(_, words)| words.iter().any(|word| text.contains(word)));
    match found {
        Some((cadence, _)) => (*cadence, true),
        None => (Cadence::Periodic, text.contains("เป็นระยะ")),
    }
}

/// The day by which an order must be done: a date right after ภายใน or ก่อน.
pub fn due(text: &str) -> Option<Date> {
    dates(text).into_iter().find_map(|dated| {
        let before = text[..dated.start].trim_end_matches(|c: char| c == ' ' || digit(c).is_some());
        let before = before.strip_suffix("วันที่").unwrap_or(before).trim_end();
        let by = ["ภายใน", "ไม่เกิน", "ไม่ช้ากว่า", "ให้แล้วเสร็จภายใน", "ก่อน"].iter().any(|word| before.ends_with(word));
        dated.days.last().copied().filter(|_| by)
    })
}

/// `ภายใน ๖๐ วัน` as printed; from which day it counts, the text seldom says.
pub fn within(text: &str) -> Option<String> {
    text.match_indices("ภายใน").find_map(|(at, word)| {
        let from = at + word.len();
        let blanks = text[from..].len() - text[from..].trim_start().len();
        let number = number_at(text, from + blanks)?;
        let rest = text[number.end..].trim_start();
        let unit = ["วันทำการ", "วัน", "เดือน", "สัปดาห์", "ปี"].into_iter().find(|unit| rest.starts_with(unit))?;
        Some(text[at..text.len() - rest.len() + unit.len()].to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_stated_differs_from_the_default() {
        let cases = [
            ("และปรับปรุงแผนเป็นประจำทุกปีเพื่อ", Cadence::Annual, true),
            ("รายงานให้ทราบเป็นระยะ", Cadence::Periodic, true),
            ("เสนอแผน", Cadence::Periodic, false),
            ("รายงานทุก ๓ เดือน", Cadence::Quarterly, true),
            ("รายงานปีละ ๒ ครั้ง", Cadence::HalfYearly, true),
            ("แผนปฏิบัติราชการประจำปีของจังหวัด", Cadence::Periodic, false),
        ];
        for (text, expected, stated) in cases {
            assert_eq!(cadence(text), (expected, stated), "{text}");
        }
        assert_eq!(due("ให้แล้วเสร็จภายในวันที่ ๓๐ กันยายน ๒๕๖๖").map(|day| day.to_string()).as_deref(), Some("2023-09-30"));
        assert_eq!(within("เสนอภายใน ๖๐ วัน นับแต่").as_deref(), Some("ภายใน ๖๐ วัน"));
        assert_eq!(due("ตามมติเมื่อวันที่ ๓๐ กันยายน ๒๕๖๖"), None);
    }
}
