//! The blocks of the follow-up report in civil-service Thai, right for any figures: none, some, all.

use continuity::Share;
use directive::follow::Status;
use documents::report::{Column, Document, Meta, Row, Table};
use jiff::civil::Date;
use web::Lang;

use super::{
    Addressed,
    facts::{Facts, Line, Paper},
};
use crate::words;

/// Statuses that a followed recommendation can have.
const SHOWN: [Status; 6] =
    [Status::Confirmed, Status::Assigned, Status::Agreed, Status::InProgress, Status::ReportedDone, Status::Closed];

fn n(count: usize) -> String {
    Lang::Th.number(count as u64)
}

fn day(date: Date) -> String {
    thai::date::long_th(date)
}

fn share(share: Share) -> String {
    let percent = share.percent().unwrap_or_else(|| "-".to_owned());
    format!("{} จาก {} (ร้อยละ {percent})", Lang::Th.number(share.n), Lang::Th.number(share.d))
}

pub(super) fn paper(facts: &Facts, agency: &str, made_on: Date, demo: bool) -> Document {
    let mut meta = Meta::new(agency, made_on);
    meta.as_of = Some(facts.wanted.as_of);
    meta.demo = demo;
    let title = match facts.wanted.to {
        Addressed::Cabinet => "รายงานผลการติดตามการดำเนินการตามมติคณะรัฐมนตรี",
        Addressed::Commission => "รายงานผลการติดตามการดำเนินการตามมติคณะรัฐมนตรี\nเสนอคณะกรรมการพัฒนาระบบราชการ",
    };
    let mut paper = Document::new(title, meta);
    paper.heading(1, "1.", "เรื่องเดิม");
    paper.paragraph(background(facts));
    paper.heading(1, "2.", "ผลการดำเนินการในภาพรวม");
    paper.paragraph(overall(facts));
    if facts.lines().next().is_some() {
        paper.push(statuses(facts));
    }
    if let Some(changes) = changes(facts) {
        paper.paragraph(changes);
    }
    paper.heading(1, "3.", "ผลการดำเนินการรายข้อ");
    if facts.papers.is_empty() {
        paper.paragraph("ยังไม่มีข้อเสนอแนะหรือแนวทางที่ยืนยันให้ติดตาม");
    }
    for (at, one) in facts.papers.iter().enumerate() {
        of_paper(&mut paper, at + 1, one, facts.wanted.compared.is_some());
    }
    paper.heading(1, "4.", "เรื่องที่ต้องเร่งรัดติดตาม");
    paper.paragraph(chased(facts));
    paper.paragraph(match facts.wanted.to {
        Addressed::Cabinet => "จึงเสนอคณะรัฐมนตรีเพื่อโปรดทราบ",
        Addressed::Commission => "จึงเสนอคณะกรรมการพัฒนาระบบราชการเพื่อโปรดพิจารณา",
    });
    paper
}

fn background(facts: &Facts) -> String {
    let named = facts.papers.iter().map(|paper| match paper.date {
        Some(date) => format!("มติคณะรัฐมนตรีเมื่อวันที่ {} {}", day(date), paper.title),
        None => paper.title.clone(),
    });
    let named: Vec<String> = named.collect();
    match named.as_slice() {
        [] => "ยังไม่มีมติที่อยู่ระหว่างการติดตาม".to_owned(),
        [one] => format!("รายงานนี้ติดตามการดำเนินการตาม{one}"),
        all => format!("รายงานนี้ติดตามการดำเนินการตามมติ {} เรื่อง ได้แก่ {}", n(all.len()), all.join(" และ")),
    }
}

fn overall(facts: &Facts) -> String {
    let (total, closed, done) =
        (facts.lines().count(), facts.count(Status::Closed).0, facts.count(Status::ReportedDone).0);
    let as_of = day(facts.wanted.as_of);
    if total == 0 {
        return format!("ข้อมูล ณ วันที่ {as_of} ยังไม่มีข้อเสนอแนะหรือแนวทางที่ต้องติดตาม");
    }
    let share = share(Share::new(closed as u64, total as u64));
    format!(
        "ข้อมูล ณ วันที่ {as_of} มีข้อเสนอแนะและแนวทางที่ต้องติดตาม {} ข้อ ดำเนินการแล้วเสร็จและผ่านการพิจารณาแล้ว {share} หน่วยงานรายงานว่าแล้วเสร็จและอยู่ระหว่างการพิจารณา {} ข้อ",
        n(total),
        n(done)
    )
}

fn statuses(facts: &Facts) -> Table {
    let compared = facts.wanted.compared;
    let mut columns = vec![Column::text(1.0), Column::number(3.4)];
    let mut header = vec!["สถานะ".to_owned(), format!("{} (ข้อ)", thai::date::short_th(facts.wanted.as_of))];
    if let Some(before) = compared {
        columns.push(Column::number(3.4));
        header.push(format!("{} (ข้อ)", thai::date::short_th(before)));
    }
    let mut table = Table::new(columns).caption("ตารางที่ 1 จำนวนข้อจำแนกตามสถานะ").header(header);
    let mut totals = (0, 0);
    for status in SHOWN {
        let (now, before) = facts.count(status);
        totals = (totals.0 + now, totals.1 + before);
        let mut cells = vec![words::status(Lang::Th, status).to_owned(), n(now)];
        cells.extend(compared.map(|_| n(before)));
        table = table.row(cells);
    }
    let mut cells = vec!["รวม".to_owned(), n(totals.0)];
    cells.extend(compared.map(|_| n(totals.1)));
    table.rows.push(Row::total(cells));
    table
}

/// What changed since the earlier day.
fn changes(facts: &Facts) -> Option<String> {
    let before = facts.wanted.compared?;
    let moved = |wanted: fn(&Line) -> bool| facts.lines().filter(|line| wanted(line)).count();
    let forward = moved(|line| line.before.is_some_and(|before| line.now > before));
    let back = moved(|line| line.before.is_some_and(|before| line.now < before));
    let new = moved(|line| line.before.is_none());
    let same = facts.lines().count() - forward - back - new;
    Some(format!(
        "เมื่อเทียบกับข้อมูล ณ วันที่ {} มีความก้าวหน้า {} ข้อ ถอยกลับ {} ข้อ คงเดิม {} ข้อ และเพิ่มขึ้นใหม่ {} ข้อ",
        day(before),
        n(forward),
        n(back),
        n(same),
        n(new)
    ))
}

fn of_paper(paper: &mut Document, at: usize, one: &Paper, compared: bool) {
    paper.heading(2, &format!("3.{at}"), one.title.clone());
    let mut columns = vec![Column::centred(1.4), Column::text(2.0), Column::text(0.9), Column::centred(2.1)];
    let mut header = vec!["ข้อ", "ข้อเสนอแนะ/แนวทาง", "หน่วยงานรับผิดชอบ", "สถานะ"];
    if compared {
        columns.push(Column::centred(2.1));
        header.push("ครั้งก่อน");
    }
    columns.push(Column::text(1.1));
    header.push("ผลการดำเนินการ");
    let mut table = Table::new(columns).header(header).compact();
    for line in &one.lines {
        let number = if line.number.is_empty() { "-" } else { &line.number };
        let topic =
            if line.heading.is_empty() { line.text.clone() } else { format!("{}: {}", line.heading, line.text) };
        let lead = if line.lead.is_empty() { "-".to_owned() } else { line.lead.clone() };
        let mut cells = vec![number.to_owned(), topic, lead, words::status(Lang::Th, line.now).to_owned()];
        if compared {
            cells.push(line.before.map_or("-", |before| words::status(Lang::Th, before)).to_owned());
        }
        cells.push(result(line));
        table = table.row(cells);
    }
    paper.push(table);
}

fn result(line: &Line) -> String {
    let mut parts = Vec::new();
    if !line.latest.is_empty() {
        parts.push(line.latest.clone());
    }
    if let Some(counted) = line.counted {
        parts.push(share(counted));
        if let Some(before) = line.counted_before.filter(|before| *before != counted) {
            parts.push(format!("ครั้งก่อน {}", share(before)));
        }
    }
    if parts.is_empty() { "ยังไม่มีรายงาน".to_owned() } else { parts.join(" ") }
}

fn chased(facts: &Facts) -> String {
    if facts.chased.is_empty() {
        return "ไม่มีเรื่องที่เกินกำหนด ขาดการรายงาน หรือมีข้อมูลขัดกัน".to_owned();
    }
    let words = facts.chased.iter().map(|(code, count)| format!("{} {} ข้อ", words::why(Lang::Th, code), n(*count)));
    format!("มีเรื่องที่ต้องเร่งรัดติดตาม ได้แก่ {}", words.collect::<Vec<_>>().join(" "))
}
