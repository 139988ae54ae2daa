//! The papers read back with the tools that readers use. Needs `pdftotext` (Debian: poppler-utils).

use std::process::{Command, Stdio};

use documents::report::Document;
use jiff::civil::date;
use testkit::{World, on_both};

use super::world::{by, dld, done, issued, memo, moment, office, read, sent, write};
use crate::{
    letter::{commands, paper, store::Written},
    rules::{Form, Secrecy, Urgency, order::Task},
};

fn text(document: &Document) -> String {
    use std::io::Write;
    let bytes = documents::pdf::render(document).unwrap();
    let mut tool = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext is needed (poppler-utils)");
    tool.stdin.take().unwrap().write_all(&bytes).unwrap();
    String::from_utf8(tool.wait_with_output().unwrap().stdout).unwrap()
}

fn found(world: &World, what: &str) -> Document {
    match read(world, |tx| paper::for_cli(tx, what, date(2022, 5, 2))) {
        paper::Found::Paper(document) => *document,
        other => panic!("{other:?}"),
    }
}

/// The words stand one after the other, whatever is between.
fn in_order(text: &str, words: &[&str]) {
    let mut from = 0;
    for word in words {
        let at = text[from..].find(word).unwrap_or_else(|| panic!("{word} is not after the words before in:\n{text}"));
        from += at + word.len();
    }
}

on_both! {
    fn the_memo_prints_as_the_rule_has_it_with_stamp_and_endorsements(world: &World) {
        let office = office(world);
        let (id, number) = issued(world, &office, memo(&office));
        let letter = id.clone();
        write(world, move |tx| commands::receive(tx, &dld(), &letter, ("กลุ่มช่วยอำนวยความสะดวกผู้บริหาร", moment("2022-04-21T09:10")), &by("desk", "2022-04-21T09:12")));
        sent(world, &id, &[(&office.dg, Task::Acknowledge)], "2022-04-21T09:20").unwrap();
        done(world, &id, "dg", "ทราบ ดำเนินการ", "2022-05-02T09:00").unwrap();
        let document = found(world, &number);
        let text = text(&document);
        in_order(&text, &["ส่วนราชการ", "กองแผนงาน", "โทร. ๐-๒๖๕๓-๔๔๔๔ ต่อ ๒๒๔๒", "ที่", "กษ ๐๖๐๖/๑", "วันที่", "๒๐ เมษายน ๒๕๖๕", "เรื่อง", "๑๙ เมษายน ๒๕๖๕", "เรียน", "อธิบดีกรมปศุสัตว์", "จำนวน ๑๖ เรื่อง", "(นายเชาวฤทธิ์ บุญมาทิศ)", "ผู้อำนวยการกองแผนงาน", "รับทราบ", "ทราบ ดำเนินการ", "(นายสรวิศ ธานีโต)", "๒ พ.ค. ๒๕๖๕"]);
        for words in ["บันทึกข้อความ", "เลขรับที่ ๑", "๒๑ เม.ย. ๒๕๖๕", "เวลา ๐๙.๑๐ น."] {
            assert!(text.contains(words), "{words} in:\n{text}");
        }
        assert!(!text.contains("ขอแสดงความนับถือ"), "a memo has no complimentary close");
        let docx = documents::docx::render(&document).unwrap();
        assert!(docx.starts_with(b"PK"));
    }

    fn an_external_letter_prints_urgency_secrecy_and_whose_work_it_is(world: &World) {
        let office = office(world);
        let written = Written {
            form: Form::External,
            urgency: Urgency::Immediate,
            secrecy: Secrecy::Confidential,
            refs: "หนังสือสำนักงาน ก.พ.ร. ที่ นร 1200/ว 12 ลงวันที่ 2 พฤษภาคม 2565".into(),
            enclosures: "แผนของกรม จำนวน 1 ฉบับ\nแบบรายงาน จำนวน 1 ชุด".into(),
            contact: "สำเนาส่ง สำนักงานปลัดกระทรวง".into(),
            ..memo(&office)
        };
        let (id, number) = issued(world, &office, written);
        assert_eq!(number, "กษ 0606/ล 1");
        let text = text(&found(world, &id));
        in_order(&text, &["ด่วนที่สุด", "ที่ กษ ๐๖๐๖/ล ๑", "กรมปศุสัตว์", "๒๐ เมษายน ๒๕๖๕", "เรื่อง", "เรียน", "อ้างถึง", "นร ๑๒๐๐/ว ๑๒", "สิ่งที่ส่งมาด้วย", "๑. แผนของกรม", "๒. แบบรายงาน", "ขอแสดงความนับถือ", "(นายเชาวฤทธิ์ บุญมาทิศ)", "กองแผนงาน", "โทร. ๐-๒๖๕๓-๔๔๔๔", "สำเนาส่ง"]);
        assert!(text.matches("ลับ").count() >= 2, "stamped above and below:\n{text}");
        assert!(!text.contains("บันทึกข้อความ"));
    }

    fn a_number_that_two_letters_have_names_neither(world: &World) {
        let office = office(world);
        issued(world, &office, memo(&office));
        write(world, |tx| tx.execute("UPDATE letter SET year = 2564", &[]));
        write(world, |tx| tx.execute("UPDATE letter_run SET last = 0", &[]));
        issued(world, &office, memo(&office));
        assert!(matches!(read(world, |tx| paper::for_cli(tx, "ที่ กษ.๐๖๐๖/๑", date(2022, 5, 2))), paper::Found::Several));
        assert!(matches!(read(world, |tx| paper::for_cli(tx, "กษ 0606/99", date(2022, 5, 2))), paper::Found::Nothing));
    }
}
