//! The screening of a meeting: each of its items is judged relevant to the organisation or not, with a reason, and only
//! then is the memo to the head written, of the relevant ones in their order (the second paper: 16 items, one relevant).

use jiff::civil::{Date, Weekday};

/// An item with what the screener said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its number in the meeting, from 1.
    pub number: u32,
    /// What it is about.
    pub subject: String,
    /// Relevant or not; none before it is judged.
    pub relevant: Option<bool>,
    /// Why.
    pub reason: String,
}

/// Why no memo can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The meeting has no item.
    NoItem,
    /// These have not been judged.
    Unjudged(Vec<u32>),
}

/// The relevant items of a meeting that is screened whole.
///
/// # Errors
/// [`Refusal`].
pub fn relevant(items: &[Item]) -> Result<Vec<&Item>, Refusal> {
    if items.is_empty() {
        return Err(Refusal::NoItem);
    }
    let open: Vec<u32> = items.iter().filter(|item| item.relevant.is_none()).map(|item| item.number).collect();
    match open.is_empty() {
        true => Ok(items.iter().filter(|item| item.relevant == Some(true)).collect()),
        false => Err(Refusal::Unjudged(open)),
    }
}

/// A memo about a screened meeting: its subject and its paragraphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Memo {
    /// เรื่อง.
    pub subject: String,
    /// One paragraph a line.
    pub body: String,
}

/// Writes the memo that tells the head what the meeting decided that concerns the organisation.
///
/// # Errors
/// [`Refusal`].
pub fn memo(meeting: &str, held: Date, unit: &str, items: &[Item]) -> Result<Memo, Refusal> {
    let found = relevant(items)?;
    let day = format!("{}ที่ {}", weekday(held), thai::date::long_th(held));
    let subject = format!("ผลการประชุม{meeting} {day}");
    let looked = format!("ด้วย{unit}ได้ตรวจสอบผลการประชุม{meeting} {day} จำนวน {} เรื่อง", items.len());
    let mut lines = Vec::new();
    match found.as_slice() {
        [] => lines.push(format!("{looked} ไม่มีเรื่องที่เกี่ยวข้องกับภารกิจของหน่วยงาน")),
        [one] => {
            lines.push(format!("{looked} มีเรื่องที่ควรทราบ คือ เรื่อง {}", one.subject));
            lines.push(format!("เหตุผลที่เกี่ยวข้อง {}", one.reason));
        }
        many => {
            lines.push(format!("{looked} มีเรื่องที่ควรทราบ จำนวน {} เรื่อง ดังนี้", many.len()));
            let one = |(n, item): (usize, &&Item)| format!("{}. เรื่อง {} ({})", n + 1, item.subject, item.reason);
            lines.extend(many.iter().enumerate().map(one));
        }
    }
    lines.push("จึงเรียนมาเพื่อโปรดทราบ".to_owned());
    Ok(Memo { subject, body: lines.join("\n") })
}

fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "วันจันทร์",
        Weekday::Tuesday => "วันอังคาร",
        Weekday::Wednesday => "วันพุธ",
        Weekday::Thursday => "วันพฤหัสบดี",
        Weekday::Friday => "วันศุกร์",
        Weekday::Saturday => "วันเสาร์",
        Weekday::Sunday => "วันอาทิตย์",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn items(judged: &[Option<bool>]) -> Vec<Item> {
        let item = |(n, relevant): (usize, &Option<bool>)| {
            let number = u32::try_from(n).unwrap() + 1;
            Item {
                number, subject: format!("เรื่องที่ {number}"), relevant: *relevant, reason: "เหตุผล".into()
            }
        };
        judged.iter().enumerate().map(item).collect()
    }

    #[test]
    fn no_memo_is_written_before_every_item_is_judged() {
        assert_eq!(relevant(&[]), Err(Refusal::NoItem));
        let open = items(&[Some(true), None, Some(false), None]);
        assert_eq!(relevant(&open), Err(Refusal::Unjudged(vec![2, 4])));
    }

    #[test]
    fn sixteen_items_of_which_one_is_relevant_make_the_sentence_of_the_second_paper() {
        let mut all = vec![Some(false); 16];
        all[4] = Some(true);
        let memo = memo("คณะรัฐมนตรี", date(2022, 4, 19), "กองแผนงาน", &items(&all)).unwrap();
        assert_eq!(memo.subject, "ผลการประชุมคณะรัฐมนตรี วันอังคารที่ 19 เมษายน 2565");
        let first = "ด้วยกองแผนงานได้ตรวจสอบผลการประชุมคณะรัฐมนตรี วันอังคารที่ 19 เมษายน 2565 จำนวน 16 เรื่อง มีเรื่องที่ควรทราบ คือ เรื่อง เรื่องที่ 5";
        assert_eq!(memo.body.lines().next(), Some(first));
        assert_eq!(memo.body.lines().last(), Some("จึงเรียนมาเพื่อโปรดทราบ"));
    }

    #[test]
    fn several_relevant_items_are_numbered_and_none_is_said() {
        let two = memo("คณะรัฐมนตรี", date(2022, 4, 19), "กอง", &items(&[Some(true), Some(false), Some(true)])).unwrap();
        assert!(two.body.contains("จำนวน 2 เรื่อง ดังนี้\n1. เรื่อง เรื่องที่ 1 (เหตุผล)\n2. เรื่อง เรื่องที่ 3"), "{}", two.body);
        let none = memo("คณะรัฐมนตรี", date(2022, 4, 19), "กอง", &items(&[Some(false)])).unwrap();
        assert!(none.body.contains("ไม่มีเรื่องที่เกี่ยวข้อง"));
    }
}
