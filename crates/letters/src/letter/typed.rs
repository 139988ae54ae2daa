//! A letter written as JSON, printed in official layout without being kept: for offices whose letters are made elsewhere,
//! and for those who want a specimen. Keys are snake_case, dates ISO 8601 as everywhere in machine formats.

use documents::report::{
    Block, Document, Endorsement, LetterEnd, LetterForm, LetterHead, Meta, Opening, ReceivedStamp,
};
use jiff::civil::Date;
use serde::Deserialize;

use super::paper::{CLOSE, stamped};
use crate::{
    dated::minutes,
    rules::{
        Form, Secrecy, Urgency,
        delegation::{Kind, signature},
        order::Task,
    },
    words::printed_task,
};

/// A letter as JSON.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    /// `memo` or `external`.
    #[serde(default = "memo")]
    form: String,
    /// Whose letter it is: unit and telephone of a memo, name and address of an external letter, one a line.
    office: Vec<String>,
    #[serde(default)]
    number: String,
    #[serde(default)]
    date: Option<Date>,
    subject: String,
    #[serde(default = "dear")]
    salutation: String,
    to: String,
    #[serde(default)]
    references: Vec<String>,
    #[serde(default)]
    enclosures: Vec<String>,
    /// Paragraphs.
    body: Vec<String>,
    /// `fast`, `very_fast`, `immediate`, or empty.
    #[serde(default)]
    urgency: String,
    /// `none`, `confidential`, `secret` or `top_secret`.
    #[serde(default = "open")]
    classification: String,
    #[serde(default)]
    signature: Option<Signed>,
    #[serde(default)]
    contact: Vec<String>,
    #[serde(default)]
    received: Option<Received>,
    #[serde(default)]
    endorsements: Vec<Endorsed>,
}

fn memo() -> String {
    "memo".to_owned()
}

fn dear() -> String {
    "เรียน".to_owned()
}

fn open() -> String {
    "none".to_owned()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Signed {
    name: String,
    position: String,
    /// `acting` or `on_behalf`, with the position of the one acted for.
    #[serde(default)]
    delegation: String,
    #[serde(default)]
    principal: String,
    #[serde(default)]
    date: Option<Date>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Received {
    desk: String,
    number: u32,
    date: Date,
    /// `09.10`
    time: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Endorsed {
    /// `direct` or `acknowledge`.
    task: String,
    #[serde(default)]
    text: String,
    name: String,
    position: String,
    #[serde(default)]
    delegation: String,
    #[serde(default)]
    principal: String,
    #[serde(default)]
    date: Option<Date>,
}

/// In whose place it is signed, or the field with what is wrong.
fn delegated(code: &str, principal: &str) -> Result<Option<Kind>, (&'static str, &'static str)> {
    match (Kind::from_code(code), code, principal) {
        (Some(_), _, "") => Err(("principal", "is the position of the one acted for")),
        (None, code, _) if !code.is_empty() => Err(("delegation", "is acting or on_behalf")),
        (kind, ..) => Ok(kind),
    }
}

/// The letter as a paper.
///
/// # Errors
/// `line: field: reason` of the first thing that can't be used.
pub fn document(text: &str) -> Result<Document, String> {
    let typed: Typed = serde_json::from_str(text).map_err(|problem| {
        let told = problem.to_string();
        let field = told.split('`').nth(1).unwrap_or("letter").to_owned();
        format!("{}: {field}: {told}", problem.line().max(1))
    })?;
    let line = |field: &str| {
        let at = text.find(&format!("\"{field}\"")).unwrap_or(0);
        text.get(..at).map_or(1, |before| before.matches('\n').count() + 1)
    };
    let wrong = |field: &str, reason: &str| format!("{}: {field}: {reason}", line(field));
    let form = Form::from_code(&typed.form).ok_or_else(|| wrong("form", "is memo or external"))?;
    let urgency =
        Urgency::from_code(&typed.urgency).ok_or_else(|| wrong("urgency", "is fast, very_fast, immediate or empty"))?;
    let secrecy = Secrecy::from_code(&typed.classification)
        .ok_or_else(|| wrong("classification", "is none, confidential, secret or top_secret"))?;
    if typed.subject.trim().is_empty() {
        return Err(wrong("subject", "is blank"));
    }
    let external = form == Form::External;
    let agency = typed.office.first().cloned().ok_or_else(|| wrong("office", "is empty"))?;
    // A letter without a date is printed with room for one; the file still needs some day.
    let mut meta = Meta::new(agency, typed.date.unwrap_or(jiff::civil::date(2000, 1, 1)));
    meta.classification = stamped(secrecy);
    let mut document = Document::new(typed.subject.trim(), meta);
    document.options.opening = Opening::Letter;
    let received = typed.received.map(|one| {
        minutes(&one.time).ok_or_else(|| wrong("time", "is a time of day such as 09.10"))?;
        let number = one.number.to_string();
        Ok::<_, String>(ReceivedStamp { desk: one.desk, number, date: one.date, time: one.time.replace(':', ".") })
    });
    let number = thai::document_number::parse(&typed.number).map(|read| read.in_arabic());
    document.push(LetterHead {
        form: if external { LetterForm::External } else { LetterForm::Memo },
        urgency: Some(urgency.stamp().to_owned()).filter(|words| !words.is_empty()),
        number: number.unwrap_or_else(|_| typed.number.trim().to_owned()),
        office: typed.office,
        date: typed.date,
        subject: typed.subject.trim().to_owned(),
        salutation: typed.salutation,
        to: typed.to,
        references: typed.references,
        enclosures: typed.enclosures,
        received: received.transpose()?,
    });
    for paragraph in typed.body.iter().filter(|paragraph| !paragraph.trim().is_empty()) {
        document.paragraph(paragraph.trim());
    }
    let kind = |code: &str, principal: &str| delegated(code, principal).map_err(|(field, reason)| wrong(field, reason));
    let signed = typed.signature;
    let lines = match &signed {
        Some(one) => signature(&one.position, kind(&one.delegation, &one.principal)?, &one.principal),
        None => Vec::new(),
    };
    document.push(LetterEnd {
        close: external.then(|| CLOSE.to_owned()),
        mark: None,
        name: signed.as_ref().map(|one| one.name.clone()),
        position: lines,
        date: signed.and_then(|one| one.date),
        contact: typed.contact,
    });
    let endorsed = |one: Endorsed| {
        let task = Task::from_code(&one.task).ok_or_else(|| wrong("task", "is direct or acknowledge"))?;
        Ok::<_, String>(Endorsement {
            task: printed_task(task).to_owned(),
            position: signature(&one.position, kind(&one.delegation, &one.principal)?, &one.principal),
            text: one.text,
            name: one.name,
            at: one.date.map(thai::date::short_th).unwrap_or_default(),
        })
    };
    let endorsements: Vec<Endorsement> = typed.endorsements.into_iter().map(endorsed).collect::<Result<_, _>>()?;
    if !endorsements.is_empty() {
        document.push(Block::Endorsements(endorsements));
    }
    Ok(document)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEMO: &str = r#"{
  "office": ["กองแผนงาน กลุ่มติดตามและประเมินผล โทร. 0-2653-4444 ต่อ 2242"],
  "number": "กษ.๐๖๐๖/๒๕๓", "date": "2022-04-20",
  "subject": "ผลการประชุมคณะรัฐมนตรี", "to": "อธิบดีกรมปศุสัตว์",
  "body": ["ด้วยกองแผนงานได้ตรวจสอบ", "จึงเรียนมาเพื่อโปรดทราบ"],
  "signature": {"name": "นายเชาวฤทธิ์ บุญมาทิศ", "position": "ผู้อำนวยการกองแผนงาน", "delegation": "on_behalf", "principal": "อธิบดีกรมปศุสัตว์"},
  "received": {"desk": "กลุ่มช่วยอำนวยความสะดวกผู้บริหาร", "number": 2390, "date": "2022-04-21", "time": "09.10"},
  "endorsements": [{"task": "direct", "text": "ทราบ ดำเนินการ", "name": "นายสรวิศ ธานีโต", "position": "อธิบดีกรมปศุสัตว์", "date": "2022-05-02"}]
}"#;

    #[test]
    fn a_letter_as_json_is_printed_without_being_kept() {
        let paper = document(MEMO).unwrap();
        paper.check().unwrap();
        let Some(Block::LetterHead(head)) = paper.blocks.first() else { panic!("no head") };
        assert_eq!(
            (head.number.as_str(), head.received.as_ref().map(|one| one.number.as_str())),
            ("กษ 0606/253", Some("2390"))
        );
        let end =
            paper.blocks.iter().find_map(|block| if let Block::LetterEnd(end) = block { Some(end) } else { None });
        assert_eq!(end.unwrap().position, ["ผู้อำนวยการกองแผนงาน ปฏิบัติราชการแทน", "อธิบดีกรมปศุสัตว์"]);
    }

    #[test]
    fn what_can_not_be_used_is_told_at_its_line_and_field() {
        let cases = [
            ("{", "1: "),
            (&MEMO.replace("\"to\"", "\"too\""), "4: too: "),
            (&MEMO.replace("09.10", "9 o'clock"), "7: time: "),
            (&MEMO.replace("\"direct\"", "\"read\""), "8: task: "),
            (&MEMO.replace("\"on_behalf\"", "\"someone\""), "6: delegation: "),
            (&MEMO.replace("\"number\": \"กษ", "\"form\": \"note\", \"number\": \"กษ"), "3: form: "),
        ];
        for (text, expected) in cases {
            let told = document(text).unwrap_err();
            assert!(told.starts_with(expected), "{told}");
        }
    }
}
